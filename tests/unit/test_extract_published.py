from datetime import date

import pytest

from eventstudy.extract import extract
from eventstudy.extract.article.text import read_text
from eventstudy.extract.publication.published import find_publication

CASES = [
    ("LONDON, 24 June 2016 — It is done.", date(2016, 6, 24), "dateline"),
    ("WASHINGTON, March 16 2022\n\nIt is done.", date(2022, 3, 16), "dateline"),
    ("HONG KONG/NEW YORK, Sept. 20, 2021 (Wire) - It is done.", date(2021, 9, 20), "dateline"),
    ("SANTA CLARA, Calif., March 10, 2023 (Wire) -- It is done.", date(2023, 3, 10), "dateline"),
    ("Title\n\nJuly 28, 2022 6:55 am ET\n\nIt is done.", date(2022, 7, 28), "dateline"),
    (
        "Title\r\n\r\nPublished: 8\u00a0August 2011, 21:30 GMT\r\n\r\nIt is done.",
        date(2011, 8, 8),
        "dateline",
    ),
    ("Title\n\n2019-09-14\n\nIt is done.", date(2019, 9, 14), "dateline"),
    # no year: the text names a day close by
    (
        "DETROIT, June 1 (Wire) - It filed on Monday. A rival did on April 30, 2009.",
        date(2009, 6, 1),
        "dateline",
    ),
    # no year: the weekday tells which
    (
        "LONDON, March 9 (Wire) - Oil fell on Monday, the lowest since Feb. 12, 2016.",
        date(2020, 3, 9),
        "inferred",
    ),
    ("NEW YORK, May 8 (Wire) - It shut on Friday.", None, "unknown"),
    # what is still to come is no day of publication
    ("Officials will next meet on May 3-4. It is done.", None, "unknown"),
    (
        "Shares slid on Monday. It must pay $83.5 million on Thursday, Sept. 23. On Sept. 13, 2021, it shut.",
        date(2021, 9, 20),
        "inferred",
    ),
    ("It ended on Monday, Sept. 13, 2021. A vote is due on Sept. 30.", date(2021, 9, 13), "inferred"),
    ("A raid on Monday. On 14 July 2014 came the first.", date(2014, 7, 14), "inferred"),
    ("LONDON, February 31, 2020 - It is done.", None, "unknown"),
]


@pytest.mark.parametrize(("text", "day", "source"), CASES)
def test_publication(text: str, day: date | None, source: str) -> None:
    found = find_publication(read_text(text), None)
    assert (found.day, found.source) == (day, source)
    assert bool(found.warning) == (source == "unknown" or "March 9" in text)


def test_the_date_of_the_dateline_is_of_no_event_even_if_it_has_no_year() -> None:
    text = "NEW YORK, May 8 (Wire) - Rockets hit a base in Kirkuk on Friday."
    (event,) = extract(text, date(2021, 5, 8)).events
    assert (event.start.date(), event.place) == (date(2021, 5, 7), "Kirkuk")
    assert extract(text).events == ()
    assert "'NEW YORK, May 8 (Wire) -' has no year" in extract(text).warnings[0]


def test_given_wins_and_takes_no_warning() -> None:
    found = find_publication(read_text("LONDON, March 9 (Wire) - Oil fell on Monday."), date(2020, 3, 9))
    assert (found.source, found.warning, found.head) == ("given", "", (0, 24))


@pytest.mark.parametrize("head", ["January 4, 2020 - ", "4 January 2020 \N{EM DASH} ", "Jan. 4, 2020 -- "])
def test_a_date_before_a_dash_is_a_dateline_and_dates_no_event(head: str) -> None:
    text = f"Oil jumps\n\n{head}A drone strike killed a general in Baghdad early on Friday, January 3, 2020."
    reading = extract(text)
    assert (reading.published, reading.published_source) == (date(2020, 1, 4), "dateline")
    assert {event.start.date() for event in reading.events} == {date(2020, 1, 3)}
