"""Day 0 of events whose moment and whose market reaction are on record."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from eventstudy.alignment import align
from eventstudy.types import Event

CASES = [
    # The air strike at Baghdad airport, about 01:00 local on Friday 3 January 2020: 22:00 UTC on
    # the 2nd, after both fixings of the 2nd. Brent settled +3.5 % and the Dow -0.8 % on the 3rd.
    ("Soleimani killed", "2020-01-03 01:00", "Asia/Baghdad", "2020-01-03", "2020-01-03"),
    # Missiles on Ain al-Asad and Erbil, about 01:30 local on 8 January 2020: 22:30 UTC on the 7th.
    ("missile attack", "2020-01-08 01:30", "Asia/Baghdad", "2020-01-08", "2020-01-08"),
    # Drones on Abqaiq, about 04:00 local on Saturday 14 September 2019; Brent +14.6 % on Monday.
    ("Abqaiq", "2019-09-14 04:00", "Asia/Riyadh", "2019-09-16", "2019-09-16"),
    # FOMC statement of 30 October 2019, 14:00 New York: half an hour before Brent settles.
    ("FOMC statement", "2019-10-30 14:00", "America/New_York", "2019-10-30", "2019-10-30"),
    # News between the two fixings of a day: Brent's next, the Dow's same.
    ("afternoon", "2020-01-15 15:00", "America/New_York", "2020-01-16", "2020-01-15"),
    # NYSE closes at 13:00 on Christmas Eve and stays shut on the 25th.
    ("Christmas Eve", "2019-12-24 14:00", "America/New_York", "2019-12-24", "2019-12-26"),
    # NYSE closes at 13:00 on the Friday after Thanksgiving, 29 November 2019.
    ("after Thanksgiving, noon", "2019-11-29 12:00", "America/New_York", "2019-11-29", "2019-11-29"),
    ("after Thanksgiving, 14:45", "2019-11-29 14:45", "America/New_York", "2019-12-02", "2019-12-02"),
    ("Thanksgiving Day", "2019-11-28 12:00", "America/New_York", "2019-11-29", "2019-11-29"),
    # 09:00 in Tokyo on Wednesday is Tuesday evening in New York.
    ("Tokyo morning", "2020-01-22 09:00", "Asia/Tokyo", "2020-01-22", "2020-01-22"),
    # Four hours between London and New York: 18:45 London is 14:45 New York, after the fixing ...
    ("March, clocks apart", "2020-03-10 18:45", "Europe/London", "2020-03-11", "2020-03-10"),
    ("October, clocks apart", "2019-10-29 18:45", "Europe/London", "2019-10-30", "2019-10-29"),
    # ... and five hours: 18:45 London is 13:45 New York, before it.
    ("March, a week before", "2020-03-03 18:45", "Europe/London", "2020-03-03", "2020-03-03"),
    ("November, a week after", "2019-11-05 18:45", "Europe/London", "2019-11-05", "2019-11-05"),
    # New Year's Day is a holiday of the NYSE; 2 January 2020 is the next session.
    ("New Year's Day", "2020-01-01 12:00", "America/New_York", "2020-01-02", "2020-01-02"),
    # Martin Luther King Day, Monday 20 January 2020; the news of a Friday evening waits for Tuesday.
    ("long weekend", "2020-01-17 18:00", "America/New_York", "2020-01-21", "2020-01-21"),
    # First aircraft at 08:46 on 11 September 2001; the NYSE did not open until the 17th.
    ("11 September", "2001-09-11 08:46", "America/New_York", "2001-09-17", "2001-09-17"),
]


@pytest.mark.parametrize(("name", "local", "zone", "brent", "dow"), CASES, ids=[case[0] for case in CASES])
def test_day_zero_of_a_known_event(name, local, zone, brent, dow):
    moment = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone))
    known = Event(event_id=name, start=moment, end=moment, precision="minute")
    aligned = align([known], ["brent", "dow"])
    assert list(aligned["date"]) == [pd.Timestamp(brent), pd.Timestamp(dow)]
    assert not aligned["ambiguous"].any()


# The same news as articles tell it: a part of the day, no clock time.
INTERVALS = [
    ("early Friday in Baghdad", "2020-01-03 00:00", "2020-01-03 05:59", ["2020-01-03"], ["2020-01-03"]),
    (
        "Wednesday in Baghdad",
        "2020-01-08 00:00",
        "2020-01-08 23:59",
        ["2020-01-08", "2020-01-09"],
        ["2020-01-08"],
    ),
    (
        "Tuesday evening in Baghdad",
        "2020-01-07 18:00",
        "2020-01-07 23:59",
        ["2020-01-07", "2020-01-08"],
        ["2020-01-07"],
    ),
    ("the weekend in Baghdad", "2020-01-04 00:00", "2020-01-05 23:59", ["2020-01-06"], ["2020-01-06"]),
]


@pytest.mark.parametrize(
    ("name", "first", "last", "brent", "dow"), INTERVALS, ids=[case[0] for case in INTERVALS]
)
def test_candidate_sessions_of_a_vague_moment(name, first, last, brent, dow):
    start, end = (
        datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Baghdad")) for text in (first, last)
    )
    aligned = align([Event(event_id=name, start=start, end=end, precision="part_of_day")], ["brent", "dow"])
    found = [[str(day.date()) for day in candidates] for candidates in aligned["candidates"]]
    assert found == [brent, dow]
    assert list(aligned["ambiguous"]) == [len(brent) > 1, len(dow) > 1]
