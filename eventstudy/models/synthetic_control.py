"""Synthetic control: the weighted mean of donors that follows the security best before the event.

w = argmin |y - Y w|^2 over w >= 0 with sum 1: Abadie, Diamond and Hainmueller (2010), Journal of the
American Statistical Association 105:493-505; for events in finance Goldsmith-Pinkham and Lyu (2025),
arXiv 2511.15123. The fit is a projection onto a polyhedron, whose degrees of freedom are the dimension
of the face it lands on: Tibshirani and Taylor (2012), Annals of Statistics 40:1198-1232.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from scipy.optimize import nnls

from eventstudy.models.donors import distinct_donors, usable_days
from eventstudy.models.linear import linear_prediction, with_constant
from eventstudy.types import BoolArray, EstimationBlock, FloatArray, ModelFit, Prediction

# The active set changes a few times per donor; this many would be a cycle.
CHANGES_PER_DONOR = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SyntheticControl:
    """Take a weighted mean of the donors as the normal return; weights are positive and sum to one.

    The weights are no normal variables, so their error is in no forecast variance (``inverse_root``
    is one column of zeros) and ``t`` leaves it out: judge an event by ``conformal`` or by
    :func:`~eventstudy.inference.placebo_in_space.placebo_in_space`.

    The degrees of freedom are days - (positive weights - 1), less one for the intercept: a weight at
    zero is not estimated.

    Parameters
    ----------
    donors : sequence of str
        Columns of the factor table; none, as under the plain name of the model, stands for every
        column but ``RF``. Never the security itself.
    intercept : bool
        Whether the security may differ from the weighted donors by a constant return.
    """

    donors: Sequence[str] = ()
    intercept: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "donors", distinct_donors(self.donors))

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
        """Free weights, and the intercept: the most that a fit can use."""
        return max(len(self.donors) - 1, 0) + self.intercept

    @property
    def coefficient_names(self) -> tuple[str, ...]:
        """Intercept if there is one, then the weight of each donor."""
        return (*(("alpha",) if self.intercept else ()), *(f"weight_{name}" for name in self.donors))

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Find the weights of each event, one event at a time: an active set is no array operation.

        A day without the return of a donor is not used. ``sigma2`` is the sum of squared residuals,
        not centred, over ``dof`` = days - (positive weights - 1) - intercept.

        Raises
        ------
        InputError
            If there are no donors, or a donor is the security itself.
        """
        used = usable_days(block, self.factors)
        design = self._design(block.factors)
        found = [
            _coefficients(block.returns[at, days], block.factors[at, days], self.intercept)
            for at, days in enumerate(used)
        ]
        coefficients = np.array(found).reshape(used.shape[0], design.shape[2])
        normal = np.einsum("edk,ek->ed", np.where(used[..., None], design, 0.0), coefficients)
        residuals = np.where(used, block.returns - normal, np.nan)
        n_obs = used.sum(axis=1)
        positive = (coefficients[:, int(self.intercept) :] > 0).sum(axis=1)
        dof = np.asarray(n_obs - (positive - 1.0) - self.intercept, dtype=np.float64)
        return ModelFit(
            coefficients=coefficients,
            inverse_root=np.zeros((*coefficients.shape, 1)),
            sigma2=_variance(residuals, used, dof),
            dof=dof,
            n_obs=n_obs,
            residuals=residuals,
        )

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return the weighted mean of the donors on each day; NaN where one is missing."""
        return linear_prediction(fit, self._design(days.factors))

    def _design(self, factors: FloatArray) -> FloatArray:
        return with_constant(factors) if self.intercept else factors


def simplex_weights(target: FloatArray, donors: FloatArray) -> FloatArray:
    """Return w >= 0 with sum 1 that minimises |target - donors w|, by an active set.

    As the weights sum to one, the residual is B w with B = donors - target. The solution v of
    min |B v|^2 + (1'v - 1)^2 over v >= 0 is a multiple of w, whatever the scale of B, so one
    non-negative least squares (Lawson and Hanson 1974, chapter 23) and a division impose the sum exactly.

    Parameters
    ----------
    target : ndarray of shape (n_obs,)
    donors : ndarray of shape (n_obs, n_donors)

    Returns
    -------
    ndarray of shape (n_donors,)
        NaN if the active set does not settle. Where several weights fit equally, one of them.
    """
    distance = donors - target[:, None]
    # With the closest donor at length one the two parts of the sum weigh alike.
    scale = np.sqrt((distance**2).sum(axis=0)).min()
    stacked = np.vstack([distance / (scale if scale > 0 else 1.0), np.ones(donors.shape[1])])
    wanted = np.append(np.zeros(target.size), 1.0)
    try:
        v, _ = nnls(stacked, wanted, maxiter=CHANGES_PER_DONOR * donors.shape[1])
    except RuntimeError:
        return np.full(donors.shape[1], np.nan)
    return np.asarray(v / v.sum(), dtype=np.float64)


def _coefficients(target: FloatArray, donors: FloatArray, intercept: bool) -> FloatArray:
    if not target.size:
        return np.full(donors.shape[1] + intercept, np.nan)
    if not intercept:
        return simplex_weights(target, donors)
    level, means = target.mean(), donors.mean(axis=0)
    weights = simplex_weights(target - level, donors - means)
    return np.append(level - means @ weights, weights)


def _variance(residuals: FloatArray, used: BoolArray, dof: FloatArray) -> FloatArray:
    squares = np.where(used, residuals, 0.0) ** 2
    known = (dof > 0) & used.any(axis=1)
    variance = np.divide(squares.sum(axis=1), dof, out=np.full(dof.shape, np.nan), where=known)
    return np.asarray(variance, dtype=np.float64)
