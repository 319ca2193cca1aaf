"""Day 0 of each event in the return table, or the reason that it has none."""

import numpy as np
import pandas as pd
import pytest
from unit.core_cases import random_returns

from eventstudy.errors import InputError
from eventstudy.event_table import event_table
from eventstudy.panel import return_panel
from eventstudy.placement import one_event_a_session, place


@pytest.fixture
def panel():
    return return_panel(random_returns(2, 60))


def placed(panel, dates, on_missing_date="next", securities=None):
    events = pd.DataFrame({"date": pd.to_datetime(dates), "security": securities or "S00"})
    return place(event_table(events, panel), panel, on_missing_date)


@pytest.mark.parametrize(
    ("rule", "session"),
    [("next", "2018-01-08"), ("previous", "2018-01-05"), ("skip", None)],
)
def test_a_saturday_goes_where_the_rule_says(panel, rule, session):
    kept, dropped = placed(panel, ["2018-01-06"], rule)
    if session is None:
        assert kept.day_zero.size == 0
        assert "2018-01-06 is not a session" in dropped["reason"].item()
    else:
        assert panel.sessions[kept.day_zero[0]] == pd.Timestamp(session) == kept.table["date"].item()


@pytest.mark.parametrize("rule", ["next", "previous", "skip", "error"])
def test_a_session_is_its_own_day_zero(panel, rule):
    kept, dropped = placed(panel, ["2018-01-09"], rule)
    assert panel.sessions[kept.day_zero[0]] == pd.Timestamp("2018-01-09")
    assert dropped.empty


def test_error_names_the_date(panel):
    with pytest.raises(InputError, match="2018-01-06 is not a session"):
        placed(panel, ["2018-01-06"], "error")


def test_error_rule_meets_an_undated_event_with_an_error_of_ours(panel):
    with pytest.raises(InputError):
        placed(panel, ["2018-01-09", None], "error")


@pytest.mark.parametrize(
    ("date", "rule", "kept"),
    [
        ("2017-12-23", "next", 1),  # nine days before the first session
        ("2017-12-20", "next", 0),
        ("2017-12-23", "previous", 0),
        ("2018-04-01", "previous", 1),
        ("2018-04-01", "next", 0),
        ("2018-05-01", "previous", 0),
    ],
)
def test_an_event_is_moved_ten_days_at_most(panel, date, rule, kept):
    placement, dropped = placed(panel, [date], rule)
    assert (placement.day_zero.size, len(dropped)) == (kept, 1 - kept)
    if not kept:
        assert date in dropped["reason"].item()


def test_events_come_in_order_of_date(panel):
    kept, _ = placed(panel, ["2018-02-01", "2018-01-09", "2018-01-20"])
    assert (np.diff(kept.day_zero) > 0).all()


def test_event_ids_are_made_and_distinct(panel):
    events = pd.DataFrame({"security": ["S00", "S00", "S01"], "date": ["2018-01-09"] * 3})
    ids = event_table(events, panel)["event_id"]
    assert ids.is_unique
    assert ids.str.contains("2018-01-09").all()


def test_the_security_may_be_left_out_for_one(panel):
    one = return_panel(random_returns(1, 60))
    assert event_table(pd.DataFrame({"date": ["2018-01-09"]}), one)["security"].item() == "S00"
    with pytest.raises(InputError, match="no column 'security'"):
        event_table(pd.DataFrame({"date": ["2018-01-09"]}), panel)


@pytest.mark.parametrize(
    ("events", "says"),
    [
        (pd.DataFrame({"day": ["2018-01-09"], "security": "S00"}), "no column 'date'; it has day, security"),
        (pd.DataFrame({"date": [], "security": []}), "no rows"),
        (pd.DataFrame({"date": ["soon"], "security": ["S00"]}), "2020-01-03"),
        ([1, 2], "give a pandas, polars or pyarrow table"),
    ],
)
def test_wrong_event_tables_are_refused(panel, events, says):
    with pytest.raises(InputError, match=says):
        event_table(events, panel)


def test_events_of_one_session_are_one(panel):
    events = pd.DataFrame(
        {"event_id": ["b", "a", "c"], "security": ["S00", "S00", "S01"], "date": ["2018-01-09"] * 3}
    )
    kept, _ = place(event_table(events, panel), panel, "next")
    single, dropped = one_event_a_session(kept)
    assert single.table["event_id"].tolist() == ["a", "c"]
    assert dropped["reason"].tolist() == ["same session as a: studied as one event"]


def test_a_moved_event_meets_the_event_of_that_session(panel):
    kept, _ = placed(panel, ["2018-01-06", "2018-01-08"])
    single, dropped = one_event_a_session(kept)
    assert single.day_zero.size == len(dropped) == 1
