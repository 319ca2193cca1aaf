"""Abnormal returns and what their forecast-error variance needs, for a block of events at once.

Var(AR) = s^2 (I + X* (X'X)^-1 X*'): Patell (1976), Journal of Accounting Research 14:246-276, equations
4 and 5; Salinger (1992) for the covariance of the days.
"""

from __future__ import annotations

import numpy as np

from eventstudy.types import (
    AbnormalReturns,
    BoolArray,
    EstimationBlock,
    FloatArray,
    IntArray,
    ModelFit,
    NormalReturnModel,
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
    """
    if factors is None:
        factors = np.empty((returns.shape[0], 0))
    observed = _returns_at(returns, rows.estimation, security)
    if left_out is not None:
        observed = np.where(left_out, np.nan, observed)
    fit = model.fit(EstimationBlock(returns=observed, factors=_factors_at(factors, rows.estimation)))
    event_factors = _factors_at(factors, rows.event)
    normal = _normal(model, fit, event_factors)
    gap_normal = _normal(model, fit, _factors_at(factors, rows.gap))
    abnormal = AbnormalReturns(
        ar=_returns_at(returns, rows.event, security) - normal,
        normal=normal,
        sigma2=fit.sigma2,
        loadings=np.einsum("edk,ekj->edj", model.design(event_factors), fit.inverse_root),
        residuals=Residuals(
            values=fit.residuals,
            sessions=rows.estimation,
            gap=_returns_at(returns, rows.gap, security) - gap_normal,
        ),
        dof=fit.dof,
        days=rows.days,
        sessions=rows.event,
        security=security,
        day_zero=rows.day_zero,
    )
    return abnormal, fit


def _normal(model: NormalReturnModel, fit: ModelFit, factors: FloatArray) -> FloatArray:
    estimated = np.einsum("edk,ek->ed", model.design(factors), fit.coefficients)
    return np.asarray(model.baseline(factors) + estimated, dtype=np.float64)


def _returns_at(returns: FloatArray, rows: IntArray, security: IntArray) -> FloatArray:
    return np.where(rows == OUTSIDE, np.nan, returns[np.maximum(rows, 0), security[:, None]])


def _factors_at(factors: FloatArray, rows: IntArray) -> FloatArray:
    return np.where((rows == OUTSIDE)[..., None], np.nan, factors[np.maximum(rows, 0)])
