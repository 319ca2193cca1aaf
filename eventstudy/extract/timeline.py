"""One timeline of several articles: events that they share are told once, with their sources."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from eventstudy.extract.same_event import FINENESS, family_of, likeness
from eventstudy.types import Claim, Event, Modality, Reading

_STANDING: dict[Modality, int] = {
    "happened": 0,
    "scheduled": 1,
    "background": 2,
    "hypothetical": 3,
    "denied": 4,
}
_MOST_PARTICIPANTS = 8
_COPY = 100.0  # more than any likeness


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One article's telling of an event."""

    source: str
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """An event with all its tellings; ``event.sources[0]`` is the article that ``event.quote`` is from."""

    event: Event
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Articles as read, each under its name, their events in order of time, and what contradicts itself."""

    articles: tuple[tuple[str, Reading], ...]
    events: tuple[TimelineEvent, ...]
    warnings: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[tuple[str, Claim], ...]:
        """Claims of all articles, each with the name of its article."""
        return tuple((name, claim) for name, reading in self.articles for claim in reading.claims)

    @property
    def reading(self) -> Reading:
        """The events and claims of all articles as one reading."""
        told = [f"{name}: {text}" for name, reading in self.articles for text in reading.warnings]
        return Reading(
            published=None,
            events=tuple(one.event for one in self.events),
            claims=tuple(claim for _, claim in self.claims),
            warnings=(*told, *self.warnings),
        )


def timeline(articles: Sequence[tuple[str, Reading]]) -> Timeline:
    """Merge the events of several articles.

    Two events of one article are never merged: it tells them apart. An event of another article joins the
    one that it is most like: same family of types, times that agree but for a day between time zones, and
    no contradiction of place or participants (:func:`~eventstudy.extract.same_event.likeness`). One sentence
    copied into both articles, dated alike, is one event whatever its type.

    Parameters
    ----------
    articles : sequence of (str, Reading)
        Name and reading of each, in the order in which they are named as sources.
    """
    groups: list[list[Telling]] = []
    by_family: dict[str, list[int]] = defaultdict(list)
    for name, reading in articles:
        tellings = [Telling(source=name, event=event) for event in reading.events]
        homes = _homes(groups, by_family, tellings)
        for number, telling in enumerate(tellings):
            if number in homes:
                groups[homes[number]].append(telling)
            else:
                by_family[family_of(telling.event.type)].append(len(groups))
                groups.append([telling])
    merged = [_merged(group) for group in groups]
    merged.sort(key=lambda one: (one.event.start, one.event.end, one.event.event_id))
    warnings = tuple(text for one in merged for text in _contradictions(one))
    return Timeline(articles=tuple(articles), events=_named_apart(merged), warnings=warnings)


def _homes(
    groups: list[list[Telling]], by_family: Mapping[str, list[int]], tellings: list[Telling]
) -> dict[int, int]:
    """Return the group that each telling joins, the likest pairs first; no two join one group."""
    pairs = [
        (-score, at, number)
        for number, telling in enumerate(tellings)
        for at in by_family.get(family_of(telling.event.type), ())
        if (score := _likeness(groups[at], telling)) > 0
    ]
    homes: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, number in sorted(pairs):
        if number not in homes and at not in taken:
            homes[number] = at
            taken.add(at)
    return homes


def _likeness(group: list[Telling], telling: Telling) -> float:
    """Return how like an event is to the tellings of a group: 0 where it contradicts one of them.

    One sentence copied into two articles, dated alike in both, tells one event.
    """
    copied = max((_copied(one.event, telling.event) for one in group), default=0.0)
    if copied:
        return copied
    least = math.inf
    for one in group:
        least = min(least, likeness(one.event, telling.event))
        if least == 0:
            break
    return least


def _copied(one: Event, other: Event) -> float:
    """Return how surely two events are of one copied sentence: their words and intervals are the same."""
    same_time = one.start == other.start and one.end == other.end
    if not same_time or not one.quote or one.quote.split() != other.quote.split():
        return 0.0
    return _COPY + (one.trigger == other.trigger) + (one.type == other.type)


def _merged(group: list[Telling]) -> TimelineEvent:
    """Return the telling whose date is finest, with what the others know beside it."""
    lead = min(
        group,
        key=lambda one: (_STANDING[one.event.modality], FINENESS[one.event.precision], -one.event.confidence),
    )
    ordered = [lead, *(one for one in group if one is not lead)]
    event = lead.event
    named = dict.fromkeys(name for one in ordered for name in one.event.participants)
    places = [one.event.place for one in ordered if one.event.country == event.country]
    merged = replace(
        event,
        participants=tuple(named)[:_MOST_PARTICIPANTS],
        place=next(filter(None, places), None),
        confidence=max(one.event.confidence for one in ordered),
        sources=tuple(dict.fromkeys(name for one in ordered for name in _names(one))),
    )
    return TimelineEvent(event=merged, tellings=tuple(ordered))


def _names(telling: Telling) -> tuple[str, ...]:
    """Return the articles of a telling: an events file names those that it was made of."""
    return telling.event.sources or (telling.source,)


def _contradictions(one: TimelineEvent) -> list[str]:
    lead = one.tellings[0]
    found = []
    for other in one.tellings[1:]:
        ours, theirs = lead.event, other.event
        if ours.start.date() > theirs.end.date() or theirs.start.date() > ours.end.date():
            found.append(
                f"{other.source} dates {ours.event_id} {_days(theirs)} ({theirs.timezone}) and {lead.source}"
                f" {_days(ours)} ({ours.timezone}): the date of {lead.source} is kept."
            )
    return found


def _days(event: Event) -> str:
    first, last = event.start.date(), event.end.date()
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def _named_apart(events: list[TimelineEvent]) -> tuple[TimelineEvent, ...]:
    """Give each event an id of its own: two articles may use one id for different events."""
    taken: Counter[str] = Counter()
    used: set[str] = set()
    named = []
    for one in events:
        name = one.event.event_id
        while name in used:
            taken[one.event.event_id] += 1
            name = f"{one.event.event_id}-{taken[one.event.event_id] + 1}"
        used.add(name)
        named.append(replace(one, event=replace(one.event, event_id=name)))
    return tuple(named)
