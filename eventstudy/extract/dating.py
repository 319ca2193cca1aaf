"""The interval of each mention: its own words, or its distance from another event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from eventstudy.extract.mentions import Link, Mention
from eventstudy.extract.published import Publication
from eventstudy.extract.resolve import Reference, Span, day_span, resolve
from eventstudy.extract.timex import Timex

_LONG_AGO = timedelta(days=120)


def date_mentions(mentions: list[Mention], links: list[Link], publication: Publication) -> dict[int, Span]:
    """Return the local interval of every mention whose words give one, by the mention's number.

    Words that need no other event come first; then, in the order of the text, those that count from
    the event told before ("two days later") or from the one they name ("hours after the strike").
    """
    spans: dict[int, Span] = {}
    distances = {link.moved: link for link in links if link.distance is not None}
    for mention in mentions:
        if mention.number not in distances and mention.time is not None and not mention.time.direction:
            span = resolve(mention.time, _reference(mention, publication))
            if span is not None and not _is_impossible(mention, span, publication):
                spans[mention.number] = span
    for mention in mentions:
        if mention.number in spans:
            continue
        found = _relative(mention, mentions, distances, spans, publication)
        if found is not None:
            spans[mention.number] = found
    return spans


def _reference(mention: Mention, publication: Publication, anchor: Span | None = None) -> Reference:
    future = mention.modality in ("scheduled", "hypothetical")
    return Reference(published=publication.day, anchor=anchor, year=publication.year, future=future)


def _is_impossible(mention: Mention, span: Span, publication: Publication) -> bool:
    """Something that happened cannot lie after the article: the words must mean another day."""
    happened = mention.modality == "happened" and publication.day is not None
    return happened and span.first.date() > (publication.day or span.first.date()) + timedelta(days=1)


def _relative(
    mention: Mention,
    mentions: list[Mention],
    distances: Mapping[int, Link],
    spans: Mapping[int, Span],
    publication: Publication,
) -> Span | None:
    link = distances.get(mention.number)
    if link is not None and link.distance is not None:
        other = link.earlier if link.later == mention.number else link.later
        anchor = spans.get(other) or _same_event(mentions[other], mentions, spans)
        return _resolve_from(link.distance, anchor, mention, publication)
    if mention.time is None or not mention.time.direction:
        return None
    return _resolve_from(mention.time, _told_before(mention, mentions, spans), mention, publication)


def _resolve_from(
    timex: Timex, anchor: Span | None, mention: Mention, publication: Publication
) -> Span | None:
    if timex.unit in ("hour", "minute") and timex.direction == "later" and anchor is None:
        return None
    span = resolve(timex, _reference(mention, publication, anchor))
    return None if span is None else _not_after(span, publication)


def _not_after(span: Span, publication: Publication) -> Span | None:
    """Cut an interval at the end of the day of publication."""
    if publication.day is None:
        return span
    end = day_span(publication.day + timedelta(days=1), "relative", "").last
    if span.first > end:
        return None
    return replace(span, last=min(span.last, end))


def _told_before(mention: Mention, mentions: list[Mention], spans: Mapping[int, Span]) -> Span | None:
    """Return the event told last before ``mention``, for "two days later"."""
    for other in reversed(mentions[max(0, mention.number - 40) : mention.number]):
        span = spans.get(other.number)
        narrow = span is not None and span.precision not in ("month", "quarter", "year", "range")
        if span is not None and narrow and other.modality == "happened" and other.trigger.type != "statement":
            return span
    return None


def _same_event(mention: Mention, mentions: list[Mention], spans: Mapping[int, Span]) -> Span | None:
    """Return a dated mention of the same type: the last before ``mention``, else the first after it."""
    low, high = max(0, mention.number - 60), mention.number + 60
    before = [m for m in mentions[low : mention.number] if m.number in spans]
    after = [m for m in mentions[mention.number + 1 : high] if m.number in spans]
    for other in [*reversed(before), *after]:
        if other.trigger.type == mention.trigger.type:
            return spans[other.number]
    return None


def is_long_ago(span: Span, publication: Publication) -> bool:
    """Whether an interval lies so far before the article that it is told as background."""
    return publication.day is not None and span.last.date() < publication.day - _LONG_AGO
