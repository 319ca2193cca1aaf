"""Intervals that lie a stated distance from another."""

from __future__ import annotations

from datetime import timedelta

from eventstudy.extract.times.periods import shifted
from eventstudy.extract.times.spans import Span, days_span
from eventstudy.extract.times.timex import Timex

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
# Weeks up to three are counted to the day; "a month later" is told of some days to either side.
_SLACK = {"day": 0, "week": 0, "weekend": 1, "fortnight": 3, "month": 7, "quarter": 22, "year": 91}
_LONG = 900
_EXACT_WEEKS = 3
_SOON = timedelta(hours=6)
_MOST_OF_A_DAY = timedelta(hours=20)


def moved(timex: Timex, base: Span, sign: int, rule: str) -> Span:
    """Return ``base`` moved by the distance of ``timex``; a vague distance gives a wide interval."""
    if timex.unit in ("hour", "minute", "second"):
        return _moved_by_clock(timex, base, sign, rule)
    if timex.direction == "same":
        first, last = base.dates
        return days_span(first, last, "day" if first == last else "range", "relative", rule)
    low, high = (2.0, 9.0) if timex.count is None else (float(timex.count), float(timex.count))
    days = base.dates
    ends = [shifted(days[0], timex.unit, sign * low), shifted(days[1], timex.unit, sign * high)]
    slack = _slack(timex) * _DAY
    first, last = min(ends) - slack, max(ends) + slack
    if timex.about == "within":  # at any time from then on
        first = min(first, days[0])
    elif timex.mod == "LESS_THAN" and timex.unit in ("day", "week", "fortnight", "month"):
        first, last = (days[0], max(ends)) if sign > 0 else (min(ends), days[1])
    elif timex.mod == "MORE_THAN":
        first, last = (min(ends), last) if sign > 0 else (first, max(ends))
    return days_span(first, last, "day" if first == last else "range", "relative", rule)


def _slack(timex: Timex) -> int:
    """Return by how many days the distance may be off."""
    if timex.about in ("exact", "within"):
        return 0
    if timex.unit == "week" and timex.count is not None and (timex.count > _EXACT_WEEKS or timex.mod):
        return 3 if timex.mod else 1
    return _SLACK.get(timex.unit, _LONG)


def _moved_by_clock(timex: Timex, base: Span, sign: int, rule: str) -> Span:
    """Return hours or minutes from an event: a clock time only from one that is stated to the minute."""
    exact = timex.unit == "minute" and timex.count is not None and not timex.mod and timex.about != "within"
    if exact and base.clock is not None and base.precision == "minute":
        at = base.clock + sign * float(timex.count or 0) * _MINUTE
        last = at + timedelta(seconds=59)
        return Span(first=at, last=last, precision="minute", source="relative", rule=rule, clock=at)
    least, most = _bounds(timex)
    if sign < 0:
        first, last = base.first - most, base.last - least
    else:
        first, last = base.first + least, base.last + most
        if base.last - base.first > _MOST_OF_A_DAY and most <= _SOON:
            last = base.last  # "within an hour" of a day in all its hours is still that day
    return Span(first=first, last=max(first, last), precision="range", source="relative", rule=rule)


def _bounds(timex: Timex) -> tuple[timedelta, timedelta]:
    """Return the least and the most that "two hours", "hours" or "minutes" can be."""
    hour = timedelta(hours=1)
    if timex.unit != "hour":
        size = _MINUTE if timex.unit == "minute" else _MINUTE / 60
        known = 0 if timex.count is None else timex.count
        return max(0 * hour, known * size - hour / 4), max(hour, known * size + hour / 4)
    if timex.count is None:
        return 0 * hour, 12 * hour
    if timex.about == "within":
        return 0 * hour, timex.count * hour
    return max(0.0, timex.count - 1) * hour, (timex.count + 1) * hour
