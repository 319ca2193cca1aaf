"""The interval of words of time, as the story and the day of publication give it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from eventstudy.extract.article.text import Sentence
from eventstudy.extract.events.chain import Chain
from eventstudy.extract.events.story_times import needs_another, only_clock
from eventstudy.extract.events.story_year import with_story_year
from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Reference, Span
from eventstudy.extract.times.timex import Timex

_DAY = timedelta(days=1)


def told_at(timex: Timex, sentence: Sentence, chain: Chain, *, future: bool) -> Span | None:
    """Return the interval of words for a time.

    Parameters
    ----------
    timex : Timex
        The words.
    sentence : Sentence
        The sentence they stand in.
    chain : Chain
        The days that the story goes through, and the day of publication.
    future : bool
        Whether the words tell of what is to come.
    """
    publication = chain.publication
    years = timex.count if timex.direction == "ago" and timex.deictic == "today" else None
    if years and publication.day is not None:
        return _years_back(timex, publication.day, int(years))
    dated = None if future else with_story_year(timex, sentence, chain)
    if dated is not None:
        span = resolve(dated, Reference(published=publication.day, year=publication.year))
        return None if span is None else replace(span, rule="year of the date told before it")
    anchor = chain.before(timex.start, sentence, paragraphs=3)
    reference = Reference(published=publication.day, anchor=anchor, year=publication.year, future=future)
    if anchor is None or needs_another(timex):
        return resolve(timex, reference)
    if only_clock(timex):
        here = chain.standing(timex.start, sentence)
        if here is None and (publication.day is None or chain.looks_back(timex.start, sentence)):
            here = chain.before(timex.start, sentence, paragraphs=1)
        return _at_clock(timex, here, reference)
    bare_weekday = timex.weekday is not None and not (timex.has_day or timex.modifier)
    if bare_weekday and not future and chain.is_retold(timex.start):
        return resolve(replace(timex, modifier="that"), reference)
    return resolve(timex, reference)


def _years_back(timex: Timex, today: date, years: int) -> Span | None:
    """Return the day of "ten years ago today"."""
    named = replace(
        timex, year=today.year - years, month=today.month, day=today.day, direction="", deictic=""
    )
    span = resolve(named, Reference(published=today))
    if span is None:
        return None
    return replace(span, source="relative", rule="years back from publication, to the day")


def _at_clock(timex: Timex, anchor: Span | None, reference: Reference) -> Span | None:
    """Return an hour on the day of the anchor, or on the next where the anchor runs over midnight."""
    if anchor is None:
        return resolve(timex, reference)
    span = resolve(timex, replace(reference, published=anchor.first.date()))
    if span is not None and span.last < anchor.first and span.last + _DAY <= anchor.last:
        span = resolve(timex, replace(reference, published=anchor.last.date()))
    return None if span is None else replace(span, rule="hour of the day told before it")
