"""Robust models: exact minima, ties, outlying days, and the covariance of the estimates."""

import numpy as np
import pytest
from scipy import optimize, stats
from unit.core_cases import random_factors, random_returns, study

from eventstudy.errors import InputError
from eventstudy.models import MODELS, huber, lad
from eventstudy.models.huber import Huber, variance_over_least_squares
from eventstudy.models.lad import LeastAbsoluteDeviations
from eventstudy.models.row_statistics import row_correlation, row_mean, row_median, row_slope
from eventstudy.models.theil_sen import TheilSen, median_pairwise_slope
from eventstudy.types import EstimationBlock

NAN = np.nan
ROBUST = ["huber", "lad", "theil_sen"]


def random_block(n_events=8, n_obs=60, n_factors=1, seed=6, draw=None):
    rng = np.random.default_rng(seed)
    factors = rng.normal(0, 0.01, (n_events, n_obs, n_factors))
    noise = (draw or (lambda r, shape: r.standard_t(4, shape)))(rng, (n_events, n_obs))
    return EstimationBlock(returns=0.001 + factors.sum(axis=2) + 0.015 * noise, factors=factors)


def covariance(fit):
    return fit.inverse_root @ fit.inverse_root.transpose(0, 2, 1)


def with_names(kind, n_factors):
    return kind(factors=tuple(f"F{at}" for at in range(n_factors)))


# --- least absolute deviations ----------------------------------------------------------------


def least_sum(x, y):
    """Return the least sum of absolute residuals, by linear programming."""
    n, p = x.shape
    cost = np.r_[np.zeros(p), np.ones(2 * n)]
    bounds = [(None, None)] * p + [(0, None)] * (2 * n)
    return optimize.linprog(cost, A_eq=np.hstack([x, np.eye(n), -np.eye(n)]), b_eq=y, bounds=bounds).fun


AWKWARD = {
    "as they come": lambda r, shape: r.standard_t(4, shape),
    "without mean": lambda r, shape: r.standard_cauchy(shape),
    "many of them zero": lambda r, shape: np.where(r.random(shape) < 0.6, 0.0, r.normal(size=shape)),
    "on a coarse grid": lambda r, shape: r.integers(-2, 3, shape).astype(float),
}


@pytest.mark.parametrize("n_factors", [0, 1, 3])
@pytest.mark.parametrize("kind", sorted(AWKWARD))
def test_the_sum_of_absolute_residuals_is_the_least(kind, n_factors):
    block = random_block(n_factors=n_factors, draw=AWKWARD[kind])
    if kind == "on a coarse grid":
        block = EstimationBlock(returns=np.round(block.returns, 2), factors=np.round(block.factors, 2))
    fit = with_names(LeastAbsoluteDeviations, n_factors).fit(block)
    for event in range(8):
        x = np.column_stack([np.ones(60), block.factors[event]])
        found = np.abs(fit.residuals[event]).sum()
        # linprog is exact to about 1e-9 of a return.
        assert found == pytest.approx(least_sum(x, block.returns[event]), rel=1e-8)


def test_without_factors_the_normal_return_is_the_median():
    block = random_block(n_obs=61, n_factors=0)
    fit = LeastAbsoluteDeviations(factors=()).fit(block)
    np.testing.assert_allclose(fit.coefficients[:, 0], np.median(block.returns, axis=1), rtol=1e-12)


def test_the_line_goes_through_as_many_days_as_it_has_parameters():
    fit = with_names(LeastAbsoluteDeviations, 2).fit(random_block(n_factors=2))
    assert ((np.abs(fit.residuals) < 1e-15).sum(axis=1) == 3).all()


# --- Huber ------------------------------------------------------------------------------------


@pytest.mark.parametrize("n_factors", [0, 1, 3])
def test_bounded_residuals_are_balanced_at_the_fit(n_factors):
    block = random_block(n_factors=n_factors)
    fit = with_names(Huber, n_factors).fit(block)
    scale = np.median(np.abs(fit.residuals), axis=1, keepdims=True) / stats.norm.ppf(0.75)
    bounded = np.clip(fit.residuals / scale, -1.345, 1.345)
    np.testing.assert_allclose(bounded.sum(axis=1), 0, atol=1e-9)
    np.testing.assert_allclose(np.einsum("en,enk->ek", bounded, block.factors), 0, atol=1e-11)


