"""When the article was published: given, in a dateline, or inferred from the text itself."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from eventstudy.extract.resolve import nearest_day
from eventstudy.extract.text import Article, sentence_at
from eventstudy.extract.timex import Timex, find_times
from eventstudy.types import PublishedSource

_HEAD = 600
_PLACE = re.compile(r"\W{0,3}[A-Z][\w.'-]*(?:[ ,/-]{1,3}(?:[A-Z][\w.'-]*|of|de|al))*[ ,:;-]{1,3}")
_AGENCY = re.compile(r"(?:\s*\([^()\n]{1,40}\)|\s+[A-Z]{2,12}\b)?\s*(?:-{1,2}|—|$)", re.MULTILINE)
_STAMP = re.compile(
    r"^\W{0,3}(?:(?:first )?published|posted|updated|last updated|date|filed|issued)\b(?: on| "
    r"at)?:?\s*(?P<date>.{6,60})$"
    r"|^\W{0,3}(?P<alone>(?:[A-Z]\w+day,? )?(?:\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+\.?|[A-Z][a-z]+\.? "
    r"\d{1,2}(?:st|nd|rd|th)?),? \d{4}|\d{4}-\d\d-\d\d)\b.{0,30}$",
    re.MULTILINE | re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|must|next|deadline|scheduled|due|is expected|is set|upcoming)\b|\b(?:until|till|by|from"
    r"|before|effective)\s+(?:\w+\s+)?\Z"
)
_CLOSE = timedelta(days=120)
_HISTORY = re.compile(
    r"\b(?:similar|previously|previous|anniversary|born|since|deadliest|worst|another|years (?:ago"
    r"|earlier|before)|last time)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The date of an article, where it is from, and the words that show it.

    ``year`` is the year that dates without one belong to, where the article itself gives no date;
    ``head`` is where the dateline stands: its date is of the article, not of an event. ``warning`` says
    what is doubtful; ``later`` holds times that the text tells as past, after the date given.
    """

    day: date | None
    source: PublishedSource
    evidence: str = ""
    year: int | None = None
    head: tuple[int, int] = (0, 0)
    warning: str = ""
    later: tuple[Timex, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A dateline or a stamp, ``[start, end)``, and its date."""

    start: int
    end: int
    time: Timex


def find_publication(article: Article, given: date | None) -> Publication:
    """Return the date given, else that of the dateline, else the one that the dates of the text allow."""
    times = [t for s in article.sentences for t in find_times(article.clean, s.start, s.end)]
    years = sorted({t.year for t in times if t.year is not None and not t.direction})
    line = _stamp(article) or _dateline(article)
    head = (line.start, line.end) if line else (0, 0)
    if given is not None:
        later = [t for t in times if _is_told_after(article, t, given)]
        return Publication(day=given, source="given", head=head, later=tuple(later))
    if line is not None:
        return _dated_line(article, line, times)
    dated = _dated(article, times)
    if not dated:
        return Publication(
            day=None,
            source="unknown",
            year=years[-1] if len(years) == 1 else None,
            warning="the text does not tell when it was published: words such as 'on Friday' stay undated; "
            "give --published DATE.",
        )
    return _inferred(article, dated, times)


def _is_told_after(article: Article, timex: Timex, given: date) -> bool:
    """Whether words with month and year name a time after ``given`` and speak of nothing still to come."""
    if timex.month is None or timex.year is None or timex.direction:
        return False
    day = _full(replace(timex, day=timex.day or 1), None)
    return day is not None and day - given > timedelta(days=1) and not _is_ahead(article, timex)


def _stamp(article: Article) -> _Line | None:
    """Return the first line such as "Published: 8 January 2020", or of a date alone."""
    for match in _STAMP.finditer(article.clean, 0, _HEAD):
        name = next(n for n, v in match.groupdict().items() if v is not None)
        found = find_times(article.clean, match.start(name), match.end(name))
        dated = next((t for t in found if t.has_day), None)
        if dated is not None:
            return _Line(start=match.start(), end=match.end(), time=dated)
    return None


def _dateline(article: Article) -> _Line | None:
    """Return the first line that opens with a date, or a place and one: "LONDON, March 9 (Agency) -"."""
    for line in re.finditer(r"[^\n]+", article.clean[:_HEAD]):
        found = find_times(article.clean, line.start(), min(line.end(), line.start() + 120))
        dated = next((t for t in found if t.has_day), None)
        if dated is None or not (
            _PLACE.fullmatch(article.clean, line.start(), dated.start)
            or not article.clean[line.start() : dated.start].strip()
        ):
            continue
        after = _AGENCY.match(article.clean, dated.end)
        if after:
            return _Line(start=line.start(), end=after.end(), time=dated)
    return None


def _dated_line(article: Article, line: _Line, times: list[Timex]) -> Publication:
    """Date the article by its dateline; a year that the line lacks comes from the text, where it tells."""
    head, quote = (line.start, line.end), article.text[line.start : line.end].strip()
    near = _latest([t for t in times if not _is_history(article, t)])
    day = _full(line.time, near)
    if day is not None and (line.time.year is not None or (near and abs(day - near) <= _CLOSE)):
        return Publication(day=day, source="dateline", evidence=quote, head=head)
    lead, floor = _lead_weekday(article), max((t.year for t in times if t.year is not None), default=None)
    fitting = _year_by_weekday(line.time, lead, floor)
    if fitting is None or lead is None:
        warning = f"the dateline {quote!r} has no year, and the text does not tell it: give --published DATE."
        return Publication(day=None, source="unknown", head=head, warning=warning)
    return Publication(
        day=fitting,
        source="inferred",
        evidence=f"{quote} / {_sentence_at(article, lead.start)}",
        head=head,
        warning=f"the dateline {quote!r} has no year; {fitting.year} is the first that the text allows in "
        "which its weekday agrees: give --published DATE if it is another.",
    )


def _year_by_weekday(timex: Timex, lead: Timex | None, floor: int | None) -> date | None:
    """Return the day of ``timex`` in the first year from ``floor`` on that has it on the weekday ``lead``."""
    if lead is None or floor is None:
        return None
    years = range(floor, min(floor + 7, 9999))
    days = [day for year in years if (day := _full(replace(timex, year=year), None)) is not None]
    return next((day for day in days if day.weekday() == lead.weekday), None)


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


def _still_to_come(article: Article, times: list[Timex]) -> list[date]:
    near = _latest(times)
    ahead = [t for t in times if t.has_day and _is_ahead(article, t)]
    return [day for t in ahead if (day := _full(t, near)) is not None]


def _is_history(article: Article, timex: Timex) -> bool:
    return bool(_HISTORY.search(_sentence_at(article, timex.start).lower()))


def _is_ahead(article: Article, timex: Timex) -> bool:
    sentence = sentence_at(article, timex.start)
    start = sentence.start if sentence else 0
    return bool(_AHEAD.search(article.lower[max(start, timex.start - 80) : timex.start]))


def _inferred(article: Article, dated: list[tuple[date, Timex]], times: list[Timex]) -> Publication:
    """Take the first day, from the latest one named on, that is the weekday of the opening.

    A day still to come within a week of the day a week later says that it is that one.
    """
    latest, where = max(dated, key=lambda pair: (pair[0], -pair[1].start))
    evidence = _sentence_at(article, where.start)
    lead = _lead_weekday(article)
    if lead is None:
        return Publication(day=latest, source="inferred", evidence=evidence)
    assert lead.weekday is not None
    day = latest + timedelta(days=(lead.weekday - latest.weekday()) % 7)
    week = timedelta(days=7)
    bare = day == latest and where.weekday is None
    if bare and any(timedelta(0) < d - day - week < week for d in _still_to_come(article, times)):
        day += week
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
    sentence = sentence_at(article, offset)
    return "" if sentence is None else article.text[sentence.start : sentence.end]
