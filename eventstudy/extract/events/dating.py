"""The interval of each mention: its own words, or its distance from another event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from eventstudy.extract.article.text import Article
from eventstudy.extract.events.against_publication import reference_of
from eventstudy.extract.events.chain import Chain
from eventstudy.extract.events.counted_dates import counted_span, span_before_the_move, span_by_distance
from eventstudy.extract.events.links import Link
from eventstudy.extract.events.mention import Mention
from eventstudy.extract.events.narrative_dates import narrative_span
from eventstudy.extract.events.stated_dates import hour_span, stated_span
from eventstudy.extract.events.story_times import needs_another, only_clock
from eventstudy.extract.events.told_at import told_at
from eventstudy.extract.geography.zones import clock_zone
from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Span


def date_mentions(mentions: list[Mention], links: list[Link], chain: Chain) -> dict[int, Span]:
    """Return the local interval of every mention whose words give one, by the mention's number.

    Words that need no other event come first; then, in the order of the text, those that count from
    the day at which the story stands ("two days later") or from the event they name ("hours after the
    strike").
    """
    spans: dict[int, Span] = {}
    distances = {n: k for k in links if k.distance is not None for n in (k.later, k.earlier)}
    told = Counter(m.time.start for m in mentions if m.time is not None)
    for mention in mentions:
        if mention.time is None or needs_another(mention.time) or only_clock(mention.time):
            continue
        # A time that two mentions share is not surely that of the one with a distance of its own.
        if mention.number not in distances or told[mention.time.start] == 1:
            span = stated_span(mention, mention.time, chain)
            if span is not None:
                spans[mention.number] = span
    for mention in mentions:
        if mention.number in spans:
            continue
        found = _headed(mention, chain) or _relative(mention, mentions, distances, spans, chain)
        if found is not None:
            spans[mention.number] = found
    return spans


def narrative_spans(
    article: Article, mentions: list[Mention], links: list[Link], spans: Mapping[int, Span], chain: Chain
) -> dict[int, Span]:
    """Return the interval of mentions told without any words of time, as the narrative gives it.

    It is weaker than what the words of another mention of the same event say.
    """
    ordered = {n for k in links for n in (k.later, k.earlier)}
    bare = [m for m in mentions if m.number not in spans and m.number not in ordered and m.time is None]
    found = {m.number: narrative_span(article, m, chain) for m in bare}
    return {number: span for number, span in found.items() if span is not None}


def _headed(mention: Mention, chain: Chain) -> Span | None:
    """Date an entry of a timeline by its heading, with the clock time that the entry itself gives."""
    own = mention.time
    if mention.heading is None or mention.subordinate or (own is not None and own.is_absolute):
        return None
    publication = chain.publication
    span = told_at(mention.heading, mention.sentence, chain, future=False)
    if span is None or own is None:
        return None if span is None else replace(span, zone=clock_zone(mention.heading.zone))
    day = span.first.date()
    if own.direction == "ago" and own.unit in ("minute", "hour"):
        return span
    at = resolve(own, replace(reference_of(mention, publication, span), published=day))
    if at is not None and not only_clock(own) and not needs_another(own) and not own.part:
        return at if abs(at.first.date() - day).days <= 7 else span
    return span if at is None else replace(at, zone=clock_zone(own.zone), rule=f"{at.rule}, {span.rule}")


def _relative(
    mention: Mention,
    mentions: list[Mention],
    distances: Mapping[int, Link],
    spans: Mapping[int, Span],
    chain: Chain,
) -> Span | None:
    """Date a mention by its distance from another event, by its hour, or from where the story stands."""
    link, own = distances.get(mention.number), mention.time
    if link is not None and link.distance is not None:
        counted = span_by_distance(
            link, link.distance, mention, mentions=mentions, spans=spans, publication=chain.publication
        )
        if counted is not None or own is None:
            return counted
    if own is None and link is None and mention.counted is not None:
        return span_before_the_move(mention, mention.counted, chain)
    if own is None:
        return None
    if only_clock(own):
        return hour_span(own, mention, mentions, spans, chain)
    if not needs_another(own):
        return None
    return counted_span(own, mention, mentions, spans, chain)
