"""Tables at the edge: what is read, what is refused and how."""

import numpy as np
import pandas as pd
import pytest
from unit.core_cases import events_at, random_factors, random_returns

from eventstudy.errors import InputError
from eventstudy.models import MODELS
from eventstudy.panel import model_inputs, return_panel, session_table
from eventstudy.study import run_study


@pytest.fixture
def returns():
    return random_returns(2, 40)


def test_rows_are_sorted_by_session(returns):
    panel = return_panel(returns.iloc[::-1])
    assert panel.sessions.is_monotonic_increasing
    np.testing.assert_array_equal(panel.returns, returns.to_numpy())


def test_time_of_day_and_zone_are_dropped(returns):
    stamped = returns.set_axis((returns.index + pd.Timedelta(hours=16)).tz_localize("America/New_York"))
    assert return_panel(stamped).sessions.equals(return_panel(returns).sessions)


def test_return_kind_is_taken_from_the_table(returns):
    assert return_panel(returns).return_kind == "as given"
    returns.attrs["return_kind"] = "log"
    assert return_panel(returns).return_kind == "log"


def test_two_different_rows_for_a_session_are_refused(returns):
    clash = pd.concat([returns, returns.iloc[[5]] + 1])
    with pytest.raises(InputError, match=f"two different rows for {returns.index[5]:%Y-%m-%d}"):
        return_panel(clash)


def test_repeated_rows_with_gaps_count_once(returns):
    returns.iloc[5, 0] = np.nan
    assert len(session_table(pd.concat([returns, returns.iloc[[5]]]), "returns")) == len(returns)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda r: r.reset_index(drop=True), "no dates"),
        (lambda r: r.iloc[:0], "no rows"),
        (lambda r: r.assign(S00="a"), "text in column S00"),
        (lambda r: r.replace(r.iloc[3, 0], np.inf), f"infinite value for S00 on {'2018-01-04'}"),
        (lambda r: r.set_axis(["2018-13-45"] * len(r)), "cannot read the dates"),
        (lambda r: r.to_numpy(), "give a pandas, polars or pyarrow table"),
        (lambda r: r.set_axis(["A", "A"], axis=1), "A"),
        (lambda r: r.set_axis([*r.index[:-1], pd.NaT]), "date"),
    ],
)
def test_wrong_return_tables_are_refused(returns, change, says):
    with pytest.raises(InputError, match=says):
        return_panel(change(returns))


def test_infinite_value_names_security_and_session(returns):
    returns.iloc[7, 1] = -np.inf
    with pytest.raises(InputError, match=f"S01 on {returns.index[7]:%Y-%m-%d}"):
        return_panel(returns)


def test_whole_numbers_and_nullable_columns_are_numbers(returns):
    nullable = returns.convert_dtypes()
    nullable.iloc[3, 0] = pd.NA
    panel = return_panel(nullable)
    assert np.isnan(panel.returns[3, 0])
    assert panel.returns.dtype == np.float64


@pytest.mark.parametrize("name", sorted(n for n in MODELS if "MKT(-1)" not in MODELS[n].model.factors))
def test_factors_come_in_the_order_of_the_model(returns, name):
    model, factors = MODELS[name].model, random_factors(returns)
    panel = return_panel(returns)
    security, values = model_inputs(panel, factors[factors.columns[::-1]], model)
    rf = factors["RF"].to_numpy() if model.excess else np.zeros(len(returns))
    np.testing.assert_allclose(security, panel.returns - rf[:, None])
    expected = [factors[f] - (rf if f == "MKT" else 0) for f in model.factors]
    assert values.shape == (len(returns), len(model.factors))
    for column, factor in zip(values.T, expected, strict=True):
        np.testing.assert_allclose(column, factor, atol=1e-18)


def test_sessions_that_the_factors_lack_are_unknown(returns):
    factors = random_factors(returns).drop(returns.index[4])
    _, values = model_inputs(return_panel(returns), factors, MODELS["market"].model)
    assert np.flatnonzero(np.isnan(values[:, 0])).tolist() == [4]


def test_a_model_in_excess_form_needs_rf(returns):
    with pytest.raises(InputError, match="no column 'RF'"):
        model_inputs(return_panel(returns), random_factors(returns).drop(columns="RF"), MODELS["capm"].model)


def test_constant_mean_takes_no_factors():
    returns = random_returns()
    with_factors = run_study(returns, events_at(returns, ("S00", 300)), factors=random_factors(returns))
    without = run_study(returns, events_at(returns, ("S00", 300)))
    pd.testing.assert_frame_equal(with_factors.ar, without.ar)
