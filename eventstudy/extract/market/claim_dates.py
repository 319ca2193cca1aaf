"""The day of which a claim speaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from eventstudy.extract.article.text import Article, Sentence
from eventstudy.extract.events.anchoring import chain_of
from eventstudy.extract.events.chain import Chain
from eventstudy.extract.events.story_times import only_clock, story_times
from eventstudy.extract.events.told_at import told_at
from eventstudy.extract.events.triggers import find_triggers
from eventstudy.extract.publication.published import Publication
from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Reference, Span, day_span
from eventstudy.extract.times.timex import Timex, find_times
from eventstudy.types import Event

_REACH = 120
DAYS = ("day", "part_of_day", "hour", "minute")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The day that the words tell; ``known`` also where they tell that it is no single day."""

    day: date | None
    known: bool


def date_of(
    article: Article,
    sentence: Sentence,
    quote: tuple[int, int],
    events: Sequence[Event],
    publication: Publication,
    *,
    before: date | None = None,
    story: Callable[[int], date | None] | None = None,
    chain: Chain | None = None,
    times: Sequence[Timex] | None = None,
) -> Told:
    """Return the day named beside the claim, else the day of the event that it is the answer to.

    Of a move "last month" or "in 2019" it is known that no one day is meant; "a day earlier" counts from
    ``before``, the day of the move told before it in the sentence, else from
    ``story`` of where the words stand, the day told last before them. ``chain`` is the days that the text
    goes through and ``times`` those of the sentence, where they are known already.
    """
    chain = chain or chain_of(article, publication)
    times = story_times(article, sentence.start, sentence.end) if times is None else list(times)
    times.sort(key=lambda t: (_apart(t, quote), t.start))
    for timex in times:
        if _belongs(article.lower, timex, quote):
            counted = before or (story(timex.start) if story and not _is_hour(timex) else None)
            span = _told_by(timex, sentence, chain, counted)
            if timex.direction and span is None:
                return Told(day=None, known=True)
            if span is not None and span.precision in DAYS:
                return Told(day=span.last.date(), known=True)
            if span is not None and _apart(timex, quote) < 8:
                return Told(day=None, known=True)
    day = _date_of_event(article, sentence, events)
    return Told(day=day, known=day is not None)


def _told_by(timex: Timex, sentence: Sentence, chain: Chain, counted: date | None) -> Span | None:
    """Return the interval of a time: from the claim before, else as the story has it."""
    if counted is not None and (timex.direction or timex.modifier == "that" or only_clock(timex)):
        anchor = day_span(counted, "stated", "")
        if _is_hour(timex):
            return anchor
        publication = chain.publication
        reference = Reference(published=publication.day, year=publication.year, anchor=anchor)
        return resolve(timex, reference)
    return told_at(timex, sentence, chain, future=False)


def _is_hour(timex: Timex) -> bool:
    """Whether the words give an hour and nothing that points to a day: not "that evening"."""
    return only_clock(timex) and timex.modifier != "that"


def _apart(timex: Timex, quote: tuple[int, int]) -> int:
    return max(quote[0] - timex.end, timex.start - quote[1], 0)


def day_of_news(article: Article, publication: Publication) -> date | None:
    """Return the date of publication, if the opening names that day as the day of its news."""
    for sentence in article.sentences[:4]:
        for timex in find_times(article.clean, max(sentence.start, publication.head[1]), sentence.end):
            span = resolve(timex, Reference(published=publication.day))
            if span is not None and not timex.direction and span.last.date() == publication.day:
                return publication.day
    return None


def _belongs(lower: str, timex: Timex, quote: tuple[int, int]) -> bool:
    """Whether a time speaks of the move and not of the event after "after" or of a comparison."""
    if timex.direction in ("after", "before") or re.match(
        r"'s (?:\w+ )?(?:close|settlement|low|high|peak|level|drop|fall|rise|gain|loss)",
        lower[timex.end : timex.end + 24],
    ):
        return False
    if timex.direction and (timex.unit != "day" or _apart(timex, quote) > 3):
        return False
    if _is_aside(lower, timex, quote) or _is_delivery(lower, timex):
        return False
    low, high = sorted((quote[1], timex.start)) if timex.start >= quote[1] else (timex.end, quote[0])
    before = lower[max(0, timex.start - 24) : timex.start]
    if re.search(r"\b(?:since|until|from|than)\s+(?:\w+\s+){0,2}\Z", before):
        return False
    if high - low > _REACH or re.match(
        r" (?:delivery|contracts?|futures)\b", lower[timex.end : timex.end + 12]
    ):
        return False
    # "On Friday, after the raid, the Dow fell": the words set off by commas are not about the day.
    between = re.sub(r"\A, ?(?:after|following|as)\b[^,;—]*,", " ", lower[low:high])
    return not re.search(
        r"\b(?:after|following|since|because|that|which|as|will|from|compared|versus)\b|[;—]|against [$\d]",
        between,
    )


def _is_aside(lower: str, timex: Timex, quote: tuple[int, int]) -> bool:
    """Whether a time stands in words set off from the move: "gold, which hit a peak in May, fell"."""
    opens = re.search(r", (?:which|who|having)\b[^,;]*\Z", lower[max(0, quote[0] - 2) : timex.start])
    return opens is not None and "," in lower[timex.end : quote[1]]


def _is_delivery(lower: str, timex: Timex) -> bool:
    """Whether a month is that of a contract: "crude for October fell", "July futures"."""
    if timex.month is None or timex.has_day or timex.year is not None:
        return False
    before = lower[max(0, timex.start - 24) : timex.start]
    return bool(
        re.search(r"\b(?:futures|crude|oil|contracts?|gas|wheat|corn|gold|copper) (?:for|in) \Z", before)
    )


def _date_of_event(article: Article, sentence: Sentence, events: Sequence[Event]) -> date | None:
    here = (sentence.start, sentence.end)
    told = [e for e in events if here in e.mentions and e.modality == "happened" and e.type != "statement"]
    if not told or not find_triggers(article.lower, sentence.start, sentence.end):
        return None
    exact = [e for e in told if (e.end - e.start).days < 2]
    return max(e.end for e in exact).date() if exact else None
