"""Control models: weights on the simplex, ridge slopes, donors by name."""

import numpy as np
import pytest
from unit.control_cases import NAMES, donor_block
from unit.core_cases import random_factors, random_returns, study

from eventstudy.errors import InputError
from eventstudy.models import normal_return_model
from eventstudy.models.donors import with_donors
from eventstudy.models.linear import LinearModel, least_squares, with_constant
from eventstudy.models.ridge_control import FOLDS, PENALTIES, RidgeControl
from eventstudy.models.synthetic_control import SyntheticControl, simplex_weights
from eventstudy.types import EstimationBlock

CONTROLS = [
    SyntheticControl(donors=NAMES),
    SyntheticControl(donors=NAMES, intercept=True),
    RidgeControl(donors=NAMES),
    RidgeControl(donors=NAMES, penalty=0.5),
]


def moved(block, *, returns=0.0, factors=0.0):
    return EstimationBlock(returns=block.returns + returns, factors=block.factors + factors)


# --- synthetic control ------------------------------------------------------------------------


@pytest.mark.parametrize(("n_obs", "n_donors"), [(60, 4), (250, 30), (20, 50), (3, 2), (1, 3)])
def test_weights_are_on_the_simplex_and_at_the_minimum(n_obs, n_donors):
    """Kuhn-Tucker: the gradient is the same for all donors in use and no smaller for the others."""
    block = donor_block(1, n_obs, n_donors, seed=n_obs)
    y, x = block.returns[0], block.factors[0]
    w = simplex_weights(y, x)
    assert (w >= 0).all()
    assert w.sum() == pytest.approx(1, abs=1e-14)
    gradient, size = x.T @ (x @ w - y), np.linalg.norm(x) * np.linalg.norm(y)
    level = gradient @ w
    np.testing.assert_allclose(gradient[w > 0], level, atol=1e-12 * size)
    assert (gradient >= level - 1e-12 * size).all()


def test_planted_weights_are_found_again():
    block, w = donor_block(1), np.array([0.6, 0.0, 0.4, 0.0])
    np.testing.assert_allclose(simplex_weights(block.factors[0] @ w, block.factors[0]), w, atol=1e-12)


def test_a_security_outside_the_hull_of_its_donors_takes_the_nearest():
    x = np.array([[0.01, 0.02, 0.03]])
    np.testing.assert_allclose(simplex_weights(np.array([0.09]), x), [0, 0, 1])


def test_what_moves_security_and_donors_alike_leaves_the_weights():
    block, rng = donor_block(), np.random.default_rng(3)
    common = rng.normal(0, 0.05, block.returns.shape)
    model = SyntheticControl(donors=NAMES)
    one, other = model.fit(block), model.fit(moved(block, returns=common, factors=common[..., None]))
    np.testing.assert_allclose(other.coefficients, one.coefficients, atol=1e-12)
    np.testing.assert_allclose(other.residuals, one.residuals, atol=1e-15)


def test_an_intercept_takes_up_a_constant_return():
    model, block = SyntheticControl(donors=NAMES, intercept=True), donor_block()
    one, other = model.fit(block), model.fit(moved(block, returns=0.01))
    np.testing.assert_allclose(other.coefficients[:, 0], one.coefficients[:, 0] + 0.01, rtol=1e-10)
    np.testing.assert_allclose(other.coefficients[:, 1:], one.coefficients[:, 1:], atol=1e-12)
    np.testing.assert_allclose(one.residuals.mean(axis=1), 0, atol=1e-17)
    np.testing.assert_allclose(one.coefficients[:, 1:].sum(axis=1), 1, atol=1e-14)


@pytest.mark.parametrize("intercept", [False, True])
def test_each_free_weight_costs_a_degree_of_freedom(intercept):
    block = donor_block(20)
    fit = SyntheticControl(donors=NAMES, intercept=intercept).fit(block)
    n_positive = (fit.coefficients[:, int(intercept) :] > 0).sum(axis=1)
    assert set(n_positive) >= {2, 3}  # several faces of the simplex are met
    np.testing.assert_array_equal(fit.dof, 60 - (n_positive - 1) - intercept)
    np.testing.assert_allclose(fit.sigma2, (fit.residuals**2).sum(axis=1) / fit.dof, rtol=1e-12)


def test_weights_have_no_share_in_the_forecast_error():
    fit = SyntheticControl(donors=NAMES).fit(donor_block())
    assert fit.inverse_root.shape == (3, 4, 1)
    assert not fit.inverse_root.any()


