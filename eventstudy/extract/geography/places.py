"""Places that a text names, each with its country and time zone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from eventstudy.extract.geography.gazetteer import Entry, Role, country_rows, index, key_of
from eventstudy.extract.geography.homonyms import chosen
from eventstudy.extract.geography.place_matches import is_spelled, matches

_COMPOUND = re.compile(
    r"-(?:backed|led|linked|aligned|based|born|owned|controlled|held|made|listed|registered|flagged|bound"
    r"|supported|sponsored|brokered|affiliated|funded|style|wide|imposed|occupied|trained|supplied|run)\b"
)
# Bodies whose name alone means those of one country, unless the text is about another.
_OF_EVERY_STATE = frozenset(
    {
        "Congress",
        "Senate",
        "House of Representatives",
        "Supreme Court",
        "Parliament",
        "Treasury Department",
        "Labor Department",
        "Commerce Department",
        "Justice Department",
        "Energy Department",
        "Ministry of Commerce",
        "State Council",
        "Communist Party",
        "Labour Party",
        "Home Office",
        "Foreign Office",
        "Republicans",
        "Democrats",
        "Financial Services Agency",
        "Capitol Hill",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place: name for reports, ISO 3166 country, IANA zone.

    ``rank`` is how exact it is: 2 a site, 1 a town or region, 0 a country, -1 the seat of a body.
    """

    name: str
    country: str
    zone: str
    rank: int
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place named at ``[start, end)``: as such, by a demonym ("Iraqi"), or by a body seated there.

    ``capital``: the town is that of a government, which news calls by its name ("Tehran said").
    """

    start: int
    end: int
    place: Place
    role: Role
    capital: bool = False


class _ByName(Mapping[str, tuple[Place, Role]]):
    """Name -> (place, role) of the whole gazetteer; of several places of one name the first."""

    def __getitem__(self, name: str) -> tuple[Place, Role]:
        entry = next((e for e in index().entries[key_of(name)] if _is_public(e)), None)
        if entry is None or not is_spelled(name, entry):
            raise KeyError(name)
        return _place(entry), entry.role

    def __iter__(self) -> Iterator[str]:
        first = (rows[0] for rows in index().entries.values())
        return (e.name for e in first if e.role == "place" and e.name[0].isupper())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def gazetteer() -> Mapping[str, tuple[Place, Role]]:
    """Return name -> (place, role)."""
    return _ByName()


def country_name(code: str) -> str:
    """Return the English name of a country of the gazetteer, else the code."""
    row = country_rows().get(code)
    return row[0] if row else code


def find_places(clean: str, start: int, end: int) -> list[Found]:
    """Find the places, demonyms and seats named in ``clean[start:end]``; the longest name wins.

    Of several places of one name the whole of ``clean`` tells which is meant.
    """
    return [found for found in _within(clean, start, end) if found.role not in ("firm", "person")]


def find_offices(clean: str, start: int, end: int) -> list[Found]:
    """Find the firms and heads of state named in ``clean[start:end]``, with the seat of each."""
    return [found for found in _within(clean, start, end) if found.role in ("firm", "person")]


def place_named(words: str, country: str = "") -> Place | None:
    """Return the place that ``words`` are the name of, else None.

    Of several it is the one in ``country``, else the largest town, else the first of the tables.
    """
    rows = index().entries.get(key_of(words), ())
    fitting = [e for e in rows if e.role in ("place", "seat") and is_spelled(words, e)]
    if not fitting:
        return None
    here = [e for e in fitting if e.country == country] or fitting
    return _place(max(here, key=lambda e: e.people))


def _within(clean: str, start: int, end: int) -> list[Found]:
    everywhere = _all_places(clean)
    first = bisect_left(everywhere, start, key=lambda f: f.start)
    found = []
    for one in everywhere[first:]:
        if one.start >= end:
            break
        if one.end <= end:
            found.append(one)
    return found


@lru_cache(maxsize=4)
def _all_places(clean: str) -> tuple[Found, ...]:
    """All that the text names, in order: first what names match, then which of the places of one name."""
    told = list(matches(clean))
    named = Counter(rows[0].country for _, _, rows in told if rows[0].rank >= 0 and _is_one(rows))
    found = []
    for start, end, rows in told:
        entry = chosen(rows, named)
        if entry.name in _OF_EVERY_STATE and _is_abroad(entry, named):
            continue
        adjective = entry.role == "place" and entry.rank < 2 and _COMPOUND.match(clean, end) is not None
        found.append(
            Found(
                start=start,
                end=end,
                place=_place(entry),
                role="demonym" if adjective else entry.role,
                capital=entry.rank == 1 and key_of(entry.name) in country_rows()[entry.country][2],
            )
        )
    return tuple(_without_doubles(clean, found))


def _without_doubles(clean: str, found: list[Found]) -> Iterator[Found]:
    """Leave out the body of another country's name: "the Greek Parliament" is not that in London."""
    before: Found | None = None
    for one in found:
        owned = before is not None and clean[before.end : one.start] in (" ", "'s ", "' ")
        if (
            one.role == "seat"
            and owned
            and before is not None
            and before.place.rank == 0
            and before.place.country != one.place.country
        ):
            continue
        yield one
        before = one


def _is_abroad(entry: Entry, named: Counter[str]) -> bool:
    """Whether the text is about another country than that of a body which every country has."""
    return named[entry.country] < 2 and max(named.values(), default=0) > 2


def _is_one(rows: list[Entry]) -> bool:
    return len({entry.country for entry in rows}) == 1


def _is_public(entry: Entry) -> bool:
    return entry.role not in ("firm", "person")


@lru_cache(maxsize=2048)
def _place(entry: Entry) -> Place:
    return Place(
        name=entry.name, country=entry.country, zone=entry.zone, rank=entry.rank, region=entry.region
    )
