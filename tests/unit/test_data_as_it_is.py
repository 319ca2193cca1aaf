"""Data as they are: gaps, listings, odd dates, odd types. Defined, and no event lost on the way."""

from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.core_cases import WINDOW, events_at, random_factors, random_returns, study

from eventstudy.errors import DataError, InputError, NoEventsError
from eventstudy.study import run_study
from eventstudy.types import EventWindow

QUICK = ["t", "patell", "bmp"]
NO_CAR = "a return is missing in every declared horizon"


@pytest.fixture
def returns():
    return random_returns(4)


def only(result):
    return result.events.iloc[0]


def accounted(result, given):
    """Studied + dropped = given, row by row, and each table joined on event_id and security."""
    assert result.block.n_events + len(result.dropped) == len(result.events) == len(given)
    assert (result.events["status"] == "studied").sum() == result.block.n_events == len(result.keys)
    assert (result.events["status"] == "dropped").sum() == len(result.dropped)
    lost = result.events[result.events["status"] == "dropped"]
    pairs = [
        sorted(zip(t["event_id"], t["security"], t["reason"], strict=True)) for t in (lost, result.dropped)
    ]
    assert pairs[0] == pairs[1]
    assert result.dropped["reason"].str.len().gt(5).all()
    assert result.dropped["stage"].isin(["input", "align", "prices", "merge", "estimation", "abnormal"]).all()
    known = set(map(tuple, result.keys.to_numpy()))
    for table in (result.abnormal, result.cars, result.diagnostics):
        assert set(map(tuple, table[["event_id", "security"]].to_numpy())) == known


# --- missing days -----------------------------------------------------------------------------


def test_missing_estimation_days_are_left_out_and_counted(returns):
    returns.iloc[[100, 120, 189], 0] = np.nan
    result = study(returns, ("S00", 200))
    used = returns.iloc[90:190, 0].dropna()
    assert only(result)["n_estimation"] == len(used) == 97
    assert only(result)["alpha"] == pytest.approx(used.mean(), rel=1e-12)
    assert only(result)["sigma"] == pytest.approx(used.std(), rel=1e-12)
    assert {row["reason"] for row in result.estimation["left_out"]} == {"no return"}
    assert result.estimation["n_left_out"] == 3


@pytest.mark.parametrize(("n_missing", "studied"), [(40, True), (41, False)])
def test_the_least_number_of_estimation_days_is_exact(returns, n_missing, studied):
    returns.iloc[90 : 90 + n_missing, 0] = np.nan
    result = study(returns, ("S00", 200), ("S01", 200))
    assert (result.block.n_events == 2) is studied
    if not studied:
        assert result.dropped["reason"].tolist() == ["59 usable returns in the estimation window, 60 needed"]


def test_a_missing_event_day_spoils_the_horizons_that_hold_it_and_no_other(returns):
    returns.iloc[201, 0] = np.nan
    result = study(returns, ("S00", 200), tests=QUICK)
    assert np.flatnonzero(result.ar.isna().to_numpy()[0]).tolist() == [6]
    cars = result.cars.set_index(["first", "last"])
    assert np.isfinite(cars.loc[(0, 0), "car"])
    assert np.isnan(cars.loc[(-1, 1), ["car", "se", "ci_low"]].astype(float)).all()
    assert cars["n_missing"].tolist() == [0, 1]
    rows = result.tests[result.tests["test"] == "t"].set_index(["first", "last"])
    assert np.isfinite(rows.loc[(0, 0), "p_value"])
    assert rows.loc[(-1, 1), "note"] == "no CAR: a return is missing on a day of the horizon"
    assert only(result)["reason"] == "no abnormal return on 1 of 11 event days"


def test_an_event_without_any_whole_horizon_is_dropped(returns):
    returns.iloc[200, 0] = np.nan
    result = study(returns, ("S00", 200), ("S01", 200))
    assert result.dropped[["stage", "reason"]].to_numpy().tolist() == [["abnormal", NO_CAR]]


