"""Hours of the day: what "early" and "overnight" mean, and a day narrowed to them or to a clock time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from eventstudy.extract.times.spans import Span
from eventstudy.extract.times.timex import Timex

_SECOND = timedelta(seconds=1)

# Hours after 00:00 of the day named; overnight begins on the evening before. "Tuesday night" is told of
# Tuesday's last hours: what comes after midnight is "early Wednesday".
# Exchanges open between eight and ten and close between three and half past five, offices later.
PARTS_OF_DAY: tuple[tuple[str, float, float], ...] = (
    ("before open of trade", 0, 10),
    ("at open of trade", 8, 10.5),
    ("after open of trade", 8, 18),
    ("before close of trade", 8, 18),
    ("at close of trade", 15, 19),
    ("after close of trade", 15, 24),
    ("first thing", 6, 10),
    ("early hours", 0, 6),
    ("small hours", 0, 6),
    ("early morning", 0, 6),
    ("mid morning", 9, 11),
    ("early afternoon", 12, 15),
    ("mid afternoon", 14, 16),
    ("early evening", 17, 20),
    ("dusk", 17, 21),
    ("sunset", 17, 21),
    ("nightfall", 17, 21),
    ("pre dawn", 0, 6),
    ("predawn", 0, 6),
    ("dawn", 4, 8),
    ("late night", 21, 24),
    ("after midnight", 0, 3),
    ("before midnight", 21, 24),
    ("overnight", -3, 6),
    ("last night", -6, 0),
    ("midnight", 0, 24),
    ("midday", 11, 14),
    ("lunchtime", 11, 14),
    ("late morning", 9, 12),
    ("late afternoon", 15, 18),
    ("late evening", 20, 24),
    ("morning", 6, 12),
    ("afternoon", 12, 18),
    ("evening", 18, 24),
    ("night", 18, 24),
    ("early", 0, 6),
    ("late", 18, 24),
)


def hours_of(part: str) -> tuple[float, float] | None:
    """Return the first and last hour of a part of the day, counted from its midnight."""
    return next(((low, high) for words, low, high in PARTS_OF_DAY if words in part), None)


def refined(timex: Timex, span: Span) -> Span:
    """Narrow a day to the clock time or the part of day that goes with it."""
    if span.precision != "day":
        return span
    if timex.clock is not None:
        return _at_clock(timex, span)
    deictic = timex.deictic.removeprefix("this ")
    part = timex.part or (deictic if deictic in ("morning", "afternoon", "evening", "last night") else "")
    part = part or ("night" if deictic == "tonight" else "")
    hours = hours_of(part)
    if hours is None:
        return span
    low, high = (timedelta(hours=h) for h in hours)
    return replace(span, first=span.first + low, last=span.first + high - _SECOND, precision="part_of_day")


def _at_clock(timex: Timex, span: Span) -> Span:
    assert timex.clock is not None
    at = span.first + timedelta(hours=timex.clock[0], minutes=timex.clock[1])
    half = timedelta(minutes=30)
    if timex.about in ("before", "by"):  # at any time of the day up to then: no clock time is known
        return replace(span, last=max(span.first, at - _SECOND), precision="part_of_day")
    if timex.about == "after":
        return replace(span, first=at, precision="part_of_day")
    if timex.about:
        first = at if timex.about == "near after" else at - half
        last = at if timex.about in ("near before", "near by") else at + half
        return replace(span, first=first, last=last, precision="hour", clock=at)
    return replace(span, first=at, last=at + timedelta(seconds=59), precision="minute", clock=at)
