"""The conformal test, its interval, and the placebo in space."""

from itertools import combinations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats
from unit.control_cases import NAMES, studied
from unit.core_cases import random_factors, random_returns, study

from eventstudy.errors import ForbiddenTestError, InputError
from eventstudy.inference.conformal import N_SAMPLED, conformal, cyclic_shares, sampled_shares
from eventstudy.inference.conformal_interval import conformal_interval
from eventstudy.inference.placebo_in_space import placebo_in_space
from eventstudy.models.linear import LinearModel
from eventstudy.models.ridge_control import RidgeControl
from eventstudy.models.synthetic_control import SyntheticControl

REGRESSION = LinearModel(factors=NAMES[:2])
SYNTHETIC = SyntheticControl(donors=NAMES)
HORIZONS = [(0, 0), (-1, 1), (0, 4)]
# Day 0 is 62 rows after the first day of the estimation window.
LAG = 62


def rolled_shares(size, n_days):
    """S and p as a loop over shifts of the days that are there."""
    days = size[np.isfinite(size)]
    sums = [np.roll(days, shift)[-n_days:].sum() for shift in range(days.size)]
    return sums[0] / np.sqrt(n_days), np.mean([s >= sums[0] * (1 - 1e-12) for s in sums])


def some_missing(returns, factors):
    returns[20, 0] = returns[[30, 31, 60], 1] = np.nan
    factors[45, 1] = np.nan


@pytest.mark.parametrize(("first", "last"), HORIZONS)
@pytest.mark.parametrize("effect", [0.0, -0.013])
def test_residuals_are_those_of_a_regression_on_all_days(first, last, effect):
    returns, factors = [], []

    def keep(all_returns, all_factors):
        some_missing(all_returns, all_factors)
        returns.append(all_returns.copy())
        factors.append(all_factors.copy())

    found = conformal(studied(REGRESSION, change=keep).over(first, last), effect=effect)
    for at, zero in enumerate((70, 90, 110)):
        rows = [*range(zero - 62, zero - 4), *range(zero + first, zero + last + 1)]
        y, x = returns[0][rows, at], sm.add_constant(factors[0][rows, :2])
        y[58:] -= effect
        used = np.isfinite(y) & np.isfinite(x).all(axis=1)
        residuals = sm.OLS(y[used], x[used]).fit().resid
        statistic, p_value = rolled_shares(np.abs(residuals), last - first + 1)
        assert found.statistic[at] == pytest.approx(statistic, rel=1e-9)
        assert found.p_value[at] == pytest.approx(p_value, rel=1e-12)
        assert found.distribution[at] == f"cyclic shifts({used.sum()})"


@pytest.mark.parametrize("n_days", [1, 2, 5])
def test_cyclic_shares_are_a_loop_over_shifts(n_days):
    size = np.abs(np.random.default_rng(4).normal(size=(30, 25)))
    size[:10, :3] = size[5:20, [8, 9, 17]] = np.nan
    statistic, p_value, n_shifts = cyclic_shares(size, n_days)
    expected = [rolled_shares(row, n_days) for row in size]
    np.testing.assert_allclose(np.column_stack([statistic, p_value]), expected, rtol=1e-12)
    np.testing.assert_array_equal(n_shifts, np.isfinite(size).sum(axis=1))


def test_days_of_equal_size_are_ties():
    """Sums of the same sizes in another order are equal but for rounding."""
    size = np.tile([0.1, 0.2, 0.3], 20)[None]
    assert cyclic_shares(size, 3)[1].item() == 1


def test_nothing_to_compare_with_gives_no_p_value():
    assert np.isnan(cyclic_shares(np.array([[np.nan, np.nan, 0.1], [0.1, 0.2, np.nan]]), 1)[1]).all()


