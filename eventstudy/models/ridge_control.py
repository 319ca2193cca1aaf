"""Ridge control: a penalised regression of the security on many peers.

Baker and Gelbach (2020), Journal of Law, Finance, and Accounting 5:231-272; ridge regression: Hoerl and
Kennard (1970), Technometrics 12:55-67. The effective number of parameters is the trace of the hat matrix.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from eventstudy.errors import InputError
from eventstudy.models.donors import distinct_donors, usable_days
from eventstudy.models.linear import COLLINEAR, linear_prediction, with_constant
from eventstudy.types import BoolArray, EstimationBlock, FloatArray, IntArray, ModelFit, Prediction

# Penalties tried by cross-validation, strongest first: on equal errors the stronger one is taken.
PENALTIES: tuple[float, ...] = tuple(10.0 ** (-half / 2) for half in range(-6, 7))
# The usable days are cut into one block more than there are folds; each fold predicts the next block.
FOLDS = 5
FEWEST_DAYS = 2 * (FOLDS + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class RidgeControl:
    """Regress the return on a constant and the donors, with a penalty on the squared slopes.

    The slopes minimise |y - a - Y b|^2 + penalty m |b|^2, where m is the mean over the donors of
    their sums of squared deviations: the penalty has no unit, 0 is least squares, and the constant
    is free. Donors are returns in one unit and are not rescaled.

    Given the penalty, ``inverse_root`` holds the sampling covariance of the coefficients, so that a
    forecast variance has their noise but not the bias that the penalty buys: ``conformal`` and
    :func:`~eventstudy.inference.placebo_in_space.placebo_in_space` need neither.

    The degrees of freedom are days - 1 - trace of the slopes' hat matrix: the stronger the penalty, the
    less a slope uses up.

    Parameters
    ----------
    donors : sequence of str
        Columns of the factor table; none, as under the plain name of the model, stands for every
        column but ``RF``. Never the security itself.
    penalty : float, optional
        By default the one of ``PENALTIES`` that predicts best ahead in time, see
        :func:`validated_penalty`; it is in ``ModelFit.parameters``.
    """

    donors: Sequence[str] = ()
    penalty: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "donors", distinct_donors(self.donors))
        if self.penalty is not None and not 0 <= self.penalty < np.inf:
            raise InputError(f"penalty is {self.penalty!r}: give a number from 0 up, or None to choose it.")

    @property
    def factors(self) -> tuple[str, ...]:
        """Names of the donors."""
        return tuple(self.donors)

    @property
    def any_factors(self) -> bool:
        """Whether every column of the factor table but ``RF`` is a donor."""
        return not self.donors

    @property
    def excess(self) -> bool:
        """Donors and security enter as total returns."""
        return False

    def with_factors(self, names: Sequence[str]) -> Self:
        """Return the same model with these donors."""
        return replace(self, donors=tuple(names))

    @property
    def n_params(self) -> int:
        """Intercept and one slope a donor; the penalty uses up fewer degrees of freedom."""
        return 1 + len(self.donors)

    @property
    def coefficient_names(self) -> tuple[str, ...]:
        """Intercept, then one slope a donor."""
        return ("alpha", *(f"beta_{name}" for name in self.donors))

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Fit each event on its usable days; ``dof`` = days - 1 - trace of the slopes' hat matrix.

        Rows are NaN where no degree of freedom is left, or fewer than ``FEWEST_DAYS`` days are there
        to choose a penalty on.

        Raises
        ------
        InputError
            If there are no donors, or a donor is the security itself.
        """
        used = usable_days(block, self.factors)
        returns = np.where(used, block.returns, 0.0)
        donors = np.where(used[..., None], block.factors, 0.0)
        if self.penalty is None:
            penalty = validated_penalty(returns, donors, used)
        else:
            penalty = np.full(used.shape[0], float(self.penalty))
        return _ridge_fit(_decomposed(returns, donors, used), penalty, (returns, donors, used))

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return intercept plus slopes times the donors of each day; NaN where one is missing."""
        return linear_prediction(fit, with_constant(days.factors))


def validated_penalty(returns: FloatArray, donors: FloatArray, used: BoolArray) -> FloatArray:
    """Return the penalty of ``PENALTIES`` with the least squared error of prediction, (n_events,).

    The usable days are cut in order of time into ``FOLDS`` + 1 blocks of equal length (to a day);
    fold f is fitted on the first f blocks and predicts block f + 1, so no day is predicted from later ones.

    Parameters
    ----------
    returns : ndarray of shape (n_events, n_obs)
    donors : ndarray of shape (n_events, n_obs, n_donors)
    used : ndarray of bool, shape (n_events, n_obs)
        Days to use; other days may hold anything finite.
    """
    n_obs = used.sum(axis=1, keepdims=True)
    block = (np.cumsum(used, axis=1) - 1) * (FOLDS + 1) // np.maximum(n_obs, 1)
    error = np.zeros((used.shape[0], len(PENALTIES)))
    for fold in range(1, FOLDS + 1):
        parts = _decomposed(returns, donors, used & (block < fold))
        ahead = used & (block == fold)
        for at, penalty in enumerate(PENALTIES):
            slopes = _slopes(parts, _shrinkage(parts, np.full(used.shape[0], penalty)))
            predicted = parts.level[:, None] + np.einsum(
                "enk,ek->en", donors - parts.means[:, None], slopes, optimize=True
            )
            error[:, at] += (np.where(ahead, returns - predicted, 0.0) ** 2).sum(axis=1)
    chosen = np.array(PENALTIES)[error.argmin(axis=1)]
    return np.where(n_obs[:, 0] >= FEWEST_DAYS, chosen, np.nan)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Decomposed:
    """Centred donors as U diag(d) V' and what the centred returns have along U, for each event."""

    level: FloatArray  # (n_events,) mean return
    means: FloatArray  # (n_events, n_donors) mean of each donor
    along: FloatArray  # (n_events, rank) U'y
    d: FloatArray  # (n_events, rank)
    vt: FloatArray  # (n_events, rank, n_donors)


