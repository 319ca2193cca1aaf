"""The days of all claims of one article, where one claim's day holds for the next."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from eventstudy.extract.article.text import Article, Sentence
from eventstudy.extract.events.anchoring import chain_of
from eventstudy.extract.events.chain import Chain
from eventstudy.extract.events.story_times import story_times
from eventstudy.extract.events.told_at import told_at
from eventstudy.extract.market.claim_dates import DAYS, date_of, day_of_news
from eventstudy.extract.publication.published import Publication
from eventstudy.extract.times.timex import Timex
from eventstudy.types import Event

_COMPARED = re.compile(
    r"\b(?:since|until|till|than|before|will|due|scheduled|expected|from|anniversary)\s+(?:\w+\s+){0,3}\Z"
    r"|\bhad (?!been (?:up|down))[^.;]{0,70}\Z"
    r"|\b(?:could|would|will|might|must|as early as)\b[^.;]{0,60}\Z"
)
_NEXT_SESSION = re.compile(
    r"\bthe (?:following|next) (?:trading )?session\b|\bthe (?:following|next) trading day\b"
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
        self._chain: Chain | None = None
        self._times: tuple[int, list[Timex]] = (-1, [])
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
            chain=self._days(),
            times=self._times_in(sentence),
            story=lambda at: self._last_named(at, sentence.paragraph),
        )
        paragraph, start, day = self._told
        beside = self._article.lower[quote[0] : min(quote[1] + 24, sentence.end)]
        if not told.known and re.search(r"\b(?:that|the same) session\b", beside):
            return self._before if "the same session" in beside else story
        if not told.known and story is not None and self._is_next_session(sentence, quote):
            return story + timedelta(days=3 if story.weekday() == 4 else 1)
        if told.known:
            # "The Dow fell, after a rise on Monday": what comes next speaks of the later of the two days.
            later = start != sentence.start or (day is not None and told.day is not None and told.day > day)
            if later and not self._looks_back(sentence, quote):
                self._told = (sentence.paragraph, sentence.start, told.day)
            return told.day
        if paragraph == sentence.paragraph:
            return day
        found = self._last_named(quote[0], sentence.paragraph, back=0) or self._news
        if start != sentence.start and found is not None:
            self._told = (sentence.paragraph, sentence.start, found)
        return found or (story if self._publication.day is None else None)

    def _is_next_session(self, sentence: Sentence, quote: tuple[int, int]) -> bool:
        """Whether the move is that of the session after the day told last."""
        words = self._article.lower[max(sentence.start, quote[0] - 80) : quote[1] + 30]
        return bool(_NEXT_SESSION.search(words))

    def _times_in(self, sentence: Sentence) -> list[Timex]:
        """Return the times of a sentence; one sentence can hold many claims."""
        if self._times[0] != sentence.start:
            self._times = (sentence.start, story_times(self._article, sentence.start, sentence.end))
        return self._times[1]

    def _days(self) -> Chain:
        """Return the days that the text goes through; found at the first claim."""
        if self._chain is None:
            self._chain = chain_of(self._article, self._publication)
        return self._chain

    def _looks_back(self, sentence: Sentence, quote: tuple[int, int]) -> bool:
        """Whether the claim tells of an earlier day: "On Monday it had surged"."""
        words = self._article.lower[sentence.start : quote[1]]
        return (
            bool(re.search(r"\b(?:had|having)\b", words)) or ", which" in words[quote[0] - sentence.start :]
        )

    def _last_named(self, at: int, paragraph: int, back: int = _PARAGRAPHS_BACK) -> date | None:
        """Return the day named last before ``at``, at most ``back`` paragraphs above."""
        if self._story is None:
            self._story = _days_named(self._article, self._publication, self._days())
        n = bisect_left(self._story, at, key=lambda d: d.start)
        if not n or paragraph - self._story[n - 1].paragraph > back:
            return None
        return self._story[n - 1].day


def _days_named(article: Article, publication: Publication, chain: Chain) -> list[_Day]:
    """Return the days that the text names, each counted on from the one before it; comparisons left out."""
    found: list[_Day] = []
    for sentence in article.sentences:
        for timex in story_times(article, max(sentence.start, publication.head[1]), sentence.end):
            if _COMPARED.search(article.lower[max(sentence.start, timex.start - 90) : timex.start]):
                continue
            if article.lower.startswith("'s", timex.end):  # "after Friday's fall"
                continue
            span = told_at(timex, sentence, chain, future=False)
            if span is None or span.precision not in DAYS:
                continue
            day = span.last.date()
            if publication.day is None or day <= publication.day:
                found.append(_Day(start=timex.start, paragraph=sentence.paragraph, day=day))
    return found
