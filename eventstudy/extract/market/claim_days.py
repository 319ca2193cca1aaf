"""The days of all claims of one article, where one claim's day holds for the next."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from eventstudy.extract.article.text import Article, Sentence
from eventstudy.extract.market.claim_dates import DAYS, date_of, day_of_news
from eventstudy.extract.publication.published import Publication
from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Reference, Span
from eventstudy.extract.times.timex import find_times
from eventstudy.types import Event

_COMPARED = re.compile(
    r"\b(?:since|until|till|than|before|will|due|scheduled|expected|from|anniversary)\s+(?:\w+\s+){0,3}\Z"
    r"|\bhad (?!been (?:up|down))[^.;]{0,70}\Z"
    r"|\b(?:could|would|will|might|must|as early as)\b[^.;]{0,60}\Z"
)
_PARAGRAPHS_BACK = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """A day named at ``start``, in paragraph ``paragraph``."""

    start: int
    paragraph: int
    day: date


class ClaimDays:
    """Dates the claims of one article, in their order.

    A claim without a day of its own takes that of the claim before it in the paragraph, else the day last
    named there, else the day of the news; where the date of publication is unknown, that last named before.
    """

    def __init__(self, article: Article, events: Sequence[Event], publication: Publication) -> None:
        self._article = article
        self._events = events
        self._publication = publication
        self._news = day_of_news(article, publication)
        self._story: list[_Day] | None = None
        self._before: date | None = None
        self._told: tuple[int, int, date | None] = (-1, -1, None)

    def of(self, sentence: Sentence, quote: tuple[int, int], *, before: date | None) -> date | None:
        """Return the day of the claim at ``quote``; ``before`` is that of the one before it."""
        self._before = self._day(sentence, quote, before=before)
        return self._before

    def _day(self, sentence: Sentence, quote: tuple[int, int], *, before: date | None) -> date | None:
        story = self._last_named(quote[0], sentence.paragraph)
        told = date_of(
            self._article,
            sentence,
            quote,
            self._events,
            self._publication,
            before=before,
            story=lambda at: self._last_named(at, sentence.paragraph),
        )
        paragraph, start, day = self._told
        beside = self._article.lower[quote[0] : min(quote[1] + 24, sentence.end)]
        if not told.known and re.search(r"\b(?:that|the same) session\b", beside):
            return self._before if "the same session" in beside else story
        if told.known:
            # "The Dow fell, after a rise on Monday": what comes next speaks of the first of the two days.
            if start != sentence.start and not self._looks_back(sentence, quote):
                self._told = (sentence.paragraph, sentence.start, told.day)
            return told.day
        if paragraph == sentence.paragraph:
            return day
        found = self._last_named(quote[0], sentence.paragraph, back=0) or self._news
        if start != sentence.start and found is not None:
            self._told = (sentence.paragraph, sentence.start, found)
        return found or (story if self._publication.day is None else None)

    def _looks_back(self, sentence: Sentence, quote: tuple[int, int]) -> bool:
        """Whether the claim tells of an earlier day: "On Monday it had surged"."""
        return bool(re.search(r"\b(?:had|having)\b", self._article.lower[sentence.start : quote[1]]))

    def _last_named(self, at: int, paragraph: int, back: int = _PARAGRAPHS_BACK) -> date | None:
        """Return the day named last before ``at``, at most ``back`` paragraphs above."""
        if self._story is None:
            self._story = _days_named(self._article, self._publication)
        n = bisect_left(self._story, at, key=lambda d: d.start)
        if not n or paragraph - self._story[n - 1].paragraph > back:
            return None
        return self._story[n - 1].day


def _days_named(article: Article, publication: Publication) -> list[_Day]:
    """Return the days that the text names, each counted on from the one before it; comparisons left out."""
    found: list[_Day] = []
    anchor: Span | None = None
    for sentence in article.sentences:
        for timex in find_times(article.clean, max(sentence.start, publication.head[1]), sentence.end):
            if _COMPARED.search(article.lower[max(sentence.start, timex.start - 90) : timex.start]):
                continue
            if article.lower.startswith("'s", timex.end):  # "after Friday's fall"
                continue
            reference = Reference(published=publication.day, year=publication.year, anchor=anchor)
            span = resolve(timex, reference)
            if span is None or span.precision not in DAYS:
                continue
            day = span.last.date()
            if publication.day is None or day <= publication.day:
                anchor = span
                found.append(_Day(start=timex.start, paragraph=sentence.paragraph, day=day))
    return found
