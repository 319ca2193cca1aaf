"""What is said of an asset after its name: which way it went, how far, to what price."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eventstudy.extract.assets import YIELDS
from eventstudy.extract.time_words import NUMBERS
from eventstudy.types import Direction, Magnitude, Qualifier, Unit

_UP = (
    r"rose|rise|rises|rising|risen|gained|gain|gains|gaining|jump(?:ed|s|ing)?|surg(?:ed|es|e|ing)"
    r"|soar(?:ed|s|ing)?|climb(?:ed|s|ing)?"
    r"|spik(?:ed|es|e|ing)|rall(?:ied|ies|y|ying)|advanc(?:ed|es|e|ing)|up|higher|rebound(?:ed|s|ing)?"
    r"|added|adding|leap(?:t|ed)?"
    r"|shot up|edged up|increased|strengthened|firmed|recovered|ticked up"
)
_DOWN = (
    r"fell|fall|falls|falling|fallen|lost|lose|losing|drop(?:ped|s|ping)?|plung(?:ed|es|e|ing)|tumbl(?:ed"
    r"|es|e|ing)|slid|slide|slides|sliding"
    r"|sank|sink|sinking|declin(?:ed|es|e|ing)|dip(?:ped|s|ping)?|slump(?:ed|s|ing)?|crash(?:ed|es|ing)?"
    r"|shed|shedding|plummet(?:ed|s|ing)?|down"
    r"|lower|eased|slipped|retreated|weakened|tanked|decreased|gave up|ticked down|dived|nosedived|collapsed"
)
_FLAT = r"(?:little|barely) changed|unchanged|flat|steady|held steady|barely moved"
_MOVE = re.compile(rf"\b(?:(?P<flat>{_FLAT})|(?P<up>{_UP})|(?P<down>{_DOWN}))\b")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d{1,6})?"
_WORDS = ["half", *(word for word in NUMBERS if word not in ("a", "an"))]
_SIZE = re.compile(
    rf"(?<![\d.,$£€])(?P<pct>{_NUMBER}|\b(?:{'|'.join(_WORDS)}))[ -]?(?:%|percent\b|per cent\b|pct\b)(?! "
    rf"points?)"
    rf"|(?<![\d.,$£€])(?P<bp>{_NUMBER})[ -]?(?:basis points?|bps?\b)"
    rf"|(?<![\d.,$£€])(?P<pts>{_NUMBER})[ -](?:points?|pts?)\b"
    rf"|(?<![\d.,$£€])(?P<cents>{_NUMBER})[ -]?(?:cents?|¢)"
    rf"|\$\s?(?P<usd>{_NUMBER})(?![\d.]*\s?(?:million|billion|trillion|bn|mn?\b))"
    rf"|(?<![\d.,$])(?P<dollars>{_NUMBER}) dollars?\b"
)
_LEVEL = re.compile(
    rf"\b(?:at|to|as (?:high|low) as|towards?|above|below|around|near|of|past|through|hit|reach(?:ed|ing)?"
    rf"|topped|touch(?:ed|ing)?|trad(?:ed|ing) (?:at|around))"
    rf"\s+(?:about |around |nearly |a record (?:high )?(?:of )?|a high of |a low of "
    rf")?(?P<level>\$?\s?(?:{_NUMBER}))(?![\d%]| ?(?:percent|per cent|pct|points?|basis|cents?|bps?)\b)"
)
_QUALIFIERS: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (
        "close",
        re.compile(
            r"\b(?:clos(?:ed|es|ing|e)(?! (?:to|the))|settl(?:ed?|es|ing|ement)|ended|ending|finish(?:ed"
            r"|ing)|at the close)\b"
        ),
    ),
    ("open", re.compile(r"\b(?:opened|at the open(?:ing)?|opening|early trad(?:e|ing))\b")),
    (
        "intraday_extreme",
        re.compile(
            r"\bas (?:high|much|low|many) as\b|\b(?:intraday|session|day's) (?:high|low|peak)\b|\bat one "
            r"point\b|\bearlier in the (?:session|day)\b"
            r"|\bat (?:its|their) (?:peak|low|high|worst)\b|\bbriefly\b|\bhigh of\b|\blow of\b"
        ),
    ),
    ("record", re.compile(r"\b(?:record|all-time)\b")),
    ("futures", re.compile(r"\bfutures\b")),
    (
        "at_least",
        re.compile(
            r"\b(?:more than|over|at least|above|exceeding|upwards of)\b(?=\s+(?:[$£€]?\d|\w+ ?(?:percent"
            r"|per cent)))"
        ),
    ),
    (
        "approx",
        re.compile(
            r"\b(?:about|around|roughly|nearly|almost|approximately|some|close to)\b(?=\s+(?:[$£€]?\d|\w+ "
            r"?(?:percent|per cent)))"
        ),
    ),
)
_UNITS: dict[str, Unit] = {"pct": "percent", "bp": "bp", "pts": "points", "cents": "cents"}
_TAIL = re.compile(
    r"(?: (?:a barrel|to (?:an? )?(?:all-time|record)(?: highs?| lows?)?"
    r"|on (?:the day|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|overnight|at the close|at the open"
    r"|at one point|earlier in the (?:session|day)|in early trading|in after-hours trading"
    r"|(?:mon|tues|wednes|thurs|fri)day|today|yesterday)\b)+"
)
_PERCENT_FROM = re.compile(rf"\bfrom (?P<level>{_NUMBER}) ?(?:%|percent\b|per cent\b)")
_PERCENT_LEVEL = re.compile(rf"\b(?:to|at) (?P<level>{_NUMBER}) ?(?:%|percent\b|per cent\b)")
_THEN = (
    r"clos|end|finish|settl|being|having|had |turn|los|fall|fell|plung|spik|touch|hit|ris|rose|climb|recover|"
    r"trim|par(?:ed|ing)|drop|slid|jump|surg|tumbl|trad(?:ed|ing)|sink|sank|gain|rebound|was |were "
)
# Where the same asset makes another move: "... before settling up 2%", "... but ended the day higher".
_TURN = re.compile(
    r", (?=(?:clos|settl|finish)ed)|, (?=ended)"
    rf"|,?\s*\b(?:before|but|having|after|and|then|and then)\s+(?:then |later |earlier |still )?(?={_THEN})"
)
GOES_ON = rf"(?!\s+(?:then |later |earlier |still )?(?:{_THEN}))"
_MOST_SIZES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One move of an asset, told in ``words[start:end]``."""

    start: int
    end: int
    direction: Direction
    magnitudes: tuple[Magnitude, ...]
    level: float | None
    qualifiers: tuple[Qualifier, ...]


