"""Edges of the statistics that mutation testing found unwatched; tests/README.md has the table.

Each test here fails for a small change of the code that every other test let pass.
"""

import sys
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from unit import rank_cases as cases
from unit.control_cases import NAMES, studied
from unit.core_cases import EPISODE, events_at, random_returns, study
from unit.core_cases import WINDOW as STUDY_WINDOW
from unit.rank_cases import block_of, random_block
from unit.sample_cases import sample_of_cars

from eventstudy.abnormal import abnormal_returns, block_data, predicted, without_days
from eventstudy.errors import InputError, TooFewEventsError
from eventstudy.inference import TESTS
from eventstudy.inference.adj_bmp import adjustable
from eventstudy.inference.battery import event_tests_of, named_tests
from eventstudy.inference.bmp import bmp
from eventstudy.inference.brown_warner import brown_warner
from eventstudy.inference.conformal import conformal, cyclic_shares, sampled_shares
from eventstudy.inference.conformal_interval import conformal_interval
from eventstudy.inference.cross_sectional import cross_sectional
from eventstudy.inference.date_sums import average_correlation, date_sums
from eventstudy.inference.day_sums import adjusted_rank_sums, generalised_rank_sums, rank_sums, spreads
from eventstudy.inference.ewma_rank import resolution_note
from eventstudy.inference.generalized_sign import generalized_sign
from eventstudy.inference.patell import patell, patell_z
from eventstudy.inference.placebo_in_space import placebo_in_space
from eventstudy.inference.placebo_max import placebo_max
from eventstudy.inference.placebo_windows import window_sums
from eventstudy.inference.samples import Part, sample_of
from eventstudy.inference.serial_t import NO_VARIANCE, serial_t
from eventstudy.inference.sign_flip import cluster_sums, exact_share, flips_p_value, sign_flip, webb_p_value
from eventstudy.inference.skewness_adjusted import skewness_adjusted
from eventstudy.inference.validity import variance_inflation
from eventstudy.inference.wilcoxon import wilcoxon
from eventstudy.models import MODELS
from eventstudy.models.linear import LinearModel
from eventstudy.models.synthetic_control import SyntheticControl
from eventstudy.study import run_study
from eventstudy.types import EventWindow
from eventstudy.windows import window_rows

SIGN_FLIP = sys.modules["eventstudy.inference.sign_flip"]  # the package names the function so
WINDOW = EventWindow(event=(-2, 3), estimation=(-105, -6), min_estimation=20)


def garch_or_market(name, **options):
    rng = np.random.default_rng(3)
    model = MODELS[name].model
    returns, factors = rng.normal(0, 0.02, (180, 2)), rng.normal(0, 0.01, (180, len(model.factors)))
    rows = window_rows(np.array([120, 140]), WINDOW, 180)
    return abnormal_returns(
        model, returns=returns, factors=factors, security=np.arange(2), rows=rows, **options
    )[0]


def two_events():
    returns = random_returns(2).to_numpy()
    rows = window_rows(np.array([150, 160]), STUDY_WINDOW, len(returns))
    factors = np.empty((len(returns), 0))
    return block_data(LinearModel(), returns=returns, factors=factors, security=np.array([0, 1]), rows=rows)


# --- abnormal returns ---------------------------------------------------------------------------


def test_what_was_fitted_is_kept_only_where_asked_for():
    assert garch_or_market("market").observed is None
    assert garch_or_market("market", keep_observed=True).observed is not None
    block = two_events()
    assert predicted(block)[0].observed is None
    assert predicted(block, keep_observed=True)[0].observed is not None


def test_the_spread_of_the_gap_is_as_long_as_the_gap():
    residuals = garch_or_market("garch").residuals
    assert residuals.gap_spread.shape == residuals.gap.shape == (2, 3)


def test_days_left_out_twice_add_up():
    block = two_events()
    first, second = (np.zeros(block.rows.estimation.shape, dtype=bool) for _ in range(2))
    first[0, 3], second[0, 8], second[1, 3] = True, True, True
    found = without_days(without_days(block, first), second).estimation
    np.testing.assert_array_equal(found.left_out, first | second)
    np.testing.assert_array_equal(np.isnan(found.returns), first | second)


ON_ONE_DATE = [
    "adj_bmp",
    "adj_bmp_overlap",
    "brown_warner",
    "corrado",
    "corrado_zivney",
    "cumrank_t",
    "grank_t",
    "kp_patell",
    "sign_gsar_t",
]


