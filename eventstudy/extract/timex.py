"""Time expressions of a text: what kind, where, and what they say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from eventstudy.extract.text import word_set
from eventstudy.extract.time_words import ATOM, READERS

_GLUE = re.compile(r"(?:[\s,(-]|on|in|of|the|at|about|around|last|this|past)*\Z")
_WEAK_PARTS = word_set(
    "early late mid beginning start end night morning afternoon evening midnight midday lunchtime"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """One time expression.

    ``year``, ``month``, ``day``, ``weekday`` (0 is Monday), ``quarter`` are what the words say; ``part`` is
    the part of the day, month or year; ``deictic`` a word such as "yesterday"; ``count``, ``unit`` and
    ``direction`` a distance such as "two days later"; ``modifier`` the word before a weekday;
    ``about`` how a clock time is meant: "near about", "near before", "before", ... or empty if exact;
    ``to_month`` and ``to_day`` the last day of "between June 28 and 29".
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    to_month: int | None = None
    to_day: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    part: str = ""
    deictic: str = ""
    modifier: str = ""
    count: int | None = None
    unit: str = ""
    direction: str = ""
    clock: tuple[int, int] | None = None
    zone: str = ""
    about: str = ""
    kinds: tuple[str, ...] = field(default=())

    @property
    def is_absolute(self) -> bool:
        """Whether the words alone, without a date of publication, name a time."""
        return self.year is not None and not self.direction

    @property
    def has_day(self) -> bool:
        """Whether the words name a day of a month."""
        return self.month is not None and self.day is not None


def find_times(clean: str, start: int, end: int) -> list[Timex]:
    """Find the time expressions of ``clean[start:end]``, in order, without overlap.

    Neighbouring pieces such as "early", "Friday" and "Jan. 3" are one expression.
    """
    found: list[Timex] = []
    for match in ATOM.finditer(clean, start, end):
        atom = _atom(match)
        if atom is None:
            continue
        joined = _join(found[-1], atom, clean) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(atom)
    return [t for t in found if not _is_weak(t)]


def _is_weak(timex: Timex) -> bool:
    """Tell whether the words are a lone "late" or "end", which names no time."""
    return timex.kinds == ("part",) and timex.part in _WEAK_PARTS


def _join(left: Timex, right: Timex, clean: str) -> Timex | None:
    gap = clean[left.end : right.start]
    if len(gap) > 14 or not _GLUE.match(gap):
        return None
    both = (left.kinds, right.kinds)
    if set(left.kinds) & set(right.kinds) - {"part"} or any("offset" in k for k in both):
        return _join_offset(left, right)
    if "part" in left.kinds and "part" in right.kinds:
        return _merged(left, right, part=f"{left.part} {right.part}")
    if {"date", "month", "year", "quarter"} & set(left.kinds) and {"date", "month", "year"} & set(
        right.kinds
    ):
        return _merged(left, right) if "year" in right.kinds and left.year is None else None
    return _merged(left, right)


def _join_offset(left: Timex, right: Timex) -> Timex | None:
    """Join "the next" and "morning", or "two days later" and "on Sunday"."""
    if left.direction in ("later", "same", "next") and ("part" in right.kinds or "weekday" in right.kinds):
        return _merged(left, right)
    return None


def _merged(left: Timex, right: Timex, **changes: object) -> Timex:
    values: dict[str, object] = {}
    for name in Timex.__dataclass_fields__:
        mine, other = getattr(left, name), getattr(right, name)
        # Monday is weekday 0: unset is told apart from zero.
        unset = mine is None or mine is False or mine in ("", ())
        values[name] = other if unset else mine
    values |= {"start": left.start, "end": right.end, "kinds": left.kinds + right.kinds, **changes}
    return replace(left, **values)  # type: ignore[arg-type]


def _atom(match: re.Match[str]) -> Timex | None:
    name = (match.lastgroup or "").removeprefix("k_")  # the group that closes last is that of the pattern
    fields = READERS[name](match.groupdict())
    return None if fields is None else Timex(start=match.start(), end=_trimmed_end(match), **fields)  # type: ignore[arg-type]


def _trimmed_end(match: re.Match[str]) -> int:
    return match.start() + len(match.group().rstrip(" ,("))
