"""The day of publication where a text says "yesterday" of what goes on from its latest date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from eventstudy.extract.article.text import Article, sentence_at
from eventstudy.extract.publication.stated_day import Inference
from eventstudy.extract.publication.told_dates import ToldDay, is_ahead, is_any_such_day, opening, words_at
from eventstudy.extract.times.time_words import WEEKDAYS
from eventstudy.extract.times.timex import Timex

_DAY = timedelta(days=1)
_LONGEST = timedelta(days=12)


def after_yesterday(article: Article, times: Sequence[Timex], last: ToldDay) -> Inference | None:
    """Return the first day that leaves room for the weekdays told after ``last`` and for "yesterday".

    "Sacked on Wednesday 9 December 2015; on Friday it fell; on Sunday he gave way; yesterday it rallied" was
    written on a Tuesday. Without such weekdays a "yesterday" of the opening is the latest date itself.
    """
    said = [t for t in times if t.deictic == "yesterday" and not t.has_day and not _is_quoted(article, t)]
    if not said:
        return None
    day, name = last.day, ""
    for timex in times:
        if last.time.start < timex.start < said[-1].start and _is_of_story(article, timex):
            assert timex.weekday is not None
            day += timedelta(days=(timex.weekday - day.weekday()) % 7)
            name = WEEKDAYS[timex.weekday].capitalize()
    if day == last.day:
        if not any(s.start <= said[0].start < s.end for s in opening(article)):
            return None
        reasoning = f"the text says 'yesterday'; the latest date that it tells as past is {last.day}"
        return _inferred(article, said[0], last, day + _DAY, reasoning)
    if day - last.day > _LONGEST:
        return None
    reasoning = f"the text goes from {last.day} to {name}, {day}, and then says 'yesterday'"
    return _inferred(article, said[-1], last, day + 2 * _DAY, reasoning)


def _inferred(article: Article, said: Timex, last: ToldDay, day: date, reasoning: str) -> Inference:
    evidence = dict.fromkeys((words_at(article, last.time.start), words_at(article, said.start)))
    return Inference(
        day=day,
        evidence=" / ".join(evidence),
        reasoning=f"{reasoning}, so it was written on {day} at the earliest",
        warning=f"the date of publication is taken to be {day}, the first day of which 'yesterday' can be"
        " said: give --published DATE if it is another.",
    )


def _is_of_story(article: Article, timex: Timex) -> bool:
    """Whether the words are a bare weekday, told as past."""
    if timex.weekday is None or timex.has_day or timex.modifier or timex.direction:
        return False
    return not is_any_such_day(article, timex) and not is_ahead(article, timex)


def _is_quoted(article: Article, timex: Timex) -> bool:
    """Whether the words stand within quotation marks of their sentence."""
    sentence = sentence_at(article, timex.start)
    return sentence is not None and article.clean.count('"', sentence.start, timex.start) % 2 == 1
