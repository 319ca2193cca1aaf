"""One event, many mentions: which mentions speak of the same happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property

from eventstudy.extract.article.text import word_set
from eventstudy.extract.events.links import Link
from eventstudy.extract.events.mentions import Mention
from eventstudy.extract.geography.places import gazetteer
from eventstudy.extract.times.spans import Span

_FINENESS = {
    name: rank
    for rank, name in enumerate(
        ("minute", "hour", "part_of_day", "day", "range", "week", "part_of_month", "month", "quarter", "year")
    )
}
_VAGUE = 4
_A_WEEK = timedelta(days=7)
_FEW_DAYS = timedelta(days=3)
_NEAR_GROUPS = 40
_MOST_MENTIONS = 60
_DAY = timedelta(days=1)
_PERSONAL = word_set("leadership legal coerce merger impeachment")
_COUNTRY_WORDS = ("states", "kingdom", "emirates")


@dataclass(frozen=True, kw_only=True)
class Group:
    """Mentions of one happening; ``lead`` is the one whose words date it.

    What a group knows is worked out once: every later mention of its family is compared with it.
    """

    mentions: tuple[Mention, ...]
    lead: Mention
    span: Span | None = None
    warnings: tuple[str, ...] = ()

    @cached_property
    def people(self) -> frozenset[str]:
        """Last names named in any mention."""
        return frozenset().union(*(m.people for m in self.mentions))

    @cached_property
    def country(self) -> str:
        """ISO code of the first mention that has a place, else empty."""
        return next((m.place.country for m in self.mentions if m.place), "")

    @cached_property
    def agent(self) -> str:
        """Country whose act it is, where a mention tells."""
        return next((m.agent for m in self.mentions if m.agent), "")

    @cached_property
    def types(self) -> frozenset[str]:
        """Types of its triggers."""
        return frozenset(m.trigger.type for m in self.mentions)

    @cached_property
    def sites(self) -> frozenset[str]:
        """Names of towns and sites in its mentions."""
        return frozenset(m.place.name for m in self.mentions if m.place and m.place.rank)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """Numbers of its mentions."""
        return frozenset(m.number for m in self.mentions)

    @cached_property
    def named(self) -> frozenset[str]:
        """Last names in its mentions but for those of countries and of whose act it is."""
        own = {m.agent.split()[-1].lower() for m in self.mentions if m.agent}
        countries = {*_COUNTRY_WORDS, self.agent.lower(), *own}
        return frozenset(name for name in self.people - countries if not _is_country(name))


def group_mentions(
    mentions: list[Mention],
    spans: Mapping[int, Span],
    links: list[Link],
    narrative: Mapping[int, Span] | None = None,
) -> list[Group]:
    """Group the mentions that speak of one happening: dated ones first, then those without a date.

    What only the ``narrative`` dates joins an event that words date, where it can be that one.
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
        open_to = [n for n in near if told is None or mention.trigger.noun or _agrees(groups[n], told)]
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
            both = other.sentence is mention.sentence and not mention.trigger.noun and not other.trigger.noun
            if (
                both
                and other.trigger.type == mention.trigger.type
                and other.trigger.lemma != mention.trigger.lemma
            ):
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
        if not _conflict(groups[n], mention) and not groups[n].numbers & apart
    ]
    if span is not None:
        return next((n for n in fitting if _same_time(groups[n], mention, span)), None)
    if mention.trigger.type == "statement" or mention.another:
        return None
    kin = [n for n in fitting if _kin(groups[n], mention)]
    return min(kin, key=lambda n: _distance(groups[n], mention), default=None)


def _agrees(group: Group, told: Span) -> bool:
    """Whether the day at which the story stands is one of the group's, give or take a day."""
    if group.span is None:
        return True
    return group.span.first - _DAY <= told.last and told.first <= group.span.last + _DAY


def _conflict(group: Group, mention: Mention) -> bool:
    if group.lead.modality != mention.modality:
        return True
    if mention.place is not None and group.country and group.country != mention.place.country:
        return True
    return bool(mention.agent and group.agent and mention.agent != group.agent)


