"""Correlation between the estimation residuals of different events, by calendar session.

Events are matched on the session of each residual, never on its place in the estimation window.
"""

from __future__ import annotations

import numpy as np

from eventstudy.types import AbnormalReturns, FloatArray, IntArray, Residuals


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


def variance_inflation(abnormal: AbnormalReturns) -> float:
    """Return how much larger the variance of the mean CAR is than for independent events.

    1 + (n - 1) times the average correlation between two CARs, taken as the average share of
    sessions that two event windows have in common, times the average correlation of the residuals
    of two securities on a common session (the idea of Kolari, Pape and Pynnönen 2018, averaged in
    one pass). 1 if no windows meet.
    """
    n_events, n_days = abnormal.ar.shape
    held = np.bincount(abnormal.sessions[abnormal.sessions >= 0]).astype(np.float64)
    shared = float((held * (held - 1)).sum()) / n_days / max(n_events * (n_events - 1), 1)
    if shared == 0:
        return 1.0
    return float(1 + (n_events - 1) * shared * max(_correlation_between_securities(abnormal), 0.0))


def _correlation_between_securities(abnormal: AbnormalReturns) -> float:
    """Average product of standardised residuals of two securities on a session both use."""
    used = np.isfinite(abnormal.residuals.values)
    scale = np.sqrt(np.nanmean(abnormal.residuals.values**2, axis=1, keepdims=True))
    values = (abnormal.residuals.values / scale)[used]
    session = abnormal.residuals.sessions[used]
    security = np.broadcast_to(abnormal.security[:, None], used.shape)[used]
    own = session * (int(security.max(initial=0)) + 1) + security
    products = _sum_of_squared_sums(values, session) - _sum_of_squared_sums(values, own)
    ones = np.ones_like(values)
    pairs = _sum_of_squared_sums(ones, session) - _sum_of_squared_sums(ones, own)
    return products / pairs if pairs > 0 else 0.0


def _sum_of_squared_sums(values: FloatArray, group: IntArray) -> float:
    return float((np.bincount(group, weights=values) ** 2).sum())
