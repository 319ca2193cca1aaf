"""Pieces of the sample tests on moments, signs and resampling that their golden values do not single out."""

import itertools
import sys
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from unit.core_cases import random_factors, random_returns, study
from unit.sample_cases import sample_of_cars

from eventstudy.errors import ForbiddenTestError, InputError, TooFewEventsError, UnknownNameError
from eventstudy.inference import TESTS
from eventstudy.inference.adj_bmp import adjustable
from eventstudy.inference.adj_bmp_overlap import adj_bmp_overlap
from eventstudy.inference.bmp import bmp
from eventstudy.inference.brown_warner import brown_warner
from eventstudy.inference.cross_sectional import cross_sectional
from eventstudy.inference.generalized_sign import generalized_sign
from eventstudy.inference.j1 import j1
from eventstudy.inference.jackknife import jackknife, pseudo_values, sum_of_others
from eventstudy.inference.kp_patell import kp_patell
from eventstudy.inference.patell import patell
from eventstudy.inference.samples import sample_of
from eventstudy.inference.scaling import standardised_cars
from eventstudy.inference.sign import sign
from eventstudy.inference.sign_flip import (
    EXACT_UP_TO,
    WEBB,
    exact_share,
    flipped_sums,
    flips_p_value,
    sign_flip,
    signed_sums,
    webb_p_value,
)
from eventstudy.inference.skewness_adjusted import (
    BOOTSTRAP_BELOW,
    centred_resamples,
    equal_tails,
    skewness_adjusted,
)
from eventstudy.inference.wilcoxon import positive_rank_sum, rank_sum_counts, wilcoxon


def cars(n, seed=5, shift=0.0):
    return np.random.default_rng(seed).standard_t(5, n) * 0.02 + shift


def market_block(*pairs, **options):
    returns = random_returns(10)
    return study(returns, *pairs, model="market", factors=random_factors(returns), **options).block


def ten_on_one_date():
    return market_block(*[(f"S{i:02d}", 200) for i in range(10)])


# --- scaling of CARs ----------------------------------------------------------------------------


def test_scalings_agree_on_one_day_and_not_on_several():
    block = ten_on_one_date()
    for first, last, equal in ((0, 0, True), (-5, 5, False)):
        sample = sample_of(block.over(first, last))
        one, other = (standardised_cars(sample, scaling) for scaling in ("forecast", "sum_sar"))
        assert np.allclose(one, other, rtol=1e-12) is equal


@pytest.mark.parametrize("test", ["patell", "bmp", "kp_patell", "adj_bmp", "adj_bmp_overlap", "sign_flip"])
def test_unknown_scaling_is_named(test):
    with pytest.raises(UnknownNameError, match="unknown car_scaling 'sum'"):
        TESTS[test].function(ten_on_one_date(), car_scaling="sum")


@pytest.mark.parametrize(
    ("test", "option"),
    [
        *(("brown_warner", "variance_divisor"), ("skewness_adjusted", "form")),
        *(("skewness_adjusted", "skewness"), ("sign_flip", "cluster"), ("sign_flip", "weights")),
    ],
)
def test_unknown_conventions_are_named(test, option):
    with pytest.raises(UnknownNameError, match=f"unknown {option} 'none of these'"):
        TESTS[test].function(ten_on_one_date(), **{option: "none of these"})


# --- tests on moments ---------------------------------------------------------------------------


def test_j1_of_equal_variances_is_the_mean_over_its_error():
    sample = sample_of_cars(cars(9), sigma=0.03, horizon=(0, 3))
    assert j1(sample).statistic == pytest.approx(3 * sample.car.mean() / (0.03 * 2), rel=1e-12)


def test_forecast_errors_widen_j1():
    block = ten_on_one_date()
    assert abs(j1(block).statistic) < abs(j1(block, forecast_error=False).statistic)


def test_brown_warner_does_not_know_the_mean_of_the_residuals():
    daily = cars(60, seed=1)
    as_is, shifted = (sample_of_cars(cars(5), daily=values) for values in (daily, daily + 0.01))
    assert brown_warner(shifted).statistic == pytest.approx(brown_warner(as_is).statistic, rel=1e-10)
    assert brown_warner(as_is).distribution == "t(59)"


def test_brown_warner_leaves_out_days_that_no_event_uses():
    sample = sample_of_cars(cars(5), daily=cars(60, seed=1))
    without = sample_of_cars(cars(5), daily=cars(60, seed=1)[:50])
    sample.residuals.n_estimation[50:] = 0
    sample.residuals.estimation[50:] = 0
    assert brown_warner(sample) == brown_warner(without)


