"""Average correlation between the estimation residuals of different events, by calendar session.

Events are matched on the session of each residual, never on its place in the estimation window.
"""

from __future__ import annotations

import numpy as np

from eventstudy.types import Residuals


def average_correlation(residuals: Residuals) -> float:
    """Return the mean correlation over pairs of different events, in one pass over the residuals.

    Each event's residuals are scaled to mean square one; the average of their products over all
    pairs that share a session follows from the daily sums and sums of squares. With a common
    estimation window this is exactly the mean of the pairwise correlations; where windows overlap
    in part, a pair counts by the number of sessions it shares. 0 if no pair shares a session.
    """
    used = np.isfinite(residuals.values)
    scale = np.sqrt(np.nanmean(residuals.values**2, axis=1, keepdims=True))
    standardised = (residuals.values / scale)[used]
    day = residuals.sessions[used]
    total = np.bincount(day, weights=standardised)
    squares = np.bincount(day, weights=standardised**2)
    count = np.bincount(day).astype(np.float64)
    pairs = float((count * (count - 1)).sum())
    return float((total**2 - squares).sum() / pairs) if pairs > 0 else 0.0
