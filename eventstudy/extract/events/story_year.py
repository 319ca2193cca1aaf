"""The year of a day or month told without one, in a story of the past."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from datetime import date

from eventstudy.extract.article.text import Sentence
from eventstudy.extract.events.chain import Chain
from eventstudy.extract.times.timex import Timex

# Months that lie so far apart are told over the turn of a year: "December" and "January".
_TURN = 9


def with_story_year(timex: Timex, sentence: Sentence, chain: Chain) -> Timex | None:
    """Return a day or month with the year at which a story of the past stands.

    None where the day of publication tells the year, or no time told with its year does.
    """
    month = timex.month
    if month is None or timex.year is not None or timex.relative_year:
        return None
    if timex.direction or timex.deictic or timex.modifier:
        return None
    before = chain.dated[: bisect_left(chain.dated, timex.start, key=lambda a: a.at)]
    # A text without a date of its own may name the year only later.
    context = before[-1] if before else next(iter(chain.dated), None)
    day = chain.publication.day
    if context is None:
        return None
    if day is not None:
        near = (
            before and chain.looks_back(timex.start, sentence) and sentence.paragraph - context.paragraph <= 1
        )
        if not near or context.span.precision == "year":
            return None
    told = chain.last(timex.start) if day is None else None
    middle = (told or context.span).first.date()
    return replace(timex, year=_year_beside(middle, month, looks_back=chain.had(timex)))


def _year_beside(middle: date, month: int, *, looks_back: bool) -> int:
    """Return the year of a month told beside ``middle``: the same one, but over the turn of a year.

    "Had" looks back to the last such month.
    """
    if looks_back:
        return middle.year - (month > middle.month)
    return middle.year + (month - middle.month <= -_TURN)
