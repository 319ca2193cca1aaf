"""When the article was published: given, in a dateline, or inferred from the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from eventstudy.extract.resolve import nearest_day
from eventstudy.extract.text import Article
from eventstudy.extract.timex import Timex, find_times
from eventstudy.types import PublishedSource

_HEAD = 600
_DATELINE = re.compile(
    r"^\W{0,3}(?:[A-Z][A-Z.,' /-]{2,60}|[A-Z]\w+(?:[ "
    r",/]+[A-Z]\w+){0,4})[,:]?\s+(?P<date>[^()\n-]{4,30}?)\s*(?:\((?:[A-Z]\w*[ /]?){1,4}\)"
    r"|[A-Z]{2,12})?\s*[-—]",
    re.MULTILINE,
)
_STAMP = re.compile(
    r"^\W{0,3}(?:(?:first )?published|posted|updated|last updated|date|filed|issued)\b(?: on| "
    r"at)?:?\s*(?P<date>.{6,60})$"
    r"|^\W{0,3}(?P<alone>(?:[A-Z]\w+day,? )?(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+\.?|[A-Z][a-z]+\.? "
    r"\d{1,2}(?:st|nd|rd|th)?),? \d{4}|\d{4}-\d\d-\d\d)\b.{0,30}$",
    re.MULTILINE | re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|next|deadline|scheduled|due|is expected|is set|upcoming)\b|\b(?:until|till|by|from|before"
    r"|effective)\s+(?:\w+\s+)?\Z"
)
_HISTORY = re.compile(
    r"\b(?:similar|previously|previous|anniversary|born|since|deadliest|worst|another|years (?:ago"
    r"|earlier|before)|last time)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The date of an article, where it is from, and the words that show it.

    ``year`` is the year that dates without one belong to, where the article itself gives no date;
    ``head`` is where the dateline stands: its date is of the article, not of an event.
    """

    day: date | None
    source: PublishedSource
    evidence: str = ""
    year: int | None = None
    head: tuple[int, int] = (0, 0)


def find_publication(article: Article, given: date | None) -> Publication:
    """Return the date given, else that of the dateline, else the one that the dates of the text allow."""
    times = [t for s in article.sentences for t in find_times(article.clean, s.start, s.end)]
    years = sorted({t.year for t in times if t.year is not None and not t.direction})
    line = _dateline(article, times)
    if given is not None:
        return Publication(day=given, source="given", head=line.head if line else (0, 0))
    if line is not None:
        return line
    dated = _dated(article, times)
    if not dated:
        return Publication(day=None, source="unknown", year=years[-1] if len(years) == 1 else None)
    return _inferred(article, dated)


def _dateline(article: Article, times: list[Timex]) -> Publication | None:
    for pattern in (_STAMP, _DATELINE):
        for match in pattern.finditer(article.clean, 0, _HEAD):
            name = next(n for n, v in match.groupdict().items() if v is not None)
            found = find_times(article.clean, match.start(name), match.end(name))
            dated = next((t for t in found if t.has_day), None)
            day = None if dated is None else _full(dated, _latest(times))
            if dated is not None and day is not None:
                quote = article.text[match.start() : match.end()].strip()
                return Publication(day=day, source="dateline", evidence=quote, head=match.span())
    return None


def _latest(times: list[Timex]) -> date | None:
    """Return the latest day that the text names in full, else the end of the latest year that it names."""
    full = [day for t in times if t.has_day and t.year is not None and (day := _full(t, None)) is not None]
    years = [t.year for t in times if t.year is not None and not t.direction]
    if full and (not years or max(years) <= max(full).year):
        return max(full)
    return date(max(years), 12, 31) if years else None


def _full(timex: Timex, near: date | None) -> date | None:
    """Return the day of ``timex``; a missing year is the one that lies best with ``near``."""
    if timex.month is None or timex.day is None:
        return None
    try:
        if timex.year is not None:
            return date(timex.year, timex.month, timex.day)
        return nearest_day(timex, near) if near is not None else None
    except ValueError:
        return None


def _dated(article: Article, times: list[Timex]) -> list[tuple[date, Timex]]:
    """Days that the text names as past, with where; those without a year are placed by those with one."""
    near = _latest(times)
    usable = [t for t in times if t.has_day and not _is_ahead(article, t) and not _is_history(article, t)]
    return [(day, t) for t in usable if (day := _full(t, near)) is not None]


def _is_history(article: Article, timex: Timex) -> bool:
    return bool(_HISTORY.search(_sentence_at(article, timex.start).lower()))


def _is_ahead(article: Article, timex: Timex) -> bool:
    before = article.lower[max(0, timex.start - 50) : timex.start]
    return bool(_AHEAD.search(before[before.rfind(".") + 1 :]))


def _inferred(article: Article, dated: list[tuple[date, Timex]]) -> Publication:
    """Take the first day, from the latest one named on, that is the weekday of the opening."""
    latest, where = max(dated, key=lambda pair: (pair[0], -pair[1].start))
    evidence = _sentence_at(article, where.start)
    lead = _lead_weekday(article)
    if lead is None:
        return Publication(day=latest, source="inferred", evidence=evidence)
    assert lead.weekday is not None
    day = latest + timedelta(days=(lead.weekday - latest.weekday()) % 7)
    opening = _sentence_at(article, lead.start)
    if opening != evidence:
        evidence = f"{evidence} / {opening}"
    return Publication(day=day, source="inferred", evidence=evidence)


def _lead_weekday(article: Article) -> Timex | None:
    """Return the first weekday in the opening, the day of the news, unless a date stands beside it."""
    opening = [s for s in article.sentences if s.paragraph <= 3 and not s.caption][:6]
    for sentence in opening:
        for timex in find_times(article.clean, sentence.start, sentence.end):
            if timex.weekday is not None and not timex.modifier and not timex.direction:
                return None if timex.has_day else timex
    return None


def _sentence_at(article: Article, offset: int) -> str:
    sentence = next((s for s in article.sentences if s.start <= offset < s.end), None)
    return "" if sentence is None else article.text[sentence.start : sentence.end]
