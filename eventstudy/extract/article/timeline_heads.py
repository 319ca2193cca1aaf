"""The date words that head an entry or a section of a timeline, a chronology or a live blog."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_WEEKDAY = (
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|Mon\.?|Tues?\.?|Wed\.?|Thu(?:rs?)?\.?|Fri\.?|Sat\.?|Sun\.?)"
)
_YEAR = r"(?:1[6-9]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_ZONE = r"(?:GMT|UTC|BST|CET|CEST|ES?D?T|CS?D?T|MS?D?T|PS?D?T|JST|HKT|SGT|MSK|[Ll]ocal(?: time)?)"
DAY = (
    rf"(?:(?:{_WEEKDAY},? )?(?:{_YEAR}-\d\d-\d\d|{_YEAR}/\d\d/\d\d"
    rf"|{_MONTH} {_DAY}(?: ?- ?(?:{_MONTH} )?{_DAY})?(?!\d)(?:,? {_YEAR})?"
    rf"|{_DAY}(?: ?- ?{_DAY})? {_MONTH}(?:,? {_YEAR})?))"
)
_COARSE = rf"(?:(?:(?:[Ee]arly|[Ll]ate|[Mm]id)[ -])?{_MONTH},? {_YEAR}|Q[1-4] {_YEAR}|{_YEAR}|{_WEEKDAY})"
CLOCK = (
    r"(?:(?:[01]?\d|2[0-3])(?:[:.][0-5]\d(?: ?[ap]\.?m\.?)?| ?[ap]\.?m\.?| ?[Hh]rs)"
    rf"|[0-2]\d[0-5]\d(?= ?{_ZONE}))(?: ?{_ZONE})?"
)
_WORDS = rf"(?:{DAY}(?:,? (?:at )?{CLOCK})?|{CLOCK}(?:,? (?:on )?{DAY})?|{_COARSE})"
_SHOUTED = r"[A-Z]{3,9} (?:1[6-9]|20)\d\d"
_OPENING = r"[ \t]{0,12}(?:[-*+•·▪●◦‣■>]{1,2}[ \t]+|#{1,6}[ \t]+|[(\[])?"

# "Jan. 3: ...", "2020-01-03 - ...", "14:30 GMT | ...": words for a time, then what happened.
ENTRY = re.compile(
    rf"{_OPENING}(?P<words>{_WORDS})(?:[)\]]?:[ \t]+|[ \t]+[-—|][ \t]+|—|[)\]][ \t]+|\.[ \t]+|(?<=\.)[ \t]+)"
    r"(?=[^\s\d])"
)
# "16:45 The bell has gone": the entries of a live blog, where several lines begin so.
_LIVE = re.compile(rf"{_OPENING}(?P<words>{CLOCK})[ \t]+(?=[A-Z\"'“‘])")
_LIVE_LEAST = 3
NEXT_ENTRY = re.compile(rf"; (?=(?:and )?{_WORDS}(?:: | [-—] ))")
# A line of words for a time and nothing else.
DATE_LINE = re.compile(rf"{_OPENING}(?P<words>{_WORDS}|{_SHOUTED})[)\]]?[ \t]*[:.—-]?[ \t]*")
_LEVEL = re.compile(r"[ \t]{0,12}(#{0,6})")
_HEADING = 110


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    """The words for a time that govern a paragraph: of its entry, and of the section around it."""

    entry: tuple[int, int] | None = None
    section: tuple[int, int] | None = None


def heads_of(clean: str, blocks: Sequence[tuple[int, int]]) -> list[Heads]:
    """Return for each paragraph the words for a time at its head; none where the text is no timeline."""
    entries = [ENTRY.match(clean, start, end) for start, end in blocks]
    live = [_LIVE.match(clean, start, end) for start, end in blocks]
    if sum(bool(m) for m in live) >= _LIVE_LEAST:
        entries = [one or other for one, other in zip(entries, live, strict=True)]
    lines = [DATE_LINE.fullmatch(clean, start, end) for start, end in blocks]
    if sum(bool(m) for m in entries) + sum(bool(m) for m in lines) < 2:
        return [Heads()] * len(blocks)
    return _governed(clean, blocks, entries, lines)


def _governed(
    clean: str,
    blocks: Sequence[tuple[int, int]],
    entries: Sequence[re.Match[str] | None],
    lines: Sequence[re.Match[str] | None],
) -> list[Heads]:
    heads: list[Heads] = []
    section: tuple[int, int] | None = None
    entry: tuple[int, int] | None = None
    level, heading = "", _head_paragraphs(entries, lines)
    for (start, end), own, line in zip(blocks, entries, lines, strict=True):
        marks = _level(clean, start)
        if line is not None:
            section, entry, level = line.span("words"), None, marks
        elif marks and len(marks) <= len(level):
            section, entry, level = None, None, ""
        if own is not None:
            entry = own.span("words")
        heads.append(Heads(entry=entry, section=section))
        # The time before a short line without a stop heads the paragraphs below it too.
        if own is not None and (not heading or end - own.end() > _HEADING or clean[end - 1] in ".!?\"')"):
            entry = None
    return heads


def _head_paragraphs(entries: Sequence[re.Match[str] | None], lines: Sequence[re.Match[str] | None]) -> bool:
    """Whether most entries stand above paragraphs, as in a live blog, and not above the next entry."""
    below = [other or line for other, line in zip(entries[1:], lines[1:], strict=True)]
    after = [bool(other) for own, other in zip(entries, below, strict=False) if own]
    return after.count(False) > after.count(True)


def _level(clean: str, start: int) -> str:
    match = _LEVEL.match(clean, start)
    return match.group(1) if match else ""
