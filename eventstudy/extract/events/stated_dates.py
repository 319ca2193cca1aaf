"""The date that the words of a mention state, or the hour on the day of its story."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from eventstudy.extract.events.against_publication import TO_COME, is_after, is_impossible
from eventstudy.extract.events.chain import Chain
from eventstudy.extract.events.mention import Mention
from eventstudy.extract.events.narrative_dates import same_event
from eventstudy.extract.events.told_at import told_at
from eventstudy.extract.geography.zones import clock_zone
from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Reference, Span
from eventstudy.extract.times.timex import Timex

# A day told with its night is little more than a day.
_TRIED = re.compile(r"\b(?:tried|sought|attempted|wanted|could have|would have|might have)\s+(?:to\s+)?\Z")
_ONE_DAY = timedelta(hours=40)


def stated_span(mention: Mention, timex: Timex, chain: Chain) -> Span | None:
    """Return the local interval that ``timex``, the time of ``mention``, states."""
    past = _TRIED.search(chain.lower, mention.sentence.start, mention.trigger.start) is not None
    future = mention.present or mention.modality == "scheduled" or (mention.modality in TO_COME and not past)
    span = told_at(timex, mention.sentence, chain, future=future)
    return _if_possible(span, timex, mention, chain)


def hour_span(
    timex: Timex, mention: Mention, mentions: list[Mention], spans: Mapping[int, Span], chain: Chain
) -> Span | None:
    """Date a bare clock time: on the day of the event retold, else of the paragraph, else of the article."""
    retold = same_event(mention, mentions, spans) if mention.definite or mention.trigger.noun else None
    if retold is None or retold.last - retold.first > _ONE_DAY:
        return stated_span(mention, timex, chain)
    reference = Reference(published=retold.first.date(), year=chain.publication.year)
    return _if_possible(resolve(timex, reference), timex, mention, chain)


def _if_possible(span: Span | None, timex: Timex, mention: Mention, chain: Chain) -> Span | None:
    """Return an interval that suits the tense of its mention, before publication or after it; else None.

    What a paragraph on the past dates after publication is of the year before; a noun may be still to come.
    """
    if span is None:
        return None
    to_come = mention.present or mention.trigger.noun
    if is_impossible(mention, span, chain.publication) and not to_come:
        earlier = _a_year_earlier(timex, span, mention, chain) if timex.year is None else None
        if earlier is None or is_impossible(mention, earlier, chain.publication):
            return None
        span = earlier
    ends = replace(span, first=span.last)
    if mention.present and not is_after(ends, chain.publication, slack=-1):
        return None  # the present tense tells no past day
    return replace(span, zone=clock_zone(timex.zone))


def _a_year_earlier(timex: Timex, span: Span, mention: Mention, chain: Chain) -> Span | None:
    """Return a day or month without a year in the year before, where the paragraph tells of the past."""
    if timex.month is None or not chain.looks_back(timex.start, mention.sentence):
        return None
    return resolve(replace(timex, year=span.first.year - 1), Reference(published=chain.publication.day))
