"""Laws that every registered test keeps: sign, units, order, names, missing days, tails, few events."""

import dataclasses

import numpy as np
import pandas as pd
import pytest

from eventstudy.inference import TESTS
from eventstudy.study import run_study
from eventstudy.types import EventWindow

ALL = sorted(TESTS)
FEW = {"episode", "joint", "family"}
KEY = ["test", "first", "last", "event_id", "security"]
NUMBERS = ["estimate", "statistic", "p_value"]
HORIZONS = [(0, 0), (-1, 1), (1, 3)]


def returns_table(seed=3, n_securities=12):
    rng = np.random.default_rng(seed)
    sessions = pd.bdate_range("2018-01-01", periods=420, name="session")
    market = rng.standard_t(5, (420, 1)) * 0.008
    noise = rng.standard_t(5, (420, n_securities)) * rng.uniform(0.01, 0.03, n_securities)
    names = [f"S{i:02d}" for i in range(n_securities)]
    return pd.DataFrame(market + noise, index=sessions, columns=names)


def events_for(test, table):
    """Overlapping events of two securities for the tests of few events, else one event a security."""
    if TESTS[test].scope in FEW:
        pairs = [(security, row) for row in (250, 252, 257, 300) for security in ("S00", "S01")]
    else:
        pairs = [(f"S{i:02d}", 200 + 17 * min(i, 9)) for i in range(12)]
    return pd.DataFrame(
        {
            "event_id": [f"e{at:02d}" for at in range(len(pairs))],
            "security": [security for security, _ in pairs],
            "date": [table.index[row] for _, row in pairs],
        }
    )


def run(test, table, events):
    anchor = "episode" if TESTS[test].scope in FEW else "event"
    window = EventWindow(event=(-4, 4), estimation=(-150, -11), min_estimation=60, anchor=anchor)
    return run_study(table, events, window=window, horizons=HORIZONS, tests=[test])


def statistics_of(test, table, events):
    return run(test, table, events).tests.set_index(KEY).sort_index()


def is_unsigned(test):
    """An F statistic, and a mean size of residuals."""
    return test in ("joint_f", "conformal")


@pytest.fixture(scope="module")
def table():
    return returns_table()


@pytest.mark.parametrize("test", ALL)
def test_every_row_says_what_it_is(table, test):
    rows = statistics_of(test, table, events_for(test, table)).reset_index()
    assert set(zip(rows["first"], rows["last"], strict=True)) == set(HORIZONS)
    assert rows["p_value"].between(0, 1, inclusive="right").all()
    assert np.isfinite(rows[NUMBERS].astype(float)).to_numpy().all()
    assert (rows["distribution"] != "").all()
    entry = TESTS[test]
    assert all([entry.purpose, entry.fails, entry.source])


@pytest.mark.parametrize("test", ALL)
def test_the_sign_of_returns_flips_the_statistic_and_keeps_p(table, test):
    events = events_for(test, table)
    as_is, flipped = statistics_of(test, table, events), statistics_of(test, -table, events)
    sign = 1 if is_unsigned(test) else -1
    np.testing.assert_allclose(flipped["estimate"], -as_is["estimate"], rtol=1e-12)
    np.testing.assert_allclose(flipped["statistic"], sign * as_is["statistic"], rtol=1e-10)
    np.testing.assert_allclose(flipped["p_value"], as_is["p_value"], rtol=1e-10)


@pytest.mark.parametrize("test", ALL)
def test_units_do_not_matter(table, test):
    events = events_for(test, table)
    as_is, scaled = statistics_of(test, table, events), statistics_of(test, 10 * table, events)
    unit = 10 if test in ("sq", "conformal") else 1  # their statistics are in units of the return
    np.testing.assert_allclose(scaled["estimate"], 10 * as_is["estimate"], rtol=1e-11)
    np.testing.assert_allclose(scaled["statistic"], unit * as_is["statistic"], rtol=1e-10)
    np.testing.assert_allclose(scaled["p_value"], as_is["p_value"], rtol=1e-10)


@pytest.mark.parametrize("test", ALL)
def test_order_of_rows_and_columns_does_not_matter(table, test):
    events = events_for(test, table)
    shuffled = statistics_of(
        test, table.sample(frac=1, random_state=1)[table.columns[::-1]], events.sample(frac=1, random_state=2)
    )
    as_is = statistics_of(test, table, events)
    pd.testing.assert_frame_equal(shuffled, as_is, check_exact=False, rtol=1e-10, atol=1e-15)


@pytest.mark.parametrize("test", ALL)
def test_order_of_events_leaves_every_byte(table, test):
    events = events_for(test, table)
    shuffled = run(test, table, events.sample(frac=1, random_state=5)).tests
    pd.testing.assert_frame_equal(shuffled, run(test, table, events).tests, check_exact=True)


@pytest.mark.parametrize("test", ALL)
def test_names_do_not_matter(table, test):
    events = events_for(test, table)
    rename = {name: f"Z{99 - at}" for at, name in enumerate(table.columns)}
    again = {name: f"q{99 - at}" for at, name in enumerate(events["event_id"])}
    other = events.assign(security=events["security"].map(rename), event_id=events["event_id"].map(again))
    renamed = run(test, table.rename(columns=rename), other).tests
    as_is = run(test, table, events).tests
    as_is = as_is.assign(security=as_is["security"].map(rename), event_id=as_is["event_id"].map(again))
    both = [t.fillna({"security": "", "event_id": ""}).set_index(KEY).sort_index() for t in (renamed, as_is)]
    pd.testing.assert_frame_equal(*both, check_exact=False, rtol=1e-10, atol=1e-15)


