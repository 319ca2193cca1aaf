"""Which tests run for which design, and what the others say."""

import numpy as np
import pandas as pd
import pytest
from unit.core_cases import WINDOW, episode, events_at, random_factors, random_returns, study

from eventstudy.inference import TESTS
from eventstudy.study import run_study

MANY = [name for name, entry in TESTS.items() if entry.scope == "sample"]


def rows_of(result, test, first=0, last=0):
    rows = result.tests
    return rows[(rows["test"] == test) & (rows["first"] == first) & (rows["last"] == last)]


def spread_out(n_events, n_securities=1, every=11):
    return [(f"S{at % n_securities:02d}", 150 + every * at) for at in range(n_events)]


@pytest.mark.parametrize("test", MANY)
def test_sample_tests_are_refused_for_few_events(test):
    result = study(random_returns(), *spread_out(7))
    row = rows_of(result, test)
    assert row["note"].item().startswith("not run: needs 8 events whose windows do not overlap")
    assert row["n_events"].item() == 0
    assert np.isnan(row["p_value"].item())


@pytest.mark.parametrize("test", MANY)
def test_sample_tests_run_for_eight_separate_events(test):
    row = rows_of(study(random_returns(8), *spread_out(8, 8)), test)
    assert row["n_events"].item() == 8
    assert not row["note"].item().startswith("not run")


def test_two_assets_times_five_dates_are_not_ten_events():
    pairs = [(security, row) for row in (200, 202, 204, 207, 209) for security in ("S00", "S01")]
    result = episode(random_returns(), *pairs)
    for test in MANY:
        assert rows_of(result, test)["note"].item().startswith("not run")


@pytest.mark.parametrize("test", MANY)
def test_many_securities_on_one_date_get_the_tests_for_it(test):
    pairs = [(f"S{at:02d}", 200) for at in range(9)]
    row = rows_of(study(random_returns(9), *pairs), test)
    if TESTS[test].same_date:
        assert row["n_events"].item() == 9
    else:
        assert row["note"].item().startswith("not run")


def test_overlap_is_judged_by_the_horizon():
    pairs = [(f"S{at:02d}", 150 + 2 * at) for at in range(8)]
    result = study(random_returns(8), *pairs, horizons=[(0, 0), (0, 2)])
    assert rows_of(result, "bmp")["n_events"].item() == 8
    assert rows_of(result, "bmp", 0, 2)["note"].item().startswith("not run")


def test_a_refused_test_runs_when_named_and_says_what_speaks_against_it():
    row = rows_of(study(random_returns(), *spread_out(4), tests=["bmp"]), "bmp")
    assert np.isfinite(row["p_value"].item())
    assert "needs 8 events" in row["note"].item()


def test_events_without_a_car_are_no_part_of_the_sample():
    """Eight dates, but a price on day 0 for three of them only: three events are too few."""
    returns, pairs = random_returns(8), spread_out(8, 8)
    for security, row in pairs[:5]:
        returns.loc[returns.index[row], security] = np.nan
    result = study(returns, *pairs, horizons=[(0, 0), (1, 1)])
    assert rows_of(result, "bmp", 1, 1)["n_events"].item() == 8
    assert rows_of(result, "bmp")["note"].item().startswith("not run")


def test_tests_of_an_episode_need_one_estimation_window():
    result = study(random_returns(), ("S00", 200), ("S00", 230))
    for test in ("overlap_t", "joint_f", "placebo_max"):
        assert "anchor='episode'" in rows_of(result, test)["note"].iloc[0]


def test_every_security_of_an_episode_gets_its_row():
    """S00 has no price on day 0, which is no reason to keep silent about S01."""
    returns = random_returns()
    returns.iloc[200, 0] = np.nan
    pairs = [("S00", 200), ("S01", 200), ("S01", 230)]
    result = episode(returns, *pairs, horizons=[(0, 0), (1, 1)])
    row = rows_of(result, "overlap_t").query("security == 'S01'")
    assert np.isfinite(row["p_value"].item())


def test_a_security_with_one_event_is_tested_beside_one_with_two():
    result = study(random_returns(), ("S00", 200), ("S00", 230), ("S01", 210))
    row = rows_of(result, "overlap_t").query("security == 'S01'")
    assert np.isfinite(row["p_value"].item())


