"""From a time expression to an interval of local time."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from eventstudy.extract.timex import Timex
from eventstudy.types import DateSource, Precision

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)

# Hours after 00:00 of the day named; overnight begins on the evening before.
PARTS_OF_DAY: tuple[tuple[str, float, float], ...] = (
    ("early hours", 0, 6),
    ("small hours", 0, 6),
    ("early morning", 0, 6),
    ("pre dawn", 0, 6),
    ("predawn", 0, 6),
    ("dawn", 4, 8),
    ("late night", 21, 27),
    ("overnight", -3, 6),
    ("last night", -6, 6),
    ("midnight", -3, 27),
    ("midday", 11, 14),
    ("lunchtime", 11, 14),
    ("late morning", 9, 12),
    ("late afternoon", 15, 18),
    ("late evening", 20, 24),
    ("morning", 6, 12),
    ("afternoon", 12, 18),
    ("evening", 18, 24),
    ("night", 18, 30),
    ("early", 0, 6),
    ("late", 18, 24),
)
_THIRDS = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "late": 2, "end": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Local time from ``first`` to ``last`` (both naive and included), and what it rests on.

    ``words`` is where the time expression stands in the article.
    """

    first: datetime
    last: datetime
    precision: Precision
    source: DateSource
    clock: datetime | None = None
    rule: str = ""
    words: tuple[int, int] | None = None

    @property
    def dates(self) -> tuple[date, date]:
        """First and last local date."""
        return self.first.date(), self.last.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What relative expressions count from.

    ``published`` is the date of the article, ``anchor`` the event last told, ``year`` the year of dates
    without one where there is no date of publication, ``future`` whether the words speak of what is to come.
    """

    published: date | None = None
    anchor: Span | None = None
    year: int | None = None
    future: bool = False


def resolve(timex: Timex, reference: Reference) -> Span | None:
    """Return the interval that ``timex`` names, or None where it cannot be known."""
    try:
        span = _base(timex, reference)
        return None if span is None else replace(_refined(timex, span), words=(timex.start, timex.end))
    except (ValueError, OverflowError):  # 31 February, year 10000
        return None


def day_span(day: date, source: DateSource, rule: str) -> Span:
    """Return the whole of ``day``."""
    return days_span(day, day, "day", source, rule)


def days_span(first: date, last: date, precision: Precision, source: DateSource, rule: str) -> Span:
    """Return the interval from the start of ``first`` to the end of ``last``."""
    start, end = datetime.combine(first, datetime.min.time()), datetime.combine(last, datetime.min.time())
    return Span(first=start, last=end + _DAY - _SECOND, precision=precision, source=source, rule=rule)


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
    if timex.modifier in ("last", "the previous") and back == 0:
        back = 7
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
    if timex.clock is None and not _hours_of(timex.part):
        return None
    return day_span(reference.published, "relative", "part of the day of publication")


def _hours_of(part: str) -> tuple[float, float] | None:
    return next(((low, high) for words, low, high in PARTS_OF_DAY if words in part), None)


def _refined(timex: Timex, span: Span) -> Span:
    """Narrow a day to the clock time or the part of day that goes with it."""
    if span.precision != "day":
        return span
    if timex.clock is not None:
        return _at_clock(timex, span)
    deictic = timex.deictic.removeprefix("this ")
    part = timex.part or (deictic if deictic in ("morning", "afternoon", "evening", "last night") else "")
    part = part or ("night" if deictic == "tonight" else "")
    hours = _hours_of(part)
    if hours is None:
        return span
    low, high = (timedelta(hours=h) for h in hours)
    return replace(span, first=span.first + low, last=span.first + high - _SECOND, precision="part_of_day")


def _at_clock(timex: Timex, span: Span) -> Span:
    assert timex.clock is not None
    at = span.first + timedelta(hours=timex.clock[0], minutes=timex.clock[1])
    half = timedelta(minutes=30)
    if timex.approximate:
        return replace(span, first=at - half, last=at + half, precision="hour", clock=at)
    return replace(span, first=at, last=at + timedelta(seconds=59), precision="minute", clock=at)
