"""What the robust models share: a fit from coefficients found otherwise than by least squares.

No exact forecast error is known for them. The covariance of the coefficients is the asymptotic one
at the normal distribution, a constant over the efficiency times (X'X)^-1; with fatter tails it is
larger than the truth. The residual variance is the sum of squares of the robust residuals, outlying
days included, over n_obs - p: an abnormal return on a day of fat tails is to be judged by it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from eventstudy.types import FloatArray, ModelFit


def robust_fit(
    plain: ModelFit, coefficients: FloatArray, root: FloatArray, returns: FloatArray, design: FloatArray
) -> ModelFit:
    """Return ``plain`` with other coefficients, and the residuals and variance that belong to them.

    Parameters
    ----------
    plain : ModelFit
        By least squares: says which days are used and which events can be fitted.
    coefficients : ndarray of shape (n_events, n_params)
        NaN where there are none.
    root : ndarray of shape (n_events, n_params, n_params)
        Takes the place of ``inverse_root``.
    returns : ndarray of shape (n_events, n_obs)
    design : ndarray of shape (n_events, n_obs, n_params)
    """
    used = np.isfinite(plain.residuals)
    fitted = np.einsum("enk,ek->en", design, coefficients)
    residuals = np.where(used, returns - fitted, np.nan)
    solved = np.isfinite(plain.sigma2) & np.isfinite(coefficients).all(axis=1)
    squares = (np.where(used & solved[:, None], residuals, 0.0) ** 2).sum(axis=1)
    sigma2 = np.divide(squares, plain.dof, out=np.full(plain.dof.shape, np.nan), where=solved)
    return replace(plain, coefficients=coefficients, inverse_root=root, sigma2=sigma2, residuals=residuals)


def orthonormal(plain: ModelFit, design: FloatArray) -> FloatArray:
    """Return the design times R^-1, whose used rows are orthonormal columns; unused rows are zero.

    An event that cannot be fitted has zeros.
    """
    q = np.einsum("enj,ejk->enk", design, plain.inverse_root)
    return np.where(np.isfinite(plain.residuals)[..., None] & np.isfinite(q), q, 0.0)


def used_returns(plain: ModelFit, returns: FloatArray) -> FloatArray:
    """Return the returns of the days used, zero elsewhere, (n_events, n_obs)."""
    return np.where(np.isfinite(plain.residuals), returns, 0.0)
