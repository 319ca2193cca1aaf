"""Assets by the names under which news speaks of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from eventstudy.instruments import INSTRUMENTS

# Assets without a row in INSTRUMENTS: name -> names in text.
OTHER_ASSETS: dict[str, tuple[str, ...]] = {
    "wti": ("west texas intermediate", "u.s. crude", "us crude", "wti crude", "wti"),
    "oil": ("oil prices", "crude prices", "crude oil", "oil futures", "crude futures", "the price of oil"),
    "s&p 500": ("s&p 500", "s&p500", "standard & poor's 500", "standard and poor's 500"),
    "nasdaq": ("nasdaq composite", "nasdaq 100", "the nasdaq", "nasdaq"),
    "ftse 100": ("ftse 100", "ftse100", "the ftse"),
    "dax": ("dax",),
    "cac 40": ("cac 40",),
    "euro stoxx 50": ("euro stoxx 50", "stoxx 600", "stoxx europe 600"),
    "nikkei": ("nikkei 225", "nikkei"),
    "hang seng": ("hang seng",),
    "shanghai composite": ("shanghai composite",),
    "russell 2000": ("russell 2000",),
    "vix": ("vix", "volatility index"),
    "gold": ("gold prices", "spot gold", "gold futures", "gold"),
    "silver": ("spot silver", "silver prices"),
    "copper": ("copper prices", "copper"),
    "natural gas": ("natural gas futures", "natural gas prices", "gas prices"),
    "bitcoin": ("bitcoin",),
    "pound": ("sterling", "the pound"),
    "euro": ("the euro",),
    "yen": ("the yen",),
    "dollar": ("dollar index", "the dollar"),
    "10-year treasury": (
        "10-year treasury yield",
        "10-year yield",
        "10-year treasury note",
        "benchmark 10-year note",
    ),
}
# Of these a percentage after "to" is a level, not a move.
YIELDS = frozenset({"10-year treasury"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """An asset named at ``[start, end)``."""

    start: int
    end: int
    asset: str


@cache
def _aliases() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {alias: name for name, aliases in OTHER_ASSETS.items() for alias in aliases}
    table |= {alias: row.name for row in INSTRUMENTS.values() for alias in row.aliases}
    names = sorted(table, key=lambda alias: (-len(alias), alias))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?!\w)"), table


def find_assets(lower: str, start: int, end: int) -> list[Naming]:
    """Find the assets named in ``lower[start:end]``; the longest name wins.

    Names side by side are one: "West Texas Intermediate crude futures".
    """
    pattern, table = _aliases()
    found: list[Naming] = []
    for m in pattern.finditer(lower, start, end):
        if found and not lower[found[-1].end : m.start()].strip():
            found[-1] = replace(found[-1], end=m.end())
        else:
            found.append(Naming(start=m.start(), end=m.end(), asset=table[m.group()]))
    return found
