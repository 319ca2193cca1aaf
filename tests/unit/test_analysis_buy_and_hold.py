"""Buy-and-hold abnormal returns, missing sessions and their test."""

import numpy as np
import pytest
from unit.core_cases import events_at, random_returns

from eventstudy.analysis import buy_and_hold, buy_and_hold_test
from eventstudy.errors import InputError, TooFewEventsError, WindowError


@pytest.fixture
def returns():
    return random_returns(5)


def benchmark(returns, columns=("MKT",)):
    return random_returns(len(columns), len(returns), seed=4).set_axis(list(columns), axis=1)


def test_gross_returns_are_multiplied(returns):
    market = benchmark(returns)
    found = buy_and_hold(returns, events_at(returns, ("S01", 20)), market, horizon=(1, 60)).iloc[0]
    held, reference = (1 + returns["S01"].iloc[21:81]).prod(), (1 + market["MKT"].iloc[21:81]).prod()
    np.testing.assert_allclose([found["held"], found["reference"]], [held - 1, reference - 1], rtol=1e-12)
    np.testing.assert_allclose(found["bhar"], held - reference, rtol=1e-12)
    assert (found["n_missing"], found["note"]) == (0, "")


def test_missing_sessions_are_named_and_may_earn_the_benchmark(returns):
    market = benchmark(returns)
    returns.iloc[[25, 30], 0] = np.nan
    events = events_at(returns, ("S00", 20))
    dropped = buy_and_hold(returns, events, market, horizon=(1, 20)).iloc[0]
    assert np.isnan(dropped["bhar"])
    days = ", ".join(f"{day:%Y-%m-%d}" for day in returns.index[[25, 30]])
    assert (dropped["n_missing"], dropped["note"]) == (2, f"no return on {days}")
    filled = buy_and_hold(returns, events, market, horizon=(1, 20), missing="benchmark").iloc[0]
    own = returns["S00"].fillna(market["MKT"]).iloc[21:41]
    np.testing.assert_allclose(filled["held"], (1 + own).prod() - 1, rtol=1e-12)


def test_many_missing_sessions_are_counted(returns):
    returns.iloc[25:34, 0] = np.nan
    found = buy_and_hold(returns, events_at(returns, ("S00", 20)), benchmark(returns), horizon=(1, 20))
    assert found["note"].iloc[0].endswith("and 4 more")


def test_a_benchmark_without_a_return_is_no_zero(returns):
    market = benchmark(returns)
    market.iloc[22] = np.nan
    found = buy_and_hold(
        returns, events_at(returns, ("S00", 20)), market, horizon=(1, 20), missing="benchmark"
    )
    assert np.isnan(found["bhar"].iloc[0])
    assert found["note"].iloc[0].startswith("no benchmark return on")


def test_a_horizon_beyond_the_table_has_no_return(returns):
    found = buy_and_hold(returns, events_at(returns, ("S00", 310)), benchmark(returns), horizon=(1, 20))
    assert np.isnan(found["bhar"].iloc[0])
    assert found["note"].iloc[0] == "11 days of the horizon lie outside the sessions of the returns"


def test_each_event_may_have_a_benchmark_of_its_own(returns):
    controls = benchmark(returns, ("A", "B"))
    events = events_at(returns, ("S00", 20), ("S01", 20)).assign(benchmark=["B", "A"])
    found = buy_and_hold(returns, events, controls, horizon=(0, 9)).set_index("security")
    np.testing.assert_allclose(
        found.loc["S00", "reference"], (1 + controls["B"].iloc[20:30]).prod() - 1, rtol=1e-12
    )
    with pytest.raises(InputError, match="2 columns"):
        buy_and_hold(returns, events.drop(columns="benchmark"), controls, horizon=(0, 9))
    with pytest.raises(InputError, match="'C'"):
        buy_and_hold(returns, events.assign(benchmark="C"), controls, horizon=(0, 9))