def test_events_with_a_hole_leave_one_sample_and_not_the_other(returns):
    returns.iloc[201, 0] = np.nan
    pairs = [("S00", 200), ("S01", 210), ("S02", 220), ("S03", 230)]
    tests = study(returns, *pairs, tests=["patell"]).tests.set_index(["first", "last"])["n_events"]
    assert tests.loc[(0, 0)] == 4
    assert tests.loc[(-1, 1)] == 3


# --- listings and delistings ------------------------------------------------------------------


def test_a_security_listed_within_the_estimation_window_uses_what_it_has(returns):
    returns.iloc[:125, 0] = np.nan
    result = study(returns, ("S00", 200))
    assert only(result)["n_estimation"] == 65
    assert only(result)["alpha"] == pytest.approx(returns.iloc[125:190, 0].mean(), rel=1e-12)


def test_a_security_delisted_within_the_event_window_keeps_its_days_before(returns):
    returns.iloc[203:, 0] = np.nan
    result = study(returns, ("S00", 200), horizons=[(0, 0), (-1, 1), (0, 5)])
    assert np.isfinite(result.ar.loc[:, :2].to_numpy()).all()
    assert result.ar.loc[:, 3:].isna().all(axis=None)
    assert result.cars["car"].isna().tolist() == [False, False, True]
    assert only(result)["status"] == "studied"


def test_a_security_whose_last_price_is_before_the_event_is_dropped(returns):
    returns.iloc[195:, 0] = np.nan
    result = study(returns, ("S00", 200), ("S01", 200))
    assert result.dropped["reason"].tolist() == [NO_CAR]


def test_unequal_histories_use_each_its_own_days(returns):
    """The events of one study are fitted as if each was alone."""
    returns.iloc[:130, 1], returns.iloc[210:, 2] = np.nan, np.nan
    pairs = [("S00", 200), ("S01", 200), ("S02", 200), ("S03", 120)]
    together = study(returns, *pairs, tests=["t"])
    for at, pair in enumerate(sorted(pairs, key=lambda pair: (pair[1], pair[0]))):
        alone = study(returns, pair, tests=["t"])
        np.testing.assert_allclose(together.block.ar[at], alone.block.ar[0], rtol=1e-12, atol=1e-15)
        assert together.block.sigma2[at] == pytest.approx(alone.block.sigma2[0], rel=1e-12)


def test_a_security_without_events_changes_nothing_of_the_others(returns):
    pairs = [("S00", 200), ("S01", 230)]
    expected = study(returns, *pairs)
    for odd in (returns["S00"] * 1e6, 0.0, np.nan):
        found = study(returns.assign(EXTRA=odd), *pairs)
        pd.testing.assert_frame_equal(found.tests, expected.tests)
        pd.testing.assert_frame_equal(found.ar, expected.ar)


def test_a_security_without_variance_is_dropped_and_a_wild_one_studied(returns):
    returns["FLAT"], returns["STILL"] = 0.0, 0.0004
    returns["WILD"] = returns["S00"] * 1e60
    result = study(returns, ("FLAT", 200), ("STILL", 200), ("WILD", 200), ("S00", 200), tests=["t"])
    assert sorted(result.dropped["security"]) == ["FLAT", "STILL"]
    assert result.dropped["reason"].str.contains("no variance").all()
    p_values = result.tests.pivot_table(index="first", columns="security", values="p_value")
    np.testing.assert_allclose(p_values["WILD"], p_values["S00"], rtol=1e-9)


# --- several events ---------------------------------------------------------------------------


def test_several_events_of_one_security_stay_out_of_each_others_estimation(returns):
    result = study(returns, ("S00", 150), ("S00", 200), horizons=[(-2, 3)])
    sessions = result.block.residuals.sessions[1][np.isnan(result.block.residuals.values[1])]
    assert sessions.tolist() == list(range(148, 154))
    kept = EventWindow(event=(-5, 5), estimation=(-110, -11), min_estimation=60, clean=False)
    assert study(returns, ("S00", 150), ("S00", 200), window=kept).events["n_estimation"].tolist() == [
        100,
        100,
    ]