# --- the battery --------------------------------------------------------------------------------


@pytest.mark.parametrize("tests", ["", 7])
def test_what_is_no_name_of_a_test_is_refused(tests):
    with pytest.raises(InputError, match="give 'all', a name or a list of names"):
        named_tests(tests)


def test_windows_of_which_some_overlap_in_part_are_refused():
    """Pairs of neighbouring dates, far from the other pairs; residuals move together."""
    returns = random_returns(24) + np.random.default_rng(5).normal(0, 0.04, (320, 1))
    dates = [150 + 10 * at + day for at in range(12) for day in (0, 1)]
    pairs = [(f"S{at:02d}", day) for at, day in enumerate(dates)]
    notes = study(returns, *pairs, horizons=[(-1, 1)]).tests.set_index("test")["note"]
    assert "windows that coincide or do not meet" in notes["corrado"]


def test_sample_tests_valid_on_one_date_are_these():
    """Those that take the dependence of events of one date from the estimation days."""
    assert {name for name, entry in TESTS.items() if entry.same_date} == set(ON_ONE_DATE)


def test_copies_of_an_event_are_as_good_as_one():
    """The variance of the mean of n equal values is n times that of n independent ones."""
    copies = random_block(1, missing=0).take(np.zeros(6, dtype=np.int64))
    assert variance_inflation(sample_of(copies, ("dates",))) == pytest.approx(6, rel=1e-12)


def test_two_hundred_events_are_few():
    assert "t" in event_tests_of(("all",), 200)
    assert event_tests_of(("all",), 201) == ()


def test_a_sign_of_zero_contradicts_none():
    returns = random_returns()
    events = events_at(returns, ("S00", 200), ("S00", 203), ("S00", 206)).assign(sign=[1.0, 0.0, np.nan])
    rows = run_study(returns, events, window=EPISODE).tests.query("test == 'overlap_t'")
    assert rows["p_value"].notna().all()


def test_an_event_without_a_car_says_so():
    returns = random_returns(2)
    returns.iloc[200, 0] = np.nan
    options = {"tests": ["t", "ewma_rank"], "horizons": [(0, 0), (1, 1)]}
    rows = study(returns, ("S00", 200), ("S01", 230), **options).tests
    without = rows["security"].eq("S00") & rows["first"].eq(0)
    assert without.sum() == 2
    assert rows["note"].str.startswith("no CAR").tolist() == without.tolist()


class Forgetful:
    """The constant mean, which leaves the last day of its window without a residual."""

    factors, excess, coefficient_names, n_params = (), False, ("alpha",), 1

    def fit(self, block):
        fit = LinearModel().fit(block)
        residuals = fit.residuals.copy()
        residuals[:, -1] = np.nan
        return replace(fit, residuals=residuals)

    def predict(self, fit, days):
        return LinearModel().predict(fit, days)


def test_an_event_with_a_car_and_no_p_value_keeps_the_note_of_its_test():
    result = study(random_returns(1), ("S00", 200), model=Forgetful(), tests=["conformal"], horizons=[(0, 0)])
    row = result.tests.iloc[0]
    assert np.isfinite(row["estimate"])
    assert row["note"] == "fitted again, the model leaves a day of the horizon without a residual"


# --- samples and correlations -------------------------------------------------------------------


def test_dates_of_a_sample_are_each_once_and_increasing():
    sample = sample_of(random_block(5, day_zero=[107, 103, 107, 101, 103]))
    assert sample.event_dates.tolist() == [101, 103, 107]


def test_standardised_days_of_a_sample_are_summed():
    block = random_block(4, seed=2)
    expected = [sum(cases.sar_of(block, at, day) for day in range(3)) for at in range(4)]
    np.testing.assert_allclose(sample_of(block).sar_sum, expected, rtol=1e-12)


@pytest.mark.parametrize("garch", [False, True])
def test_an_event_without_residuals_or_variance_disturbs_no_other(garch):
    """It has no SCAR, and its block gives no warning."""
    block = random_block(5, seed=4, garch=garch, day_zero=[100] * 5)
    block.residuals.values[1], block.sigma2[1] = np.nan, np.nan
    block.residuals.values[3], block.sigma2[3] = 0.0, 0.0
    parts = get_args(Part)
    found, expected = sample_of(block, parts), sample_of(block.take(np.array([0, 2, 4])), parts)
    np.testing.assert_array_equal(found.positive, expected.positive)
    assert found.correlation == pytest.approx(expected.correlation, rel=1e-12)
    np.testing.assert_allclose(found.generalised_ranks.event, expected.generalised_ranks.event, rtol=1e-12)


