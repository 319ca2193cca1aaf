"""What a table of events may look like, and what its rows are called."""

import numpy as np
import pandas as pd
import polars as pl
import pytest
from unit.core_cases import random_returns

from eventstudy.errors import InputError
from eventstudy.event_table import ROW, event_table, expected_signs
from eventstudy.panel import return_panel

PANEL = return_panel(random_returns(2))
ONE = return_panel(random_returns(1))


def table(**columns):
    return pd.DataFrame({"security": "S00", "date": "2018-03-05", **columns}, index=[0])


def test_ids_are_made_from_security_and_date():
    events = pd.DataFrame({"security": ["S00", "S01", "S00"], "date": ["2018-03-05"] * 3})
    assert event_table(events, PANEL)["event_id"].tolist() == [
        "S00 2018-03-05",
        "S00 2018-03-05 #2",
        "S01 2018-03-05",
    ]


@pytest.mark.parametrize("missing", [None, np.nan, ""])
def test_a_missing_id_is_made_beside_given_ones(missing):
    events = pd.concat([table(event_id="mine"), table(event_id=missing)], ignore_index=True)
    assert set(event_table(events, PANEL)["event_id"]) == {"mine", "S00 2018-03-05 #2"}


def test_numbers_are_ids_too():
    assert event_table(table(event_id=7), PANEL)["event_id"].tolist() == ["7"]


def test_the_index_gives_the_ids_where_it_is_named_so():
    events = table().set_axis(pd.Index(["told"], name="event_id"))
    assert event_table(events, PANEL)["event_id"].tolist() == ["told"]


def test_one_security_need_not_be_named():
    assert event_table(pd.DataFrame({"date": ["2018-03-05"]}), ONE)["security"].tolist() == ["S00"]
    with pytest.raises(InputError, match="more than one security"):
        event_table(pd.DataFrame({"date": ["2018-03-05"]}), PANEL)


def test_rows_are_numbered_as_given_and_ordered_by_time():
    events = pd.DataFrame({"security": "S00", "date": ["2018-03-06", None, "2018-03-05"]})
    ordered = event_table(events, PANEL)
    assert ordered[ROW].tolist() == [2, 0, 1]
    assert ordered["date"].isna().tolist() == [False, False, True]
    assert ordered["event_id"].tolist()[2] == "S00 undated"


def test_news_of_one_day_is_ordered_by_its_moment():
    events = pd.concat([table(event_id="a", start_utc=2), table(event_id="b", start_utc=1)])
    assert event_table(events, PANEL)["event_id"].tolist() == ["b", "a"]


@pytest.mark.parametrize(
    ("events", "says"),
    [
        (pd.DataFrame({"security": ["S00"]}), "no column 'date'; it has security"),
        (table().iloc[:0], "no rows"),
        (table(security=None), "no security in row 1"),
        (table(date="05/03/2018"), "cannot read the dates"),
        (table(date="2018-03"), "no whole date"),
        (table(date="2018-03-05 15:00"), "time of day"),
        (table(date=pd.Timestamp("2018-03-05 15:00", tz="UTC")), "time of day"),
        ([1, 2], "give a pandas, polars or pyarrow table"),
    ],
)
def test_wrong_tables_are_refused(events, says):
    with pytest.raises(InputError, match=says):
        event_table(events, PANEL)


@pytest.mark.parametrize("date", ["2018-03-05", pd.Timestamp("2018-03-05"), pd.Period("2018-03-05", "D")])
def test_dates_come_in_many_kinds(date):
    assert event_table(table(date=date), PANEL)["date"].tolist() == [pd.Timestamp("2018-03-05")]


def test_polars_events_are_read():
    events = pl.DataFrame({"security": ["S01"], "date": ["2018-03-05"], "note": ["x"]})
    assert event_table(events, PANEL).loc[0, "note"] == "x"


def test_the_table_given_is_not_changed():
    events = table(event_id=None)
    before = events.copy()
    event_table(events, PANEL)
    pd.testing.assert_frame_equal(events, before)


def test_signs_are_numbers_or_unknown():
    events = pd.DataFrame({"sign": ["1", -1, None, 0.5]})
    np.testing.assert_array_equal(expected_signs(events), [1, -1, np.nan, 0.5])


@pytest.mark.parametrize("sign", ["up", np.inf])
def test_other_signs_are_refused(sign):
    with pytest.raises(InputError, match=r"write 1, -1"):
        expected_signs(pd.DataFrame({"sign": [sign]}))


@pytest.mark.parametrize("names", [["b", "A", "Ab", "A!"], ["A", "A 1", "A 3", "b"], ["A", "A\t", "A#2", ""]])
def test_events_of_a_date_come_in_the_order_of_their_ids(names):
    random = np.random.default_rng(3)
    dates = ["2018-03-05", "2018-03-06", None]
    events = pd.DataFrame([(name, date) for name in names for date in dates], columns=["security", "date"])
    made = event_table(events.sample(frac=1, random_state=random), PANEL)
    expected = made.sort_values(["date", "event_id"], kind="stable", na_position="last")
    assert made["event_id"].tolist() == expected["event_id"].tolist()