@pytest.mark.parametrize("test", ALL)
def test_an_event_without_a_price_counts_for_nothing(table, test):
    """The last event loses its day 0: the horizons that hold the day read as if it had not been given."""
    events = events_for(test, table)
    lost = events.iloc[-1]
    blanked = table.copy()
    blanked.loc[lost["date"], lost["security"]] = np.nan
    found = holding_day_zero(statistics_of(test, blanked, events))
    scope = TESTS[test].scope
    if scope in ("event", "family"):
        own = found["event_id"] == lost["event_id"]
        assert own.sum() == 2
        assert found.loc[own, "p_value"].isna().all()
        expected = holding_day_zero(statistics_of(test, table, events))
        expected = expected[expected["event_id"] != lost["event_id"]]
        found = found[~own]
    elif scope == "joint":
        assert found["p_value"].isna().all()
        assert found["note"].str.startswith("not run: test 'joint_f' needs the same event sessions").all()
        return
    else:
        expected = holding_day_zero(statistics_of(test, table, events.iloc[:-1]))
    np.testing.assert_allclose(found[NUMBERS], expected[NUMBERS], rtol=1e-10)
    assert list(found["n_events"]) == list(expected["n_events"])


def holding_day_zero(rows):
    return rows.reset_index().query("first <= 0")


# How the events move on day 0: all by the same return, or each by so many of its own sigmas.
TAILS = {
    "t": ("sigmas", 15),
    "serial_t": ("sigmas", 15),
    "overlap_t": ("sigmas", 15),
    "patell": ("sigmas", 4),
    "bmp": ("sigmas", 15),
    "adj_bmp": ("sigmas", 15),
    "adj_bmp_overlap": ("sigmas", 15),
    "j1": ("sigmas", 4),
    "brown_warner": ("sigmas", 4),
    "kp_patell": ("sigmas", 8),
    "cross_sectional": ("return", 0.4),
    "jackknife": ("return", 0.4),
}


@pytest.mark.parametrize("test", sorted(TAILS))
def test_far_tails_do_not_round_to_zero(table, test):
    events, rng = events_for(test, table), np.random.default_rng(0)
    held = run(test, table, events).block
    sigma = dict(zip(held.security, np.sqrt(held.sigma2), strict=True))
    unit, size = TAILS[test]
    moved = table.copy()
    for event in events.itertuples():
        scale = sigma[table.columns.get_loc(event.security)] if unit == "sigmas" else 1.0
        moved.loc[event.date, event.security] = size * scale * (1 + 1e-4 * rng.normal())
    p_values = statistics_of(test, moved, events).reset_index().query("first == 0 and last == 0")["p_value"]
    assert ((p_values > 0) & (p_values < 1e-17)).all()


def test_far_tail_of_the_joint_test(table):
    moved = table.copy()
    events = events_for("joint_f", table)
    moved.loc[events["date"].unique(), ["S00", "S01"]] = 0.5
    p_value = statistics_of("joint_f", moved, events)["p_value"].iloc[0]
    assert 0 < p_value < 1e-30


@pytest.mark.parametrize("n_events", [1, 2, 3])
@pytest.mark.parametrize("test", ALL)
def test_few_events_give_a_result_or_a_reason(table, test, n_events):
    events = events_for(test, table).iloc[:n_events]
    rows = run(test, table, events).tests
    assert len(rows) >= len(HORIZONS)
    silent = rows[rows["p_value"].isna() & (rows["note"] == "")]
    assert silent.empty, silent
    assert rows["p_value"].dropna().between(0, 1, inclusive="right").all()


@pytest.mark.parametrize("test", ALL)
def test_a_test_leaves_its_input_as_it_was(table, test):
    held = run(test, table, events_for(test, table)).block
    locked = {f.name: getattr(held, f.name) for f in dataclasses.fields(held)}
    arrays = [value for value in locked.values() if isinstance(value, np.ndarray)]
    arrays += [held.residuals.values, held.residuals.sessions, held.residuals.gap]
    for array in arrays:
        array.setflags(write=False)
    if TESTS[test].scope == "episode":
        held = held.take(held.security == held.security[0])
    before = held.ar.copy()
    TESTS[test].function(*((held, HORIZONS) if TESTS[test].scope == "family" else (held,)))
    np.testing.assert_array_equal(held.ar, before)


@pytest.mark.parametrize("test", ALL)
def test_a_large_planted_effect_is_found(table, test):
    events = events_for(test, table)
    # A later event of an episode is judged by the volatility that the first one leaves.
    planted = events[events["date"] == events["date"].min()] if TESTS[test].scope in FEW else events
    moved = table.copy()
    for event in planted.itertuples():
        moved.loc[event.date, event.security] += 0.35
    rows = statistics_of(test, moved, events).reset_index().query("first == 0 and last == 0")
    rows = rows[rows["event_id"].isin(["", *planted["event_id"]])]
    assert len(rows) >= 1
    assert (rows["p_value"] <= 0.05).all()
    assert (rows["estimate"] > 0.05).all()