def first_move(words: str) -> int | None:
    """Return where the first word of a direction stands in ``words``."""
    move = _MOVE.search(words)
    return None if move is None else move.start()


def find_moves(words: str, name: str, asset: str) -> list[Move]:
    """Find the moves told in ``words``, that follow ``name``, in their order.

    A part without a direction of its own belongs to the part before it.
    """
    moves: list[Move] = []
    for start, end in _parts(words):
        part = words[start:end]
        move = _MOVE.search(part)
        if move is None:
            continue
        sizes, level = _sizes(part, asset), _level(part, asset, move.end())
        last = max([move.end(), *(stop for _, stop in sizes), level[1]])
        told = f"{'' if moves else name}{part[: last + _tail(part[last:])]}"
        moves.append(
            Move(
                start=start,
                end=start + last + _tail(part[last:]),
                direction=_direction(move, part),
                magnitudes=tuple(size for size, _ in sizes)[:_MOST_SIZES],
                level=level[0],
                qualifiers=_qualifiers(told, name),
            )
        )
    return moves


def _parts(words: str) -> list[tuple[int, int]]:
    cuts = [m.end() for m in _TURN.finditer(words)]
    parts: list[tuple[int, int]] = []
    for start, end in zip([0, *cuts], [*cuts, len(words)], strict=True):
        if parts and not (_MOVE.search(words, start, end) and _MOVE.search(words, *parts[-1])):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    return parts


def _qualifiers(told: str, name: str) -> tuple[Qualifier, ...]:
    found = {qualifier for qualifier, pattern in _QUALIFIERS if pattern.search(told)}
    if "futures" in name:
        found.add("futures")
    return tuple(qualifier for qualifier, _ in _QUALIFIERS if qualifier in found)


def _direction(move: re.Match[str], words: str) -> Direction:
    if move["flat"]:
        return "flat"
    # "gave up gains", "pared losses" and "closed down" speak by their first verb; "up" after "gave" does not.
    negated = re.search(r"\b(?:did not|didn't|failed to)\s+\Z", words[: move.start()])
    up = bool(move["up"]) is not bool(negated)
    return "up" if up else "down"


def _sizes(words: str, asset: str) -> list[tuple[Magnitude, int]]:
    found = []
    levels = {m.start("level") for m in _LEVEL.finditer(words)}
    if asset in YIELDS:
        levels |= {m.start("level") for m in _PERCENT_LEVEL.finditer(words)}
        levels |= {m.start("level") for m in _PERCENT_FROM.finditer(words)}
    for match in _SIZE.finditer(words):
        name = match.lastgroup or ""
        unit = _UNITS.get(name, "usd")
        if match.start() in levels and (unit == "usd" or asset in YIELDS):
            continue
        found.append((Magnitude(value=_value(match[name]), unit=unit), match.end()))
    return found


def _value(text: str) -> float:
    if text in _WORDS:
        return 0.5 if text == "half" else float(NUMBERS[text])
    return float(text.replace(",", ""))


def _level(words: str, asset: str, after: int) -> tuple[float | None, int]:
    """Price or index level, and where it ends; a bare small number is no level."""
    if asset in YIELDS:
        match = _PERCENT_LEVEL.search(words)
        return (None, after) if match is None else (_value(match["level"]), match.end())
    for match in _LEVEL.finditer(words):
        figure = match["level"].replace("$", "").replace(" ", "")
        value = float(figure.replace(",", ""))
        if "$" in match["level"] or "." in figure or "," in figure:
            return value, match.end()
    return None, after


def _tail(words: str) -> int:
    """Length of the day or the time named right behind the move."""
    tail = _TAIL.match(words)
    return tail.end() if tail else 0
