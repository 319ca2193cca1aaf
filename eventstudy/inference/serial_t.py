"""t test of one event's CAR whose variance allows for autocorrelated returns.

Var = L [g0 + 2 sum_{h<L} (1 - h/L) g_h] M/(M-p) + s^2 x'(X'X)^-1 x with g_h the autocovariances
of the estimation residuals; the Bartlett weights are those of Newey and West
(1987), Econometrica 55:703-708. Only estimation days enter the autocovariances. Where the model
gives day t a spread s_t, the g_h are those of e / s, and the first term is the sum over days t and u of
s_t s_u g_|t-u| M/(M-p).
"""

from __future__ import annotations

import numpy as np

from eventstudy.inference.placebo_windows import level_residuals
from eventstudy.inference.reference_laws import t_p_value
from eventstudy.inference.samples import require_residuals
from eventstudy.types import AbnormalReturns, EventTests, FloatArray

NO_VARIANCE = "the autocovariances leave no positive variance for this horizon: read t instead"


def serial_t(abnormal: AbnormalReturns) -> EventTests:
    """Test each event's CAR with the variance of a sum of autocorrelated days, against t(M - p).

    Equal to ``t`` for a horizon of one day, but for a model with a spread whose e / s have not
    exactly the mean square that sigma2 says (``garch``).
    """
    require_residuals(abnormal, "serial_t")
    variance = serial_variance(abnormal)
    scale = np.sqrt(np.where(variance > 0, variance, np.nan))
    statistic = abnormal.car / scale
    return EventTests(
        test="serial_t",
        first=int(abnormal.days[0]),
        last=int(abnormal.days[-1]),
        estimate=abnormal.car,
        statistic=statistic,
        p_value=t_p_value(statistic, abnormal.dof),
        distribution=[f"t({dof:g})" for dof in abnormal.dof],
        note=["" if positive else NO_VARIANCE for positive in variance > 0],
    )


def serial_variance(abnormal: AbnormalReturns) -> FloatArray:
    """Return the variance of the CAR, (n_events,); pairs with an unused day are left out."""
    level = level_residuals(abnormal)
    used = np.isfinite(level)
    residuals = np.where(used, level, 0.0)
    n_obs, n_days = used.sum(axis=1), abnormal.ar.shape[1]
    spread = np.ones(abnormal.ar.shape) if abnormal.spread is None else abnormal.spread
    long_run = (spread**2).mean(axis=1) * (residuals**2).sum(axis=1) / n_obs
    for lag in range(1, n_days):
        autocovariance = (residuals[:, :-lag] * residuals[:, lag:]).sum(axis=1) / n_obs
        # The mean over days is 1 - lag / n_days where there is no spread.
        weight = (spread[:, :-lag] * spread[:, lag:]).sum(axis=1) / n_days
        long_run += 2 * weight * autocovariance
    forecast = abnormal.sigma2 * (abnormal.loadings.sum(axis=1) ** 2).sum(axis=1)
    return np.asarray(n_days * long_run * n_obs / abnormal.dof + forecast, dtype=np.float64)
