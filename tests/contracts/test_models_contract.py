"""Laws that every registered normal-return model keeps."""

import numpy as np
import pytest

from eventstudy.models import MODELS, normal_return_model
from eventstudy.models.donors import with_donors
from eventstudy.models.huber import variance_over_least_squares
from eventstudy.types import EstimationBlock

ALL = sorted(MODELS)
N_EVENTS, N_OBS = 6, 90

# Weights on the simplex, or slopes with a penalty: the coefficients use up fewer degrees of freedom than
# there are of them, are not linear in the returns, and do not follow the donors all the way.
CONTROLS = {"synthetic_control", "ridge_control"}

# Models that cannot use some days with a return and a market: lags are missing, or a span's begin.
NEED_OTHER_DAYS = {"dimson", "fowler_rorke", "scholes_williams", "trade_to_trade"}
# Days lost of an event without its first seven returns, and of one without a factor on one day.
# Scholes-Williams gives up the first and the last day, trade-to-trade the first return.
DAYS_LOST = {"scholes_williams": (8, 3), "trade_to_trade": (8, 2)}
# Cov(coefficients) / sigma2 over (X'X)^-1: the asymptotic law of the robust models.
OVER_LEAST_SQUARES = {"lad": np.pi / 2, "huber": variance_over_least_squares(1.345)}
# Other covariances: of a sum of slopes (next law), and of a median of slopes (its own unit test).
NOT_OF_THE_DESIGN = {"dimson", "fowler_rorke", "theil_sen"}
# Not linear in the returns, or, for Scholes-Williams, by convention the variance of the market model.
NO_EXACT_FORECAST_ERROR = {
    "market_adjusted",
    "scholes_williams",
    "lad",
    "huber",
    "theil_sen",
    "garch",
    "egarch",
}


def block_for(name, seed=5):
    model, rng = normal_return_model(name), np.random.default_rng(seed)
    model = with_donors(model, ("A", "B", "C"))
    factors = rng.normal(0, 0.01, (N_EVENTS, N_OBS, len(model.factors)))
    if "MKT(-1)" in model.factors:  # one market, seen one session apart
        market, n = rng.normal(0, 0.01, (N_EVENTS, N_OBS + 2)), len(model.factors)
        factors = np.stack([market[:, at : at + N_OBS] for at in range(n)], axis=2)
    returns = factors.sum(axis=2) + rng.normal(0.0003, 0.02, (N_EVENTS, N_OBS))
    returns[1, :7] = np.nan
    returns[2, ::9] = np.nan
    if factors.shape[2]:
        factors[3, 40, 0] = np.nan
    return model, EstimationBlock(returns=returns, factors=factors)


def predicted(model, fit, block):
    return model.predict(fit, block)


@pytest.mark.parametrize("name", ALL)
def test_a_block_is_its_events_one_by_one(name):
    model, block = block_for(name)
    together = model.fit(block)
    for at in range(N_EVENTS):
        alone = model.fit(
            EstimationBlock(returns=block.returns[at : at + 1], factors=block.factors[at : at + 1])
        )
        for field in ("coefficients", "sigma2", "dof", "n_obs", "residuals", "inverse_root"):
            np.testing.assert_allclose(getattr(alone, field)[0], getattr(together, field)[at], rtol=1e-9)


@pytest.mark.parametrize("name", ALL)
def test_residuals_are_what_the_normal_return_leaves(name):
    model, block = block_for(name)
    fit = model.fit(block)
    left = block.returns - predicted(model, fit, block).normal
    used = np.isfinite(fit.residuals)
    np.testing.assert_allclose(fit.residuals[used], left[used], atol=1e-14)
    assert name in NEED_OTHER_DAYS or (used == np.isfinite(left)).all()
    assert (fit.n_obs == used.sum(axis=1)).all()
    if name in CONTROLS:
        assert ((fit.n_obs - model.n_params <= fit.dof) & (fit.dof <= fit.n_obs)).all()
    else:
        assert (fit.dof == fit.n_obs - max(model.n_params, 1)).all()
    without_returns, without_factor = DAYS_LOST.get(name, (7, 1))
    assert fit.n_obs[1] == N_OBS - without_returns
    if model.factors:
        assert fit.n_obs[3] == N_OBS - without_factor


@pytest.mark.parametrize("name", ALL)
def test_shapes_are_those_of_the_protocol(name):
    model, block = block_for(name)
    fit = model.fit(block)
    n_coefficients = len(model.coefficient_names)
    assert predicted(model, fit, block).design.shape == (N_EVENTS, N_OBS, n_coefficients)
    assert predicted(model, fit, block).normal.shape == (N_EVENTS, N_OBS)
    assert fit.coefficients.shape == (N_EVENTS, n_coefficients)
    assert fit.inverse_root.shape[:2] == (N_EVENTS, n_coefficients)
    entry = MODELS[name]
    assert all([entry.purpose, entry.fails, entry.source])


