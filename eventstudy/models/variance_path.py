"""Conditional variance day by day: the GARCH(1,1), GJR and EGARCH recursions, for a block of events.

h_t = omega + alpha e^2 + gamma e^2 1{e < 0} + beta h: Bollerslev (1986), Journal of Econometrics 31:307-327,
with gamma of Glosten, Jagannathan and Runkle (1993), Journal of Finance 48:1779-1801. ln h_t = omega +
alpha (|z| - sqrt(2/pi)) + gamma z + beta ln h, z = e / sqrt(h): Nelson (1991), Econometrica 59:347-370, whose
E|z| is that of the normal law here, whatever the innovations; another law moves omega only.
e, z and h on the right are those of the day before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import gammaln

from eventstudy.types import FloatArray

Process = Literal["garch", "gjr", "egarch"]
NORMAL_SIZE = float(np.sqrt(2 / np.pi))  # E|z| of the standard normal law


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class VarianceDynamics:
    """Parameters of the recursion, each (n_events,); ``nu`` is NaN for normal innovations."""

    process: Process
    omega: FloatArray  # squared returns; for EGARCH their logarithm
    alpha: FloatArray
    gamma: FloatArray
    beta: FloatArray
    nu: FloatArray

    @classmethod
    def of(cls, process: Process, parameters: Mapping[str, FloatArray]) -> VarianceDynamics:
        """Return the dynamics that :attr:`parameters` names."""
        names = ("omega", "alpha", "gamma", "beta", "nu")
        return cls(process=process, **{name: parameters[f"garch_{name}"] for name in names})

    @property
    def parameters(self) -> dict[str, FloatArray]:
        """The parameters by name: ``garch_omega`` and so on."""
        names = ("omega", "alpha", "gamma", "beta", "nu")
        return {f"garch_{name}": getattr(self, name) for name in names}

    def opening(self, backcast: FloatArray) -> FloatArray:
        """Return the variance of the first day, the day before at its expectation under ``backcast``."""
        if self.process == "egarch":
            return np.asarray(np.exp(self.omega + self.beta * np.log(backcast)), dtype=np.float64)
        return self.following(backcast, np.full_like(backcast, np.nan))

    def following(self, variance: FloatArray, residual: FloatArray) -> FloatArray:
        """Return the variance of the next day; a missing residual stands at its expectation.

        Parameters
        ----------
        variance, residual : ndarray of shape (n_events,)
            Of today; a NaN residual enters as e^2 = h (half of it negative), for EGARCH as |z| = E|z|
            and z = 0, so that ln h is then at its expectation.
        """
        known = np.isfinite(residual)
        if self.process == "egarch":
            z = residual / np.sqrt(variance)
            size = np.where(known, np.abs(z), expected_size(self.nu)) - NORMAL_SIZE
            news = self.alpha * size + self.gamma * np.where(known, z, 0.0)
            return np.asarray(np.exp(self.omega + news + self.beta * np.log(variance)), dtype=np.float64)
        square = np.where(known, residual**2, variance)
        fall = np.where(known, square * (residual < 0), variance / 2)
        total = self.omega + self.alpha * square + self.gamma * fall + self.beta * variance
        return np.asarray(total, dtype=np.float64)


def variance_path(
    dynamics: VarianceDynamics, first: FloatArray, residuals: FloatArray, *, updated: bool = True
) -> FloatArray:
    """Return the variance of each day given the days before it.

    Parameters
    ----------
    dynamics : VarianceDynamics
    first : ndarray of shape (n_events,)
        Variance of the first day.
    residuals : ndarray of shape (n_events, n_days)
        Decimal, in the order of time. Days before the first residual do not count as days: they pad
        the block, and the variance waits. Later missing days count.
    updated : bool
        Whether residuals are news; if not, the path is the forecast made before the first day.

    Returns
    -------
    ndarray of shape (n_events, n_days + 1)
        The last column is the variance of the day after ``residuals`` ends.
    """
    variance = np.empty((residuals.shape[0], residuals.shape[1] + 1))
    variance[:, 0] = first
    begun = np.zeros(residuals.shape[0], dtype=bool)
    for day in range(residuals.shape[1]):
        begun |= np.isfinite(residuals[:, day])
        news = residuals[:, day] if updated else np.full(residuals.shape[0], np.nan)
        variance[:, day + 1] = np.where(begun, dynamics.following(variance[:, day], news), variance[:, day])
    return variance


def expected_size(nu: FloatArray) -> FloatArray:
    """Return E|z| of Student's t scaled to unit variance; of the normal law where ``nu`` is NaN."""
    dof = np.where(np.isfinite(nu), nu, 100.0)
    log_ratio = gammaln((dof + 1) / 2) - gammaln(dof / 2)
    student = 2 * np.sqrt((dof - 2) / np.pi) * np.exp(log_ratio) / (dof - 1)
    return np.where(np.isfinite(nu), student, NORMAL_SIZE)
