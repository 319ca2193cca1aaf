"""Adjusted p-values, one family at a time, and in the table of tests."""

import numpy as np
import pandas as pd
import pytest
from unit.analysis_cases import staggered
from unit.core_cases import episode, random_returns

from eventstudy.analysis.multiplicity import METHODS, adjusted_p_values, with_adjusted
from eventstudy.errors import InputError, UnknownNameError

P = [0.04, 0.01, 0.03]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("holm", [0.06, 0.03, 0.06]),
        ("hochberg", [0.04, 0.03, 0.04]),
        ("bh", [0.04, 0.03, 0.04]),
        ("by", [0.04 * 11 / 6, 0.03 * 11 / 6, 0.04 * 11 / 6]),
        ("bonferroni", [0.12, 0.03, 0.09]),
    ],
)
def test_three_p_values_by_hand(method, expected):
    np.testing.assert_allclose(adjusted_p_values(P, method), expected, rtol=1e-12)


@pytest.mark.parametrize("method", METHODS)
def test_tests_that_were_not_run_do_not_count(method):
    with_gap = adjusted_p_values([P[0], np.nan, *P[1:]], method)
    assert np.isnan(with_gap[1])
    np.testing.assert_array_equal(np.delete(with_gap, 1), adjusted_p_values(P, method))


def test_a_series_keeps_its_labels():
    adjusted = adjusted_p_values(pd.Series(P, index=["x", "y", "z"], name="p"))
    assert (list(adjusted.index), adjusted.name) == (["x", "y", "z"], "p")


def test_nothing_to_adjust_gives_nothing():
    assert adjusted_p_values([]).size == 0
    assert np.isnan(adjusted_p_values([np.nan, np.nan])).all()


def test_a_value_that_is_no_probability_is_named():
    with pytest.raises(InputError, match=r"1\.2"):
        adjusted_p_values([0.1, 1.2])
    with pytest.raises(InputError, match="shape"):
        adjusted_p_values([[0.1], [0.2]])


def test_an_unknown_method_is_named_with_those_known():
    with pytest.raises(UnknownNameError, match="holm"):
        adjusted_p_values(P, "hom")


def test_each_test_is_a_family_over_events_and_horizons():
    result = staggered(6, tests=["t", "cross_sectional"])
    table = with_adjusted(result)
    rows = table[table["test"] == "t"]
    assert (rows["n_family"] == 12).all()
    np.testing.assert_array_equal(rows["p_adjusted"], adjusted_p_values(rows["p_value"]))
    assert (table.loc[table["test"] == "cross_sectional", "n_family"] == 2).all()
    assert "p_adjusted" not in result.tests.columns


def test_families_can_be_told_apart_by_horizon():
    table = with_adjusted(staggered(6, tests="t"), "bonferroni", family=["test", "first", "last"])
    assert (table["n_family"] == 6).all()
    np.testing.assert_allclose(table["p_adjusted"], np.minimum(6 * table["p_value"], 1))


def test_a_family_wise_test_is_left_as_it_is():
    result = episode(random_returns(2), ("S00", 200), ("S01", 203), tests=["placebo_max", "t"])
    table = with_adjusted(result)
    rows = table[table["test"] == "placebo_max"]
    np.testing.assert_array_equal(rows["p_adjusted"], rows["p_value"])
    assert set(rows["adjustment"]) == {"of the test itself"}


def test_an_unknown_family_is_named():
    with pytest.raises(InputError, match="'sector'"):
        with_adjusted(staggered(4), family="sector")
