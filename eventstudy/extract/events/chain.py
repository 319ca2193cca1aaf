"""The chain of narrative anchors: the day at which the story stands, wherever it stands in the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from eventstudy.extract.article.text import Sentence
from eventstudy.extract.publication.published import Publication
from eventstudy.extract.times.spans import Span
from eventstudy.extract.times.timex import Timex

_DAY = timedelta(days=1)
_REACH = 120
_HAD = re.compile(r"\bhad\s+(?:\w+ly\s+|already\s+|been\s+)*\w+[^.;]*\Z")
# Further back than this the story does not go on from a day; further back than that, it is told of the past.
_HISTORY = timedelta(days=120)
_RETOLD = timedelta(days=45)
# The news is told by this paragraph, of a day so near to publication.
_LEAD = 3
_NEWS = timedelta(days=2)
# Anchors looked back at, so that a long text is read in linear time.
_MEMORY = 12


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
    publication lead the story nowhere: they anchor words of their own sentence at most.

    Parameters
    ----------
    anchors : sequence of Anchor
        The days that the story goes on from.
    publication : Publication
        The day of the text, if it has one.
    dated : sequence of Anchor
        Times told with their year, of whatever length: the year that others without one belong to.
    anniversary : bool
        Whether the text opens with "ten years ago today", so that all of it tells of that day.
    lower : str
        The article in small letters.
    """

    anchors: Sequence[Anchor]
    publication: Publication
    dated: Sequence[Anchor] = ()
    anniversary: bool = False
    lower: str = ""

    def last(self, at: int) -> Span | None:
        """Return the last anchor before offset ``at``, however far."""
        told = _told_by(self.anchors, at)
        return told[-1].span if told else None

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
        """Return the day at which the paragraph stands before offset ``at``: the latest it has come to.

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
        """Return the day of the news: the first of the story, if told early and near publication."""
        day = self.publication.day
        first = next(iter(self.anchors), None)
        if day is None or first is None or first.paragraph > _LEAD:
            return None
        near = -_DAY <= day - first.span.last.date() <= _NEWS
        return first.span if near else None

    def looks_back(self, at: int, sentence: Sentence) -> bool:
        """Whether the last time told in this paragraph, or the one before, lies long before publication."""
        day = self.publication.day
        near = [*_told_by(self.anchors, at), *_told_by(self.dated, at)]
        told = [a for a in near if 0 <= sentence.paragraph - a.paragraph <= 1]
        last = max(told, key=lambda a: a.at, default=None)
        return day is not None and last is not None and day - last.span.last.date() > _RETOLD

    def is_retold(self, at: int) -> bool:
        """Whether the text up to ``at`` tells of a time long before its own day, or has no day of its own."""
        day = self.publication.day
        if day is None or self.anniversary:
            return True
        told = [*_told_by(self.anchors, at), *_told_by(self.dated, at)]
        return bool(told) and all(day - a.span.last.date() > _RETOLD for a in told)


def _told_by(anchors: Sequence[Anchor], at: int) -> Sequence[Anchor]:
    """Return the last few anchors before offset ``at``."""
    end = bisect_left(anchors, at, key=lambda a: a.at)
    return anchors[max(0, end - _MEMORY) : end]


def is_history(span: Span, publication: Publication) -> bool:
    """Whether a time lies so far back that the story does not go on from it."""
    return publication.day is not None and span.last.date() < publication.day - _HISTORY