def test_brown_warner_without_spread_has_no_value():
    for daily in ([], [0.01], [0.0, 0.0, 0.0]):
        assert np.isnan(brown_warner(sample_of_cars(cars(5), daily=daily)).p_value)


def test_adjusted_tests_refuse_events_of_one_series():
    returns = random_returns(2)
    returns["S01"] = returns["S00"]
    block = study(returns, ("S00", 200), ("S01", 200)).block
    for test in (kp_patell, adj_bmp_overlap):
        with pytest.raises(ForbiddenTestError, match=f"test '{test.__name__}' cannot adjust"):
            test(block)


def test_correlations_without_a_variance_of_the_mean_are_refused():
    assert adjustable(-0.1, 8, test="adj_bmp") == -0.1
    for correlation in (-1 / 7, 1.0):
        with pytest.raises(ForbiddenTestError, match=f"average residual correlation of {correlation:.4f}"):
            adjustable(correlation, 8, test="adj_bmp")


def test_adj_bmp_overlap_of_separate_windows_is_bmp():
    block = market_block(*[(f"S{i:02d}", 150 + 12 * i) for i in range(10)])
    assert adj_bmp_overlap(block).statistic == bmp(block).statistic


def test_kp_patell_of_uncorrelated_events_is_patell():
    returns = random_returns(2, 700)
    block = study(returns, ("S00", 150), ("S01", 400)).block
    assert kp_patell(block).statistic == patell(block).statistic


def test_jackknife_pseudo_values_are_those_of_deleting_each():
    values, weights = cars(8), np.random.default_rng(2).uniform(0.1, 3, 8)
    mean = np.average(values, weights=weights)
    keep = ~np.eye(8, dtype=bool)
    deleted = [np.average(values[k], weights=weights[k]) for k in keep]
    np.testing.assert_allclose(pseudo_values(values, weights), 8 * mean - 7 * np.array(deleted), rtol=1e-9)


def test_jackknife_of_equal_precision_is_the_cross_sectional_t():
    sample = sample_of_cars(cars(12))
    assert jackknife(sample).statistic == pytest.approx(cross_sectional(sample).statistic, rel=1e-10)


def test_jackknife_keeps_the_others_beside_a_dominating_weight():
    assert sum_of_others(np.array([1.0, 1e20, 2.0])).tolist() == [1e20, 3.0, 1e20]


# --- skewness -----------------------------------------------------------------------------------


def test_skewness_does_not_matter_for_symmetric_cars():
    sample = sample_of_cars(np.r_[-3.0, -1, 1, 3, -2, 2] * 0.01 + 0.01)
    for form in ("johnson", "hall"):
        found = skewness_adjusted(sample, form=form).statistic
        assert found == pytest.approx(np.sqrt(6) * 0.01 / sample.car.std(ddof=1), rel=1e-12)


def test_hall_is_the_default_and_increases_with_the_effect():
    """Johnson's form falls beyond S = -3 / (2 g): the t of 12 below had another sign."""
    skewed = np.r_[np.linspace(-0.001, 0.001, 40), -0.03]
    effects = np.linspace(0, 0.03, 31)
    statistic = [skewness_adjusted(sample_of_cars(skewed + at), n_boot=1).statistic for at in effects]
    assert (np.diff(statistic) > 0).all()
    far = sample_of_cars(skewed + 0.03)
    assert skewness_adjusted(far) == skewness_adjusted(far, form="hall")
    assert cross_sectional(far).statistic > 10
    johnson = skewness_adjusted(far, form="johnson")
    assert johnson.statistic < 0
    assert "beyond the turning point" in johnson.note
    assert "form='hall'" in johnson.note


@pytest.mark.parametrize("step", [-1e-6, 1e-6])
def test_the_turning_point_of_johnson_is_told_where_it_is(step):
    skewed = np.r_[np.linspace(-0.001, 0.001, 40), -0.03]
    deviation, spread = skewed - skewed.mean(), skewed.std(ddof=1)
    turn = -1.5 / (np.mean(deviation**3) / spread**3) * spread
    found = skewness_adjusted(sample_of_cars(deviation + turn + step), form="johnson", n_boot=1)
    assert bool(found.note) is (step > 0)
    assert not skewness_adjusted(sample_of_cars(deviation + turn + step), form="hall", n_boot=1).note


@pytest.mark.parametrize(
    "option", [{"n_boot": 0}, {"resample": 0.0}, {"resample": 1.5}, {"resample": np.nan}]
)
def test_draws_out_of_range_are_told(option):
    with pytest.raises(InputError, match=next(iter(option))):
        skewness_adjusted(sample_of_cars(cars(9)), **option)