def test_more_donors_than_days_may_leave_degrees_of_freedom():
    fit = SyntheticControl(donors=[f"D{i}" for i in range(50)]).fit(donor_block(2, 20, 50))
    assert ((fit.dof > 0) & (fit.dof < 20)).all()
    assert (fit.sigma2 > 0).all()


def test_weights_that_do_not_settle_are_no_weights(monkeypatch):
    def endless(*_, maxiter):
        raise RuntimeError(f"no end after {maxiter} changes")

    monkeypatch.setattr("eventstudy.models.synthetic_control.nnls", endless)
    fit = SyntheticControl(donors=NAMES).fit(donor_block(1))
    assert np.isnan(fit.coefficients).all()
    assert np.isnan(fit.sigma2).all()


# --- ridge control ----------------------------------------------------------------------------


def test_no_penalty_is_least_squares():
    block = donor_block()
    ridge, plain = RidgeControl(donors=NAMES, penalty=0).fit(block), LinearModel(factors=NAMES).fit(block)
    for name in ("coefficients", "sigma2", "dof", "residuals"):
        np.testing.assert_allclose(getattr(ridge, name), getattr(plain, name), rtol=1e-9, atol=1e-15)
    np.testing.assert_allclose(squared(ridge.inverse_root), squared(plain.inverse_root), rtol=1e-9)


def squared(root):
    return root @ np.swapaxes(root, 1, 2)


def test_an_endless_penalty_leaves_the_mean():
    block = donor_block()
    fit = RidgeControl(donors=NAMES, penalty=1e15).fit(block)
    mean = least_squares(block.returns, np.ones((3, 60, 1)))
    np.testing.assert_allclose(fit.coefficients[:, 1:], 0, atol=1e-14)
    for name in ("sigma2", "dof", "residuals"):
        np.testing.assert_allclose(getattr(fit, name), getattr(mean, name), rtol=1e-10, atol=1e-15)


def test_the_constant_is_free_of_the_penalty():
    model, block = RidgeControl(donors=NAMES), donor_block()
    one, other = model.fit(block), model.fit(moved(block, returns=0.5))
    np.testing.assert_allclose(other.residuals, one.residuals, atol=1e-14)
    np.testing.assert_allclose(other.coefficients[:, 0], one.coefficients[:, 0] + 0.5, rtol=1e-12)


def test_slopes_minimise_the_penalised_squares():
    """Closed form: (X'X + lambda I)^-1 X'y of centred data, lambda relative to the mean square."""
    block = donor_block()
    fit = RidgeControl(donors=NAMES, penalty=0.3).fit(block)
    for at in range(3):
        x = block.factors[at] - block.factors[at].mean(axis=0)
        moment = x.T @ x
        slopes = np.linalg.solve(moment + 0.3 * np.trace(moment) / 4 * np.eye(4), x.T @ block.returns[at])
        np.testing.assert_allclose(fit.coefficients[at, 1:], slopes, rtol=1e-10)


def test_covariance_and_degrees_of_freedom_are_those_of_the_linear_map():
    """Fitted to unit vectors, the model gives the matrix H of its coefficients: A A' = H H'."""
    block = donor_block(1, 30)
    units = EstimationBlock(returns=np.eye(30), factors=np.repeat(block.factors, 30, axis=0))
    model = RidgeControl(donors=NAMES, penalty=0.7)
    linear, fit = model.fit(units).coefficients.T, model.fit(block)
    np.testing.assert_allclose(squared(fit.inverse_root)[0], linear @ linear.T, rtol=1e-9, atol=1e-12)
    hat = with_constant(block.factors)[0] @ linear
    assert fit.dof[0] == pytest.approx(30 - np.trace(hat), rel=1e-12)


def test_the_penalty_is_the_one_that_predicts_best_ahead():
    block = donor_block(4, 61)
    returns = block.returns.copy()
    returns[0, [3, 30, 31]] = np.nan
    chosen = RidgeControl(donors=NAMES).fit(EstimationBlock(returns=returns, factors=block.factors))
    for at in range(4):
        days = np.isfinite(returns[at])
        assert chosen.parameters["penalty"][at] == best_penalty(returns[at, days], block.factors[at, days])
    assert len(set(chosen.parameters["penalty"])) > 1


