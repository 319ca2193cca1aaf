"""Short news of many kinds, each with the events and claims that a careful reader takes from it."""

import pytest
from unit.extract_cases import sense

from eventstudy.extract import extract

# article, publication, events (type, first day, last day, precision, zone, clock in UTC), claims
NEWS = {
    "canal": (
        "CAIRO, March 24, 2021 - A container ship ran aground in the Suez Canal on Tuesday morning and has"
        " blocked all traffic.\n\nBrent crude futures rose $3.62, or 6%, to settle at $64.41 on Wednesday,"
        " having lost 5.9% a day earlier. In 2017 a ship blocked the canal for hours.",
        "2021-03-24",
        {("explosion", "2021-03-23", "2021-03-23", "part_of_day", "Africa/Cairo", None)},
        {("brent", "up", 3.62, "2021-03-24"), ("brent", "down", 5.9, "2021-03-23")},
    ),
    "invasion": (
        "KYIV, Feb. 24, 2022 - Russian forces invaded Ukraine early on Thursday. President Vladimir Putin"
        " announced it in a televised address shortly before 6 a.m. Moscow time. Brent climbed as high as"
        " $105.79 before settling at $99.08, up 2.3%.",
        "2022-02-24",
        {
            ("attack", "2022-02-24", "2022-02-24", "part_of_day", "Europe/Kyiv", None),
            ("statement", "2022-02-24", "2022-02-24", "hour", "Europe/Moscow", "03:00"),
        },
        {("brent", "up", None, "2022-02-24"), ("brent", "up", 2.3, "2022-02-24")},
    ),
    "bank": (
        "SANTA CLARA, Calif., March 10, 2023 (Wire) -- California regulators shut down Silicon Valley Bank"
        " on Friday, two days after the lender announced a $1.8 billion loss. The Dow fell 345 points,"
        " on Friday.",
        "2023-03-10",
        {
            ("outage", "2023-03-10", "2023-03-10", "day", "America/Los_Angeles", None),
            ("earnings", "2023-03-08", "2023-03-08", "day", "America/Los_Angeles", None),
        },
        {("dow", "down", 345.0, "2023-03-10")},
    ),
    "fed": (
        "WASHINGTON, March 16 2022\n\nThe Federal Reserve raised its benchmark rate on Wednesday. The"
        " statement was released at 2 p.m. ET. Officials will next meet on May 3-4.\n\nThe Dow was up 1.2%"
        " before the statement and finished 518.76 points higher.",
        "2022-03-16",
        {("rate_decision", "2022-03-16", "2022-03-16", "minute", "America/New_York", "18:00")},
        {("dow", "up", 1.2, "2022-03-16"), ("dow", "up", 518.76, "2022-03-16")},
    ),
    "opec": (
        "DUBAI, April 2, 2023 (Wire) - Saudi Arabia and other OPEC+ producers announced on Sunday cuts to"
        " their production. Oil prices last month fell toward $70 a barrel. Analysts expect Brent to jump as"
        " much as $10 on Monday.",
        "2023-04-02",
        {("supply_decision", "2023-04-02", "2023-04-02", "day", "Asia/Riyadh", None)},
        {("oil", "down", None, None)},
    ),
    "prices": (
        "WASHINGTON, Nov 10, 2022 - U.S. consumer prices rose less than expected, the Labor Department"
        " reported on Thursday. The figures were published at 8:30 a.m. Eastern time. The Dow soared 1,201.43"
        " points, or 3.7%.",
        "2022-11-10",
        {("data_release", "2022-11-10", "2022-11-10", "minute", "America/New_York", "13:30")},
        {("dow", "up", 1201.43, "2022-11-10")},
    ),
    "quake": (
        "TOKYO, March 12, 2011 — A magnitude 8.9 earthquake struck off the northeast coast of Japan on Friday"
        " at 2:46 p.m. local time.\n\nAn explosion tore through the Fukushima nuclear plant on Saturday"
        " afternoon. Nikkei futures in Chicago fell 3% on Friday.",
        "2011-03-12",
        {
            ("disaster", "2011-03-11", "2011-03-11", "minute", "Asia/Tokyo", "05:46"),
            ("explosion", "2011-03-12", "2011-03-12", "part_of_day", "Asia/Tokyo", None),
        },
        {("nikkei", "down", 3.0, "2011-03-11")},
    ),
    "referendum": (
        "24 June 2016\n\nThe United Kingdom has voted to leave the European Union in a referendum held on 23"
        " June. David Cameron announced his resignation outside 10 Downing Street at 8.15am on Friday. The"
        " FTSE 100 dropped 8.7 per cent at the open before closing 3.2 per cent lower.",
        "2016-06-24",
        {
            ("election", "2016-06-23", "2016-06-23", "day", "Europe/London", None),
            ("leadership", "2016-06-24", "2016-06-24", "minute", "Europe/London", "07:15"),
        },
        {("ftse 100", "down", 8.7, "2016-06-24"), ("ftse 100", "down", 3.2, "2016-06-24")},
    ),
    "price war": (
        "LONDON, March 9 (Wire) - Oil fell on Monday, to the lowest since Feb. 12, 2016. Talks between OPEC"
        " and Russia collapsed on Friday. Trading on the New York Stock Exchange was halted shortly after"
        " 9:30 a.m. ET.",
        "2020-03-09",
        {
            ("breakdown", "2020-03-06", "2020-03-06", "day", "Europe/Vienna", None),
            ("trading_halt", "2020-03-09", "2020-03-09", "hour", "America/New_York", "13:30"),
        },
        {("oil", "down", None, "2020-03-09")},
    ),
    "between": (
        "ISTANBUL, July 3, 2019 - Warplanes bombed a port in Syria between June 28 and 29. Rebels shelled"
        " Aleppo last Tuesday and seized a village the following Monday. Turkey denied that its forces"
        " attacked the port.",
        "2019-07-03",
        {
            ("airstrike", "2019-06-28", "2019-06-29", "range", "Asia/Damascus", None),
            ("attack", "2019-06-25", "2019-06-25", "day", "Asia/Damascus", None),
            ("attack", "2019-07-01", "2019-07-01", "day", "Asia/Damascus", None),
        },
        set(),
    ),
    "downgrade": (
        "“Black Monday”\r\n\r\nPublished: 8 August 2011, 21:30 GMT\r\n\r\nThe Dow Jones Industrial Average"
        " plunged 634.76\u00a0points on Monday.\r\n\r\nS&P announced the downgrade late on Friday,"
        " 5\u00a0August.",
        "2011-08-08",
        {("rating", "2011-08-05", "2011-08-05", "part_of_day", "America/New_York", None)},
        {("dow", "down", 634.76, "2011-08-08")},
    ),
    "undated": (
        "A fire broke out at a refinery on Thursday night. Last Tuesday a leak was found. Brent gained 0.4"
        " percent on Friday.",
        None,
        set(),
        {("brent", "up", 0.4, None)},
    ),
    "port": (
        "BEIRUT, Aug 5, 2020 (Wire) - A huge explosion in Beirut's port on Tuesday evening killed 100 people."
        " The blast, shortly after 6 p.m. (1500 GMT), was felt in Cyprus. A verdict is due on Friday over the"
        " killing of Rafik al-Hariri in 2005.",
        "2020-08-05",
        {("explosion", "2020-08-04", "2020-08-04", "hour", "Asia/Beirut", "15:00")},
        set(),
    ),
}


