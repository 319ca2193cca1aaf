"""Whether a mention can be of the happening that a group tells."""

from __future__ import annotations

from datetime import timedelta

from eventstudy.extract.article.word_sets import word_set
from eventstudy.extract.events.groups import Group
from eventstudy.extract.events.mention import Mention
from eventstudy.extract.times.spans import Span

FINENESS = {
    name: rank
    for rank, name in enumerate(
        ("minute", "hour", "part_of_day", "day", "range", "week", "part_of_month", "month", "quarter", "year")
    )
}
# From this rank on an interval holds many days.
_VAGUE = 4
_A_WEEK = timedelta(days=7)
_FEW_DAYS = timedelta(days=3)
_DAY = timedelta(days=1)
# Of these there is one for each person.
_PERSONAL = word_set("leadership legal coerce merger impeachment bankruptcy earnings rating bank_failure")


def is_near(group: Group, told: Span) -> bool:
    """Whether the day at which the story stands is one of the group's, give or take a day."""
    if group.span is None:
        return True
    return group.span.first - _DAY <= told.last and told.first <= group.span.last + _DAY


def is_another(group: Group, mention: Mention) -> bool:
    """Whether modality, country or actor tell that it is of another event."""
    if group.lead.modality != mention.modality:
        return True
    if mention.place is not None and group.country and group.country != mention.place.country:
        return True
    return bool(mention.agent and group.agent and mention.agent != group.agent)


def _shares_a_name(group: Group, mention: Mention) -> bool:
    """Whether a person or a site is named in both."""
    if mention.place is not None and mention.place.rank > 0 and mention.place.name in group.sites:
        return True
    return any(name != mention.agent.lower() for name in group.named & mention.people)


def is_dated_alike(group: Group, mention: Mention, span: Span) -> bool:
    """Whether a mention dated ``span`` tells the event of ``group``: at its time, in words that fit."""
    if group.span is None or mention.trigger.type == "statement":
        return False
    if _told_apart(group, mention):
        return False
    same_type = mention.trigger.type in group.types
    both_named = bool(group.people and mention.people)
    if mention.trigger.type in _PERSONAL and both_named and not group.people & mention.people:
        return False  # two people resigned, not one
    if not same_type and not _shares_a_name(group, mention) and not _told_on(group, mention):
        return False
    if span.first > group.span.last or group.span.first > span.last:
        return same_type and _is_one_day_off(group, mention, span)
    in_a_week = same_type and mention.trigger.noun == group.lead.trigger.noun
    return _is_as_exact(group.span, span, in_a_week=in_a_week) or _shares_a_name(group, mention)


def _is_as_exact(one: Span, other: Span, *, in_a_week: bool) -> bool:
    """Whether not one of two intervals is a day and the other far longer, or longer than a week at most."""
    longest = max(one, other, key=lambda s: s.last - s.first)
    length = longest.last - longest.first
    vague = FINENESS[longest.precision] >= _VAGUE and length > _FEW_DAYS
    exact = min(FINENESS[one.precision], FINENESS[other.precision]) < _VAGUE
    return not (vague and exact) or (in_a_week and length <= _A_WEEK)


def _told_on(group: Group, mention: Mention) -> bool:
    """Whether the next sentences go on with an act of violence in other words, in no other town."""
    near = any(abs(mention.sentence.paragraph - m.sentence.paragraph) < 2 for m in group.mentions)
    site = mention.place.name if mention.place is not None and mention.place.rank else ""
    return near and not (site and group.sites)


def _is_one_day_off(group: Group, mention: Mention, span: Span) -> bool:
    """Tell whether one is of the small hours abroad, which has yesterday's date at home."""
    assert group.span is not None
    if not (mention.sentence.caption or group.lead.sentence.caption or _shares_a_name(group, mention)):
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


def may_be_undated(group: Group, mention: Mention) -> bool:
    """Whether an undated mention may be the event of ``group``."""
    if _told_apart(group, mention):
        return False
    same_type = mention.trigger.type in group.types
    if _shares_a_name(group, mention):
        return True
    if not same_type:
        # "The raid came four months after": of the act of violence told before, in another word.
        return mention.definite and mention.trigger.noun
    if mention.trigger.noun or mention.in_title or group.lead.in_title:
        return True
    return any(abs(mention.sentence.paragraph - m.sentence.paragraph) < 2 for m in group.mentions)


def remoteness(group: Group, mention: Mention) -> tuple[bool, bool, bool, bool, int]:
    """Dated groups first, then the one told last before the mention; a shared name beats nearness."""
    undated = group.span is None
    named = not _shares_a_name(group, mention)
    other_type = mention.trigger.type not in group.types
    before = [mention.number - m.number for m in group.mentions if m.number < mention.number]
    steps = before or [m.number - mention.number for m in group.mentions]
    return other_type, named, undated, not before, min(steps)