def test_resamples_are_a_quarter_of_the_events_and_at_least_ten():
    for n, size in ((3, 3), (10, 10), (30, 10), (200, 50), (401, 100)):
        assert (
            skewness_adjusted(sample_of_cars(cars(n))).distribution == f"bootstrap(1000 resamples of {size})"
        )
    found = skewness_adjusted(sample_of_cars(cars(60)), resample=1.0, n_boot=99)
    assert found.distribution == "bootstrap(99 resamples of 60)"


def test_resamples_have_the_sample_mean_for_expectation():
    drawn = np.concatenate(list(centred_resamples(cars(50, shift=1.0), size=20, n_boot=5000, seed=1)))
    assert drawn.shape == (5000, 20)
    # 100,000 values of standard deviation 0.026: five standard errors.
    assert abs(drawn.mean()) < 5 * 0.026 / np.sqrt(100_000)


def test_a_large_effect_is_beyond_every_draw():
    assert skewness_adjusted(sample_of_cars(cars(100, shift=0.1)), n_boot=999).p_value == 2 / 1000


def test_draws_without_a_value_count_in_both_tails():
    drawn = np.array([-1.0, 0.0, 1.0, np.nan])
    assert equal_tails(5.0, drawn) == 2 * 2 / 5
    assert equal_tails(-5.0, drawn) == 2 * 2 / 5
    assert equal_tails(0.0, drawn) == 1
    assert np.isnan(equal_tails(float("nan"), drawn))


def test_three_events_of_which_resamples_repeat_one():
    p_value = skewness_adjusted(sample_of_cars([0.01, 0.02, 0.04]), n_boot=2000).p_value
    # One resample in nine repeats one CAR and has no spread: it cannot be evidence.
    assert 1 / 9 < p_value <= 1


def test_many_events_are_compared_with_the_normal_law():
    n = BOOTSTRAP_BELOW
    car = np.random.default_rng(3).exponential(0.02, n) - 0.0196
    below, at = skewness_adjusted(sample_of_cars(car[:-1])), skewness_adjusted(sample_of_cars(car))
    assert at.distribution == "N(0,1)"
    assert at.p_value == pytest.approx(2 * stats.norm.sf(abs(at.statistic)), rel=1e-12)
    # Standard error of p from 1000 draws: 0.02 at most 0.03.
    assert abs(below.p_value - 2 * stats.norm.sf(abs(below.statistic))) < 0.1


def test_the_seed_decides_the_draws():
    sample = sample_of_cars(cars(40, shift=0.003))
    one, again, other = (skewness_adjusted(sample, seed=seed) for seed in (1, 1, 2))
    assert one == again
    assert one.p_value != other.p_value


# --- signs and ranks ----------------------------------------------------------------------------


def test_zero_cars_are_not_counted():
    with_zeros, without = sample_of_cars([0.01, 0.02, 0.0, -0.01, 0.0]), sample_of_cars([0.01, 0.02, -0.01])
    for test in (sign, generalized_sign, wilcoxon):
        assert test(with_zeros).statistic == test(without).statistic
        assert test(with_zeros).p_value == test(without).p_value


def test_only_zero_cars_are_no_evidence():
    for test in (sign, wilcoxon):
        assert test(sample_of_cars([0.0, 0.0])).p_value == 1


def test_sign_statistic_and_law():
    found = sign(sample_of_cars([0.01] * 9 + [-0.01]))
    assert found.statistic == pytest.approx((9 - 5) / np.sqrt(2.5))
    assert found.p_value == pytest.approx(2 * (1 + 10) / 2**10, rel=1e-12)
    assert found.note == "9 of 10 CARs are positive"


def test_sign_far_in_the_tail():
    assert sign(sample_of_cars(np.full(200, 0.01))).p_value == pytest.approx(2.0**-199, rel=1e-10)


def test_generalized_sign_measures_against_the_share_of_positive_days():
    found = generalized_sign(sample_of_cars([0.01] * 6 + [-0.01] * 4, positive=np.r_[[0.4] * 5, [0.6] * 5]))
    assert found.statistic == pytest.approx((6 - 5) / np.sqrt(2.5))
    lower = generalized_sign(sample_of_cars([0.01] * 6 + [-0.01] * 4, positive=0.4))
    assert lower.statistic == pytest.approx((6 - 4) / np.sqrt(10 * 0.4 * 0.6))


def test_generalized_sign_without_negative_days_has_no_value():
    assert np.isnan(generalized_sign(sample_of_cars(cars(5), positive=1.0)).p_value)


