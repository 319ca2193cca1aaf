"""Which events are warned of as thinly traded: those without a move on over a third of their days."""

import numpy as np
import pytest

from eventstudy.thin_trading import THIN, share_without_move, thin_trading_warning
from eventstudy.types import EventWindow
from eventstudy.windows import anchors

WINDOW = EventWindow(event=(0, 0), estimation=(-30, -1), min_estimation=3)


def table(n_sessions=100, n_securities=3):
    rng = np.random.default_rng(31)
    return rng.normal(0, 0.02, (n_sessions, n_securities))


def shares(returns, *events, window=WINDOW):
    day_zero, security = np.array(events).T
    return share_without_move(returns, day_zero, security, window)


def by_loop(returns, day_zero, security, window, anchor):
    column = returns[:, security]
    listed = np.flatnonzero(np.isfinite(column))[0]
    rows = range(anchor + window.estimation[0], anchor + window.estimation[1] + 1)
    rows = [row for row in rows if max(listed, 0) <= row < len(returns)]
    still = [row for row in rows if np.isnan(column[row]) or column[row] == 0]
    return len(still) / len(rows) if rows else 0.0


@pytest.mark.parametrize("anchor", ["event", "episode"])
def test_shares_are_those_of_a_loop_over_events(anchor):
    returns = table(100, 6)
    rng = np.random.default_rng(32)
    returns[rng.random(returns.shape) < 0.3] = np.nan
    returns[rng.random(returns.shape) < 0.2] = 0.0
    returns[:50, 1], returns[60:, 2] = np.nan, np.nan
    returns[10:40, 3] = np.nan  # a halt
    window = EventWindow(event=(0, 0), estimation=(-30, -4), min_estimation=3, anchor=anchor)
    day_zero, security = rng.integers(0, 100, 40), rng.integers(0, 6, 40)
    found = share_without_move(returns, anchors(day_zero, window, day_zero.min()), security, window)
    for at, (day, code) in enumerate(zip(day_zero, security, strict=True)):
        start = day if anchor == "event" else day_zero.min()
        assert found[at] == by_loop(returns, day, code, window, start)


def test_many_events_are_counted_as_few_are():
    returns = table(60, 2)
    returns[np.random.default_rng(33).random(returns.shape) < 0.5] = np.nan
    day_zero, security = (part.ravel() for part in np.mgrid[0:60, 0:2])
    assert day_zero.size * 30 > returns.size
    together = share_without_move(returns, day_zero, security, WINDOW)
    for at, event in enumerate(zip(day_zero, security, strict=True)):
        assert shares(returns, event)[0] == together[at]


def test_missing_and_zero_returns_count_alike():
    returns = table()
    returns[40:50, 0], returns[40:50, 1] = np.nan, 0.0
    assert shares(returns, (60, 0), (60, 1), (60, 2)).tolist() == [1 / 3, 1 / 3, 0.0]


def test_days_before_the_listing_are_not_thin_trading():
    returns = table()
    returns[:50, 0] = np.nan
    returns[55, 0] = 0.0
    assert shares(returns, (60, 0)).tolist() == [0.1]


def test_days_after_a_delisting_are_days_without_a_trade():
    returns = table()
    returns[45:, 0] = np.nan
    assert shares(returns, (60, 0)).tolist() == [0.5]


def test_sessions_outside_the_table_do_not_count():
    returns = table()
    returns[5, 0] = 0.0
    assert shares(returns, (10, 0), (0, 1)).tolist() == [0.1, 0.0]


def test_exactly_a_third_is_not_yet_thin():
    returns = table()
    returns[40:50, 0] = 0.0
    day_zero, security = np.array([60, 60]), np.array([0, 1])
    assert thin_trading_warning(returns, day_zero, security, WINDOW) == ()
    returns[50, 0] = np.nan
    (said,) = thin_trading_warning(returns, day_zero, security, WINDOW)
    assert "1 of 2 events (at most 37%)" in said
    assert pytest.approx(1 / 3) == THIN


def test_the_warning_names_models_that_are_there():
    from eventstudy.models import MODELS

    returns = np.zeros((100, 1))
    (said,) = thin_trading_warning(returns, np.array([60]), np.array([0]), WINDOW)
    for name in ("scholes_williams", "dimson", "fowler_rorke", "trade_to_trade"):
        assert name in said
        assert name in MODELS


def test_no_event_and_no_return_at_all_are_no_fault():
    none = np.empty(0, dtype=np.int64)
    assert thin_trading_warning(table(), none, none, WINDOW) == ()
    assert shares(np.full((100, 2), np.nan), (60, 1)).tolist() == [1.0]
    assert shares(table(), (99, 2)).tolist() == [0.0]


def test_a_large_study_is_told_by_events_evenly_spread_over_it():
    returns = np.random.default_rng(4).normal(0, 0.01, (400, 3))
    returns[:, 2] = np.where(np.arange(400) % 2, returns[:, 2], 0.0)
    day_zero = np.tile(np.arange(200, 400), 3 * 5)
    security = np.repeat([0, 1, 2], 1000)
    window = EventWindow(event=(0, 0), estimation=(-100, -1), min_estimation=50)
    (said,) = thin_trading_warning(returns, day_zero, security, window)
    assert "for 167 of 500 events looked at" in said
