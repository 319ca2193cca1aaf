"""The reading of the rules and that of a model as one, with what they disagree about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from eventstudy.extract.same_event import family_of, likeness
from eventstudy.types import Claim, Event, Reading

BOTH = "rules+llm"
_MOST_PARTICIPANTS = 8
_MOST_SHOWN = 8


def merged(rules: Reading, events: Sequence[Event], claims: Sequence[Claim]) -> Reading:
    """Return the reading of the rules with what only the model found beside it.

    Where both have an event, the date is that of the rules; a disagreement is a warning.
    """
    pairs = _pairs(rules.events, events)
    both = [_both(event, events[pairs[n]]) if n in pairs else event for n, event in enumerate(rules.events)]
    taken = set(pairs.values())
    used = {event.event_id for event in both}
    alone = [_renamed(event, used) for n, event in enumerate(events) if n not in taken]
    found = [claim for claim in claims if not any(_same_claim(claim, other) for other in rules.claims)]
    warnings = [
        *(text for n, at in pairs.items() for text in _disagreements(rules.events[n], events[at])),
        *_only("the rules alone read", [e.event_id for n, e in enumerate(rules.events) if n not in pairs]),
        *_only("the model alone reads", [event.event_id for event in alone]),
        *(text for event in alone for text in _conflicts(event, rules.events)),
        *_only("the model alone reads the claims", [repr(claim.quote[:60]) for claim in found]),
        *_claim_disagreements(rules.claims, claims),
    ]
    return replace(
        rules,
        events=tuple(sorted([*both, *alone], key=lambda e: (e.start, e.end, e.char_start))),
        claims=tuple(sorted([*rules.claims, *found], key=lambda c: (c.char_start, c.char_end))),
        warnings=(*rules.warnings, *warnings),
    )


def _pairs(ours: Sequence[Event], theirs: Sequence[Event]) -> dict[int, int]:
    """Return which event of the model each event of the rules is: of one sentence, or alike."""
    scored = [
        (-score, n, at)
        for n, one in enumerate(ours)
        for at, other in enumerate(theirs)
        if (score := _sameness(one, other)) > 0
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, n, at in sorted(scored):
        if n not in pairs and at not in taken:
            pairs[n] = at
            taken.add(at)
    return pairs


def _sameness(one: Event, other: Event) -> float:
    same_family = family_of(one.type) == family_of(other.type)
    told_at = set(one.mentions) & set(other.mentions)
    same_word = one.trigger.lower() in other.trigger.lower() or other.trigger.lower() in one.trigger.lower()
    if told_at and same_word:
        return 20.0 + likeness(one, other)
    if told_at and same_family:
        return 10.0 + likeness(one, other)
    return likeness(one, other)


def _both(one: Event, other: Event) -> Event:
    named = dict.fromkeys([*one.participants, *other.participants])
    known = replace(one, participants=tuple(named)[:_MOST_PARTICIPANTS], provenance=BOTH)
    if one.country is not None or other.country is None or not _same_dates(one, other):
        return known
    # The words for the place are the model's find: with the place come its clock and its zone.
    return replace(
        known,
        start=other.start,
        end=other.end,
        precision=other.precision,
        timezone=other.timezone,
        zone_source=other.zone_source,
        utc_time=other.utc_time,
        country=other.country,
        place=other.place,
    )


def _same_dates(one: Event, other: Event) -> bool:
    return (one.start.date(), one.end.date()) == (other.start.date(), other.end.date())


def _renamed(event: Event, used: set[str]) -> Event:
    name, count = event.event_id, 1
    while name in used:
        count += 1
        name = f"{event.event_id}-{count}"
    used.add(name)
    return replace(event, event_id=name)


def _disagreements(one: Event, other: Event) -> list[str]:
    found = []
    if not _same_dates(one, other):
        found.append(
            f"rules and model date {one.event_id} differently: the rules {_days(one)}"
            f" ({one.time_text or one.rule!r}), by the model's words {_days(other)}"
            f" ({other.time_text or other.rule!r}); the rules' date is kept."
        )
    if one.modality != other.modality:
        found.append(
            f"the rules read {one.event_id} as {one.modality}, the model as {other.modality}; that of the"
            " rules is kept."
        )
    return found


def _conflicts(event: Event, ours: Sequence[Event]) -> list[str]:
    """Say where the rules date an event of the same sentence otherwise."""
    beside = [one for one in ours if set(one.mentions) & set(event.mentions)]
    if not beside or any(_same_dates(one, event) for one in beside):
        return []
    one = beside[0]
    return [
        f"the model alone reads {event.event_id}, dated {_days(event)}; of the same sentence the rules date"
        f" {one.event_id} {_days(one)}: check which day is meant."
    ]


def _days(event: Event) -> str:
    first, last = event.start.date(), event.end.date()
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def _only(who: str, names: list[str]) -> list[str]:
    more = f" and {len(names) - _MOST_SHOWN} more" if len(names) > _MOST_SHOWN else ""
    return [f"{who}: {', '.join(names[:_MOST_SHOWN])}{more}."] if names else []


def _same_claim(one: Claim, other: Claim) -> bool:
    overlap = one.char_start < other.char_end and other.char_start < one.char_end
    sizes = {(m.value, m.unit) for m in one.magnitudes} & {(m.value, m.unit) for m in other.magnitudes}
    either_bare = not (one.magnitudes and other.magnitudes)
    return overlap and one.asset == other.asset and bool(sizes or either_bare)


def _claim_disagreements(ours: Sequence[Claim], theirs: Sequence[Claim]) -> list[str]:
    found = []
    for one in ours:
        for other in theirs:
            if _same_claim(one, other) and one.level is not None and other.level not in (None, one.level):
                found.append(
                    f"rules and model read the level of {one.quote[:60]!r} differently: {one.level:g} and"
                    f" {other.level:g}; that of the rules is kept."
                )
    missed = [repr(one.quote[:60]) for one in ours if not any(_same_claim(one, other) for other in theirs)]
    return [*found, *_only("the rules alone read the claims", missed)]
