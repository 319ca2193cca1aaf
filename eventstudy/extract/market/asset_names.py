"""The table of assets: a name of our own, a kind, and the words by which news speaks of each.

The rows of ``data/assets.txt``: ``name | kind | words; words``. The longest words win. Names of firms,
sectors and regions are not listed: :mod:`~eventstudy.extract.market.shares` reads them by their form.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

from eventstudy.instruments import INSTRUMENTS

AssetKind = Literal[
    "index", "commodity", "yield", "bond", "currency", "share", "sector", "volatility", "crypto", "spread"
]


@cache
def alias_table() -> dict[str, tuple[str, AssetKind]]:
    """Return words in small letters -> name and kind of the asset; rows of ``INSTRUMENTS`` come first."""
    table: dict[str, tuple[str, AssetKind]] = {}
    text = files("eventstudy.extract").joinpath("data/assets.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        name, kind, words = (part.strip() for part in line.split("|"))
        for alias in words.split(";"):
            table[alias.strip()] = (name, kind)  # type: ignore[assignment]
    for row in INSTRUMENTS.values():
        kind_here: AssetKind = "index" if row.kind == "index" else "commodity"
        table |= dict.fromkeys(row.aliases, (row.name, kind_here))
    return table


@cache
def aliases_by_first_word() -> dict[str, tuple[str, ...]]:
    """Return the first word of the aliases -> the aliases, the longest first: one look-up a word of text."""
    found: dict[str, list[str]] = {}
    for alias in alias_table():
        first = alias[: next((n for n, c in enumerate(alias) if not c.isalnum()), len(alias))]
        found.setdefault(first, []).append(alias)
    return {first: tuple(sorted(rest, key=lambda a: (-len(a), a))) for first, rest in found.items()}
