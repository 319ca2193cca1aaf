"""The moment of an event, ``utc_time``, beside the day that holds it."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, datetime

from eventstudy.errors import EventsFileError
from eventstudy.types import Event


def utc_of(value: object, where: str) -> datetime:
    """Return a time stamp with its offset, also as the cell of a CSV, in UTC.

    Raises
    ------
    EventsFileError
        If it is none.
    """
    if isinstance(value, str):
        with contextlib.suppress(ValueError):  # what is none is told below, as it stands
            value = datetime.fromisoformat(value.strip())
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise EventsFileError(
            f"{where}: utc_time is {value!r}: give a time stamp such as 2020-01-02T22:00:00Z."
        )
    return value.astimezone(UTC)


def at_moment(event: Event, where: str) -> Event:
    """Return an event of a day, or a part of one, whose moment is given beside it, at that moment.

    Raises
    ------
    EventsFileError
        If the moment is of another local day.
    """
    if event.utc_time is None or event.precision not in ("day", "part_of_day"):
        return event
    at = event.utc_time.astimezone(event.start.tzinfo)
    if not event.start.date() <= at.date() <= event.end.date():
        raise EventsFileError(
            f"{where}: utc_time {event.utc_time.isoformat()} is {at.isoformat()} in"
            f" {event.timezone}, which is not on {event.start.date().isoformat()}: mend utc_time, when or"
            " timezone, or take utc_time out."
        )
    return replace(event, start=at, end=at, precision="minute")
