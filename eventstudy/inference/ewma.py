"""Exponentially weighted volatility of the days before, and placebo sums standardised by it.

sigma^2_t = lambda sigma^2_{t-1} + (1 - lambda) x^2_{t-1}, lambda = 0.94: J.P. Morgan and Reuters,
RiskMetrics Technical Document, 4th edition (1996), section 5.2. The recursion starts at the
residual variance of the whole estimation window, for placebos and event alike; a missing day leaves
the variance as it was. Where the model gives each day a spread, placebos and event are filtered on
residuals over their spread.
"""

from __future__ import annotations

import numpy as np

from eventstudy.inference.placebo_windows import level_car, level_placebos, level_residuals
from eventstudy.types import AbnormalReturns, FloatArray

DECAY = 0.94


def ewma_sigma(values: FloatArray, start: FloatArray, decay: float = DECAY) -> FloatArray:
    """Return sigma of each day given the days before it.

    Parameters
    ----------
    values : ndarray of shape (n_events, n_days)
        Abnormal returns or residuals, decimal, in the order of time.
    start : ndarray of shape (n_events,)
        Variance before the first day.
    decay : float
        Weight of yesterday's variance.

    Returns
    -------
    ndarray of shape (n_events, n_days + 1)
        The last column is sigma of the day after ``values`` ends.
    """
    variance = np.empty((values.shape[0], values.shape[1] + 1))
    variance[:, 0] = start
    for day in range(values.shape[1]):
        news = np.where(np.isfinite(values[:, day]), values[:, day] ** 2, variance[:, day])
        variance[:, day + 1] = decay * variance[:, day] + (1 - decay) * news
    return np.sqrt(variance)


def sigma_at_window_open(abnormal: AbnormalReturns, decay: float = DECAY) -> FloatArray:
    """Return sigma of the first day held, given every day before it: (n_events,), decimal."""
    past = np.concatenate([abnormal.residuals.values, abnormal.residuals.gap], axis=1)
    return ewma_sigma(past, abnormal.sigma2, decay)[:, -1]


def standardised_car(abnormal: AbnormalReturns, decay: float = DECAY) -> FloatArray:
    """Return the CAR over the sigma at the opening of its window, (n_events,).

    For a model with a spread the filter runs over residuals and gap days over their spread; over the
    residuals alone where the spread of the gap is not known.
    """
    if abnormal.spread is None:
        return abnormal.car / sigma_at_window_open(abnormal, decay)
    past, gap_spread = level_residuals(abnormal), abnormal.residuals.gap_spread
    if gap_spread is not None:
        past = np.concatenate([past, abnormal.residuals.gap / gap_spread], axis=1)
    return level_car(abnormal) / ewma_sigma(past, abnormal.sigma2, decay)[:, -1]


def standardised_placebos(abnormal: AbnormalReturns, decay: float = DECAY) -> FloatArray:
    """Return residual sums of every placebo window over the sigma at its opening.

    Returns
    -------
    ndarray of shape (n_events, n_obs - n_days + 1)
        NaN where the placebo window holds an unused day.
    """
    return level_placebos(abnormal, abnormal.ar.shape[1]) / placebo_sigma(abnormal, decay)


def placebo_sigma(abnormal: AbnormalReturns, decay: float = DECAY) -> FloatArray:
    """Return sigma at the opening of every placebo window, (n_events, n_obs - n_days + 1)."""
    residuals, n_days = level_residuals(abnormal), abnormal.ar.shape[1]
    n_windows = max(residuals.shape[1] - n_days + 1, 0)
    return ewma_sigma(residuals, abnormal.sigma2, decay)[:, :n_windows]
