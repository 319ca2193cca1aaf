"""Weeks, months, quarters and years of the calendar: which holds a day, and which lies so many further."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from eventstudy.types import Precision

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
# The part of the year that a season's name is used for, in the north: its first month.
_SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_THIRDS = {"early": 0, "start": 0, "mid": 1, "late": 2, "end": 2}
Period = tuple[date, date, Precision]


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def shifted(day: date, unit: str, count: float) -> date:
    """Return the day ``count`` units after ``day``; of a month that lacks it, the last.

    Raises
    ------
    ValueError, OverflowError
        If there is no such day in the calendar.
    """
    if unit in _DAYS:
        return day + timedelta(days=round(_DAYS[unit] * count))
    months = day.year * 12 + day.month - 1 + round(_MONTHS[unit] * count)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def period_of(day: date, unit: str) -> Period:
    """Return the first and last day of the week, month, quarter, ... that holds ``day``."""
    if unit == "day":
        return day, day, "day"
    monday = day - day.weekday() * _DAY
    if unit in ("week", "fortnight"):
        return monday, monday + 6 * _DAY, "week"
    if unit == "weekend":
        return monday + 5 * _DAY, monday + 6 * _DAY, "range"
    if unit in ("decade", "century"):
        size = 10 if unit == "decade" else 100
        first = day.year // size * size
        return date(first, 1, 1), date(first + size - 1, 12, 31), "range"
    size = _MONTHS[unit]
    month = (day.month - 1) // size * size + 1
    precision: dict[int, Precision] = {1: "month", 3: "quarter", 6: "range", 12: "year"}
    return date(day.year, month, 1), month_end(day.year, month + size - 1), precision[size]


def beside(day: date, unit: str, steps: float) -> Period:
    """Return the week, month, ... that lies ``steps`` further than that of ``day``."""
    # From the first of the month: the month after 31 January is February, not March.
    from_day = day if unit in _DAYS else day.replace(day=1)
    return period_of(shifted(from_day, unit, steps), unit)


def years_of(prefix: str) -> Period:
    """Return the years that begin with the digits ``prefix``: a decade for three, a century for two."""
    size = 10 ** (4 - len(prefix))
    first = int(prefix) * size
    return date(first, 1, 1), date(first + size - 1, 12, 31), "range"


def season_of(name: str, year: int) -> Period:
    """Return three months: "winter 2019" begins in December 2019."""
    month = _SEASON_MONTHS[name]
    end_year, end_month = (year + 1, 2) if month == 12 else (year, month + 2)
    return date(year, month, 1), month_end(end_year, end_month), "range"


def third(part: str) -> int | None:
    """Return 0 for "early" and the like, 1 for "mid", 2 for "late"; None for other words."""
    return next((n for word, n in _THIRDS.items() if part.startswith(word)), None)


def part_of(period: Period, part: str) -> Period:
    """Return the third of a period that "early", "mid" or "late" names, whole weeks apart."""
    at = third(part)
    first, last, precision = period
    if at is None:
        return period
    if precision == "month":
        bounds = ((1, 10), (11, 20), (21, last.day))[at]
        return first.replace(day=bounds[0]), first.replace(day=bounds[1]), "part_of_month"
    if precision in ("year", "quarter"):
        size = 4 if precision == "year" else 1
        month = first.month + at * size
        return (
            date(first.year, month, 1),
            month_end(first.year, month + size - 1),
            "range" if size > 1 else "month",
        )
    days = (last - first).days + 1
    cut, end = (days * at) // 3, -(-days * (at + 1) // 3) - 1
    return first + cut * _DAY, first + end * _DAY, "range"
