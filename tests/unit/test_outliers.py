"""Outlying estimation days are named, kept, and the study without them is told."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from unit.core_cases import WINDOW, events_at, random_returns, study

import eventstudy as es
from eventstudy.outliers import outlying_days, robust_deviations
from eventstudy.study import EPISODE_WINDOW, run_study


@pytest.fixture
def outlier_study():
    returns = random_returns()
    returns.iloc[150, 0] = 0.9
    return returns, study(returns, ("S00", 200), ("S01", 200))


def test_distance_is_in_robust_deviations_from_the_median():
    values = np.random.default_rng(2).normal(3, 2, (1, 500))
    scale = stats.median_abs_deviation(values[0], scale="normal")
    expected = (values - np.median(values)) / scale
    # 1.4826 is the scale of a normal distribution to four places.
    np.testing.assert_allclose(robust_deviations(values), expected, rtol=1e-4)


def test_unused_days_are_no_outliers_and_constant_ones_have_no_scale():
    values = np.array([[0.0, np.nan, 0.0, 0.0, 5.0], [1.0, 2.0, 3.0, np.nan, 99.0]])
    assert outlying_days(values).tolist() == [[False] * 5, [False, False, False, False, True]]


def test_outliers_are_listed_and_kept(outlier_study):
    returns, result = outlier_study
    listed = [
        row for row in result.estimation["outliers"] if row["session"] == f"{returns.index[150]:%Y-%m-%d}"
    ]
    assert [(row["security"], row["value"]) for row in listed] == [("S00", 0.9)]
    assert listed[0]["robust_sd"] > 4
    assert result.estimation["left_out"] == []


def test_the_study_without_outliers_is_that_of_returns_without_them(outlier_study):
    returns, result = outlier_study
    days = [(row["session"], row["security"]) for row in result.estimation["outliers"]]
    for session, security in days:
        returns.loc[session, security] = np.nan
    plain = run_study(returns, events_at(returns, ("S00", 200), ("S01", 200)), window=WINDOW, tests="t")
    without = plain.tests.query("first == 0 and last == 0").set_index("security")["p_value"]
    told = result.events.set_index("security")
    pd.testing.assert_series_equal(told["p_no_outliers"], without, check_names=False)
    assert told["sigma_no_outliers"].tolist() == pytest.approx(plain.events["sigma"].tolist())
    assert told.loc["S00", "sigma_no_outliers"] < 0.5 * told.loc["S00", "sigma"]


def test_the_attack_of_september_2019_is_told_of():
    returns = es.log_returns(es.load_prices(["brent"]))
    events = pd.DataFrame({"security": ["brent"], "date": ["2020-01-03"]})
    result = run_study(returns, events, window=EPISODE_WINDOW)
    told = {row["session"]: row["value"] for row in result.estimation["outliers"]}
    assert np.expm1(told["2019-09-16"]) == pytest.approx(0.146, abs=0.01)


def test_windows_longer_than_the_history_are_warned_of():
    long = es.EventWindow(event=(-5, 5), estimation=(-900, -11), min_estimation=60)
    returns = random_returns()
    result = run_study(returns, events_at(returns, ("S00", 200)), window=long)
    assert "window of 890 sessions reaches beyond the first session" in result.warnings[0]
    assert "the shortest holds 190" in result.warnings[0]
