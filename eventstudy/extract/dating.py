"""The interval of each mention: its own words, or its distance from another event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from eventstudy.extract.anchors import narrative_span, placed, same_event, told_before, told_just_before
from eventstudy.extract.mentions import Link, Mention
from eventstudy.extract.published import Publication
from eventstudy.extract.resolve import resolve
from eventstudy.extract.spans import Reference, Span, day_span
from eventstudy.extract.text import Article
from eventstudy.extract.timex import Timex
from eventstudy.extract.zones import clock_zone

_LONG_AGO = timedelta(days=120)
_DAY = timedelta(days=1)
_BACKWARDS = ("before", "earlier", "prior", "ago")


def date_mentions(mentions: list[Mention], links: list[Link], publication: Publication) -> dict[int, Span]:
    """Return the local interval of every mention whose words give one, by the mention's number.

    Words that need no other event come first; then, in the order of the text, those that count from
    the event told before ("two days later") or from the one they name ("hours after the strike").
    """
    spans: dict[int, Span] = {}
    distances = {n: k for k in links if k.distance is not None for n in (k.later, k.earlier)}
    told = Counter(m.time.start for m in mentions if m.time is not None)
    for mention in mentions:
        if mention.time is None or _needs_another(mention.time) or _only_clock(mention.time):
            continue
        # A time that two mentions share is not surely that of the one with a distance of its own.
        if mention.number not in distances or told[mention.time.start] == 1:
            span = resolve(mention.time, _reference(mention, publication))
            if span is not None and not _is_impossible(mention, span, publication):
                spans[mention.number] = replace(span, zone=clock_zone(mention.time.zone))
    for mention in mentions:
        if mention.number in spans:
            continue
        found = _relative(mention, mentions, distances, spans, publication)
        if found is not None:
            spans[mention.number] = found
    return spans


def narrative_spans(
    article: Article,
    mentions: list[Mention],
    links: list[Link],
    spans: Mapping[int, Span],
    publication: Publication,
) -> dict[int, Span]:
    """Return the interval of mentions told without any words of time, as the narrative gives it.

    It is weaker than what the words of another mention of the same event say.
    """
    ordered = {n for k in links for n in (k.later, k.earlier)}
    found: dict[int, Span] = {}
    for mention in mentions:
        if mention.number in spans or mention.number in ordered or mention.time is not None:
            continue
        told = narrative_span(article, mention, mentions, {**spans, **found}, publication)
        if told is not None:
            found[mention.number] = told
    return found


def _needs_another(timex: Timex) -> bool:
    """Whether the words count from another event: "two days later", "the following Monday"."""
    return bool(timex.direction) or timex.modifier == "the following"


def _only_clock(timex: Timex) -> bool:
    """Whether the words give an hour and no day: "at about 11 p.m."."""
    return set(timex.kinds) == {"clock"}


def _reference(mention: Mention, publication: Publication, anchor: Span | None = None) -> Reference:
    future = mention.modality in ("scheduled", "hypothetical")
    return Reference(published=publication.day, anchor=anchor, year=publication.year, future=future)


def _is_impossible(mention: Mention, span: Span, publication: Publication) -> bool:
    """Something that happened cannot lie after the article: the words must mean another day.

    Words with a year mean no other day: they are kept, whatever the day of publication is.
    """
    if mention.modality != "happened" or (mention.time is not None and mention.time.is_absolute):
        return False
    return is_after(span, publication)


def is_after(span: Span, publication: Publication) -> bool:
    """Whether an interval begins more than a day after the day of publication."""
    return publication.day is not None and span.first.date() - publication.day > _DAY


def later_times(mentions: list[Mention], publication: Publication) -> list[Timex]:
    """Return the times by which the text tells as past what lies after the day of publication."""
    told = [m for m in mentions if m.modality == "happened" and m.time is not None]
    return [
        m.time
        for m in told
        if m.time is not None
        and (span := resolve(m.time, _reference(m, publication))) is not None
        and is_after(span, publication)
    ]


def _relative(
    mention: Mention,
    mentions: list[Mention],
    distances: Mapping[int, Link],
    spans: Mapping[int, Span],
    publication: Publication,
) -> Span | None:
    link = distances.get(mention.number)
    if link is not None and link.distance is not None:
        return _by_distance(
            link, link.distance, mention, mentions=mentions, spans=spans, publication=publication
        )
    if mention.time is None:
        return None
    if _only_clock(mention.time):
        return _at_hour(mention.time, mention, mentions, spans, publication)
    if not _needs_another(mention.time):
        return None
    return _resolve_from(mention.time, told_before(mention, mentions, spans), mention, publication)


def _at_hour(
    timex: Timex,
    mention: Mention,
    mentions: list[Mention],
    spans: Mapping[int, Span],
    publication: Publication,
) -> Span | None:
    """Date a bare clock time: on the day of the same kind of event told just before, else of the article."""
    anchor = told_just_before(mention, mentions, spans)
    day = anchor.first.date() if anchor is not None else publication.day
    span = resolve(timex, replace(_reference(mention, publication), published=day))
    if span is None:
        return None
    if anchor is not None and span.last < anchor.first and span.last + _DAY <= anchor.last:
        span = resolve(timex, replace(_reference(mention, publication), published=anchor.last.date()))
    return None if span is None else replace(span, zone=clock_zone(timex.zone))


def _by_distance(
    link: Link,
    distance: Timex,
    mention: Mention,
    *,
    mentions: list[Mention],
    spans: Mapping[int, Span],
    publication: Publication,
) -> Span | None:
    """Date one side of "two days after" from the other: forwards or backwards."""
    is_later = link.later == mention.number
    other = link.earlier if is_later else link.later
    anchor = placed(spans[other], mentions[other]) if other in spans else None
    if anchor is None and link.moved == mention.number:
        anchor = same_event(mentions[other], mentions, spans)
    if link.moved != mention.number and mention.trigger.noun:
        return None  # "hours after the strike": that one is told, and dated, elsewhere
    words = replace(distance, direction="later" if is_later else "earlier")
    return None if anchor is None else _resolve_from(words, anchor, mention, publication)


def _resolve_from(
    timex: Timex, anchor: Span | None, mention: Mention, publication: Publication
) -> Span | None:
    if timex.unit in ("hour", "minute") and timex.direction == "later" and anchor is None:
        return None
    span = resolve(timex, _reference(mention, publication, anchor))
    if span is None:
        return None
    # Hours are counted on the clock of the other event, days on the calendar of this one's place.
    zone = anchor.zone if anchor is not None and timex.unit in ("hour", "minute") else ""
    after = anchor.after if anchor is not None and timex.direction not in _BACKWARDS else None
    span = replace(span, zone=zone, after=after)
    if anchor is not None and is_after(anchor, publication):
        return span
    return _not_after(span, publication)


def _not_after(span: Span, publication: Publication) -> Span | None:
    """Cut an interval at the end of the day of publication."""
    if publication.day is None:
        return span
    end = day_span(publication.day + timedelta(days=1), "relative", "").last
    if span.first > end:
        return None
    return replace(span, last=min(span.last, end))


def is_long_ago(span: Span, publication: Publication) -> bool:
    """Whether an interval lies so far before the article that it is told as background."""
    return publication.day is not None and span.last.date() < publication.day - _LONG_AGO
