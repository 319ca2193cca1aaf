"""GARCH models: the path of the variance, what it may know, units, missing days, and failures that show."""

import warnings
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from eventstudy.errors import InputError
from eventstudy.models import quasi_likelihood
from eventstudy.models.garch import Garch
from eventstudy.models.linear import LinearModel
from eventstudy.models.variance_path import VarianceDynamics, expected_size, variance_path
from eventstudy.types import EstimationBlock

PROCESSES = ["garch", "gjr", "egarch"]


def clustered(n_events=2, n_days=260, seed=4):
    """Returns with a clustered variance, decimal."""
    rng = np.random.default_rng(seed)
    z, h = rng.normal(size=(n_events, n_days)), np.ones(n_events)
    returns = np.empty((n_events, n_days))
    for day in range(n_days):
        returns[:, day] = np.sqrt(h) * z[:, day]
        h = 0.05 + 0.12 * returns[:, day] ** 2 + 0.83 * h
    return 0.0003 + 0.02 * returns


def block(returns, factors=None):
    none = np.empty((*returns.shape, 0))
    return EstimationBlock(returns=returns, factors=none if factors is None else factors)


def dynamics(process, nu=np.nan):
    one = {"garch": (1e-5, 0.1, 0.0, 0.85), "gjr": (1e-5, 0.05, 0.1, 0.85), "egarch": (-0.4, 0.2, -0.1, 0.95)}
    names = ("omega", "alpha", "gamma", "beta")
    arrays = {name: np.array([value]) for name, value in zip(names, one[process], strict=True)}
    return VarianceDynamics(process=process, **arrays, nu=np.array([nu]))


START = np.array([4e-4])


@pytest.mark.parametrize(("process", "rise", "fall"), [("garch", 0.1, 0.1), ("gjr", 0.05, 0.15)])
def test_a_day_of_garch_by_hand(process, rise, fall):
    news = np.array([0.03])
    path = dynamics(process)
    np.testing.assert_allclose(path.following(START, news), 1e-5 + rise * 0.0009 + 0.85 * 4e-4, rtol=1e-14)
    np.testing.assert_allclose(path.following(START, -news), 1e-5 + fall * 0.0009 + 0.85 * 4e-4, rtol=1e-14)


def test_a_day_of_egarch_by_hand():
    z = -0.03 / 0.02
    expected = -0.4 + 0.2 * (abs(z) - np.sqrt(2 / np.pi)) - 0.1 * z + 0.95 * np.log(4e-4)
    found = np.log(dynamics("egarch").following(START, np.array([-0.03])))
    np.testing.assert_allclose(found, expected, rtol=1e-14)


@pytest.mark.parametrize(
    ("process", "nu"), [("garch", np.nan), ("gjr", 7.0), ("egarch", np.nan), ("egarch", 5.0)]
)
def test_a_missing_day_stands_at_its_expectation(process, nu):
    """The mean over the law of z of the next day's variance, for EGARCH of its logarithm."""
    law = stats.norm() if np.isnan(nu) else stats.t(nu, scale=np.sqrt((nu - 2) / nu))
    z = law.ppf((np.arange(400_000) + 0.5) / 400_000)
    path = dynamics(process, nu)
    arrays = {
        name: np.full(z.size, getattr(path, name).item()) for name in ("omega", "alpha", "gamma", "beta")
    }
    wide = VarianceDynamics(process=process, **arrays, nu=np.full(z.size, nu))
    of_next = wide.following(np.full(z.size, 4e-4), 0.02 * z)
    expected = np.exp(np.log(of_next).mean()) if process == "egarch" else of_next.mean()
    # The midpoint rule leaves out the ends of the tails.
    np.testing.assert_allclose(path.following(START, np.array([np.nan])), expected, rtol=2e-4)


def test_expected_size_is_the_mean_of_the_scaled_law():
    for nu in (2.5, 5.0, 40.0):
        mean = stats.t(nu).expect(np.abs, lb=-np.inf, ub=np.inf) * np.sqrt((nu - 2) / nu)
        np.testing.assert_allclose(expected_size(np.array([nu])), mean, rtol=1e-6)
    np.testing.assert_allclose(expected_size(np.array([np.nan, 1e9])), np.sqrt(2 / np.pi), rtol=1e-6)


@pytest.mark.parametrize("process", PROCESSES)
def test_days_before_the_first_residual_do_not_count(process):
    e = np.array([[0.01, np.nan, -0.02]])
    padded = np.concatenate([np.full((1, 3), np.nan), e], axis=1)
    short, long = (variance_path(dynamics(process), START, values) for values in (e, padded))
    np.testing.assert_array_equal(long[:, 3:], short)
    assert (long[:, :4] == START).all()


@pytest.mark.parametrize("process", PROCESSES)
@pytest.mark.parametrize("day", range(5))
def test_filtered_variance_does_not_know_the_day(process, day):
    model, returns = Garch(factors=(), process=process), clustered()
    fit, after = model.fit(block(returns[:, :250])), returns[:, 250:]
    moved = after.copy()
    moved[:, day] = -0.2
    one, other = (model.predict(fit, block(values)).spread for values in (after, moved))
    np.testing.assert_array_equal(one[:, : day + 1], other[:, : day + 1])
    assert (other[:, day + 1] > one[:, day + 1]).all()


