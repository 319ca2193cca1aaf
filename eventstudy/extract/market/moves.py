"""What is said of an asset after its name: which way it went, how far, to what price."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eventstudy.extract.market.asset_names import AssetKind
from eventstudy.extract.market.before_asset import Before
from eventstudy.extract.market.move_words import find_move_words
from eventstudy.extract.market.qualifiers import qualifiers_of
from eventstudy.extract.market.quantities import Quantity, find_quantities
from eventstudy.extract.market.roles import role_of
from eventstudy.extract.market.told_figures import Told, attached
from eventstudy.extract.market.told_moves import by_hint, is_weaker, parts_of
from eventstudy.types import Direction, Magnitude, Qualifier, Unit

_TAIL = re.compile(
    r"(?:,? (?:(?:a|per|an|the) (?:barrel|ounce|troy ounce|share|bushel|tonne|ton|metric ton|pound"
    r"|gallon|million british thermal units|mmbtu|therm|megawatt[ -]hour|mwh)"
    r"|(?:to|at) (?:an? )?(?:all-time|record)(?: (?:closing )?(?:highs?|lows?))?"
    r"|on (?:the day|the week|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|overnight|(?:at"
    r"|by) the (?:close|open|closing bell|end of (?:the day|trading))"
    r"|at one (?:point|stage)|earlier in the (?:session|day)|in (?:early|late|after-hours|extended"
    r"|asian|european|morning|afternoon|premarket|pre-market)(?: \w+)? (?:trading|trade|deals|dealings)"
    r"|in after-hours trading"
    r"|of (?:its|their) (?:market )?value|(?:a|another|its) (?:new |fresh )?(?:all-time"
    r"|record) (?:closing )?(?:close|high|low|finish|peak)|against the (?:dollar|euro|yen|greenback)"
    r"|per (?:dollar|euro)|a dollar"
    r"|(?:the|its) (?:most|biggest|largest|worst|best|steepest)(?: [\w-]+){0,4} (?:on record|ever"
    r"|in (?:its )?history)"
    r"|(?:mon|tues|wednes|thurs|fri)day|today|yesterday|respectively|each|points)\b)+"
)
_MOST_SIZES = 6
_UNITS: dict[str, Unit] = {
    "percent": "percent",
    "points": "points",
    "usd": "usd",
    "cents": "cents",
    "bp": "bp",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One move of an asset, told in ``words[start:end]``.

    ``sizes`` holds all sizes as they are listed, one for each of several assets, and ``levels`` the levels;
    ``ranged`` is set where two sizes are the ends of a range.
    """

    start: int
    end: int
    direction: Direction
    magnitudes: tuple[Magnitude, ...]
    level: float | None
    qualifiers: tuple[Qualifier, ...]
    sizes: tuple[Magnitude, ...] = ()
    ranged: bool = False
    levels: tuple[float, ...] = ()
    verb: bool = True


def first_move(words: str) -> int | None:
    """Return where the first word of a movement stands in ``words``."""
    word = next((w for w in find_move_words(words) if w.direction), None)
    return None if word is None else word.start


def find_moves(
    words: str, name: str, kind: AssetKind = "index", *, inherit: Direction | None = None
) -> list[Move]:
    """Find the moves told in ``words``, that follow ``name``, in their order.

    ``inherit`` is the direction of the asset before, for "and the Nasdaq 2 percent" and "They settled at".
    """
    told = attached(words, kind)
    moves: list[Move] = []
    begin = 0
    for part in parts_of(told, words):
        direction = (
            "down"
            if is_weaker(part, words, kind)
            else part.direction or by_hint(part, words) or (moves[-1].direction if moves else inherit)
        )
        if direction is None:
            continue
        end = part.end + _tail(words, part.end)
        start = begin if not moves else part.start
        context = (name if not moves else "") + words[start:end]
        moves.append(_move(part, (start, end), direction, qualifiers_of(context, name)))
        begin = part.end
    return moves


def _move(part: Told, span: tuple[int, int], direction: Direction, qualifiers: tuple[Qualifier, ...]) -> Move:
    sizes = _sizes(part.sizes)
    if part.word is not None and part.word.size and not sizes:
        sizes = [Magnitude(value=part.word.size, unit="percent")]
    level = next((_level(q) for q in part.levels), None)
    return Move(
        start=span[0],
        end=span[1],
        direction=direction,
        magnitudes=tuple(sizes)[:_MOST_SIZES],
        level=level,
        qualifiers=qualifiers,
        sizes=_all_sizes(part.sizes),
        ranged=any(q.joined == "range" for q in part.sizes),
        levels=tuple(_level(q) for q in part.levels),
        verb=part.word is None or part.word.form != "noun",
    )


def _sizes(found: list[Quantity]) -> list[Magnitude]:
    """Return the first figure of each unit, and the other end of a range."""
    kept: list[Magnitude] = []
    for quantity in found:
        unit = _UNITS.get(quantity.unit)
        if unit and (quantity.joined == "range" or all(m.unit != unit for m in kept)):
            kept.append(Magnitude(value=quantity.value, unit=unit))
    return kept


def _all_sizes(found: Sequence[Quantity]) -> tuple[Magnitude, ...]:
    return tuple(Magnitude(value=q.value, unit=_UNITS[q.unit]) for q in found if q.unit in _UNITS)


def _level(quantity: Quantity) -> float:
    return quantity.value / 100 if quantity.unit == "cents" else quantity.value


def _tail(words: str, end: int) -> int:
    """Length of the day, the time or the unit named right behind the move."""
    tail = _TAIL.match(words, end)
    return tail.end() - end if tail else 0


def moved_before(before: Before, words: str, kind: AssetKind, told: str) -> Move:
    """Return the move told before its asset; a level and a day may stand in ``words``, behind it."""
    end, sizes, levels = 0, before.sizes, before.levels
    lead = re.match(r"(?: futures| prices| shares| index| crude)?(?: on \w+day)?,? (?:to|at) (?=\S)", words)
    if lead and not levels:
        nearest = next(iter(find_quantities(words, lead.end() - 1, len(words))), None)
        if nearest and nearest.start - lead.end() < 30 and role_of(nearest, words, kind) == "level":
            levels, end = (nearest,), nearest.end
    end += _tail(words, end)
    return Move(
        start=0,
        end=end,
        direction=before.direction or "up",
        magnitudes=tuple(_sizes(list(sizes)))[:_MOST_SIZES],
        level=next((_level(q) for q in levels), None),
        qualifiers=qualifiers_of(told + words[:end], ""),
        sizes=_all_sizes(sizes),
        ranged=any(q.joined == "range" for q in sizes),
        levels=tuple(_level(q) for q in levels),
        verb=False,
    )
