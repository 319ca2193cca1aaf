"""Sizes of several assets told at once: "rose 4.1 and 3.6 percent respectively"."""

from __future__ import annotations

from dataclasses import replace

from eventstudy.extract.market.moves import Move
from eventstudy.types import Magnitude


def share_out(move: Move, n_assets: int) -> list[Move]:
    """Return one move an asset: the sizes in turn where there are as many as assets, else all the same."""
    by_unit: dict[str, list[Magnitude]] = {}
    for size in move.sizes:
        by_unit.setdefault(size.unit, []).append(size)
    listed = {unit: sizes for unit, sizes in by_unit.items() if len(sizes) == n_assets and not move.ranged}
    if not listed and len(move.levels) != n_assets:
        return (
            [move] * n_assets
            if move.magnitudes or not move.levels
            else [replace(move, level=None)] * n_assets
        )
    shared = [size for size in move.magnitudes if size.unit not in listed]
    moves = []
    for n in range(n_assets):
        own = [sizes[n] for sizes in listed.values()]
        level = move.levels[n] if len(move.levels) == n_assets else None
        moves.append(replace(move, magnitudes=(*own, *shared), level=level))
    return moves
