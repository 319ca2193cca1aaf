import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventstudy.errors import ArticleError
from eventstudy.extract import extract, reading_document
from eventstudy.extract.files.event_files import events_toml, read_events_toml

# fmt: off
PIECES = st.sampled_from([
    "attack killed ", "on Friday ", "early Wednesday ", "Jan. 3, 2020 ", "in Baghdad ", "after ",
    "followed ", "the Dow ", "Brent ", "fell ", "4% ", "400 points ", "\r\n", "\n\n", "\u00a0",
    "🙂", "“", "” ", "— ", "U.S. ", "two days later ", "hours after ", "Iran ", "stormed ",
    "OPEC cut output ", "at 2 p.m. ET ", "0 ", "February 31 ", "in 2018 ", "will ", "overnight ",
    ". ", ", ", "İ", "ß", "\u2028", "last week ", "year 9999 ", "Dec. 31, 2099 ",
])
# fmt: on
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map("".join))
DATES = st.one_of(st.none(), st.dates(date(1000, 1, 1), date(9000, 1, 1)))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, DATES)
def test_quotes_are_verbatim_and_intervals_run_forward(text: str, published: date | None) -> None:
    try:
        reading = extract(text, published)
    except ArticleError:
        return
    for item in [*reading.events, *reading.claims]:
        assert text[item.char_start : item.char_end] == item.quote
    for event in reading.events:
        assert event.start <= event.end
        assert event.start.tzinfo is not None
        assert event.event_id.isascii()
        assert len(event.label) <= 40
        assert all(0 <= first <= last <= len(text) for first, last in event.mentions)
        assert event.utc_time is None or event.start <= event.utc_time <= event.end
    assert len({e.event_id for e in reading.events}) == len(reading.events)
    assert extract(text, published) == reading
    reading_document(reading)
    if reading.events:
        assert read_events_toml(events_toml(reading, name="x")).events == reading.events


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "A ",
        "attack ",
        "Jan. 3, ",
        "early ",
        "the Dow fell ",
        "could ",
        "raised a 5 5 5 ",
        "after attack ",
        "attack on Friday and attack on Monday ",
        "Jan. 3 attack. ",
        "Baghdad attack ",
        "Brent rose 1% and fell ",
        "between June 28 and ",
        '"',
        "1,111",
        "A\n",
    ],
)
def test_no_text_takes_long(unit: str) -> None:
    text = (unit * (40_000 // len(unit) + 1))[:40_000]
    start = time.process_time()
    extract(text, date(2020, 1, 8))
    # Generous for a slow machine: growth with the square of the length would take minutes.
    assert time.process_time() - start < 8
