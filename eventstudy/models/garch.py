"""Market or constant-mean model whose variance changes from day to day: GARCH(1,1), GJR or EGARCH.

R = alpha + beta MKT + e, Var(e) = h_t: Bollerslev (1986), Journal of Econometrics 31:307-327; Nelson (1991),
Econometrica 59:347-370. AR / sqrt(h_t) in the cross-sectional test (``bmp``) is the test of Savickas
(2003), Journal of Financial Research 26:165-178, with the forecast error of the mean added to h_t.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from eventstudy.errors import InputError
from eventstudy.models.linear import least_squares, linear_prediction, with_constant
from eventstudy.models.variance_path import Process, VarianceDynamics, variance_path
from eventstudy.types import EstimationBlock, FloatArray, ModelFit, Prediction

if TYPE_CHECKING:
    from eventstudy.models.quasi_likelihood import Innovations

# Fewer usable days than this a parameter of mean and variance are not fitted.
DAYS_A_PARAMETER = 10
N_VARIANCE = 5  # omega, alpha, gamma, beta, nu


# Name in ModelFit.parameters: 1 where the optimiser converged, 0 where not, NaN without enough days.
CONVERGED = "garch_converged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Garch:
    """Regress the return on a constant and ``factors``, with a conditional variance, by quasi-likelihood.

    Estimated event by event with an optimiser: some tens of milliseconds each. Missing days are
    closed up for the estimation; in the path of the variance they stand at their expectation. The
    variance before the first day is the mean square of the least-squares residuals.

    Parameters
    ----------
    factors : tuple of str
        Names of the factors; none gives a constant mean.
    process : {"garch", "gjr", "egarch"}
    innovations : {"normal", "t"}
        Law of e / sqrt(h): the normal one, or Student's t with estimated degrees of freedom.
    variance : {"filtered", "frozen"}
        Variance of the days after the estimation window: updated by the abnormal return of every day
        before it, never by its own; or the forecast made at the end of the estimation window, which
        nothing in the event window can move. For EGARCH the forecast is that of ln h.
    excess : bool
        Whether ``RF`` is subtracted from the security (and from ``MKT``) first.

    Raises
    ------
    InputError
        If ``process``, ``innovations`` or ``variance`` is none of these.
    """

    factors: tuple[str, ...] = ("MKT",)
    process: Process = "garch"
    innovations: Innovations = "normal"
    variance: Literal["filtered", "frozen"] = "filtered"
    excess: bool = False

    def __post_init__(self) -> None:
        choices = {
            "process": get_args(Process),
            "innovations": ("normal", "t"),
            "variance": ("filtered", "frozen"),
        }
        for name, known in choices.items():
            given = getattr(self, name)
            if given not in known:
                raise InputError(f"{name} of a GARCH model is {given!r}: use one of {', '.join(known)}.")

    @property
    def n_params(self) -> int:
        """Parameters of the mean: intercept and one slope a factor."""
        return 1 + len(self.factors)

    @property
    def coefficient_names(self) -> tuple[str, ...]:
        """Intercept, then one slope a factor."""
        return ("alpha", *(f"beta_{name}" for name in self.factors))

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Fit each event on its usable days.

        Returns
        -------
        ModelFit
            ``sigma2`` is the residual variance of the window, divisor n_obs - n_params; ``spread`` is
            sqrt(h_t / sigma2). ``inverse_root`` is (X' S^-2 X)^(-1/2), S the diagonal of spreads: the
            covariance of the coefficients if h_t were known. ``parameters`` holds ``garch_omega``,
            ``garch_alpha``, ``garch_gamma``, ``garch_beta``, ``garch_nu``, ``garch_next`` (the variance of
            the day after the window) and ``garch_converged``: 1, 0, or NaN where the days are too few
            to try. Where it is not 1, sigma2 is NaN and the coefficients are those of least squares.
        """
        design = with_constant(block.factors)
        plain = least_squares(block.returns, design)
        estimates, converged = self._estimates(plain, design)
        return self._assembled(plain, design, estimates, converged)

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return intercept plus slopes times factors, and the spread of each day from the variance path."""
        plain = linear_prediction(fit, with_constant(days.factors))
        path = variance_path(
            VarianceDynamics.of(self.process, fit.parameters),
            fit.parameters["garch_next"],
            days.returns - plain.normal,
            updated=self.variance == "filtered",
        )
        return replace(plain, spread=np.sqrt(path[:, :-1] / fit.sigma2[:, None]))

    def _estimates(self, plain: ModelFit, design: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the rows of :func:`quasi_likelihood` and whether the optimiser converged."""
        # arch is slow to import: only a study that asks for the model waits for it.
        from eventstudy.models.quasi_likelihood import quasi_likelihood

        estimates = np.full((plain.n_obs.size, self.n_params + N_VARIANCE), np.nan)
        estimates[:, : self.n_params] = 0.0
        converged = np.full(plain.n_obs.size, np.nan)
        for event in np.flatnonzero((plain.sigma2 > 0) & (plain.n_obs >= self._days_needed)):
            used = np.isfinite(plain.residuals[event])
            found = quasi_likelihood(
                plain.residuals[event, used], design[event, used], self.process, self.innovations
            )
            converged[event] = found is not None
            if found is not None:
                estimates[event] = found
        return estimates, converged

    @property
    def _days_needed(self) -> int:
        in_variance = 3 + (self.process != "garch") + (self.innovations == "t")
        return DAYS_A_PARAMETER * (self.n_params + in_variance)

    def _assembled(
        self, plain: ModelFit, design: FloatArray, estimates: FloatArray, converged: FloatArray
    ) -> ModelFit:
        change = estimates[:, : self.n_params]
        omega, alpha, gamma, beta, nu = estimates[:, self.n_params :].T
        dynamics = VarianceDynamics(
            process=self.process, omega=omega, alpha=alpha, gamma=gamma, beta=beta, nu=nu
        )
        used = np.isfinite(plain.residuals)
        x = np.where(used[..., None], design, 0.0)
        residuals = np.where(used, plain.residuals - np.einsum("enk,ek->en", x, change), np.nan)
        squares = np.where(used, residuals, 0.0) ** 2
        fitted = converged == 1
        sigma2 = np.full(fitted.shape, np.nan)
        np.divide(squares.sum(axis=1), plain.dof, out=sigma2, where=fitted)
        backcast = np.full(fitted.shape, np.nan)
        before = np.where(used, plain.residuals, 0.0) ** 2
        np.divide(before.sum(axis=1), plain.n_obs, out=backcast, where=fitted)
        path = variance_path(dynamics, dynamics.opening(backcast), residuals)
        spread = np.sqrt(path[:, :-1] / sigma2[:, None])
        return replace(
            plain,
            coefficients=plain.coefficients + change,
            inverse_root=least_squares(residuals / spread, design / spread[..., None]).inverse_root,
            sigma2=sigma2,
            residuals=residuals,
            spread=spread,
            parameters={**dynamics.parameters, "garch_next": path[:, -1], CONVERGED: converged},
        )