def test_other_securities_on_the_date_are_no_reason_to_leave_days_out(returns):
    result = study(returns, ("S00", 150), ("S01", 200))
    assert result.events["n_estimation"].tolist() == [100, 100]


def test_overlapping_events_are_both_studied_and_marked(returns):
    result = study(returns, ("S00", 200), ("S00", 201), ("S00", 220))
    marked = result.cars.pivot_table(index="event_id", columns="first", values="overlap", aggfunc="any")
    assert marked[-1].tolist() == [True, True, False]
    assert marked[0].tolist() == [False, False, False]
    assert any("share sessions" in warning for warning in result.warnings)


def test_one_event_on_several_securities_is_a_row_for_each(returns):
    pairs = [("S00", 200, "news"), ("S01", 200, "news"), ("S02", 200, "news")]
    result = study(returns, *pairs)
    assert result.ar.index.tolist() == [("news", "S00"), ("news", "S01"), ("news", "S02")]
    accounted(result, pairs)


# --- dates ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("rule", "row"), [("next", 205), ("previous", 204)])
def test_the_estimation_window_moves_with_a_moved_date(returns, rule, row):
    saturday = returns.index[204] + pd.offsets.Day(1)
    assert saturday.day_of_week == 5
    events = pd.DataFrame({"security": ["S00"], "date": [saturday]})
    moved = run_study(returns, events, window=WINDOW, on_missing_date=rule)
    direct = study(returns, ("S00", row))
    assert moved.block.day_zero.tolist() == [row]
    assert moved.block.residuals.sessions[0].tolist() == list(range(row - 110, row - 10))
    np.testing.assert_array_equal(moved.block.ar, direct.block.ar)
    assert only(moved)["date"] == returns.index[row]
    assert only(moved)["date_given"] == saturday


def test_skip_drops_and_error_raises_for_a_date_without_a_session(returns):
    saturday = returns.index[204] + pd.offsets.Day(1)
    events = pd.DataFrame({"security": ["S00", "S01"], "date": [saturday, returns.index[200]]})
    skipped = run_study(returns, events, window=WINDOW, on_missing_date="skip")
    assert skipped.dropped["stage"].tolist() == ["prices"]
    accounted(skipped, events)
    with pytest.raises(InputError, match=r"is not a session .*use on_missing_date"):
        run_study(returns, events, window=WINDOW, on_missing_date="error")


@pytest.mark.parametrize("missing", [None, pd.NaT, np.nan, ""])
def test_an_event_without_a_date_is_dropped(returns, missing):
    events = pd.DataFrame(
        {"security": ["S00", "S01"], "date": pd.Series([missing, "2018-10-08"], dtype=object)}
    )
    result = run_study(returns, events, window=WINDOW)
    assert result.dropped[["stage", "reason"]].to_numpy().tolist() == [["align", "the event has no date"]]
    accounted(result, events)


def test_events_at_the_ends_of_the_table(returns):
    last = study(returns, ("S00", len(returns) - 1), horizons=[(0, 0), (-5, 0), (0, 1)])
    assert last.cars["car"].isna().tolist() == [False, False, True]
    assert last.abnormal["session"].isna().sum() == 5
    with pytest.raises(NoEventsError, match="0 usable returns"):
        study(returns, ("S00", 0))


def test_an_estimation_window_that_reaches_before_the_table_is_warned_of(returns):
    result = study(returns, ("S00", 100))
    assert only(result)["n_estimation"] == 90
    assert "reaches beyond the first session" in result.warnings[0]


# --- rows in any order, rows repeated -----------------------------------------------------------


def test_the_order_of_rows_and_columns_does_not_matter(returns):
    factors = random_factors(returns)
    events = events_at(returns, ("S00", 200), ("S01", 230), ("S02", 231), ("S00", 260))
    expected = run_study(returns, events, model="market", factors=factors, window=WINDOW)
    found = run_study(
        returns.sample(frac=1, random_state=1),
        events.sample(frac=1, random_state=2),
        model="market",
        factors=factors.sample(frac=1, random_state=3)[factors.columns[::-1]],
        window=WINDOW,
    )
    pd.testing.assert_frame_equal(found.events, expected.events)
    pd.testing.assert_frame_equal(found.tests, expected.tests)
    permuted = run_study(
        returns[returns.columns[::-1]], events, model="market", factors=factors, window=WINDOW
    )
    pd.testing.assert_frame_equal(permuted.events, expected.events)


