"""Huber's M-estimate: least squares for the many small residuals, least absolute for the few large.

Huber (1964), Annals of Mathematical Statistics 35:73-101, and Huber (1981), Robust Statistics,
section 7; k = 1.345 gives 95 % efficiency at the normal (Holland and Welsch 1977, Communications in
Statistics A6:813-827). Solved by iterated weighting, over all events of the block at once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from eventstudy.errors import InputError
from eventstudy.models.linear import least_squares, linear_prediction, with_constant
from eventstudy.models.robust import orthonormal, robust_fit, used_returns
from eventstudy.models.row_statistics import row_median
from eventstudy.types import EstimationBlock, FloatArray, ModelFit, Prediction

# The median of the absolute value of a standard normal variable.
NORMAL_MAD = float(stats.norm.ppf(0.75))
MAX_STEPS = 1000
# Change of the fit, over the standard deviation of plain residuals, at which the weighting has settled.
SETTLED = 1e-13


@dataclass(frozen=True, slots=True, kw_only=True)
class Huber:
    """Weight the days by min(1, k s / abs(residual)) and fit, until nothing changes.

    s is the median absolute residual, about zero, over 0.6745. It is computed anew at each step, as
    by statsmodels' ``RLM`` (which stops at changes of 1e-8) and R's ``MASS::rlm``. ``inverse_root`` is
    that of least squares over the square root of the efficiency at the normal
    (:mod:`eventstudy.models.robust`). Where more than half of the residuals are zero the fit stays
    at them.

    Parameters
    ----------
    factors : tuple of str
    k : float
        Residuals beyond k s are held to be outlying.
    excess : bool
        Whether ``RF`` is subtracted from the security (and from ``MKT``) first.

    Raises
    ------
    InputError
        If ``k`` is not above zero.
    """

    factors: tuple[str, ...] = ("MKT",)
    k: float = 1.345
    excess: bool = False

    def __post_init__(self) -> None:
        if not self.k > 0:
            raise InputError(f"k is {self.k}: give a number above zero, such as 1.345.")

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
        settled = reweighted(used_returns(plain, block.returns), orthonormal(plain, design), plain, self.k)
        coefficients = np.einsum("ejk,ek->ej", plain.inverse_root, settled)
        root = plain.inverse_root * np.sqrt(variance_over_least_squares(self.k))
        return robust_fit(plain, coefficients, root, block.returns, design)

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return intercept plus slopes times the factors of each day."""
        return linear_prediction(fit, with_constant(days.factors))


def variance_over_least_squares(k: float) -> float:
    """Return E psi^2 / (E psi')^2 at the normal: 1.0526 for k = 1.345."""
    inside = 2 * stats.norm.cdf(k) - 1
    squares = inside - 2 * k * stats.norm.pdf(k) + 2 * k**2 * stats.norm.sf(k)
    return float(squares / inside**2)


def reweighted(y: FloatArray, x: FloatArray, plain: ModelFit, k: float) -> FloatArray:
    """Return the coefficients on ``x`` at which weighted least squares repeats itself.

    Parameters
    ----------
    y : ndarray of shape (n_events, n_obs)
    x : ndarray of shape (n_events, n_obs, n_params)
        Orthonormal columns, zero on unused days.
    plain : ModelFit
        By least squares, for which days and events can be used.
    k : float

    Returns
    -------
    ndarray of shape (n_events, n_params)
        NaN for an event that cannot be fitted, or does not settle.
    """
    solvable = np.isfinite(plain.sigma2)
    b = np.where(solvable[:, None], np.einsum("enk,en->ek", x, y), np.nan)
    used, going = np.isfinite(plain.residuals), np.flatnonzero(solvable)
    for _ in range(MAX_STEPS):
        residuals = y[going] - np.einsum("enk,ek->en", x[going], b[going])
        scale = row_median(np.where(used[going], np.abs(residuals), np.nan)) / NORMAL_MAD
        going, residuals, scale = going[scale > 0], residuals[scale > 0], scale[scale > 0]
        step = _weighted_step(residuals, x[going], k * scale)
        b[going] += step
        # The columns are orthonormal, so the length of a step is that of the change of the fit.
        going = going[(step**2).sum(axis=1) > SETTLED**2 * plain.sigma2[going]]
        if not going.size:
            break
    b[going] = np.nan
    return b


def _weighted_step(residuals: FloatArray, x: FloatArray, limit: FloatArray) -> FloatArray:
    """Return the coefficients of ``residuals`` on ``x`` with weights min(1, limit / abs(residual))."""
    size = np.abs(residuals)
    bound = np.broadcast_to(limit[:, None], size.shape)
    weight = np.divide(bound, size, out=np.ones_like(size), where=size > bound)
    weighted = x * weight[:, :, None]
    moments = np.einsum("enj,enk->ejk", weighted, x)
    towards = np.einsum("enk,en->ek", weighted, residuals)
    return np.asarray(np.linalg.solve(moments, towards[..., None])[..., 0], dtype=np.float64)
