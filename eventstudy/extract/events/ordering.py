"""Bounds for events without a date of their own, from what they came before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from eventstudy.extract.events.groups import Group
from eventstudy.extract.events.links import Link
from eventstudy.extract.times.spans import days_span

_ROUNDS = 20
_NARROW = timedelta(days=1)
Bounds = tuple[date | None, date | None]


def bound_groups(groups: list[Group], links: list[Link], published: date | None) -> list[Group]:
    """Give every undated group that order words bound on both sides a range of days.

    The day of publication is the later bound of what happened after a dated event. A group with no
    earlier bound stays undated: nothing is invented.
    """
    home = {m.number: n for n, group in enumerate(groups) for m in group.mentions}
    pairs = {(home[k.later], home[k.earlier]) for k in links if k.later in home and k.earlier in home}
    pairs = {(later, earlier) for later, earlier in pairs if later != earlier}
    bounds = [_own(group) for group in groups]
    for _ in range(_ROUNDS):
        changed = _tighten(bounds, pairs, groups)
        if not changed:
            break
    since = _main_day(groups)
    return [
        _bounded(group, (_later(bound[0], _spoken_since(group, since)), bound[1]), published)
        for group, bound in zip(groups, bounds, strict=True)
    ]


def _main_day(groups: list[Group]) -> date | None:
    """Return the first day of the event that the text tells first with a day of its own."""
    dated = [
        g
        for g in groups
        if g.span is not None and g.lead.modality == "happened" and g.lead.trigger.type != "statement"
    ]
    narrow = [g for g in dated if g.span is not None and g.span.dates[1] - g.span.dates[0] <= _NARROW]
    first = min(narrow, key=lambda g: min(m.number for m in g.mentions), default=None)
    return first.span.dates[0] if first is not None and first.span is not None else None


def _later(one: date | None, other: date | None) -> date | None:
    return max(filter(None, (one, other)), default=None)


def _spoken_since(group: Group, since: date | None) -> date | None:
    """Return the earlier bound of a speech or a tweet without a date: it answers the event of the article."""
    return since if group.lead.spoken and group.lead.modality == "happened" else None


def _own(group: Group) -> Bounds:
    return group.span.dates if group.span is not None else (None, None)


def _tighten(bounds: list[Bounds], pairs: set[tuple[int, int]], groups: list[Group]) -> bool:
    changed = False
    for later, earlier in sorted(pairs):
        low, high = bounds[earlier][0], bounds[later][1]
        if groups[later].span is None and low is not None:
            first, last = bounds[later]
            if first is None or low > first:
                bounds[later], changed = (low, last), True
        if groups[earlier].span is None and high is not None:
            first, last = bounds[earlier]
            if last is None or high < last:
                bounds[earlier], changed = (first, high), True
    return changed


def _bounded(group: Group, bound: Bounds, published: date | None) -> Group:
    first, last = bound[0], bound[1] or published
    if group.span is not None or first is None or last is None or first > last:
        return group
    rule = f"between the events told before and after it, {first.isoformat()} to {last.isoformat()}"
    return replace(group, span=days_span(first, last, "day" if first == last else "range", "ordering", rule))
