"""Intervals of months, of their parts, and of days and weeks counted in them."""

from __future__ import annotations

from datetime import date, timedelta

from eventstudy.extract.times.holidays import nth_weekday
from eventstudy.extract.times.periods import month_end, part_of
from eventstudy.extract.times.spans import Reference, Span, day_span, days_span
from eventstudy.extract.times.stated_spans import stated
from eventstudy.extract.times.story_spans import year_told
from eventstudy.extract.times.timex import Timex

_DAY = timedelta(days=1)
_TOLD = ("the previous", "the following", "that")


def named_month(timex: Timex, reference: Reference) -> Span | None:
    """Return a month, its early, middle or late part, or its first week; without a year the last one."""
    assert timex.month is not None
    year, rule = timex.year, "month and year"
    if year is None:
        year, rule = _year_of_month(timex, reference), "month without year"
    if year is None:
        return None
    if timex.nth is not None:
        return _nth_part(timex, year)
    whole = (date(year, timex.month, 1), month_end(year, timex.month), "month")
    period = part_of((whole[0], whole[1], "month"), timex.part)
    return stated(period, rule)


def _year_of_month(timex: Timex, reference: Reference) -> int | None:
    """Return the year of a month named without one, by the event told before or by publication."""
    near = reference.published
    if near is None and reference.year is not None:
        near = date(reference.year, 12, 31)
    told = reference.anchor.first.date() if reference.anchor else near
    if told is not None and (timex.modifier in _TOLD or timex.relative_year in _TOLD):
        return year_told(timex, told)
    return None if near is None else _year_by_publication(timex, near, future=reference.future)


def _year_by_publication(timex: Timex, near: date, *, future: bool) -> int:
    """Return the year of "last July" or "July next year"; of a bare "July" the last begun, or the next."""
    assert timex.month is not None
    if timex.relative_year:
        return near.year + {"last": -1, "this": 0, "next": 1}[timex.relative_year]
    if timex.modifier == "last":
        return near.year - (timex.month >= near.month)
    if timex.modifier == "next":
        return near.year + (timex.month <= near.month)
    if timex.modifier == "this":
        return near.year
    return near.year + (timex.month < near.month) if future else near.year - (timex.month > near.month)


def _nth_part(timex: Timex, year: int) -> Span:
    """Return "the first week of May" or "the last Monday in May"."""
    assert timex.month is not None
    assert timex.nth is not None
    if timex.weekday is not None:
        day = nth_weekday(year, timex.month, timex.weekday, timex.nth)
        return day_span(day, "stated", "weekday counted in its month")
    last = month_end(year, timex.month)
    if timex.unit == "weekend":
        saturday = nth_weekday(year, timex.month, 5, timex.nth)
        return days_span(saturday, saturday + _DAY, "range", "stated", "weekend counted in its month")
    size = {"days": 5, "fortnight": 14}.get(timex.unit, 7)
    if timex.nth < 0:
        return days_span(last - (size - 1) * _DAY, last, "range", "stated", "last days of a month")
    first = date(year, timex.month, 1) + 7 * (timex.nth - 1) * _DAY
    return days_span(
        first, min(first + (size - 1) * _DAY, last), "range", "stated", "week counted in its month"
    )
