"""Sessions and price fixings of the exchanges."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date, time

import pandas as pd
import pytest

from eventstudy.calendars import bounds, fixings, session_hours, sessions
from eventstudy.errors import InputError
from eventstudy.instruments import INSTRUMENTS

BRENT, DOW = INSTRUMENTS["brent"], INSTRUMENTS["dow"]


def utc(text: str) -> pd.Timestamp:
    return pd.Timestamp(text, tz="UTC")


def test_sessions_leave_out_weekends_and_holidays():
    # NYSE holidays: Christmas Day 2019 and New Year's Day 2020.
    found = sessions("XNYS", date(2019, 12, 24), date(2020, 1, 6))
    days = ["2019-12-24", "2019-12-26", "2019-12-27", "2019-12-30", "2019-12-31", "2020-01-02", "2020-01-03"]
    assert [str(day.date()) for day in found] == [*days, "2020-01-06"]
    assert found.name == "session"
    assert found.tz is None
    assert found.dtype == "datetime64[ns]"


def test_sessions_are_empty_when_the_exchange_was_shut_throughout():
    assert len(sessions("XNYS", date(2020, 1, 4), date(2020, 1, 5))) == 0
    assert len(fixings(BRENT, date(2020, 1, 4), date(2020, 1, 5))) == 0
    # Closed after 11 September 2001 until the 17th.
    assert len(sessions("XNYS", date(2001, 9, 11), date(2001, 9, 16))) == 0


def test_the_close_fixes_an_index_early_on_half_days():
    moments = fixings(DOW, date(2019, 11, 27), date(2019, 12, 2))
    assert list(moments) == [
        utc("2019-11-27 21:00"),
        utc("2019-11-29 18:00"),  # the day after Thanksgiving: 13:00 New York
        utc("2019-12-02 21:00"),
    ]
    assert moments.index.name == "session"


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        ("2020-03-06", "19:30"),  # both cities in winter time
        ("2020-03-09", "18:30"),  # New York in summer time, London not yet: 18:30 London
        ("2020-03-30", "18:30"),  # both in summer time: 19:30 London
        ("2019-10-28", "18:30"),  # London in winter time, New York not yet: 18:30 London
        ("2019-11-04", "19:30"),
    ],
)
def test_brent_fixes_at_half_past_two_in_new_york_whatever_the_clocks_of_london(day, hour):
    one = date.fromisoformat(day)
    assert fixings(BRENT, one, one).iloc[0] == utc(f"{day} {hour}")


def test_a_fixing_in_another_zone_follows_that_zone():
    london = replace(BRENT, timezone="Europe/London", fixing=time(19, 30))
    assert fixings(london, date(2020, 3, 9), date(2020, 3, 9)).iloc[0] == utc("2020-03-09 19:30")


def test_hours_of_a_session():
    assert session_hours("XNYS", date(2019, 12, 24)) == (utc("2019-12-24 14:30"), utc("2019-12-24 18:00"))
    with pytest.raises(InputError, match="2019-12-25 is not a session of calendar 'XNYS'"):
        session_hours("XNYS", date(2019, 12, 25))


@pytest.mark.parametrize(
    ("calendar", "first", "last", "message"),
    [
        ("XNYS", date(1889, 1, 1), date(2020, 1, 1), "known from 1990-01-01 to 2039-12-31"),
        ("XNYS", date(2020, 1, 1), date(2500, 1, 1), "known from 1990-01-01 to 2039-12-31"),
        ("XTKS", date(1995, 1, 1), date(2020, 1, 1), "known from 1997-01-01"),
        ("XNYS", date(2020, 1, 2), date(2020, 1, 1), "reversed"),
        ("NYSE2", date(2020, 1, 1), date(2020, 1, 2), "unknown exchange calendar 'NYSE2'"),
    ],
)
def test_what_cannot_be_asked_is_an_input_error(calendar, first, last, message):
    with pytest.raises(InputError, match=message):
        sessions(calendar, first, last)


def test_the_bounds_themselves_can_be_asked():
    first, last = bounds("XNYS")
    everything = sessions("XNYS", first, last)
    assert everything.is_monotonic_increasing
    assert everything.is_unique


def test_importing_does_not_load_the_calendar_library():
    code = "import sys, eventstudy.calendars; sys.exit('exchange_calendars' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