def test_signed_rank_counts_are_those_of_all_subsets():
    sums = [sum(chosen) for k in range(7) for chosen in itertools.combinations(range(1, 7), k)]
    assert rank_sum_counts(6).tolist() == np.bincount(sums).tolist()


def test_exact_signed_ranks_far_in_the_tail():
    found = wilcoxon(sample_of_cars(np.arange(1, 51) / 1000))
    assert found.p_value == 2 / 2**50
    assert found.note == "W = 1275"


def test_positive_rank_sum_shares_ranks_of_equal_sizes():
    values = np.array([0.03, -0.01, 0.01, 0.02, -0.02, 0.02])
    assert positive_rank_sum(values) == stats.rankdata(np.abs(values))[values > 0].sum()


def test_signed_ranks_of_many_events_are_normal():
    values = cars(400, shift=0.002)
    found = wilcoxon(sample_of_cars(values))
    expected = stats.wilcoxon(values, method="asymptotic")
    assert found.distribution == "N(0,1)"
    assert found.p_value == pytest.approx(expected.pvalue, rel=1e-10)


def test_the_exact_law_ends_at_fifty_events():
    laws = [wilcoxon(sample_of_cars(cars(n))).distribution for n in (50, 51)]
    assert laws == ["signed ranks(50)", "N(0,1)"]


def test_ties_of_few_events_take_the_normal_law():
    values = np.array([1, 2, 2, -1, 3, 3, 3, -2, 4, 5, 1, -6]) / 100
    found = wilcoxon(sample_of_cars(values))
    assert found.distribution == "N(0,1)"
    assert found.p_value == pytest.approx(stats.wilcoxon(values, method="asymptotic").pvalue, rel=1e-10)


def test_continuity_leaves_the_exact_law_as_it_is():
    sample = sample_of_cars(cars(20))
    assert wilcoxon(sample, continuity=True) == wilcoxon(sample)


# --- sign flips ---------------------------------------------------------------------------------


def share_of_flips(total):
    signs = np.array(list(itertools.product([1, -1], repeat=total.size)))
    # A sum of ten numbers of size 1 is exact to 1e-15.
    return np.mean(np.abs(signs @ total) >= abs(total.sum()) - 1e-12)


@pytest.mark.parametrize("n", [1, 2, 3, 7, 10])
def test_exact_share_counts_every_flip(n):
    total = np.random.default_rng(n).normal(0.4, 1, n)
    assert exact_share(total, abs(total.sum()) - 1e-12) == share_of_flips(total)


def test_equal_sums_count_as_large():
    total = np.array([1.0, 1.0, 1.0, -1.0, 2.0, 0.1 + 0.2, 0.3])
    assert flips_p_value(total, total**2, 1, np.random.default_rng(0))[0] == share_of_flips(total)


def test_signed_sums_of_each_row():
    assert sorted(signed_sums(np.array([[1.0, 2.0]]))[0]) == [-3, -1, 1, 3]
    assert signed_sums(np.zeros((5, 0))).tolist() == [[0]] * 5


def test_flips_rank_the_bmp_statistic():
    """The definition: the statistic computed again for every flip of the dates."""
    dates = np.array([0, 0, 1, 2, 2, 2, 3, 4, 5])
    sample = sample_of_cars(cars(9, shift=0.01), day_zero=dates)
    statistics = [
        stats.ttest_1samp(sample.scar * np.array(signs)[dates], 0).statistic
        for signs in itertools.product([1, -1], repeat=6)
    ]
    found = sign_flip(sample)
    assert found.statistic == pytest.approx(statistics[0], rel=1e-10)
    # Rounding of the statistics is some 1e-15.
    assert found.p_value == np.mean(np.abs(statistics) >= abs(statistics[0]) - 1e-10)
    assert found.distribution == "all 2^6 sign flips of 6 clusters"


def test_one_date_shows_nothing_and_its_events_apart_do():
    sample = sample_of_cars(cars(12, shift=0.2), day_zero=np.zeros(12, dtype=int))
    assert sign_flip(sample).p_value == 1
    assert sign_flip(sample, cluster="none").p_value == 2 / 2**12


def test_flips_far_in_the_tail():
    n = EXACT_UP_TO
    assert sign_flip(sample_of_cars(cars(n, shift=0.5))).p_value == 2 / 2**n


