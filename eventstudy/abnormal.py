"""Abnormal returns and what their forecast-error variance needs, for a block of events at once.

Var(AR) = s^2 (I + X* (X'X)^-1 X*'): Patell (1976), Journal of Accounting Research 14:246-276, equations
4 and 5; Salinger (1992) for the covariance of the days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

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
from eventstudy.windows import OUTSIDE, WindowRows, consecutive, rows_of


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class BlockData:
    """What a block of events is computed from, without the tables it came from.

    ``estimation`` holds the estimation days, (n_events, n_obs), ``later`` the gap and the event days
    that follow, in order of time.
    """

    model: NormalReturnModel
    rows: WindowRows
    security: IntArray
    estimation: EstimationBlock
    later: EstimationBlock


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
    block = block_data(model, returns=returns, factors=factors, security=security, rows=rows)
    if left_out is not None:
        block = without_days(block, left_out)
    return predicted(block, keep_observed=keep_observed)


def block_data(
    model: NormalReturnModel,
    *,
    returns: FloatArray,
    factors: FloatArray,
    security: IntArray,
    rows: WindowRows,
) -> BlockData:
    """Return the returns and factors of the windows of each event; shapes as in :func:`abnormal_returns`."""
    later = np.concatenate([rows.gap, rows.event], axis=1)
    return BlockData(
        model=model,
        rows=rows,
        security=security,
        estimation=_values_at(returns, factors, rows.estimation, security),
        later=_values_at(returns, factors, later, security),
    )


def without_days(block: BlockData, left_out: BoolArray) -> BlockData:
    """Return the block with the estimation days marked in ``left_out``, (n_events, n_obs), missing."""
    given = block.estimation
    marked = left_out & np.isfinite(given.returns)
    if given.left_out is not None:
        marked |= given.left_out
    returns = np.where(marked, np.nan, given.returns)
    return replace(block, estimation=replace(given, returns=returns, left_out=marked))


def fitted(block: BlockData) -> ModelFit:
    """Fit the model of a block on its estimation windows."""
    return block.model.fit(_laid_out(block.estimation))


def estimation_residuals(block: BlockData) -> Residuals:
    """Fit the model of a block and return its residuals alone, without a gap."""
    fit = fitted(block)
    return Residuals(
        values=fit.residuals,
        sessions=block.rows.estimation,
        gap=np.empty((block.security.size, 0)),
        spread=fit.spread,
    )


def predicted(block: BlockData, *, keep_observed: bool = False) -> tuple[AbnormalReturns, ModelFit]:
    """Fit the model of a block and predict its event windows."""
    model, rows, later = block.model, block.rows, _laid_out(block.later)
    fit = fitted(block)
    prediction = model.predict(fit, later)
    ar, event = later.returns - prediction.normal, slice(rows.gap.shape[1], None)
    days = EstimationBlock(returns=later.returns[:, event], factors=later.factors[:, event])
    abnormal = AbnormalReturns(
        ar=ar[:, event],
        normal=prediction.normal[:, event],
        sigma2=fit.sigma2,
        loadings=prediction.design[:, event] @ fit.inverse_root,
        residuals=Residuals(
            values=fit.residuals,
            sessions=rows.estimation,
            gap=ar[:, : event.start],
            spread=fit.spread,
            gap_spread=None if prediction.spread is None else prediction.spread[:, : event.start],
        ),
        dof=fit.dof,
        days=rows.days,
        sessions=rows.event,
        security=block.security,
        day_zero=rows.day_zero,
        spread=None if prediction.spread is None else prediction.spread[:, event],
        observed=Observed(model=model, estimation=block.estimation, event=days) if keep_observed else None,
    )
    return abnormal, fit


def _values_at(
    returns: FloatArray, factors: FloatArray, rows: IntArray, security: IntArray
) -> EstimationBlock:
    by_factor = np.arange(factors.shape[1])[:, None]
    at_returns, at_factors = rows_of(returns, security, rows), rows_of(factors, by_factor, rows)
    if not consecutive(rows) and (rows == OUTSIDE).any():
        at_returns = np.where(rows == OUTSIDE, np.nan, at_returns)
        at_factors = np.where(rows == OUTSIDE, np.nan, at_factors)
    return EstimationBlock(returns=at_returns, factors=np.moveaxis(at_factors, 0, 2))


def _laid_out(days: EstimationBlock) -> EstimationBlock:
    """Return the days with their factors one behind another, as they are before a way to a worker.

    Sums run in the order of memory: laid out otherwise they would have other last digits.
    """
    by_factor = np.ascontiguousarray(np.moveaxis(days.factors, 2, 0))
    return replace(days, factors=np.moveaxis(by_factor, 0, 2))