@pytest.mark.parametrize("name", NEWS)
def test_events(name: str) -> None:
    text, day, expected, _ = NEWS[name]
    reading = extract(text)
    assert (reading.published.isoformat() if reading.published else None) == day
    found = {
        (
            sense(e),
            e.start.date().isoformat(),
            e.end.date().isoformat(),
            e.precision,
            e.timezone,
            e.utc_time.strftime("%H:%M") if e.utc_time else None,
        )
        for e in reading.events
        if e.modality == "happened"
    }
    assert found == expected


@pytest.mark.parametrize("name", NEWS)
def test_claims(name: str) -> None:
    text, _, _, expected = NEWS[name]
    found = {
        (
            c.asset,
            c.direction,
            c.magnitudes[0].value if c.magnitudes else None,
            c.date.isoformat() if c.date else None,
        )
        for c in extract(text).claims
    }
    assert found == expected


@pytest.mark.parametrize("name", NEWS)
def test_nothing_is_invented(name: str) -> None:
    text = NEWS[name][0]
    reading = extract(text)
    assert len({e.event_id for e in reading.events}) == len(reading.events)
    for event in reading.events:
        assert text[event.char_start : event.char_end] == event.quote
        if event.utc_time is not None:
            assert event.precision in ("minute", "hour")
            assert any(word in event.time_text for word in ("m", ":", "noon"))