@pytest.mark.parametrize("process", PROCESSES)
def test_frozen_variance_knows_nothing_of_the_event_window(process):
    model, returns = Garch(factors=(), process=process, variance="frozen"), clustered()
    fit = model.fit(block(returns[:, :250]))
    one, other = (model.predict(fit, block(values)).spread for values in (returns[:, 250:], returns[:, :10]))
    np.testing.assert_array_equal(one, other)
    filtered = replace(model, variance="filtered").predict(fit, block(returns[:, 250:])).spread
    np.testing.assert_array_equal(one[:, 0], filtered[:, 0])


def test_frozen_variance_goes_to_its_long_run_level():
    model = Garch(factors=(), variance="frozen")
    fit = model.fit(block(clustered()))
    far = model.predict(fit, block(np.zeros((2, 4000)))).spread[:, -1] ** 2 * fit.sigma2
    omega, alpha, beta = (fit.parameters[f"garch_{name}"] for name in ("omega", "alpha", "beta"))
    np.testing.assert_allclose(far, omega / (1 - alpha - beta), rtol=1e-6)


@pytest.mark.parametrize("process", PROCESSES)
def test_units_leave_spread_and_residuals_as_they_are(process):
    model, returns = Garch(factors=(), process=process), clustered()
    one, percent = model.fit(block(returns)), model.fit(block(100 * returns))
    np.testing.assert_allclose(percent.spread, one.spread, rtol=1e-9)
    np.testing.assert_allclose(percent.residuals, 100 * one.residuals, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(
        percent.parameters["garch_next"], 1e4 * one.parameters["garch_next"], rtol=1e-9
    )


def test_mean_square_of_standardised_residuals_is_about_one():
    fit = Garch(factors=()).fit(block(clustered(4, 500)))
    z = fit.residuals / np.sqrt(fit.sigma2)[:, None] / fit.spread
    np.testing.assert_allclose((z**2).mean(axis=1), 1, atol=0.02)


def test_clustering_is_found_and_constant_variance_is_not_taken_for_it():
    found = Garch(factors=()).fit(block(clustered(3, 1500))).parameters
    np.testing.assert_allclose(found["garch_alpha"] + found["garch_beta"], 0.95, atol=0.06)
    np.testing.assert_allclose(found["garch_alpha"], 0.12, atol=0.05)
    even = np.random.default_rng(1).normal(0, 0.02, (2, 800))
    assert Garch(factors=()).fit(block(even)).spread.std() < 0.1


def test_missing_days_are_closed_up_in_the_estimation():
    returns = clustered(1)
    holed = np.insert(returns, [0, 100, 200, 260], np.nan, axis=1)
    one, other = Garch(factors=()).fit(block(returns)), Garch(factors=()).fit(block(holed))
    np.testing.assert_allclose(other.coefficients, one.coefficients, rtol=1e-9)
    for name in ("garch_omega", "garch_alpha", "garch_beta"):
        np.testing.assert_allclose(other.parameters[name], one.parameters[name], rtol=1e-9)
    assert other.n_obs.item() == 260
    np.testing.assert_allclose(other.spread[0, 1:101], one.spread[0, :100], rtol=1e-9)


def test_covariance_of_the_mean_is_that_of_regressors_weighted_by_the_variance():
    rng, returns = np.random.default_rng(2), clustered(3)
    market = rng.normal(0, 0.01, (*returns.shape, 1))
    given = block(returns + 1.2 * market[..., 0], market)
    fit, plain = Garch().fit(given), LinearModel(factors=("MKT",)).fit(given)
    for at in range(3):
        x = np.column_stack([np.ones(260), market[at]])
        h = fit.spread[at] ** 2 * fit.sigma2[at]
        covariance = fit.inverse_root[at] @ fit.inverse_root[at].T * fit.sigma2[at]
        np.testing.assert_allclose(covariance @ (x.T @ (x / h[:, None])), np.eye(2), atol=1e-9)
    # Quasi-likelihood moves the coefficients, by less than two standard errors of some 0.12.
    shift = np.abs(fit.coefficients - plain.coefficients)[:, 1]
    assert (shift > 1e-4).all()
    assert (shift < 0.24).all()


def test_an_optimiser_that_stops_early_is_seen(monkeypatch):
    monkeypatch.setattr(quasi_likelihood, "MAX_ITERATIONS", 1)
    returns = clustered()
    fit = Garch(factors=()).fit(block(returns))
    assert (fit.parameters["garch_converged"] == 0).all()
    assert np.isnan(fit.sigma2).all()
    assert np.isnan(fit.spread).all()
    np.testing.assert_allclose(fit.coefficients[:, 0], returns.mean(axis=1), rtol=1e-12)


def test_too_few_days_are_not_tried_and_spoil_no_neighbour():
    returns = clustered()
    short = returns.copy()
    short[0, 39:] = np.nan
    fit, whole = Garch(factors=()).fit(block(short)), Garch(factors=()).fit(block(returns))
    assert np.isnan(fit.parameters["garch_converged"][0])
    assert np.isnan(fit.sigma2[0])
    np.testing.assert_array_equal(fit.sigma2[1], whole.sigma2[1])
    assert np.isnan(Garch(factors=()).predict(fit, block(returns)).spread[0]).all()


def test_prices_that_never_move_have_no_variance():
    fit = Garch(factors=()).fit(block(np.zeros((1, 100))))
    assert np.isnan(fit.sigma2).all()


@pytest.mark.parametrize("option", ["process", "innovations", "variance"])
def test_unknown_options_are_refused(option):
    with pytest.raises(InputError, match=f"{option} of a GARCH model is 'fancy': use one of "):
        Garch(**{option: "fancy"})


def test_warning_filters_are_left_as_they_were():
    before = list(warnings.filters)
    Garch(factors=()).fit(block(clustered(1)))
    assert warnings.filters == before
