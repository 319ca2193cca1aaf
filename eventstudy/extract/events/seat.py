"""The seat of who decides: the country or body whose decision, vote or announcement an event is."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import Article, word_set
from eventstudy.extract.events.triggers import Trigger
from eventstudy.extract.geography.places import Found, Place

# What these decide is an act of their seat, wherever it is spoken of.
_SEATED = word_set("rate_decision tariff sanction supply_decision currency liquidity fiscal data_release")
_IN = re.compile(
    r"\b(?:in|at|outside|inside)(?: (?:the )?(?:\w+ )?(?:city|town|resort|capital) of)?(?: \d+)? (?:the )?\Z"
)
_RATERS = ("S&P Global Ratings", "Moody's", "Fitch")
# Behind these words stands whom an act is aimed at, or a circumstance; not who acts.
_AIMED = re.compile(
    r"\b(?:on|against|to|with|for|from|of|over|into|about|near|in|at|outside|across|than|like"
    r"|amid|toward|towards|versus|despite|under|via"
    r"|through)\s+(?:(?:the|its|their|all|some|most|certain|many)\s+)?"
    r"(?:[a-z-]+\s+){0,2}\Z"
)
# "the government of Japan", "the president of Brazil" are who acts.
_OF_STATE = re.compile(
    r"\b(?:government|president|king|kingdom|republic|people|voters|parliament|bank|council|leader|leaders"
    r"|members|ministers?|authorities|citizens|bishop|head|union|state|ministry)s? of (?:the )?\Z"
)
_BY = re.compile(r"\bby (?:[a-z'-]+ ){0,3}\Z")
_SAYS = re.compile(r"(?:'s)?(?: \w+){0,2},? (?:said|says|told|reported)\b")
_SAID = re.compile(r",? (?:[a-z]+ )?(?:said|says|reported)\b")
_CLAUSE = re.compile(r"\b(?:after|when|while|because|which|who|where|since|as) ")
_PAIR = re.compile(r",? (?:(?:and|with) )?(?:(?:other|its|fellow|several|some|the|most) )*")
_NEAR = 60
_FAR = 150


def seat_of(article: Article, trigger: Trigger, found: list[Found]) -> Place | None:
    """Return the seat of who acts: a town named for the act, the doer, the voters, in this order.

    A decision of a central bank or a government is one of its seat, so for those the doer comes first.
    """
    named = sorted(found, key=lambda f: f.start)
    if trigger.type == "rating":
        return _rated(article, trigger, [f for f in named if f.place.name not in _RATERS])
    town, doer = _town(article, trigger, named), _doer(article, trigger, named)
    order = (doer, town) if trigger.type in _SEATED and doer and doer.role != "place" else (town, doer)
    chosen = next((f for f in order if f is not None), None) or _country_in(article, trigger, named)
    return chosen.place if chosen is not None else None


def _rated(article: Article, trigger: Trigger, named: list[Found]) -> Place | None:
    """Return who is rated: the name behind the trigger, else before it; never the agency."""
    behind = next((f for f in named if 0 <= f.start - trigger.end <= _NEAR), None)
    rated = behind or _doer(article, trigger, named)
    return rated.place if rated is not None else None


def _town(article: Article, trigger: Trigger, named: list[Found]) -> Found | None:
    """Return the town or site that stands behind "in" or "at" near the trigger."""
    for found in named:
        if found.role != "place" or found.place.rank < 1 or article.clean.startswith("'s", found.end):
            continue
        if not _IN.search(article.lower[max(0, found.start - 36) : found.start]):
            continue
        behind = article.lower[trigger.end : max(trigger.end, found.start)]
        if -_FAR <= found.start - trigger.end <= 2 * _NEAR and not _CLAUSE.search(behind):
            return found
    return None


def _doer(article: Article, trigger: Trigger, named: list[Found]) -> Found | None:
    """Return the name behind "by", or the nearest before the trigger that no preposition makes an object."""
    for found in named:
        if 0 <= found.start - trigger.end <= _NEAR and _BY.search(article.lower[trigger.end : found.start]):
            return found
    before = [f for f in named if f.start < trigger.end and trigger.start - f.end <= _FAR]
    teller: Found | None = None
    for found in reversed(before):
        lead = article.lower[max(0, found.start - 50) : found.start]
        if _AIMED.search(lead) and not _OF_STATE.search(lead):
            continue
        if trigger.type != "statement" and _is_teller(article, trigger, found):
            teller = teller or found
            continue
        return _first_of_pair(article, before, found)
    behind = next((f for f in named if f.start >= trigger.end and _is_owner(article, trigger, f)), None)
    return behind or _behind_saying(article, trigger, named) or teller


def _is_teller(article: Article, trigger: Trigger, found: Found) -> bool:
    """Whether the name only tells of the act and another does it: "Iran said Iraq cut output"."""
    said = _SAYS.match(article.lower, found.end, trigger.start)
    return said is not None and re.search(r"\b[A-Z]", article.clean[said.end() : trigger.start]) is not None


def _first_of_pair(article: Article, before: list[Found], found: Found) -> Found:
    """Return the first of two who act together: "Russia and Saudi Arabia"."""
    at = before.index(found)
    while at > 0 and _PAIR.fullmatch(article.lower, before[at - 1].end, before[at].start):
        lead = article.lower[max(0, before[at - 1].start - 50) : before[at - 1].start]
        if _AIMED.search(lead):
            break
        at -= 1
    return before[at]


def _is_owner(article: Article, trigger: Trigger, found: Found) -> bool:
    """Whether a noun is followed by whose act it is: "the resignation of Italy's premier"."""
    between = article.lower[trigger.end : found.start]
    return trigger.noun and re.fullmatch(r" of (?:the )?(?:[a-z-]+ ){0,2}", between) is not None


def _behind_saying(article: Article, trigger: Trigger, named: list[Found]) -> Found | None:
    """Return who says so behind the act: "Interest rates were raised, the Bank of Canada said"."""
    return next(
        (
            f
            for f in named
            if f.start >= trigger.end and f.role != "demonym" and _SAID.match(article.lower, f.end)
        ),
        None,
    )


def _country_in(article: Article, trigger: Trigger, named: list[Found]) -> Found | None:
    """Return the country that the act is in: "voters in Greece", "an election in Brazil"."""
    near = [f for f in named if f.role == "place" and abs(f.start - trigger.end) <= _FAR]
    inside = [f for f in near if _IN.search(article.lower[max(0, f.start - 24) : f.start])]
    return min(inside, key=lambda f: abs(f.start - trigger.start), default=None)
