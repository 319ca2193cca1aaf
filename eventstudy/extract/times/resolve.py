"""From a time expression to an interval of local time."""

from __future__ import annotations

from dataclasses import replace

from eventstudy.extract.times import month_spans, relative_spans, stated_spans, story_spans
from eventstudy.extract.times.parts_of_day import hours_of, refined
from eventstudy.extract.times.spans import Reference, Span, day_span
from eventstudy.extract.times.stated_spans import nearest_day
from eventstudy.extract.times.timex import Timex

__all__ = ["nearest_day", "resolve"]


def resolve(timex: Timex, reference: Reference) -> Span | None:
    """Return the interval that ``timex`` names, or None where it cannot be known."""
    try:
        span = _base(timex, reference)
        return None if span is None else replace(refined(timex, span), words=(timex.start, timex.end))
    except (ValueError, OverflowError):  # 31 February, year 10000
        return None


def _base(timex: Timex, reference: Reference) -> Span | None:
    if timex.holiday:
        return stated_spans.named_holiday(timex, reference)
    if timex.has_day:
        return stated_spans.named_day(timex, reference)
    if timex.direction and timex.weekday is None:
        return relative_spans.offset(timex, reference)
    if timex.month is not None:
        return month_spans.named_month(timex, reference)
    if timex.weekday is not None:
        return relative_spans.weekday(timex, reference)
    if timex.quarter is not None or timex.half is not None or timex.season:
        return stated_spans.named_quarter(timex, reference)
    if timex.deictic:
        return relative_spans.deictic(timex, reference)
    if timex.year is not None or timex.prefix:
        return stated_spans.named_year(timex)
    if timex.day is not None:
        return story_spans.bare_day(timex, reference)
    return _only_part(timex, reference)


def _only_part(timex: Timex, reference: Reference) -> Span | None:
    """Take a part of day or a clock time without a day as of the day of the article."""
    if reference.published is None:
        return None
    if timex.clock is None and not hours_of(timex.part):
        return None
    return day_span(reference.published, "relative", "part of the day of publication")
