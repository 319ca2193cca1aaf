"""Dates that a text tells: which of them as past, which as still to come, which as history."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from eventstudy.extract.article.text import Article, Sentence, sentence_at
from eventstudy.extract.times.resolve import nearest_day
from eventstudy.extract.times.timex import Timex, find_times

_AHEAD = re.compile(
    r"\b(?:will|must|next|deadlines?|schedul(?:ed|es?)|due|is expected|are expected|is set|are set|upcoming"
    r"|would|plans? to|planned|planning|going to|is to|are to|slated|expires?|expiring|mature[sd]?|maturing"
    r"|meets?|ahead of|proposed|intends? to|aims? to|pledged to|vowed to|agreed to|no later than|starting)\b"
    r"|\b(?:until|till|by|from|before|effective)\s+(?:\w+\s+)?\Z"
)
_PAST_SINCE = re.compile(r"\b(?:was|were|had|did|after|since|following|killed|fell|rose|came)\b")
_OLD_NEAR = re.compile(
    r"\b(?:since|similar|previous(?:ly)?|last time|not seen|unseen|compared (?:with|to)|dating (?:back )?to"
    r"|back in|born|founded)\b[^.;]{0,25}\Z"
)
_OLD = re.compile(
    r"\b(?:similar|previously|anniversary|deadliest|file photo|in this .{0,40}photo"
    r"|(?:years?|decades?|months?) (?:ago|earlier|before)|last time)\b"
)
# "the Nov. 3 election" may be past or to come; a forecast for a year says nothing of when it was made.
_OCCASION = re.compile(
    r" (?:(?!at|in|during|after|the|for|and|with|before|a |an )[a-z-]{3,14} )?(?:elections?|summit|meetings?"
    r"|deadline|referendum|vote|ballot|hearing|expiry|auction|contracts?|delivery|futures|inauguration|launch)\b"
)
_OUTLOOK = re.compile(
    r"\b(?:forecasts?|outlook|targets?|goals?|expect\w{0,6}|estimat\w{0,5}|project(?:ed|ions?|s)|guidance"
    r"|budgets?|could|may|might|will|would|by the end of|plans?|contracts?|delivery|futures|fiscal)\b"
)
_TOLD = re.compile(r"\b(?:was|were|had|did|became|took|began|fell|rose|came|[a-z]{3,14}ed)\b")
_REACH = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDay:
    """A day of the text, placed in a year, and the words for it."""

    day: date
    time: Timex


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldDates:
    """What the dates of a text say: days as past and to come, and the latest month or year told as past.

    ``since`` are days from which something lasts ("shut since Sept. 10, 2001"): the news is of a later one.
    """

    past: tuple[ToldDay, ...] = ()
    since: tuple[ToldDay, ...] = ()
    ahead: tuple[ToldDay, ...] = ()
    years: tuple[int, ...] = ()
    latest_month: date | None = None
    undated: tuple[Timex, ...] = ()


def times_of(article: Article) -> list[Timex]:
    """Return the time expressions of all sentences that tell news."""
    return [t for s in article.sentences if s.is_news for t in find_times(article.clean, s.start, s.end)]


def told_dates(article: Article, times: Sequence[Timex]) -> ToldDates:
    """Sort the dates of a text; those without a year are placed by those with one, else left undated."""
    usable = [t for t in times if not (t.direction or t.unsure or is_history(article, t))]
    past = [t for t in usable if not is_ahead(article, t)]
    since = [t for t in times if t.historical and t.has_day and t.year is not None]
    near = latest([*past, *since, *(t for t in usable if t.has_day and t.year is not None)])
    ahead = [t for t in usable if t.has_day and is_ahead(article, t)]
    months = [
        date(t.year, t.month, 1)
        for t in past
        if t.year is not None and t.month is not None and t.day is None and _is_told(article, t)
    ]
    return ToldDates(
        past=_placed([t for t in past if t.has_day], near),
        since=_placed(since, near),
        ahead=_placed(ahead, near),
        years=tuple(sorted({t.year for t in past if t.year is not None and _is_told(article, t)})),
        latest_month=max(months, default=None),
        undated=tuple(t for t in past if t.has_day and t.year is None),
    )


def _is_told(article: Article, timex: Timex) -> bool:
    """Whether a month or a year is told as past, and no forecast speaks of it."""
    words = words_at(article, timex.start).lower()
    return timex.has_day or (bool(_TOLD.search(words)) and not _OUTLOOK.search(words))


def _placed(times: Sequence[Timex], near: date | None) -> tuple[ToldDay, ...]:
    days = [(full_day(t, near), t) for t in times]
    return tuple(ToldDay(day=day, time=t) for day, t in days if day is not None)


def latest(times: Sequence[Timex]) -> date | None:
    """Return the latest day that ``times`` name in full, else a day in the latest month with its year."""
    days = [day for t in times if t.has_day and t.year is not None and (day := full_day(t, None)) is not None]
    months = [
        date(t.year, t.month, 15)
        for t in times
        if t.year is not None and t.month is not None and not t.has_day
    ]
    return max([*days, *months], default=None)


def full_day(timex: Timex, near: date | None) -> date | None:
    """Return the day of ``timex``; a missing year is the one that lies best with ``near``."""
    if timex.month is None or timex.day is None:
        return None
    try:
        if timex.year is not None:
            return date(timex.year, timex.month, timex.day)
        return nearest_day(timex, near) if near is not None else None
    except ValueError:
        return None


def in_year(timex: Timex, year: int) -> date | None:
    """Return the day of ``timex`` in ``year``."""
    return full_day(replace(timex, year=year), None)


def is_history(article: Article, timex: Timex) -> bool:
    """Whether a date is told of former times: "the worst day since", "born on", "ten years ago"."""
    sentence = sentence_at(article, timex.start)
    if sentence is None or timex.historical:
        return timex.historical
    before = article.lower[max(sentence.start, timex.start - _REACH) : timex.start]
    return bool(_OLD_NEAR.search(before) or _OLD.search(article.lower, sentence.start, sentence.end))


def is_ahead(article: Article, timex: Timex) -> bool:
    """Whether the words before a date speak of what is still to come."""
    sentence = sentence_at(article, timex.start)
    start = sentence.start if sentence else 0
    before = article.lower[max(start, timex.start - _REACH) : timex.start]
    cues = list(_AHEAD.finditer(before))
    # "said it would close after it was hit on Jan. 3": the date is of the hit.
    if cues:
        return not _PAST_SINCE.search(before, cues[-1].end())
    return bool(_OCCASION.match(article.lower, timex.end)) and not _PAST_SINCE.search(before)


def is_any_such_day(article: Article, timex: Timex) -> bool:
    """Whether "a" stands before a weekday: "on a Sunday" is no Sunday of the news."""
    return article.lower.startswith((" a ", "(a "), max(0, timex.start - 3))


def words_at(article: Article, offset: int) -> str:
    """Return the sentence that holds ``offset``, as given."""
    sentence = sentence_at(article, offset)
    return "" if sentence is None else article.text[sentence.start : sentence.end]


def opening(article: Article) -> list[Sentence]:
    """Return the first sentences of the news: the headline and the first three paragraphs."""
    news = [s for s in article.sentences if s.is_news and not s.caption]
    paragraphs = sorted({s.paragraph for s in news})[:4]
    return [s for s in news if s.paragraph in paragraphs][:7]
