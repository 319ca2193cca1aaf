"""run_study: what goes in, what comes out, and that no event is lost on the way."""

import dataclasses

import numpy as np
import pandas as pd
import polars as pl
import pytest
from unit.core_cases import EPISODE, WINDOW, episode, events_at, random_factors, random_returns, study

from eventstudy.errors import InputError, NoEventsError, UnknownNameError, WindowError
from eventstudy.inference import TESTS
from eventstudy.study import run_study
from eventstudy.types import EventWindow


@pytest.fixture
def returns():
    return random_returns()


@pytest.fixture
def factors(returns):
    return random_factors(returns)


def awkward_events(returns):
    """Every way for an event to leave a study, and three that stay."""
    index = returns.index
    rows = [
        ("good", "S00", index[200]),
        ("weekend", "S01", index[204] + pd.offsets.Day(1)),
        ("good too", "S01", index[250]),
        ("good", "S00", index[200]),  # given twice
        ("same session", "S00", index[200]),
        ("unknown", "XXX", index[200]),
        ("too early", "S01", index[60]),
        ("before all", "S01", pd.Timestamp("2001-05-01")),
        ("after all", "S01", pd.Timestamp("2031-05-01")),
        ("undated", "S01", pd.NaT),
        ("flat", "FLAT", index[210]),
        ("no price", "S02", index[220]),
    ]
    return pd.DataFrame(rows, columns=["event_id", "security", "date"])


@pytest.fixture
def awkward(returns):
    returns["FLAT"] = 0.0
    returns.iloc[214:227, returns.columns.get_loc("S02")] = np.nan
    return returns


def test_studied_and_dropped_make_up_what_was_given(awkward):
    given = awkward_events(awkward)
    result = run_study(awkward, given, window=WINDOW)
    assert result.block.n_events + len(result.dropped) == len(given)
    assert len(result.events) == len(given)
    assert (result.events["status"] == "studied").sum() == result.block.n_events == 3
    assert sorted(result.events["event_id"]) == sorted(given["event_id"])
    stages = result.dropped.drop_duplicates("event_id").set_index("event_id")["stage"]
    assert stages.to_dict() == {
        "good": "merge",
        "same session": "merge",
        "unknown": "prices",
        "too early": "estimation",
        "before all": "prices",
        "after all": "prices",
        "undated": "align",
        "flat": "estimation",
        "no price": "abnormal",
    }
    assert (result.dropped["reason"].str.len() > 10).all()


def test_each_reason_names_what_is_wrong(awkward):
    result = run_study(awkward, awkward_events(awkward), window=WINDOW)
    reason = result.dropped.drop_duplicates("event_id").set_index("event_id")["reason"]
    assert "given twice" in reason["good"]
    assert "good" in reason["same session"]
    assert "XXX" in reason["unknown"]
    assert reason["too early"].startswith("50 ")
    assert "60 needed" in reason["too early"]
    assert "2001-05-01" in reason["before all"]
    assert "no variance" in reason["flat"]
    assert "no date" in reason["undated"]


def test_one_event_id_on_two_dates_is_not_three_rows(returns):
    """Either the input is refused, or both events are in the table once each."""
    try:
        result = study(returns, ("S00", 200, "E"), ("S00", 230, "E"))
    except InputError:
        return
    assert len(result.events) == 2
    assert result.block.n_events + len(result.dropped) == 2


def test_undated_event_with_an_empty_reason_is_dropped_with_one(returns):
    events = events_at(returns, ("S00", 200), ("S01", 210)).assign(reason="")
    events.loc[1, "date"] = pd.NaT
    dropped = run_study(returns, events, window=WINDOW).dropped
    assert dropped["stage"].tolist() == ["align"]
    assert dropped["reason"].str.len().item() > 5


def test_when_every_event_is_dropped_the_error_counts_the_reasons(returns):
    with pytest.raises(NoEventsError, match=r"no returns for security XXX \(1 of 1\)"):
        run_study(returns, pd.DataFrame({"security": ["XXX"], "date": ["2018-10-10"]}))
    with pytest.raises(NoEventsError, match="60 needed"):
        study(returns, ("S00", 30), ("S01", 31))


