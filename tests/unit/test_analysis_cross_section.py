"""Regressions of the CAR: what they recover, and the errors of columns that explain nothing."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from unit.analysis_cases import same_date, staggered
from unit.core_cases import WINDOW, events_at, random_returns

from eventstudy.analysis import regress_car
from eventstudy.errors import InputError, TooFewEventsError
from eventstudy.study import run_study

HORIZON = (-1, 1)


def planted(slope=0.05):
    """A study whose CARs rise by ``slope`` for each unit of size."""
    result = staggered()
    ar = result.block.ar.copy()
    ar[:, 5] += slope * result.events["size"].to_numpy()
    return replace(result, block=replace(result.block, ar=ar))


def with_column(result, **columns):
    return replace(result, events=result.events.assign(**columns))


@pytest.mark.parametrize("weights", ["none", "precision"])
@pytest.mark.parametrize("covariance", ["hc3", "cluster_date", "ols"])
def test_a_planted_slope_is_found(weights, covariance):
    options = {"weights": weights, "covariance": covariance}
    before = regress_car(staggered(), HORIZON, ["size"], **options).coefficients["estimate"]
    found = regress_car(planted(), HORIZON, ["size"], **options)
    np.testing.assert_allclose(found.coefficients["estimate"] - before, [0, 0.05], atol=1e-12)
    assert found.coefficients.loc["size", "p_value"] < 0.01
    assert found.n_clusters == (18 if covariance == "cluster_date" else 0)


def test_without_variation_the_constant_is_the_mean_car():
    result = staggered()
    size = result.events["size"] - result.events["size"].mean()
    found = regress_car(with_column(result, size=size), HORIZON, ["size"], covariance="ols")
    np.testing.assert_allclose(found.coefficients.loc["constant", "estimate"], result.car(-1, 1).mean())


def test_columns_and_formula_agree():
    result = planted()
    columns = regress_car(result, HORIZON, ["size", "kind"]).coefficients
    formula = regress_car(result, HORIZON, "size + C(kind)").coefficients
    formula = formula.rename(index={"C(kind)[T.b]": "kind_b", "C(kind)[T.c]": "kind_c"})
    np.testing.assert_allclose(columns, formula.loc[columns.index], rtol=1e-8)


def test_a_formula_may_transform_its_columns():
    result = planted()
    formula = regress_car(result, HORIZON, "np.exp(size)").coefficients
    column = regress_car(with_column(result, e=np.exp(result.events["size"])), HORIZON, ["e"]).coefficients
    np.testing.assert_allclose(formula, column, rtol=1e-8)


@pytest.mark.parametrize("characteristics", [["size", "kind"], "size + C(kind)"])
def test_events_without_a_characteristic_are_counted(characteristics):
    result = staggered()
    size, kind = result.events["size"].copy(), result.events["kind"].astype(object)
    size[3] = np.nan
    kind[[4, 9]] = None
    found = regress_car(with_column(result, size=size, kind=kind), HORIZON, characteristics)
    assert (found.n_events, found.n_incomplete) == (15, 3)


def test_events_without_a_car_do_not_enter():
    result = staggered()
    ar = result.block.ar.copy()
    ar[0, 5] = np.nan
    found = regress_car(replace(result, block=replace(result.block, ar=ar)), HORIZON, ["size"])
    assert (found.n_events, found.n_incomplete) == (17, 0)


def test_dropped_events_do_not_shift_the_characteristics():
    result = planted()
    lost = result.events.iloc[[5]].assign(status="dropped", security="S99", size=99.0)
    events = pd.concat([result.events.iloc[:7], lost, result.events.iloc[7:]], ignore_index=True)
    mixed = events.sample(frac=1, random_state=1)
    found = regress_car(replace(result, events=mixed), HORIZON, ["size"]).coefficients
    np.testing.assert_allclose(found, regress_car(result, HORIZON, ["size"]).coefficients, rtol=1e-9)


@pytest.mark.parametrize(
    ("characteristics", "message"),
    [
        (["sector"], "no column 'sector'"),
        ("sector", "'sector' cannot be read"),
        ("_car ~ size", "left side"),
        ("formula", "cannot be read"),
        ("size +", "cannot be read"),
        ([], "no characteristic"),
        (["status"], "'status' has one value"),
        (["one"], "'one' is 1 for all 18 events"),
        (["size", "twice"], "size, twice are collinear"),
        ("size + twice", "size, twice are collinear"),
        (["first"], "event '.*' decides a coefficient alone .*first"),
    ],
)
def test_characteristics_that_explain_nothing_are_named(characteristics, message):
    result = staggered()
    size, first = result.events["size"], (np.arange(18) == 0).astype(float)
    result = with_column(result, one=1.0, twice=2 * size, first=first)
    with pytest.raises(InputError, match=message):
        regress_car(result, HORIZON, characteristics)


def test_options_are_named():
    with pytest.raises(InputError, match="'hc9'"):
        regress_car(staggered(), HORIZON, ["size"], covariance="hc9")
    with pytest.raises(InputError, match="'car'"):
        regress_car(staggered(), HORIZON, ["size"], weights="car")


def test_one_date_is_no_cluster():
    with pytest.raises(InputError, match="two dates"):
        regress_car(same_date(), HORIZON, ["size"], covariance="cluster_date")


def test_more_events_than_coefficients_are_needed():
    with pytest.raises(TooFewEventsError, match="at least 5"):
        regress_car(staggered(4), HORIZON, ["size", "kind"])


@pytest.mark.parametrize(("low", "count"), [([0.0, 0.0], 2), ([-1.0, 0.0], 2), ([-1.0], 1)])
def test_a_logarithm_without_a_value_is_told(low, count):
    """Zero makes minus infinity, less makes NaN: neither is a missing characteristic."""
    result = staggered()
    size = np.arange(1.0, 19.0)
    size[4 : 4 + len(low)] = low
    with pytest.raises(InputError, match=rf"'np.log\(size\)' is not finite for {count} of 18 events") as told:
        regress_car(with_column(result, size=size), HORIZON, "np.log(size)")
    assert repr(result.keys["event_id"][4]) in str(told.value)


def test_an_infinite_column_is_told():
    result = staggered()
    size = np.arange(1.0, 19.0)
    size[4] = np.inf
    with pytest.raises(InputError, match="'size' is not finite for 1 of 18 events"):
        regress_car(with_column(result, size=size), HORIZON, ["size"])


def test_a_missing_value_within_a_formula_stays_an_incomplete_event():
    size = np.arange(1.0, 19.0)
    size[4] = np.nan
    found = regress_car(with_column(staggered(), size=size), HORIZON, "np.log(size)")
    assert (found.n_events, found.n_incomplete) == (17, 1)


@pytest.mark.parametrize("covariance", ["hc3", "ols"])
def test_events_that_share_a_date_are_told(covariance):
    assert regress_car(staggered(), HORIZON, ["size"], covariance=covariance).note == ""
    found = regress_car(same_date(), HORIZON, ["size"], covariance=covariance)
    assert found.note.startswith("10 of 10 events share a date")


def test_the_remedy_for_shared_dates_is_to_cluster():
    returns = random_returns(8, 420)
    pairs = [(name, 130 + 20 * at) for at in range(5) for name in returns.columns[:2]]
    events = events_at(returns, *pairs).assign(size=np.arange(10.0) ** 2)
    result = run_study(returns, events, window=WINDOW, tests="t")
    found = regress_car(result, HORIZON, ["size"])
    assert found.note.startswith("10 of 10 events share a date")
    assert "cluster by date (covariance='cluster_date')" in found.note
    assert regress_car(result, HORIZON, ["size"], covariance="cluster_date").note == ""
