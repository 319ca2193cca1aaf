"""The day of writing that a text states itself: "today, 8 March", "ten years ago today"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from eventstudy.extract.article.text import Article
from eventstudy.extract.publication.told_dates import full_day, in_year, latest, opening, words_at
from eventstudy.extract.times.time_words import NUMBERS
from eventstudy.extract.times.timex import Timex, find_times

_DAY = timedelta(days=1)
_BESIDE = {
    "today": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "tonight": 0,
    "yesterday": 1,
    "tomorrow": -1,
}
_GAP = re.compile(r"[\s,(—-]{1,4}(?:is |was )?(?:on )?")
_YEARS_AGO = re.compile(
    r"\b(?P<count>\d{1,3}|[a-z]{3,8}) years (?:ago|on|later|after)[ ,]{1,2}(?:today|to the day|this day)\b"
)
_IT_IS = re.compile(r"\b(?:it is|it's|today is|the date is|this is)(?: now)? (?:the )?\Z")
_TENS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}


@dataclass(frozen=True, slots=True, kw_only=True)
class Inference:
    """A day of publication with its evidence and reasoning; without a day, why there is none."""

    day: date | None
    evidence: str = ""
    reasoning: str = ""
    warning: str = ""


def no_day(reason: str) -> Inference:
    """Return that a text does not tell its day, and why."""
    return Inference(
        day=None,
        reasoning=reason,
        warning=f"the text does not tell when it was published: {reason}; give --published DATE.",
    )


def stated_day(article: Article, times: Sequence[Timex]) -> Inference | None:
    """Return the day that the text states as that of its writing, if it does."""
    return _it_is(article) or _years_ago_today(article) or _beside_today(article, times, latest(times))


def _beside_today(article: Article, times: Sequence[Timex], near: date | None) -> Inference | None:
    """Read "today, 8 March 2020" and "yesterday (March 7)": the date beside the word fixes the day."""
    for left, right in zip([None, *times], times, strict=False):
        words, dated = _pair(article, left, right)
        day = full_day(dated, near) if dated else None
        if day is not None and words in _BESIDE:
            day += _BESIDE[words] * _DAY
            return Inference(
                day=day,
                evidence=words_at(article, right.start),
                reasoning=f"the text says {words!r} beside a date, so it was written on {day}",
            )
    return None


def _pair(article: Article, left: Timex | None, right: Timex) -> tuple[str, Timex | None]:
    """Return a word such as "today" and the date beside it: in one expression, or in two neighbours."""
    if right.has_day and right.deictic:
        return right.deictic, right
    if left is None or not _GAP.fullmatch(article.clean, left.end, right.start):
        return "", None
    if left.deictic and right.has_day:
        return left.deictic, right
    return (right.deictic, left) if right.deictic and left.has_day else ("", None)


def _it_is(article: Article) -> Inference | None:
    """Read "It is September 30, 2014" of the opening."""
    for sentence in opening(article):
        for timex in find_times(article.clean, sentence.start, sentence.end):
            day = full_day(timex, None) if timex.year is not None else None
            if day is not None and _IT_IS.search(article.lower, sentence.start, timex.start):
                evidence = article.text[sentence.start : sentence.end]
                return Inference(day=day, evidence=evidence, reasoning=f"the text says that it is {day}")
    return None


def _years_ago_today(article: Article) -> Inference | None:
    """Read "ten years ago today, on 15 September 2008, ..."."""
    for sentence in opening(article):
        match = _YEARS_AGO.search(article.lower, sentence.start, sentence.end)
        count = _number(match["count"]) if match else None
        dated = [t for t in find_times(article.clean, sentence.start, sentence.end) if t.has_day and t.year]
        if match and count and dated and dated[0].year:
            day = in_year(dated[0], dated[0].year + count)
            if day is not None:
                return Inference(
                    day=day,
                    evidence=article.text[sentence.start : sentence.end],
                    reasoning=f"the text says {match.group()!r} of {full_day(dated[0], None)}",
                )
    return None


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else (NUMBERS | _TENS).get(word)
