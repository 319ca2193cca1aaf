"""Intervals of events told as after another: they never begin before that one does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from eventstudy.extract.events.groups import Group
from eventstudy.extract.events.links import Link
from eventstudy.types import Event

_ROUNDS = 20


def clipped(events: Sequence[Event], groups: Sequence[Group], links: Sequence[Link]) -> list[Event]:
    """Move the start of each event counted or ordered after another to the start of that one, if later.

    Days are counted on the calendar of the place, so the day after a strike far to the west may begin
    before the strike does. Event ``n`` is that of group ``n``. A date that the words state stays as it is.
    """
    moved = list(events)
    pairs = sorted(_pairs(groups, links))
    for _ in range(_ROUNDS):
        changed = False
        for later, earlier in pairs:
            floor = moved[earlier].start
            told = moved[later]
            if told.utc_time is None and told.start < floor <= told.end:
                moved[later], changed = _from(told, floor), True
        if not changed:
            break
    return moved


def _pairs(groups: Sequence[Group], links: Sequence[Link]) -> set[tuple[int, int]]:
    """Numbers of two groups: the first is dated by coming after the second."""
    home = {m.number: n for n, group in enumerate(groups) for m in group.mentions}
    counted = {
        (n, home[group.span.after])
        for n, group in enumerate(groups)
        if group.span is not None and group.span.after in home
    }
    ordered = {
        (home[k.later], home[k.earlier])
        for k in links
        if k.later in home and k.earlier in home and _is_ordered(groups[home[k.later]])
    }
    return {(later, earlier) for later, earlier in counted | ordered if later != earlier}


def _is_ordered(group: Group) -> bool:
    return group.span is not None and group.span.source == "ordering"


def _from(event: Event, floor: datetime) -> Event:
    start = floor.astimezone(ZoneInfo(event.timezone))
    # What is left of a day is no whole day any more.
    precision = "range" if event.precision == "day" else event.precision
    day = start.date().isoformat()
    return replace(event, start=start, precision=precision, event_id=day + event.event_id[len(day) :])
