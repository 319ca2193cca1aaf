"""Which of several places of one name is meant: by the words behind it, else by the rest of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from eventstudy.extract.geography.gazetteer import Entry, country_rows, index, key_of

_BEHIND = re.compile(r", ?((?:[A-Z][\w'-]*\.?(?:[A-Z]\.)*|of)(?: (?:[A-Z][\w'-]*\.?|of)){0,2})")
_LISTED = re.compile(r",? and [A-Z]|, [A-Z][a-z]+,? and ")
_GREAT = 500
# Whom the name Georgia is told beside: the neighbours of the country, or the towns of the state.
_CAUCASUS = ("RU", "AM", "AZ", "GE")


def qualified(clean: str, start: int, end: int, rows: list[Entry]) -> tuple[int, list[Entry]] | None:
    """Return where the qualifier ends and the place meant, for "Paris, Texas"; else None."""
    towns = sorted((entry for entry in rows if entry.rank == 1 and entry.people), key=_standing)
    behind = _BEHIND.match(clean, end) if towns and clean.startswith(",", end) else None
    if behind is None:
        return None
    found = _qualifier(behind[1])
    if found is None:
        return None
    words, larger = found
    stop = behind.start(1) + words
    inside = [t for t in towns if t.country == larger.country and larger.region in ("", t.region)]
    if inside:
        return stop, inside[:1]
    # Every American state and Canadian province has towns that the table lacks; a great capital has one home.
    if (
        larger.country in ("US", "CA")
        and larger.region
        and not (_is_capital(towns[0]) and _is_list(clean, stop))
    ):
        return stop, [larger._replace(name=clean[start:end], people=1)]
    return None


def _qualifier(words: str) -> tuple[int, Entry] | None:
    """Return how many characters of ``words`` name a country or region, and which; the longest name wins."""
    table = index().qualifiers
    cut = len(words)
    while cut > 0:
        part = words[:cut]
        entry = table.get(key_of(part))
        if entry is None and len(part) == 2 and part.isupper():
            entry = table.get("=" + part.lower())
        if entry is not None:
            return len(part) - (part.endswith(".") and not _is_short(part)), entry
        cut = words.rfind(" ", 0, cut)
    return None


def _is_list(clean: str, end: int) -> bool:
    """Whether the names go on: "Washington, Georgia and Ukraine" are three."""
    return _LISTED.match(clean, end) is not None


def _is_short(part: str) -> bool:
    """Whether the full stop belongs to the word, as in "Mass."."""
    return len(part) <= 6 or part.count(".") > 1


def _is_capital(entry: Entry) -> bool:
    return entry.people >= _GREAT and key_of(entry.name) in country_rows()[entry.country][2]


def chosen(rows: list[Entry], named: Mapping[str, int]) -> Entry:
    """Return the entry that is meant; ``named`` counts the countries that the rest of the text names."""
    ranked = sorted(rows, key=_standing)
    first = ranked[0]
    if len(rows) == 1 or _is_capital(first):
        return first
    if first.country == "GE" and first.rank == 0:
        return _georgia(ranked, named)
    if first.rank != 1 or first.country in named:
        return first
    return next((entry for entry in ranked if entry.country in named), first)


def _standing(entry: Entry) -> tuple[bool, bool, int]:
    """Bodies, sites and countries before regions, those before towns, great towns before small ones."""
    return entry.rank == 1, bool(entry.people), -entry.people


def _georgia(ranked: list[Entry], named: Mapping[str, int]) -> Entry:
    state = next((entry for entry in ranked if entry.country == "US"), ranked[0])
    return state if named.get("US", 0) > sum(named.get(code, 0) for code in _CAUCASUS) else ranked[0]
