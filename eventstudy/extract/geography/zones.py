"""The time zone of an event, and what tells it: stated, of its place, of the dateline, of an exchange."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from eventstudy.extract.article.text import Article
from eventstudy.extract.geography.places import Found, Place, find_offices, find_places
from eventstudy.extract.geography.zone_words import CLOCK_ZONES, clock_zone
from eventstudy.extract.times.timex import find_times

__all__ = [
    "CLOCK_ZONES",
    "ZoneChoice",
    "ZoneEvidence",
    "clock_zone",
    "event_zone",
    "is_home",
    "is_sure",
    "main_zone",
    "zone_evidence",
]

ZoneSource = Literal["stated", "place", "dateline", "exchange", "default"]
_HEAD = 600
_READ = 50_000
_TOWN = 4
_MOSTLY = 0.6
# "LONDON, March 9 (Agency) -", "NEW YORK (AP) --", "Baghdad/Tehran - ": a place, a little more, a dash.
_DATELINE = re.compile(r"[A-Z][^\n]{0,90}?(?: ?[—:]| -{1,2}) ?")
_AGENCY = re.compile(
    r"(?:,[^\n(]{0,30})?\s*\([A-Z][A-Za-z. /]{1,25}\)|,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z])"
)
_MARKETS: dict[str, str] = {
    "America/New_York": r"Wall Street|Dow Jones|Dow|S&P 500|Nasdaq|NYSE|Russell 2000|Treasuries",
    "Europe/London": r"FTSE(?: 100| 250)?|Brent|gilts?|LME|City of London",
    "Europe/Berlin": r"DAX|Dax|Bunds?|Xetra|Euro Stoxx|STOXX|Stoxx",
    "Europe/Paris": r"CAC(?: 40)?",
    "Europe/Rome": r"FTSE MIB|BTPs?",
    "Europe/Madrid": r"IBEX|Ibex",
    "Europe/Zurich": r"SMI",
    "Asia/Tokyo": r"Nikkei(?: 225)?|Topix|TOPIX|JGBs?",
    "Asia/Hong_Kong": r"Hang Seng",
    "Asia/Shanghai": r"CSI ?300|Shanghai Composite",
    "Asia/Kolkata": r"Sensex|Nifty(?: 50)?",
    "Asia/Seoul": r"KOSPI|Kospi",
    "Asia/Taipei": r"Taiex|TAIEX",
    "Asia/Singapore": r"Straits Times Index",
    "Australia/Sydney": r"ASX(?: 200)?|All Ordinaries",
    "America/Toronto": r"TSX",
    "America/Sao_Paulo": r"Bovespa|Ibovespa",
    "Europe/Moscow": r"MOEX|RTS index",
    "Europe/Istanbul": r"BIST 100",
    "Africa/Johannesburg": r"JSE",
}
_MARKET = re.compile(
    r"\b(?:" + "|".join(f"(?P<m{n}>{words})" for n, words in enumerate(_MARKETS.values())) + r")\b"
)
_ZONES_OF_MARKETS = tuple(_MARKETS)


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneChoice:
    """An IANA zone, and what it is of."""

    zone: str
    source: ZoneSource


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneEvidence:
    """What an article as a whole says of zones: its dateline, its exchange, the zone of its places."""

    dateline: Place | None
    exchange: str
    common: str


def zone_evidence(article: Article, head: tuple[int, int] = (0, 0)) -> ZoneEvidence:
    """Gather the evidence once for an article; ``head`` is where its dateline stands, if that is known."""
    return ZoneEvidence(
        dateline=dateline_place(article, head), exchange=exchange_zone(article), common=main_zone(article)
    )


def event_zone(evidence: ZoneEvidence, *, stated: str = "", place: Place | None = None) -> ZoneChoice:
    """Return the zone of an event: the one stated beside its time, of its place, dateline, exchange.

    Parameters
    ----------
    evidence : ZoneEvidence
        Of the article.
    stated : str
        IANA zone of the words beside the time (``clock_zone``); empty if there are none.
    place : Place, optional
        Where the event was.
    """
    if stated:
        return ZoneChoice(zone=stated, source="stated")
    if place is not None:
        return ZoneChoice(zone=place.zone, source="place")
    if evidence.dateline is not None:
        return ZoneChoice(zone=evidence.dateline.zone, source="dateline")
    if evidence.exchange:
        return ZoneChoice(zone=evidence.exchange, source="exchange")
    return ZoneChoice(zone=evidence.common, source="default")


def dateline_place(article: Article, head: tuple[int, int] = (0, 0)) -> Place | None:
    """Return the first place of the dateline: of ``head``, else of the first line that begins like one."""
    if head[1] > head[0]:
        return _first_town(find_places(article.clean, *head))
    for line in re.finditer(r"[^\n]+", article.clean[:_HEAD]):
        found = find_places(article.clean, line.start(), line.end())
        if found and found[0].start - line.start() <= 2 and _opens(article.clean, found[0], line.end()):
            return found[0].place
    return None


def _opens(clean: str, found: Found, end: int) -> bool:
    """Whether a dateline goes on behind the place: an agency, a date or a dash after it."""
    if found.role != "place":
        return False
    if _AGENCY.match(clean, found.end, end):
        return True
    shouted = _is_shouted(clean, found)
    stop = _DATELINE.match(clean, found.start, min(end, found.start + 60))
    near = stop is not None and stop.end() - found.end <= 30 and "—" in stop.group() + "—" * shouted
    return bool(near) and clean[found.end : found.end + 1] in (" ", ",", "/", "—", ":")


def _is_shouted(clean: str, found: Found) -> bool:
    """Whether the name is in capitals like that of a dateline, which is where the writer was."""
    return found.end - found.start > 3 and clean[found.start : found.end].isupper() and found.place.rank == 1


def _first_town(found: list[Found]) -> Place | None:
    return next((f.place for f in found if f.role == "place"), None)


def exchange_zone(article: Article) -> str:
    """Return the zone of the market whose exchange, index or bonds the article names most; else empty."""
    counts: Counter[str] = Counter()
    for match in _MARKET.finditer(article.clean, 0, _READ):
        counts[_ZONES_OF_MARKETS[int((match.lastgroup or "m0")[1:])]] += 1
    return counts.most_common(1)[0][0] if counts else ""


def main_zone(article: Article) -> str:
    """Return the zone of the country that the article is most about, else of a clock time, else UTC."""
    named = [p for p in find_places(article.clean, 0, _READ) if p.role != "demonym"]
    places = [p for p in named if not _is_shouted(article.clean, p)] or named
    if not places:
        clocks = find_times(article.clean, 0, min(len(article.clean), 5_000))
        return next((zone for t in clocks if (zone := clock_zone(t.zone))), "UTC")
    zones: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for found in places:
        # A town or a site says more of where things happened than the name of a country that acts.
        weight = _TOWN if found.role == "place" and found.place.rank > 0 else 1
        zones[found.place.zone] += weight
        countries[found.place.country] += weight
    country = countries.most_common(1)[0][0]
    return max((p.place.zone for p in places if p.place.country == country), key=lambda zone: zones[zone])


def is_sure(article: Article, zone: str) -> bool:
    """Whether nearly all places named lie in ``zone``, so that a bare clock time is surely told in it."""
    places = find_places(article.clean, 0, min(len(article.clean), _READ))
    return bool(places) and sum(p.place.zone == zone for p in places) >= 0.75 * len(places)


def is_home(article: Article, place: Place) -> bool:
    """Whether most names of the text, firms and offices among them, lie in the country of ``place``."""
    end = min(len(article.clean), _READ)
    found = [*find_places(article.clean, 0, end), *find_offices(article.clean, 0, end)]
    here = sum(p.place.country == place.country for p in found)
    return bool(found) and here >= _MOSTLY * len(found)