def test_a_large_k_is_least_squares():
    block = random_block()
    fit, plain = Huber(k=1e6).fit(block), MODELS["market"].model.fit(block)
    np.testing.assert_allclose(fit.coefficients, plain.coefficients, rtol=1e-10)
    np.testing.assert_allclose(covariance(fit), covariance(plain), rtol=1e-9)


def test_huber_stays_where_most_residuals_are_zero():
    block = random_block(n_factors=0)
    block.returns[:, :35] = 0.0
    fit = Huber(factors=()).fit(block)
    np.testing.assert_allclose(fit.coefficients, 0, atol=1e-13)
    assert np.isfinite(fit.sigma2).all()


def test_efficiency_at_the_normal_is_95_percent():
    assert 1 / variance_over_least_squares(1.345) == pytest.approx(0.95, abs=1e-4)


@pytest.mark.parametrize("k", [0, -1.0, NAN])
def test_k_is_above_zero(k):
    with pytest.raises(InputError, match="give a number above zero"):
        Huber(k=k)


@pytest.mark.parametrize(("module", "model"), [(lad, LeastAbsoluteDeviations()), (huber, Huber())])
def test_a_search_that_does_not_end_is_no_fit(monkeypatch, module, model):
    monkeypatch.setattr(module, "MAX_STEPS", 3)
    fit = model.fit(random_block())
    assert np.isnan(fit.sigma2).any()
    np.testing.assert_array_equal(np.isnan(fit.sigma2), np.isnan(fit.coefficients[:, 0]))


# --- Theil-Sen --------------------------------------------------------------------------------


def test_median_of_slopes_by_hand():
    x, y = np.array([[0.0, 1.0, 3.0, 3.0]]), np.array([[0.0, 2.0, 3.0, NAN]])
    assert median_pairwise_slope(x, y).tolist() == [1.0]  # of 2, 1 and 1/2
    assert np.isnan(median_pairwise_slope(np.ones((1, 3)), np.zeros((1, 3)))).all()
    assert np.isnan(median_pairwise_slope(np.ones((1, 1)), np.zeros((1, 1)))).all()


def test_pairs_are_taken_a_few_events_at_a_time(monkeypatch):
    block = random_block()
    at_once = TheilSen().fit(block)
    monkeypatch.setattr("eventstudy.models.theil_sen.PAIRS_AT_A_TIME", 4000)  # two events of 1770 pairs
    np.testing.assert_array_equal(TheilSen().fit(block).coefficients, at_once.coefficients)


@pytest.mark.parametrize("factors", [(), ("MKT", "SMB")])
def test_theil_sen_has_one_factor(factors):
    with pytest.raises(InputError, match="give one, or use lad or huber"):
        TheilSen(factors=factors)


# --- all of them ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ROBUST)
def test_an_outlying_day_does_not_move_the_fit(name):
    """A day like 16 September 2019, when Brent rose by 13.6 %, in a window of common days."""
    block = random_block(n_obs=120, draw=lambda r, shape: r.normal(size=shape))
    wild = block.returns.copy()
    wild[:, 60] += 0.136
    moved, model = EstimationBlock(returns=wild, factors=block.factors), MODELS[name].model
    days = EstimationBlock(returns=block.returns, factors=np.full(block.factors.shape, 0.01))

    def normal(fitted, data):
        return fitted.predict(fitted.fit(data), days).normal[:, 0]

    plain = np.abs(normal(MODELS["market"].model, moved) - normal(MODELS["market"].model, block))
    robust = np.abs(normal(model, moved) - normal(model, block))
    # The standard error of a normal return one standard deviation of the factor from its mean.
    assert robust.max() < 0.015 * np.sqrt(2 / 120)
    assert robust.mean() < 0.3 * plain.mean()
    bigger = EstimationBlock(returns=np.where(np.arange(120) == 60, 10 * wild, wild), factors=block.factors)
    np.testing.assert_allclose(model.fit(bigger).coefficients, model.fit(moved).coefficients, atol=1e-12)


