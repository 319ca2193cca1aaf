"""Intervals of words that count from publication or from the event told before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from eventstudy.extract.times.distance_spans import moved
from eventstudy.extract.times.periods import beside, part_of, period_of, shifted
from eventstudy.extract.times.spans import Reference, Span, day_span, days_span
from eventstudy.extract.times.stated_spans import turn_of_year
from eventstudy.extract.times.story_spans import weekday_and_day, weekday_beside_story
from eventstudy.extract.times.timex import Timex

_DAY = timedelta(days=1)
_SHIFTS = dict.fromkeys(
    ("today", "tonight", "last night", "this morning", "this afternoon", "this evening"), 0
) | {"yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
_AHEAD = ("next", "coming", "this coming", "this")
_BY_STORY = ("the following", "the previous", "that")
_BACK = ("last", "the previous", "past", "this past")


def weekday(timex: Timex, reference: Reference) -> Span | None:
    """Return the day of a weekday: by the words beside it, else the last or the next by publication."""
    assert timex.weekday is not None
    told = timex.modifier in _BY_STORY or timex.direction in ("later", "next", "earlier")
    if told and reference.anchor is not None:
        return weekday_beside_story(timex, timex.weekday, reference.anchor)
    if timex.day is not None:
        return weekday_and_day(timex, reference)
    day = reference.published
    if day is None or (timex.number and timex.direction in ("later", "earlier")):
        return None
    if timex.direction == "ago":
        today = day_span(day, "relative", "")
        return weekday_beside_story(replace(timex, direction="earlier"), timex.weekday, today)
    if timex.deictic.endswith(" week") and not timex.deictic.startswith("the past"):
        return _weekday_of_week(timex, timex.weekday, day)
    if timex.to_weekday is not None:
        return _weekdays(timex, timex.weekday, timex.to_weekday, reference)
    found = _weekday_by(timex, timex.weekday, day, future=reference.future)
    if timex.deictic in ("a week ago", "a week from"):
        weeks = int(timex.count or 1) * (-1 if timex.deictic == "a week ago" else 1)
        return day_span(found.dates[0] + 7 * weeks * _DAY, "relative", f"{timex.deictic} such a weekday")
    return found


def _weekday_by(timex: Timex, number: int, published: date, *, future: bool) -> Span:
    back = (published.weekday() - number) % 7
    from_now = timex.deictic == "a week from"
    if timex.modifier in _AHEAD or from_now or (future and timex.modifier not in _BACK):
        ahead = (number - published.weekday()) % 7
        if ahead == 0 and timex.modifier not in ("", "this"):
            ahead = 7
        return day_span(published + timedelta(days=ahead), "relative", "weekday to come, by publication")
    # "Last Tuesday", written on a Wednesday, is not yesterday: that would be "on Tuesday".
    if timex.modifier in ("last", "the previous") and back <= 1:
        back += 7
    return day_span(published - timedelta(days=back), "relative", "last such weekday by publication")


def _weekday_of_week(timex: Timex, number: int, published: date) -> Span:
    shift = {"last": -1, "next": 1}.get(timex.deictic.split()[0], 0)
    monday = period_of(published, "week")[0] + 7 * shift * _DAY
    return day_span(monday + number * _DAY, "relative", f"weekday of {timex.deictic}")


def _weekdays(timex: Timex, first: int, last: int, reference: Reference) -> Span:
    assert reference.published is not None
    length = (last - first) % 7
    plain = replace(timex, to_weekday=None)
    if reference.future or timex.modifier in _AHEAD:
        start = _weekday_by(plain, first, reference.published, future=reference.future).dates[0]
    else:
        start = _weekday_by(plain, last, reference.published, future=False).dates[0] - length * _DAY
    return days_span(start, start + length * _DAY, "range", "relative", "weekdays, first and last")


def deictic(timex: Timex, reference: Reference) -> Span | None:
    """Return the interval of "yesterday", "last week", "the past year" or "in two weeks' time"."""
    day, word = reference.published, timex.deictic
    if day is None:
        return None
    rule = f"{word}, by publication"
    if word in _SHIFTS:
        # "10pm last night" is of the day before, "1am last night" is not.
        before = word == "last night" and timex.clock is not None and timex.clock[0] >= 12
        return day_span(day + (_SHIFTS[word] - before) * _DAY, "relative", rule)
    if word == "hence":
        return moved(timex, day_span(day, "relative", ""), 1, "counted on from publication")
    where, _, unit = word.rpartition(" ")
    if where == "the past":
        return days_span(shifted(day, unit, -1), day, "range", "relative", rule)
    if unit == "weekend":
        return _weekend(where, day, rule, future=reference.future)
    if timex.part.startswith("turn") and unit == "year":
        return turn_of_year(day.year + (day.month > 6))
    first, last, precision = beside(day, unit, {"last": -1, "next": 1}.get(where, 0))
    if timex.day is not None and unit == "month":
        return day_span(first.replace(day=timex.day), "relative", f"day of {word}, by publication")
    if timex.part == "earlier" and first <= day <= last:
        return days_span(first, day, "range", "relative", rule)
    if timex.part == "later" and first <= day <= last:
        return days_span(day, last, "range", "relative", rule)
    first, last, precision = part_of((first, last, precision), timex.part)
    return days_span(first, last, precision, "relative", rule)


def _weekend(where: str, day: date, rule: str, *, future: bool) -> Span:
    saturday = period_of(day, "weekend")[0]
    if where == "next":
        saturday += 7 * _DAY
    elif where == "last" or (where == "the" and not future and day.weekday() != 6):
        saturday -= 7 * _DAY * (day.weekday() != 6)
    return days_span(saturday, saturday + _DAY, "range", "relative", rule)


def offset(timex: Timex, reference: Reference) -> Span | None:
    """Return the interval of "two days ago" or, from the event told before, "two days later"."""
    if timex.direction == "ago":
        return None if reference.published is None else _ago(timex, reference.published)
    if timex.about == "within" and reference.future and reference.published is not None:
        today = day_span(reference.published, "relative", "")
        return moved(timex, today, 1, "counted on from publication")
    if reference.anchor is None:
        return None
    sign = -1 if timex.direction in ("before", "earlier", "prior") else 1
    if not timex.number and timex.unit in ("week", "weekend", "month", "quarter", "year", "decade"):
        return _neighbour(timex, reference.anchor, sign)
    return moved(timex, reference.anchor, sign, "counted from the event before it")


def _ago(timex: Timex, published: date) -> Span:
    """Return "two days ago"; "ten years ago today" is one day, "ten years ago this week" the week of it."""
    rule = "counted back from publication"
    if not timex.deictic or timex.count is None:
        return moved(timex, day_span(published, "relative", ""), -1, rule)
    day = shifted(published, timex.unit, -timex.count)
    first, last, precision = period_of(day, timex.deictic.removeprefix("this ").replace("today", "day"))
    return days_span(first, last, precision, "relative", f"{rule}, {timex.deictic}")


def _neighbour(timex: Timex, anchor: Span, sign: int) -> Span | None:
    """Return the calendar week, month, ... of the event before, or the one beside it."""
    if timex.count is None:
        return moved(timex, anchor, sign, "counted from the event before it")
    steps = 0 if timex.direction == "same" else sign * timex.count
    day = anchor.first.date() if sign < 0 or timex.unit == "week" else anchor.last.date()
    first, last, precision = beside(day, timex.unit, steps)
    rule = f"{timex.unit} counted from the event before it"
    if timex.part == "earlier" and steps == 0:
        return days_span(first, anchor.last.date(), "range", "relative", rule)
    if timex.part == "later" and steps == 0:
        return days_span(anchor.first.date(), last, "range", "relative", rule)
    first, last, precision = part_of((first, last, precision), timex.part)
    return days_span(first, last, precision, "relative", rule)
