"""The date of a mention counted from that of another: "two days after the raid"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from eventstudy.extract.events.against_publication import is_after, reference_of
from eventstudy.extract.events.chain import Chain
from eventstudy.extract.events.links import Link
from eventstudy.extract.events.mention import Mention
from eventstudy.extract.events.narrative_dates import placed, same_event
from eventstudy.extract.publication.published import Publication
from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Span, day_span
from eventstudy.extract.times.timex import Timex

_PARAGRAPHS = 3
_BACKWARDS = ("before", "earlier", "prior", "ago")


def span_by_distance(
    link: Link,
    distance: Timex,
    mention: Mention,
    *,
    mentions: list[Mention],
    spans: Mapping[int, Span],
    publication: Publication,
) -> Span | None:
    """Date one side of "two days after" from the other: forwards or backwards.

    Parameters
    ----------
    link : Link
        The order of the two mentions.
    distance : Timex
        The words that say by how much.
    mention : Mention
        The side to date.
    mentions : list of Mention
        All of the article.
    spans : mapping of int to Span
        Those dated so far, by number.
    publication : Publication
        The day of the text.
    """
    is_later = link.later == mention.number
    other = link.earlier if is_later else link.later
    anchor = placed(spans[other], mentions[other]) if other in spans else None
    if anchor is None and link.moved == mention.number:
        anchor = same_event(mentions[other], mentions, spans)
    definite = mention.trigger.noun and mention.definite and same_event(mention, mentions, spans) is not None
    if link.moved == mention.number and definite:
        return None  # "the raid came four months after": the raid is dated where it is told
    if link.moved != mention.number and mention.trigger.noun and mention.definite and not mention.another:
        return None  # "hours after the strike": that one is told, and dated, elsewhere
    words = replace(distance, direction="later" if is_later else "earlier")
    return None if anchor is None else _resolve_from(words, anchor, mention, publication)


def span_before_the_move(mention: Mention, distance: Timex, chain: Chain) -> Span | None:
    """Count back from what is no event: "shares halved on Monday, three days after it imposed sanctions"."""
    anchor = chain.standing(mention.segment.start, mention.sentence)
    if anchor is None and chain.publication.day is not None:
        anchor = day_span(chain.publication.day, "relative", "")
    words = replace(distance, direction="earlier")
    return None if anchor is None else _resolve_from(words, anchor, mention, chain.publication)


def counted_span(
    timex: Timex, mention: Mention, mentions: list[Mention], spans: Mapping[int, Span], chain: Chain
) -> Span | None:
    """Date words such as "two days later" from where the story stands."""
    anchor = _counted_from(timex, mention, mentions, spans, chain)
    return _resolve_from(timex, anchor, mention, chain.publication)


def _counted_from(
    timex: Timex, mention: Mention, mentions: list[Mention], spans: Mapping[int, Span], chain: Chain
) -> Span | None:
    """Return what "two days later" counts from: the day at which the story stands, with its event if told."""
    anchor = chain.before(timex.start, mention.sentence, paragraphs=_PARAGRAPHS)
    if anchor is None:
        return None
    near = [m for m in mentions[max(0, mention.number - 12) : mention.number] if m.number in spans]
    same = (m for m in reversed(near) if spans[m.number].words == anchor.words)
    other = next(same, None)
    return placed(spans[other.number], other) if other is not None else anchor


def _resolve_from(
    timex: Timex, anchor: Span | None, mention: Mention, publication: Publication
) -> Span | None:
    hours = timex.unit in ("hour", "minute")
    if hours and timex.direction == "later" and anchor is None:
        return None
    if hours and anchor is not None and anchor.precision == "day":
        day = day_span(anchor.first.date(), "relative", "hours from an event of that day")
        return replace(day, words=(timex.start, timex.end), zone=anchor.zone, after=anchor.after)
    span = resolve(timex, reference_of(mention, publication, anchor))
    if span is None:
        return None
    # Hours are counted on the clock of the other event, days on the calendar of this one's place.
    zone = anchor.zone if anchor is not None and hours else ""
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
