"""Which time expression of a clause dates which event."""

from __future__ import annotations

import re

from eventstudy.extract.events.lexicon import DECISIONS
from eventstudy.extract.events.triggers import Trigger
from eventstudy.extract.times.timex import Timex
from eventstudy.types import Modality

_REACTION = re.compile(
    r"\b(?:denied|condemned|blamed|criticis?z?ed|praised|hailed|claimed responsibility)\b[^.;,]*\Z"
)
# Distances in characters: farthest time of a trigger, of a plain verb; what a drawback of a verb counts.
_FAR = 260
_VERB_REACH = 130
_OPEN = 30
_SESSION = re.compile(
    r"\s+(?:early |late |morning |afternoon )?(?:morning|afternoon|evening|night|session|trad(?:e|ing)|rush"
    r"|close|open)\b"
)
_UNTIL = re.compile(r"\b(?:to|until|till|through)\s+(?:the\s+)?\Z")
_GENITIVE = 30
_WHO = re.compile(r"\b(?:who|which|that)\s+(?:\w+ly\s+)?\Z")
_CLOCK = 60
_CLAUSE = re.compile(r"[;—]|, (?:and|but|while|who|which|as|where)\b|\bas\b|\bsince\b")
_EFFECTIVE = re.compile(
    r"\b(?:from|starting|effective|as of|beginning|until|till|through|by the end of|for)\s+(?:the\s+|in\s+"
    r"|on\s+)?\Z"
)
_OTHER_MATTER = re.compile(r"\b(?:over|about|against|into|that)\b")
_TOLD_OF = re.compile(
    r"\s+(?:[\w'-]+\s+){0,2}?(?:(?:was|were|has been|had been) (?:marked|shaped|dominated|shaken|rocked) by"
    r"|saw|seen|brought|witnessed|included|featured|opened with|began with|ended with)\b"
)
_ANCHOR = re.compile(
    r"\b(?:before|after|following|since|until|despite)\s+(?:the|its|their|an?)\s+(?:\w+\s+)?\Z"
)
_SUBORDINATE = re.compile(r"\b(?:that|which|who|whose|when|where|because|as|after|before|while)\b")
_COUNTED_FROM = re.compile(r"\b(?:after|before|of|since)\Z")
_IN_SPEECH = re.compile(r"\b(?:that|would|will|could|may|might)\b")


def governing_time(lower: str, trigger: Trigger, times: list[Timex]) -> Timex | None:
    """Return the time that a sentence tells of as its subject: "last year saw attacks on tankers"."""
    return next(
        (
            t
            for t in times
            if t.end <= trigger.start and not t.direction and _TOLD_OF.match(lower, t.end, t.end + 60)
        ),
        None,
    )


def nearest_verb(lower: str, timex: Timex, verbs: list[Trigger], times: list[Timex]) -> Trigger | None:
    """Return the verb that a time belongs to: the nearest in its clause, with no other time between."""
    if timex.historical or _of_a_thing(lower, timex):
        return None
    if _UNTIL.search(lower, max(0, timex.start - 12), timex.start):
        return None  # "put it back to 18 October"
    near = [v for v in verbs if _gap(v, timex) < _VERB_REACH and not _is_of_speech(lower, v, timex)]
    others = [t for t in times if t is not timex]
    measured = [(_verb_distance(lower, v, timex, verbs, others=others), v.start, v) for v in near]
    distance, _, verb = min(measured, key=lambda found: found[:2], default=(_FAR, 0, None))
    return verb if distance < _VERB_REACH else None


def _verb_distance(
    lower: str, verb: Trigger, timex: Timex, verbs: list[Trigger], *, others: list[Timex]
) -> int:
    """Distance of a verb from a time, more where it is on no list, in an aside, or parted by another time."""
    between = (min(verb.end, timex.end), max(verb.start, timex.start))
    parted = any(between[0] <= t.start < between[1] for t in others)
    aside = _WHO.search(lower, max(0, verb.start - 14), verb.start) is not None
    return (
        _distance(lower, verb, verbs, timex) + _OPEN * (not verb.lemma) + _OPEN * aside + 2 * _OPEN * parted
    )


def _of_a_thing(lower: str, timex: Timex) -> bool:
    """Whether a genitive gives the time to a noun: "Sunday's vote", not "Thursday's trading"."""
    return lower.startswith("'s", timex.end) and not _SESSION.match(lower, timex.end + 2)


def _is_of_speech(lower: str, verb: Trigger, timex: Timex) -> bool:
    """Whether the time is part of what is said: "said that output would be back by September"."""
    return verb.type == "statement" and bool(_IN_SPEECH.search(lower[verb.end : max(verb.end, timex.start)]))


