"""Abnormal returns and what their forecast-error variance needs, for a block of events at once.

Var(AR) = s^2 (I + X* (X'X)^-1 X*'): Patell (1976), Journal of Accounting Research 14:246-276, equations
4 and 5; Salinger (1992) for the covariance of the days.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from eventstudy.types import (
    AbnormalReturns,
    BoolArray,
    EstimationBlock,
    FloatArray,
    IntArray,
    ModelFit,
    NormalReturnModel,
    Observed,
    Residuals,
)
from eventstudy.windows import OUTSIDE, WindowRows


def abnormal_returns(
    model: NormalReturnModel,
    *,
    returns: FloatArray,
    security: IntArray,
    rows: WindowRows,
    factors: FloatArray | None = None,
    left_out: BoolArray | None = None,
    keep_observed: bool = False,
) -> tuple[AbnormalReturns, ModelFit]:
    """Fit the model on the estimation windows and predict the event windows.

    Parameters
    ----------
    model : NormalReturnModel
    returns : ndarray of shape (n_sessions, n_securities)
        Decimal, NaN where there is none.
    security : ndarray of shape (n_events,)
        Column of ``returns`` of each event.
    rows : WindowRows
    factors : ndarray of shape (n_sessions, n_factors), optional
        In the order of ``model.factors``; not needed by a model without factors.
    left_out : ndarray of bool, shape (n_events, n_estimation), optional
        Estimation days not to use.
    keep_observed : bool
        Whether to keep what was fitted, for tests that fit again.
    """
    if factors is None:
        factors = np.empty((returns.shape[0], 0))
    estimation = _block_at(returns, factors, rows.estimation, security)
    if left_out is not None:
        estimation = replace(estimation, returns=np.where(left_out, np.nan, estimation.returns))
    fit = model.fit(estimation)
    days = _block_at(returns, factors, np.concatenate([rows.gap, rows.event], axis=1), security)
    predicted = model.predict(fit, days)
    ar, event = days.returns - predicted.normal, slice(rows.gap.shape[1], None)
    abnormal = AbnormalReturns(
        ar=ar[:, event],
        normal=predicted.normal[:, event],
        sigma2=fit.sigma2,
        loadings=predicted.design[:, event] @ fit.inverse_root,
        residuals=Residuals(
            values=fit.residuals,
            sessions=rows.estimation,
            gap=ar[:, : event.start],
            spread=fit.spread,
        ),
        dof=fit.dof,
        days=rows.days,
        sessions=rows.event,
        security=security,
        day_zero=rows.day_zero,
        spread=None if predicted.spread is None else predicted.spread[:, event],
        observed=_observed(model, estimation, days, event.start) if keep_observed else None,
    )
    return abnormal, fit


def _observed(
    model: NormalReturnModel, block: EstimationBlock, days: EstimationBlock, first: int
) -> Observed:
    event = EstimationBlock(returns=days.returns[:, first:], factors=days.factors[:, first:])
    return Observed(model=model, estimation=block, event=event)


def _block_at(
    returns: FloatArray, factors: FloatArray, rows: IntArray, security: IntArray
) -> EstimationBlock:
    """Return the returns and factors of each event's rows: (n_events, n_rows), and that by n_factors."""
    by_factor = np.arange(factors.shape[1])[:, None]
    return EstimationBlock(
        returns=_series_at(returns, security, rows),
        factors=np.moveaxis(_series_at(factors, by_factor, rows), 0, 2),
    )


def _series_at(table: FloatArray, column: IntArray, rows: IntArray) -> FloatArray:
    """Return ``table[rows, column]``, NaN outside; consecutive rows are read as one window."""
    width = rows.shape[1]
    if width and rows[:, 0].min(initial=0) >= 0 and (rows[:, -1] - rows[:, 0] == width - 1).all():
        windows = sliding_window_view(table.T, width, axis=1)
        return np.asarray(windows[column, rows[:, 0]], dtype=np.float64)
    known = table[np.maximum(rows, 0), column[..., None]]
    return np.where(rows == OUTSIDE, np.nan, known)
