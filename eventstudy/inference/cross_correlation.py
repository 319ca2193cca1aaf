"""Average correlation between the estimation residuals of different events, by calendar session.

Events are matched on the session of each residual, never on its place in the estimation window.
"""

from __future__ import annotations

import numpy as np

from eventstudy.types import Residuals


def average_correlation(residuals: Residuals) -> float:
    """Return the mean correlation over pairs of different events, in one pass over the residuals.

    Each event's residuals are scaled to mean zero and a sum of squares of one; the sum of their
    products over all pairs follows from the daily sums and sums of squares. With a common
    estimation window this is exactly the mean of the pairwise correlations. A pair whose windows
    overlap in part counts by the part it shares, a pair without a common session as uncorrelated.
    """
    used = np.isfinite(residuals.values)
    n_events = residuals.values.shape[0]
    centred = residuals.values - np.nanmean(residuals.values, axis=1, keepdims=True)
    scale = np.sqrt(np.nansum(centred**2, axis=1, keepdims=True))
    standardised = (centred / scale)[used]
    day = residuals.sessions[used]
    total = np.bincount(day, weights=standardised)
    squares = np.bincount(day, weights=standardised**2)
    return float((total**2 - squares).sum() / (n_events * (n_events - 1)))
