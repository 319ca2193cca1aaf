"""A sentence cut where one event is set before or after another."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from eventstudy.extract.times.timex import Timex

_LATER_FIRST = (
    r"(?:came|comes|coming|happened|took place) (?:just |shortly |soon )?after|(?:in )?(?:retaliation"
    r"|response|reprisal|revenge|answer|reply)"
    r" (?:for|to)|in the wake of|follow(?:s|ed)(?! by)|following|to avenge|avenging|responding to"
    r"|retaliating for"
    r"|(?:just |shortly |soon )?after(?!noon)|once"
)
_EARLIER_FIRST = (
    r"followed by|(?:came|comes|just |shortly )?(?:before|ahead of)|prior to|prompt(?:ed|ing)|led to"
    r"|leading to|trigger(?:ed|ing)"
    r"|provok(?:ed|ing)|preced(?:ed|ing)"
)
_CUT = re.compile(
    rf"\b(?P<later>{_LATER_FIRST})\b|\b(?P<earlier>{_EARLIER_FIRST})\b|(?P<plain>;|—|\bwhile\b"
    rf"|\bwhereas\b|, but\b|, and\b|, when\b)"
)


# "Six days after that he fired him": counted from what was told, no event of its own.
_OF_THAT = re.compile(r"\s+(?:that|this|which|then)\b(?!\s+(?:[a-z]+\s+)?(?:said|was|were|had)\b)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Part of a sentence, ``[start, end)``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is told in segment ``later`` happened after what is told in ``earlier``.

    ``distance`` is the expression that says by how much ("two days after"), ``moved`` the number of
    the segment that it dates.
    """

    later: int
    earlier: int
    distance: Timex | None = None
    moved: int = 0


def cut_sentence(
    lower: str, start: int, end: int, times: list[Timex], triggers: list[int], nouns: Collection[int] = ()
) -> tuple[list[Segment], list[Order]]:
    """Cut ``lower[start:end]`` at order words, and say which part came first.

    "After X, Y" is read as "Y after X". An order word with no trigger behind it in its clause ("after the
    closing bell, it said"; ``triggers`` is where they stand, ``nouns`` where those do that are nouns) or inside a time ("shortly before 6 a.m.")
    orders no events and does not cut.
    """
    segments: list[Segment] = []
    orders: list[Order] = []
    at = start
    for cut in _CUT.finditer(lower, start, end):
        if cut["plain"] is None and _OF_THAT.match(lower, cut.end(), end):
            continue
        if cut.start() < at or (cut["plain"] is None and not _governs(lower, cut.end(), end, triggers)):
            continue
        if any(t.start <= cut.start() < t.end and not t.direction for t in times):
            continue
        distance = next(
            (t for t in times if t.start <= cut.start() and cut.end() <= t.end and t.direction), None
        )
        left_end = distance.end if distance else cut.start()
        head = distance.start if distance else cut.start()
        if cut["plain"] is None and not lower[at:head].strip(" ,\"'("):
            if distance is not None and _is_free(lower, cut.end(), end, triggers, nouns):
                continue
            at = _leading_clause(
                lower,
                (at, cut.end(), end),
                triggers,
                nouns,
                later=bool(cut["later"]),
                distance=distance,
                segments=segments,
                orders=orders,
            )
            continue
        segments.append(Segment(start=at, end=left_end))
        at = max(left_end, cut.end())
        _note_order(cut, distance, len(segments) - 1, orders)
    segments.append(Segment(start=at, end=end))
    return segments, orders


def _governs(lower: str, behind: int, end: int, triggers: list[int]) -> bool:
    """Whether a trigger stands between an order word and the comma that ends its clause."""
    comma = lower.find(",", behind, end)
    stop = end if comma < 0 else comma
    return any(behind <= at < stop for at in triggers)


def _note_order(cut: re.Match[str], distance: Timex | None, left: int, orders: list[Order]) -> None:
    if cut["later"]:
        orders.append(Order(later=left, earlier=left + 1, distance=distance, moved=left))
    elif cut["earlier"]:
        orders.append(Order(later=left + 1, earlier=left, distance=distance, moved=left))


def _is_free(lower: str, words: int, end: int, triggers: list[int], nouns: Collection[int]) -> bool:
    """Whether "four days after the rout the French voted yes" counts from a thing that is no trigger."""
    comma = lower.find(",", words, end)
    inside = sorted(t for t in triggers if words <= t < (end if comma < 0 else comma))
    beyond = comma >= 0 and any(t > comma for t in triggers)
    return bool(inside) and inside[0] not in nouns and not beyond


def _end_of_phrase(
    lower: str, words: int, end: int, triggers: list[int], nouns: Collection[int]
) -> int:
    """Return where "five days before the blast" ends with no comma behind it; -1 if no trigger follows it."""
    behind = sorted(t for t in triggers if words <= t < end)
    if len(behind) < 2 or behind[0] not in nouns:
        return -1
    space = lower.find(" ", behind[0], end)
    return space if 0 <= space < behind[1] else -1


def _leading_clause(
    lower: str,
    at: tuple[int, int, int],
    triggers: list[int],
    nouns: Collection[int],
    *,
    later: bool,
    distance: Timex | None,
    segments: list[Segment],
    orders: list[Order],
) -> int:
    """Take "After X," at the head of a clause; returns where the main clause begins."""
    start, words, end = at
    comma = lower.find(",", words, end)
    phrase = _end_of_phrase(lower, words, end if comma < 0 else comma, triggers, nouns)
    comma = phrase if phrase >= 0 else comma
    stop = end if comma < 0 else comma
    segments.append(Segment(start=start, end=stop))
    side, main = len(segments) - 1, len(segments)
    if comma >= 0:
        first, second = (main, side) if later else (side, main)
        orders.append(Order(later=first, earlier=second, distance=distance, moved=main))
    return min(end, stop + 1)
