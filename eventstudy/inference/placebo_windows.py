"""Sums over windows of the estimation days: what an event's CAR is compared with as placebos.

Where the model gives each day a spread, a sum is divided by the root mean square of the spreads of
its days, so that windows of calm and of violent days compare; without one it is left as it is.
"""

from __future__ import annotations

import numpy as np

from eventstudy.types import AbnormalReturns, FloatArray


def level_car(abnormal: AbnormalReturns) -> FloatArray:
    """Return the CAR over the root mean square spread of its days, (n_events,), decimal."""
    if abnormal.spread is None:
        return abnormal.car
    return np.asarray(abnormal.car / np.sqrt((abnormal.spread**2).mean(axis=1)), dtype=np.float64)


def level_residuals(abnormal: AbnormalReturns) -> FloatArray:
    """Return the residuals over their spread, (n_events, n_obs), decimal."""
    spread = abnormal.residuals.spread
    return abnormal.residuals.values if spread is None else abnormal.residuals.values / spread


def level_placebos(abnormal: AbnormalReturns, n_days: int) -> FloatArray:
    """Return the residual sums of all windows of ``n_days`` over the root mean square of their spread.

    Returns
    -------
    ndarray of shape (n_events, n_obs - n_days + 1)
        NaN where a window holds an unused day.
    """
    sums, spread = window_sums(abnormal.residuals.values, n_days), abnormal.residuals.spread
    return sums if spread is None else sums / np.sqrt(window_sums(spread**2, n_days) / n_days)


def window_sums(values: FloatArray, n_days: int) -> FloatArray:
    """Return the sums of ``n_days`` consecutive columns, (n_events, n_columns - n_days + 1)."""
    n_windows = values.shape[1] - n_days + 1
    if n_windows < 1:
        return np.empty((values.shape[0], 0))
    # Added term by term, not as a difference of running sums, which would lose digits.
    total = np.zeros((values.shape[0], n_windows))
    for shift in range(n_days):
        total += values[:, shift : shift + n_windows]
    return total
