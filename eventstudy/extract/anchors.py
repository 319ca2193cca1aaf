"""What a mention without words of its own is dated by: another mention, its paragraph, or the lead."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from eventstudy.extract.mentions import Mention
from eventstudy.extract.published import Publication
from eventstudy.extract.spans import Span, day_span
from eventstudy.extract.text import Article, word_set
from eventstudy.extract.triggers import DECISIONS

_NARROW = ("minute", "hour", "part_of_day", "day")
_REACH = 40
_LONG = timedelta(hours=36)
_LEAD = 2
_PLUPERFECT = re.compile(r"\b(?:had|having)\s+(?:\w+ly\s+|already\s+|since\s+|also\s+|been\s+|long\s+)*\Z")
_PERFECT = re.compile(
    r"\b(?:has|have|'ve|is|are|was|were)\s+(?:\w+ly\s+|already\s+|now\s+|today\s+|also\s+|been\s+)*\Z"
)
_LOOKS_BACK = re.compile(r"\b(?:earlier|previously|in the past|once|formerly|before that|years|months|weeks|originally)\b")
# Told in passing in any paragraph: its day is not that of the news.
_TALK = word_set("consult accuse request threaten aid")


def told_before(mention: Mention, mentions: Sequence[Mention], spans: Mapping[int, Span]) -> Span | None:
    """Return the event told last before ``mention``, for "two days later"."""
    soon = mention.time is not None and mention.time.unit in ("minute", "hour")
    for other in reversed(mentions[max(0, mention.number - _REACH) : mention.number]):
        span = spans.get(other.number)
        if other.trigger.type == "statement" and not (soon and other.number == mention.number - 1):
            continue
        narrow = span is not None and span.precision not in ("month", "quarter", "year", "range")
        if span is not None and narrow and other.modality == "happened":
            return placed(span, other)
    return None


def told_just_before(mention: Mention, mentions: Sequence[Mention], spans: Mapping[int, Span]) -> Span | None:
    """Return the day of the event of the same kind told in this paragraph or the one before it."""
    for other in reversed(mentions[max(0, mention.number - _REACH) : mention.number]):
        if mention.sentence.paragraph - other.sentence.paragraph > 1:
            return None
        span = spans.get(other.number)
        same = other.trigger.family == mention.trigger.family and other.modality == mention.modality
        if same and span is not None and span.precision in _NARROW:
            return span
    return None


def same_event(mention: Mention, mentions: Sequence[Mention], spans: Mapping[int, Span]) -> Span | None:
    """Return a dated mention of the same type: the last before ``mention``, else the first after it."""
    low, high = max(0, mention.number - 60), mention.number + 60
    before = [m for m in mentions[low : mention.number] if m.number in spans]
    after = [m for m in mentions[mention.number + 1 : high] if m.number in spans]
    for other in [*reversed(before), *after]:
        if other.trigger.type == mention.trigger.type:
            return placed(spans[other.number], other)
    return None


def placed(span: Span, mention: Mention) -> Span:
    """Return the interval to count from: with its mention, and its place's zone where no words name one."""
    zone = span.zone or (mention.place.zone if mention.place else "")
    return replace(span, zone=zone, after=mention.number)


def narrative_span(
    article: Article,
    mention: Mention,
    mentions: Sequence[Mention],
    spans: Mapping[int, Span],
    publication: Publication,
) -> Span | None:
    """Date a verb without a time: by the verb it hangs on, by its paragraph, or in the lead by the article.

    Only what is told in the past tense as having happened is dated so; "had" and "earlier" look back to
    a day that the paragraph does not name.
    """
    trigger = mention.trigger
    if mention.modality != "happened" or trigger.noun or trigger.part == "base" or trigger.type in _TALK:
        return None
    sentence = article.lower[mention.sentence.start : mention.trigger.start]
    if _PLUPERFECT.search(sentence[-40:]) or _LOOKS_BACK.search(sentence[-120:]):
        return None
    for other in reversed(mentions[max(0, mention.number - _REACH) : mention.number]):
        span = spans.get(other.number)
        if span is None or other.modality != "happened" or span.last - span.first > _LONG:
            continue
        if other.sentence.paragraph != mention.sentence.paragraph:
            break
        return _whole_day(span, "the day of the event told before it in the paragraph", other)
    return _of_the_lead(article, mention, publication)


def _of_the_lead(article: Article, mention: Mention, publication: Publication) -> Span | None:
    """Date what the headline or the first sentences announce by the day of the article."""
    if publication.day is None or publication.source == "inferred":
        return None
    number = next((n for n, s in enumerate(article.sentences) if s.start == mention.sentence.start), _LEAD)
    perfect = _PERFECT.search(article.lower[mention.sentence.start : mention.trigger.start][-40:])
    decided = mention.trigger.type in DECISIONS
    if number >= _LEAD or not (mention.in_title or perfect or decided):
        return None
    return day_span(publication.day, "relative", "news of the day of publication")


def _whole_day(span: Span, rule: str, other: Mention) -> Span:
    day = day_span(span.last.date(), "relative", rule)
    return replace(day, zone=span.zone or (other.place.zone if other.place else ""), after=other.number)
