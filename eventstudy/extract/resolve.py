"""From a time expression to an interval of local time."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import date, timedelta

from eventstudy.extract.parts_of_day import hours_of, refined
from eventstudy.extract.spans import Reference, Span, day_span, days_span
from eventstudy.extract.timex import Timex
from eventstudy.types import Precision

_DAY = timedelta(days=1)

_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "late": 2, "end": 2}


def resolve(timex: Timex, reference: Reference) -> Span | None:
    """Return the interval that ``timex`` names, or None where it cannot be known."""
    try:
        span = _base(timex, reference)
        return None if span is None else replace(refined(timex, span), words=(timex.start, timex.end))
    except (ValueError, OverflowError):  # 31 February, year 10000
        return None


def _base(timex: Timex, reference: Reference) -> Span | None:
    if timex.has_day:
        return _named_day(timex, reference)
    if timex.direction and timex.weekday is None:
        return _offset(timex, reference)
    if timex.weekday is not None:
        return _weekday(timex, reference)
    if timex.month is not None:
        return _month(timex, reference)
    if timex.quarter is not None:
        return _quarter(timex, reference)
    if timex.deictic:
        return _deictic(timex.deictic, reference)
    if timex.year is not None:
        return _year(timex)
    return _only_part(timex, reference)


def _named_day(timex: Timex, reference: Reference) -> Span | None:
    assert timex.month is not None
    assert timex.day is not None
    if timex.to_month is not None and timex.to_day is not None:
        return _named_days(timex, reference, timex.to_month, timex.to_day)
    if timex.year is not None:
        return day_span(date(timex.year, timex.month, timex.day), "stated", "full date")
    near = reference.published or (reference.anchor.first.date() if reference.anchor else None)
    if near is None and reference.year is not None:
        return day_span(
            date(reference.year, timex.month, timex.day), "stated", "day and month, year of the text"
        )
    if near is None:
        return None
    return day_span(nearest_day(timex, near, future=reference.future), "stated", "day and month")


def _named_days(timex: Timex, reference: Reference, month: int, day: int) -> Span | None:
    """Return the days from the one to the other of "between June 28 and 29"."""
    first = _named_day(replace(timex, to_month=None, to_day=None), reference)
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
    lead = timedelta(days=45)
    if future:
        return min(fitting, key=lambda d: abs((d - near).days) + (365 if d < near else 0))
    return min(fitting, key=lambda d: abs((d - near).days) + (365 if d > near + lead else 0))


def _weekday(timex: Timex, reference: Reference) -> Span | None:
    assert timex.weekday is not None
    following = timex.modifier in ("the following", "that") or timex.direction in ("later", "next")
    if following and reference.anchor is not None:
        day = reference.anchor.first.date()
        day += timedelta(days=(timex.weekday - day.weekday()) % 7 or (0 if timex.modifier == "that" else 7))
        return day_span(day, "relative", "weekday after the event before it")
    if reference.published is None:
        return None
    back = (reference.published.weekday() - timex.weekday) % 7
    if timex.modifier in ("next", "coming", "this coming") or (reference.future and timex.modifier != "last"):
        ahead = (timex.weekday - reference.published.weekday()) % 7
        if ahead == 0 and timex.modifier:
            ahead = 7
        return day_span(reference.published + timedelta(days=ahead), "relative", "weekday to come")
    # "Last Tuesday", written on a Wednesday, is not yesterday: that would be "on Tuesday".
    if timex.modifier in ("last", "the previous") and back <= 1:
        back += 7
    return day_span(
        reference.published - timedelta(days=back), "relative", "last such weekday by publication"
    )


def _month(timex: Timex, reference: Reference) -> Span | None:
    assert timex.month is not None
    year, rule = timex.year, "month and year"
    if year is None:
        near = reference.published
        if near is None:
            if reference.year is None:
                return None
            near = date(reference.year, 12, 31)
        # A month named without its year is the last one that has begun, or the next.
        later = timex.month > near.month
        year = near.year - 1 if later and not reference.future else near.year
        year += 1 if reference.future and timex.month < near.month else 0
        rule = "month without year"
    last = calendar.monthrange(year, timex.month)[1]
    third = _third(timex.part)
    if third is None:
        return days_span(date(year, timex.month, 1), date(year, timex.month, last), "month", "stated", rule)
    bounds = ((1, 10), (11, 20), (21, last))[third]
    return days_span(
        date(year, timex.month, bounds[0]),
        date(year, timex.month, bounds[1]),
        "part_of_month",
        "stated",
        rule,
    )


def _third(part: str) -> int | None:
    return next((n for word, n in _THIRDS.items() if part.startswith(word)), None)


def _quarter(timex: Timex, reference: Reference) -> Span | None:
    year = timex.year or reference.year or (reference.published.year if reference.published else None)
    if year is None or timex.quarter is None:
        return None
    month = 3 * timex.quarter
    last = calendar.monthrange(year, month)[1]
    return days_span(date(year, month - 2, 1), date(year, month, last), "quarter", "stated", "quarter")


def _year(timex: Timex) -> Span:
    assert timex.year is not None
    third = _third(timex.part)
    if third is None:
        return days_span(date(timex.year, 1, 1), date(timex.year, 12, 31), "year", "stated", "year")
    first = date(timex.year, 1 + 4 * third, 1)
    last = date(timex.year, 4 + 4 * third, calendar.monthrange(timex.year, 4 + 4 * third)[1])
    return days_span(first, last, "range", "stated", "part of a year")


def _deictic(word: str, reference: Reference) -> Span | None:
    day = reference.published
    if day is None:
        return None
    shift = {"today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0}
    shift |= {"yesterday": -1, "last night": 0, "tomorrow": 1}
    if word in shift:
        return day_span(day + shift[word] * _DAY, "relative", f"{word}, by publication")
    where, _, unit = word.removeprefix("the ").removeprefix("over the ").rpartition(" ")
    if word == "over the weekend":
        where, unit = "last", "weekend"
    first, last, precision = _unit_around(
        day, unit or word, {"last": -1, "past": -1, "next": 1}.get(where, 0)
    )
    return days_span(first, last, precision, "relative", f"{word}, by publication")


def _unit_around(day: date, unit: str, shift: int) -> tuple[date, date, Precision]:
    """Return the week, weekend, month, quarter or year ``shift`` units away from ``day``."""
    monday = day - timedelta(days=day.weekday())
    if unit == "week":
        return monday + 7 * shift * _DAY, monday + (7 * shift + 6) * _DAY, "week"
    if unit == "weekend":
        saturday = monday + (5 if shift >= 0 or day.weekday() == 6 else -2) * _DAY + max(0, shift) * 7 * _DAY
        return saturday, saturday + _DAY, "range"
    if unit in ("month", "quarter"):
        size = 1 if unit == "month" else 3
        at = day.year * 12 + (day.month - 1) // size * size + shift * size
        end = at + size - 1
        last = calendar.monthrange(end // 12, end % 12 + 1)[1]
        precision: Precision = "month" if size == 1 else "quarter"
        return date(at // 12, at % 12 + 1, 1), date(end // 12, end % 12 + 1, last), precision
    return date(day.year + shift, 1, 1), date(day.year + shift, 12, 31), "year"


def _offset(timex: Timex, reference: Reference) -> Span | None:
    if timex.direction == "ago":
        base = None if reference.published is None else day_span(reference.published, "relative", "")
        return None if base is None else _moved(timex, base, -1, "counted back from publication")
    if reference.anchor is None:
        return None
    sign = -1 if timex.direction in ("before", "earlier", "prior") else 1
    return _moved(timex, reference.anchor, sign, "counted from the event before it")


def _moved(timex: Timex, base: Span, sign: int, rule: str) -> Span:
    """Return ``base`` moved by the distance of ``timex``; a vague distance gives a wide interval."""
    low, high = (2, 9) if timex.count is None else (timex.count, timex.count)
    if timex.unit in ("hour", "minute"):
        return _hours(timex, base, sign, rule)
    size = {"day": 1, "week": 7, "month": 30, "year": 365}[timex.unit]
    slack = 0 if timex.unit == "day" else size // 4
    ends = [(base.first.date() + sign * low * size * _DAY), (base.last.date() + sign * high * size * _DAY)]
    first, last = min(ends) - slack * _DAY, max(ends) + slack * _DAY
    if timex.direction == "same":
        first, last = base.dates
    return days_span(first, last, "day" if first == last else "range", "relative", rule)


def _hours(timex: Timex, base: Span, sign: int, rule: str) -> Span:
    """Hours from an event that is itself known to a part of a day: never a point."""
    most = (timex.count or 12) + (1 if timex.count else 0)
    least = max(0, (timex.count or 1) - 1)
    if timex.unit == "minute":
        most, least = 1, 0
    first, last = base.first + sign * timedelta(hours=least), base.last + sign * timedelta(hours=most)
    if sign < 0:
        first, last = base.first - timedelta(hours=most), base.last - timedelta(hours=least)
    return Span(first=first, last=last, precision="range", source="relative", rule=rule)


def _only_part(timex: Timex, reference: Reference) -> Span | None:
    """Take a part of day or a clock time without a day as of the day of the article."""
    if reference.published is None:
        return None
    if timex.clock is None and not hours_of(timex.part):
        return None
    return day_span(reference.published, "relative", "part of the day of publication")
