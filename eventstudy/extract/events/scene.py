"""Where an event took place and whose act it is, from the places named beside its trigger."""

from __future__ import annotations

import re
from collections import Counter

from eventstudy.extract.article.text import Article, word_set
from eventstudy.extract.events.seat import seat_of
from eventstudy.extract.events.triggers import Trigger
from eventstudy.extract.geography.places import Found, Place, country_name, find_offices, find_places
from eventstudy.extract.times.time_words import MONTHS, WEEKDAYS

# Senses whose events have a scene; of the others the one who decides tells the country.
_LOCATED = word_set(
    "killing death attack airstrike storming downing explosion disaster outage protest shipping"
    " trading_halt pandemic coerce mobilise retreat"
)
# Who shuts a plant, locks a town down or shoots a plane down does so at home; who attacks does not.
_AT_HOME = word_set("outage downing trading_halt shipping pandemic mobilise protest disaster coerce")
_AT = re.compile(
    r"\b(?:in|at|near|outside|off|over|into|across|inside|around|toward|towards|throughout|within|along"
    r"|through"
    r"|beneath|above)\s+(?!(?:response|retaliation|revenge|reply|which)\b)"
    r"(?:(?!for |of |by )[a-z'-]+\s+){0,3}(?:(?:coast|city|port|town|north|south|east|west|outskirts|suburbs"
    r"|province|capital|waters|shores) of )?(?:the )?\Z"
)
# Who tells of an event, or feels it from afar, is not where it happened.
_SAYER = re.compile(
    r"(?:'s)?(?: (?:[a-z]+ )?(?:officials?|authorities|media|spokes\w+|television|police|ministry"
    r"|news agency))?,? (?:said|says|told|announced|confirmed|reported|warned|vowed|denied|condemned)\b"
)
_FELT = re.compile(
    r"\b(?:felt|seen|visible|condemned|according to|rattled|shook)(?: \w+)?(?: as far away as)?"
    r"(?: (?:in|from|across))? (?:the )?\Z"
)
_SITE_NOUN = re.compile(
    r"(?:'s?)?\s+(?:[A-Za-z-]+\s+){0,2}(?:bases?|airbases?|soil|territory|capital|airports?|ports?"
    r"|oil ?fields?|waters|coast|airspace|border|cit(?:y|ies)|towns?|villages?|islands?|provinces?|regions?"
    r"|refiner(?:y|ies)"
    r"|(?:oil|nuclear|gas|power|military|energy) (?:facilit(?:y|ies)|plants?|sites?)|stations?"
    r"|pipelines?|terminals?|infrastructure|airfields?|barracks|hospitals?|schools?|mines?|platforms?"
    r"|rigs?)\b"
)
# "the Iranian consulate in Najaf": the country is that of the owner, the scene is the town.
_HOUSE = r"(?:'s?)?\s+(?:[a-z-]+\s+){0,2}(?:consulates?|embass(?:y|ies)|missions?|compounds?|offices?)"
_ELSEWHERE = re.compile(
    _HOUSE + r"\s+(?:in|at|near)\s+(?:the\s+)?(?P<where>[A-Z][\w'-]+(?:\s+[A-Z][\w'-]+)?)"
)
# Seas have many shores: a nearer place tells more.
_SEA = re.compile(r"\b(?:Sea|Gulf|Channel|Bay|Atlantic|Pacific|Ocean)\b")
_BY = 12
_TIMES = frozenset(MONTHS) | frozenset(WEEKDAYS)
_READ = 50_000
_ACTED_ON = {"by", "for", "from", "to", "with", "after", "before", "as", "since"}


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


def place_of(
    article: Article, trigger: Trigger, places: list[Found], dateline: Place | None = None
) -> Place | None:
    """Return the place of an event: its scene, or for a decision the seat of who took it.

    Parameters
    ----------
    article : Article
        The text.
    trigger : Trigger
        The word that tells the event.
    places : list of Found
        The places named beside it, in order.
    dateline : Place, optional
        Where the article is from: taken for an event that has a scene and names none.
    """
    offices = _offices(article, trigger, places)
    if trigger.type not in _LOCATED:
        return seat_of(article, trigger, [*places, *offices])
    scene = _location(article, trigger, places)
    if scene is None and trigger.type in _AT_HOME:
        scene = seat_of(article, trigger, [*places, *offices])
    return scene or dateline


