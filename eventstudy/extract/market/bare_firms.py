"""Firms whose bare name stands for their shares: "Boeing fell 4 percent", "a drop of 8 percent in Merck"."""

from __future__ import annotations

import re

from eventstudy.extract.market.assets import Naming
from eventstudy.extract.market.move_words import MOVE_VERBS
from eventstudy.extract.market.shares import BARE, NAME, first_of_name, known_firms

_ASIDE = r"(?:, (?:an?|the|which|whose|maker|owner|parent)\b[^,;.]{2,70},)?"
_MOVE_NEXT = re.compile(
    rf"(?:(?:, | and |, and ){NAME}){{0,3}}{_ASIDE}"
    r"(?:,? which)? (?:also |had |has |was |were |is |are |shares |later |then |closed |ended |finished "
    r"|opened "
    r"|traded )*(?:been )?(?:"
    rf"{MOVE_VERBS}|ended|closed|finished|settled|swung)\b"
    r"(?=[^.;:]{0,40}(?:\d|half|percent|per cent|third|quarter|fifth|tenth))"
    r"|(?:,| by|,? (?:down|up|off))? (?=[\d.]+ ?(?:%|percent|per cent|pct)(?! (?:of|stake|owned)))"
    r"| \((?:down |up |off |[-+])[\d.]+ ?(?:%|percent|per cent|pct|p|c)[^)]{0,20}\)"
)
_NOUN_IN = re.compile(
    r"\b(?:drops?|falls?|slumps?|plunges?|loss|losses|rises?|gains?|jumps?|surges?|rally|declines?"
    r"|slides?|tumbles?"
    r"|leaps?|crash|collapse) (?:of (?:about |nearly |almost |more than |at least |over )?[\d.]+ ?(?:%"
    r"|percent"
    rf"|per cent) )?in (?P<name>{NAME})(?! [Ss](?:hares|tock))"
)
_INSIDE = re.compile(r"\b(?:at|in|of|for|from|to|than|on) (?:the )?\Z")


def find_bare_firms(
    clean: str,
    start: int,
    end: int,
    *,
    among_shares: bool,
    seen: frozenset[str] | set[str] = frozenset(),
    firms: frozenset[str] = frozenset(),
) -> list[Naming]:
    """Find firms whose name alone stands before a move: any known one, others where shares are spoken of.

    ``seen`` holds names that stood inside a sentence before: one that opens a sentence is a name, too.
    """
    found = []
    for match in BARE.finditer(clean, start, end):
        if not _MOVE_NEXT.match(clean, match.end(), min(end, match.end() + 130)):
            continue
        first = first_of_name(match.group())
        name = match.group()[first:]
        if not name or not (name.lower() in known_firms() or among_shares or name in firms):
            continue
        at = match.start() + first
        if _INSIDE.search(clean, max(start, at - 16), at):
            continue
        opens = len(name.split()) == 1 and at == start
        if name.lower() in known_firms() or not opens or name in seen:
            found.append(Naming(start=at, end=match.end(), asset=name, kind="share"))
    for match in _NOUN_IN.finditer(clean, start, end):
        name = match["name"].removesuffix("'s")
        if name.lower() in known_firms() or name in firms:
            found.append(
                Naming(
                    start=match.start("name"), end=match.start("name") + len(name), asset=name, kind="share"
                )
            )
    return found
