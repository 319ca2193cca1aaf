from datetime import UTC, date, datetime

import pytest

from eventstudy.errors import EventsFileError
from eventstudy.extract import extract
from eventstudy.extract.files.event_files import events_toml, read_events_csv, read_events_toml
from eventstudy.types import Event, Reading

TEXT = (
    "Drones attacked Abqaiq early on Saturday, Sept. 14, 2019. The Federal Reserve cut interest rates "
    "at 2 p.m. ET on"
    " Wednesday, Sept. 18, 2019. Brent closed up 14.6 percent at $69.02 on Monday."
)


def test_round_trip() -> None:
    reading = extract(TEXT, date(2019, 9, 19))
    assert len(reading.events) == 2
    assert len(reading.claims) == 1
    assert read_events_toml(events_toml(reading, name="x")) == reading


def test_any_character_survives_the_file() -> None:
    quote = 'a "b" \\ \x00\x1b[31m \r\n\t \u202e é 🙂 """'
    event = Event(
        event_id=quote,
        start=datetime.fromisoformat("2020-01-03T00:00:00+00:00"),
        end=datetime.fromisoformat("2020-01-03T23:59:59+00:00"),
        precision="day",
        quote=quote,
    )
    written = events_toml(Reading(published=None, events=(event,)), name="a\nb = 1")
    assert "\x1b" not in written
    assert "\n# Events" not in written.replace("a\nb", "")
    back = read_events_toml(written).events[0]
    assert (back.event_id, back.quote) == (quote, quote)


def test_written_twice_is_the_same() -> None:
    reading = extract(TEXT, date(2019, 9, 19))
    assert events_toml(reading, name="x") == events_toml(reading, name="x")


def test_a_hand_written_block_needs_two_fields() -> None:
    (event,) = read_events_toml('[[events]]\nevent_id = "a"\nwhen = 2020-01-03\n').events
    assert (event.precision, event.timezone, event.label) == ("day", "UTC", "a")
    assert (event.start.isoformat(), event.end.isoformat()) == (
        "2020-01-03T00:00:00+00:00",
        "2020-01-03T23:59:59+00:00",
    )


@pytest.mark.parametrize(
    ("when", "first", "precision"),
    [
        ("2020-01-03", "2020-01-03T00:00:00-05:00", "day"),
        ("2019-12", "2019-12-01T00:00:00-05:00", "month"),
        ("2019", "2019-01-01T00:00:00-05:00", "year"),
        ("2020-01-02T22:00:00Z", "2020-01-02T17:00:00-05:00", "minute"),
        ("2020-01-02T17:00", "2020-01-02T17:00:00-05:00", "minute"),
    ],
)
def test_csv_dates(when: str, first: str, precision: str) -> None:
    (event,) = read_events_csv(
        f"\ufeffevent_id,when,timezone,label\r\na,{when},America/New_York,Name\r\n"
    ).events
    assert event.start.isoformat() == first
    assert event.precision == precision
    assert event.label == "Name"
    assert (event.utc_time is not None) == (precision == "minute")


def test_csv_end_and_blank_rows() -> None:
    reading = read_events_csv("event_id,when,end\na,2020-01-03,2020-01-05\n\n,,\nb,2020-01-03,\n")
    assert [(e.event_id, e.precision, e.end.day) for e in reading.events] == [
        ("a", "range", 5),
        ("b", "day", 3),
    ]


CSV_ERRORS = [
    ("", "empty"),
    ("event_id,moment\na,2020-01-03\n", "line 1.*'when'"),
    ("event_id,when\n", "no rows"),
    ("event_id,when\na,03/01/2020\n", "row 2.*03/01/2020.*year-month-day"),
    ("event_id,when\na,2020-02-31\n", "row 2.*2020-02-31"),
    ("event_id,when\na,2020-13\n", "row 2.*exists"),
    ("event_id,when\na,soon\n", "row 2.*soon"),
    ("event_id,when\na,\n", "row 2.*when is missing"),
    ("event_id,when\n,2020-01-03\n", "row 2.*event_id is missing"),
    ("event_id,when,timezone\na,2020-01-03,Mars/Base\n", "row 2.*Mars/Base"),
    ("event_id,when,timezone\na,2020-01-03,../x\n", "row 2.*zone"),
    ("event_id,when\na,2020-01-03\na,2020-01-04\n", "row 3.*'a'.*row 2"),
    ("event_id,when\na,2020-01-03,x\n", "row 2 has more cells"),
    ("event_id,when,end\na,2020-01-03,2020-01-01\n", "row 2.*before it begins"),
    ("event_id,when\n" + "".join(f"e{n},2020-01-03\n" for n in range(10_001)), "10,000"),
]


