"""Laws of the analysis functions over generated p-values, values, clusters and portfolios."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from eventstudy.analysis.calendar_time import regressed
from eventstudy.analysis.clusters import clustered_means, event_clusters
from eventstudy.analysis.equivalence import equivalence_p_value, power_curve
from eventstudy.analysis.groups import mean_difference
from eventstudy.analysis.max_t import sign_flip_p_values
from eventstudy.analysis.multiplicity import METHODS, adjusted_p_values
from eventstudy.analysis.volatility import variance_multiples

quick = settings(max_examples=40, deadline=None)
seeds = st.integers(0, 2**32 - 1)
families = st.lists(st.floats(0, 1), min_size=1, max_size=12)
methods = st.sampled_from(sorted(METHODS))


@quick
@given(families, methods)
def test_adjusting_raises_p_values_and_keeps_their_order(p_values, method):
    p, adjusted = np.array(p_values), adjusted_p_values(p_values, method)
    assert (adjusted >= p * (1 - 1e-12)).all()
    assert (adjusted <= 1).all()
    order = np.argsort(p)
    assert (np.diff(adjusted[order]) >= -1e-15).all()


@quick
@given(families, st.permutations(range(12)), methods)
def test_the_order_of_the_family_does_not_matter(p_values, order, method):
    p = np.array(p_values)
    order = [at for at in order if at < p.size]
    np.testing.assert_array_equal(adjusted_p_values(p, method)[order], adjusted_p_values(p[order], method))


@quick
@given(families)
def test_methods_are_ordered_by_power(p_values):
    found = {method: adjusted_p_values(p_values, method) for method in METHODS}
    for stronger, weaker in [("bh", "hochberg"), ("hochberg", "holm"), ("holm", "bonferroni"), ("bh", "by")]:
        assert (found[stronger] <= found[weaker] * (1 + 1e-12)).all()


@quick
@given(seeds, st.floats(1e-3, 1e3))
def test_means_scale_with_their_unit(seed, unit):
    rng = np.random.default_rng(seed)
    values, cluster = rng.normal(size=(12, 3)), np.sort(rng.integers(0, 5, 12))
    _, cluster = np.unique(cluster, return_inverse=True)
    plain, scaled = clustered_means(values, cluster), clustered_means(unit * values, cluster)
    np.testing.assert_allclose(scaled.mean, unit * plain.mean, rtol=1e-9, atol=1e-12 * unit)
    np.testing.assert_allclose(scaled.error, unit * plain.error, rtol=1e-9)
    np.testing.assert_allclose(plain.influence.sum(axis=0), 0, atol=1e-12)


@quick
@given(st.lists(st.integers(0, 60), min_size=1, max_size=15), st.integers(1, 10))
def test_clusters_of_windows_hold_those_of_dates(days, n_days):
    day_zero = np.array(days)
    date = event_clusters(day_zero, n_days, "date")
    window = event_clusters(day_zero, n_days, "window")
    assert np.unique(np.column_stack([date, window]), axis=0).shape[0] == np.unique(date).size
    apart = np.abs(day_zero[:, None] - day_zero) < n_days
    assert (window[:, None] == window)[apart].all()


@quick
@given(seeds, st.floats(1e-3, 1e3))
def test_sign_flips_know_neither_sign_nor_unit(seed, unit):
    rng = np.random.default_rng(seed)
    sums, counts = rng.normal(size=(6, 3)), rng.integers(1, 4, (6, 3)).astype(float)
    plain = sign_flip_p_values(sums, counts, n_resamples=64, seed=0)
    moved = sign_flip_p_values(-unit * sums, counts, n_resamples=64, seed=0)
    np.testing.assert_allclose(moved[0], -plain[0], rtol=1e-9)
    np.testing.assert_array_equal(moved[1], plain[1])
    np.testing.assert_array_equal(moved[2], plain[2])


@quick
@given(seeds)
def test_the_family_holds_its_hypotheses(seed):
    rng = np.random.default_rng(seed)
    sums, counts = rng.normal(size=(7, 4)), np.ones((7, 4))
    statistic, p_value, p_adjusted = sign_flip_p_values(sums, counts, n_resamples=128, seed=0)
    assert (p_adjusted >= p_value).all()
    order = np.argsort(-np.abs(statistic))
    assert (np.diff(p_adjusted[order]) >= 0).all()
    # The identity and its mirror image are among the 128 patterns.
    assert p_value.min() >= 2 / 128


@quick
@given(seeds)
def test_a_difference_turns_its_sign_with_its_groups(seed):
    rng = np.random.default_rng(seed)
    values, first, cluster = rng.normal(size=10), np.arange(10) < 4, rng.integers(0, 8, 10)
    there, back = mean_difference(values, first, cluster), mean_difference(values, ~first, cluster)
    np.testing.assert_allclose(there[0], -back[0], atol=1e-12)
    np.testing.assert_allclose(there[1:3], back[1:3], rtol=1e-9)
    assert there[3] == back[3]


@quick
@given(st.floats(-0.1, 0.1), st.floats(0.001, 0.1), st.floats(0.001, 0.1))
def test_equivalence_is_symmetric_and_falls_with_the_margin(estimate, error, margin):
    def p(value, wide):
        return equivalence_p_value(np.array([value]), np.array([error]), np.array([30.0]), wide)[0]

    np.testing.assert_allclose(p(estimate, margin), p(-estimate, margin), rtol=1e-9)
    assert p(estimate, 2 * margin) <= p(estimate, margin) * (1 + 1e-12)


@quick
@given(st.floats(0.001, 1), st.floats(0.001, 0.2))
def test_power_rises_with_the_effect(error, level):
    power = power_curve(np.linspace(0, 5 * error, 8), error, level=level)
    assert (np.diff(power) > 0).all()
    np.testing.assert_allclose(power[0], level, rtol=1e-9)
    np.testing.assert_allclose(power_curve([-2 * error], error), power_curve([2 * error], error), rtol=1e-9)


@quick
@given(seeds, st.floats(-1, 1))
def test_a_constant_added_to_the_portfolio_is_added_to_alpha(seed, shift):
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(40), rng.normal(size=(40, 2))])
    y, weights = rng.normal(size=40), rng.uniform(0.5, 2, 40)
    for lags in (0, 3):
        before, covariance = regressed(y, x, weights=weights, lags=lags)
        after, same = regressed(y + shift, x, weights=weights, lags=lags)
        np.testing.assert_allclose(after - before, [shift, 0, 0], atol=1e-9)
        np.testing.assert_allclose(same, covariance, rtol=1e-6, atol=1e-12)


@quick
@given(seeds, st.floats(0.1, 10))
def test_volatility_knows_no_unit_and_no_common_effect(seed, unit):
    rng = np.random.default_rng(seed)
    ar, h = rng.normal(size=(8, 3)), rng.uniform(0.2, 3, (8, 3))
    plain, _ = variance_multiples(ar, h)
    np.testing.assert_allclose(variance_multiples(unit * (ar + 1), unit**2 * h)[0], plain, rtol=1e-8)