@pytest.mark.parametrize("model", [LinearModel(), SYNTHETIC])
def test_p_is_uniform_when_days_are_exchangeable(model):
    """400 events of 20 days: counts of the 20 p-values, and their mean, within Monte Carlo bands.

    Skewed and fat-tailed returns; exchangeability is all that the test asks for.
    """
    rng = np.random.default_rng(7)
    n_events, n_all = 400, 20
    factors = rng.standard_t(4, (n_events, n_all, len(model.factors)))
    noise = rng.exponential(1, (n_events, n_all)) - 1
    returns = factors.mean(axis=2) + noise if model.factors else noise
    block = studied(model, n_factors=4).observed.estimation
    fit = model.fit(type(block)(returns=returns, factors=factors))
    p_value = cyclic_shares(np.abs(fit.residuals), 1)[1]
    np.testing.assert_allclose(20 * p_value, np.round(20 * p_value), atol=1e-9)
    counts = np.bincount(np.round(20 * p_value).astype(int), minlength=21)[1:]
    # 99.9 % of chi-square(19), and four standard errors of a mean of uniforms on the grid.
    assert ((counts - 20) ** 2 / 20).sum() < stats.chi2.ppf(0.999, 19)
    assert abs(p_value.mean() - 0.525) < 4 * np.sqrt((20**2 - 1) / 12) / 20 / np.sqrt(n_events)


def test_for_one_day_all_orders_are_the_shifts():
    abnormal = studied(SYNTHETIC).over(0, 0)
    auto, every, cyclic = (conformal(abnormal, permutations=name) for name in ("auto", "all", "cyclic"))
    np.testing.assert_array_equal(every.p_value, cyclic.p_value)
    np.testing.assert_array_equal(auto.p_value, cyclic.p_value)


def test_random_orders_estimate_the_share_of_all_sets_of_days():
    """Four standard errors of a share of 9,999 draws about the share of all pairs and triples."""
    size = np.abs(np.random.default_rng(8).normal(size=(4, 15)))
    size[1, 3] = np.nan
    for n_days in (2, 3):
        statistic, p_value, n_orders = sampled_shares(size, n_days)
        for at, row in enumerate(size):
            days = row[np.isfinite(row)]
            own = days[-n_days:].sum()
            exact = np.mean([sum(s) >= own * (1 - 1e-12) for s in combinations(days, n_days)])
            assert abs(p_value[at] - exact) < 4 * np.sqrt(exact * (1 - exact) / N_SAMPLED) + 1 / N_SAMPLED
            assert statistic[at] == pytest.approx(own / np.sqrt(n_days), rel=1e-12)
        assert n_orders.tolist() == [N_SAMPLED + 1] * 4


def test_random_orders_do_not_depend_on_the_place_of_an_event():
    abnormal = studied(REGRESSION).over(0, 2)
    found = conformal(abnormal, permutations="all")
    alone = conformal(abnormal.take(np.array([2])), permutations="all")
    assert alone.p_value[0] == found.p_value[2]
    assert found.distribution[0] == "permutations(10000)"


def test_a_planted_effect_is_found_and_the_true_effect_is_not_rejected():
    def plant(returns, factors):
        returns[[70, 71, 72], 0] += 0.2

    found = conformal(studied(SYNTHETIC, change=plant).over(0, 2))
    assert found.p_value[0] == pytest.approx(1 / 61)
    assert found.estimate[0] == pytest.approx(0.6, abs=0.1)
    true = conformal(studied(SYNTHETIC, change=plant).over(0, 2), effect=0.2)
    null = conformal(studied(SYNTHETIC).over(0, 2))
    np.testing.assert_allclose(true.statistic[0], null.statistic[0], rtol=1e-9)
    assert true.p_value[0] == null.p_value[0] > 0.05


def test_a_missing_day_of_the_horizon_gives_no_p_value():
    def remove(returns, factors):
        returns[90, 1] = factors[111, 3] = np.nan

    found = conformal(studied(SYNTHETIC, change=remove).over(0, 1))
    assert np.isnan(found.p_value).tolist() == [False, True, True]
    assert np.isnan(found.statistic).tolist() == [False, True, True]
    assert found.note[1] == "fitted again, the model leaves a day of the horizon without a residual"


def test_other_days_of_the_event_window_take_no_part():
    def disturb(returns, factors):
        returns[[66, 67, 68, 69, 73, 74], 0] += 0.3

    abnormal, calm = studied(REGRESSION, change=disturb).over(0, 2), studied(REGRESSION).over(0, 2)
    np.testing.assert_array_equal(conformal(abnormal).p_value, conformal(calm).p_value)


