"""Tables of a result: intervals, detectable effects, indices."""

import pickle
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from unit.core_cases import episode, random_returns, study

from eventstudy.errors import WindowError
from eventstudy.result import interval, minimum_detectable_effect


@pytest.fixture(scope="module")
def result():
    return study(random_returns(), ("S00", 200, "a"), ("S01", 230, "b"), horizons=[(0, 0), (-1, 3)])


def test_interval_excludes_zero_where_the_test_rejects(result):
    cars = result.cars.set_index(["event_id", "first"])
    p_value = result.tests.query("test == 't'").set_index(["event_id", "first"])["p_value"]
    outside = (cars["ci_low"] > 0) | (cars["ci_high"] < 0)
    assert (outside == (p_value < 0.05)[outside.index]).all()
    np.testing.assert_allclose((cars["ci_low"] + cars["ci_high"]) / 2, cars["car"])


def test_interval_has_the_width_of_student_t():
    low, high = interval(np.array([0.01]), np.array([0.02]), np.array([5.0]))
    assert (high - low).item() == pytest.approx(2 * 2.570581835636314 * 0.02)


def test_minimum_detectable_effect_is_found_with_eighty_percent_power():
    dof = np.array([60.0])
    effect = minimum_detectable_effect(np.array([1.0]), dof).item()
    power = stats.nct.sf(stats.t.ppf(0.975, 60), 60, effect)
    assert power == pytest.approx(0.80, abs=0.004)  # quantiles of t stand in for those of the noncentral t


def test_averages_are_those_of_the_table(result):
    np.testing.assert_allclose(result.aar, result.ar.mean())
    np.testing.assert_allclose(result.caar, np.cumsum(result.ar.mean()))
    np.testing.assert_allclose(result.car(-1, 3), result.ar.loc[:, -1:3].sum(axis=1))


def test_tables_are_indexed_by_event(result):
    assert result.ar.index.tolist() == ["a", "b"]
    assert result.car(0, 0)["b"] == result.ar.loc["b", 0]
    both = episode(random_returns(), ("S00", 200, "e"), ("S01", 200, "e"))
    assert both.ar.index.tolist() == [("e", "S00"), ("e", "S01")]


def test_abnormal_returns_carry_their_session(result):
    row = result.abnormal.query("event_id == 'b' and day == 2").iloc[0]
    assert row["session"] == random_returns().index[232]
    assert row["ar"] + row["normal"] == pytest.approx(random_returns().iloc[232, 1])


def test_days_after_the_last_session_are_missing():
    result = study(random_returns(), ("S00", 317))
    tail = result.abnormal[result.abnormal["day"] > 2]
    assert tail[["session", "ar", "se"]].isna().all(axis=None)
    assert result.cars["n_missing"].tolist() == [0, 0]
    assert "no abnormal return on 3 of 11" in result.events["reason"].item()


def test_missing_car_has_no_error_and_no_interval():
    returns = random_returns()
    returns.iloc[201, 0] = np.nan
    cars = study(returns, ("S00", 200)).cars.set_index("first")
    assert cars.loc[-1, ["car", "se", "ci_low", "ci_high", "mde"]].isna().all()
    assert cars.loc[-1, "n_missing"] == 1
    assert cars.loc[0].notna().all()


@pytest.mark.parametrize(("first", "last"), [(0, 6), (-6, 0), (2, 1)])
def test_car_refuses_days_outside_the_window(result, first, last):
    with pytest.raises(WindowError, match=f"horizon {first}:{last} is"):
        result.car(first, last)


def test_asking_twice_gives_the_same_table(result):
    pd.testing.assert_frame_equal(result.cars, result.cars)
    assert result.abnormal is result.abnormal


def test_the_table_of_events_is_made_once_and_may_be_replaced(result):
    again = pickle.loads(pickle.dumps(result))
    pd.testing.assert_frame_equal(again.events, result.events)
    assert result.events is result.events
    other = replace(result, events=result.events.assign(kind="a"))
    assert other.events["kind"].tolist() == ["a", "a"]
    assert "kind" not in result.events
    with pytest.raises(FrozenInstanceError):
        result.events = other.events


def test_overlapping_windows_are_marked_in_the_table_of_cars():
    returns = random_returns()
    pairs = ("S00", 200), ("S00", 202), ("S01", 201)
    cars = study(returns, *pairs, horizons=[(0, 1), (0, 2)]).cars
    by = cars.set_index(["security", "last"])["overlap"].groupby(level=[0, 1]).any()
    assert by.to_dict() == {("S00", 1): False, ("S00", 2): True, ("S01", 1): False, ("S01", 2): False}
