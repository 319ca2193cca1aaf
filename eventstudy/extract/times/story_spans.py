"""Intervals of days and months that the story told so far places: "the 24th", "the March before"."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from eventstudy.extract.times.periods import beside
from eventstudy.extract.times.spans import Reference, Span, day_span, days_span
from eventstudy.extract.times.timex import Timex

_DAY = timedelta(days=1)
_MONTHS_AHEAD = 3
_BESIDE_STORY = timedelta(days=60)
_SEARCHED = 190


def bare_day(timex: Timex, reference: Reference) -> Span | None:
    """Return "the 24th": the first from the event told before on, else the last by publication."""
    if timex.day is None:
        return None
    day = _on_from_story(timex.day, reference) or _by_publication(timex.day, reference)
    if day is None:
        return None
    if timex.to_day is None:
        return day_span(day, "relative", "day of the month of the story")
    months = (beside(day, "month", step)[0] for step in (0, 1))
    ends = (found for month in months if (found := _in_month(month, timex.to_day)) is not None)
    last = next((end for end in ends if end > day), None)
    rule = "days of the month of the story"
    return None if last is None else days_span(day, last, "range", "relative", rule)


def _on_from_story(number: int, reference: Reference) -> date | None:
    """Return the first such day from the event told before on; none that lies after publication."""
    if reference.anchor is None:
        return None
    told, limit = reference.anchor.first.date(), reference.published
    months = [beside(told, "month", step)[0] for step in (0, 1)]
    days = [day for month in months if (day := _in_month(month, number)) is not None]
    ahead = [day for day in days if day >= told]
    known = [day for day in ahead if reference.future or limit is None or day <= limit]
    # What the 3rd of the same month, told on the 10th, cannot follow, it goes before.
    return next(iter(known or [day for day in days if limit is None or day <= limit]), None)


def _by_publication(number: int, reference: Reference) -> date | None:
    near = reference.published
    if near is None:
        return None
    steps = range(_MONTHS_AHEAD) if reference.future else range(0, -_MONTHS_AHEAD, -1)
    days = [day for n in steps if (day := _in_month(beside(near, "month", n)[0], number)) is not None]
    return next((d for d in days if (d >= near if reference.future else d <= near)), None)


def _in_month(month: date, number: int) -> date | None:
    last = calendar.monthrange(month.year, month.month)[1]
    return month.replace(day=number) if number <= last else None


def weekday_and_day(timex: Timex, reference: Reference) -> Span | None:
    """Return the day of "Wednesday the 8th": near the event told before, else the nearest to publication."""
    told = reference.anchor.first.date() if reference.anchor else None
    rule = "weekday and day of the month"
    near = None if told is None else _nearest(timex, told)
    if near is not None and told is not None and abs(near - told) < _BESIDE_STORY:
        return day_span(near, "relative", rule)
    day = None if reference.published is None else _nearest(timex, reference.published)
    return None if day is None else day_span(day, "relative", rule)


def _nearest(timex: Timex, near: date) -> date | None:
    days = [near + n * _DAY for n in range(-_SEARCHED, _SEARCHED)]
    fitting = [day for day in days if day.day == timex.day and day.weekday() == timex.weekday]
    return min(fitting, key=lambda day: abs(day - near), default=None)


def weekday_beside_story(timex: Timex, number: int, anchor: Span) -> Span:
    """Return "that Monday", "the Friday before" or "two Fridays later" of the story."""
    day, weeks = anchor.first.date(), int(timex.count or 1)
    if timex.modifier == "the previous" or timex.direction == "earlier":
        day -= timedelta(days=(day.weekday() - number) % 7 or 7)
        return day_span(day - 7 * (weeks - 1) * _DAY, "relative", "weekday before the event before it")
    day += timedelta(days=(number - day.weekday()) % 7 or (0 if timex.modifier == "that" else 7))
    counted = timex.direction == "later" and timex.number
    shift = 7 * (weeks - 1) * _DAY if counted else 0 * _DAY
    return day_span(day + shift, "relative", "weekday after the event before it")


def year_told(timex: Timex, told: date) -> int:
    """Return the year of "the previous July", "November that year" or "May the following year"."""
    assert timex.month is not None
    step = {"the following": 1, "the previous": -1}.get(timex.relative_year)
    if step is not None:
        return told.year + step
    if timex.modifier == "the previous":
        return told.year - (timex.month >= told.month)
    if timex.modifier == "the following":
        return told.year + (timex.month <= told.month)
    return told.year