def test_columns_are_those_promised(returns, factors):
    result = study(returns, ("S00", 200), ("S01", 230), model="market", factors=factors)
    tests = ["test", "first", "last", "n_events", "estimate", "statistic", "p_value", "distribution", "note"]
    assert list(result.tests.columns) == [*tests, "event_id", "security"]
    promised = {"event_id", "alpha", "beta_MKT", "sigma", "n_estimation", "dof", "scar_0_0", "scar_-1_1"}
    assert promised | {"status", "reason", "security", "date"} <= set(result.events.columns)
    assert list(result.dropped.columns) == ["event_id", "security", "stage", "reason"]
    assert list(result.abnormal.columns) == ["event_id", "security", "day", "session", "ar", "se", "normal"]
    cars = ["car", "se", "ci_low", "ci_high", "mde", "n_missing", "overlap"]
    assert list(result.cars.columns) == ["event_id", "security", "first", "last", *cars]
    assert set(result.tests["test"]) == set(TESTS)


def test_estimation_says_enough_to_repeat_the_study(returns, factors):
    result = study(returns, ("S00", 200), model="ff3", factors=factors)
    said = result.estimation
    assert said["model"] == "ff3"
    assert said["event_window"] == [-5, 5]
    assert said["estimation_window"] == [-110, -11]
    assert (said["first_session"], said["last_session"]) == tuple(
        f"{returns.index[row]:%Y-%m-%d}" for row in (90, 189)
    )
    assert list(said["factors"]) == ["MKT", "SMB", "HML"]


def test_days_left_out_are_listed_with_their_reason(returns, factors):
    factors.iloc[150] = np.nan
    returns.iloc[140, 0] = np.nan
    result = study(returns, ("S00", 160), ("S00", 200), model="market", factors=factors)
    left_out = {(row["session"], row["reason"]) for row in result.estimation["left_out"]}
    day = {row: f"{returns.index[row]:%Y-%m-%d}" for row in (140, 150, 160)}
    assert (day[140], "no return") in left_out
    assert (day[160], "day of another event") in left_out
    # No event is near row 150: what is missing there is the factor.
    assert (day[150], "day of another event") not in left_out


def test_extra_columns_are_kept(returns):
    events = events_at(returns, ("S00", 200), ("XXX", 210)).assign(label=["killing", "missiles"])
    assert run_study(returns, events, window=WINDOW).events["label"].tolist() == ["killing", "missiles"]


@pytest.mark.parametrize("kind", ["polars", "arrow", "column", "text", "zoned", "shuffled", "seconds"])
def test_every_kind_of_table_gives_the_same_study(returns, factors, kind):
    events = events_at(returns, ("S00", 200), ("S01", 230), ("S02", 231))
    expected = run_study(returns, events, model="market", factors=factors, window=WINDOW)
    tables = [returns, events, factors]
    flat = [returns.reset_index(), events, factors.reset_index()]
    change = {
        "polars": lambda: [pl.from_pandas(t) for t in flat],
        "arrow": lambda: [pl.from_pandas(t).to_arrow() for t in flat],
        "column": lambda: flat,
        "text": lambda: [t.assign(**dates_as_text(t)) for t in flat],
        "zoned": lambda: [tables[0].tz_localize("America/New_York"), tables[1], tables[2].tz_localize("UTC")],
        "shuffled": lambda: [t.sample(frac=1, random_state=4) for t in tables],
        "seconds": lambda: [returns, events.assign(date=events["date"].astype("datetime64[s]")), factors],
    }[kind]
    found = run_study(change()[0], change()[1], model="market", factors=change()[2], window=WINDOW)
    pd.testing.assert_frame_equal(found.tests, expected.tests)
    pd.testing.assert_frame_equal(found.abnormal, expected.abnormal, check_dtype=False)
    pd.testing.assert_frame_equal(
        found.events.drop(columns="date"), expected.events.drop(columns="date"), check_dtype=False
    )


def dates_as_text(table):
    column = "session" if "session" in table else "date"
    return {column: table[column].dt.strftime("%Y-%m-%d")}


def test_rows_repeated_to_the_letter_count_once(returns):
    twice = pd.concat([returns, returns.iloc[100:110]])
    pd.testing.assert_frame_equal(study(returns, ("S00", 200)).tests, run_twice(twice, returns))


def run_twice(twice, returns):
    return run_study(twice, events_at(returns, ("S00", 200)), window=WINDOW).tests