@pytest.mark.parametrize("residuals", [[[0.3], [0.2]], [[0.0, 0.0], [0.0, 0.0]]])
def test_residuals_that_do_not_vary_are_uncorrelated(residuals):
    block = block_of(residuals, [[0.1], [0.2]], sigma2=[1, 1], day_zero=[100, 100])
    assert sample_of(block, ("dates",)).correlation == 0


def test_correlation_of_windows_that_begin_before_the_table():
    returns = random_returns(3).add(np.random.default_rng(7).normal(0, 0.03, 320), axis=0).to_numpy()
    rows = window_rows(np.array([95, 95, 95]), STUDY_WINDOW, len(returns))
    block, _ = abnormal_returns(LinearModel(), returns=returns, security=np.arange(3), rows=rows)
    used = block.residuals.sessions[0] >= 0
    assert not used.all()
    matrix = np.corrcoef(block.residuals.values[:, used])
    expected = matrix[np.triu_indices(3, 1)].mean()
    assert average_correlation(date_sums(block)) == pytest.approx(expected, rel=1e-10)


# --- ranks --------------------------------------------------------------------------------------

ONE_PAIR = {
    "the two largest residuals": ([[0.1, 0.6, -0.3, 0.6, 0.2]], [[0.4, -0.1, 0.3]]),
    "the two largest residuals, a day missing": ([[0.1, 0.6, np.nan, 0.6, 0.2]], [[0.4, -0.1, 0.3]]),
    "the two smallest residuals": ([[0.1, -0.6, 0.3, -0.6, 0.2]], [[0.4]]),
    "a residual and an event day": ([[0.1, 0.6, -0.3, 0.5, 0.2]], [[0.5, -0.1, 0.3]]),
    "the largest residual and an event day": ([[0.1, 0.6, -0.3, 0.5, 0.2]], [[0.6]]),
    "two event days": ([[0.1, 0.6, -0.3, 0.5, 0.2]], [[0.4, 0.4]]),
    "none, two event days": ([[0.1, 0.6, -0.3, 0.5, 0.2]], [[0.4, -0.4]]),
}


@pytest.mark.parametrize("copies", [1, 2])
@pytest.mark.parametrize("name", ONE_PAIR)
def test_one_pair_of_equal_values_shares_its_mean_rank(name, copies):
    """The second event of two has other values, without ties."""
    residuals, ar = (np.array(values) for values in ONE_PAIR[name])
    rng = np.random.default_rng(3)
    more = [np.vstack([values, rng.normal(size=values.shape)]) for values in (residuals, ar)]
    block = block_of(residuals, ar) if copies == 1 else block_of(*more)
    found = rank_sums(block)
    expected = cases.reference_sums(block, cases.raw_values, cases.centred_ranks)
    for field, value in zip(("estimation", "n_estimation", "event", "n_event"), expected, strict=True):
        np.testing.assert_allclose(getattr(found, field), value, rtol=1e-12, atol=1e-14)


def test_cars_of_exactly_zero_have_no_spread():
    block = random_block(4)
    found = spreads(replace(block, ar=np.zeros_like(block.ar)))
    assert np.isnan(found.scar)
    assert np.isnan(found.sar).all()


@pytest.mark.parametrize("copies", [3, 5, 6, 7])
def test_copies_of_an_event_of_any_size_have_no_spread(copies):
    """The rounding of the standard deviation grows with the effect, and is no spread."""
    block = random_block(1, seed=17).take(np.zeros(copies, dtype=np.int64))
    for size in (1e-9, 1e6):
        large = replace(block, ar=block.ar * size)
        for function in (adjusted_rank_sums, generalised_rank_sums):
            assert (function(large, spreads(large)).n_event == 0).all()


# --- samples tests ------------------------------------------------------------------------------


@pytest.mark.parametrize("test", ["corrado", "cumrank_t", "patell"])
def test_one_event_is_enough_and_none_is_not(test):
    sample = sample_of(random_block(1), ("ranks",))
    assert np.isfinite(TESTS[test].function(sample).p_value)
    with pytest.raises(TooFewEventsError, match=f"test '{test}' needs at least 1 events"):
        TESTS[test].function(sample.where(np.array([False])))