def _evidence(group: Group, mention: Mention) -> bool:
    """Whether a person or a site is named in both."""
    if mention.place is not None and mention.place.rank > 0 and mention.place.name in group.sites:
        return True
    return any(name != mention.agent.lower() for name in group.named & mention.people)


def _is_country(name: str) -> bool:
    return name.capitalize() in gazetteer()


def _same_time(group: Group, mention: Mention, span: Span) -> bool:
    if group.span is None or mention.trigger.type == "statement":
        return False
    if _told_apart(group, mention):
        return False
    same_type = mention.trigger.type in group.types
    if (
        mention.trigger.type in _PERSONAL
        and group.people
        and mention.people
        and not group.people & mention.people
    ):
        return False  # two people resigned, not one
    if not same_type and not _evidence(group, mention) and not _told_on(group, mention):
        return False
    if group.span.first <= span.last and span.first <= group.span.last:
        longest = max(group.span, span, key=lambda s: s.last - s.first)
        vague = _FINENESS[longest.precision] >= _VAGUE and longest.last - longest.first > _FEW_DAYS
        exact = min(_FINENESS[group.span.precision], _FINENESS[span.precision]) < _VAGUE
        week = (
            longest.last - longest.first <= _A_WEEK
            and same_type
            and mention.trigger.noun == group.lead.trigger.noun
        )
        return not (vague and exact) or week or _evidence(group, mention)
    return same_type and _is_one_day_off(group, mention, span)


def _told_on(group: Group, mention: Mention) -> bool:
    """Whether the next sentences go on with an act of violence in other words, in no other town."""
    near = any(abs(mention.sentence.paragraph - m.sentence.paragraph) < 2 for m in group.mentions)
    site = mention.place.name if mention.place is not None and mention.place.rank else ""
    return near and not (site and group.sites)


def _is_one_day_off(group: Group, mention: Mention, span: Span) -> bool:
    """Tell whether one is of the small hours abroad, which has yesterday's date at home."""
    assert group.span is not None
    if not (mention.sentence.caption or group.lead.sentence.caption or _evidence(group, mention)):
        return False
    night, day = (group.span, span) if span.precision == "day" else (span, group.span)
    small_hours = night.precision == "part_of_day" and night.last.hour <= 6
    return small_hours and day.precision == "day" and day.first.date() == night.last.date() - _DAY


def _told_apart(group: Group, mention: Mention) -> bool:
    """Whether a plain verb tells another act than the group: it has no verb in common with it."""
    if not (mention.trigger.plain or group.lead.trigger.plain):
        return False
    words = {m.trigger.word for m in group.mentions}
    return mention.trigger.word not in words and not (mention.trigger.noun or group.lead.trigger.noun)


def _kin(group: Group, mention: Mention) -> bool:
    """Whether an undated mention may be the event of ``group``."""
    if _told_apart(group, mention):
        return False
    same_type = mention.trigger.type in group.types
    if _evidence(group, mention):
        return True
    if not same_type:
        # "The raid came four months after": of the act of violence told before, in another word.
        return mention.definite and mention.trigger.noun
    if mention.trigger.noun or mention.in_title or group.lead.in_title:
        return True
    return any(abs(mention.sentence.paragraph - m.sentence.paragraph) < 2 for m in group.mentions)


def _distance(group: Group, mention: Mention) -> tuple[bool, bool, bool, bool, int]:
    """Dated groups first, then the one told last before the mention; a shared name beats nearness."""
    undated = group.span is None
    named = not _evidence(group, mention)
    other_type = mention.trigger.type not in group.types
    before = [mention.number - m.number for m in group.mentions if m.number < mention.number]
    steps = before or [m.number - mention.number for m in group.mentions]
    return other_type, named, undated, not before, min(steps)


def _with(group: Group, mention: Mention, span: Span | None) -> Group:
    """Add a mention; one told more than ``_MOST_MENTIONS`` times is known well enough."""
    if len(group.mentions) >= _MOST_MENTIONS:
        return group
    mentions = tuple(sorted((*group.mentions, mention), key=lambda m: m.number))
    if span is None or group.span is None:
        return replace(group, mentions=mentions)
    if group.span.first <= span.last and span.first <= group.span.last:
        finer = _FINENESS[span.precision] < _FINENESS[group.span.precision]
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
