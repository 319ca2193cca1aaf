"""Numbers of a chart as words, for alternative text."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

MINUS = "\N{MINUS SIGN}"


def percent(value: float, digits: int = 1) -> str:
    """Return a decimal as signed per cent: 0.0351 is "+3.5 %"."""
    rounded = round(100 * value, digits) + 0.0  # no negative zero
    sign = MINUS if rounded < 0 else "+" if rounded > 0 else ""
    return f"{sign}{abs(rounded):.{digits}f} %"


def day(value: date | datetime | pd.Timestamp) -> str:
    """Return a date as "3 January 2020"."""
    return f"{value.day} {value:%B %Y}"


def relative_day(value: int) -> str:
    """Return a relative day as "day 0", "day +3" or "day -2", with a true minus sign."""
    if value == 0:
        return "day 0"
    return f"day {'+' if value > 0 else MINUS}{abs(value)}"


def listed(items: list[str], most: int = 4) -> str:
    """Return "a, b and c", or the first ``most`` and how many more there are."""
    if len(items) > most:
        return f"{', '.join(items[:most])} and {len(items) - most} more"
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
