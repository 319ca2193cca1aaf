"""Betas summed over lags and leads of the market, for securities that trade less often than it.

A price that was struck hours or days before the close answers to yesterday's market too, and the
beta of a plain regression is too low. Scholes and Williams (1977), Journal of Financial Economics
5:309-327; Dimson (1979), Journal of Financial Economics 7:197-226; Fowler and Rorke (1983), Journal of
Financial Economics 12:279-283, who give Dimson's slopes the weights that make the sum consistent.

The normal return of a day is alpha + beta MKT of that day, and the residuals are what it leaves in
the estimation window. So residuals and abnormal returns are errors of one and the same prediction
and share their variance, which the smaller residuals of the regression on all lags do not measure.
A prediction from the lags themselves is the factor model ["MKT(-1)", "MKT", "MKT(+1)"].
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from eventstudy.errors import InputError
from eventstudy.models.linear import least_squares, linear_prediction, with_constant
from eventstudy.models.row_statistics import row_correlation, row_mean, row_slope
from eventstudy.types import EstimationBlock, FloatArray, ModelFit, Prediction

NAMES = ("alpha", "beta_MKT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimson:
    """Aggregated coefficients: beta is the sum of the slopes on ``k`` lags, the day and ``k`` leads.

    ``alpha`` is the intercept of that regression. The residual variance is the sum of squares of
    ``y - alpha - beta MKT`` over ``n_obs - (2k + 2)``.

    Parameters
    ----------
    k : int
        Lags, and leads, of the market; at least 1.
    excess : bool
        Whether ``RF`` is subtracted from the security and from ``MKT`` first.

    Raises
    ------
    InputError
        If ``k`` is less than 1.
    """

    k: int = 1
    excess: bool = False

    def __post_init__(self) -> None:
        if self.k < 1:
            raise InputError(f"k is {self.k}: give 1 or more lags, or use model='market', which has none.")

    @property
    def factors(self) -> tuple[str, ...]:
        """The market from its ``k``-th lag to its ``k``-th lead."""
        return lags_and_leads(self.k)

    @property
    def n_params(self) -> int:
        """Intercept and 2k + 1 slopes."""
        return 2 * self.k + 2

    @property
    def coefficient_names(self) -> tuple[str, ...]:
        """Intercept and summed beta."""
        return NAMES

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Regress on all lags and leads and add up the slopes."""
        return weighted_sum_of_slopes(block, np.ones((block.returns.shape[0], 2 * self.k + 1)))

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return alpha plus beta times the market of the same day."""
        return linear_prediction(fit, with_constant(same_day(days.factors)))


@dataclass(frozen=True, slots=True, kw_only=True)
class FowlerRorke:
    """Dimson's regression, its lags and leads weighted by the market's own autocorrelation.

    The weights of lag and lead 1 are (1 + rho1) / (1 + 2 rho1) for ``k`` = 1; for ``k`` = 2 those of
    1 are (1 + 2 rho1 + rho2) / (1 + 2 rho1 + 2 rho2), those of 2 (1 + rho1 + rho2) over the same.
    ``alpha``, residuals and variance are as in :class:`Dimson`; the forecast error takes the weights
    as known. For the autocorrelations see :func:`market_autocorrelation`.

    Parameters
    ----------
    k : {1, 2}
        Lags, and leads, of the market.
    excess : bool
        Whether ``RF`` is subtracted from the security and from ``MKT`` first.

    Raises
    ------
    InputError
        If ``k`` is neither 1 nor 2.
    """

    k: int = 1
    excess: bool = False

    def __post_init__(self) -> None:
        if self.k not in (1, 2):
            raise InputError(f"k is {self.k}: weights are known for 1 and 2 lags; give one of these.")

    @property
    def factors(self) -> tuple[str, ...]:
        """The market from its ``k``-th lag to its ``k``-th lead."""
        return lags_and_leads(self.k)

    @property
    def n_params(self) -> int:
        """Intercept and 2k + 1 slopes."""
        return 2 * self.k + 2

    @property
    def coefficient_names(self) -> tuple[str, ...]:
        """Intercept and weighted sum of slopes."""
        return NAMES

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Regress on all lags and leads and add up the weighted slopes."""
        rho = [market_autocorrelation(block.factors, lag) for lag in range(1, self.k + 1)]
        return weighted_sum_of_slopes(block, fowler_rorke_weights(*rho))

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return alpha plus beta times the market of the same day."""
        return linear_prediction(fit, with_constant(same_day(days.factors)))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScholesWilliams:
    """Beta from three simple regressions: (b(-1) + b(0) + b(+1)) / (1 + 2 rho).

    b(j) is the slope on the market of day t + j, rho its first autocorrelation
    (:func:`market_autocorrelation`), alpha the mean return less beta times the mean market. The days
    are t = 2 .. M - 1 of the estimation window, so that lag and lead lie in it. Residual variance
    and forecast error are counted as those of the market model (two parameters), as is usual; both
    leave out that rho is estimated.
    """

    excess: bool = False

    @property
    def factors(self) -> tuple[str, ...]:
        """The market of the day before, of the day and of the day after."""
        return lags_and_leads(1)

    @property
    def n_params(self) -> int:
        """Alpha and beta."""
        return 2

    @property
    def coefficient_names(self) -> tuple[str, ...]:
        """Alpha and beta."""
        return NAMES

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Combine the three slopes of each event."""
        returns = _inner_days(block)
        market_model = least_squares(returns, with_constant(same_day(block.factors)))
        slopes = [row_slope(returns, block.factors[:, :, at]) for at in range(3)]
        scale = 1 + 2 * market_autocorrelation(block.factors, 1)
        beta = np.divide(sum(slopes), scale, out=np.full(scale.shape, np.nan), where=scale != 0)
        market = np.where(np.isfinite(returns), same_day(block.factors)[:, :, 0], np.nan)
        alpha = row_mean(returns) - beta * row_mean(market)
        return contemporaneous_fit(replace(market_model, coefficients=np.stack([alpha, beta], axis=1)), block)

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return alpha plus beta times the market of the same day."""
        return linear_prediction(fit, with_constant(same_day(days.factors)))


def lags_and_leads(k: int) -> tuple[str, ...]:
    """Return the names MKT(-k) .. MKT(-1), MKT, MKT(+1) .. MKT(+k)."""
    return tuple(f"MKT({j:+d})" if j else "MKT" for j in range(-k, k + 1))


def same_day(factors: FloatArray) -> FloatArray:
    """Return the middle of an odd number of lags and leads, (n_events, n_days, 1)."""
    middle = factors.shape[2] // 2
    return factors[:, :, middle : middle + 1]


def weighted_sum_of_slopes(block: EstimationBlock, weights: FloatArray) -> ModelFit:
    """Fit alpha as the intercept and beta as the weighted sum of the slopes on all factors.

    Parameters
    ----------
    block : EstimationBlock
        Factors: lags and leads of the market, in order of time.
    weights : ndarray of shape (n_events, n_factors)
        Taken as known: with G = (1, 0; 0, weights), Cov(alpha, beta) = sigma2 G (X'X)^-1 G'.
    """
    regression = least_squares(block.returns, with_constant(block.factors))
    combine = np.zeros((weights.shape[0], 2, 1 + weights.shape[1]))
    combine[:, 0, 0], combine[:, 1, 1:] = 1.0, weights
    summed = replace(
        regression,
        coefficients=np.einsum("ecj,ej->ec", combine, regression.coefficients),
        inverse_root=combine @ regression.inverse_root,
    )
    return contemporaneous_fit(summed, block)


def contemporaneous_fit(fit: ModelFit, block: EstimationBlock) -> ModelFit:
    """Return the fit with residuals y - alpha - beta MKT on its days, and their variance."""
    alpha, beta = fit.coefficients[:, :1], fit.coefficients[:, 1:]
    used = np.isfinite(fit.residuals)
    residuals = np.where(used, block.returns - alpha - beta * same_day(block.factors)[:, :, 0], np.nan)
    squares = (np.where(used, residuals, 0.0) ** 2).sum(axis=1)
    solved = np.isfinite(fit.sigma2)
    sigma2 = np.divide(squares, fit.dof, out=np.full(fit.dof.shape, np.nan), where=solved)
    return replace(fit, residuals=residuals, sigma2=sigma2)


def fowler_rorke_weights(rho1: FloatArray, rho2: FloatArray | None = None) -> FloatArray:
    """Return the weights of the slopes from first lag to last lead, (n_events, 2k + 1).

    Parameters
    ----------
    rho1, rho2 : ndarray of shape (n_events,)
        Autocorrelations of the market; k is 1 without ``rho2``.
    """
    if rho2 is None:
        outer, scale = [1 + rho1], 1 + 2 * rho1
    else:
        outer, scale = [1 + rho1 + rho2, 1 + 2 * rho1 + rho2], 1 + 2 * rho1 + 2 * rho2
    known = np.where(scale == 0, np.nan, scale)
    lags = [weight / known for weight in outer]
    return np.stack([*lags, np.ones_like(rho1), *reversed(lags)], axis=1)


def market_autocorrelation(factors: FloatArray, lag: int) -> FloatArray:
    """Return the Pearson correlation of the market with itself ``lag`` sessions before, (n_events,).

    Over the days of the estimation window on which both are known, whether the security traded or
    not; each of the two is centred on its own mean.

    Parameters
    ----------
    factors : ndarray of shape (n_events, n_obs, n_factors)
        Lags and leads of the market, in order of time.
    lag : int
        At most the number of lags given.
    """
    middle = factors.shape[2] // 2
    return row_correlation(factors[:, :, middle], factors[:, :, middle - lag])


def _inner_days(block: EstimationBlock) -> FloatArray:
    """Return the returns of days 2 .. M - 1 with market, lag and lead; NaN elsewhere."""
    days = np.arange(block.returns.shape[1])
    used = np.isfinite(block.factors).all(axis=2) & (days > 0) & (days < days.size - 1)
    return np.where(used, block.returns, np.nan)