@pytest.mark.parametrize("what", ["returns", "factors"])
def test_repeated_rows_count_once_and_conflicting_ones_are_refused(returns, what):
    factors = random_factors(returns)
    tables = {"returns": returns, "factors": factors}
    events = events_at(returns, ("S00", 200))

    def run(**changed):
        given = {**tables, **changed}
        options = {"model": "market", "factors": given["factors"], "window": WINDOW}
        return run_study(given["returns"], events, **options)

    twice = pd.concat([tables[what], tables[what].iloc[[150, 150]]])
    pd.testing.assert_frame_equal(run(**{what: twice}).tests, run().tests)
    conflict = pd.concat([tables[what], tables[what].iloc[[150]] + 0.01])
    with pytest.raises(InputError, match=f"{what} has two different rows for .*keep one"):
        run(**{what: conflict})


def test_a_factor_without_some_sessions_leaves_those_days_out(returns):
    factors = random_factors(returns)
    result = study(returns, ("S00", 200), model="market", factors=factors.drop(factors.index[[100, 150]]))
    assert only(result)["n_estimation"] == 98
    assert {row["reason"] for row in result.estimation["left_out"]} == {"no factor value"}


def test_factor_sessions_that_the_returns_lack_change_nothing(returns):
    factors = random_factors(returns)
    weekend = factors.set_axis(factors.index + pd.offsets.Day(7 * len(factors)))
    more = study(returns, ("S00", 200), model="market", factors=pd.concat([factors, weekend]))
    pd.testing.assert_frame_equal(
        more.tests, study(returns, ("S00", 200), model="market", factors=factors).tests
    )


# --- names and types ----------------------------------------------------------------------------


def test_securities_named_by_numbers_are_found(returns):
    numbered = returns.set_axis([10001, 10002, 10003, 10004], axis=1)
    for name in (10002, "10002", np.int64(10002)):
        events = pd.DataFrame({"security": [name], "date": [returns.index[200]]})
        result = run_study(numbered, events, window=WINDOW)
        np.testing.assert_array_equal(result.block.ar, study(returns, ("S01", 200)).block.ar)


def test_securities_named_by_numbers_and_words_together(returns):
    mixed = returns.set_axis([10001, "B", 3.5, ("D", 1)], axis=1)
    events = pd.DataFrame({"security": [10001, "B", 3.5], "date": returns.index[[200, 201, 202]]})
    result = run_study(mixed, events, window=WINDOW)
    assert result.keys["security"].tolist() == ["10001", "B", "3.5"]


def test_a_security_numbered_as_a_float_is_dropped_under_its_name(returns):
    """Names are compared as text: 10001.0 is not 10001, and the reason shows the difference."""
    numbered = returns.set_axis([10001, 10002, 10003, 10004], axis=1)
    events = pd.DataFrame({"security": [10001.0], "date": returns.index[[200]]})
    with pytest.raises(NoEventsError, match=r"no returns for security 10001\.0"):
        run_study(numbered, events, window=WINDOW)


def test_two_columns_that_read_alike_are_refused(returns):
    with pytest.raises(InputError, match=r"two columns named 7: give each"):
        study(returns.set_axis([7, "7", "a", "b"], axis=1), ("a", 200))