def test_spreads_of_the_residuals_are_divided_out():
    """A day of twice the spread and twice the residual is like any other."""
    abnormal = studied(SpreadOut()).over(0, 0)
    plain = studied(LinearModel()).over(0, 0)
    np.testing.assert_allclose(conformal(abnormal).statistic, conformal(plain).statistic / 2, rtol=1e-12)


class SpreadOut:
    """The constant mean, with a spread of two on every day."""

    factors, excess, coefficient_names, n_params = (), False, ("alpha",), 1

    def fit(self, block):
        fit = LinearModel().fit(block)
        return type(fit)(
            **{name: getattr(fit, name) for name in fit.__dataclass_fields__ if name != "spread"},
            spread=np.full(block.returns.shape, 2.0),
        )

    def predict(self, fit, days):
        return LinearModel().predict(fit, days)


def test_few_days_are_told():
    found = conformal(studied(SYNTHETIC).over(0, 0))
    assert found.note[0].startswith("smallest possible p is 0.0169 with 58 placebo windows")
    alone = conformal(studied(SYNTHETIC).take(np.array([0])).over(0, 0))
    assert alone.note == [""]


@pytest.mark.parametrize("function", [conformal, conformal_interval, placebo_in_space])
def test_what_was_fitted_must_be_kept(function):
    abnormal = studied(SYNTHETIC, keep_observed=False)
    with pytest.raises(ForbiddenTestError, match="were not kept"):
        function(abnormal)


def test_permutations_are_one_of_three():
    with pytest.raises(InputError, match="permutations is 'random'"):
        conformal(studied(REGRESSION), permutations="random")


# --- interval ---------------------------------------------------------------------------------


@pytest.mark.parametrize("model", [LinearModel(), SYNTHETIC, RidgeControl(donors=NAMES, penalty=0.1)])
@pytest.mark.parametrize(("first", "last"), [(0, 0), (0, 2)])
def test_the_interval_ends_where_the_test_begins_to_reject(model, first, last):
    abnormal = studied(model).over(first, last)
    low, high = conformal_interval(abnormal, confidence=0.9)
    n_days = last - first + 1
    assert (low < high).all()
    if n_days == 1:  # over several days S is least at a median of the days, not at their mean
        assert ((low < abnormal.car) & (abnormal.car < high)).all()
    for at in range(3):
        event = abnormal.take(np.array([at]))
        for end, outward in ((low[at], -1e-6), (high[at], 1e-6)):
            assert conformal(event, effect=(end + outward) / n_days).p_value[0] <= 0.1
            assert conformal(event, effect=(end - outward) / n_days).p_value[0] > 0.1
        far = np.linspace(high[at] + 1e-6, high[at] + 0.2, 25)
        assert max(conformal(event, effect=e / n_days).p_value[0] for e in far) <= 0.1


def test_a_day_far_from_the_others_has_a_wide_interval():
    """The regression follows a day of great leverage: effects of many sigmas leave a small residual."""

    def pull(returns, factors):
        factors[70, 0] = 0.4

    abnormal = studied(REGRESSION, change=pull).over(0, 0)
    low, high = conformal_interval(abnormal)
    assert high[0] - low[0] > 20 * np.sqrt(abnormal.sigma2[0])
    assert np.isfinite([low, high]).all()
    event = abnormal.take(np.array([0]))
    assert conformal(event, effect=high[0] + 1e-6).p_value <= 0.05 < conformal(event, effect=high[0]).p_value


def test_the_interval_moves_with_the_effect():
    def plant(returns, factors):
        returns[[70, 71], 0] += 0.07

    low, high = conformal_interval(studied(SYNTHETIC).over(0, 1))
    moved_low, moved_high = conformal_interval(studied(SYNTHETIC, change=plant).over(0, 1))
    # The grid is the same about the moved centre; the ends are found to a billionth of a cell.
    np.testing.assert_allclose(moved_low - low, [0.14, 0, 0], atol=1e-9)
    np.testing.assert_allclose(moved_high - high, [0.14, 0, 0], atol=1e-9)


