"""Least absolute deviations: the regression through the median.

Bassett and Koenker (1978), Journal of the American Statistical Association 73:618-622, for the law
of the estimate; Bloomfield and Steiger (1980), SIAM Journal on Scientific and Statistical Computing
1:290-301, for the descent along edges, which ends at the exact minimum. It runs over all events of
the block at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eventstudy.models.linear import least_squares, linear_prediction, with_constant
from eventstudy.models.robust import orthonormal, robust_fit, used_returns
from eventstudy.types import BoolArray, EstimationBlock, FloatArray, IntArray, ModelFit, Prediction

# Variance of the estimate over that of least squares under normal disturbances: 1 / (2 f(0))^2.
OVER_LEAST_SQUARES = np.pi / 2
MAX_STEPS = 500
# Ties are broken by shifts of this share of a residual's size, each day by another.
TIE_BREAK = 1e-10
# An edge leads down if it does so by more than rounding can.
DESCENT = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class LeastAbsoluteDeviations:
    """Choose intercept and slopes that make the sum of absolute residuals least.

    Without factors the normal return is the median. ``inverse_root`` is that of least squares times
    sqrt(pi / 2), the normal case (:mod:`eventstudy.models.robust`).
    """

    factors: tuple[str, ...] = ("MKT",)
    excess: bool = False

    @property
    def n_params(self) -> int:
        """Intercept and one slope a factor."""
        return 1 + len(self.factors)

    @property
    def coefficient_names(self) -> tuple[str, ...]:
        """Intercept, then one slope a factor."""
        return ("alpha", *(f"beta_{name}" for name in self.factors))

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Fit each event on its usable days."""
        design = with_constant(block.factors)
        plain = least_squares(block.returns, design)
        at_vertex = least_absolute(used_returns(plain, block.returns), orthonormal(plain, design), plain)
        coefficients = np.einsum("ejk,ek->ej", plain.inverse_root, at_vertex)
        root = plain.inverse_root * np.sqrt(OVER_LEAST_SQUARES)
        return robust_fit(plain, coefficients, root, block.returns, design)

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return intercept plus slopes times the factors of each day."""
        return linear_prediction(fit, with_constant(days.factors))


def least_absolute(y: FloatArray, x: FloatArray, plain: ModelFit) -> FloatArray:
    """Return the coefficients on ``x`` that make the sum of absolute residuals least.

    Parameters
    ----------
    y : ndarray of shape (n_events, n_obs)
    x : ndarray of shape (n_events, n_obs, n_params)
        Zero on unused days.
    plain : ModelFit
        By least squares, for scale and for which events can be fitted.

    Returns
    -------
    ndarray of shape (n_events, n_params)
        NaN for an event that cannot be fitted, or takes more than ``MAX_STEPS``.
    """
    solvable = np.flatnonzero(np.isfinite(plain.sigma2))
    coefficients = np.full((y.shape[0], x.shape[2]), np.nan)
    if solvable.size:
        scale = np.nanmean(np.abs(plain.residuals[solvable]), axis=1, keepdims=True)
        # Unused days have no regressors: their shifts change nothing.
        vertex, at_minimum = _descended(y[solvable] + _shifts(scale, y.shape[1]), x[solvable])
        corner = np.take_along_axis(x[solvable], vertex[..., None], axis=1)
        through = np.take_along_axis(y[solvable], vertex, axis=1)
        coefficients[solvable] = np.linalg.solve(corner, through[..., None])[..., 0]
        coefficients[solvable[~at_minimum]] = np.nan
    return coefficients


def _descended(y: FloatArray, x: FloatArray) -> tuple[IntArray, BoolArray]:
    """Return, for each event, the n_params days whose residuals are zero; whether it is the minimum."""
    n_events, _, n_params = x.shape
    b = np.einsum("enk,en->ek", x, y)  # least squares, as x has orthonormal columns
    edges = np.broadcast_to(np.eye(n_params), (n_events, n_params, n_params)).copy()
    vertex = np.full((n_events, n_params), -1)
    going = np.arange(n_events)
    for step in range(MAX_STEPS):
        if step < n_params:  # the way down to a first vertex, one edge after the other
            along = np.full(going.size, step)
        else:
            slopes = _slopes(y[going], x[going], b[going], edges[going], vertex[going])
            along = np.abs(slopes).argmax(axis=1)
            down = np.take_along_axis(np.abs(slopes), along[:, None], axis=1)[:, 0] > 1 + DESCENT
            going, along = going[down], along[down]
        if not going.size:
            break
        moved = _to_next_vertex(y[going], x[going], b[going], edges[going], along)
        b[going], edges[going], vertex[going, along] = moved
    return vertex, ~np.isin(np.arange(n_events), going)


def _slopes(y: FloatArray, x: FloatArray, b: FloatArray, edges: FloatArray, vertex: IntArray) -> FloatArray:
    """Return how fast the other days' absolute residuals fall along each edge, (n_events, n_params).

    The day that leaves the vertex adds 1: only a fall by more than 1 leads down.
    """
    residuals = y - np.einsum("enk,ek->en", x, b)
    signs = np.sign(residuals)
    np.put_along_axis(signs, vertex, 0.0, axis=1)
    return np.asarray(np.einsum("en,enk,ekj->ej", signs, x, edges, optimize=True), dtype=np.float64)


def _to_next_vertex(
    y: FloatArray, x: FloatArray, b: FloatArray, edges: FloatArray, along: IntArray
) -> tuple[FloatArray, FloatArray, IntArray]:
    """Go along one edge to the least sum; return coefficients, edges, and the day met there."""
    events = np.arange(along.size)
    edge = edges[events, :, along]
    change = np.einsum("enk,ek->en", x, edge)
    residuals = y - np.einsum("enk,ek->en", x, b)
    met = _weighted_median(residuals, change)
    length = residuals[events, met] / change[events, met]
    rate = np.einsum("ek,ekj->ej", x[events, met], edges)  # of the met day's fit along each edge
    new = edge / rate[events, along][:, None]
    turned = edges - new[:, :, None] * rate[:, None, :]  # leave the met day's residual at zero
    turned[events, :, along] = new
    return b + length[:, None] * edge, turned, met


def _weighted_median(residuals: FloatArray, change: FloatArray) -> IntArray:
    """Return the day whose residual / change is the median with weights abs(change), (n_events,)."""
    moves = _moves(change)
    ratio = np.divide(residuals, change, out=np.full(change.shape, np.inf), where=moves)
    order = np.argsort(ratio, axis=1)
    weight = np.cumsum(np.take_along_axis(np.where(moves, np.abs(change), 0.0), order, axis=1), axis=1)
    middle = (weight < 0.5 * weight[:, -1:]).sum(axis=1)
    return np.asarray(np.take_along_axis(order, middle[:, None], axis=1)[:, 0], dtype=np.int64)


def _moves(change: FloatArray) -> BoolArray:
    """Mark the days whose residual an edge changes, and not by rounding alone."""
    return np.asarray(np.abs(change) > 1e-12 * np.abs(change).max(axis=1, keepdims=True), dtype=np.bool_)


def _shifts(scale: FloatArray, n_obs: int) -> FloatArray:
    """Return a small shift for each day, (n_events, n_obs), no two alike in any simple ratio."""
    golden = (np.sqrt(5.0) - 1) / 2
    return np.asarray(TIE_BREAK * scale * ((golden * np.arange(1, n_obs + 1)) % 1 - 0.5), dtype=np.float64)
