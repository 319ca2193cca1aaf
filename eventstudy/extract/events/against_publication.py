"""How the date of a mention stands to the day of publication."""

from __future__ import annotations

from datetime import timedelta

from eventstudy.extract.events.mention import Mention
from eventstudy.extract.publication.published import Publication
from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Reference, Span
from eventstudy.extract.times.timex import Timex

_LONG_AGO = timedelta(days=120)
_DAY = timedelta(days=1)
TO_COME = ("scheduled", "hypothetical")


def reference_of(mention: Mention, publication: Publication, anchor: Span | None = None) -> Reference:
    """Return what the words of a mention count from: ``anchor``, else the day of publication."""
    future = mention.modality in TO_COME
    return Reference(published=publication.day, anchor=anchor, year=publication.year, future=future)


def is_impossible(mention: Mention, span: Span, publication: Publication) -> bool:
    """Whether what happened would lie after the article, so that the words must mean another day.

    Words with a year mean no other day: they are kept, whatever the day of publication is.
    """
    if mention.modality != "happened" or (mention.time is not None and mention.time.is_absolute):
        return False
    return is_after(span, publication)


def is_after(span: Span, publication: Publication, *, slack: int = 1) -> bool:
    """Whether an interval begins more than ``slack`` days after the day of publication."""
    return publication.day is not None and span.first.date() - publication.day > slack * _DAY


def is_long_ago(span: Span, publication: Publication) -> bool:
    """Whether an interval lies so far before the article that it is told as background."""
    return publication.day is not None and span.last.date() < publication.day - _LONG_AGO


def later_times(mentions: list[Mention], publication: Publication) -> list[Timex]:
    """Return the times by which the text tells as past what lies after the day of publication."""
    told = [m for m in mentions if m.modality == "happened" and m.time is not None]
    return [
        m.time
        for m in told
        if m.time is not None
        and (span := resolve(m.time, reference_of(m, publication))) is not None
        and is_after(span, publication)
    ]
