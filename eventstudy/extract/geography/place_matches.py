"""Names in a text that may be those of places: the longest ones, and none that is part of another name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eventstudy.extract.article.text import word_set
from eventstudy.extract.geography.gazetteer import Entry, country_rows, index, key_of
from eventstudy.extract.geography.homonyms import qualified
from eventstudy.extract.geography.names_around import (
    has_surname,
    is_in_other_name,
    is_of_person,
    is_shy,
    is_told_as_place,
)

_CAPITALISED = re.compile(r"(?<![\w$])[A-Z\u00c0-\u00d6\u00d8-\u00de\u0130\u0141\u0160\u015a\u017d][\w]*")
_MORE = re.compile(r"(?:[ '\u2019&/-]|\. |\.(?=[A-Z])|(?<=[A-Za-z]\.)| & |\n|, (?=D\.?C\b))?([^\W_]+)")
_STOP = re.compile(r"\.")
# Words of a name that may stand in small letters: "the Hormuz strait", "Rio de Janeiro".
_SMALL = word_set(
    "of the de del da do dos das la le les el al and en es sur am an der on upon by s d a i w y ng"
    " strait straits canal airport gulf sea port refinery field air base airbase terminal plant pipeline"
    " dam island islands region state province city airfield reactor oil sands mine mall beach refinery"
    " exchange ministry treasury central bank board commission council department secretary crossing"
    " nuclear power site hospital parliament reserve international secretariat statistics parliamentary"
    " finance commerce regulator securities naval gas market festival institute plus ed din to top court"
    " guards revolutionary house prison"
)


def matches(clean: str) -> Iterator[tuple[int, int, list[Entry]]]:
    """Yield each longest name that is no part of another name, with all that it may stand for."""
    longest, past = index().longest, 0
    for word in _CAPITALISED.finditer(clean):
        if word.start() < past:
            continue
        first = key_of(word.group())
        words = longest.get(first)
        if words is None:
            continue
        match = _longest_match(clean, word, first, words)
        if match is None:
            continue
        end, key, rows = match
        kept = qualified(clean, word.start(), end, rows)
        if kept is not None:
            end, rows = kept
        elif not _stands(clean, word.start(), end, key, rows):
            continue
        past = end
        yield word.start(), end, rows


def _longest_match(
    clean: str, word: re.Match[str], first: str, words: int
) -> tuple[int, str, list[Entry]] | None:
    entries, key, end = index().entries, first, word.end()
    best = _fitting(clean, word.start(), end, key, entries.get(key))
    for _ in range(words - 1):
        more = _MORE.match(clean, end)
        # A full stop goes on with the name only behind an initial or "St".
        if more is None or (_STOP.match(clean, end) and end - word.start() > 2 and key not in ("st", "u s")):
            break
        token = key_of(more[1])
        if not (more[1][0].isupper() or more[1][0].isdigit() or token in _SMALL):
            break
        key, end = f"{key} {token}", more.end()
        best = _fitting(clean, word.start(), end, key, entries.get(key)) or best
    return best


def _fitting(
    clean: str, start: int, end: int, key: str, rows: list[Entry] | None
) -> tuple[int, str, list[Entry]] | None:
    if not rows:
        return None
    kept = [entry for entry in rows if is_spelled(clean[start:end], entry)]
    if end < len(clean) and clean[end] == "." and len(key) == 3 and key[1] == " ":
        end += 1  # the last point of "U.S."
    return (end, key, kept) if kept else None


def is_spelled(words: str, entry: Entry) -> bool:
    """Whether capitals are where the name has them: "US" is no "Us"."""
    return words.isupper() if entry.upper else words[:1].isupper()


def _stands(clean: str, start: int, end: int, key: str, rows: list[Entry]) -> bool:
    """Whether the words name a place, and not somebody or something that is called like one."""
    top = rows[0]
    if top.role in ("firm", "person") and is_of_person(clean, start, end, key, head=top.role == "person"):
        return False
    if top.role in ("seat", "firm", "person"):
        return not (top.upper and top.name == "WHO" and clean[max(0, start - 4) : start].strip().isupper())
    if top.rank < 2 and is_in_other_name(
        clean, start, end, demonym=top.role == "demonym", country=top.rank == 0
    ):
        return False
    if top.rank == 2 or top.role == "demonym":
        return True
    if is_shy(key) and top.rank == 1 and not _is_great(top):
        return is_told_as_place(clean, start, end)
    return not has_surname(clean, key, end)


def _is_great(entry: Entry) -> bool:
    """Whether the name is above all that of a capital."""
    return key_of(entry.name) in country_rows()[entry.country][2] and entry.people > 500