@pytest.mark.parametrize("name", [name for name in ALL if name not in NOT_OF_THE_DESIGN | CONTROLS])
def test_inverse_root_squares_to_the_inverse_moment_matrix(name):
    model, block = block_for(name)
    fit = model.fit(block)
    design = predicted(model, fit, block).design
    for at in range(N_EVENTS if model.n_params else 0):
        used = np.isfinite(fit.residuals[at])
        x = design[at][used]
        if fit.spread is not None:  # weighted least squares
            x = x / fit.spread[at][used, None]
        root = fit.inverse_root[at]
        expected = OVER_LEAST_SQUARES.get(name, 1.0) * np.eye(model.n_params)
        np.testing.assert_allclose(root @ root.T @ (x.T @ x), expected, atol=1e-9)


@pytest.mark.parametrize("name", [name for name in ALL if name not in NO_EXACT_FORECAST_ERROR | CONTROLS])
def test_loadings_give_the_variance_of_the_prediction(name):
    """Coefficients that are linear in the returns: their covariance from what each day adds to them."""
    model, block = block_for(name)
    fit = model.fit(block)
    design = predicted(model, fit, block).design
    for at in range(N_EVENTS):
        used = np.isfinite(fit.residuals[at])
        one_day_each = np.where(np.isfinite(block.returns[at]), np.eye(N_OBS), np.nan)
        factors = np.broadcast_to(block.factors[at], (N_OBS, *block.factors.shape[1:]))
        days = model.fit(EstimationBlock(returns=one_day_each, factors=factors)).coefficients[used]
        spread = 1.0 if fit.spread is None else fit.spread[at][used, None]
        covariance = (days * spread).T @ (days * spread)
        x = design[at][used]
        variance = np.einsum("nj,jk,nk->n", x, covariance, x)
        loadings = x @ fit.inverse_root[at]
        np.testing.assert_allclose((loadings**2).sum(axis=1), variance, rtol=1e-9)


@pytest.mark.parametrize("name", ALL)
def test_units_scale_the_fit(name):
    model, block = block_for(name)
    one, ten = (
        model.fit(block),
        model.fit(EstimationBlock(returns=10 * block.returns, factors=10 * block.factors)),
    )
    np.testing.assert_allclose(ten.residuals, 10 * one.residuals, rtol=1e-9, atol=1e-14)
    np.testing.assert_allclose(ten.sigma2, 100 * one.sigma2, rtol=1e-10)


@pytest.mark.parametrize("name", [name for name in ALL if name not in {"market_adjusted"} | CONTROLS])
def test_what_the_model_explains_leaves_no_residual(name):
    """Returns moved by what the model itself calls normal; scholes_williams adds the market's residual.

    Its estimates are linear in the returns, but the market's own beta is 1 only up to the sampling of
    its autocorrelation.
    """
    model, block = block_for(name)
    fit = model.fit(block)
    design = np.nan_to_num(predicted(model, fit, block).design)
    moved = block.returns + design @ np.arange(1.0, design.shape[2] + 1)
    expected = fit.residuals
    if name == "scholes_williams":
        market = np.where(np.isfinite(block.returns), block.factors[:, :, 1], np.nan)
        own = model.fit(EstimationBlock(returns=market, factors=block.factors))
        np.testing.assert_allclose(own.coefficients[:, 1], 1, atol=0.1)
        expected = expected + 2 * own.residuals
    again = model.fit(EstimationBlock(returns=moved, factors=block.factors))
    np.testing.assert_allclose(again.residuals, expected, atol=1e-13)


@pytest.mark.parametrize("name", ALL)
def test_fitting_changes_neither_model_nor_input(name):
    model, block = block_for(name)
    block.returns.setflags(write=False)
    block.factors.setflags(write=False)
    before = repr(model)
    model.fit(block)
    assert repr(model) == before


@pytest.mark.parametrize("name", ALL)
def test_too_few_days_give_no_variance(name):
    model, block = block_for(name)
    returns = block.returns.copy()
    # One or two days may lie outside the hull of the donors and leave a degree of freedom.
    n_days = 0 if name == "synthetic_control" else max(model.n_params, 1)
    returns[0, n_days:] = np.nan
    fit = model.fit(EstimationBlock(returns=returns, factors=block.factors))
    assert np.isnan(fit.sigma2[0])
    assert np.isfinite(fit.sigma2[1:]).all()