@pytest.mark.parametrize(("text", "says"), CSV_ERRORS)
def test_csv_errors_say_where_and_what(text: str, says: str) -> None:
    with pytest.raises(EventsFileError, match=says) as caught:
        read_events_csv(text)
    assert "\n" not in str(caught.value)


BLOCK = '[[events]]\nevent_id = "a"\nwhen = 2020-01-03\n'
TOML_ERRORS = [
    (" ", "empty"),
    ("[[events]\n", "not valid TOML.*line 1"),
    ("published = 2020-01-08\n", r"no \[\[events\]\]"),
    ("events = 3\n", "list of blocks"),
    (BLOCK + 'timezone = "Nowhere"\n', "line 1.*Nowhere"),
    (BLOCK + "\n" + BLOCK, "event 2.*'a'"),
    (BLOCK + 'precision = "second"\n', "line 1.*precision.*minute"),
    (BLOCK + "mentions = [[1]]\n", "line 1.*mention"),
    (BLOCK + "quote = 3\n", "line 1.*quote"),
    (BLOCK + "provenance = 3\n", "line 1.*provenance"),
    (BLOCK + "sources = 3\n", "line 1.*sources"),
    (BLOCK + "anchor = []\n", "line 1.*anchor"),
    ('[[events]]\nevent_id = "a"\nwhen = "03/01/2020"\n', "line 1.*03/01/2020"),
    ('[[events]]\nevent_id = "a"\nwhen = true\n', "line 1.*True"),
    ('published = "tomorrow"\n' + BLOCK, "published.*tomorrow"),
    (BLOCK + '[[claims]]\nasset = "dow"\ndirection = "sideways"\n', "line 4.*sideways"),
    ("a = " + "[" * 5000, "not valid TOML"),
]


@pytest.mark.parametrize(("text", "says"), TOML_ERRORS)
def test_toml_errors_say_where_and_what(text: str, says: str) -> None:
    with pytest.raises(EventsFileError, match=says) as caught:
        read_events_toml(text)
    assert "\n" not in str(caught.value)


def test_unread_keys_are_named_with_their_line() -> None:
    text = 'titel = "x"\n' + BLOCK + 'colour = "red"\nedn = 2020-01-05\n\n[[claims]]\n'
    text += 'asset = "dow"\ndirection = "up"\nsize = 3\n'
    head, events, claims = read_events_toml(text).warnings
    assert "'titel' (did you mean 'title'?)" in head
    assert "'colour' (line 2)" in events
    assert "'edn' (line 2, did you mean 'end'?)" in events
    assert "known: event_id, when, end" in events
    assert "'size' (line 8)" in claims


def test_keys_that_are_known_take_no_warning() -> None:
    assert read_events_toml(BLOCK).warnings == ()
    reading = extract(TEXT, date(2019, 9, 19))
    assert read_events_toml(events_toml(reading, name="x")).warnings == reading.warnings


def test_unread_columns_are_named() -> None:
    (warning,) = read_events_csv("event_id,when,asset,wehn\na,2020-01-03,dow,x\n").warnings
    assert "columns not read: 'asset'" in warning
    assert "'wehn' (did you mean 'when'?)" in warning
    assert "known: event_id, when, end, timezone, label" in warning


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_headers_in_capitals_and_other_marks(mark: str) -> None:
    rows = [
        ["Event_ID", " WHEN ", "Label", "modality", "confidence"],
        ["a", "2020-01-03", "x y", "denied", "0.5"],
    ]
    reading = read_events_csv("\n".join(mark.join(row) for row in rows))
    (event,) = reading.events
    assert (event.event_id, event.label, event.modality, event.confidence) == ("a", "x y", "denied", 0.5)
    assert reading.warnings == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("event_id,when,When\na,2020-01-03,2020-01-04\n", "two columns named 'when'"),
        ("event_id,when,confidence\na,2020-01-03,high\n", "row 2.*confidence.*'high'.*number"),
        ("event_id,when\n\ud800,2020-01-03\n", "character 14 is half of a surrogate pair"),
        (
            "event_id,when,timezone\na,2020-03-08T02:30,America/New_York\n",
            "row 2: when: 2020-03-08 02:30:00 does not exist in America/New_York",
        ),
    ],
)
def test_csv_cells_that_cannot_be_read(text: str, says: str) -> None:
    with pytest.raises(EventsFileError, match=says):
        read_events_csv(text)


