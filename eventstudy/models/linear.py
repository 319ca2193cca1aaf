"""Least-squares normal-return models: constant mean, market model, factor models.

MacKinlay (1997), Journal of Economic Literature 35:13-39, sections 4 and 5; forecast-error
variance as in Patell (1976), Journal of Accounting Research 14:246-276.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eventstudy.types import BoolArray, EstimationBlock, FloatArray, ModelFit, Prediction

# A diagonal of R below this share of its column's length means that the factors are collinear.
COLLINEAR = 1e-10


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearModel:
    """Regress the return on a constant and ``factors`` by ordinary least squares.

    Parameters
    ----------
    factors : tuple of str
        Names of the factors; none gives the constant-mean model.
    excess : bool
        Whether ``RF`` is subtracted from the security (and from ``MKT``) first.
    """

    factors: tuple[str, ...] = ()
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
        """Fit each event on its usable days; see :func:`least_squares`."""
        return least_squares(block.returns, with_constant(block.factors))

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return intercept plus slopes times the factors of each day."""
        return linear_prediction(fit, with_constant(days.factors))


def with_constant(factors: FloatArray) -> FloatArray:
    """Return regressors (n_events, n_days, 1 + n_factors): a column of ones, then the factors."""
    return np.concatenate([np.ones((*factors.shape[:2], 1)), factors], axis=2)


def linear_prediction(fit: ModelFit, design: FloatArray) -> Prediction:
    """Return design times coefficients as the normal return; design is (n_events, n_days, n_coefficients)."""
    normal = np.einsum("edk,ek->ed", design, fit.coefficients)
    return Prediction(normal=np.asarray(normal, dtype=np.float64), design=design)


def least_squares(returns: FloatArray, design: FloatArray) -> ModelFit:
    """Fit ``returns`` on ``design`` for every event, leaving out days with a missing value.

    Parameters
    ----------
    returns : ndarray of shape (n_events, n_obs)
        Decimal; NaN where missing or left out.
    design : ndarray of shape (n_events, n_obs, n_params)

    Returns
    -------
    ModelFit
        Rows are NaN where an event has no more usable days than parameters, or collinear factors.
    """
    n_params = design.shape[2]
    if design.shape[1] < n_params:
        short = n_params - design.shape[1]
        # Rows of missing days let the decomposition keep its shape; no such event is solvable.
        returns = np.pad(returns, ((0, 0), (0, short)), constant_values=np.nan)
        design = np.pad(design, ((0, 0), (0, short), (0, 0)), constant_values=np.nan)
    used = np.isfinite(returns) & np.isfinite(design).all(axis=2)
    n_obs = used.sum(axis=1)
    x = np.where(used[..., None], design, 0.0)
    y = np.where(used, returns, 0.0)
    q, r = np.linalg.qr(x)
    solvable = (n_obs > n_params) & _full_rank(r)
    inverse_root = np.full((returns.shape[0], n_params, n_params), np.nan)
    inverse_root[solvable] = np.linalg.inv(r[solvable])
    coefficients = np.einsum("ekj,enj,en->ek", inverse_root, q, y, optimize=True)
    residuals = np.where(used, y - np.einsum("enk,ek->en", x, coefficients), np.nan)
    dof = (n_obs - n_params).astype(np.float64)
    squares = np.where(used, residuals, 0.0)
    sigma2 = np.divide((squares**2).sum(axis=1), dof, out=np.full(dof.shape, np.nan), where=dof > 0)
    return ModelFit(
        coefficients=coefficients,
        inverse_root=inverse_root,
        sigma2=np.where(solvable, sigma2, np.nan),
        dof=dof,
        n_obs=n_obs,
        residuals=residuals,
    )


def _full_rank(r: FloatArray) -> BoolArray:
    diagonal = np.abs(np.diagonal(r, axis1=1, axis2=2))
    length = np.sqrt((r**2).sum(axis=1))
    return np.asarray((diagonal > COLLINEAR * length).all(axis=1) & (length > 0).all(axis=1))
