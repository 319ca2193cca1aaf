"""The times of a text that anchor its story: those that its chain is made of."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from eventstudy.extract.article.text import Article, Sentence
from eventstudy.extract.events.chain import Anchor, Chain
from eventstudy.extract.events.story_times import COUNTED, story_times
from eventstudy.extract.events.told_at import told_at
from eventstudy.extract.publication.published import Publication
from eventstudy.extract.times.spans import Span
from eventstudy.extract.times.tense import direction_of
from eventstudy.extract.times.timex import Timex

_DAY = timedelta(days=1)
_REACH = 120
_AGO_TODAY = re.compile(r"\byears? ago (?:today|this (?:week|month|day)|tomorrow|yesterday)\b")
_OPENING = 4
# Times of what is told aside: "which had lent on Monday", "after losing 6 per cent on Monday".
_ASIDE = re.compile(
    r"\b(?:when|that it had|that had|which|who|whose|than|compared|unlike|versus"
    r"|(?:after|following|since)\s+(?:\w+ing|a|an)\b)"
)
# A night counts as one day, a weekend does not.
_NARROW = timedelta(hours=40)


def chain_of(article: Article, publication: Publication) -> Chain:
    """Return the days that the sentences of ``article`` name or count, resolved one after another."""
    anchors: list[Anchor] = []
    dated: list[Anchor] = []
    back = _is_anniversary(article)
    # The lists grow as the text goes on.
    chain = Chain(
        anchors=anchors, dated=dated, publication=publication, anniversary=back, lower=article.lower
    )
    for sentence in article.sentences:
        if not sentence.is_news:
            continue
        start = max(sentence.start, publication.head[1])
        for told in story_times(article, start, sentence.end):
            timex = _counted_from_before(article.lower, start, told)
            span = None if timex is None else _span_of(article, timex, sentence, chain)
            if timex is None or span is None:
                continue
            anchor = Anchor(at=timex.start, span=span, sentence=sentence.start, paragraph=sentence.paragraph)
            has_year = timex.year is not None or timex.relative_year
            if has_year and (timex.has_day or not timex.historical):
                dated.append(anchor)
            aside = _ASIDE.search(_clause_before(article.lower, start, timex.start))
            if not aside and _leads_on(span, timex, publication):
                anchors.append(anchor)
    return replace(chain, anchors=tuple(anchors), dated=tuple(dated))


def _counted_from_before(lower: str, start: int, timex: Timex) -> Timex | None:
    """Return "a day after" at the head of a sentence as "a day later"; None where it dates another event."""
    if timex.direction not in COUNTED:
        return timex
    if lower[start : timex.start].strip():
        return None  # "a day after it cut": that dates another
    return replace(timex, direction=COUNTED[timex.direction])


def _is_anniversary(article: Article) -> bool:
    """Whether the text opens with "ten years ago today": it tells of that day."""
    body = [s for s in article.sentences if s.kind == "body"][:_OPENING]
    return any(_AGO_TODAY.search(article.lower, s.start, s.end) for s in body)


def _clause_before(lower: str, start: int, at: int) -> str:
    """Return the words from the last comma or the head of the sentence up to ``at``."""
    low = max(start, at - _REACH)
    comma = max(lower.rfind(mark, low, at) for mark in ",;—")
    return lower[max(low, comma) : at]


def _span_of(article: Article, timex: Timex, sentence: Sentence, chain: Chain) -> Span | None:
    future = direction_of(article.lower, timex.start, timex.end, sentence.start, sentence.end) == "future"
    return told_at(timex, sentence, chain, future=future)


def _leads_on(span: Span, timex: Timex, publication: Publication) -> bool:
    """Whether the story goes on from a time: it is short, past, and not that from which something lasts."""
    if timex.historical or span.last - span.first > _NARROW:
        return False
    if publication.day is None or timex.is_absolute:
        return True
    return span.first.date() <= publication.day + _DAY