def test_a_local_time_that_clocks_skip_is_refused_in_toml() -> None:
    with pytest.raises(EventsFileError, match=r"does not exist in America/New_York.*offset"):
        read_events_toml(
            '[[events]]\nevent_id = "a"\nwhen = 2020-03-08T02:30:00\ntimezone = "America/New_York"\n'
        )


@pytest.mark.parametrize("end", ["", "2019-11-03T01:30"])
def test_a_local_time_that_comes_twice_is_the_whole_time_between(end: str) -> None:
    text = f"event_id,when,end,timezone\na,2019-11-03T01:30,{end},America/New_York\n"
    (event,) = read_events_csv(text).events
    assert event.start.astimezone(UTC).isoformat() == "2019-11-03T05:30:00+00:00"
    assert event.end.astimezone(UTC).isoformat() == "2019-11-03T06:30:00+00:00"
    assert (event.precision, event.utc_time) == ("range", None)
    back = read_events_toml(events_toml(Reading(published=None, events=(event,)), name="x")).events[0]
    assert (back.start.utcoffset(), back.end.utcoffset()) == (event.start.utcoffset(), event.end.utcoffset())


def test_a_time_that_comes_twice_is_exact_with_its_offset() -> None:
    (event,) = read_events_csv("event_id,when,timezone\na,2019-11-03T01:30-05:00,America/New_York\n").events
    assert event.start.astimezone(UTC).isoformat() == "2019-11-03T06:30:00+00:00"
    assert event.precision == "minute"


MOMENT = datetime(2020, 1, 2, 22, tzinfo=UTC)


@pytest.mark.parametrize("precision", ["", 'precision = "day"\n', 'precision = "part_of_day"\n'])
def test_a_moment_added_to_a_day_is_the_moment(precision: str) -> None:
    head = '[[events]]\nevent_id = "a"\nwhen = 2020-01-03\ntimezone = "Asia/Baghdad"\n'
    (event,) = read_events_toml(f"{head}{precision}utc_time = 2020-01-02T22:00:00Z\n").events
    assert (event.start, event.end, event.utc_time, event.precision) == (MOMENT, MOMENT, MOMENT, "minute")
    assert event.start.date() == date(2020, 1, 3)


def test_a_moment_in_a_csv_is_the_moment() -> None:
    reading = read_events_csv(
        "event_id,when,timezone,utc_time\na,2020-01-03,Asia/Baghdad,2020-01-02T22:00:00Z\n"
    )
    (event,) = reading.events
    assert (event.start, event.end, event.utc_time, event.precision) == (MOMENT, MOMENT, MOMENT, "minute")
    assert reading.warnings == ()


def test_a_moment_of_another_day_is_an_error() -> None:
    with pytest.raises(EventsFileError, match=r"line 1: utc_time .* not on 2020-01-03.*take utc_time out"):
        read_events_toml(BLOCK + "utc_time = 2020-01-04T00:00:00Z\n")
    with pytest.raises(EventsFileError, match=r"row 2: utc_time is 'noon'"):
        read_events_csv("event_id,when,utc_time\na,2020-01-03,noon\n")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('date,label\n2020-01-03,"Blast\n2020-01-08,Strike\n', 2),
        ('date,label\n2020-01-02,One\n2020-01-03,"Blast\n2020-01-08,"Strike"\n', 3),
        ('date,label\n2020-01-03,"Blast\n2020-01-08,Strike"\n2020-01-09,Vote\n', 2),
        ('date,label\n2020-01-03,"Two\rlines"\n', 2),
    ],
)
def test_a_quotation_mark_swallows_no_rows(text: str, line: int) -> None:
    with pytest.raises(EventsFileError, match=f"line {line}: .*quotation marks"):
        read_events_csv(text)


def test_the_words_of_an_article_may_have_line_ends() -> None:
    (event,) = read_events_csv('event_id,when,quote\na,2020-01-03,"two\nlines"\n').events
    assert event.quote == "two\nlines"


def test_a_column_of_clock_times_is_pointed_to_when() -> None:
    (warning,) = read_events_csv("date,time\n2020-01-03,14:30\n").warnings
    assert "'time' (clock times go into 'when'" in warning
    with pytest.raises(EventsFileError, match=r"missing column 'when'.*clock times go into 'when'"):
        read_events_csv("label,time\na,14:30\n")
