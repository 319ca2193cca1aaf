"""The chain of narrative anchors: the day at which the story stands, wherever it stands in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from eventstudy.extract.article.text import Article, Sentence
from eventstudy.extract.publication.published import Publication
from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Reference, Span
from eventstudy.extract.times.tense import direction_of
from eventstudy.extract.times.timex import Timex, find_times, merged

_DAY = timedelta(days=1)
_REACH = 120
# Times of what is told aside: "which had lent on Monday", "after losing 6 per cent on Monday".
_ZONE_BETWEEN = re.compile(r"[\s,(]*(?:(?:[A-Z][\w.]* ?){1,3} time[\s,)]*)?(?:(?:on|of|the)\s+)*")
_AGO_TODAY = re.compile(r"\byears? ago (?:today|this (?:week|month|day)|tomorrow|yesterday)\b")
_OPENING = 4
_HAD = re.compile(r"\bhad\s+(?:\w+ly\s+|already\s+|been\s+)*\w+[^.;]*\Z")
_ASIDE = re.compile(
    r"\b(?:when|that it had|that had|which|who|whose|than|compared|unlike|versus|(?:after|following|since)\s+(?:\w+ing|a|an)\b)"
)
_NARROW = timedelta(hours=40)
_HISTORY = timedelta(days=120)
_RETOLD = timedelta(days=45)
_MOST = 9
_COUNTED = {"after": "later", "before": "earlier", "prior": "earlier"}
_LEAD = 3
_NEWS = timedelta(days=2)
_MEMORY = 12
_ANYWHERE = Sentence(start=-1, end=-1, paragraph=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A day of the story, and where its words stand."""

    at: int
    span: Span
    sentence: int
    paragraph: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The days that the text goes through, in the order of the text.

    A year after "since", what is still to come, and what lies more than 120 days before the day of
    publication lead the story nowhere: they anchor words of their own sentence at most. ``dated`` are the
    times that are told with their year, of whatever length: the year that others without one belong to.
    """

    anchors: Sequence[Anchor]
    publication: Publication
    dated: Sequence[Anchor] = ()
    anniversary: bool = False
    lower: str = ""

    def before(self, at: int, sentence: Sentence, *, paragraphs: int) -> Span | None:
        """Return the last anchor before offset ``at``, at most ``paragraphs`` paragraphs away."""
        for anchor in reversed(_told_by(self.anchors, at)):
            if sentence.paragraph - anchor.paragraph > paragraphs:
                return None
            if self._leads(anchor, sentence):
                return anchor.span
        return None

    def _leads(self, anchor: Anchor, sentence: Sentence) -> bool:
        """Whether the story goes on from an anchor: long before publication only where it tells of then."""
        if anchor.sentence == sentence.start or not is_history(anchor.span, self.publication):
            return True
        near = _told_by(self.anchors, sentence.end)
        then = [a for a in near if a.paragraph == anchor.paragraph and is_history(a.span, self.publication)]
        return len(then) > 1 or self.is_retold(anchor.at + 1)

    def standing(self, at: int, sentence: Sentence) -> Span | None:
        """Return the day at which the paragraph stands before offset ``at``: the latest that it has come to.

        A step back in time is an aside: "trading was halted at 9:30" goes on from the day before it.
        """
        spans = [
            a.span
            for a in _told_by(self.anchors, at)
            if a.paragraph == sentence.paragraph and self._leads(a, sentence)
        ]
        own = [s for s in spans if s.words is not None and s.words[0] >= sentence.start]
        return own[-1] if own else max(spans, key=lambda s: s.first, default=None)

    def had(self, timex: Timex) -> bool:
        """Whether a verb before the words looks back: "had lowered it on 6 November"."""
        return bool(_HAD.search(self.lower, max(0, timex.start - _REACH), timex.start))

    def main(self) -> Span | None:
        """Return the day of the news: the first that the first two paragraphs stand at, if near publication."""
        day = self.publication.day
        first = next(iter(self.anchors), None)
        if day is None or first is None or first.paragraph > _LEAD:
            return None
        near = -_DAY <= day - first.span.last.date() <= _NEWS
        return first.span if near else None

    def looks_back(self, at: int, sentence: Sentence) -> bool:
        """Whether the last time told here, in this paragraph or the one before, lies long before publication."""
        day = self.publication.day
        near = [*_told_by(self.anchors, at), *_told_by(self.dated, at)]
        told = [a for a in near if 0 <= sentence.paragraph - a.paragraph <= 1]
        last = max(told, key=lambda a: a.at, default=None)
        return day is not None and last is not None and day - last.span.last.date() > _RETOLD

    def is_retold(self, at: int) -> bool:
        """Whether the text up to ``at`` tells of a time long before its own day, or has no day of its own."""
        day = self.publication.day
        if day is None:
            return True
        told = [*_told_by(self.anchors, at), *_told_by(self.dated, at)]
        if self.anniversary:
            return True
        return bool(told) and all(day - a.span.last.date() > _RETOLD for a in told)


def _told_by(anchors: Sequence[Anchor], at: int) -> Sequence[Anchor]:
    """Return the last few anchors before offset ``at``."""
    end = bisect_left(anchors, at, key=lambda a: a.at)
    return anchors[max(0, end - _MEMORY) : end]


def chain_of(article: Article, publication: Publication) -> Chain:
    """Return the days that the sentences of ``article`` name or count, resolved one after another."""
    anchors: list[Anchor] = []
    dated: list[Anchor] = []
    back = _is_anniversary(article)
    # The lists grow as the text goes on.
    chain = Chain(anchors=anchors, dated=dated, publication=publication, anniversary=back, lower=article.lower)
    for sentence in article.sentences:
        start = (
            max(sentence.start, publication.head[1])
            if sentence.start < publication.head[1]
            else sentence.start
        )
        if not sentence.is_news:
            continue
        for timex in story_times(article, start, sentence.end):
            if timex.direction in _COUNTED:
                if article.lower[start : timex.start].strip():
                    continue  # "a day after it cut": that dates another
                timex = replace(timex, direction=_COUNTED[timex.direction])
            span = _span_of(article, timex, sentence, chain)
            aside = _ASIDE.search(_clause_before(article.lower, start, timex.start))
            if span is None:
                continue
            anchor = Anchor(at=timex.start, span=span, sentence=sentence.start, paragraph=sentence.paragraph)
            told = timex.year is not None or timex.relative_year
            if told and (timex.has_day or not timex.historical):
                dated.append(anchor)
            if not aside and _leads_on(span, timex, publication):
                anchors.append(anchor)
    return replace(chain, anchors=tuple(anchors), dated=tuple(dated))


def _is_anniversary(article: Article) -> bool:
    """Whether the text opens with "ten years ago today": it tells of that day."""
    body = [s for s in article.sentences if s.kind == "body"][:_OPENING]
    return any(_AGO_TODAY.search(article.lower, s.start, s.end) for s in body)


def story_times(article: Article, start: int, end: int) -> list[Timex]:
    """Return the times of ``[start, end)`` that can date: "a Saturday" is none, "the Monday" is that of the story."""
    found: list[Timex] = []
    for timex in _whole(article.clean, find_times(article.clean, start, end)):
        if timex.weekday is not None and not (timex.has_day or timex.modifier or timex.direction):
            before = article.lower[max(start, timex.start - 4) : timex.start]
            if before.endswith((" a ", "(a ")):
                continue
            if before == "the ":
                timex = replace(timex, modifier="that")
        found.append(timex)
    return found


def _whole(clean: str, times: list[Timex]) -> list[Timex]:
    """Join an hour and a day that only a zone stands between: "at half past six, Tokyo time, on Monday"."""
    whole: list[Timex] = []
    for timex in times:
        left = whole[-1] if whole else None
        if left is not None and left.direction == "ago" and timex.deictic == "today" and timex.start - left.end < 3:
            whole[-1] = replace(left, deictic="today", end=timex.end)
        elif left is not None and only_clock(left) and _is_day(timex) and _ZONE_BETWEEN.fullmatch(
            clean, left.end, timex.start
        ):
            whole[-1] = merged(left, timex, start=left.start, end=timex.end)
        else:
            whole.append(timex)
    return whole


def _is_day(timex: Timex) -> bool:
    return (timex.weekday is not None or timex.has_day) and timex.clock is None and not timex.direction


def _clause_before(lower: str, start: int, at: int) -> str:
    """Return the words from the last comma or the head of the sentence up to ``at``."""
    low = max(start, at - _REACH)
    comma = max(lower.rfind(mark, low, at) for mark in ",;—")
    return lower[max(low, comma) : at]


def _span_of(article: Article, timex: Timex, sentence: Sentence, chain: Chain) -> Span | None:
    future = direction_of(article.lower, timex.start, timex.end, sentence.start, sentence.end) == "future"
    return told_at(timex, sentence, chain, future=future)


def told_at(timex: Timex, sentence: Sentence, chain: Chain, *, future: bool) -> Span | None:
    """Return the interval of words for a time, as the story and the day of publication give it."""
    publication = chain.publication
    if timex.direction == "ago" and timex.deictic == "today" and publication.day is not None and timex.count:
        return _years_back(timex, publication.day, int(timex.count))
    dated = None if future else _with_year(timex, sentence, chain)
    if dated is not None:
        span = resolve(dated, Reference(published=publication.day, year=publication.year))
        return None if span is None else replace(span, rule="year of the date told before it")
    anchor = chain.before(timex.start, sentence, paragraphs=3)
    reference = Reference(published=publication.day, anchor=anchor, year=publication.year, future=future)
    if anchor is None or needs_another(timex):
        return resolve(timex, reference)
    if only_clock(timex):
        here = chain.standing(timex.start, sentence)
        if here is None and (publication.day is None or chain.looks_back(timex.start, sentence)):
            here = chain.before(timex.start, sentence, paragraphs=1)
        return _at_clock(timex, here, reference)
    if (
        chain.is_retold(timex.start)
        and not future
        and timex.weekday is not None
        and not timex.has_day
        and not timex.modifier
    ):
        return resolve(replace(timex, modifier="that"), reference)
    return resolve(timex, reference)


def _years_back(timex: Timex, today: date, years: int) -> Span | None:
    """Return the day of "ten years ago today"."""
    named = replace(timex, year=today.year - years, month=today.month, day=today.day, direction="", deictic="")
    span = resolve(named, Reference(published=today))
    return None if span is None else replace(span, source="relative", rule="years back from publication, to the day")


def _with_year(timex: Timex, sentence: Sentence, chain: Chain) -> Timex | None:
    """Return a day or month with the year at which a story of the past stands; None where publication tells."""
    month = timex.month
    if (
        month is None
        or timex.year is not None
        or timex.relative_year
        or timex.direction
        or timex.deictic
        or timex.modifier
    ):
        return None
    before = chain.dated[: bisect_left(chain.dated, timex.start, key=lambda a: a.at)]
    # A text without a date of its own may name the year only later.
    context = before[-1] if before else next(iter(chain.dated), None)
    day = chain.publication.day
    if context is None:
        return None
    if day is not None:
        near = before and chain.looks_back(timex.start, sentence) and sentence.paragraph - context.paragraph <= 1
        if not near or context.span.precision == "year":
            return None
    told = chain.before(timex.start, _ANYWHERE, paragraphs=10**6) if chain.anchors else None
    middle = (told or context.span).first.date() if day is None else context.span.first.date()
    return replace(timex, year=_year_beside(middle, month, looks_back=chain.had(timex)))


def _year_beside(middle: date, month: int, *, looks_back: bool) -> int:
    """Return the year of a month told beside ``middle``: the same one, but over the turn of a year.

    "Had" looks back to the last such month.
    """
    if looks_back:
        return middle.year - (month > middle.month)
    return middle.year + (month - middle.month <= -_MOST)


def _at_clock(timex: Timex, anchor: Span | None, reference: Reference) -> Span | None:
    """Return an hour on the day of the anchor, or on the next where the anchor runs over midnight."""
    if anchor is None:
        return resolve(timex, reference)
    span = resolve(timex, replace(reference, published=anchor.first.date()))
    if span is not None and span.last < anchor.first and span.last + _DAY <= anchor.last:
        span = resolve(timex, replace(reference, published=anchor.last.date()))
    return None if span is None else replace(span, rule="hour of the day told before it")


def _leads_on(span: Span, timex: Timex, publication: Publication) -> bool:
    """Whether the story goes on from a time: it is short, past, and not that from which something lasts."""
    if timex.historical or span.last - span.first > _NARROW:
        return False
    told = publication.day is None or timex.is_absolute
    return told or span.first.date() <= publication.day + _DAY  # type: ignore[operator]


def is_history(span: Span, publication: Publication) -> bool:
    """Whether a time lies so far back that the story does not go on from it."""
    return publication.day is not None and span.last.date() < publication.day - _HISTORY


def needs_another(timex: Timex) -> bool:
    """Whether the words count from another event: "two days later", "the following Monday"."""
    return (
        bool(timex.direction)
        or timex.modifier in ("the following", "the previous")
        or timex.relative_year == "that"
    )


def only_clock(timex: Timex) -> bool:
    """Whether the words give an hour, or a part of the day, and no day: "at about 11 p.m."."""
    return bool(timex.kinds) and set(timex.kinds) <= {"clock", "part"} and not timex.deictic
