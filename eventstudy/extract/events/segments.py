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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """The text, where the sentence ends in it, and where its triggers stand, and those that are nouns."""

    lower: str
    end: int
    triggers: Collection[int]
    nouns: Collection[int]


def cut_sentence(
    lower: str, start: int, end: int, times: list[Timex], triggers: list[int], *, nouns: Collection[int] = ()
) -> tuple[list[Segment], list[Order]]:
    """Cut ``lower[start:end]`` at order words, and say which part came first.

    "After X, Y" is read as "Y after X". An order word with no trigger behind it in its clause ("after the
    closing bell, it said") or inside a time ("shortly before 6 a.m.") orders no events and does not cut.

    Parameters
    ----------
    lower : str
        The article in small letters.
    start, end : int
        Where the sentence stands in it.
    times : list of Timex
        The times of the sentence.
    triggers : list of int
        Where its triggers stand.
    nouns : collection of int
        Where those stand that are nouns.
    """
    told = _Told(lower=lower, end=end, triggers=triggers, nouns=nouns)
    segments: list[Segment] = []
    orders: list[Order] = []
    at = start
    for cut in _CUT.finditer(lower, start, end):
        if cut.start() < at or not _is_cut(cut, told, times):
            continue
        distance = _distance(cut, times)
        head = distance.start if distance else cut.start()
        if cut["plain"] is None and not lower[at:head].strip(" ,\"'("):
            if distance is not None and _is_free(told, cut.end()):
                continue
            comma = _end_of_leading(told, cut.end())
            stop = end if comma < 0 else comma
            segments.append(Segment(start=at, end=stop))
            if comma >= 0:
                orders.append(_order(cut, distance, main=len(segments), side=len(segments) - 1))
            at = min(end, stop + 1)
            continue
        left_end = distance.end if distance else cut.start()
        segments.append(Segment(start=at, end=left_end))
        at = max(left_end, cut.end())
        if cut["plain"] is None:
            orders.append(_order(cut, distance, main=len(segments) - 1, side=len(segments)))
    segments.append(Segment(start=at, end=end))
    return segments, orders


def _is_cut(cut: re.Match[str], told: _Told, times: list[Timex]) -> bool:
    """Whether an order word stands between two events, and is no part of a time."""
    if any(t.start <= cut.start() < t.end and not t.direction for t in times):
        return False
    if cut["plain"] is not None:
        return True
    return not _OF_THAT.match(told.lower, cut.end(), told.end) and _governs(told, cut.end())


def _distance(cut: re.Match[str], times: list[Timex]) -> Timex | None:
    """Return the time that an order word is part of: "two days after"."""
    return next((t for t in times if t.start <= cut.start() and cut.end() <= t.end and t.direction), None)


def _order(cut: re.Match[str], distance: Timex | None, *, main: int, side: int) -> Order:
    """Return the order of the main part and of the one that the order word governs."""
    later, earlier = (main, side) if cut["later"] else (side, main)
    return Order(later=later, earlier=earlier, distance=distance, moved=main)


def _clause_end(told: _Told, words: int) -> int:
    """Return where the clause ends that begins at ``words``: at a comma, else with the sentence."""
    comma = told.lower.find(",", words, told.end)
    return told.end if comma < 0 else comma


def _governs(told: _Told, words: int) -> bool:
    """Whether a trigger stands between an order word and the end of its clause."""
    stop = _clause_end(told, words)
    return any(words <= at < stop for at in told.triggers)


def _is_free(told: _Told, words: int) -> bool:
    """Whether "four days after the rout the French voted yes" counts from a thing that is no trigger."""
    stop = _clause_end(told, words)
    inside = sorted(at for at in told.triggers if words <= at < stop)
    beyond = any(at > stop for at in told.triggers)
    return bool(inside) and inside[0] not in told.nouns and not beyond


def _end_of_leading(told: _Told, words: int) -> int:
    """Return where "After X," ends at the head of a sentence, -1 where no main clause follows."""
    stop = _clause_end(told, words)
    phrase = _end_of_phrase(told, words, stop)
    if phrase >= 0:
        return phrase
    return -1 if stop == told.end else stop


def _end_of_phrase(told: _Told, words: int, stop: int) -> int:
    """Return where "five days before the blast" ends with no comma behind it; -1 if no trigger follows it."""
    behind = sorted(at for at in told.triggers if words <= at < stop)
    if len(behind) < 2 or behind[0] not in told.nouns:
        return -1
    space = told.lower.find(" ", behind[0], stop)
    return space if 0 <= space < behind[1] else -1
