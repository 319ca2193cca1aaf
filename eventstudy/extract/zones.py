"""Time zones: of the words beside a clock time, and of an article as a whole."""

from __future__ import annotations

from collections import Counter

from eventstudy.extract.places import find_places
from eventstudy.extract.text import Article
from eventstudy.extract.timex import find_times

CLOCK_ZONES = {
    "gmt": "UTC",
    "utc": "UTC",
    "bst": "Europe/London",
    "cet": "Europe/Paris",
    "cest": "Europe/Paris",
    "est": "America/New_York",
    "edt": "America/New_York",
    "et": "America/New_York",
    "eastern": "America/New_York",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "ct": "America/Chicago",
    "central": "America/Chicago",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "pt": "America/Los_Angeles",
    "pacific": "America/Los_Angeles",
    "jst": "Asia/Tokyo",
    "ist": "Asia/Kolkata",
    "msk": "Europe/Moscow",
    "aest": "Australia/Sydney",
    "aedt": "Australia/Sydney",
    "hkt": "Asia/Hong_Kong",
    "sgt": "Asia/Singapore",
    "london": "Europe/London",
    "new york": "America/New_York",
    "tokyo": "Asia/Tokyo",
    "beijing": "Asia/Shanghai",
    "moscow": "Europe/Moscow",
    "washington": "America/New_York",
    "baghdad": "Asia/Baghdad",
    "tehran": "Asia/Tehran",
    "riyadh": "Asia/Riyadh",
    "vienna": "Europe/Vienna",
    "paris": "Europe/Paris",
    "frankfurt": "Europe/Berlin",
    "hong kong": "Asia/Hong_Kong",
    "sydney": "Australia/Sydney",
}


def main_zone(article: Article) -> str:
    """Return the zone of the place that the article names most, else of its first clock time, else UTC."""
    places = find_places(article.clean, 0, min(len(article.clean), 50_000))
    # A town or a site says more of where things happened than the name of a country that acts.
    towns = [p for p in places if p.role == "place" and p.place.rank > 0]
    named = [p.place.zone for p in towns or places if p.role != "demonym"]
    if not named:
        clocks = find_times(article.clean, 0, min(len(article.clean), 5_000))
        return next((zone for t in clocks if (zone := clock_zone(t.zone))), "UTC")
    counts = Counter(named)
    return min(counts, key=lambda zone: (-counts[zone], named.index(zone)))


def is_sure(article: Article, zone: str) -> bool:
    """Whether nearly all places named lie in ``zone``, so that a bare clock time is surely told in it."""
    places = find_places(article.clean, 0, min(len(article.clean), 50_000))
    return bool(places) and sum(p.place.zone == zone for p in places) >= 0.75 * len(places)


def clock_zone(words: str) -> str:
    """Return the IANA zone of words such as "ET" or "Baghdad time"; empty for "local time"."""
    key = words.lower().removesuffix(" time").removesuffix(" standard").removesuffix(" daylight")
    return CLOCK_ZONES.get(key, "")