def test_inputs_are_left_as_they_were(returns, factors):
    events = events_at(returns, ("S00", 200), ("S01", 230))
    tables = [returns, events, factors]
    before = [t.copy(deep=True) for t in tables]
    run_study(returns, events, model="capm", factors=factors, window=WINDOW)
    for table, copy in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, copy)


def test_result_is_frozen(returns):
    result = study(returns, ("S00", 200))
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.tests = None


def test_market_total_and_market_premium_are_the_same_factor(returns, factors):
    rf = pd.Series(np.linspace(0.0, 0.0004, len(returns)), returns.index)
    total = factors.assign(RF=rf)
    premium = total.assign(**{"MKT-RF": total["MKT"] - rf}).drop(columns="MKT")
    for model in ("market", "capm", "ff3", "market_adjusted"):
        pair = [study(returns, ("S00", 200), model=model, factors=f).abnormal for f in (total, premium)]
        np.testing.assert_allclose(pair[0]["ar"], pair[1]["ar"], atol=1e-15)


def test_risk_free_rate_is_taken_from_the_security_too(returns, factors):
    moving = factors.assign(RF=np.linspace(0.0, 0.01, len(returns)))
    excess = returns.sub(moving["RF"], axis=0)
    by_hand = moving.assign(MKT=moving["MKT"] - moving["RF"])
    capm = study(returns, ("S00", 200), model="capm", factors=moving)
    market = study(excess, ("S00", 200), model="market", factors=by_hand)
    np.testing.assert_allclose(capm.ar, market.ar, atol=1e-15)


def test_a_list_of_factor_names_is_a_model(returns, factors):
    listed = study(returns, ("S00", 200), model=["MKT"], factors=factors)
    named = study(returns, ("S00", 200), model="market", factors=factors)
    pd.testing.assert_frame_equal(listed.abnormal, named.abnormal)


def test_factor_names_in_lower_case_are_read(returns, factors):
    lower = study(returns, ("S00", 200), model="capm", factors=factors.rename(columns=str.lower))
    pd.testing.assert_frame_equal(lower.ar, study(returns, ("S00", 200), model="capm", factors=factors).ar)


def test_a_factor_missing_on_the_event_day_leaves_no_abnormal_return(returns, factors):
    result = study(returns, ("S00", 200), model="market", factors=factors.drop(factors.index[201]))
    ar = result.ar.iloc[0]
    assert np.isnan(ar[1])
    assert ar.drop(1).notna().all()
    assert np.isnan(result.car(0, 1).item())


def test_collinear_factors_drop_the_event_with_a_reason(returns, factors):
    with pytest.raises(NoEventsError, match="collinear"):
        study(returns, ("S00", 200), model=["MKT", "SMB"], factors=factors.assign(SMB=2 * factors["MKT"]))


def test_estimation_window_shorter_than_the_parameters_drops_the_event(returns, factors):
    short = EventWindow(event=(0, 0), estimation=(-14, -11), min_estimation=3)
    with pytest.raises(NoEventsError):
        study(returns, ("S00", 200), window=short, horizons=[(0, 0)], model="ff5", factors=factors)


def test_horizon_longer_than_the_estimation_window_has_no_placebos(returns):
    short = EventWindow(event=(0, 8), estimation=(-15, -11), min_estimation=3)
    rows = study(returns, ("S00", 200), window=short, horizons=[(0, 7)], tests=["ewma_rank", "sq"]).tests
    assert rows["p_value"].isna().all()


def test_episode_window_is_counted_from_the_first_event(returns):
    result = episode(returns, ("S00", 200), ("S01", 230))
    assert (result.block.residuals.sessions == np.arange(90, 190)).all()
    own = study(returns, ("S00", 200), ("S01", 230))
    assert own.block.residuals.sessions[1].tolist() == list(range(120, 220))


