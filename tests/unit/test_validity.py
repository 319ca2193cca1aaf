"""Which sample tests run under "all" for which pattern of dates, when residuals move together."""

import numpy as np
import pandas as pd
import pytest

from eventstudy.study import run_study
from eventstudy.types import EventWindow

WINDOW = EventWindow(event=(-3, 3), estimation=(-120, -6), min_estimation=60)


def rows_of(dates, horizon, n_securities=24, common=0.02, signs=None):
    """The tests of one event a security, on rows of the table, with a common shock of that size."""
    rng = np.random.default_rng(5)
    sessions = pd.bdate_range("2018-01-01", periods=400, name="session")
    noise = rng.normal(0, 0.01, (400, n_securities)) + rng.normal(0, common, (400, 1))
    returns = pd.DataFrame(noise, sessions, [f"S{i:02d}" for i in range(n_securities)])
    rows = [dates[i % len(dates)] for i in range(n_securities)]
    events = pd.DataFrame({"security": returns.columns, "date": sessions[rows]})
    events = events if signs is None else events.assign(sign=np.resize(signs, n_securities))
    result = run_study(returns, events, window=WINDOW, horizons=[horizon])
    table = result.tests.set_index("test")
    return table[table["event_id"] == ""]


CLUSTERS = [150 + 10 * i for i in range(12)]
NEIGHBOURS = [150 + i for i in range(24)]


@pytest.mark.parametrize("test", ["sign_flip", "corrado", "grank_t", "brown_warner", "adj_bmp"])
def test_robust_to_clusters_of_one_date_runs_on_them(test):
    assert np.isfinite(rows_of(CLUSTERS, (0, 0)).loc[test, "p_value"])


@pytest.mark.parametrize("test", ["cross_sectional", "bmp", "patell", "grank_z", "wilcoxon"])
def test_independence_is_asked_for_where_events_share_dates(test):
    row = rows_of(CLUSTERS, (0, 0)).loc[test]
    assert np.isnan(row["p_value"])
    assert "needs uncorrelated events" in row["note"]


@pytest.mark.parametrize("test", ["sign_flip", "corrado", "grank_t", "brown_warner", "cumrank_t"])
def test_partial_overlap_is_refused_by_tests_that_it_breaks(test):
    row = rows_of(NEIGHBOURS, (-1, 1)).loc[test]
    assert np.isnan(row["p_value"])
    assert "windows that coincide or do not meet" in row["note"]
    assert "adj_bmp_overlap" in row["note"]


@pytest.mark.parametrize("test", ["adj_bmp", "adj_bmp_overlap", "kp_patell"])
def test_partial_overlap_is_allowed_for(test):
    assert np.isfinite(rows_of(NEIGHBOURS, (-1, 1)).loc[test, "p_value"])


@pytest.mark.parametrize("test", ["bmp", "corrado", "sign_flip", "cross_sectional"])
def test_overlap_of_uncorrelated_events_is_no_objection(test):
    assert np.isfinite(rows_of(NEIGHBOURS, (-1, 1), common=0.0).loc[test, "p_value"])


def test_one_date_is_no_sample_of_dates():
    row = rows_of([200], (0, 0)).loc["sign_flip"]
    assert np.isnan(row["p_value"])
    assert "8 events whose windows do not overlap" in row["note"]


@pytest.mark.parametrize("test", ["bmp", "corrado", "sign_flip", "adj_bmp_overlap"])
def test_events_of_both_expected_signs_are_not_averaged(test):
    apart = [150 + 8 * i for i in range(24)]
    both = rows_of(apart, (0, 0), common=0.0, signs=[1, -1]).loc[test]
    assert np.isnan(both["p_value"])
    assert "push in opposite directions" in both["note"]
    for signs in ([1, 1], [-1, -1], [1, np.nan], [0, 1]):
        assert np.isfinite(rows_of(apart, (0, 0), common=0.0, signs=signs).loc[test, "p_value"])
