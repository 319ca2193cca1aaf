"""Abnormal returns of several blocks of events put together, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from eventstudy.types import (
    AbnormalReturns,
    BoolArray,
    EstimationBlock,
    FloatArray,
    Observed,
    Residuals,
)


def joined_abnormal(blocks: Sequence[AbnormalReturns]) -> AbnormalReturns:
    """Return the events of all blocks, in order."""
    first = blocks[0]
    if len(blocks) == 1:
        return first
    by_event = ("ar", "normal", "sigma2", "loadings", "dof", "sessions", "security", "day_zero")
    arrays = {name: np.concatenate([getattr(block, name) for block in blocks]) for name in by_event}
    return replace(
        first,
        **arrays,
        residuals=_joined_residuals([block.residuals for block in blocks]),
        spread=joined_optional([block.spread for block in blocks]),
        observed=_joined_observed([block.observed for block in blocks]),
    )


def _joined_residuals(blocks: Sequence[Residuals]) -> Residuals:
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
