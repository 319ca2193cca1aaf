"""Returns: own sessions of each asset, one contract at a time, and what cannot be a return."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventstudy.errors import DataError, InputError
from eventstudy.prices import load_prices
from eventstudy.returns import log_returns, missing_returns, simple_returns
from eventstudy.types import PriceTable

NAN = np.nan


def table(close, previous=None, rolls=None):
    index = pd.DatetimeIndex(
        pd.bdate_range("2020-01-01", periods=len(next(iter(close.values())))), name="session"
    )
    closes = pd.DataFrame(close, index=index, dtype=float)
    known = pd.DataFrame(previous or {}, index=index, columns=closes.columns, dtype=float)
    return PriceTable(
        open=closes,
        high=closes,
        low=closes,
        close=closes,
        previous_close=known,
        rolls={name: tuple(index[at] for at in days) for name, days in (rolls or {}).items()},
    )


def test_simple_return_by_hand():
    returns = simple_returns(table({"a": [100, 110, 99]}))
    assert returns["a"].tolist() == pytest.approx([NAN, 0.10, -0.10], nan_ok=True)
    assert returns.attrs == {"return_kind": "simple"}
    assert (returns.index.name, returns.columns.name) == ("session", "security")


def test_log_return_by_hand():
    returns = log_returns(table({"a": [100, 110]}))
    assert returns["a"].iloc[1] == pytest.approx(0.0953101798)
    assert returns.attrs == {"return_kind": "log"}


def test_each_asset_has_its_own_sessions_and_no_price_is_carried_forward():
    returns = simple_returns(table({"a": [100, NAN, 120], "b": [10, 11, 11]}))
    assert returns["a"].tolist() == pytest.approx([NAN, NAN, 0.20], nan_ok=True)
    assert returns["b"].tolist() == pytest.approx([NAN, 0.10, 0.0], nan_ok=True)


def test_roll_uses_the_settlement_of_the_new_contract():
    prices = table({"f": [70, 66, 67]}, {"f": [NAN, 66.67, NAN]}, {"f": [1]})
    assert simple_returns(prices)["f"].iloc[1] == pytest.approx(66 / 66.67 - 1)
    assert simple_returns(prices)["f"].iloc[2] == pytest.approx(67 / 66 - 1)
    assert missing_returns(prices) == ()


def test_roll_with_unknown_settlement_has_no_return_and_is_named():
    prices = table({"f": [70, 66, 67]}, rolls={"f": [1]})
    assert simple_returns(prices)["f"].isna().tolist() == [True, True, False]
    (line,) = missing_returns(prices)
    assert line.startswith("f: no return on 1 contract rolls")
    assert line.endswith("2020-01-02")


def test_roll_on_a_session_without_a_bar_is_felt_at_the_next():
    prices = table({"f": [70, NAN, 66, 67], "i": [1, 1, 1, 1]}, rolls={"f": [1]})
    assert simple_returns(prices)["f"].isna().tolist() == [True, True, True, False]
    lines = missing_returns(prices)
    assert "contract rolls" in lines[0]
    assert "2020-01-03" in lines[0]
    assert lines[1] == "f: no bar on 1 sessions that others have: 2020-01-02"


def test_settlement_known_on_the_first_bar_gives_it_a_return():
    prices = table({"f": [66, 67]}, {"f": [60, NAN]}, {"f": [0]})
    assert simple_returns(prices)["f"].iloc[0] == pytest.approx(0.1)


def test_inputs_are_left_as_they_were():
    prices = table({"f": [70, 66, 67]}, {"f": [NAN, 66.67, NAN]}, {"f": [1]})
    before = prices.close.copy()
    log_returns(prices)
    pd.testing.assert_frame_equal(prices.close, before)


def test_plain_closes_in_any_order_are_accepted():
    closes = table({"a": [100, 110, 99], "b": [5, NAN, 6]}).close
    expected = simple_returns(closes)
    pd.testing.assert_frame_equal(simple_returns(closes.iloc[[2, 0, 1]]), expected)
    text_dates = closes.set_axis([str(day.date()) for day in closes.index], axis=0)
    pd.testing.assert_frame_equal(simple_returns(text_dates), expected)
    pd.testing.assert_frame_equal(simple_returns(closes.tz_localize("UTC")), expected)


@pytest.mark.parametrize(
    ("closes", "said"),
    [
        (
            table({"a": [1, -37.63]}).close,
            "close of a on 2020-01-02 is -37.63: a return needs prices above zero",
        ),
        (table({"a": [0, 1]}).close, "close of a on 2020-01-01 is 0"),
        (table({"a": [np.inf, 1]}).close, "close of a on 2020-01-01 is inf"),
        (
            pd.concat([table({"a": [1, 2]}).close, table({"a": [3, 4]}).close]),
            "prices has two different rows for 2020-01-01",
        ),
        (pd.concat([table({"a": [1, 2]}).close] * 2, axis=1), "two columns named a"),
        (pd.DataFrame(), "prices has no rows"),
        (pd.DataFrame({"a": [1.0, 2.0]}), "prices has no dates"),
    ],
)
@pytest.mark.parametrize("returns", [simple_returns, log_returns])
def test_prices_without_a_return_are_refused(returns, closes, said):
    with pytest.raises((DataError, InputError)) as caught:
        returns(closes)
    assert said in str(caught.value)


@given(st.lists(st.floats(0.01, 1e5), min_size=2, max_size=40))
def test_log_returns_add_up_to_the_log_price_ratio(prices):
    returns = log_returns(table({"a": prices}))["a"]
    # Rounding of the sum: 40 terms of at most log(1e7).
    assert returns.sum() == pytest.approx(np.log(prices[-1] / prices[0]), abs=1e-11)


@given(st.lists(st.one_of(st.floats(0.01, 1e5), st.just(NAN)), min_size=2, max_size=40))
def test_simple_is_expm1_of_log(prices):
    simple, log = simple_returns(table({"a": prices})), log_returns(table({"a": prices}))
    pd.testing.assert_frame_equal(simple, np.expm1(log), rtol=1e-9, atol=1e-12)


def test_between_rolls_the_sample_adds_up_and_over_them_it_does_not():
    prices = load_prices(["brent"])
    returns, close = log_returns(prices)["brent"], prices.close["brent"]
    rolls = [*prices.rolls["brent"], prices.sessions[-1] + pd.Timedelta(days=1)]
    for first, after in pairwise(rolls):
        stretch = close[(close.index >= first) & (close.index < after)]
        ratio = np.log(stretch.iloc[-1] / stretch.iloc[0])
        assert returns[stretch.index[1:]].sum() == pytest.approx(ratio, abs=1e-12)
    artefact = np.log(close.iloc[-1] / close.iloc[0]) - returns.iloc[1:].sum()
    assert abs(artefact) > 0.01
