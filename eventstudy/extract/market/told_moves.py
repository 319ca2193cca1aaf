"""Which figures are told of one move: "settled at $61.67, up $1.61, or 2.7%"."""

from __future__ import annotations

import re
from dataclasses import replace

from eventstudy.extract.market.asset_names import AssetKind
from eventstudy.extract.market.told_figures import Told
from eventstudy.types import Direction

_TURN = re.compile(r"\b(?:before|but|having|after|then|though|although|only to|later|earlier|until|from)\b")


def parts_of(told: list[Told], words: str) -> list[Told]:
    """Join what is said of one move: "settled at $61.67, up $1.61, or 2.7%"."""
    parts: list[Told] = []
    pending: Told | None = None
    for one in told:
        bare = one.word is not None and one.word.form == "reach" and not (one.sizes or one.levels)
        if bare:
            pending = one
            continue
        if pending is not None and one.start - pending.end < 40:
            one.start = min(one.start, pending.start)
        pending = None
        if parts and _is_same_move(parts[-1], one, words):
            parts[-1] = _joined(parts[-1], one)
        elif parts:
            turn = _TURN.search(words, parts[-1].end, one.start)
            parts.append(replace(one, start=turn.start() if turn else one.start))
        else:
            parts.append(one)
    return [p for p in parts if p.sizes or p.levels or p.direction]


def _is_same_move(left: Told, right: Told, words: str) -> bool:
    if left.sizes and right.levels and _SPAN_THEN.search(words, left.end, right.start + 8):
        return False
    turned = bool(_TURN.search(words, left.end, right.start))
    differ = left.direction is not None and right.direction is not None and left.direction != right.direction
    if left.word is not None and left.word.form == "turn" and not (left.sizes or left.levels):
        return True
    if not (right.sizes or right.levels):
        opposed = differ and turned and right.word is not None and right.word.form == "verb"
        return not (opposed and "flat" not in (left.direction, right.direction))
    if not (left.sizes or left.levels):
        return not (turned and differ)
    if not right.sizes:
        extreme = turned and (
            left.levels
            or re.search(
                r"\bas (?:much|high|low|many) as\b",
                words[left.start - 20 if left.start > 20 else 0 : left.end],
            )
        )
        return not (left.levels and right.levels) and not extreme and not (differ and turned)
    if left.sizes:
        units = {q.unit for q in left.sizes} & {q.unit for q in right.sizes}
        return not (units or differ or turned or (left.levels and right.levels))
    return not (left.levels and right.levels) and not (turned and left.direction is not None)


def _joined(left: Told, right: Told) -> Told:
    """Make one of two: the word with the size says the direction, else the first that has one."""
    word = left.word
    if right.direction and (left.direction is None or (right.sizes and not left.sizes and _gives_way(left))):
        word = right.word
    bare = not (right.sizes or right.levels)
    return Told(
        start=left.start,
        end=left.end if bare and left.direction and (left.sizes or left.levels) else max(left.end, right.end),
        word=word,
        sizes=left.sizes + right.sizes,
        levels=left.levels + right.levels,
    )


def _gives_way(left: Told) -> bool:
    return (
        left.word is None or left.word.form in ("turn", "noun") or left.direction == "flat" or not left.levels
    )


_SPAN_THEN = re.compile(
    r"\b(?:since (?:the |early |late )?\w+|this year|this month|so far this \w+|in a (?:week|month"
    r"|year)),? and (?=hit|touched|reached|set|struck)"
)
_WEAKER = re.compile(
    r"\A[\d.,]+ ?(?:yen |won |baht |rand |lira )?(?:to|per|against|for) (?:the |a "
    r"|one )?(?:u\.?s\.? )?(?:dollar|euro)"
)
_THROUGH = re.compile(
    r"(?:broke|breaking|went|gone|pushed|moved|shot|sailed|blew|smashed) (?:past|through|beyond|above)"
    r"|crossed|surpassed|breached|topped"
)


def is_weaker(part: Told, words: str, kind: AssetKind) -> bool:
    """Whether a currency passed a rate at which it buys less: "the rand broke through 15 to the dollar"."""
    if kind != "currency" or part.word is None or not part.levels or part.sizes:
        return False
    passed = _THROUGH.fullmatch(words, part.word.start, part.word.end)
    return bool(passed) and bool(_WEAKER.match(words[part.levels[0].start :]))


def by_hint(part: Told, words: str) -> Direction | None:
    """Read the direction of "hit a record high of" and "closed below" from what stands around the level."""
    if not part.levels:
        return None
    told = words[max(0, part.start - 25) : part.end + 45]
    if re.search(
        r"\b(?:set|sets|setting|struck|hit|reached) (?:a|its|another|fresh) (?:new |fresh "
        r"|all-time )?record of\b",
        told,
    ):
        return "up"
    if re.search(r"\b(?:held|stayed|remain(?:ed|s)?|hover(?:ed|ing))\b", told):
        return None
    low = re.search(r"\b(?:lows?|lowest|bottom(?:ed)?|trough|weakest|below|under)\b", told)
    high = re.search(
        r"\b(?:highs?|highest|peak(?:ed)?|record|strongest|above|past|surpass\w*|topp(?:ed|ing)"
        r"|first time)\b",
        told,
    )
    if low:
        return "down"
    if high:
        return "up"
    return None
