"""Bounds of an events file: its size, the number of its events, each id once."""

from __future__ import annotations

import re

from eventstudy.errors import EventsFileError

MAX_CHARS = 20_000_000
MAX_EVENTS = 10_000
_LONE = re.compile(r"[\ud800-\udfff]")


def check_text(text: str) -> None:
    """Refuse a text that is empty, too long or no valid Unicode.

    Raises
    ------
    EventsFileError
        If it is one of these.
    """
    if len(text) > MAX_CHARS:
        raise EventsFileError(
            f"the events file has {len(text):,} characters; the bound is {MAX_CHARS:,}: split it."
        )
    lone = _LONE.search(text)
    if lone:
        raise EventsFileError(
            f"the events file is no valid Unicode: character {lone.start()} is half of a surrogate pair:"
            " save it as UTF-8."
        )
    if not text.strip().strip("\ufeff"):
        raise EventsFileError("the events file is empty: give at least one event with event_id and when.")


def check_count(count: int) -> None:
    """Refuse more events than :data:`MAX_EVENTS`.

    Raises
    ------
    EventsFileError
        If there are more.
    """
    if count > MAX_EVENTS:
        raise EventsFileError(
            f"the events file has more than {MAX_EVENTS:,} rows, which is the bound: split it."
        )


def check_unique(named: list[tuple[str, str]]) -> None:
    """Refuse an id that two events have; each id comes with its line or row.

    Raises
    ------
    EventsFileError
        If an id stands twice.
    """
    seen: dict[str, str] = {}
    for event_id, where in named:
        if event_id in seen:
            raise EventsFileError(
                f"{where}: event_id {event_id!r} is that of {seen[event_id]} too: give each event its own."
            )
        seen[event_id] = where