def test_log_returns_give_the_same(returns):
    market = benchmark(returns)
    logs, log_market = np.log1p(returns), np.log1p(market)
    logs.attrs["return_kind"] = log_market.attrs["return_kind"] = "log"
    events = events_at(returns, ("S00", 20), ("S02", 70))
    same = buy_and_hold(logs, events, log_market, horizon=(1, 50))["bhar"]
    np.testing.assert_allclose(
        same, buy_and_hold(returns, events, market, horizon=(1, 50))["bhar"], rtol=1e-9
    )


def test_log_returns_may_be_named(returns):
    market, events = benchmark(returns), events_at(returns, ("S00", 20), ("S02", 70))
    wanted = buy_and_hold(returns, events, market, horizon=(1, 50))["bhar"]
    logs, log_market = np.log1p(returns), np.log1p(market)
    assert not logs.attrs
    named = buy_and_hold(logs, events, log_market, horizon=(1, 50), return_kind="log")["bhar"]
    np.testing.assert_allclose(named, wanted, rtol=1e-9)
    # A kind that is named goes before the attrs.
    returns.attrs["return_kind"] = "log"
    named = buy_and_hold(returns, events, market, horizon=(1, 50), return_kind="simple")["bhar"]
    np.testing.assert_array_equal(named, wanted)


def test_unknown_kinds_of_returns_are_told(returns):
    market, events = benchmark(returns), events_at(returns, ("S00", 20), ("S02", 70))
    with pytest.raises(InputError, match="return_kind is 'logs': use 'simple' or 'log'"):
        buy_and_hold(returns, events, market, horizon=(1, 50), return_kind="logs")
    returns.attrs["return_kind"] = "percent"
    with pytest.raises(InputError, match=r"attrs\['return_kind'\] of a table is 'percent'"):
        buy_and_hold(returns, events, market, horizon=(1, 50))


def test_events_that_cannot_be_placed_are_kept_apart(returns):
    found = buy_and_hold(
        returns, events_at(returns, ("S00", 20), ("S09", 20)), benchmark(returns), horizon=(1, 5)
    )
    assert found.attrs["dropped"]["security"].tolist() == ["S09"]


def test_the_test_finds_a_planted_drift_and_names_its_horizon(returns):
    pairs = [(f"S{i % 5:02d}", 20 + 14 * i) for i in range(20)]
    for name, row in pairs:
        returns.loc[returns.index[row + 1 : row + 11], name] += 0.02
    table = buy_and_hold(returns, events_at(returns, *pairs), benchmark(returns), horizon=(1, 10))
    found = buy_and_hold_test(table)
    assert (found.first, found.last, found.n_events) == (1, 10, 20)
    np.testing.assert_allclose(found.estimate, table["bhar"].mean())
    assert found.p_value < 0.01
    assert buy_and_hold_test(table) == found


def test_wrong_input_is_named(returns):
    events = events_at(returns, ("S00", 20), ("S01", 40))
    with pytest.raises(WindowError, match="9:1"):
        buy_and_hold(returns, events, benchmark(returns), horizon=(9, 1))
    with pytest.raises(InputError, match="'zero'"):
        buy_and_hold(returns, events, benchmark(returns), horizon=(1, 9), missing="zero")
    with pytest.raises(TooFewEventsError, match="found 2"):
        buy_and_hold_test(buy_and_hold(returns, events, benchmark(returns), horizon=(1, 9)))


def test_the_form_of_the_test_is_passed_on(returns):
    events = events_at(returns, *[(name, 60) for name in returns.columns])
    table = buy_and_hold(returns, events, returns.iloc[:, [0]] * 0, horizon=(1, 20))
    hall, johnson = (buy_and_hold_test(table, form=form) for form in ("hall", "johnson"))
    assert buy_and_hold_test(table) == hall
    assert hall.statistic != johnson.statistic
    with pytest.raises(InputError, match="n_boot is 0"):
        buy_and_hold_test(table, n_boot=0)
