"""Pairs of what was read and what is annotated: which prediction may stand for which event or claim."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from eventstudy.types import Claim, Event

Span = tuple[int, int]
Gold = Mapping[str, Any]
LEAST_OVERLAP = 3
REQUIRED_FIRST = 100.0

# Types that two readers may well exchange; PLOVER's names, the market's own, and common synonyms.
FAMILIES: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split())
    for names in (
        "assault attack strike airstrike killing downing storming explosion bombing invasion war",
        "disaster accident crash earthquake explosion hurricane",
        "rate_decision central_bank currency policy_decision",
        "liquidity bailout rescue intervention aid bank_rescue",
        "bank_failure bankruptcy default insolvency collapse",
        "rating downgrade",
        "tariff sanction trade coerce",
        "supply_decision production output_cut opec",
        "outage shutdown grounding cyber cyberattack suspension",
        "shipping blockade grounding",
        "election vote referendum leadership",
        "trading_halt suspension halt",
        "statement speech tweet consult announcement threaten accuse reject support request comment denial",
        "consult meeting talks summit scheduled_release",
        "scheduled_release data_release release earnings results",
        "agree deal merger acquisition agreement cooperate",
        "yield retreat withdrawal concede reversal",
        "coerce seizure arrest restriction regulation detain legal",
        "mobilize deployment mobilise",
        "protest unrest riot",
        "pandemic lockdown",
        "resignation appointment personnel dismissal management leadership",
        "accuse legal lawsuit investigation",
    )
)
GENERIC_WORDS = "the of and a its index shares stock share stocks futures crude oil yield yields note notes"
GENERIC = frozenset(GENERIC_WORDS.split())


def overlap(one: Span, other: Span) -> int:
    """Characters that two intervals share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def places(text: str, quotes: Sequence[str]) -> list[Span]:
    """Every place at which one of ``quotes`` stands in ``text``."""
    return [(m.start(), m.end()) for quote in quotes for m in re.finditer(re.escape(quote), text)]


def words(text: str) -> list[str]:
    """Lower-case words and numbers of ``text``."""
    return re.findall(r"[a-z0-9]+", text.lower())


def same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one: 'announced' and 'announcing', 'cut' and 'cuts'."""
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return shared >= max(3, 0.7 * max(len(one), len(other))) or one == other


def same_trigger(trigger: str, accepted: Sequence[str]) -> bool:
    """Whether the trigger shares a word with one of the accepted ones, small words apart."""
    mine = [word for word in words(trigger) if len(word) > 2]
    theirs = [word for phrase in accepted for word in words(phrase) if len(word) > 2]
    return any(same_word(one, other) for one in mine for other in theirs)


def same_family(one: str, other: str) -> bool:
    """Whether two types are equal or of one family; the bare type 'event' is of none."""
    if "event" in (one, other):
        return False
    return one == other or any(one in family and other in family for family in FAMILIES)


def same_dates(event: Event, gold: Gold) -> bool:
    """Whether first and last day are exactly those annotated, or an alternative that is right too."""
    found = [event.start.date().isoformat(), event.end.date().isoformat()]
    return found in [[gold["start_date"], gold["end_date"]], *gold.get("also_dates", [])]


def same_asset(asset: str, accepted: str) -> bool:
    """Whether ``asset`` is one of the alternatives, apart from spelling and words such as 'shares'."""
    return any(_same_name(asset, name) for name in accepted.split("|"))


def _same_name(one: str, other: str) -> bool:
    if "".join(words(one)) == "".join(words(other)):
        return True
    mine, theirs = set(words(one)) - GENERIC, set(words(other)) - GENERIC
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def claim_is_right(claim: Claim, gold: Gold) -> bool:
    """Whether direction, sizes (without sign) and level are those annotated; the asset decides the pair."""
    mine = sorted((round(abs(m.value), 4), m.unit) for m in claim.magnitudes)
    theirs = sorted((round(abs(m["value"]), 4), m["unit"]) for m in gold["magnitudes"])
    level = gold["level"]
    same_level = (
        claim.level == level if level is None or claim.level is None else abs(claim.level - level) < 1e-6
    )
    return claim.direction == gold["direction"] and mine == theirs and same_level


def event_pairs(text: str, events: Sequence[Event], gold: Sequence[Gold]) -> list[tuple[int, int]]:
    """Best one-to-one pairs ``(prediction, annotation)``: required ones first, then equal dates."""
    worth = np.zeros((len(events), len(gold)))
    for j, wanted in enumerate(gold):
        at = places(text, wanted["spans"])
        for i, event in enumerate(events):
            worth[i, j] = _event_worth(event, wanted, at)
    return _assignment(worth, gold)


def _event_worth(event: Event, wanted: Gold, at: Sequence[Span]) -> float:
    told = [(event.char_start, event.char_end), *event.mentions]
    shared = max((overlap(one, other) for one in told for other in at), default=0)
    by_trigger = same_trigger(event.trigger, wanted["trigger_words"])
    by_type = same_family(event.type, wanted["type"])
    if shared < LEAST_OVERLAP or not (by_trigger or by_type):
        return 0.0
    return 1 + 4 * same_dates(event, wanted) + 2 * by_trigger + by_type + min(shared, 1000) / 1e4


def claim_pairs(text: str, claims: Sequence[Claim], gold: Sequence[Gold]) -> list[tuple[int, int]]:
    """Best one-to-one pairs of claims on the same asset in the same words, right ones preferred."""
    worth = np.zeros((len(claims), len(gold)))
    for j, wanted in enumerate(gold):
        at = places(text, [wanted["span"]])
        for i, claim in enumerate(claims):
            shared = max((overlap((claim.char_start, claim.char_end), other) for other in at), default=0)
            if shared >= LEAST_OVERLAP and same_asset(claim.asset, wanted["asset"]):
                worth[i, j] = 1 + 4 * claim_is_right(claim, wanted) + min(shared, 1000) / 1e4
    return _assignment(worth, gold)


def _assignment(worth: np.ndarray, gold: Sequence[Gold]) -> list[tuple[int, int]]:
    possible = worth > 0
    required = np.array([not wanted.get("optional", False) for wanted in gold], dtype=float)
    total = np.where(possible, worth + REQUIRED_FIRST * required, 0.0)
    rows, columns = linear_sum_assignment(total, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if possible[i, j]]