def with_signs(signs, pairs):
    returns = random_returns()
    events = events_at(returns, *pairs).assign(sign=signs)
    window = type(WINDOW)(event=(-5, 5), estimation=(-110, -11), min_estimation=60, anchor="episode")
    return run_study(returns, events, window=window)


FOUR = [("S00", 200), ("S01", 200), ("S00", 203), ("S01", 203)]


def test_events_of_opposite_sign_are_not_averaged():
    result = with_signs([1, 1, -1, -1], FOUR)
    for test in ("overlap_t", "joint_f"):
        assert "opposite directions" in rows_of(result, test)["note"].iloc[0]


def test_one_sign_for_each_security_is_no_contradiction():
    """Attacks push oil up and stocks down: the mean of each asset still says something."""
    rows = rows_of(with_signs([1, -1, 1, -1], FOUR), "overlap_t")
    assert rows["p_value"].notna().all()


def test_unknown_signs_do_not_contradict_one_another():
    rows = rows_of(with_signs([np.nan] * 4, FOUR), "overlap_t")
    assert rows["p_value"].notna().all()


def test_identical_assets_give_a_reason_not_a_crash():
    returns = random_returns(1)
    returns["COPY"] = returns["S00"]
    row = rows_of(episode(returns, ("S00", 200), ("COPY", 200)), "joint_f")
    assert np.isnan(row["p_value"].item())
    assert row["note"].item() != ""


def test_adj_bmp_of_one_security_gives_a_reason_not_a_crash():
    result = episode(random_returns(), ("S00", 200), ("S00", 203), ("S00", 206), tests=["adj_bmp"])
    assert rows_of(result, "adj_bmp")["note"].item() != ""


def test_patell_without_a_variance_gives_a_reason_not_a_crash():
    """With two degrees of freedom or fewer a standardised CAR has no variance."""
    returns = random_returns()
    short = type(WINDOW)(event=(0, 0), estimation=(-13, -11), min_estimation=3)
    row = study(
        returns,
        ("S00", 200),
        ("S01", 230),
        window=short,
        horizons=[(0, 0)],
        model="market",
        factors=random_factors(returns),
        tests=["patell"],
    ).tests
    assert np.isnan(row["p_value"].item())
    assert row["note"].item() != ""


def test_tests_for_few_events_leave_large_studies_alone():
    returns = random_returns(210)
    pairs = [(f"S{at:02d}", 150 + 7 * (at % 20)) for at in range(201)]
    result = study(returns, *pairs)
    assert "few events: 201 given" in rows_of(result, "t")["note"].item()
    assert rows_of(result, "bmp")["n_events"].item() == 201


def test_no_test_is_no_row():
    assert study(random_returns(), ("S00", 200), tests=[]).tests.empty


def clustered(correlation, n_dates=9, n_securities=12):
    """Every security has an event on each date, and residuals share a common part."""
    random = np.random.default_rng(3)
    common = random.normal(0, 1, (900, 1)) * np.sqrt(correlation)
    own = random.normal(0, 1, (900, n_securities)) * np.sqrt(1 - correlation)
    index = pd.bdate_range("2015-01-01", periods=900)
    returns = pd.DataFrame(0.01 * (common + own), index, [f"S{i}" for i in range(n_securities)])
    dates = index[200 : 200 + 60 * n_dates : 60]
    events = pd.DataFrame([(s, d) for s in returns.columns for d in dates], columns=["security", "date"])
    window = type(WINDOW)(event=(-2, 2), estimation=(-110, -11), min_estimation=60)
    return run_study(returns, events, window=window, horizons=[(0, 0)])


@pytest.mark.parametrize("test", ["cross_sectional", "patell", "bmp"])
def test_sample_tests_are_refused_for_correlated_clusters(test):
    assert "uncorrelated events" in clustered(0.3).tests.query("test == @test")["note"].item()
    assert clustered(0.0).tests.query("test == @test")["note"].item() == ""


def test_adj_bmp_is_run_on_correlated_clusters():
    assert np.isfinite(clustered(0.3).tests.query("test == 'adj_bmp'")["p_value"].item())
