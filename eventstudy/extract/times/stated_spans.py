"""Intervals of words that name a day, month, quarter, season or year."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from eventstudy.extract.times.holidays import holiday
from eventstudy.extract.times.periods import (
    Period,
    part_of,
    period_of,
    season_of,
    shifted,
    third,
    years_of,
)
from eventstudy.extract.times.spans import Reference, Span, day_span, days_span
from eventstudy.extract.times.story_spans import year_told
from eventstudy.extract.times.timex import Timex

_DAY = timedelta(days=1)
_LEAD = timedelta(days=45)
_STEPS = {"last": -1, "this": 0, "next": 1, "that": 0}
_TOLD = ("that", "the following", "the previous")
_JUST_OVER = timedelta(days=75)


def near_date(reference: Reference) -> date | None:
    """Return the day that a missing year is nearest to: of publication, else of the event told before."""
    return reference.published or (reference.anchor.first.date() if reference.anchor else None)


def stated(period: Period, rule: str) -> Span:
    """Return the interval of a period that the words state."""
    return days_span(period[0], period[1], period[2], "stated", rule)


def named_day(timex: Timex, reference: Reference) -> Span | None:
    """Return the day of "Jan. 3", or the days of "June 28-29" and "the week of March 6"."""
    if timex.unsure:
        return _either_day(timex)
    if timex.to_month is not None and timex.to_day is not None:
        return _named_days(timex, reference, timex.to_month, timex.to_day)
    span = _one_day(timex, reference)
    if span is not None and timex.unit.endswith(" of"):
        unit = timex.unit.removesuffix(" of")
        return stated(period_of(span.first.date(), unit), f"the {unit} of a date")
    return span


def _one_day(timex: Timex, reference: Reference) -> Span | None:
    assert timex.month is not None
    assert timex.day is not None
    near = near_date(reference)
    if timex.year is not None:
        return day_span(date(timex.year, timex.month, timex.day), "stated", "full date")
    if timex.relative_year in _TOLD and reference.anchor is not None:
        year = year_told(timex, reference.anchor.first.date())
        return day_span(date(year, timex.month, timex.day), "stated", "day of a year told before")
    if timex.relative_year in _STEPS and near is not None:
        year = near.year + _STEPS[timex.relative_year]
        return day_span(date(year, timex.month, timex.day), "stated", f"day of {timex.relative_year} year")
    if near is not None and timex.relative_year in ("", "that"):
        # A weekend begins on a Saturday.
        told = replace(timex, weekday=5) if timex.unit == "weekend of" else timex
        return day_span(nearest_day(told, near, future=reference.future), "stated", "day and month")
    if reference.year is None or timex.relative_year:
        return None
    day = date(reference.year, timex.month, timex.day)
    return day_span(day, "stated", "day and month, year of the text")


def _either_day(timex: Timex) -> Span | None:
    """Return the days from the one reading of "03/01/2020" to the other."""
    assert timex.year is not None
    assert timex.month is not None
    assert timex.day is not None
    days = sorted((date(timex.year, timex.month, timex.day), date(timex.year, timex.day, timex.month)))
    return days_span(days[0], days[1], "range", "stated", "day and month can be mistaken for one another")


def _named_days(timex: Timex, reference: Reference, month: int, day: int) -> Span | None:
    """Return the days from the one to the other of "between June 28 and 29"."""
    first = named_day(replace(timex, to_month=None, to_day=None), reference)
    if first is None:
        return None
    start = first.dates[0]
    end = date(start.year + (month < start.month), month, day)
    return None if end < start else days_span(start, end, "range", "stated", "first and last day")


def nearest_day(timex: Timex, near: date, *, future: bool = False) -> date:
    """Return the day of the year's day and month that lies best with ``near``.

    A weekday beside the date decides where it can; else news speaks of the last year, unless
    the words speak of what is to come.
    """
    assert timex.month is not None
    assert timex.day is not None
    days = [
        date(year, timex.month, timex.day)
        for year in (near.year - 1, near.year, near.year + 1)
        if timex.day <= calendar.monthrange(year, timex.month)[1]
    ]
    fitting = [d for d in days if timex.weekday is None or d.weekday() == timex.weekday] or days
    if future:
        return min(fitting, key=lambda d: abs((d - near).days) + (365 if d < near else 0))
    return min(fitting, key=lambda d: abs((d - near).days) + (365 if d > near + _LEAD else 0))


def named_holiday(timex: Timex, reference: Reference) -> Span | None:
    """Return the day of a holiday; without a year the last one, or the next if it is to come."""
    near = near_date(reference)
    year = timex.year or (near.year if near else reference.year)
    if year is None:
        return None
    days = [
        holiday(timex.holiday, y)
        for y in ((year,) if timex.year or near is None else range(year - 1, year + 2))
    ]
    day = days[0]
    if near is not None and not timex.year:
        lead = 0 * _DAY if reference.future else _LEAD
        ahead = [d for d in days if d >= near]
        day = min(ahead) if reference.future and ahead else max(d for d in days if d <= near + lead)
    return day_span(day, "stated", "holiday")


def named_quarter(timex: Timex, reference: Reference) -> Span | None:
    """Return a quarter, half or season; without a year the last that has begun, or the next to come."""
    near, told = reference.published, reference.anchor.first.date() if reference.anchor else None
    year = timex.year
    if year is None and told is not None and timex.relative_year in _TOLD:
        year = told.year + {"the following": 1, "the previous": -1}.get(timex.relative_year, 0)
    if year is None and near is not None and timex.relative_year in _STEPS:
        year = near.year + _STEPS[timex.relative_year]
    if year is not None:
        return stated(_year_part(timex, year), _rule_of(timex))
    if told is not None and (timex.modifier in _TOLD or (near is None and reference.year is None)):
        return stated(_of_story(timex, told), _rule_of(timex))
    if near is None:
        return None if reference.year is None else stated(_year_part(timex, reference.year), _rule_of(timex))
    choices = [_year_part(timex, near.year + shift) for shift in (-2, -1, 0, 1, 2)]
    found = _best(choices, near, _direction(timex, reference))
    if reference.future and not timex.modifier:  # "will report results of the third quarter", told in October
        over = _best(choices, near, "last")
        found = over if near - over[1] < _JUST_OVER else found
    return stated(found, _rule_of(timex))


def _of_story(timex: Timex, told: date) -> Period:
    """Return the season or quarter that goes on from, follows or goes before the event told before."""
    choices = [_year_part(timex, told.year + shift) for shift in (-2, -1, 0, 1, 2)]
    if timex.modifier in ("the previous", "last", "past"):
        return _best(choices, told, "last")
    if timex.modifier == "the following":
        return min(p for p in choices if p[0] > told)
    if timex.modifier == "that":
        year = next((p for p in choices if p[0] <= told <= p[1]), None)
        return year or _year_part(timex, told.year)
    return _best(choices, told, "next")


def _direction(timex: Timex, reference: Reference) -> str:
    if timex.modifier in ("last", "past"):
        return "last"
    if timex.modifier == "this":
        return "this"
    return (
        "next"
        if timex.modifier in ("next", "coming") or (reference.future and timex.modifier != "this")
        else ""
    )


def _best(choices: list[Period], near: date, direction: str) -> Period:
    """Return the last period over, the next to come, that of this year, or the last that has begun."""
    if direction == "last":
        return max(p for p in choices if p[1] < near)
    if direction == "next":
        return min(p for p in choices if p[1] >= near)
    if direction == "this":
        return next(p for p in choices if p[0].year == near.year)
    return max(p for p in choices if p[0] <= near)


def _year_part(timex: Timex, year: int) -> Period:
    if timex.season:
        return part_of(season_of(timex.season, year), timex.part)
    if timex.half is not None:
        return period_of(date(year, 6 * timex.half, 1), "half")
    assert timex.quarter is not None
    return part_of(period_of(date(year, 3 * timex.quarter, 1), "quarter"), timex.part)


def _rule_of(timex: Timex) -> str:
    return "season" if timex.season else "half-year" if timex.half is not None else "quarter"


def named_year(timex: Timex) -> Span | None:
    """Return a year, a part of one, or a decade."""
    if timex.prefix:
        return stated(
            part_of(years_of(timex.prefix), timex.part), "decade" if len(timex.prefix) == 3 else "century"
        )
    assert timex.year is not None
    if timex.to_year is not None:
        return days_span(
            date(timex.year, 1, 1), date(timex.to_year, 12, 31), "range", "stated", "first and last year"
        )
    if timex.part.startswith("turn"):
        return turn_of_year(timex.year)
    period = part_of(period_of(date(timex.year, 1, 1), "year"), timex.part)
    return stated(period, "year" if third(timex.part) is None else "part of a year")


def turn_of_year(year: int) -> Span:
    """Return the days around 1 January of ``year``."""
    new_year = date(year, 1, 1)
    return days_span(
        shifted(new_year, "day", -7), shifted(new_year, "day", 6), "range", "stated", "turn of the year"
    )