def test_a_day_that_decides_the_fit_alone_has_no_bound():
    """With a leverage near one, other days' residuals grow faster with the effect than its own."""

    def pull(returns, factors):
        factors[70, 0] = 0.9

    low, high = conformal_interval(studied(REGRESSION, change=pull).over(0, 0))
    assert np.isinf(low).tolist() == np.isinf(high).tolist() == [True, False, False]


def test_too_few_days_bound_nothing():
    """59 days cannot reject at 1 %."""
    low, high = conformal_interval(studied(SYNTHETIC).over(0, 0), confidence=0.99)
    assert (low == -np.inf).all()
    assert (high == np.inf).all()


def test_an_effect_that_turns_round_is_no_constant_effect():
    def plant(returns, factors):
        returns[70, 0] += 0.3
        returns[71, 0] -= 0.3
        returns[91, 1] = np.nan

    low, high = conformal_interval(studied(SYNTHETIC, change=plant).over(0, 1))
    assert np.isnan(low).tolist() == np.isnan(high).tolist() == [True, True, False]


@pytest.mark.parametrize("confidence", [0, 1, 95])
def test_confidence_is_a_share(confidence):
    with pytest.raises(InputError, match=f"confidence is {confidence}"):
        conformal_interval(studied(SYNTHETIC), confidence=confidence)


# --- placebo in space -------------------------------------------------------------------------


def test_a_planted_effect_ranks_first_among_the_donors():
    def plant(returns, factors):
        returns[[70, 71], 0] += 0.2
        factors[[90, 91], 2] += 0.3  # and a donor is disturbed at the second event

    found = placebo_in_space(studied(SYNTHETIC, change=plant).over(0, 1))
    assert found.p_value[0] == pytest.approx(1 / 5)
    assert found.n_units.tolist() == [5, 5, 5]
    assert found.ratios.shape == (3, 5)
    assert found.ratios[1, 1:].argmax() == 2
    assert found.p_value[1] == pytest.approx((found.ratios[1] >= found.ratios[1, 0]).mean())


def test_two_donors_are_compared_with_each_other():
    """The only donor of a donor has weight one: the ratio of either is that of their difference."""
    tables = []

    def keep(returns, factors):
        tables.append(factors.copy())

    abnormal = studied(SyntheticControl(donors=("A", "B")), change=keep).over(0, 2)
    found = placebo_in_space(abnormal)
    gap = tables[0][:, 0] - tables[0][:, 1]
    for at, zero in enumerate((70, 90, 110)):
        before, after = gap[zero - LAG : zero - 4], gap[zero : zero + 3]
        expected = np.sqrt((after**2).mean() / (before**2).mean())
        np.testing.assert_allclose(found.ratios[at, 1:], expected, rtol=1e-12)
        own = np.sqrt((abnormal.ar[at] ** 2).mean() / (abnormal.residuals.values[at] ** 2).mean())
        assert found.ratios[at, 0] == pytest.approx(own, rel=1e-12)


def test_a_security_without_a_return_has_no_rank():
    def remove(returns, factors):
        returns[70, 0] = np.nan
        factors[90, 1] = np.nan

    found = placebo_in_space(studied(SYNTHETIC, change=remove).over(0, 0))
    assert np.isnan(found.p_value).tolist() == [True, True, False]
    assert found.n_units.tolist() == [4, 0, 5]


@pytest.mark.parametrize("model", [REGRESSION, SyntheticControl(donors=("A",))])
def test_a_placebo_needs_donors(model):
    with pytest.raises(InputError, match="at least 2 donors"):
        placebo_in_space(studied(model))


# --- in a study -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", [SyntheticControl, RidgeControl])
def test_a_study_of_few_events_keeps_what_the_test_needs(kind):
    returns = random_returns(2)
    result = study(
        returns,
        ("S00", 200),
        ("S01", 250),
        model=kind(donors=("SMB", "MOM", "CMA")),
        factors=random_factors(returns),
        tests=["t", "conformal", "sq", "ewma_rank"],
    )
    rows = result.tests.query("test == 'conformal'")
    assert len(rows) == 4
    assert rows["p_value"].between(1 / 103, 1).all()
    assert rows["note"].eq("").all()