@pytest.mark.parametrize("test", ["cross_sectional", "bmp", "jackknife"])
def test_two_events_are_enough_for_a_spread(test):
    found = TESTS[test].function(sample_of_cars([0.01, 0.03]))
    assert found.distribution == "t(1)"
    with pytest.raises(TooFewEventsError, match=f"test '{test}' needs at least 2 events"):
        TESTS[test].function(sample_of_cars([0.01]))


@pytest.mark.parametrize("car", [0.0, 0.5])
def test_equal_cars_give_no_t(car):
    for test in (cross_sectional, bmp, skewness_adjusted):
        found = test(sample_of_cars([car] * 4))
        assert np.isnan([found.statistic, found.p_value]).all()


def test_patell_leaves_out_events_without_a_variance():
    sample = sample_of_cars([0.01, 0.09, 0.02, -0.01], dof=np.array([98.0, 2.0, 3.0, 2.5]))
    found, keep = patell(sample), np.array([True, False, True, True])
    assert found.n_events == 3
    assert found.statistic == pytest.approx(patell_z(sample.scar[keep], sample.dof[keep]), rel=1e-14)
    with pytest.raises(TooFewEventsError, match="test 'patell' needs at least 1 events"):
        patell(sample_of_cars([0.01, 0.02], dof=2.0))


def test_two_days_of_residuals_are_enough_for_brown_warner():
    sample = sample_of_cars([0.01, 0.02], daily=[0.01, -0.01])
    assert brown_warner(sample).distribution == "t(1)"
    # sqrt of (0.01^2 + 0.01^2) / 1.
    assert brown_warner(sample).statistic == pytest.approx(0.015 / (0.01 * np.sqrt(2)), rel=1e-12)
    # Two parameters leave none of two days.
    assert np.isnan(brown_warner(sample, variance_divisor="m_minus_p").p_value)


def test_cars_of_zero_only_leave_wilcoxon_at_zero():
    found = wilcoxon(sample_of_cars([0.0, 0.0, 0.0]))
    assert (found.statistic, found.p_value) == (0, 1)


def test_cars_of_zero_only_leave_the_generalised_sign_without_value():
    found = generalized_sign(sample_of_cars([0.0, 0.0]))
    assert np.isnan(found.p_value)
    assert found.note == "0 of 0 CARs are positive, 0.5000 of the residuals"


@pytest.mark.parametrize("unit", [2.0**-60, 2.0**60])
def test_units_do_not_decide_which_resamples_hold_one_value(unit):
    """Of three events a resample often repeats one; a power of two changes no digit."""
    cars = np.array([0.013, -0.004, 0.031])
    assert (
        skewness_adjusted(sample_of_cars(cars * unit)).p_value
        == skewness_adjusted(sample_of_cars(cars)).p_value
    )


def test_a_correlation_just_above_its_bound_is_adjusted_for():
    """Of 8 events the variance of the mean is positive above -1/7."""
    assert adjustable(-0.13, 8, test="adj_bmp") == -0.13


def test_sums_of_clusters_by_hand():
    total, squares = cluster_sums(np.array([1.0, -2.0, 3.0]), np.array([7, 7, 9]))
    assert total.tolist() == [-1, 3]
    assert squares.tolist() == [5, 9]


def test_sums_of_zero_are_as_large_under_every_flip():
    assert exact_share(np.zeros(3), 0.0) == 1


def test_drawn_flips_estimate_the_share_of_all():
    """36 clusters, few enough to count every flip in two halves; five standard errors of 9,999 draws."""
    total = np.random.default_rng(6).normal(0.1, 1, 36)
    exact = exact_share(total, abs(total.sum()) - 1e-12)
    assert 0.02 < exact < 0.98
    p_value, law = flips_p_value(total, total**2, 9999, np.random.default_rng(1))
    assert law == "9999 sign flips of 36 clusters"
    assert abs(p_value - exact) < 5 * np.sqrt(exact * (1 - exact) / 9999)


def test_sign_flip_draws_9999_unless_told():
    cars = np.random.default_rng(2).normal(0, 0.02, 31)
    assert sign_flip(sample_of_cars(cars)).distribution == "9999 sign flips of 31 clusters"


def test_there_are_always_99_draws(monkeypatch):
    monkeypatch.setattr(SIGN_FLIP, "MOST_FLIPS", 40)
    total = np.random.default_rng(3).normal(0, 1, 40)
    for law in (flips_p_value, webb_p_value):
        assert law(total, total**2, 500, np.random.default_rng(0))[1].startswith("99 ")