def best_penalty(y, x):
    part = np.floor(np.arange(y.size) * (FOLDS + 1) / y.size)
    error = dict.fromkeys(PENALTIES, 0.0)
    for penalty in PENALTIES:
        for fold in range(1, FOLDS + 1):
            before = EstimationBlock(returns=y[None, part < fold], factors=x[None, part < fold])
            fit = RidgeControl(donors=NAMES, penalty=penalty).fit(before)
            ahead = with_constant(x[None, part == fold])[0] @ fit.coefficients[0]
            error[penalty] += ((y[part == fold] - ahead) ** 2).sum()
    return min(error, key=error.get)


def test_a_penalty_given_is_the_one_of_the_fit():
    fit = RidgeControl(donors=NAMES, penalty=0.5).fit(donor_block())
    assert fit.parameters["penalty"].tolist() == [0.5] * 3


def test_many_peers_are_no_obstacle():
    names = [f"P{i}" for i in range(80)]
    fit = RidgeControl(donors=names).fit(donor_block(2, 60, 80))
    assert ((fit.dof > 1) & (fit.dof < 59)).all()
    assert (fit.sigma2 > 0).all()
    unpenalised = RidgeControl(donors=names, penalty=0).fit(donor_block(2, 60, 80))
    assert np.isnan(unpenalised.sigma2).all()
    assert np.isnan(unpenalised.coefficients).all()


def test_two_donors_alike_share_their_slope():
    block = donor_block()
    twice = EstimationBlock(returns=block.returns, factors=block.factors[:, :, [0, 0, 1]])
    slopes = RidgeControl(donors=("A", "B", "C"), penalty=0.1).fit(twice).coefficients
    np.testing.assert_allclose(slopes[:, 1], slopes[:, 2], rtol=1e-10)
    plain = RidgeControl(donors=("A", "B", "C"), penalty=0).fit(twice)
    expected = least_squares(block.returns, with_constant(block.factors[:, :, :2]))
    np.testing.assert_allclose(plain.residuals, expected.residuals, atol=1e-14)


@pytest.mark.parametrize("penalty", [-1, float("nan"), float("inf")])
def test_a_penalty_below_zero_is_refused(penalty):
    with pytest.raises(InputError, match="penalty is"):
        RidgeControl(donors=NAMES, penalty=penalty)


# --- both -------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", CONTROLS)
def test_a_day_without_a_donor_is_as_if_it_were_not_there(model):
    block = donor_block()
    factors, keep = block.factors.copy(), np.ones(60, dtype=bool)
    factors[:, [7, 31], [0, 3]] = np.nan
    keep[[7, 31]] = False
    gaps = model.fit(EstimationBlock(returns=block.returns, factors=factors))
    without = model.fit(EstimationBlock(returns=block.returns[:, keep], factors=factors[:, keep]))
    for name in ("coefficients", "sigma2", "dof", "n_obs"):
        np.testing.assert_allclose(getattr(gaps, name), getattr(without, name), rtol=1e-10, atol=1e-13)
    assert np.isnan(gaps.residuals[:, ~keep]).all()
    np.testing.assert_allclose(gaps.residuals[:, keep], without.residuals, atol=1e-14)


@pytest.mark.parametrize("model", CONTROLS)
def test_an_event_without_days_does_not_spoil_its_neighbours(model):
    block = donor_block()
    returns = block.returns.copy()
    returns[1] = np.nan
    fit, whole = model.fit(EstimationBlock(returns=returns, factors=block.factors)), model.fit(block)
    assert np.isnan(fit.sigma2).tolist() == [False, True, False]
    assert np.isnan(fit.coefficients[1]).all()
    assert fit.n_obs[1] == 0
    np.testing.assert_allclose(fit.coefficients[[0, 2]], whole.coefficients[[0, 2]], rtol=1e-12)


@pytest.mark.parametrize("model", CONTROLS)
def test_a_missing_donor_leaves_a_day_without_a_normal_return(model):
    block = donor_block()
    factors = block.factors.copy()
    factors[0, 5, 2] = np.nan
    normal = model.predict(model.fit(block), EstimationBlock(returns=block.returns, factors=factors)).normal
    assert np.argwhere(np.isnan(normal)).tolist() == [[0, 5]]


def test_coefficients_are_named_for_their_donors():
    assert SyntheticControl(donors=["A", "B"]).coefficient_names == ("weight_A", "weight_B")
    both = SyntheticControl(donors=["A", "B"], intercept=True)
    assert both.coefficient_names == ("alpha", "weight_A", "weight_B")
    assert RidgeControl(donors=["A", "B"]).coefficient_names == ("alpha", "beta_A", "beta_B")
    assert [both.n_params, RidgeControl(donors=["A", "B"]).n_params] == [2, 3]


