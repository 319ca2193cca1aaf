"""Laws that every registered normal-return model keeps."""

import numpy as np
import pytest

from eventstudy.models import MODELS, normal_return_model
from eventstudy.types import EstimationBlock

ALL = sorted(MODELS)
N_EVENTS, N_OBS = 6, 90


def block_for(name, seed=5):
    model, rng = normal_return_model(name), np.random.default_rng(seed)
    factors = rng.normal(0, 0.01, (N_EVENTS, N_OBS, len(model.factors)))
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
    np.testing.assert_allclose(fit.residuals, block.returns - predicted(model, fit, block).normal, atol=1e-14)
    assert (fit.n_obs == np.isfinite(fit.residuals).sum(axis=1)).all()
    assert (fit.dof == fit.n_obs - max(model.n_params, 1)).all()
    assert fit.n_obs[1] == N_OBS - 7
    if model.factors:
        assert fit.n_obs[3] == N_OBS - 1


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


@pytest.mark.parametrize("name", ALL)
def test_inverse_root_squares_to_the_inverse_moment_matrix(name):
    model, block = block_for(name)
    fit = model.fit(block)
    design = predicted(model, fit, block).design
    for at in range(N_EVENTS if model.n_params else 0):
        x = design[at][np.isfinite(fit.residuals[at])]
        root = fit.inverse_root[at]
        np.testing.assert_allclose(root @ root.T @ (x.T @ x), np.eye(model.n_params), atol=1e-9)


@pytest.mark.parametrize("name", ALL)
def test_units_scale_the_fit(name):
    model, block = block_for(name)
    one, ten = (
        model.fit(block),
        model.fit(EstimationBlock(returns=10 * block.returns, factors=10 * block.factors)),
    )
    np.testing.assert_allclose(ten.residuals, 10 * one.residuals, rtol=1e-9, atol=1e-14)
    np.testing.assert_allclose(ten.sigma2, 100 * one.sigma2, rtol=1e-10)


@pytest.mark.parametrize("name", [name for name in ALL if name != "market_adjusted"])
def test_what_the_factors_explain_leaves_no_residual(name):
    model, block = block_for(name)
    weights = np.arange(1, len(model.factors) + 1)
    moved = block.returns + 0.01 + np.nan_to_num(block.factors @ weights)
    fit = model.fit(EstimationBlock(returns=moved, factors=block.factors))
    np.testing.assert_allclose(fit.residuals, model.fit(block).residuals, atol=1e-14)


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
    returns[0, max(model.n_params, 1) :] = np.nan
    fit = model.fit(EstimationBlock(returns=returns, factors=block.factors))
    assert np.isnan(fit.sigma2[0])
    assert np.isfinite(fit.sigma2[1:]).all()
