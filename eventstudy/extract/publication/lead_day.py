"""The weekday in the opening of a text that is the day of its news."""

from __future__ import annotations

from datetime import timedelta

from eventstudy.extract.article.text import Article
from eventstudy.extract.publication.stated_day import Inference
from eventstudy.extract.publication.told_dates import ToldDates, is_ahead, is_any_such_day, opening, words_at
from eventstudy.extract.times.time_words import WEEKDAYS
from eventstudy.extract.times.timex import Timex, find_times

_WEEKS = timedelta(days=40)


def before_what_comes(article: Article, told: ToldDates) -> Inference | None:
    """Take the weekday of the opening before a full date to come, or after one since when."""
    lead = lead_weekday(article)
    if lead is None or lead.weekday is None:
        return None
    ahead = sorted((one for one in told.ahead if one.time.year is not None), key=lambda one: one.day)
    since = max(told.since, key=lambda one: one.day, default=None)
    last = max((one.day for one in told.past), default=None)
    if ahead:
        day = ahead[0].day - timedelta(days=(ahead[0].day.weekday() - lead.weekday - 1) % 7 + 1)
        known, rule = ahead[0], "before"
    elif since is not None:
        day = since.day + timedelta(days=(lead.weekday - since.day.weekday() - 1) % 7 + 1)
        known, rule = since, "after"
    else:
        return None
    if last is not None and not day - _WEEKS <= last <= day:
        return None
    if any(one.time.year is not None and day - _WEEKS <= one.day <= day for one in told.past):
        return None  # a full date of the past says more
    name = WEEKDAYS[lead.weekday].capitalize()
    verb = "speaks of a day still to come" if rule == "before" else "tells since when something lasts"
    return Inference(
        day=day,
        evidence=f"{words_at(article, known.time.start)} / {words_at(article, lead.start)}",
        reasoning=f"the text says {name} and {verb}, {known.day}; the {name} {rule} it is {day}",
    )


def lead_weekday(article: Article) -> Timex | None:
    """Return the weekday in the opening that is the day of the news, unless a date stands beside it."""
    bare: list[Timex] = []
    possessive: list[Timex] = []
    for sentence in opening(article):
        for timex in find_times(article.clean, sentence.start, sentence.end):
            if timex.weekday is None or timex.modifier or timex.direction or is_ahead(article, timex):
                continue
            if is_any_such_day(article, timex):
                continue
            if timex.has_day:
                return next(iter(bare), None)
            of_it = article.clean.startswith("'s", timex.end)
            (possessive if of_it else bare).append(timex)
    return next(iter(bare or possessive), None)
