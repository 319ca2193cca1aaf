"""Dates given on the command line, as events."""

from __future__ import annotations

import re
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from eventstudy.errors import EventsFileError
from eventstudy.extract.files.event_checks import check_count
from eventstudy.extract.files.event_rows import event_from_row
from eventstudy.extract.files.when import read_when
from eventstudy.types import Event, Reading

_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4}(?:[T ].{1,40})?)?")
_LOCAL = re.compile(r"[T ]\d\d(?::?\d\d){0,2}(?:[.,]\d{1,6})?\Z")


def is_date(text: str) -> bool:
    """Whether an argument is meant as a date, rightly written or not, and not as the name of a file."""
    return _DATE.fullmatch(text) is not None


def dated_events(dates: Sequence[str]) -> Reading:
    """Return one event a date: a day, a month, or a moment with its offset; each date once.

    Raises
    ------
    EventsFileError
        If a date is not ISO 8601, leaves day and month open, or has a clock time without an offset.
    """
    check_count(len(dates))
    return Reading(published=None, events=tuple(_event(text) for text in dict.fromkeys(dates)))


def _event(text: str) -> Event:
    if _LOCAL.search(text):
        raise EventsFileError(
            f"{text!r} has a clock time and no zone: add the offset, such as {text}-05:00, or Z for UTC."
        )
    read_when(text, ZoneInfo("UTC"), "the date given")
    return event_from_row({"event_id": text, "when": text}, "the date given")
