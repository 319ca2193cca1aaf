"""Which triggers of a clause tell an event of their own, and which only its means or effect."""

from __future__ import annotations

import re
from dataclasses import replace

from eventstudy.extract.article.text import word_set
from eventstudy.extract.events.lexicon import DECISIONS
from eventstudy.extract.events.segments import Segment
from eventstudy.extract.events.statements import is_announcement
from eventstudy.extract.events.triggers import Trigger
from eventstudy.extract.times.timex import Timex

_CONSEQUENCE = re.compile(r"(?:\b(?:that|which|and)\s+(?:\w+ly\s+)?(?:had\s+)?|,\s*(?:\w+ly\s+)?)\Z")
_HAS_DONE = re.compile(r"\band (?:has|have|had) \Z")
_EFFECTS = word_set("outage explosion killing shipping death")
_MEANS = re.compile(r"\b(?:by|in|with|through)\s+(?:an?\s+|the\s+)?(?:[\w.-]+\s+){0,3}\Z")
_TO = re.compile(r"\A\s+(?:\S+\s+){0,6}?(?:to|not to)\s+(?:\w+ly\s+|\w+ and\s+)?\Z")
# A verb that takes an infinitive: what was agreed or voted is one event with the agreeing.
_TAKES_INFINITIVE = word_set("deal election statement approval reject request")
# "lifted the sanctions", "rejected a rescue": the noun is what the verb was done to.
_OBJECT = re.compile(
    r"\A\s+(?:(?!(?:of|in|on|at|for|after|by|to|with|from|that|and|as|over|into|against"
    r"|its?elf)\b)[\w.'-]+\s+){0,3}\Z"
)
_WILL = re.compile(r"\b(?:will|would|plans? to|planned to|intends? to|aims? to)\s+(?:\w+\s+){0,2}\Z")
_MADE_KNOWN = re.compile(r"\A\s+(?:\S+\s+){0,3}?(?:was|were|is|has been|had been|will be)\s+(?:\w+ly\s+)?\Z")
_LEFT_OPEN = re.compile(
    r"\b(?:hesitate|may|might|could|ready|prepared|consider\w*|mull\w*|discuss\w*|debat\w*|whether|if)"
    r"\s+(?:[^\s,;]+\s+){0,3}\Z"
)
_LEAVING = word_set("withdrawal reject event election leadership")
_OCCASIONS = word_set("consult")


def heads_by_segment(
    lower: str, triggers: list[Trigger], segments: list[Segment], times: list[Timex]
) -> list[list[Trigger]]:
    """Return the triggers of each segment that stand for an event, the first of a decision with its type."""
    result = []
    for segment in segments:
        inside = [t for t in triggers if segment.start <= t.start < segment.end]
        kept: list[Trigger] = []
        for trigger in inside:
            if kept and _is_to_come(lower, kept[-1], trigger, times):
                kept[-1] = trigger
            elif kept and _is_complement(lower, kept[-1], trigger):
                kept[-1] = _with_type_of(kept[-1], trigger)
            elif not kept or not _is_part_of(lower, kept[-1], trigger, times):
                kept.append(trigger)
        result.append(_without_occasions(kept))
    return result


def is_object(between: str) -> bool:
    """Whether only a noun's own words stand between a verb and it: "lifted all the sanctions"."""
    return bool(_OBJECT.match(between))


def _is_complement(lower: str, head: Trigger, trigger: Trigger) -> bool:
    """Whether ``trigger`` is what ``head`` announces or agrees: "announced tariffs", "agreed to cut"."""
    if is_announcement(head) and trigger.type in DECISIONS:
        return not _is_left_open(lower, head, trigger)
    if is_announcement(head) and trigger.noun and trigger.type != "statement":
        return is_object(lower[head.end : trigger.start])
    infinitive = trigger.part == "base" and bool(_TO.match(lower[head.end : trigger.start]))
    return infinitive and head.type in _TAKES_INFINITIVE and trigger.type != "statement"


def _is_left_open(lower: str, head: Trigger, trigger: Trigger) -> bool:
    """Whether a decision is spoken of and not announced: "said it will not hesitate to raise rates"."""
    left_open = is_announcement(head) and trigger.type in DECISIONS
    return left_open and bool(_LEFT_OPEN.search(lower, head.end, trigger.start))


def _is_to_come(lower: str, head: Trigger, trigger: Trigger, times: list[Timex]) -> bool:
    """Whether what is announced has a time of its own: "said it will cut output on June 1"."""
    if not is_announcement(head) or trigger.part != "base" or not any(t.start >= trigger.end for t in times):
        return False
    return bool(_WILL.search(lower, head.end, trigger.start))


def _with_type_of(head: Trigger, trigger: Trigger) -> Trigger:
    keeps = head.type in ("reject", "request") or (head.type == "election" and trigger.type in _LEAVING)
    return head if keeps else replace(head, type=trigger.type)


def _without_occasions(kept: list[Trigger]) -> list[Trigger]:
    """Leave out the meeting at which something else in the clause was done: "at a meeting, it cut rates"."""
    acts = [t for t in kept if t.type not in _OCCASIONS and t.type != "statement" and not t.noun]
    return [
        t
        for t in kept
        if not t.noun
        or not (
            (t.type in _OCCASIONS and acts)
            or (t.type == "statement" and any(a.start < t.start for a in acts))
        )
    ]


def _is_part_of(lower: str, head: Trigger, trigger: Trigger, times: list[Timex]) -> bool:
    """Whether ``trigger`` only tells the means or the effect of ``head``: "strikes that killed 25"."""
    before = lower[head.end : trigger.start]
    if head.type == "disaster" and trigger.word in ("struck", "hit"):
        return True
    if _is_left_open(lower, head, trigger):
        return True
    if _CONSEQUENCE.search(before) and trigger.part == "gerund" and trigger.type in _EFFECTS:
        return True  # "exploded, killing ten"
    timed_before = any(head.end <= t.start < trigger.start for t in times)
    if timed_before and any(t.start >= trigger.end for t in times):
        return False  # each has a time of its own: "shelled it on Tuesday and seized it on Friday"
    if trigger.type in _EFFECTS and trigger.type != head.type and _HAS_DONE.search(before):
        return head.type != "statement"
    if head.type == "statement":
        return trigger.type == "statement"
    if trigger.type == "statement":  # "the merger was announced"
        return head.noun and head.type in DECISIONS and bool(_MADE_KNOWN.search(before))
    if trigger.noun and not head.noun and is_object(before):
        return True
    if _CONSEQUENCE.search(before) and not trigger.noun and trigger.part == "gerund":
        return True
    if trigger.part == "past" and re.search(r"\band\b", before):
        return False  # "was extradited and on Friday a court sentenced him"
    if re.search(r"\b(?:that|which)\s+\Z", before) and trigger.family == head.family:
        return True
    if trigger.family == head.family and _MEANS.search(before[-40:]):
        return True
    return (
        trigger.family == head.family and (trigger.start - head.end) < 60 and not re.search(r"[,;]", before)
    )
