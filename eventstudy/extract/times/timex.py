"""Time expressions found in a text, neighbouring pieces joined."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache

from eventstudy.extract.article.text import word_set
from eventstudy.extract.times import (
    calendar_times,
    clock_times,
    day_part_times,
    durations,
    longer_times,
    month_times,
    relative_times,
    story_times,
    unit_times,
)
from eventstudy.extract.times.time_rules import TimeRule
from eventstudy.extract.times.time_words import ZONE
from eventstudy.extract.times.timex_record import Timex

__all__ = ["Timex", "all_times", "find_times", "merged"]

_RULES: tuple[TimeRule, ...] = (
    *calendar_times.RULES,
    *month_times.RULES,
    *longer_times.RULES,
    *clock_times.RULES,
    *day_part_times.RULES,
    *unit_times.RULES,
    *relative_times.RULES,
    *durations.RULES,
    *story_times.RULES,
)
# Not inside a word, a number or a sum of money; behind a hyphen only in "mid-March" and the like.
_HYPHENED = "|".join(rf"(?<=\b{word}-)" for word in ("mid", "early", "late", "end", "start"))
_HEAD = re.compile(rf"(?<![\w$£€])(?:(?<!\w[-'/])|{_HYPHENED})(?<!\d[.,:])(?:[A-Za-z]+|\d+)")
_GLUE = re.compile(r"(?:[\s,(-]|on|in|of|the|at|about|around)*\Z")
_WEAK_PARTS = word_set(
    "early late mid start end turn eve night morning afternoon evening midnight midday lunchtime"
)
# Hours of the trading day, which TIMEX3 does not mark.
_SESSION = re.compile(r"first thing|(?:before|at|after) (?:open|close) of trade")
_PARTS_OF_DAY = word_set("night morning afternoon evening midnight midday lunchtime")
_IN_THE = re.compile(
    r"\b(?:(?:in|during|by|late in|early in) (?:the )?"
    r"|(?:at|around|about|before|after|by|near) )(?:the\b.{0,3})?\Z",
    re.IGNORECASE,
)
_ZONE_BEHIND = re.compile(rf",?\s+\(?(?P<zone>{ZONE})", re.IGNORECASE)
_GREENWICH = re.compile(clock_times.GREENWICH.removesuffix("?"), re.IGNORECASE)
_TELLS_NO_DAY = word_set("duration set ref comparison hour rate")
_HISTORY = re.compile(
    r"\b(?:since|dat(?:es|ed|ing) (?:back )?(?:to|from)|as far back as|born|founded)\s+"
    r"(?:(?:at|in|on|the|least|early|late|mid|about|around)[\s-]+){0,3}\Z",
    re.IGNORECASE,
)


def find_times(clean: str, start: int, end: int) -> list[Timex]:
    """Find the time expressions of ``clean[start:end]`` that can date an event, in order, without overlap.

    Neighbouring pieces such as "early", "Friday" and "Jan. 3" are one expression. Lengths of time, what
    recurs and words such as "now" date nothing: for those, too, see :func:`all_times`. Of lone parts of a
    day only those told of one day do, such as "in the evening": not "the morning paper" or "morning trade".
    """
    return [t for t in all_times(clean, start, end) if _can_date(t) or _is_of_the_day(clean, t)]


def _is_of_the_day(clean: str, timex: Timex) -> bool:
    """Whether a lone part of the day is that of the day told: "in the evening", "shortly before midnight"."""
    if timex.kinds != ("part",) or timex.part not in _PARTS_OF_DAY:
        return False
    if clean.endswith("on the stroke of ", max(0, timex.start - 17), timex.start):
        return True
    return bool(_IN_THE.search(clean, max(0, timex.start - 24), timex.start + 4))


def all_times(clean: str, start: int, end: int) -> list[Timex]:
    """Find every time expression of ``clean[start:end]``, in order, without overlap."""
    # Words before "start" tell of what follows them: "since", a digit, a currency sign.
    low = max(0, start - 24)
    return [_shifted(t, low) for t in _scanned(clean[low:end], start - low)]


def _shifted(timex: Timex, by: int) -> Timex:
    if not by:
        return timex
    tag = timex.tag and (timex.tag[0] + by, timex.tag[1] + by)
    cut = timex.cut and (timex.cut[0] + by, timex.cut[1] + by)
    return replace(timex, start=timex.start + by, end=timex.end + by, tag=tag, cut=cut)


@lru_cache(maxsize=512)
def _scanned(text: str, start: int) -> tuple[Timex, ...]:
    found: list[Timex] = []
    at = start
    for head in _HEAD.finditer(text, start):
        if head.start() < at:
            continue
        atom = _longest(text, head)
        if atom is None:
            continue
        at = atom.end
        joined = _join(found[-1], atom, text) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(atom)
    starts = [t.start for t in found] + [len(text)]
    return tuple(_placed(t, text, starts[n]) for n, t in enumerate(found, start=1))


def _longest(text: str, head: re.Match[str]) -> Timex | None:
    word = head.group().lower()
    best: Timex | None = None
    for known in _BY_HEAD.get("#" if word[0].isdigit() else word, ()):
        match = known.pattern.match(text, head.start())
        if match is None or (best is not None and match.end() <= best.end):
            continue
        fields = known.read(match)
        if fields is not None:
            end = match.start() + len(match.group().rstrip(" ,("))
            best = Timex(start=match.start(), end=end, **fields)  # type: ignore[arg-type]
    return best


def _by_head() -> dict[str, tuple[TimeRule, ...]]:
    table: dict[str, list[TimeRule]] = defaultdict(list)
    for known in _RULES:
        for head in known.heads:
            table[head].append(known)
    return {head: tuple(rules) for head, rules in table.items()}


_BY_HEAD = _by_head()


def _placed(timex: Timex, text: str, limit: int) -> Timex:
    """Add the zone told behind the day, and mark a time after "since", which begins what lasts."""
    if not timex.zone and len(timex.kinds) > 1 and {"clock", "part"} & set(timex.kinds):
        zoned = _ZONE_BEHIND.match(text, timex.end, limit)
        if zoned:
            timex = replace(timex, zone=zoned["zone"], end=zoned.end(), tag=(timex.extent[0], zoned.end()))
    if timex.clock is not None and timex.zone.lower() in ("", "local time"):
        # "at 10:27 p.m. on Tuesday (1327 GMT)": both clocks together tell the zone.
        other = _GREENWICH.match(text, timex.end)
        timex = (
            replace(timex, zone=clock_times.zone_of(timex.clock, other["other"]) or timex.zone)
            if other
            else timex
        )
    before = text[max(0, timex.extent[0] - 40) : timex.extent[0]]
    return replace(timex, historical=True) if _HISTORY.search(before) else timex


def _can_date(timex: Timex) -> bool:
    if _TELLS_NO_DAY & set(timex.kinds) or (timex.bare and not timex.part):
        return False
    # A lone "late" or "end" names no time.
    weak = timex.part in _WEAK_PARTS or bool(_SESSION.fullmatch(timex.part))
    return not (timex.kinds == ("part",) and weak)


_BESIDE = word_set("same next earlier later before after")
_CALENDAR = word_set("date month year quarter")
_HOURS = word_set("part clock")


def _join(left: Timex, right: Timex, text: str) -> Timex | None:
    gap = text[left.end : right.start]
    kinds, others = set(left.kinds), set(right.kinds)
    if len(gap) > 14 or not _GLUE.match(gap) or (kinds | others) & _TELLS_NO_DAY:
        return None
    if kinds & others - {"part"} or "offset" in kinds | others:
        return _join_offset(left, right)
    if "part" in kinds and "part" in others:
        return merged(left, right, part=f"{left.part} {right.part}")
    if kinds & _CALENDAR and others & _CALENDAR:
        return merged(left, right) if "year" in others and left.year is None and right.year else None
    if "deictic" in kinds | others and (kinds | others) & _CALENDAR:
        return None
    if (kinds | others) & {"month", "quarter", "year"} and (kinds | others) & {"weekday", "clock"}:
        return None
    return merged(left, right)


def _join_offset(left: Timex, right: Timex) -> Timex | None:
    """Join "the next" and "morning", or "two days later" and "on Sunday"."""
    if left.direction in ("later", "same", "next") and ("part" in right.kinds or "weekday" in right.kinds):
        return merged(left, right)
    if left.part and left.kinds == ("part",) and right.direction in ("same", "next", "earlier"):
        return merged(left, right)
    # "11 p.m. the night before", "six that evening", "9 a.m. the following day"
    if left.kinds == ("clock",) and right.unit == "day" and right.direction in _BESIDE:
        return merged(left, right)
    return None


def merged(left: Timex, right: Timex, **changes: object) -> Timex:
    """Return two neighbouring pieces as one expression: what the first does not say is from the second."""
    values: dict[str, object] = {}
    for name in Timex.__dataclass_fields__:
        mine, other = getattr(left, name), getattr(right, name)
        # Monday is weekday 0: unset is told apart from zero.
        unset = mine is None or mine is False or mine in ("", ())
        values[name] = other if unset else mine
    first = right if _SESSION.fullmatch(left.part) and left.kinds == ("part",) else left
    last = left if _SESSION.fullmatch(right.part) and right.kinds == ("part",) else right
    values |= {"start": left.start, "end": right.end, "tag": (first.extent[0], last.extent[1])}
    values |= {"kinds": left.kinds + right.kinds, **changes}
    return replace(left, **values)  # type: ignore[arg-type]
