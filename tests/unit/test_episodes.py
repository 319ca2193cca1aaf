"""The episode: every session once, and a warning where windows overlap."""

import numpy as np
import pytest
from unit.core_cases import episode, random_returns, study


@pytest.fixture(scope="module")
def result():
    return episode(random_returns(), ("S00", 200), ("S00", 202), ("S01", 215), horizons=[(0, 0), (0, 3)])


def test_each_session_counts_once(result):
    row = result.episodes.query("security == 'S00' and last == 3").iloc[0]
    abnormal = result.abnormal.query("security == 'S00' and day >= 0 and day <= 3")
    once = abnormal.drop_duplicates("session")
    assert (row["n_events"], row["n_sessions"]) == (2, 6) == (2, len(once))
    assert row["car"] == pytest.approx(once["ar"].sum())
    sigma2 = result.block.sigma2[0]
    assert row["se"] == pytest.approx(np.sqrt(sigma2 * (6 + 36 / 100)), rel=1e-10)


def test_a_single_event_is_its_own_episode(result):
    row = result.episodes.query("security == 'S01' and last == 3").iloc[0]
    car = result.cars.query("security == 'S01' and last == 3").iloc[0]
    names = ["car", "se", "ci_low", "ci_high", "mde"]
    np.testing.assert_allclose(row[names].astype(float), car[names].astype(float), rtol=1e-12)


def test_no_episode_without_a_common_estimation_window():
    assert study(random_returns(), ("S00", 200), ("S00", 203)).episodes.empty


def test_events_without_a_car_leave_the_episode():
    returns = random_returns()
    returns.iloc[203, 0] = np.nan
    result = episode(returns, ("S00", 200), ("S00", 203), horizons=[(0, 0), (-2, -1)])
    row = result.episodes.query("last == 0").iloc[0]
    assert (row["n_events"], row["n_sessions"]) == (1, 1)


def test_overlap_is_warned_of_with_horizon_and_security(result):
    assert len(result.warnings) == 1
    assert "horizon [0,3]" in result.warnings[0]
    assert "2 of 3 event windows" in result.warnings[0]
    assert "S00" in result.warnings[0]
    assert "S01" not in result.warnings[0]


def test_windows_apart_need_no_warning():
    assert episode(random_returns(), ("S00", 200), ("S00", 204), ("S01", 200)).warnings == ()
