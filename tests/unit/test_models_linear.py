"""Least squares in blocks, where the data are awkward."""

import numpy as np
import pytest
import statsmodels.api as sm
from unit.core_cases import random_factors, random_returns, study

from eventstudy.errors import InputError
from eventstudy.models.linear import LinearModel, least_squares


def design(x):
    return np.stack([np.ones_like(x), x], axis=-1)


def test_missing_days_leave_the_fit_as_if_they_were_not_there():
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(1, 30)), rng.normal(size=(1, 30))
    gaps = y.copy()
    gaps[0, [3, 17, 29]] = np.nan
    keep = np.isfinite(gaps[0])
    with_gaps, without = least_squares(gaps, design(x)), least_squares(y[:, keep], design(x[:, keep]))
    np.testing.assert_allclose(with_gaps.coefficients, without.coefficients, rtol=1e-12)
    np.testing.assert_allclose(with_gaps.sigma2, without.sigma2, rtol=1e-12)
    assert np.isnan(with_gaps.residuals[0, ~keep]).all()
    assert with_gaps.n_obs.item() == 27


def test_variance_divides_by_observations_less_parameters():
    y = np.array([[1.0, 2.0, 4.0, 9.0]])
    fit = least_squares(y, np.ones((1, 4, 1)))
    assert fit.sigma2.item() == pytest.approx(y.var(ddof=1))
    assert fit.dof.item() == 3


def test_collinear_events_do_not_spoil_their_neighbours():
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(3, 30)), rng.normal(size=(3, 30))
    x[1] = 2.0
    fit = least_squares(y, design(x))
    assert np.isnan(fit.sigma2).tolist() == [False, True, False]
    alone = least_squares(y[2:], design(x[2:]))
    np.testing.assert_allclose(fit.coefficients[2], alone.coefficients[0], rtol=1e-12)


def test_a_tiny_factor_is_not_taken_for_a_collinear_one():
    rng = np.random.default_rng(1)
    x, y = rng.normal(size=(1, 30)), rng.normal(size=(1, 30))
    small = least_squares(y, design(1e-9 * x))
    np.testing.assert_allclose(small.residuals, least_squares(y, design(x)).residuals, atol=1e-12)


@pytest.mark.parametrize("n_obs", [1, 2])
def test_as_many_parameters_as_days_leave_no_variance(n_obs):
    x = np.arange(float(n_obs))[None]
    assert np.isnan(least_squares(x**2, design(x)).sigma2).all()


def test_an_alpha_of_zero_can_be_imposed():
    """The CAPM on excess returns; statsmodels is the independent path."""
    returns = random_returns(2)
    factors = random_factors(returns)
    model = LinearModel(factors=("MKT",), excess=True, intercept=False)
    result = study(returns, ("S00", 200), model=model, factors=factors, horizons=[(-1, 1)], tests=["t"])
    excess = (returns["S00"] - factors["RF"]).to_numpy()
    market = (factors["MKT"] - factors["RF"]).to_numpy()
    fit = sm.OLS(excess[90:190], market[90:190]).fit()
    ar = excess[199:202] - market[199:202] * fit.params[0]
    variance = fit.scale * (3 + market[199:202].sum() ** 2 / (market[90:190] ** 2).sum())
    event, row = result.events.iloc[0], result.tests.iloc[0]
    assert "alpha" not in result.events.columns
    assert event["beta_MKT"] == pytest.approx(fit.params[0], rel=1e-12)
    assert event["dof"] == fit.df_resid == 99
    assert row["statistic"] == pytest.approx(ar.sum() / np.sqrt(variance), rel=1e-11)


def test_a_model_of_nothing_is_refused():
    with pytest.raises(InputError, match="needs a factor"):
        LinearModel(intercept=False)