def test_webb_draws_are_bounded(monkeypatch):
    monkeypatch.setattr(SIGN_FLIP, "MOST_FLIPS", 40_000)
    total = np.random.default_rng(3).normal(0, 1, 40)
    law = webb_p_value(total, total**2, 500, np.random.default_rng(0))[1]
    assert law == "125 draws of Webb's weights for 40 clusters"


def test_webb_weights_of_two_equal_clusters_agree_in_one_of_six_draws():
    """The statistic is largest where both have the same of six weights; five standard errors of a share."""
    p_value = webb_p_value(np.ones(2), np.ones(2), 40_000, np.random.default_rng(1))[0]
    assert abs(p_value - 1 / 6) < 5 * np.sqrt(5 / 36 / 40_000)


# --- single events ------------------------------------------------------------------------------


def test_one_window_of_all_days():
    assert window_sums(np.array([[1.0, 2.0, 4.0]]), 3).tolist() == [[7]]


def test_serial_t_of_an_event_without_variance_says_so():
    block = random_block(2, missing=0)
    block.residuals.values[1], block.sigma2[1] = 0.0, 0.0
    block.residuals.values[0] *= 1e-3
    block.sigma2[0] = 1e-6
    found = serial_t(block)
    assert np.isfinite(found.p_value).tolist() == [True, False]
    assert found.note == ["", NO_VARIANCE]


def test_resolution_is_enough_where_the_smallest_p_is_just_alpha():
    assert resolution_note(19, 1) == resolution_note(30, 1) == resolution_note(19, 0) == ""
    assert "19 windows would be needed" in resolution_note(18, 1)
    assert "over 3 tests cannot be established, 59 windows" in resolution_note(30, 3)


def test_few_placements_of_a_family_say_how_many_are_needed():
    block = random_block(1, n_obs=12, n_days=1, missing=0)
    note = placebo_max(block, [(0, 0)])[0].note[0]
    assert "12 placebo windows" in note
    assert "over 1 tests cannot be established, 19 windows would be needed" in note


@pytest.mark.parametrize(("n_obs", "said"), [(249, True), (250, False)])
def test_placebo_max_of_long_windows_says_when_days_are_few(n_obs, said):
    block = random_block(1, n_obs=n_obs, n_days=2, missing=0)
    day, days = placebo_max(block, [(0, 0), (0, 1)])
    assert day.note == [""]
    assert ("fewer than 250" in days.note[0]) == said


# --- conformal ----------------------------------------------------------------------------------

REGRESSION = LinearModel(factors=NAMES[:2])


def test_the_other_shifts_are_the_placebos():
    found = conformal(studied(REGRESSION).over(0, 1))
    assert found.distribution[0] == "cyclic shifts(60)"
    assert found.n_placebo.tolist() == [59] * 3


def test_residuals_of_zero_are_as_large_as_any():
    size = np.zeros((2, 6))
    for shares in (cyclic_shares, sampled_shares):
        assert shares(size, 2)[1].tolist() == [1, 1]


def test_the_smallest_sum_of_all_has_p_one():
    size = np.array([[3.0, 5.0, 4.0, 2.0, 1.0]])
    for shares in (cyclic_shares, sampled_shares):
        assert shares(size, 2)[1].tolist() == [1]


def test_an_event_without_any_day_has_no_p_value():
    statistic, p_value, n_shifts = cyclic_shares(np.array([[np.nan] * 5, [1.0, 2.0, 3.0, 1.0, 2.5]]), 2)
    assert np.isnan(p_value).tolist() == np.isnan(statistic).tolist() == [True, False]
    assert n_shifts.tolist() == [0, 5]


def test_a_p_value_of_just_alpha_rejects():
    """59 days: p = 3/59 is not above 1 - confidence of 3/59, whatever the last digit."""
    abnormal = studied(REGRESSION).over(0, 0)
    for n in range(3, 8):
        exact = conformal_interval(abnormal, confidence=1 - n / 59)
        between = conformal_interval(abnormal, confidence=1 - (n + 0.5) / 59)
        np.testing.assert_array_equal(exact, between)


def test_a_security_without_returns_has_no_placebo_rank():
    def remove(returns, factors):
        returns[:66, 0] = np.nan

    found = placebo_in_space(studied(SyntheticControl(donors=NAMES), change=remove).over(0, 1))
    assert np.isnan(found.p_value).tolist() == [True, False, False]
