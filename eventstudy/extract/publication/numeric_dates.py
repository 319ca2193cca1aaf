"""Dates in figures, such as 13/01/2020, where they can mean one day only."""

from __future__ import annotations

import re
from datetime import date

from eventstudy.extract.times.time_words import WEEKDAYS
from eventstudy.extract.times.timex import Timex

_FIGURES = re.compile(r"(?<![\d/.-])(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?![\d/]|[.-]\d)")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{0,6})\b", re.IGNORECASE)
_REACH = 16


def numeric_days(clean: str, start: int, end: int) -> list[Timex]:
    """Return the days that figures in ``clean[start:end]`` name without doubt.

    08/01/2020 is a day in January or in August: it is read only beside a weekday that one of them has.
    """
    found = []
    for match in _FIGURES.finditer(clean, start, end):
        days = _readings(int(match[1]), int(match[3]), int(match[4]), len(match[1]) == 4)
        if len(days) > 1:
            beside = _WEEKDAY.search(clean[max(start, match.start() - _REACH) : match.start()])
            number = next(
                (n for n, w in enumerate(WEEKDAYS) if beside and w.startswith(beside[1].lower())), -1
            )
            days = {day for day in days if day.weekday() == number}
        if len(days) == 1:
            (day,) = days
            found.append(
                Timex(start=match.start(), end=match.end(), year=day.year, month=day.month, day=day.day)
            )
    return found


def _readings(first: int, second: int, third: int, year_first: bool) -> set[date]:
    year = first if year_first else third
    pairs = {(second, third)} if year_first else {(second, first), (first, second)}
    return {day for month, number in pairs if (day := _day(year, month, number)) is not None}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year < 2100 else None
    except ValueError:
        return None
