"""Numbers and dates as a research note prints them."""

from __future__ import annotations

import math
from datetime import date, datetime

import pandas as pd

from eventstudy.charts.words import MINUS, day, percent, relative_day

DASH = "\N{EN DASH}"

__all__ = [
    "DASH",
    "MINUS",
    "day",
    "days",
    "number",
    "p_value",
    "percent",
    "relative_day",
    "short_day",
    "size",
]


def number(value: float, digits: int = 2, *, signed: bool = True) -> str:
    """Return a number with a true minus sign; a dash where there is none."""
    if not math.isfinite(value):
        return DASH
    rounded = round(value, digits) + 0.0
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{abs(rounded):,.{digits}f}"


def size(value: float, digits: int = 1) -> str:
    """Return the size of a decimal in per cent, without sign: -0.042 is "4.2 %"."""
    return f"{abs(round(100 * value, digits)):.{digits}f} %"


def p_value(p: float) -> str:
    """Return a p-value with three decimals; "<0.001" below that, never "0.000"."""
    if not math.isfinite(p):
        return DASH
    return "<0.001" if p < 0.001 else f"{p:.3f}"


def p_text(p: float) -> str:
    """Return a p-value as it is read in a sentence: "p = 0.012" or "p < 0.001"."""
    return "p < 0.001" if p < 0.001 else f"p = {p_value(p)}"


def short_day(value: date | datetime | pd.Timestamp | None) -> str:
    """Return a date as "3 Jan 2020"; a dash where there is none."""
    if value is None or pd.isna(value):
        return DASH
    return f"{value.day} {value:%b %Y}"


def days(first: int, last: int) -> str:
    """Return a horizon as "[0, +5]"."""
    return f"[{signed_day(first)}, {signed_day(last)}]"


def signed_day(value: int) -> str:
    """Return a relative day as "+3", "0" or "-2", with a true minus sign."""
    return f"{'+' if value > 0 else MINUS if value < 0 else ''}{abs(value)}"
