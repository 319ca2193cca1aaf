"""Tables in percent, prices and yearly rates are told; decimals are not."""

import numpy as np
import pandas as pd
import pytest
from unit.core_cases import random_factors, random_returns

from eventstudy.study import run_study
from eventstudy.types import EventWindow

WINDOW = EventWindow(event=(-2, 2), estimation=(-110, -11), min_estimation=60)


def warnings_of(returns, factors=None, model="constant_mean", kind=None):
    if kind:
        returns.attrs["return_kind"] = kind
    events = pd.DataFrame({"security": ["S00"], "date": [returns.index[200]]})
    result = run_study(returns, events, model=model, factors=factors, window=WINDOW, tests=["t"])
    return " | ".join(result.warnings)


def test_decimals_are_not_remarked_on():
    returns = random_returns()
    factors = random_factors(returns)
    for model in ("constant_mean", "market", "ff3"):
        assert warnings_of(returns, factors, model) == ""


def test_returns_in_percent_are_told():
    said = warnings_of(100 * random_returns())
    assert "in percent, divide it by 100" in said
    assert "a typical return is 1.3" in said


def test_prices_are_no_returns():
    prices = 50 * np.exp(random_returns().cumsum())
    assert "every return is positive" in warnings_of(prices)
    assert "es.log_returns" in warnings_of(prices)


@pytest.mark.parametrize("model", ["market_adjusted", "market", "capm"])
def test_factors_in_percent_are_told(model):
    returns = random_returns()
    said = warnings_of(returns, 100 * random_factors(returns), model)
    assert "divide the factors by 100" in said


def test_returns_in_percent_with_decimal_factors_are_told():
    returns = random_returns()
    assert "divide the returns by 100" in warnings_of(400 * returns, random_factors(returns), "market")


def test_a_yearly_rate_is_told():
    returns = random_returns()
    assert "RF is 0.02 a session" in warnings_of(returns, random_factors(returns).assign(RF=0.02), "capm")


def test_spans_of_trades_need_log_returns():
    returns = random_returns()
    factors = random_factors(returns)
    assert "needs log returns" in warnings_of(returns, factors, "trade_to_trade", kind="simple")
    assert warnings_of(returns, factors, "trade_to_trade", kind="log") == ""


def test_a_large_table_is_told_by_a_part_of_it():
    returns = random_returns(n_securities=200)
    assert "in percent" in warnings_of(100 * returns)
