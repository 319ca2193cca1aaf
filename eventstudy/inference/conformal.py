"""Conformal test of one event: with the effect taken off, its residuals are like those of other days.

Chernozhukov, Wüthrich and Zhu (2021), Journal of the American Statistical Association 116:1849-1864:
the test that imposes the null, with the statistic of the mean absolute residual (q = 1).
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from eventstudy.errors import ForbiddenTestError, InputError
from eventstudy.inference.ewma_rank import resolution_note
from eventstudy.inference.placebo_windows import window_sums
from eventstudy.types import AbnormalReturns, BoolArray, EstimationBlock, EventTests, FloatArray, IntArray

Permutations = Literal["auto", "cyclic", "all"]
N_SAMPLED = 9_999
SEED = 2021
# Sums of the same days in another order differ by rounding, and are ties all the same.
TIE = 1e-12


def conformal(
    abnormal: AbnormalReturns, *, effect: float = 0.0, permutations: Permutations = "auto"
) -> EventTests:
    """Fit the model again with the horizon's days included, and rank their residuals among all days.

    The returns less ``effect`` on each day of the horizon are fitted together with the estimation days.
    S is the sum of |u| over the horizon, over the square root of its days; p is the share of
    permutations of the residuals, the identity included, with S at least as large. Any model will do.
    Exact if the days are exchangeable and the model does not look at their order (``ridge_control``
    does when it chooses its penalty); with cyclic shifts approximate for stationary days. Rejects too
    often in high volatility, as ``sq``.

    Only the estimation days and the days of the horizon take part, not the gap nor other days of the
    event window, so a model with lags takes the days for neighbours; days without a residual are taken
    out of the cycle. Where a model gives residuals
    a spread of their own, they are divided by it.

    Parameters
    ----------
    abnormal : AbnormalReturns
        With ``observed`` kept.
    effect : float
        Effect per day under the null, decimal.
    permutations : {"auto", "cyclic", "all"}
        "cyclic" shifts the residuals in order of time and keeps serial dependence; "all" takes any
        order: exact for a horizon of one day, else 9,999 random orders from a fixed seed. For one day
        both are the same number. "auto" is "cyclic".

    Returns
    -------
    EventTests
        ``estimate`` is the CAR, ``statistic`` S, in units of the returns.

    Raises
    ------
    ForbiddenTestError
        If the data that the model was fitted on were not kept.
    InputError
        If ``permutations`` is none of the three.
    """
    if permutations not in ("auto", "cyclic", "all"):
        raise InputError(f"permutations is {permutations!r}: give 'auto', 'cyclic' or 'all'.")
    n_days = abnormal.ar.shape[1]
    size = residual_sizes(abnormal, np.full(abnormal.n_events, float(effect)))
    sampled = permutations == "all" and n_days > 1
    statistic, p_value, n_orders = (sampled_shares if sampled else cyclic_shares)(size, n_days)
    law = "permutations" if sampled else "cyclic shifts"
    return EventTests(
        test="conformal",
        first=int(abnormal.days[0]),
        last=int(abnormal.days[-1]),
        estimate=abnormal.car,
        statistic=statistic,
        p_value=p_value,
        distribution=[f"{law}({n})" for n in n_orders],
        note=_notes(p_value, n_orders),
        n_placebo=(n_orders - 1).astype(np.float64),
    )


def residual_sizes(abnormal: AbnormalReturns, effect: FloatArray) -> FloatArray:
    """Return |u| of the estimation days, then of the days held, when ``effect`` is imposed on the latter.

    Parameters
    ----------
    abnormal : AbnormalReturns
        With ``observed`` kept.
    effect : ndarray of shape (n_events,)
        Effect per day, decimal.

    Returns
    -------
    ndarray of shape (n_events, n_obs + n_days)
        NaN on days that the model did not use.

    Raises
    ------
    ForbiddenTestError
        If the data that the model was fitted on were not kept.
    """
    observed = abnormal.observed
    if observed is None:
        raise ForbiddenTestError(
            "test 'conformal' fits the model again, and the data it was fitted on were not kept: studies"
            " of few events keep them, abnormal_returns(..., keep_observed=True) does for any number."
        )
    before, after = observed.estimation, observed.event
    block = EstimationBlock(
        returns=np.concatenate([before.returns, after.returns - effect[:, None]], axis=1),
        factors=np.concatenate([before.factors, after.factors], axis=1),
    )
    fit = observed.model.fit(block)
    size = np.abs(fit.residuals)
    return size if fit.spread is None else size / fit.spread


def cyclic_shares(size: FloatArray, n_days: int) -> tuple[FloatArray, FloatArray, IntArray]:
    """Return S of the last ``n_days``, and its rank among all cyclic shifts of the days.

    Parameters
    ----------
    size : ndarray of shape (n_events, n_all)
        |residual| in order of time; NaN days are taken out.
    n_days : int

    Returns
    -------
    statistic, p_value : ndarray of shape (n_events,)
        NaN where one of the last days is missing, or there are no days before.
    n_shifts : ndarray of int, shape (n_events,)
    """
    n_used, known = _usable(size, n_days)
    used_first = np.argsort(np.isnan(size), axis=1, kind="stable")
    around = np.arange(size.shape[1] + n_days - 1) % np.maximum(n_used, 1)[:, None]
    cycle = np.take_along_axis(np.take_along_axis(size, used_first, axis=1), around, axis=1)
    sums = window_sums(cycle, n_days)
    own = np.take_along_axis(sums, np.maximum(n_used - n_days, 0)[:, None], axis=1)
    a_shift = np.arange(sums.shape[1]) < n_used[:, None]
    share = (a_shift & (sums >= own * (1 - TIE))).sum(axis=1) / np.maximum(n_used, 1)
    statistic = np.where(known, own[:, 0] / np.sqrt(n_days), np.nan)
    return statistic, np.where(known, share, np.nan), n_used


def sampled_shares(size: FloatArray, n_days: int) -> tuple[FloatArray, FloatArray, IntArray]:
    """Return what :func:`cyclic_shares` does, among the order given and ``N_SAMPLED`` random ones.

    Every event sees the same seed. One event at a time: their orders would not fit in memory together.
    """
    n_used, known = _usable(size, n_days)
    statistic, p_value = np.full(known.shape, np.nan), np.full(known.shape, np.nan)
    for at in np.flatnonzero(known):
        days = size[at, np.isfinite(size[at])]
        own = days[-n_days:].sum()
        places = np.random.default_rng(SEED).random((N_SAMPLED, days.size))
        sums = days[np.argpartition(places, n_days - 1, axis=1)[:, :n_days]].sum(axis=1)
        statistic[at] = own / np.sqrt(n_days)
        p_value[at] = (1 + (sums >= own * (1 - TIE)).sum()) / (N_SAMPLED + 1)
    return statistic, p_value, np.where(known, N_SAMPLED + 1, n_used)


def _usable(size: FloatArray, n_days: int) -> tuple[IntArray, BoolArray]:
    used = np.isfinite(size)
    n_used = np.asarray(used.sum(axis=1), dtype=np.int64)
    return n_used, np.asarray(used[:, -n_days:].all(axis=1) & (n_used > n_days))


def _notes(p_value: FloatArray, n_orders: IntArray) -> list[str]:
    lost = "fitted again, the model leaves a day of the horizon without a residual"
    return [
        lost if np.isnan(p) else resolution_note(int(n) - 1, p_value.size)
        for p, n in zip(p_value, n_orders, strict=True)
    ]
