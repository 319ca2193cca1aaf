"""Event-induced volatility: whether returns spread more than the estimation window says.

One event: AR^2 / (s^2 V) against F(1, M - p), as in Patell (1976), Journal of Accounting Research 14:246-276.
Many events: the multiple of the normal variance on each day, and its sum over a window, Białkowski,
Gottschalk and Wisniewski (2008), Journal of Banking and Finance 32:1941-1953.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from eventstudy.errors import TooFewEventsError
from eventstudy.result import StudyResult
from eventstudy.types import AbnormalReturns, FloatArray, Horizon

# The estimator divides by N - 2.
LEAST_EVENTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativeVolatility:
    """Cumulative abnormal volatility of a horizon and two tests of "the event adds no variance".

    Parameters
    ----------
    first, last : int
    cav : float
        Sum over the days of lambda less one: 2.0 is the variance of two more normal days.
    multiple : float
        Mean of lambda: the variance of the event days over the normal one.
    p_chi2 : float
        One-sided, of (N - 1) times the sum of lambda under chi2((N - 1) L): independent normal events.
    p_bootstrap : float
        One-sided, against runs of estimation days; NaN without residuals.
    n_events, n_days, n_resamples : int
    """

    first: int
    last: int
    cav: float
    multiple: float
    p_chi2: float
    p_bootstrap: float
    n_events: int
    n_days: int
    n_resamples: int


def variance_ratios(result: StudyResult) -> pd.DataFrame:
    """Return AR^2 over its forecast variance for each event and day, with its F test.

    Assumes independent normal residuals; a mean effect of the event counts as variance here.

    Returns
    -------
    DataFrame
        event_id, security, day, ratio, dof, p_value (one-sided, F(1, dof)).
    """
    block, n_days = result.block, result.block.days.size
    ratio = block.ar**2 / block.ar_variance
    long = result.keys.loc[result.keys.index.repeat(n_days)].reset_index(drop=True)
    return long.assign(
        day=np.tile(block.days, block.n_events),
        ratio=ratio.ravel(),
        dof=np.repeat(block.dof, n_days),
        p_value=np.asarray(stats.f.sf(ratio, 1, block.dof[:, None])).ravel(),
    )


def volatility_by_day(result: StudyResult) -> pd.DataFrame:
    """Return for each day of the event window the variance over the normal one, across events.

    Returns
    -------
    DataFrame
        By relative day: multiple (lambda; 1 is normal), n_events, p_value (one-sided, of
        (N - 1) lambda under chi2(N - 1)).

    Raises
    ------
    TooFewEventsError
        If fewer than three events are studied.
    """
    multiple, n_events = variance_multiples(result.block.ar, _variances(result.block))
    _require(n_events)
    columns = {
        "multiple": multiple,
        "n_events": n_events.astype(int),
        "p_value": stats.chi2.sf((n_events - 1) * multiple, n_events - 1),
    }
    return pd.DataFrame(columns, index=pd.Index(result.block.days, name="day"))


def cumulative_volatility(
    result: StudyResult, horizon: Horizon, *, n_resamples: int = 9999, seed: int = 0
) -> CumulativeVolatility:
    """Test whether the variance over a horizon is the normal one.

    The chi2 law assumes independent normal events. The bootstrap draws runs of as many successive
    days from the estimation window, the same days for all events, and so keeps fat tails, clustered
    volatility and, for events on one date, their correlation.

    Parameters
    ----------
    result : StudyResult
    horizon : (int, int)
    n_resamples : int
    seed : int

    Raises
    ------
    TooFewEventsError
        If fewer than three events have returns on a day of the horizon.
    """
    held = result.block.over(*horizon)
    multiple, n_events = variance_multiples(held.ar, _variances(held))
    _require(n_events)
    cav, dof = float((multiple - 1).sum()), float((n_events - 1).sum())
    placebo = placebo_volatility(held, n_resamples=n_resamples, seed=seed)
    larger = placebo[placebo >= cav].size
    return CumulativeVolatility(
        first=horizon[0],
        last=horizon[1],
        cav=cav,
        multiple=float(multiple.mean()),
        p_chi2=float(stats.chi2.sf(float(((n_events - 1) * multiple).sum()), dof)),
        p_bootstrap=(1 + larger) / (placebo.size + 1) if placebo.size else float("nan"),
        n_events=int(n_events.max()),
        n_days=held.days.size,
        n_resamples=placebo.size,
    )


def variance_multiples(ar: FloatArray, variance: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return lambda of each day and the number of events it is taken over, each (n_days,).

    lambda = 1 / (N - 1) sum_i (N ar_i - sum_j ar_j)^2 / (N (N - 2) h_i + sum_j h_j), as published. Each
    of the N terms has expectation one, so that lambda is N / (N - 1) on normal days: the chi2 tests
    reject a little too often for few events, the bootstrap does not.

    Parameters
    ----------
    ar, variance : ndarray of shape (n_events, n_days)
        Abnormal returns, and the variance h expected of them; NaN where missing.
    """
    known = np.isfinite(ar) & np.isfinite(variance)
    n = known.sum(axis=0).astype(np.float64)
    a, h = np.where(known, ar, 0.0), np.where(known, variance, 0.0)
    scale = n * (n - 2) * h + h.sum(axis=0)
    deviation = np.where(known, n * a - a.sum(axis=0), 0.0)
    terms = np.divide(deviation**2, scale, out=np.zeros_like(scale), where=known & (scale > 0))
    enough = n >= LEAST_EVENTS
    return np.divide(terms.sum(axis=0), n - 1, out=np.full(n.shape, np.nan), where=enough), n


def placebo_volatility(held: AbnormalReturns, *, n_resamples: int, seed: int) -> FloatArray:
    """Return the cumulative abnormal volatility of random runs of estimation days.

    Returns
    -------
    ndarray of shape (n_resamples,)
        Empty where the residuals are not kept, or too few events share a day of the window.
    """
    residuals = held.residuals
    spread = 1.0 if residuals.spread is None else residuals.spread**2
    variance = held.sigma2[:, None] * np.broadcast_to(spread, residuals.values.shape)
    multiple, _ = variance_multiples(residuals.values, variance)
    n_days = held.days.size
    if multiple.size < n_days:
        return np.empty(0)
    runs = np.lib.stride_tricks.sliding_window_view(multiple - 1, n_days).sum(axis=1)
    runs = runs[np.isfinite(runs)]
    if not runs.size:
        return np.empty(0)
    return np.asarray(np.random.default_rng(seed).choice(runs, n_resamples), dtype=np.float64)


def _variances(held: AbnormalReturns) -> FloatArray:
    spread = 1.0 if held.spread is None else held.spread**2
    return np.asarray(held.sigma2[:, None] * np.broadcast_to(spread, held.ar.shape), dtype=np.float64)


def _require(n_events: FloatArray) -> None:
    if n_events.min() < LEAST_EVENTS:
        raise TooFewEventsError("volatility", LEAST_EVENTS, int(n_events.min()))