def _decomposed(returns: FloatArray, donors: FloatArray, days: BoolArray) -> _Decomposed:
    n_obs = np.maximum(days.sum(axis=1), 1)
    level = (returns * days).sum(axis=1) / n_obs
    means = (donors * days[..., None]).sum(axis=1) / n_obs[:, None]
    centred = (donors - means[:, None]) * days[..., None]
    u, d, vt = np.linalg.svd(centred, full_matrices=False)
    along = np.einsum("enr,en->er", u, (returns - level[:, None]) * days)
    return _Decomposed(level=level, means=means, along=along, d=d, vt=vt)


def _shrinkage(parts: _Decomposed, penalty: FloatArray) -> FloatArray:
    """Return d / (d^2 + penalty m), (n_events, rank); 0 along directions in which no donor moves."""
    squares = parts.d**2
    moving = parts.d > COLLINEAR * parts.d.max(axis=1, initial=0.0, keepdims=True)
    size = squares.sum(axis=1) / parts.means.shape[1]
    whole = squares + (penalty * size)[:, None]
    ratio = np.divide(parts.d, whole, out=np.zeros_like(whole), where=moving)
    return np.asarray(ratio, dtype=np.float64)


def _slopes(parts: _Decomposed, shrinkage: FloatArray) -> FloatArray:
    slopes = np.einsum("erk,er->ek", parts.vt, shrinkage * parts.along)
    return np.asarray(slopes, dtype=np.float64)


def _ridge_fit(
    parts: _Decomposed, penalty: FloatArray, data: tuple[FloatArray, FloatArray, BoolArray]
) -> ModelFit:
    returns, donors, used = data
    shrinkage = _shrinkage(parts, penalty)
    n_obs = used.sum(axis=1)
    dof = n_obs - 1.0 - (parts.d * shrinkage).sum(axis=1)
    # As many donors as days and no penalty leave only rounding errors of a degree of freedom.
    known = dof > COLLINEAR * n_obs
    shrinkage = np.where(known[:, None], shrinkage, np.nan)
    slopes = _slopes(parts, shrinkage)
    alpha = parts.level - np.einsum("ek,ek->e", parts.means, slopes)
    normal = alpha[:, None] + np.einsum("enk,ek->en", donors, slopes)
    residuals = np.where(used, returns - normal, np.nan)
    squares = (np.where(used, residuals, 0.0) ** 2).sum(axis=1)
    return ModelFit(
        coefficients=np.column_stack([alpha, slopes]),
        inverse_root=_inverse_root(parts, shrinkage, np.maximum(n_obs, 1)),
        sigma2=np.divide(squares, dof, out=np.full(dof.shape, np.nan), where=known),
        dof=dof,
        n_obs=n_obs,
        residuals=residuals,
        parameters={"penalty": penalty},
    )


def _inverse_root(parts: _Decomposed, shrinkage: FloatArray, n_obs: IntArray) -> FloatArray:
    """Return A with A A' = Cov(coefficients) / sigma2 given the penalty, (n_events, 1 + n_donors, 1 + rank).

    The slopes are V diag(shrinkage) U'y; the mean return is uncorrelated with them.
    """
    slopes = np.swapaxes(parts.vt, 1, 2) * shrinkage[:, None]
    root = np.zeros((slopes.shape[0], slopes.shape[1] + 1, slopes.shape[2] + 1))
    root[:, 0, 0] = 1 / np.sqrt(n_obs)
    root[:, 1:, 1:] = slopes
    root[:, 0, 1:] = -np.einsum("ek,ekr->er", parts.means, slopes)
    return root