@pytest.mark.parametrize(
    "kind", ["object", "decimal", "Float64", "arrow", "categorical events", "dates", "float32"]
)
def test_kinds_of_columns(returns, kind):
    events = events_at(returns, ("S00", 200), ("S01", 230))
    expected = run_study(returns, events, window=WINDOW, tests=QUICK)
    change = {
        "object": lambda: (returns.astype(object), events.astype(object)),
        "decimal": lambda: (returns.map(lambda value: Decimal(repr(float(value)))), events),
        "Float64": lambda: (returns.astype("Float64"), events.convert_dtypes()),
        "arrow": lambda: (returns.astype("double[pyarrow]"), events),
        "categorical events": lambda: (returns, events.astype({"security": "category"})),
        "dates": lambda: (
            returns.set_axis([day.date() for day in returns.index]),
            events.assign(date=[day.date() for day in events["date"]]),
        ),
        "float32": lambda: (returns.astype("float32"), events),
    }[kind]
    found = run_study(*change(), window=WINDOW, tests=QUICK)
    accuracy = 1e-5 if kind == "float32" else 1e-13  # float32 holds 7 digits
    np.testing.assert_allclose(found.block.ar, expected.block.ar, rtol=0, atol=accuracy)


def test_whole_numbers_are_returns_too(returns):
    whole = (returns * 100).round().astype("int64")
    assert run_study(whole, events_at(returns, ("S00", 200)), window=WINDOW).block.n_events == 1


@pytest.mark.parametrize("frame", ["polars", "pyarrow"])
def test_gaps_in_other_tables_are_gaps(returns, frame):
    returns.iloc[[100, 201], 0] = np.nan
    events = events_at(returns, ("S00", 200), ("S01", 230))
    flat = pl.from_pandas(returns.reset_index())
    with_nulls = flat.with_columns(pl.col("S00").fill_nan(None))
    for table in (flat, with_nulls):
        given = (table, pl.from_pandas(events)) if frame == "polars" else (table.to_arrow(), events)
        pd.testing.assert_frame_equal(
            run_study(*given, window=WINDOW).tests, run_study(returns, events, window=WINDOW).tests
        )


def test_a_time_zone_is_read_as_the_local_date(returns):
    late = returns.set_axis((returns.index + pd.Timedelta(hours=23)).tz_localize("Asia/Tokyo"))
    np.testing.assert_array_equal(study(returns, ("S00", 200)).block.ar, run_on(late, returns).block.ar)


def run_on(table, returns):
    return run_study(table, events_at(returns, ("S00", 200)), window=WINDOW)


@pytest.mark.parametrize("value", [np.inf, -np.inf])
def test_infinite_values_are_refused_with_their_place(returns, value):
    returns.iloc[7, 1] = value
    with pytest.raises(InputError, match=rf"infinite value for S01 on {returns.index[7]:%Y-%m-%d}"):
        study(returns, ("S00", 200))
    factors = random_factors(random_returns(1))
    factors.iloc[7, 0] = value
    with pytest.raises(InputError, match="factors holds an infinite value for MKT"):
        study(random_returns(1), ("S00", 200), model="market", factors=factors)


@pytest.mark.parametrize("value", [1j, pd.Timedelta("1D"), pd.Timestamp("2020-01-03")])
def test_columns_of_other_things_than_real_numbers_are_refused(returns, value):
    """A second column of dates among the securities is not a security with returns of 1e18."""
    with pytest.raises(InputError, match="column ODD"):
        study(returns.assign(ODD=value), ("S00", 200))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda r: r.set_axis(r.index.strftime("%d/%m/%Y")), "01/01/2018"),
        (lambda r: r.set_axis(r.index.strftime("%Y%m%d").astype(int)), "20180101"),
        (lambda r: pd.concat({"a": r}), "a"),
    ],
)
def test_dates_that_cannot_be_read_are_refused_in_one_line_with_the_value(returns, change, says):
    with pytest.raises(InputError, match=says) as refused:
        run_on(change(returns), returns)
    assert "\n" not in str(refused.value)
    assert "2020-01-03" in str(refused.value)


@pytest.mark.parametrize("value", [1e200, -1e300])
def test_values_whose_squares_overflow_are_refused_like_infinite_ones(returns, value):
    returns.iloc[150, 1] = value
    with pytest.raises(InputError, match=rf"S01 on {returns.index[150]:%Y-%m-%d}"):
        study(returns, ("S00", 200), ("S01", 200))