@pytest.mark.parametrize("name", ROBUST)
def test_the_stated_covariance_is_that_of_the_estimates(name):
    """Normal disturbances, one set of factor values: the covariance over 2,000 samples."""
    rng, n_samples = np.random.default_rng(12), 2000
    factors = np.broadcast_to(0.002 + rng.normal(0, 0.01, (1, 120, 1)), (n_samples, 120, 1))
    block = EstimationBlock(returns=rng.normal(0, 0.02, (n_samples, 120)), factors=factors)
    fit = MODELS[name].model.fit(block)
    stated = 0.02**2 * fit.inverse_root[0] @ fit.inverse_root[0].T
    found = np.cov(fit.coefficients.T)
    # Standard error of a variance from 2,000 samples 3 %; the law is asymptotic, at 120 days.
    np.testing.assert_allclose(np.diag(found), np.diag(stated), rtol=0.12)
    correlation = [c[0, 1] / np.sqrt(c[0, 0] * c[1, 1]) for c in (found, stated)]
    assert correlation[0] == pytest.approx(correlation[1], abs=0.07)


@pytest.mark.parametrize("name", ROBUST)
def test_variance_is_that_of_the_robust_residuals(name):
    block = random_block()
    block.returns[2, 5:9] = NAN
    fit = MODELS[name].model.fit(block)
    np.testing.assert_allclose(fit.sigma2, np.nansum(fit.residuals**2, axis=1) / (fit.n_obs - 2), rtol=1e-12)
    assert fit.sigma2[2] > 0
    plain = MODELS["market"].model.fit(block)
    assert (fit.sigma2 >= plain.sigma2).all()  # least squares has the least of it


@pytest.mark.parametrize("name", ROBUST)
def test_a_day_without_a_value_is_as_if_it_were_not_there(name):
    block, model = random_block(), MODELS[name].model
    gaps = block.returns.copy()
    gaps[:, [0, 17, 59]] = NAN
    keep = np.isfinite(gaps[0])
    fit = model.fit(EstimationBlock(returns=gaps, factors=block.factors))
    without = model.fit(EstimationBlock(returns=block.returns[:, keep], factors=block.factors[:, keep]))
    np.testing.assert_allclose(fit.coefficients, without.coefficients, rtol=1e-9)
    np.testing.assert_allclose(covariance(fit), covariance(without), rtol=1e-9)


@pytest.mark.parametrize("name", ROBUST)
def test_an_event_that_cannot_be_fitted_leaves_the_others_alone(name):
    block, model = random_block(), MODELS[name].model
    returns, factors = block.returns.copy(), block.factors.copy()
    returns[0], factors[1], returns[2, 2:] = NAN, 0.5, NAN
    fit = model.fit(EstimationBlock(returns=returns, factors=factors))
    assert np.isnan(fit.sigma2).tolist() == [True, True, True, *[False] * 5]
    np.testing.assert_allclose(fit.coefficients[3:], model.fit(block).coefficients[3:], rtol=1e-9)
    nothing = EstimationBlock(returns=np.full((2, 5), NAN), factors=np.full((2, 5, 1), NAN))
    assert np.isnan(model.fit(nothing).sigma2).all()


@pytest.mark.parametrize("name", ROBUST)
def test_robust_models_run_by_name(name):
    returns = random_returns()
    returns.iloc[::7, 1] = NAN
    pairs = [("S00", 150), ("S01", 223), ("S02", 260)]
    result = study(returns, *pairs, model=name, factors=random_factors(returns))
    events = result.events
    assert (events["status"] == "studied").all()
    estimates = ["alpha", "beta_MKT", "sigma", "n_estimation", "dof", "scar_0_0"]
    assert np.isfinite(events[estimates].astype(float)).to_numpy().all()
    assert (events["dof"] == events["n_estimation"] - 2).all()


def test_row_statistics_pass_over_missing_values():
    a = np.array([[1.0, 2.0, NAN, 5.0], [NAN, NAN, NAN, NAN], [3.0, 3.0, 3.0, 3.0]])
    b = np.array([[2.0, NAN, 1.0, 4.0], [1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0]])
    np.testing.assert_allclose(row_mean(a), [8 / 3, NAN, 3])
    np.testing.assert_allclose(row_median(a), [2, NAN, 3])
    np.testing.assert_allclose(row_median(a[:, :2]), [1.5, NAN, 3])
    np.testing.assert_allclose(row_slope(b, a), [0.5, NAN, NAN])
    np.testing.assert_allclose(row_correlation(a, b), [1, NAN, NAN])
