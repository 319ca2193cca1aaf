"""The tables of places in ``data/``, as an index from the words of a name to what it may name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple

Role = Literal["place", "demonym", "seat", "firm", "person"]

_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d"})
_LONGEST_ACRONYM = 7


class Entry(NamedTuple):
    """What a name may stand for.

    ``rank``: 2 a site, 1 a town or region, 0 a country, -1 the seat of a body, a firm or a person;
    ``region``: code of a state or province, for towns too; ``people``: thousands, of a town;
    ``upper``: read only in capitals ("US", "SEC").
    """

    name: str
    country: str
    zone: str
    rank: int
    role: Role
    region: str = ""
    people: int = 0
    upper: bool = False


class Index(NamedTuple):
    """``entries`` by key, most words of a name by its first word, and what may qualify a town."""

    entries: dict[str, list[Entry]]
    longest: dict[str, int]
    qualifiers: dict[str, Entry]


@cache
def index() -> Index:
    """Return the index of all tables, read once."""
    made = Index({}, {}, {})
    for row in table_rows("countries.txt"):
        _add_country(made, row)
    for row in table_rows("regions.txt"):
        _add_region(made, row)
    for name, rank, role in (("sites", 2, "place"), ("bodies", -1, "seat")):
        _add_listed(made, f"{name}.txt", rank, role)  # type: ignore[arg-type]
    for name, kind in (("firms", "firm"), ("people", "person")):
        _add_listed(made, f"{name}.txt", -1, kind)  # type: ignore[arg-type]
    for table in ("towns.txt", "cities.txt"):
        for row in table_rows(table):
            _add_towns(made, row)
    return made


@cache
def country_rows() -> dict[str, tuple[str, str, frozenset[str]]]:
    """Return code -> (name, zone of the capital, keys of the capital as the name of the government)."""
    rows = table_rows("countries.txt")
    return {
        row[0]: (row[2].split(",")[0], row[1], frozenset(map(key_of, filter(None, row[4].split(",")))))
        for row in rows
    }


@cache
def listed_words(table: str) -> frozenset[str]:
    """Return the words of a table of words, as keys; a hyphen stands for a space."""
    return frozenset(key_of(word) for row in table_rows(table) for word in row[0].split())


def key_of(name: str) -> str:
    """Return the words of ``name`` in small letters without accents: "São Paulo" and "Sao Paulo" are one."""
    if name.isalpha() and name.isascii():
        return name.lower()
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
        name = name.lower().translate(_LETTERS)
    return " ".join("st" if word == "saint" else word for word in _WORD.findall(name.lower()))


def table_rows(table: str) -> Iterator[list[str]]:
    """Yield the fields of each line of a table in ``data/`` that is no comment."""
    text = (files("eventstudy.extract") / "data" / table).read_text(encoding="utf-8")
    return (line.split("|") for line in text.splitlines() if line and line[0] != "#")


def _put(made: Index, name: str, entry: Entry) -> None:
    key = key_of(name)
    if name.isupper() and len(name) <= _LONGEST_ACRONYM:
        entry = entry._replace(upper=True)
    there = made.entries.setdefault(key, [])
    there.append(entry)
    first, _, rest = key.partition(" ")
    words = 2 + rest.count(" ") if rest else 1
    if words > made.longest.get(first, 0):
        made.longest[first] = words


def _add_country(made: Index, row: list[str]) -> None:
    code, zone, names, demonyms = row[:4]
    country = Entry(names.split(",")[0], code, zone, 0, "place")
    for name in names.split(","):
        _put(made, name, country)
        made.qualifiers.setdefault(key_of(name), country)
    for name in filter(None, demonyms.split(",")):
        _put(made, name, country._replace(role="demonym"))


def _add_region(made: Index, row: list[str]) -> None:
    code, country, zone, names, short = (*row, "")[:5]
    for name in names.split(","):
        region = Entry(name, country, zone, 1, "place", code)
        _put(made, name, region)
        if code:
            # "Georgia" behind an American town is the state; "Atlanta, Georgia".
            made.qualifiers[key_of(name)] = region
    head = Entry(names.split(",")[0], country, zone, 1, "place", code)
    if short and not code:
        _put(made, short, head._replace(role="demonym"))
    for name in filter(None, short.split(",") if code else ()):
        made.qualifiers[key_of(name)] = head
    if country == "US" and code:
        made.qualifiers["=" + code.lower()] = head


def _add_listed(made: Index, table: str, rank: int, role: Role) -> None:
    for country, zone, names in table_rows(table):
        for spellings in names.split(","):
            shown = spellings.split("/")[0]
            for name in spellings.split("/"):
                _put(made, name, Entry(shown, country, zone, rank, role))


def _add_towns(made: Index, row: list[str]) -> None:
    country, zone, region, names = row
    for field in names.split(","):
        spellings, _, people = field.partition("=")
        shown = spellings.partition("/")[0]
        town = Entry(shown, country, zone, 1, "place", region, int(people))
        for name in spellings.split("/"):
            _put(made, name, town)
