"""Quasi-maximum-likelihood estimates of one regression with GARCH disturbances, by the package arch.

Bollerslev and Wooldridge (1992), Econometric Reviews 11:143-172; arch: Sheppard, arch for Python.
An iterative estimator: one event at a time, some tens of milliseconds each.
"""

from __future__ import annotations

import warnings
from typing import Literal

import numpy as np
from arch.univariate import EGARCH, GARCH, LS, Normal, StudentsT
from arch.univariate.base import ARCHModelResult
from arch.univariate.volatility import VolatilityProcess

from eventstudy.models.variance_path import Process
from eventstudy.types import FloatArray

Innovations = Literal["normal", "t"]
# The optimiser stops when a step changes the log-likelihood by less: parameters are then within some
# thousandths of their standard errors. With a smaller bound it stops for lack of digits.
LIKELIHOOD_TOLERANCE = 1e-9
MAX_ITERATIONS = 500
# The optimiser sees data to this many decimals, at unit variance, so that the last bits of the returns,
# which differ between units and machines, do not steer it.
DECIMALS = 10
# Alpha, gamma, beta: the EGARCH likelihood can have several maxima, so the best of three starts counts.
EGARCH_STARTS = ((0.1, 0.0, 0.9), (0.05, 0.0, 0.5), (0.2, -0.1, 0.97))
START_NU = 8.0


class _BoundedEGARCH(EGARCH):
    """EGARCH(1,1) whose variance does not fall with the size of a shock.

    Without bounds the likelihood of a short window has spurious maxima at a negative alpha, where the
    recursion cannot be inverted, and the optimiser runs off to parameters in the thousands.
    """

    def bounds(self, resids: object) -> list[tuple[float, float]]:
        return [(-5.0, 5.0), (0.0, 1.0), (-1.0, 1.0), (0.0, 0.9999)]


def quasi_likelihood(
    residuals: FloatArray, design: FloatArray, process: Process, innovations: Innovations
) -> FloatArray | None:
    """Estimate the regression and its variance, from the least-squares residuals.

    The estimates do not depend on units: arch is given residuals of mean square one and orthonormal
    regressors, and what it finds is scaled back. The variance before the first day is the mean
    square of the least-squares residuals.

    Parameters
    ----------
    residuals : ndarray of shape (n_obs,)
        Least-squares residuals, decimal; days are taken as consecutive.
    design : ndarray of shape (n_obs, n_coefficients)
    process, innovations : str

    Returns
    -------
    ndarray of shape (n_coefficients + 5,) or None
        Change of the coefficients from least squares, then omega, alpha, gamma, beta, nu (gamma 0 and nu NaN
        where the model has none). None if the optimiser did not converge.
    """
    n_obs, n_coefficients = design.shape
    scale = float(np.sqrt(np.mean(residuals**2)))
    q, r = np.linalg.qr(design)
    best = _best_fit(residuals / scale, q * np.sqrt(n_obs), process, innovations)
    if best is None:
        return None
    found = best.params.to_numpy(dtype=np.float64)
    change = np.linalg.solve(r, found[:n_coefficients]) * np.sqrt(n_obs) * scale
    omega, alpha, *rest = found[n_coefficients:]
    gamma = 0.0 if process == "garch" else rest.pop(0)
    beta, nu = rest if innovations == "t" else (rest[0], np.nan)
    omega = omega + (1 - beta) * 2 * np.log(scale) if process == "egarch" else omega * scale**2
    return np.array([*change, omega, alpha, gamma, beta, nu])


def _best_fit(
    residuals: FloatArray, design: FloatArray, process: Process, innovations: Innovations
) -> ARCHModelResult | None:
    model = LS(
        residuals.round(DECIMALS),
        x=design.round(DECIMALS),
        constant=False,
        volatility=_volatility(process),
        distribution=Normal() if innovations == "normal" else StudentsT(),
        rescale=False,
    )
    starts: list[FloatArray | None] = [None]
    if process == "egarch":
        tail = [START_NU] if innovations == "t" else []
        starts = [np.array([0.0] * (design.shape[1] + 1) + [*start, *tail]) for start in EGARCH_STARTS]
    fits = [_fit_from(model, start) for start in starts]
    converged = [fit for fit in fits if fit.convergence_flag == 0 and np.isfinite(fit.loglikelihood)]
    return max(converged, key=lambda fit: fit.loglikelihood, default=None)


def _fit_from(model: LS, start: FloatArray | None) -> ARCHModelResult:
    # arch sets a warning filter of its own and does not take it back.
    with warnings.catch_warnings():
        return model.fit(
            disp="off",
            show_warning=False,
            starting_values=start,
            backcast=1.0,
            options={"ftol": LIKELIHOOD_TOLERANCE, "maxiter": MAX_ITERATIONS},
        )


def _volatility(process: Process) -> VolatilityProcess:
    if process == "egarch":
        return _BoundedEGARCH(p=1, o=1, q=1)
    return GARCH(p=1, o=1 if process == "gjr" else 0, q=1)
