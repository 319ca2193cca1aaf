"""What a mention without words of its own is dated by: the event it retells, its paragraph, or the lead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from eventstudy.extract.article.text import Article, Sentence, word_set
from eventstudy.extract.events.chain import Chain
from eventstudy.extract.events.lexicon import DECISIONS
from eventstudy.extract.events.mention import Mention
from eventstudy.extract.publication.published import Publication
from eventstudy.extract.times.spans import Span, day_span, days_span

_LEAD = 2
_DAY = timedelta(days=1)
_MOVED = re.compile(
    r"\b(?:shares?|stocks?|index|futures|crude|oil|gold|prices?|yields?|euro|pound|dollar|yen|bonds?|markets?|dow"
    r"|nasdaq|ftse|nikkei|currency|lira|rouble|peso|sterling)\s+(?:\w+\s+){0,3}(?:fell|rose|dropped|jumped|plunged|tumbled|slid"
    r"|sank|soared|surged|slumped|climbed|gained|lost|rallied|dived|crashed|weakened|strengthened|leapt|spiked|collapsed)\b"
)
_LONG = timedelta(hours=40)
_PLUPERFECT = re.compile(r"\b(?:had|having)\s+(?:\w+ly\s+|already\s+|since\s+|also\s+|been\s+|long\s+)*\Z")
_PERFECT = re.compile(
    r"\b(?:has|have|'ve|is|are|was|were)\s+(?:\w+ly\s+|already\s+|now\s+|today\s+|also\s+|been\s+)*\Z"
)
_LOOKS_AWAY = re.compile(
    r"\b(?:earlier|previously|in the past|once|formerly|before that|later|subsequently|eventually|since then"
    r"|years|months|weeks|originally)\b"
)
# Told in passing in any paragraph: its day is not that of the news.
_TALK = word_set("consult aid statement event")


def same_event(mention: Mention, mentions: Sequence[Mention], spans: Mapping[int, Span]) -> Span | None:
    """Return a dated mention of the same type: the last before ``mention``, else the first after it."""
    low, high = max(0, mention.number - 60), mention.number + 60
    before = [m for m in mentions[low : mention.number] if m.number in spans]
    after = [m for m in mentions[mention.number + 1 : high] if m.number in spans]
    for other in [*reversed(before), *after]:
        if other.trigger.family == mention.trigger.family:
            return placed(spans[other.number], other)
    return None


def placed(span: Span, mention: Mention) -> Span:
    """Return the interval to count from: with its mention, and its place's zone where no words name one."""
    zone = span.zone or (mention.place.zone if mention.place else "")
    return replace(span, zone=zone, after=mention.number)


def narrative_span(article: Article, mention: Mention, chain: Chain) -> Span | None:
    """Date a verb without a time by the day at which the story stands, or in the lead by that of the article.

    Only what is told in the past tense as having happened is dated so; "had" and "earlier" look back to
    a day that the paragraph does not name.
    """
    trigger = mention.trigger
    if mention.modality != "happened" or mention.present:
        return None
    if mention.subordinate:
        return _cause_of_move(article, mention, chain)
    if trigger.noun:
        return None
    before = article.lower[mention.sentence.start : trigger.start]
    if _PLUPERFECT.search(before[-40:]) or _LOOKS_AWAY.search(before[-120:]):
        return None
    here = chain.standing(trigger.start, mention.sentence)
    in_passing = trigger.type in _TALK
    if here is not None and here.last - here.first <= _LONG:
        told = here.words is not None and here.words[0] >= mention.sentence.start
        if told or not in_passing or mention.spoken:
            day = day_span(here.last.date(), "relative", "the day at which the paragraph stands")
            return replace(day, zone=here.zone)
    return _of_the_lead(article, mention, chain.publication) or _of_the_news(mention, chain)


def _cause_of_move(article: Article, mention: Mention, chain: Chain) -> Span | None:
    """Bound what a move of prices is told to have come after: on its day, or the one before."""
    move = chain.standing(mention.segment.start, mention.sentence)
    own = move is not None and move.words is not None and move.words[0] >= mention.sentence.start
    if move is None or not own or mention.definite:
        return None
    if not _MOVED.search(article.lower, mention.sentence.start, mention.segment.start):
        return None
    day = move.first.date()
    rule = "the day of the move that it is told to have caused, or the day before"
    return replace(days_span(day - _DAY, day, "range", "ordering", rule), zone=move.zone)


def _of_the_lead(article: Article, mention: Mention, publication: Publication) -> Span | None:
    """Date what the headline or the first sentences announce by the day of the article."""
    if publication.day is None or publication.source == "inferred":
        return None
    perfect = _PERFECT.search(article.lower[mention.sentence.start : mention.trigger.start][-40:])
    decided = mention.trigger.type in DECISIONS
    if not _is_lead(article, mention.sentence) or not (mention.in_title or perfect or decided):
        return None
    return day_span(publication.day, "relative", "news of the day of publication")


def _of_the_news(mention: Mention, chain: Chain) -> Span | None:
    """Date what a news story tells in no day's words by the day of its lead."""
    main = chain.main()
    if main is None or mention.trigger.type in _TALK or mention.trigger.part == "third":
        return None
    return day_span(main.last.date(), "relative", "the day of the news that the text opens with")


def _is_lead(article: Article, sentence: Sentence) -> bool:
    """Whether a sentence is a headline or one of the first two of the body."""
    body = [s.start for s in article.sentences if s.kind == "body"][:_LEAD]
    return (
        sentence.kind == "headline" or sentence.start in body or sentence.start == article.sentences[0].start
    )
