"""Moves told before the asset: "a 4 percent jump in Brent", "wiped 634 points off the Dow"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eventstudy.extract.market.asset_names import AssetKind
from eventstudy.extract.market.move_words import find_move_words
from eventstudy.extract.market.quantities import Quantity, find_quantities
from eventstudy.extract.market.roles import role_of
from eventstudy.types import Direction

_LINK = re.compile(
    r"(?P<gap>(?: (?:of|to) [^;:]{1,70})?) ?(?:in|on|for|of|by) (?:the |a )?(?:price of |prices of "
    r"|prices for |value of |cost of |yield on |shares of |share price of )?"
    r"(?:a barrel of |the |its |benchmark |front-month |international |global |u\.s\. |us |broader "
    r"|spot |futures (?:on|for) (?:the )?)*\Z"
)
_OFF = re.compile(
    r"\b(?:wip(?:e|es|ed|ing)|shav(?:e|es|ed|ing)|knock(?:s|ed|ing)?|slic(?:es|ed|ing)|lopp?(?:s|ed"
    r"|ing)|t(?:ake|akes|aking|ook)|stripp(?:ed|ing)"
    r"|chopp(?:ed|ing)|eras(?:es|ed|ing)|cutting|cut) (?P<size>[^;:]{1,60}?) (?:off"
    r"|from) (?:of )?(?:the )?(?:value of |price of |market value of )?(?:the )?\Z"
)
_ONTO = re.compile(
    r"\b(?:add(?:s|ed|ing)|put(?:ting)?) (?P<size>[^;:]{1,60}?) (?:to|on|onto) (?:the )?(?:value of "
    r"|price of )?(?:the )?\Z"
)
_CAUSE = re.compile(
    r"\b(?:(?P<up>lift(?:s|ed|ing)?|boost(?:s|ed|ing)?|propell?(?:s|ed|ing)|buoy(?:ed|ing)|rais(?:ed"
    r"|ing)|hoist(?:ed|ing))"
    r"|(?P<down>drag(?:s|ged|ging)?|knock(?:s|ed|ing)?|hammer(?:ed|ing)|depress(?:ed|ing))"
    r"|(?P<either>push(?:es|ed|ing)?|driv(?:es|ing)|drove|sen(?:ds?|ding|t)|tak(?:es|ing)|took|pull(?:s"
    r"|ed|ing)|bring(?:s|ing)|brought|leav(?:es|ing)|left))"
    r" (?:both |the |up |down |benchmark |front-month |shares in |shares of |futures on |futures for "
    r"|price of |price for |prices of )*\Z"
)
_REACH = 140


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """A move told before its asset, from ``start`` on; ``caused`` is the direction of "lifting" alone."""

    start: int
    direction: Direction | None
    sizes: tuple[Quantity, ...] = ()
    levels: tuple[Quantity, ...] = ()
    caused: bool = False


def move_before(lower: str, earliest: int, at: int, kind: AssetKind) -> Before | None:
    """Return the move told right before the asset named at ``at``, not before ``earliest``."""
    first = max(earliest, at - _REACH)
    words = lower[first:at]
    for pattern, direction in ((_OFF, "down"), (_ONTO, "up")):
        match = pattern.search(words)
        if match:
            sizes = _figures(words, match.start("size"), match.end("size"), kind)[0]
            if sizes:
                return Before(start=first + match.start(), direction=direction, sizes=sizes)  # type: ignore[arg-type]
    cause = _CAUSE.search(words)
    if cause:
        way: Direction | None = "up" if cause["up"] else "down" if cause["down"] else None
        return Before(start=first + cause.start(), direction=way, caused=True)
    return _noun_before(words, first, kind)


def _noun_before(words: str, first: int, kind: AssetKind) -> Before | None:
    nouns = [w for w in find_move_words(words) if w.direction and w.form == "noun"]
    for noun in reversed(nouns):
        link = _LINK.match(words, noun.end)
        if link is None:
            continue
        sizes, levels = _figures(words, max(0, noun.start - 45), noun.start, kind)
        start = sizes[0].start if sizes else noun.start
        if sizes and not _is_light(words[sizes[-1].end : noun.start]):
            sizes, start = (), noun.start
        more, more_levels = _figures(words, noun.end, link.end("gap"), kind)
        return Before(
            start=first + _article(words, start),
            direction=noun.direction,
            sizes=sizes or more,
            levels=levels if sizes else more_levels,
        )
    return None


def _is_light(gap: str) -> bool:
    return bool(re.fullmatch(r"[ -](?:[a-z][a-z-]* ){0,4}", gap))


def _article(words: str, start: int) -> int:
    lead = re.search(
        r"(?:\b(?:an?|the|its) )?(?:more than |about |nearly |almost |around |roughly )?\Z", words[:start]
    )
    return start - (len(lead.group()) if lead else 0)


def _figures(
    words: str, start: int, end: int, kind: AssetKind
) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    sizes, levels = [], []
    for quantity in find_quantities(words, start, end):
        role = role_of(quantity, words[:end] + " ", kind)
        if role == "size":
            sizes.append(quantity)
        elif role == "level":
            levels.append(quantity)
    return tuple(sizes), tuple(levels)
