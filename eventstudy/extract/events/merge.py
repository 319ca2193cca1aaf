"""One event, many mentions: each mention joined to the group that tells the same happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from eventstudy.extract.events.groups import Group
from eventstudy.extract.events.links import Link
from eventstudy.extract.events.mention import Mention
from eventstudy.extract.events.same_happening import (
    FINENESS,
    is_another,
    is_dated_alike,
    is_near,
    may_be_undated,
    remoteness,
)
from eventstudy.extract.times.spans import Span

_NEAR_GROUPS = 40
_MOST_MENTIONS = 60


def group_mentions(
    mentions: list[Mention],
    spans: Mapping[int, Span],
    links: list[Link],
    narrative: Mapping[int, Span] | None = None,
) -> list[Group]:
    """Group the mentions that speak of one happening: dated ones first, then those without a date.

    Parameters
    ----------
    mentions : list of Mention
        All of the article, in order.
    spans : mapping of int to Span
        Intervals of those that words date, by number.
    links : list of Link
        Which came before which: linked mentions are of different events.
    narrative : mapping of int to Span, optional
        Intervals of those that only the narrative dates: such a mention joins an event that words date,
        where it can be that one.
    """
    weak = narrative or {}
    apart = _apart(mentions, links)
    groups: list[Group] = []
    by_family: dict[str, list[int]] = defaultdict(list)
    dated = [m for m in mentions if m.number in spans]
    undated = [m for m in mentions if m.number not in spans and m.modality == "happened"]
    for mention in [*dated, *undated]:
        near = by_family[mention.trigger.family]
        span = spans.get(mention.number)
        told = weak.get(mention.number)
        open_to = [n for n in near if told is None or mention.trigger.noun or is_near(groups[n], told)]
        home = _home(mention, span, open_to, groups, apart[mention.number])
        if home is None and told is not None:
            span = told
            home = _home(mention, span, near, groups, apart[mention.number])
        if home is None:
            near.append(len(groups))
            groups.append(Group(mentions=(mention,), lead=mention, span=span))
        else:
            groups[home] = _with(groups[home], mention, span)
    return groups


def _apart(mentions: list[Mention], links: list[Link]) -> dict[int, set[int]]:
    """Return for each mention those that are surely of another event: ordered, or told by another verb.

    Two verbs of one sentence are two events: "it sacked one and appointed another".
    """
    apart: dict[int, set[int]] = defaultdict(set)
    pairs = [(link.later, link.earlier) for link in links]
    for n, mention in enumerate(mentions):
        for other in mentions[n + 1 : n + 8]:
            verbs = not mention.trigger.noun and not other.trigger.noun
            one_type = other.trigger.type == mention.trigger.type
            in_other_words = one_type and other.trigger.lemma != mention.trigger.lemma
            if verbs and in_other_words and other.sentence is mention.sentence:
                pairs.append((mention.number, other.number))
    for one, other_number in pairs:
        apart[one].add(other_number)
        apart[other_number].add(one)
    return apart


def _home(
    mention: Mention, span: Span | None, near: list[int], groups: list[Group], apart: set[int]
) -> int | None:
    """Return number of the group that ``mention`` belongs to."""
    fitting = [
        n
        for n in [*near[:_NEAR_GROUPS], *near[_NEAR_GROUPS:][-_NEAR_GROUPS:]]
        if not is_another(groups[n], mention) and not groups[n].numbers & apart
    ]
    if span is not None:
        return next((n for n in fitting if is_dated_alike(groups[n], mention, span)), None)
    if mention.trigger.type == "statement" or mention.another:
        return None
    kin = [n for n in fitting if may_be_undated(groups[n], mention)]
    return min(kin, key=lambda n: remoteness(groups[n], mention), default=None)


def _with(group: Group, mention: Mention, span: Span | None) -> Group:
    """Add a mention; one told more than ``_MOST_MENTIONS`` times is known well enough."""
    if len(group.mentions) >= _MOST_MENTIONS:
        return group
    mentions = tuple(sorted((*group.mentions, mention), key=lambda m: m.number))
    if span is None or group.span is None:
        return replace(group, mentions=mentions)
    if group.span.first <= span.last and span.first <= group.span.last:
        finer = FINENESS[span.precision] < FINENESS[group.span.precision]
        lead, best = (mention, span) if finer else (group.lead, group.span)
        return replace(group, mentions=mentions, lead=lead, span=best)
    other = span.precision == "day"
    lead, best = (group.lead, group.span) if other else (mention, span)
    day = span.first.date() if other else group.span.first.date()
    warning = (
        f"the text dates one {lead.trigger.type.replace('_', ' ')} {day.isoformat()} in one place and"
        f" {best.last.date().isoformat()} in another: a day apart, as between time zones; the local date"
        f" {best.last.date().isoformat()} is kept."
    )
    return replace(group, mentions=mentions, lead=lead, span=best, warnings=(*group.warnings, warning))