@pytest.mark.parametrize(
    ("options", "error", "says"),
    [
        ({"model": "markt"}, UnknownNameError, "Did you mean 'market'"),
        ({"tests": ["patel"]}, UnknownNameError, "Did you mean 'patell'"),
        ({"horizons": [(0, 9)]}, WindowError, "horizon 0:9 is outside the event window -5:5"),
        ({"horizons": [(1, 0)]}, WindowError, "horizon 1:0 is reversed"),
        ({"horizons": []}, WindowError, "no horizon"),
        ({"model": "market"}, InputError, "needs the factors MKT: pass factors="),
        ({"model": "carhart"}, InputError, "MOM"),
        ({"tests": "bmp_"}, UnknownNameError, "bmp_"),
        ({"horizons": (0, 1)}, InputError, "horizon"),
        ({"on_missing_date": "nearest"}, InputError, "nearest"),
    ],
)
def test_wrong_options_say_what_is_wrong(returns, options, error, says):
    with pytest.raises(error, match=says):
        study(returns, ("S00", 200), **options)


def test_one_test_named_by_a_plain_string_is_that_test(returns):
    assert set(study(returns, ("S00", 200), tests="sq").tests["test"]) == {"sq"}


def test_factor_table_without_the_column_says_what_it_has(returns, factors):
    with pytest.raises(InputError, match=r"no column 'HML'; it has MKT, SMB"):
        study(returns, ("S00", 200), model="ff3", factors=factors[["MKT", "SMB", "RF"]])


def test_same_input_gives_the_same_bytes(returns):
    first, second = (episode(returns, ("S00", 200), ("S01", 203)) for _ in range(2))
    assert first.tests.to_csv() == second.tests.to_csv()
    assert first.abnormal.to_csv() == second.abnormal.to_csv()


def test_other_events_do_not_change_an_event(returns):
    alone = study(returns, ("S01", 230), tests=["t", "sq", "ewma_rank"]).tests
    among = study(returns, ("S00", 200), ("S01", 230), ("S02", 240), tests=["t", "sq", "ewma_rank"]).tests
    among = among[among["security"] == "S01"].reset_index(drop=True)
    # The note on resolution depends on how many tests there are.
    pd.testing.assert_frame_equal(among.drop(columns="note"), alone.drop(columns="note"))


def test_episode_constant_is_an_episode_window():
    assert EPISODE.anchor == "episode"


def test_signs_that_are_no_numbers_are_refused(returns):
    events = events_at(returns, ("S00", 200), ("S00", 210)).assign(sign=["up", None])
    with pytest.raises(InputError, match=r"'up'.*write 1, -1"):
        run_study(returns, events, window=WINDOW)


def test_horizons_are_whole_days(returns):
    with pytest.raises(InputError, match="pairs of days"):
        study(returns, ("S00", 200), horizons=[(0, 0.5)])


def test_an_event_dropped_for_its_history_still_leaves_the_windows_of_others(returns):
    """Its day is no ordinary day, whether or not it could be studied itself."""
    returns.iloc[100, 0] = 0.5
    short = EventWindow(event=(-5, 5), estimation=(-110, -11), min_estimation=95)
    result = run_study(returns, events_at(returns, ("S00", 100), ("S00", 200)), window=short)
    assert result.dropped["stage"].tolist() == ["estimation"]
    assert result.events.set_index("status").loc["studied", "sigma"] < 0.1
    assert f"{returns.index[100]:%Y-%m-%d}" in {row["session"] for row in result.estimation["left_out"]}


def test_an_event_without_returns_does_not_anchor_the_episode(returns):
    returns.iloc[:160, 0] = np.nan
    window = EventWindow(event=(-5, 5), estimation=(-110, -11), min_estimation=60, anchor="episode")
    result = run_study(returns, events_at(returns, ("S00", 150), ("S01", 250)), window=window)
    assert result.estimation["last_session"] == f"{returns.index[239]:%Y-%m-%d}"


def test_every_row_given_is_accounted_for_once_whatever_the_ids_say(returns):
    dates = returns.index[[200, 230, 230, 200]]
    events = pd.DataFrame({"event_id": "A", "security": "S00", "date": dates, "note": list("wxyz")})
    result = run_study(returns, events, window=WINDOW)
    assert result.block.n_events + len(result.dropped) == len(result.events) == 4
    assert sorted(result.events["note"]) == list("wxyz")
    assert sorted(result.dropped["stage"]) == ["input", "input", "merge"]


def test_columns_with_our_names_are_kept_under_another(returns):
    events = events_at(returns, ("S00", 200), ("XXX", 210)).assign(alpha=9.0, reason="told", status="n")
    result = run_study(returns, events, window=WINDOW).events
    assert result["given_alpha"].tolist() == [9.0, 9.0]
    assert result["given_reason"].tolist() == ["told", "told"]
    assert result["alpha"].isna().tolist() == [False, True]
    assert result["status"].tolist() == ["studied", "dropped"]