@pytest.mark.parametrize(
    "name", ["sigma", "alpha", "dof", "status", "reason", "date_given", "scar_0_0", "ewma_sigma", "index"]
)
def test_a_column_with_one_of_our_names_is_not_lost(returns, name):
    events = events_at(returns, ("S00", 200), ("XXX", 210)).assign(**{name: ["mine", "mine too"]})
    result = run_study(returns, events, window=WINDOW)
    accounted(result, events)
    held = [column for column in result.events.columns if result.events[column].astype(str).eq("mine").any()]
    assert held in ([f"given_{name}"], [name])


def test_extra_values_of_any_kind_ride_along(returns):
    odd = [{"a": 1}, [1, 2]]
    events = events_at(returns, ("S00", 200), ("XXX", 210)).assign(odd=odd, when=[date(2020, 1, 1), None])
    assert run_study(returns, events, window=WINDOW).events["odd"].tolist() == odd


# --- ids --------------------------------------------------------------------------------------


def test_one_id_with_two_dates_is_one_event_and_a_reason(returns):
    events = events_at(returns, ("S00", 200, "E"), ("S00", 230, "E"))
    result = run_study(returns, events, window=WINDOW)
    assert result.dropped["stage"].tolist() == ["input"]
    assert "another date" in result.dropped["reason"].item()
    accounted(result, events)


def test_an_event_given_twice_is_studied_once(returns):
    events = pd.concat([events_at(returns, ("S00", 200), ("S01", 230))] * 2)
    result = run_study(returns, events, window=WINDOW)
    assert result.block.n_events == 2
    assert set(result.dropped["stage"]) == {"merge"}
    accounted(result, events)


@pytest.mark.parametrize(
    ("events", "says"),
    [
        (pd.DataFrame({"security": [], "date": []}), "events has no rows: give at least one"),
        (pd.DataFrame(), "no column 'date'"),
        (None, "events is a NoneType: give a pandas"),
        ({"security": ["S00"]}, "events is a dict"),
    ],
)
def test_no_events_are_refused(returns, events, says):
    with pytest.raises(InputError, match=says):
        run_study(returns, events, window=WINDOW)


# --- the law ----------------------------------------------------------------------------------

MESSY = random_returns(5, 200, seed=5)
MESSY.iloc[:90, 1], MESSY.iloc[150:, 2] = np.nan, np.nan
MESSY = MESSY.mask(np.random.default_rng(6).random(MESSY.shape) < 0.05).assign(FLAT=0.0)
SHORT = EventWindow(event=(-3, 3), estimation=(-60, -6), min_estimation=30)
DAYS = pd.date_range("2017-12-01", "2018-11-15")
EVENT = st.tuples(
    st.sampled_from(["S00", "S01", "S02", "S03", "S04", "FLAT", "none of them"]),
    st.one_of(st.none(), st.sampled_from(list(DAYS))),
    st.one_of(st.none(), st.sampled_from(["a", "b", "", "S00 2018-06-01"])),
    st.one_of(st.none(), st.sampled_from([1, -1, 0])),
)


@given(
    rows=st.lists(EVENT, min_size=1, max_size=25),
    rule=st.sampled_from(["next", "previous", "skip", "error"]),
    anchor=st.sampled_from(["event", "episode"]),
)
@settings(max_examples=60, deadline=None)
def test_studied_and_dropped_are_what_was_given(rows, rule, anchor):
    events = pd.DataFrame(rows, columns=["security", "date", "event_id", "sign"])
    window = EventWindow(event=SHORT.event, estimation=SHORT.estimation, min_estimation=30, anchor=anchor)
    error = None
    try:
        result = run_study(MESSY, events, window=window, on_missing_date=rule, tests=QUICK)
    except (InputError, DataError) as raised:
        error = raised
    if error is None:
        accounted(result, events)
    elif isinstance(error, NoEventsError):
        assert f"of {len(events)})" in str(error)
    else:
        assert rule == "error"
        assert "is not a session" in str(error)