def test_draws_find_the_share_of_all_flips():
    total = np.random.default_rng(1).normal(0.3, 1, 19)
    exact, least = share_of_flips(total[:13]), abs(total[:13].sum()) - 1e-12
    drawn = np.concatenate(list(flipped_sums(total[:13], 40_000, np.random.default_rng(4))))
    assert drawn.size == 40_000
    share = np.mean(np.abs(drawn) >= least)
    # Five standard errors of a share of 40,000 draws.
    assert abs(share - exact) < 5 * np.sqrt(exact * (1 - exact) / 40_000)


def test_flipped_sums_are_sums_with_signs():
    total = 2.0 ** np.arange(19)
    drawn = np.concatenate(list(flipped_sums(total, 300, np.random.default_rng(4))))
    # Of powers of two every sum of signs is an odd number of its own, and every sign is drawn.
    assert (drawn % 2 == 1).all()
    assert np.unique(drawn).size > 290
    assert np.abs(drawn).max() < 2.0**19


def test_more_clusters_than_can_be_enumerated_are_drawn():
    found = sign_flip(sample_of_cars(cars(EXACT_UP_TO + 1, shift=0.5)), n_draws=499)
    assert found.p_value == 1 / 500
    assert found.distribution == f"499 sign flips of {EXACT_UP_TO + 1} clusters"


def test_very_many_clusters_get_fewer_draws(monkeypatch):
    # The package names the function as its module: the module itself is asked for by name.
    monkeypatch.setattr(sys.modules["eventstudy.inference.sign_flip"], "MOST_FLIPS", 40_000)
    found = sign_flip(sample_of_cars(cars(100)))
    assert found.distribution == "400 sign flips of 100 clusters"


def test_draws_do_not_know_the_names_of_the_dates():
    sample = sample_of_cars(cars(60, shift=0.004))
    renamed = sample_of_cars(cars(60, shift=0.004), day_zero=np.random.default_rng(1).permutation(60))
    assert sign_flip(renamed) == sign_flip(sample)


def test_webb_weights_have_mean_square_one():
    assert (WEBB**2).tolist() == pytest.approx([0.5, 1, 1.5], rel=1e-15)


def test_webb_weights_rank_the_studentised_statistic():
    rng = np.random.default_rng(8)
    total, squares = rng.normal(0.5, 1, 4), rng.uniform(0.5, 2, 4)
    six = np.array(list(itertools.product([-(1.5**0.5), -1, -(0.5**0.5), 0.5**0.5, 1, 1.5**0.5], repeat=4)))
    ratio = (six @ total) ** 2 / (six**2 @ squares)
    share = np.mean(ratio >= total.sum() ** 2 / squares.sum() - 1e-12)
    p_value, law = webb_p_value(total, squares, 40_000, np.random.default_rng(1))
    assert law == "40000 draws of Webb's weights for 4 clusters"
    # Five standard errors of a share of 40,000 draws.
    assert abs(p_value - share) < 5 * np.sqrt(share * (1 - share) / 40_000)


def test_webb_weights_of_few_dates_resolve_more_than_flips():
    sample = sample_of_cars(cars(20, shift=0.2), day_zero=np.arange(20) % 5)
    assert sign_flip(sample).p_value == 2 / 2**5
    assert sign_flip(sample, weights="webb").p_value < 2 / 2**5


# --- correlation in words -----------------------------------------------------------------------


@pytest.mark.parametrize("test", ["adj_bmp", "kp_patell"])
def test_events_that_share_a_security_are_counted_in_the_note(test):
    block = ten_on_one_date()
    assert "share a security" not in TESTS[test].function(block).note
    security = block.security.copy()
    security[[3, 7, 8]] = security[1]
    found = TESTS[test].function(replace(block, security=security))
    assert "4 of 10 events share a security: their residuals are the same, see adj_bmp_overlap" in found.note
    assert found.note.startswith("average residual correlation ")


# --- few events ---------------------------------------------------------------------------------

NEEDED = {"skewness_adjusted": 3, "kp_patell": 2, "adj_bmp_overlap": 2, "jackknife": 2, "sign_flip": 2}


@pytest.mark.parametrize("test", sorted(NEEDED))
def test_too_few_events_are_told(test):
    needed = NEEDED[test]
    with pytest.raises(TooFewEventsError, match=f"test '{test}' needs at least {needed} events"):
        TESTS[test].function(sample_of_cars(cars(needed - 1)))


@pytest.mark.parametrize("test", ["j1", "brown_warner", "sign", "generalized_sign", "wilcoxon"])
def test_one_event_is_enough(test):
    sample = sample_of_cars([0.03], daily=cars(50))
    assert 0 < TESTS[test].function(sample).p_value <= 1
    with pytest.raises(TooFewEventsError, match=f"test '{test}' needs at least 1 events"):
        TESTS[test].function(sample.where(np.array([False])))