def _is_taken(lower: str, trigger: Trigger, others: list[Trigger], timex: Timex) -> bool:
    """Whether the time ends the clause of another verb: "which had lent on Monday, offered more"."""
    if timex.start >= trigger.end:
        between = (t for t in others if trigger.end <= t.start and t.end <= timex.start and not t.noun)
        return any(_SUBORDINATE.search(lower[trigger.end : t.start]) for t in between)
    if timex.end > trigger.start or "," not in lower[timex.end : trigger.start]:
        return False
    before = [t for t in others if t.end <= timex.start and t is not trigger]
    return any(not re.search(r"[,;]", lower[t.end : timex.start]) for t in before)


def time_of(
    lower: str, trigger: Trigger, others: list[Trigger], times: list[Timex], modality: Modality
) -> Timex | None:
    """Return the time expression nearest to a trigger; other triggers and clause ends count as distance.

    Parameters
    ----------
    lower : str
        The article in small letters.
    trigger : Trigger
        The word that tells the event.
    others : list of Trigger
        The words of the clause that tell events: they compete for its times.
    times : list of Timex
        The times of the clause.
    modality : str
        Whether the event happened, is to come, may come, or did not happen.
    """
    if trigger.noun and _REACTION.search(lower[max(0, trigger.start - 60) : trigger.start]):
        return None  # the time is that of the reaction
    near = [t for t in others if abs(t.start - trigger.start) < 2 * _FAR]
    best, least = None, _FAR
    near_times = [t for t in times if _gap(trigger, t) < _FAR + _CLOCK]
    for timex in sorted(near_times, key=lambda t: (_gap(trigger, t), t.start)):
        if _gap(trigger, timex) - _CLOCK > least:
            break
        # A time with "after" is dated by the event on the other side of the order word.
        if timex.direction in ("after", "before") or _is_taken(lower, trigger, near, timex):
            continue
        counted_from = timex.end <= trigger.start and _COUNTED_FROM.search(lower, timex.start, timex.end)
        if trigger.noun and counted_from:
            continue  # "a week after the ruling": the ruling is what is counted from
        if not _may_date(lower, trigger, near, timex, modality):
            continue
        distance = _distance(lower, trigger, near, timex)
        if distance < least:
            best, least = timex, distance
    return best


def _gap(trigger: Trigger, timex: Timex) -> int:
    return max(timex.start - trigger.end, trigger.start - timex.end, 0)


def _may_date(lower: str, trigger: Trigger, others: list[Trigger], timex: Timex, modality: Modality) -> bool:
    """Whether the time can be that of the trigger: of a noun beside a verb only if it stands beside it."""
    if timex.historical:
        return False
    if _of_a_thing(lower, timex):
        return trigger.noun and 0 <= trigger.start - timex.end <= _GENITIVE
    told = modality in ("happened", "background")
    if (
        told
        and trigger.type in DECISIONS
        and _EFFECTIVE.search(lower[max(0, timex.start - 30) : timex.start])
    ):
        return False  # "cuts output from May": the day on which it takes effect
    # "up before the statement, down at 3 p.m.": the clock is that of the move.
    anchors = bool(_ANCHOR.search(lower[max(0, trigger.start - 30) : trigger.start]))
    has_verb = any(not t.noun and t.type != "statement" for t in others)
    nearer = any(not t.noun and _gap(t, timex) < _gap(trigger, timex) for t in others)
    weak = trigger.noun and (has_verb or nearer or anchors or _is_matter(lower, trigger, timex))
    plain = modality in ("happened", "background")
    return (plain and not weak) or _is_beside(lower, trigger, timex)


def _distance(lower: str, trigger: Trigger, others: list[Trigger], timex: Timex) -> int:
    """Length of the words between, more where another trigger or the end of a clause lies between."""
    low, high = (trigger.end, timex.start) if timex.start >= trigger.end else (timex.end, trigger.start)
    between = lower[low:high]
    distance = len(between) + 60 * sum(low < t.start < high for t in others)
    # "lost 60% on Thursday and were halted on Friday": the time before "and" is of another verb.
    distance += 40 * (timex.end <= trigger.start and bool(re.search(r"\band\b", between)))
    distance += 80 * len(_CLAUSE.findall(between)) + 30 * ("," in between)
    return distance - _CLOCK * (timex.clock is not None)


def _is_matter(lower: str, trigger: Trigger, timex: Timex) -> bool:
    """Whether the noun is what something else was about: "a verdict on Friday over the killing"."""
    return timex.end <= trigger.start and bool(_OTHER_MATTER.search(lower[timex.end : trigger.start]))


def _is_beside(lower: str, trigger: Trigger, timex: Timex) -> bool:
    if timex.end <= trigger.start:
        if _OTHER_MATTER.search(lower[timex.end : trigger.start]):
            return False
        # "the overnight attack", "on Friday it will vote"
        return trigger.start - timex.end <= 25 and "," not in lower[timex.end : trigger.start]
    return timex.start - trigger.end <= 45 and not re.search(r"[,;]", lower[trigger.end : timex.start])
