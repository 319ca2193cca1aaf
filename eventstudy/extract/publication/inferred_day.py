"""The day of publication that the dates, weekdays and "today" of a text allow, with the reasoning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from eventstudy.extract.article.text import Article
from eventstudy.extract.publication.after_yesterday import after_yesterday
from eventstudy.extract.publication.history import goes_beyond, is_definition, looks_back, tells_weeks
from eventstudy.extract.publication.lead_day import before_what_comes, lead_weekday
from eventstudy.extract.publication.stated_day import Inference, no_day, stated_day
from eventstudy.extract.publication.told_dates import (
    ToldDates,
    ToldDay,
    in_year,
    is_ahead,
    is_any_such_day,
    opening,
    told_dates,
    words_at,
)
from eventstudy.extract.times.time_words import WEEKDAYS
from eventstudy.extract.times.timex import Timex, find_times

_WEEK = timedelta(days=7)
_WEEKS = timedelta(days=40)
_YEAR = timedelta(days=400)
_OF_THEN = re.compile(
    r"\b(?:at the time|back then|that day|would later|in those days|to this day|by then|historians?)\b"
)
_FAR_READ = 20
_EXTREME = re.compile(
    r"\b(?:lowest|highest|weakest|strongest|biggest|largest|worst|best|most|first|steepest|sharpest|deepest)\b"
    r"[^.;,]{0,40}\bsince (?:(?:early|late|mid)[ -])?(?:[a-z]{3,9}\.? )?(?P<year>(?:19[5-9]|20[0-4])\d)\b"
)
_LANDMARKS = frozenset((1973, 1974, 1979, 1980, 1982, 1987, 1991, 1997, 1998, 2000, 2001, 2008, 2009))


def infer_day(article: Article, times: Sequence[Timex], notice: int | None) -> Inference:
    """Infer the day of publication; ``notice`` is the year of the copyright notice, a weak hint.

    "Today, 8 March 2020" states it. Else it is the first day, from the latest that the text tells as past,
    that is the weekday of the opening. Where the evidence conflicts there is no day.
    """
    told = told_dates(article, times)
    stated = stated_day(article, times)
    if stated is not None:
        return stated
    between = before_what_comes(article, told)
    if between is not None:
        return between
    if not told.past:
        return _by_pairs(article, told, notice)
    last = max(told.past, key=lambda one: (one.day, -one.time.start))
    return (
        _conflict(article, told, last)
        or goes_beyond(article, times, last)
        or _of_yesterday(article, times, told, last)
        or _from_last(article, told, last)
    )


def _of_yesterday(
    article: Article, times: Sequence[Timex], told: ToldDates, last: ToldDay
) -> Inference | None:
    """Date a text without a weekday in its opening by its "yesterday", unless it tells a history."""
    if lead_weekday(article) is not None or tells_weeks(article, told, last) is not None:
        return None
    return after_yesterday(article, times, last)


def _any_weekday(article: Article) -> Timex | None:
    """Return the weekday of the opening, else the first in the news with no date beside any before it."""
    lead = lead_weekday(article)
    news = [s for s in article.sentences if s.is_news and not s.caption]
    for sentence in news[:_FAR_READ] if lead is None else ():
        for timex in find_times(article.clean, sentence.start, sentence.end):
            named = timex.weekday is not None and not is_any_such_day(article, timex)
            if named and not (timex.modifier or timex.direction):
                if timex.has_day:
                    return None
                if not is_ahead(article, timex):
                    return timex
    return lead


def _conflict(article: Article, told: ToldDates, last: ToldDay) -> Inference | None:
    """Return why the latest day of the text does not date it, if it does not."""
    weekday = last.time.weekday
    if weekday is not None and weekday != last.day.weekday():
        return no_day(
            f"the text says {WEEKDAYS[weekday].capitalize()} of {last.day}, which is a {last.day:%A}"
        )
    later = max(told.years, default=0)
    if later > last.day.year:
        return no_day(f"the latest day named as past is {last.day}, but the text speaks of {later} as past")
    month = told.latest_month
    if month is not None and month > last.day + _WEEK:
        return no_day(
            f"the latest day named as past is {last.day}, but the text speaks of {month:%B %Y} as past"
        )
    if is_definition(article):
        return no_day(f"the text explains what something was: {last.day} is of the history that it tells")
    first = min(one.day for one in told.past)
    if looks_back(opening(article), article) and last.day.year - first.year < 3:
        return no_day(f"the text looks back: {last.day} is of the history that it tells")
    return None


def _from_last(article: Article, told: ToldDates, last: ToldDay) -> Inference:
    """Take the first day, from the latest one named on, that is the weekday of the opening.

    A day still to come within a week of the day a week later says that it is that one.
    """
    evidence = words_at(article, last.time.start)
    lead = _any_weekday(article)
    history = tells_weeks(article, told, last)
    if history is not None and (lead is None or lead_weekday(article) is None):
        return history
    if lead is None:
        return _without_weekday(article, told, last, evidence)
    assert lead.weekday is not None
    day = last.day + timedelta(days=(lead.weekday - last.day.weekday()) % 7)
    bare = day == last.day and last.time.weekday is None
    if bare and any(timedelta(0) < one.day - day - _WEEK < _WEEK for one in told.ahead):
        day += _WEEK
    name = WEEKDAYS[lead.weekday].capitalize()
    passed = [one.day for one in told.ahead if last.day < one.day < day and one.time.weekday is None]
    if passed:
        return no_day(
            f"the text says {name} and tells {last.day} as past, but speaks of {passed[0]} as still to come"
        )
    said = words_at(article, lead.start)
    return Inference(
        day=day,
        evidence=evidence if said == evidence else f"{evidence} / {said}",
        reasoning=f"the text says {name}; the latest date that it tells as past is {last.day}; the "
        f"{'first' if day - last.day < _WEEK else 'second'} {name} from it on is {day}",
    )


def _without_weekday(article: Article, told: ToldDates, last: ToldDay, evidence: str) -> Inference:
    """Take the latest day of the text as that of the news, unless it is of a history."""
    start = last.time.start
    early = any(s.start <= start < s.end for s in opening(article))
    caption = any(s.caption and s.start <= start < s.end for s in article.sentences)
    news = [s for s in article.sentences if s.is_news]
    then = any(_OF_THEN.search(article.lower, s.start, s.end) for s in news[:60])
    if (then and last.time.weekday is None) or (not early and not caption and len(told.years) > 2):
        return no_day(f"the text tells of {', '.join(map(str, told.years))} and names no day as its own")
    warning = (
        ""
        if early or caption
        else f"the date of publication is taken to be the latest date that the text tells, {last.day}: give "
        "--published DATE if it is another."
    )
    reasoning = f"the latest date that the text tells as past is {last.day}, and it names no other weekday"
    return Inference(day=last.day, evidence=evidence, reasoning=reasoning, warning=warning)


def _by_pairs(article: Article, told: ToldDates, notice: int | None) -> Inference:
    """Find the year in which "Friday, Jan. 3" is right: of the copyright notice, or the only near one."""
    pairs = [t for t in told.undated if t.weekday is not None]
    floor = max([*told.years, *_compared_years(article)], default=0)
    if notice is not None:
        years = [notice]
    else:
        years = list(range(floor, floor + 7)) if _compared_years(article) else []
    fitting = [year for year in years if pairs and all(_agrees(t, year) for t in pairs)]
    if len(fitting) != 1:
        return Inference(
            day=None, reasoning="no date of the text, with its year, is told as past and as of the news"
        )
    days = [ToldDay(day=day, time=t) for t in told.undated if (day := in_year(t, fitting[0])) is not None]
    last = max(days, key=lambda one: (one.day, -one.time.start))
    found = _from_last(article, ToldDates(past=tuple(days)), last)
    source = "the year of the copyright notice" if notice is not None else f"the only year from {floor} on"
    return Inference(
        day=found.day,
        evidence=found.evidence,
        reasoning=f"{fitting[0]} is {source} in which the weekdays beside dates are right; {found.reasoning}",
        warning=f"the dates of the text have no year; {fitting[0]} is the one in which their weekdays are "
        "right: give --published DATE if it is another.",
    )


def _compared_years(article: Article) -> list[int]:
    """Return two years after each year of "the lowest since 2016": in the next one it is "since last year".

    Years that news compares with for decades, of crises and wars, say nothing.
    """
    found = [
        int(match["year"])
        for s in article.sentences
        if s.is_news
        for match in _EXTREME.finditer(article.lower, s.start, s.end)
    ]
    return [year + 2 for year in found if year not in _LANDMARKS]


def _agrees(timex: Timex, year: int) -> bool:
    day = in_year(timex, year)
    return day is not None and day.weekday() == timex.weekday
