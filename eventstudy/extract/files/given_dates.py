"""Dates given on the command line, as events."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from eventstudy.errors import EventsFileError
from eventstudy.extract.files.event_checks import check_count
from eventstudy.extract.files.event_rows import event_from_row
from eventstudy.extract.files.when import read_when
from eventstudy.types import Event, Reading

_DATE = re.compile(r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4}(?:[T ].{1,40})?)?")
_DIGITS = re.compile(r"\d{4}|\d{6}|\d{8}")
_LOCAL = re.compile(r"[T ]\d\d(?::?\d\d){0,2}(?:[.,]\d{1,6})?\Z")


def is_date(text: str) -> bool:
    """Whether an argument is meant as a date, rightly written or not, and not as the name of a file."""
    return _DATE.fullmatch(text) is not None or _DIGITS.fullmatch(text) is not None


def dated_events(dates: Sequence[str]) -> Reading:
    """Return one event a date: a day, a month, or a moment with its offset; each date once.

    Raises
    ------
    EventsFileError
        If a date is not ISO 8601, leaves day and month open, or has a clock time without an offset.
    """
    check_count(len(dates))
    events = {event.event_id: event for event in map(_event, dict.fromkeys(dates))}
    return Reading(published=None, events=tuple(events.values()))


def _event(text: str) -> Event:
    if _DIGITS.fullmatch(text):
        raise EventsFileError(
            f"{text!r} is neither a file nor an ISO date: give a date with hyphens such as 2020-01-03, a"
            " month such as 2020-01, or the name of a file."
        )
    # In UTC, so that an hour that there is not is told before the zone that it lacks.
    read_when(text, ZoneInfo("UTC"), "the date given")
    if _LOCAL.search(text):
        raise EventsFileError(
            f"{text!r} has a clock time and no zone: add the offset, such as {text}-05:00, or Z for UTC."
        )
    event = event_from_row({"event_id": text, "when": text}, "the date given")
    if event.precision != "day":
        return event
    day = event.start.date().isoformat()
    return replace(event, event_id=day, label=day)
