"""Theil-Sen line: the median of the slopes between all pairs of days.

Theil (1950), Indagationes Mathematicae 12:85-91; Sen (1968), Journal of the American Statistical
Association 63:1379-1389, for ties and for the efficiency.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from eventstudy.errors import InputError
from eventstudy.models.linear import least_squares, linear_prediction, with_constant
from eventstudy.models.robust import robust_fit
from eventstudy.models.row_statistics import centred_together, row_mean, row_median
from eventstudy.types import EstimationBlock, FloatArray, ModelFit, Prediction

# Pairs held at a time: 250 days have 31,125, and 8 bytes each.
PAIRS_AT_A_TIME = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class TheilSen:
    """Take the median pairwise slope as beta and the median of y - beta MKT as alpha.

    Pairs with the same factor value are left out. The alpha is the ``method="joint"`` of
    ``scipy.stats.theilslopes``: only with it does a multiple of the factor, added to the returns, leave
    the residuals as they were.

    The covariance is asymptotic, at normal disturbances: Var(beta) = (pi / 3) sigma2 / (r^2 Sxx), r the
    correlation of the factor with its ranks (Sen 1968), and Var of the median of the residuals
    (pi / 2) sigma2 / n_obs, the two uncorrelated.

    Parameters
    ----------
    factors : tuple of str
        One name.
    excess : bool
        Whether ``RF`` is subtracted from the security (and from ``MKT``) first.

    Raises
    ------
    InputError
        If there is not exactly one factor.
    """

    factors: tuple[str, ...] = ("MKT",)
    excess: bool = False

    def __post_init__(self) -> None:
        if len(self.factors) != 1:
            raise InputError(
                f"theil_sen has the factors {self.factors}: give one, or use lad or huber for several."
            )

    @property
    def n_params(self) -> int:
        """Alpha and beta."""
        return 2

    @property
    def coefficient_names(self) -> tuple[str, ...]:
        """Alpha and beta."""
        return ("alpha", f"beta_{self.factors[0]}")

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Fit each event on its usable days; memory does not grow with the number of events."""
        design = with_constant(block.factors)
        plain = least_squares(block.returns, design)
        used = np.isfinite(plain.residuals)
        x, y = np.where(used, block.factors[:, :, 0], np.nan), np.where(used, block.returns, np.nan)
        beta = median_pairwise_slope(x, y)
        alpha = row_median(y - beta[:, None] * x)
        coefficients = np.stack([alpha, beta], axis=1)
        return robust_fit(plain, coefficients, _root(x, plain), block.returns, design)

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return alpha plus beta times the factor of each day."""
        return linear_prediction(fit, with_constant(days.factors))


def median_pairwise_slope(x: FloatArray, y: FloatArray) -> FloatArray:
    """Return the median of (y_j - y_i) / (x_j - x_i) over the pairs of days with x_j > x_i.

    Parameters
    ----------
    x, y : ndarray of shape (n_events, n_obs)
        NaN where unused.

    Returns
    -------
    ndarray of shape (n_events,)
        NaN without a pair.
    """
    first, second = np.triu_indices(x.shape[1], 1)
    at_a_time = max(1, PAIRS_AT_A_TIME // max(1, first.size))
    slopes = np.full(x.shape[0], np.nan)
    for start in range(0, x.shape[0], at_a_time):
        part = slice(start, start + at_a_time)
        run, rise = x[part, second] - x[part, first], y[part, second] - y[part, first]
        differ = np.isfinite(rise) & np.isfinite(run) & (run != 0)
        slopes[part] = row_median(np.divide(rise, run, out=np.full(run.shape, np.nan), where=differ))
    return slopes


def _root(x: FloatArray, plain: ModelFit) -> FloatArray:
    """Return A with A A' = Cov(alpha, beta) / sigma2, (n_events, 2, 2)."""
    known = np.isfinite(x)
    ranks = np.where(known, stats.rankdata(np.where(known, x, np.inf), axis=1), np.nan)
    factor, rank = centred_together(x, ranks)
    solvable = np.isfinite(plain.sigma2)
    # r^2 Sxx: the squared moment of factor and ranks over the squares of the ranks.
    moment, squares = (factor * rank).sum(axis=1), (rank**2).sum(axis=1)
    information = np.divide(moment**2, squares, out=np.full(moment.shape, np.nan), where=solvable)
    slope = np.sqrt(np.pi / 3 / information)
    centre = np.sqrt(np.pi / 2 / np.where(solvable, plain.n_obs, np.nan))
    root = np.zeros((x.shape[0], 2, 2))
    root[:, 0, 0], root[:, 0, 1], root[:, 1, 1] = centre, -row_mean(x) * slope, slope
    return root
