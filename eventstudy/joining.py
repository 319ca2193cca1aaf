"""Abnormal returns of several blocks of events put together, in order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eventstudy.types import (
    AbnormalReturns,
    BoolArray,
    EstimationBlock,
    FloatArray,
    Observed,
    Residuals,
)

# Arrays of AbnormalReturns with a row for each event, beside those that may be absent.
BY_EVENT = ("ar", "normal", "sigma2", "loadings", "dof", "sessions", "security", "day_zero")
MOVED_AT_ONCE = 10_000


def part_of(abnormal: AbnormalReturns, at: slice, residuals: Residuals) -> AbnormalReturns:
    """Return consecutive events, as views of the arrays, with residuals of their own."""
    return replace(
        abnormal,
        **{name: getattr(abnormal, name)[at] for name in BY_EVENT},
        spread=None if abnormal.spread is None else abnormal.spread[at],
        residuals=residuals,
        observed=None,
    )


def residuals_of_part(residuals: Residuals, at: slice) -> Residuals:
    """Return the residuals of consecutive events, as views of the arrays."""
    return Residuals(
        values=residuals.values[at],
        sessions=residuals.sessions[at],
        gap=residuals.gap[at],
        spread=None if residuals.spread is None else residuals.spread[at],
        gap_spread=None if residuals.gap_spread is None else residuals.gap_spread[at],
    )


def joined_abnormal(blocks: Iterable[AbnormalReturns], n_events: int) -> AbnormalReturns:
    """Return the ``n_events`` events of all blocks, in order.

    Each block is copied to its place as it comes, so that its own memory serves the next one.
    """
    arrays: dict[str, NDArray[Any]] = {}
    residuals: list[Residuals] = []
    observed: list[Observed | None] = []
    at = 0
    for block in blocks:
        some = slice(at, at := at + block.n_events)
        for name in (*BY_EVENT, "spread"):
            rows = getattr(block, name)
            if rows is None:
                continue
            if name not in arrays:
                arrays[name] = np.empty((n_events, *rows.shape[1:]), dtype=rows.dtype)
            arrays[name][some] = rows
        residuals.append(block.residuals)
        observed.append(block.observed)
    return replace(
        block, **arrays, residuals=_joined_residuals(residuals), observed=_joined_observed(observed)
    )


def kept_in_place(abnormal: AbnormalReturns, keep: BoolArray) -> AbnormalReturns:
    """Return the events marked in ``keep``, moved up in the arrays of ``abnormal``, which end with them.

    For many events, whose residuals are not held: a copy would take as much memory again.
    """
    names = BY_EVENT if abnormal.spread is None else (*BY_EVENT, "spread")
    arrays = {name: _moved_up(getattr(abnormal, name), keep) for name in names}
    return replace(abnormal, **arrays, residuals=abnormal.residuals.take(keep), observed=None)


def _moved_up(rows: NDArray[Any], keep: BoolArray) -> NDArray[Any]:
    stop = 0
    for first in range(0, len(rows), MOVED_AT_ONCE):
        some = slice(first, first + MOVED_AT_ONCE)
        kept = rows[some][keep[some]]
        rows[stop : stop + len(kept)] = kept
        stop += len(kept)
    return rows[:stop]


def _joined_residuals(blocks: Sequence[Residuals]) -> Residuals:
    if len(blocks) == 1:
        return blocks[0]
    return Residuals(
        values=np.concatenate([block.values for block in blocks]),
        sessions=np.concatenate([block.sessions for block in blocks]),
        gap=np.concatenate([block.gap for block in blocks]),
        spread=joined_optional([block.spread for block in blocks]),
        gap_spread=joined_optional([block.gap_spread for block in blocks]),
    )


def joined_optional(arrays: Sequence[FloatArray | None]) -> FloatArray | None:
    """Return the arrays that are known, one after the other; None if none is."""
    known = [array for array in arrays if array is not None]
    return np.concatenate(known) if known else None


def _joined_observed(blocks: Sequence[Observed | None]) -> Observed | None:
    known = [block for block in blocks if block is not None]
    if not known:
        return None
    return replace(
        known[0],
        estimation=_joined_days([block.estimation for block in known]),
        event=_joined_days([block.event for block in known]),
    )


def _joined_days(blocks: Sequence[EstimationBlock]) -> EstimationBlock:
    return EstimationBlock(
        returns=np.concatenate([block.returns for block in blocks]),
        factors=np.concatenate([block.factors for block in blocks]),
        left_out=_joined_marks([block.left_out for block in blocks]),
    )


def _joined_marks(marks: Sequence[BoolArray | None]) -> BoolArray | None:
    known = [mark for mark in marks if mark is not None]
    return np.concatenate(known) if known else None
