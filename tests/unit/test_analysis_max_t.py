"""The step-down maximum over horizons and groups, and the signs and clusters it is made of."""

from dataclasses import replace

import numpy as np
import pytest
from unit.analysis_cases import same_date, staggered

from eventstudy.analysis import max_t
from eventstudy.analysis.clusters import clustered_means, event_clusters
from eventstudy.analysis.max_t import studentised_means
from eventstudy.analysis.sign_draws import enumerates, sign_blocks
from eventstudy.errors import InputError


def test_all_sign_patterns_are_enumerated_once_where_they_are_few():
    signs = np.concatenate(list(sign_blocks(4, 16, 0)))
    assert enumerates(4, 16)
    assert {tuple(row) for row in signs} == {
        (a, b, c, d) for a in (-1, 1) for b in (-1, 1) for c in (-1, 1) for d in (-1, 1)
    }
    assert len(signs) == 16


def test_drawn_signs_are_seeded_and_balanced():
    first, again, other = (np.concatenate(list(sign_blocks(40, 5000, seed))) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert not np.array_equal(first, other)
    assert first.shape == (5000, 40)
    # Four standard errors of the mean of 200 000 signs.
    assert abs(first.mean()) < 4 / np.sqrt(200_000)


def test_no_resamples_is_an_error():
    with pytest.raises(InputError, match="n_resamples is 0"):
        list(sign_blocks(3, 0, 0))


def test_dates_and_linked_windows_make_clusters():
    day_zero = np.array([30, 10, 12, 10, 14])
    assert event_clusters(day_zero, 3, "none").tolist() == [0, 1, 2, 3, 4]
    assert event_clusters(day_zero, 3, "date").tolist() == [3, 0, 1, 0, 2]
    # 10, 12 and 14 are linked in a chain, though 10 and 14 share no session.
    assert event_clusters(day_zero, 3, "window").tolist() == [1, 0, 0, 0, 0]
    assert event_clusters(day_zero, 2, "window").tolist() == [3, 0, 1, 0, 2]
    with pytest.raises(InputError, match="'month'"):
        event_clusters(day_zero, 3, "month")


def test_the_error_of_a_mean_of_single_events_is_the_usual_one():
    values = np.random.default_rng(3).normal(size=(9, 2))
    values[2, 1] = np.nan
    means = clustered_means(values, np.arange(9))
    np.testing.assert_allclose(means.mean, np.nanmean(values, axis=0), rtol=1e-12)
    usual = np.nanstd(values, axis=0, ddof=1) / np.sqrt([9, 8])
    np.testing.assert_allclose(means.error[0], usual[0], rtol=1e-12)
    # One cluster has no value in the second column, and does not count there.
    np.testing.assert_allclose(means.error[1], usual[1], rtol=1e-12)


def test_equal_values_have_an_infinite_statistic_and_one_cluster_has_none():
    sums = np.array([[0.1, 0.2], [0.1, 0.0], [0.1, 0.0]])
    counts = np.array([[1.0, 1.0], [1.0, 0.0], [1.0, 0.0]])
    t = studentised_means(np.ones((1, 3)), sums, counts)[0]
    assert t[0] == np.inf
    assert np.isnan(t[1])


def test_one_row_for_each_group_and_horizon():
    result = staggered()
    table = max_t(result, group="kind", n_resamples=500)
    assert list(zip(table["group"], table["first"], table["last"], strict=True)) == [
        (kind, *horizon) for kind in "abc" for horizon in result.horizons
    ]
    assert (table["n_events"] == 6).all()
    cars = result.car(-1, 1).to_numpy()[(result.events["kind"] == "b").to_numpy()]
    np.testing.assert_allclose(table.loc[3, "estimate"], cars.mean(), rtol=1e-12)


def test_the_family_costs_and_a_single_hypothesis_does_not():
    result = staggered()
    alone = max_t(result, horizons=[(0, 0)], n_resamples=500)
    np.testing.assert_array_equal(alone["p_value"], alone["p_adjusted"])
    family = max_t(result, horizons=[(0, 0), (-1, 1), (0, 5)], n_resamples=500)
    assert (family["p_adjusted"] >= family["p_value"]).all()
    assert (family["p_adjusted"] > family["p_value"]).any()


def test_a_planted_effect_is_found_in_its_group_only():
    result = staggered()
    planted = result.block.ar.copy()
    planted[(result.events["kind"] == "a").to_numpy(), 5] += 0.2
    moved = replace(result, block=replace(result.block, ar=planted))
    found = max_t(moved, group="kind", horizons=[(0, 0)], dependence="none", n_resamples=5000)
    p_adjusted = found.set_index("group")["p_adjusted"]
    assert p_adjusted["a"] < 0.1
    assert (p_adjusted[["b", "c"]] > 0.1).all()


def test_events_of_one_date_flip_together():
    found = max_t(same_date(), n_resamples=99)
    assert (found["n_clusters"] == 1).all()
    assert found[["statistic", "p_value", "p_adjusted"]].isna().all(axis=None)


def test_unknown_choices_are_named():
    with pytest.raises(InputError, match="'z'"):
        max_t(staggered(4), statistic="z")
    with pytest.raises(InputError, match="'sector'"):
        max_t(staggered(4), group="sector")