@pytest.mark.parametrize("name", ["synthetic_control", "ridge_control"])
def test_by_plain_name_every_column_is_a_donor(name):
    model = normal_return_model(name)
    assert model.any_factors
    assert model.factors == ()
    named = with_donors(model, ["X", "Y"])
    assert named.factors == ("X", "Y")
    assert not named.any_factors
    assert with_donors(named, ["Z"]) is named
    assert model.factors == ()


@pytest.mark.parametrize("name", ["synthetic_control", "ridge_control"])
def test_the_risk_free_rate_is_no_donor(name):
    named = with_donors(normal_return_model(name), ["X", "RF", "Y"])
    assert named.factors == ("X", "Y")
    returns, factors = random_returns(2), random_factors(random_returns(2))
    result = study(returns, ("S00", 200), factors=factors, model=name)
    slopes = [column for column in result.events if column.startswith(("weight_", "beta_"))]
    assert [slope.split("_")[1] for slope in slopes] == [name for name in factors if name != "RF"]


def test_an_error_names_few_of_many_donors():
    block, names = donor_block(1, 60, 30), [f"D{at}" for at in range(30)]
    same = EstimationBlock(returns=block.factors[:, :, 0], factors=block.factors)
    with pytest.raises(InputError, match=r"donors=\('D1', 'D2', 'D3', 'D4', 'D5', \.\.\.\)"):
        RidgeControl(donors=names).fit(same)


def test_other_models_have_no_donors_to_name():
    model = LinearModel(factors=("MKT",))
    assert with_donors(model, ["X"]) is model


@pytest.mark.parametrize("model", [SyntheticControl(), RidgeControl()])
def test_a_model_without_donors_says_so(model):
    block = donor_block(n_donors=1)
    with pytest.raises(InputError, match="no donors"):
        model.fit(EstimationBlock(returns=block.returns, factors=block.factors[:, :, :0]))


@pytest.mark.parametrize("model", CONTROLS)
def test_a_security_is_no_donor_of_its_own(model):
    block = donor_block()
    factors = block.factors.copy()
    factors[1, :, 2] = block.returns[1]
    with pytest.raises(InputError, match="donor 'C' has the very returns of a security of the study") as told:
        model.fit(EstimationBlock(returns=block.returns, factors=factors))
    assert f"donors={tuple(name for name in NAMES if name != 'C')}" in str(told.value)
    assert "block" not in str(told.value)


@pytest.mark.parametrize("model", CONTROLS)
def test_a_few_equal_returns_are_chance(model):
    block = donor_block()
    returns, factors = block.returns.copy(), block.factors.copy()
    returns[1, 4:] = np.nan
    factors[1, :4, 2] = returns[1, :4]
    assert model.fit(EstimationBlock(returns=returns, factors=factors)).n_obs.tolist() == [60, 4, 60]


@pytest.mark.parametrize("kind", [SyntheticControl, RidgeControl])
def test_donors_are_a_list_of_distinct_names(kind):
    with pytest.raises(InputError, match="donors is the text 'BRENT'"):
        kind(donors="BRENT")
    with pytest.raises(InputError, match="donor 'A' is named twice"):
        kind(donors=("A", "B", "A"))


@pytest.mark.parametrize("kind", [SyntheticControl, RidgeControl])
def test_a_study_takes_donors_from_the_factor_table(kind):
    returns = random_returns(2)
    factors = random_factors(returns)
    result = study(
        returns,
        ("S00", 200),
        ("S01", 250),
        model=kind(donors=("SMB", "MOM", "CMA")),
        factors=factors,
        tests=["t", "sq", "ewma_rank"],
    )
    assert len(result.tests) == 2 * 2 * 3
    assert result.tests["p_value"].between(0, 1, inclusive="right").all()
    names = [f"{'weight' if kind is SyntheticControl else 'beta'}_{name}" for name in ("SMB", "MOM", "CMA")]
    event = result.events.set_index("event_id").iloc[0]
    estimation = slice(200 - 110, 200 - 10)
    block = EstimationBlock(
        returns=returns["S00"].to_numpy()[None, estimation],
        factors=factors[["SMB", "MOM", "CMA"]].to_numpy()[None, estimation],
    )
    fit = kind(donors=("SMB", "MOM", "CMA")).fit(block)
    np.testing.assert_allclose(event[names].astype(float), fit.coefficients[0, -3:], rtol=1e-10)
