"""Market model with first-order autocorrelated disturbances, for trading volume.

Feasible generalised least squares of Cochrane and Orcutt (1949), Journal of the American Statistical
Association 44:32-61, used for volume by Campbell and Wasley (1996), Review of Quantitative
Finance and Accounting 6:309-326.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from eventstudy.models.linear import least_squares, linear_prediction, with_constant
from eventstudy.types import EstimationBlock, FloatArray, ModelFit, Prediction

# An estimate beyond this would make the variance of the level infinite.
LARGEST = 0.99


@dataclass(frozen=True, slots=True, kw_only=True)
class AutoregressiveModel:
    """Regress the volume on a constant and ``factors`` with AR(1) disturbances.

    rho is the slope of each least-squares residual on the one before; the regression is repeated on
    y_t - rho y_{t-1}. ``sigma2`` is the variance of a day's disturbance, sigma_e^2 / (1 - rho^2).

    Parameters
    ----------
    factors : tuple of str
    excess : bool
        Always False: volume has no risk-free rate.

    Notes
    -----
    The days of one event are correlated, which the variance of a multi-day CAR leaves out: over
    several days use tests that take the spread between events (``bmp``, ``grank_t``), not ``t``
    or ``patell``.
    """

    factors: tuple[str, ...] = ("MKT",)
    excess: bool = False

    @property
    def n_params(self) -> int:
        """Intercept and one slope a factor; rho belongs to the disturbance."""
        return 1 + len(self.factors)

    @property
    def coefficient_names(self) -> tuple[str, ...]:
        """Intercept, then one slope a factor."""
        return ("alpha", *(f"beta_{name}" for name in self.factors))

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Fit each event on its usable days, and on pairs of adjacent ones in the second step."""
        design = with_constant(block.factors)
        rho = autocorrelation(least_squares(block.returns, design).residuals)
        y = block.returns[:, 1:] - rho[:, None] * block.returns[:, :-1]
        x = design[:, 1:] - rho[:, None, None] * design[:, :-1]
        fit = least_squares(y, x)
        level = fit.sigma2 / (1 - rho**2)
        normal = np.einsum("edk,ek->ed", design, fit.coefficients)
        return replace(
            fit,
            sigma2=level,
            # Cov(coefficients) / sigma2, with sigma2 that of the level.
            inverse_root=fit.inverse_root * np.sqrt(1 - rho**2)[:, None, None],
            residuals=block.returns - normal,
            parameters={"rho": rho},
        )

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return intercept plus slopes times the factors of each day."""
        return linear_prediction(fit, with_constant(days.factors))


def autocorrelation(residuals: FloatArray) -> FloatArray:
    """Return the slope of each residual on the one before, (n_events,), within (-0.99, 0.99).

    Parameters
    ----------
    residuals : ndarray of shape (n_events, n_obs)
        NaN where a day is not used: only adjacent pairs count.
    """
    before, after = residuals[:, :-1], residuals[:, 1:]
    pair = np.isfinite(before) & np.isfinite(after)
    first, second = np.where(pair, before, 0.0), np.where(pair, after, 0.0)
    squares = (first**2).sum(axis=1)
    slope = np.divide((first * second).sum(axis=1), squares, out=np.zeros_like(squares), where=squares > 0)
    return np.asarray(np.clip(slope, -LARGEST, LARGEST), dtype=np.float64)
