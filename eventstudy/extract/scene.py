"""Where an event took place and whose act it is, from the places named beside its trigger."""

from __future__ import annotations

import re

from eventstudy.extract.places import Found, Place, country_name
from eventstudy.extract.text import Article, word_set
from eventstudy.extract.time_words import MONTHS, WEEKDAYS
from eventstudy.extract.triggers import Trigger

_LOCATED = word_set("killing attack airstrike storming explosion disaster outage protest arrest")
_AT = re.compile(
    r"\b(?:in|at|near|outside|off|over|into|across|inside|around|toward|towards)\s+(?!(?:response"
    r"|retaliation|revenge|reply|which)\b)"
    r"(?:(?!for |of )[a-z'-]+\s+){0,3}(?:(?:coast|city|port|town|north|south|east|west"
    r"|province|capital) of )?\Z"
)
# Who tells of an event, or feels it from afar, is not where it happened.
_SAYER = re.compile(
    r"(?: (?:officials?|authorities|media|spokes\w+))? (?:said|says|told|announced|confirmed|reported)\b"
)
_FELT = re.compile(r"\b(?:felt|seen|visible|condemned)(?: as far away as)? (?:in|from|across) (?:the )?\Z")
_SITE_NOUN = re.compile(
    r"\s+(?:[A-Za-z]+\s+){0,2}(?:air )?(?:bases?|airbases?|soil|territory|capital|airports?|ports?|oil "
    r"fields?|waters|coast)\b"
)
# "the Iranian consulate in Najaf": the country is that of the owner, the scene is the town.
_HOUSE = r"(?:'s?)?\s+(?:[a-z-]+\s+){0,2}(?:consulates?|embass(?:y|ies)|missions?|compounds?|offices?)"
_ELSEWHERE = re.compile(
    _HOUSE + r"\s+(?:in|at|near)\s+(?:the\s+)?(?P<where>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)?)"
)
_TIMES = frozenset(MONTHS) | frozenset(WEEKDAYS)


def town_of(article: Article, trigger: Trigger, places: list[Found]) -> str:
    """Return the town named for a building of another country, also one that the gazetteer lacks."""
    if trigger.type not in _LOCATED:
        return ""
    named = [_elsewhere(article, p) for p in places if p.start >= trigger.end]
    return next((town for town in named if town), "")


def _elsewhere(article: Article, found: Found) -> str:
    """Return where a building stands that is named after the country ``found``; empty if it is not told."""
    match = _ELSEWHERE.match(article.clean, found.end) if found.place.rank == 0 else None
    town = match["where"].removesuffix("'s") if match else ""
    return "" if town.split(" ")[0].lower() in _TIMES else town


def place_of(article: Article, trigger: Trigger, places: list[Found]) -> Place | None:
    """Return the place of an event: its scene, or for a decision the seat of who took it."""
    if trigger.type in _LOCATED:
        scene = _location(article, trigger, places)
        # Who shuts a plant down or locks a town down does so at home; who attacks does not.
        if scene is not None or trigger.type != "outage":
            return scene
    seated = [
        p
        for p in places
        if p.role == "place"
        and p.place.rank > 0
        and re.search(
            r"\b(?:in|at|outside|inside)(?: \d+)? \Z", article.lower[max(0, p.start - 12) : p.start]
        )
        and not article.clean.startswith("'s", p.end)
    ]
    actors = [p for p in places if p.start < trigger.end]
    chosen = (seated or actors)[:1]
    return chosen[0].place if chosen else None


def _location(article: Article, trigger: Trigger, places: list[Found]) -> Place | None:
    """Return the place beside a preposition or behind the trigger; sites beat towns, towns beat countries."""
    scored = []
    for found in places:
        if _SAYER.match(article.lower, found.end) or _FELT.search(
            article.lower, max(0, found.start - 24), found.start
        ):
            continue
        if _elsewhere(article, found):
            continue
        bound = _is_bound(article, trigger, found)
        exact = found.role == "place" and (found.place.rank > 1 or bound)
        if exact or (found.role == "demonym" and _SITE_NOUN.match(article.clean, found.end, found.end + 60)):
            after = found.start >= trigger.end
            score = 4 * bound + 2 * after + 3 * found.place.rank
            scored.append((-score, abs(found.start - trigger.start), found.start, found.place))
    return min(scored, key=lambda s: s[:3])[3] if scored else None


def _is_bound(article: Article, trigger: Trigger, found: Found) -> bool:
    """Whether the words make the place the scene, and not one who acts: "in Iraq", "attacked Abqaiq"."""
    if _AT.search(article.clean[max(0, found.start - 40) : found.start]):
        return not (found.end <= trigger.start and len(article.clean[found.end : trigger.start].split()) < 2)
    if found.start < trigger.end:
        return False
    between = article.clean[trigger.end : found.start].split()
    return len(between) <= 4 and not {"by", "for", "from", "against", "to", "with"} & set(between)


def agent_of(lower: str, trigger: Trigger, places: list[Found]) -> str:
    """Country whose act it is: the name just before the trigger."""
    reach = 26 if trigger.noun else 90
    before = [
        p for p in places if p.end <= trigger.start and trigger.start - p.end <= reach and p.place.rank <= 0
    ]
    if not before:
        return ""
    nearest = before[-1]
    between = lower[nearest.end : trigger.start]
    if re.search(r"\b(?:in|on|at|of|from|was|were|is|are)\b|[,;]", between) or _AT.search(
        lower[max(0, nearest.start - 16) : nearest.start]
    ):
        return ""
    return nearest.place.name if nearest.role == "seat" else country_name(nearest.place.country)