def usual_place(article: Article) -> Place | None:
    """Return the country that the text is mostly about, for an event whose words tell no place.

    Names in the first line count three times. The zone is that of the town or site named most there.
    """
    found = [*find_places(article.clean, 0, _READ), *find_offices(article.clean, 0, _READ)]
    weights: Counter[str] = Counter()
    zones: Counter[tuple[str, str]] = Counter()
    head = article.sentences[0].end if article.sentences else 0
    for one in found:
        weights[one.place.country] += 3 if one.end <= head else 1
        zones[one.place.country, one.place.zone] += 1 + 2 * (one.place.rank > 0)
    if not weights:
        return None
    code = max(weights, key=lambda c: weights[c])
    zone = max((pair for pair in zones if pair[0] == code), key=lambda pair: zones[pair])[1]
    return Place(name=country_name(code), country=code, zone=zone, rank=0)


def _offices(article: Article, trigger: Trigger, places: list[Found]) -> list[Found]:
    """Firms and heads of state of the clause that ``places`` were found in, and of what is just around it."""
    low = min([p.start for p in places] + [max(0, trigger.start - 160)])
    high = max([p.end for p in places] + [trigger.end + 90])
    stop = article.clean.rfind(". ", low, trigger.start)
    low = stop + 2 if stop >= 0 else low
    end = article.clean.find(". ", trigger.end, high)
    return find_offices(article.clean, low, end if end >= 0 else high)


def _location(article: Article, trigger: Trigger, places: list[Found]) -> Place | None:
    """Return the place beside a preposition or behind the trigger; sites beat towns, towns beat countries."""
    scored = []
    for found in places:
        if _SAYER.match(article.lower, found.end) or _FELT.search(
            article.lower, max(0, found.start - 40), found.start
        ):
            continue
        if _elsewhere(article, found) or found.role == "seat":
            continue
        bound = _is_bound(article, trigger, found)
        exact = found.role == "place" and (found.place.rank > 1 or bound)
        if exact or (
            (found.role == "demonym" or article.clean.startswith("'s", found.end))
            and _SITE_NOUN.match(article.clean, found.end, found.end + 60)
        ):
            after = found.start >= trigger.end
            wide = _SEA.search(found.place.name) is not None
            score = 4 * bound + 2 * after + 3 * found.place.rank - 5 * wide
            scored.append((-score, abs(found.start - trigger.start), found.start, found.place))
    return min(scored, key=lambda s: s[:3])[3] if scored else None


def _is_bound(article: Article, trigger: Trigger, found: Found) -> bool:
    """Whether the words make the place the scene, and not one who acts: "in Iraq", "attacked Abqaiq"."""
    if _AT.search(article.clean[max(0, found.start - 50) : found.start]):
        # "Forces in Iraq attacked" does not say where; "fell near Basra and killed ten" does.
        between = article.lower[found.end : trigger.start].split()
        return found.end > trigger.start or len(between) > 1 or between == ["and"]
    if found.start < trigger.end:
        return _is_struck(article, trigger, found)
    between = article.lower[trigger.end : found.start].split()
    if between[:2] == ["out", "of"]:
        return False
    held = _ACTED_ON - {"to", "from"} if trigger.type == "retreat" else _ACTED_ON
    return len(between) <= 4 and not held & set(between)


def _is_struck(article: Article, trigger: Trigger, found: Found) -> bool:
    """Whether the place before a passive verb is what was hit: "Abqaiq was attacked"."""
    between = article.lower[found.end : trigger.start].split()
    return (
        found.place.rank > 0
        and len(between) <= 3
        and bool({"was", "were", "been", "being", "is", "are", "came"} & set(between))
        and not trigger.noun
    )


def agent_of(lower: str, trigger: Trigger, places: list[Found]) -> str:
    """Country whose act it is: the name just before the trigger, or the one behind "by"."""
    if not trigger.noun and lower.startswith(" by ", trigger.end):  # "bases targeted by Iran"
        actor = next((p for p in places if 0 <= p.start - trigger.end - 4 <= _BY and p.place.rank <= 0), None)
        return "" if actor is None else _actor_name(actor)
    reach = 26 if trigger.noun else 90
    before = [
        p
        for p in places
        if p.end <= trigger.start and trigger.start - p.end <= reach and (p.place.rank <= 0 or p.capital)
    ]
    if not before:
        return ""
    nearest = before[-1]
    between = lower[nearest.end : trigger.start]
    if re.search(r"\b(?:in|on|at|of|from|was|were|is|are)\b|[,;]", between) or _AT.search(
        lower[max(0, nearest.start - 16) : nearest.start]
    ):
        return ""
    if nearest.capital and between.startswith("'"):
        return ""
    return _actor_name(nearest)


def _actor_name(found: Found) -> str:
    return found.place.name if found.role == "seat" else country_name(found.place.country)
