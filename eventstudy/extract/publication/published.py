"""When the article was published: given, in a dateline, or inferred from the text itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from eventstudy.extract.article.text import Article
from eventstudy.extract.publication.datelines import DatedLine, find_dated_line
from eventstudy.extract.publication.inferred_day import infer_day
from eventstudy.extract.publication.lead_day import lead_weekday
from eventstudy.extract.publication.stated_day import Inference
from eventstudy.extract.publication.told_dates import (
    full_day,
    in_year,
    is_ahead,
    is_history,
    latest,
    times_of,
    words_at,
)
from eventstudy.extract.times.time_words import WEEKDAYS
from eventstudy.extract.times.timex import Timex
from eventstudy.types import PublishedSource

_CLOSE = timedelta(days=120)
_WEEK = timedelta(days=7)
_COPYRIGHT = re.compile(r"(?:©|\(c\)|\bcopyright\b)\D{0,12}((?:19|20)\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The date of an article, where it is from, and the words that show it.

    ``year`` is the year that dates without one belong to, where the article itself gives no date;
    ``head`` is where the dateline stands: its date is of the article, not of an event. ``warning`` says
    what is doubtful; ``later`` holds times that the text tells as past, after the date given; ``reasoning``
    tells in words how the date follows from the ``evidence``, or why there is none.
    """

    day: date | None
    source: PublishedSource
    evidence: str = ""
    year: int | None = None
    head: tuple[int, int] = (0, 0)
    warning: str = ""
    later: tuple[Timex, ...] = ()
    reasoning: str = ""


def find_publication(article: Article, given: date | None) -> Publication:
    """Return the date given, else that of the dateline, else the one that the dates of the text allow."""
    times = times_of(article)
    line = find_dated_line(article)
    if given is not None:
        return _given(article, given, line, times)
    if line is not None:
        return _dated_line(article, line, times)
    found = infer_day(article, times, _copyright_year(article))
    if found.day is None:
        return _unknown(times, found)
    return Publication(
        day=found.day,
        source="inferred",
        evidence=found.evidence,
        warning=found.warning,
        reasoning=found.reasoning,
    )


def _unknown(times: Sequence[Timex], found: Inference) -> Publication:
    years = sorted({t.year for t in times if t.year is not None and not t.direction})
    warning = found.warning or (
        "the text does not tell when it was published: words such as 'on Friday' stay undated; "
        "give --published DATE."
    )
    year = years[-1] if len(years) == 1 else None
    return Publication(day=None, source="unknown", year=year, warning=warning, reasoning=found.reasoning)


def _given(article: Article, given: date, line: DatedLine | None, times: Sequence[Timex]) -> Publication:
    head = (line.start, line.end) if line else (0, 0)
    stated = full_day(line.time, None) if line else None
    warning = ""
    if stated is not None and abs(stated - given) > _WEEK:
        warning = (
            f"the date of publication given is {given}, but the text says {_quoted(article, line)}: the date"
            " given is used; check --published."
        )
    later = tuple(t for t in times if _is_told_after(article, t, given))
    return Publication(
        day=given, source="given", head=head, later=later, warning=warning, reasoning="given with the article"
    )


def _is_told_after(article: Article, timex: Timex, given: date) -> bool:
    """Whether words with month and year name a time after ``given`` and speak of nothing still to come."""
    if timex.month is None or timex.year is None or timex.direction:
        return False
    day = full_day(replace(timex, day=timex.day or 1), None)
    return day is not None and day - given > timedelta(days=1) and not is_ahead(article, timex)


def _copyright_year(article: Article) -> int | None:
    """Return the year of the copyright notice, where the page has one such year."""
    years = {
        int(match[1])
        for s in article.sentences
        if s.kind == "boilerplate"
        for match in _COPYRIGHT.finditer(article.clean, s.start, s.end)
    }
    return years.pop() if len(years) == 1 else None


def _quoted(article: Article, line: DatedLine | None) -> str:
    return "" if line is None else repr(article.text[line.start : line.end].strip())


def _dated_line(article: Article, line: DatedLine, times: Sequence[Timex]) -> Publication:
    """Date the article by its dateline; a year that the line lacks comes from the text, where it tells."""
    head, quote = (line.start, line.end), article.text[line.start : line.end].strip()
    others = [t for t in times if not line.start <= t.start < line.end and not is_history(article, t)]
    near = latest(others)
    day = _nearest(line.time, near)
    if day is not None and (line.time.year is not None or (near and abs(day - near) <= _CLOSE)):
        told = "states it" if line.time.year is not None else f"has no year; the text names {near}, close by"
        warning = _wrong_weekday(line.time, day, quote)
        return Publication(
            day=day,
            source="dateline",
            evidence=quote,
            head=head,
            warning=warning,
            reasoning=f"the line {quote!r} {told}",
        )
    return _without_year(article, line, times, quote)


def _nearest(timex: Timex, near: date | None) -> date | None:
    """Return the day of ``timex``, where it has no year the one nearest to ``near``."""
    if timex.year is not None or near is None:
        return full_day(timex, None)
    years = range(max(1, near.year - 1), min(near.year + 2, 9999))
    days = [day for year in years if (day := in_year(timex, year)) is not None]
    return min(days, key=lambda day: abs(day - near), default=None)


def _wrong_weekday(timex: Timex, day: date, quote: str) -> str:
    if timex.weekday is None or timex.weekday == day.weekday():
        return ""
    return (
        f"the dateline {quote!r} says {WEEKDAYS[timex.weekday].capitalize()}, but {day} is a"
        f" {day:%A}: the date is used; give --published DATE if the weekday is right."
    )


def _without_year(article: Article, line: DatedLine, times: Sequence[Timex], quote: str) -> Publication:
    """Find the year of a dateline by its weekday or that of the opening, or by the copyright notice."""
    head = (line.start, line.end)
    lead = lead_weekday(article)
    weekday = line.time.weekday if line.time.weekday is not None else lead.weekday if lead else None
    floor = max((t.year for t in times if t.year is not None and not t.direction), default=None)
    noticed = _copyright_year(article)
    first = floor if floor is not None else noticed
    fitting = _year_by_weekday(line.time, weekday, first)
    if fitting is None or weekday is None:
        warning = f"the dateline {quote!r} has no year, and the text does not tell it: give --published DATE."
        return Publication(day=None, source="unknown", head=head, warning=warning, reasoning=warning)
    sentence = words_at(article, lead.start) if lead else ""
    told = WEEKDAYS[weekday].capitalize()
    sure = noticed == fitting.year
    return Publication(
        day=fitting,
        source="inferred",
        evidence=f"{quote} / {sentence}" if sentence else quote,
        head=head,
        warning=""
        if sure
        else f"the dateline {quote!r} has no year; {fitting.year} is the first that the text allows in "
        "which its weekday agrees: give --published DATE if it is another.",
        reasoning=f"the dateline {quote!r} has no year; the text says {told}, and {fitting} is the first"
        f" from {first} on that is one" + (", as the copyright year confirms" if sure else ""),
    )


def _year_by_weekday(timex: Timex, weekday: int | None, floor: int | None) -> date | None:
    """Return the day of ``timex`` in the first year from ``floor`` on that has it on ``weekday``."""
    if weekday is None or floor is None:
        return None
    years = range(floor, min(floor + 7, 9999))
    days = [day for year in years if (day := in_year(timex, year)) is not None]
    return next((day for day in days if day.weekday() == weekday), None)
