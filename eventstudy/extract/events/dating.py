"""The interval of each mention: its own words, or its distance from another event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from eventstudy.extract.article.text import Article
from eventstudy.extract.events.anchors import narrative_span, placed, same_event
from eventstudy.extract.events.chain import Chain, needs_another, only_clock, told_at
from eventstudy.extract.events.links import Link
from eventstudy.extract.events.mentions import Mention
from eventstudy.extract.geography.zones import clock_zone
from eventstudy.extract.publication.published import Publication
from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Reference, Span, day_span
from eventstudy.extract.times.timex import Timex

_LONG_AGO = timedelta(days=120)
_DAY = timedelta(days=1)
_ONE_DAY = timedelta(hours=40)
_PARAGRAPHS = 3
_TO_COME = ("scheduled", "hypothetical")
_BACKWARDS = ("before", "earlier", "prior", "ago")


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
            span = _stated(mention, mention.time, chain)
            if span is not None:
                spans[mention.number] = span
    for mention in mentions:
        if mention.number in spans:
            continue
        found = _headed(mention, chain) or _relative(mention, mentions, distances, spans, chain)
        if found is not None:
            spans[mention.number] = found
    return spans


def _stated(mention: Mention, timex: Timex, chain: Chain) -> Span | None:
    span = told_at(timex, mention.sentence, chain, future=mention.modality in _TO_COME or mention.present)
    to_come = mention.present or mention.trigger.noun
    impossible = span is not None and _is_impossible(mention, span, chain.publication)
    if span is not None and impossible and timex.year is None and not to_come:
        span = _a_year_earlier(timex, span, mention, chain) or span
    if span is None or (_is_impossible(mention, span, chain.publication) and not to_come):
        return None
    ends = replace(span, first=span.last)
    if mention.present and not is_after(ends, chain.publication, slack=-1):
        return None  # the present tense tells no past day
    return replace(span, zone=clock_zone(timex.zone))


def _a_year_earlier(timex: Timex, span: Span, mention: Mention, chain: Chain) -> Span | None:
    """Return a day or month without a year in the year before, where the paragraph tells of the past."""
    if timex.month is None or not chain.looks_back(timex.start, mention.sentence):
        return None
    return resolve(replace(timex, year=span.first.year - 1), Reference(published=chain.publication.day))


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
    at = resolve(own, replace(_reference(mention, publication, span), published=day))
    if at is not None and not only_clock(own) and not needs_another(own) and not own.part:
        return at if abs(at.first.date() - day).days <= 7 else span
    return span if at is None else replace(at, zone=clock_zone(own.zone), rule=f"{at.rule}, {span.rule}")


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


def _reference(mention: Mention, publication: Publication, anchor: Span | None = None) -> Reference:
    future = mention.modality in _TO_COME
    return Reference(published=publication.day, anchor=anchor, year=publication.year, future=future)


def _is_impossible(mention: Mention, span: Span, publication: Publication) -> bool:
    """Something that happened cannot lie after the article: the words must mean another day.

    Words with a year mean no other day: they are kept, whatever the day of publication is.
    """
    if mention.modality != "happened" or (mention.time is not None and mention.time.is_absolute):
        return False
    return is_after(span, publication)


def is_after(span: Span, publication: Publication, *, slack: int = 1) -> bool:
    """Whether an interval begins more than ``slack`` days after the day of publication."""
    return publication.day is not None and span.first.date() - publication.day > slack * _DAY


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
    chain: Chain,
) -> Span | None:
    link, own = distances.get(mention.number), mention.time
    if link is not None and link.distance is not None:
        counted = _by_distance(
            link, link.distance, mention, mentions=mentions, spans=spans, publication=chain.publication
        )
        if counted is not None or own is None:
            return counted
    if own is None and link is None and mention.counted is not None:
        return _before_the_move(mention, mention.counted, chain)
    if own is None:
        return None
    if only_clock(own):
        return _at_hour(own, mention, mentions, spans, chain)
    if not needs_another(own):
        return None
    anchor = _counted_from(own, mention, mentions, spans, chain)
    return _resolve_from(own, anchor, mention, chain.publication)


def _before_the_move(mention: Mention, distance: Timex, chain: Chain) -> Span | None:
    """Count back from what is no event: "shares halved on Monday, three days after it imposed sanctions"."""
    anchor = chain.standing(mention.segment.start, mention.sentence)
    if anchor is None and chain.publication.day is not None:
        anchor = day_span(chain.publication.day, "relative", "")
    words = replace(distance, direction="earlier")
    return None if anchor is None else _resolve_from(words, anchor, mention, chain.publication)


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


def _at_hour(
    timex: Timex, mention: Mention, mentions: list[Mention], spans: Mapping[int, Span], chain: Chain
) -> Span | None:
    """Date a bare clock time: on the day of the event retold, else of the paragraph, else of the article."""
    retold = same_event(mention, mentions, spans) if mention.definite or mention.trigger.noun else None
    if retold is not None and retold.last - retold.first <= _ONE_DAY:
        reference = Reference(published=retold.first.date(), year=chain.publication.year)
        span = resolve(timex, reference)
    else:
        span = told_at(timex, mention.sentence, chain, future=mention.modality in _TO_COME or mention.present)
    to_come = mention.present or mention.trigger.noun
    impossible = span is not None and _is_impossible(mention, span, chain.publication)
    if span is not None and impossible and timex.year is None and not to_come:
        span = _a_year_earlier(timex, span, mention, chain) or span
    if span is None or (_is_impossible(mention, span, chain.publication) and not to_come):
        return None
    ends = replace(span, first=span.last)
    if mention.present and not is_after(ends, chain.publication, slack=-1):
        return None  # the present tense tells no past day
    return replace(span, zone=clock_zone(timex.zone))


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
    definite = mention.trigger.noun and mention.definite and same_event(mention, mentions, spans) is not None
    if link.moved == mention.number and definite:
        return None  # "the raid came four months after": the raid is dated where it is told
    if link.moved != mention.number and mention.trigger.noun and mention.definite and not mention.another:
        return None  # "hours after the strike": that one is told, and dated, elsewhere
    words = replace(distance, direction="later" if is_later else "earlier")
    return None if anchor is None else _resolve_from(words, anchor, mention, publication)


def _resolve_from(
    timex: Timex, anchor: Span | None, mention: Mention, publication: Publication
) -> Span | None:
    if timex.unit in ("hour", "minute") and timex.direction == "later" and anchor is None:
        return None
    if timex.unit in ("hour", "minute") and anchor is not None and anchor.precision == "day":
        day = day_span(anchor.first.date(), "relative", "hours from an event of that day")
        return replace(day, words=(timex.start, timex.end), zone=anchor.zone, after=anchor.after)
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