def test_missing_ids_are_made_and_missing_securities_refused(returns):
    events = events_at(returns, ("S00", 200), ("S00", 220)).assign(event_id=None)
    assert run_study(returns, events, window=WINDOW).events["event_id"].is_unique
    with pytest.raises(InputError, match="no security in row 2"):
        run_study(returns, events.assign(security=["S00", None]), window=WINDOW)


def test_a_moved_event_says_where_it_came_from(returns):
    saturday = returns.index[200] + pd.offsets.Week(weekday=5)
    result = run_study(returns, pd.DataFrame({"security": ["S00"], "date": [saturday]}), window=WINDOW)
    event = result.events.iloc[0]
    assert event["date_given"] == saturday
    assert event["reason"] == f"moved from {saturday:%Y-%m-%d}, which is no session"


@pytest.mark.parametrize("when", ["2018-10-08T22:00:00Z", "2018-10", "2018"])
def test_dates_that_are_no_whole_days_are_refused(returns, when):
    with pytest.raises(InputError, match=r"time of day|no whole date"):
        run_study(returns, pd.DataFrame({"security": ["S00"], "date": [when]}), window=WINDOW)


def test_the_earliest_news_of_a_session_gives_its_name(returns):
    events = events_at(returns, ("S00", 200, "z"), ("S00", 200, "a")).assign(start_utc=[1, 2], sign=[1, -1])
    result = run_study(returns, events, window=WINDOW)
    assert result.keys["event_id"].tolist() == ["z"]
    assert "signs differ" in result.dropped["reason"].item()


@pytest.mark.parametrize(
    "options", [{"model": 5}, {"tests": None}, {"window": (-5, 5)}, {"on_missing_date": "nearest"}]
)
def test_options_of_the_wrong_kind_are_errors_of_ours(returns, options):
    options = {"window": WINDOW, **options}
    with pytest.raises(InputError):
        run_study(returns, events_at(returns, ("S00", 200)), **options)


def test_events_far_apart_in_one_episode_are_warned_of(returns):
    window = EventWindow(event=(-5, 5), estimation=(-110, -11), min_estimation=60, anchor="episode")
    result = run_study(returns, events_at(returns, ("S00", 130), ("S00", 280)), window=window)
    assert "span 150 sessions" in result.warnings[0]
    notes = result.tests.query("test == 'placebo_max'")["note"]
    assert notes.str.contains("no other placement").all()


def test_a_missing_factor_is_not_called_a_missing_return(returns, factors):
    short = factors.iloc[:150]
    with pytest.raises(NoEventsError, match="with every factor known"):
        study(returns, ("S00", 300), model="market", factors=short)
    gone = factors.assign(MKT=factors["MKT"].mask(factors.index == returns.index[200]))
    result = study(returns, ("S00", 200), ("S01", 220), model="market", factors=gone, horizons=[(0, 0)])
    assert result.dropped["reason"].tolist() == ["a return or a factor is missing in every declared horizon"]


def test_the_window_of_an_episode_is_that_of_its_first_event_even_if_that_is_dropped(returns):
    gone = returns.copy()
    gone.iloc[150, 0] = float("nan")
    result = episode(gone, ("S00", 150), ("S01", 160), horizons=[(0, 0)])
    assert result.dropped["stage"].tolist() == ["abnormal"]
    used = result.residuals(result.keys["event_id"][0]).dropna()
    assert (
        result.estimation["first_session"] == f"{used.index[0]:%Y-%m-%d}" == f"{returns.index[40]:%Y-%m-%d}"
    )
    assert (
        result.estimation["last_session"] == f"{used.index[-1]:%Y-%m-%d}" == f"{returns.index[139]:%Y-%m-%d}"
    )


def test_the_history_of_an_episode_is_counted_from_its_first_event_even_if_that_is_dropped(returns):
    gone = returns.copy()
    gone.iloc[100, 0] = float("nan")
    result = episode(gone, ("S00", 100), ("S01", 112), horizons=[(0, 0)])
    assert result.dropped["stage"].tolist() == ["abnormal"]
    assert any("reaches beyond the first session" in text and "holds 90" in text for text in result.warnings)
