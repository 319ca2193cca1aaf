"""Events written, edited by hand, and read again: edits are kept and known for what they are."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from eventstudy.commands import events_csv
from eventstudy.extract import extract, reading_document
from eventstudy.extract.files.edits import mark_of
from eventstudy.extract.files.event_files import events_toml, read_events_csv, read_events_toml
from eventstudy.types import Event, Reading

DAY = Event(
    event_id="one",
    start=datetime(2020, 1, 3, tzinfo=UTC),
    end=datetime(2020, 1, 3, 23, 59, 59, tzinfo=UTC),
    precision="day",
    quote="It was on Friday.",
    trigger="was",
    time_text="on Friday",
    date_source="relative",
    rule="last such weekday by publication",
    anchor="publication date 2020-01-05 (given)",
    zone_source="default",
    provenance="rules",
    label="One",
    confidence=0.8,
)
MOMENT = Event(
    event_id="two",
    start=datetime(2020, 1, 8, 1, 30, tzinfo=UTC),
    end=datetime(2020, 1, 8, 1, 30, 59, tzinfo=UTC),
    utc_time=datetime(2020, 1, 8, 1, 30, tzinfo=UTC),
    precision="minute",
    provenance="rules+llm",
    rule="full date",
    label="two",
    sources=("a.txt", "b; c.txt"),
)
WRITTEN = events_toml(Reading(published=None, events=(DAY, MOMENT)), name="x")


def reread(*changes: tuple[str, str]) -> tuple[Event, ...]:
    text = WRITTEN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return read_events_toml(text).events


def test_what_is_not_edited_is_what_was_written() -> None:
    assert reread() == (DAY, MOMENT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('label = "One"', 'label = "Another"'),
        ('modality = "happened"', 'modality = "denied"'),
        ("confidence = 0.8", "confidence = 0.9"),
        ('trigger = "was"\n', ""),
        ('trigger = "was"', 'trigger = "was"\ncountry = "IQ"'),
    ],
)
def test_an_edit_beside_the_date_is_known_and_the_date_stays(old: str, new: str) -> None:
    edited, other = reread((old, new))
    assert edited.provenance == "edited by hand"
    assert (edited.rule, edited.anchor, edited.time_text) == (DAY.rule, DAY.anchor, DAY.time_text)
    assert edited.start == DAY.start
    assert other.provenance == "rules+llm"


@pytest.mark.parametrize(
    ("old", "new", "start", "precision"),
    [
        ("when = 2020-01-03", "when = 2020-01-06", "2020-01-06T00:00:00+00:00", "day"),
        ("when = 2020-01-03", "when = 2020-01-06 # Monday", "2020-01-06T00:00:00+00:00", "day"),
        ('timezone = "UTC"', 'timezone = "Asia/Tokyo"', "2020-01-03T00:00:00+09:00", "day"),
        ('precision = "day"', 'precision = "range"', "2020-01-03T00:00:00+00:00", "range"),
    ],
)
def test_an_edited_date_is_of_the_hand_and_no_longer_of_the_words(
    old: str, new: str, start: str, precision: str
) -> None:
    edited, _ = reread((old, new))
    assert edited.provenance == "edited by hand"
    assert (edited.start.isoformat(), edited.precision) == (start, precision)
    assert (edited.rule, edited.anchor, edited.time_text) == ("given by hand", "", "")
    assert edited.date_source == "stated"
    assert edited.quote == DAY.quote


def test_a_moment_made_a_day_has_no_clock_time() -> None:
    _, edited = reread(
        ("when = 2020-01-08T01:30:00+00:00\nend = 2020-01-08T01:30:59+00:00\n", "when = 2020-01-07\n")
    )
    assert (edited.precision, edited.utc_time) == ("day", None)
    assert edited.start.date() == edited.end.date() == date(2020, 1, 7)


def test_a_moment_moved_takes_its_clock_along() -> None:
    _, edited = reread(
        (
            "when = 2020-01-08T01:30:00+00:00\nend = 2020-01-08T01:30:59+00:00\n",
            "when = 2020-01-08T02:30:00Z\n",
        )
    )
    assert edited.utc_time == datetime(2020, 1, 8, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "change",
    [
        ("when = 2020-01-03", "when   =   2020-01-03   # checked"),
        ("when = 2020-01-08T01:30:00+00:00", "when = 2020-01-08T01:30:00Z"),
        ('label = "One"\n', '\n# a remark\nlabel = "One"\n'),
    ],
)
def test_remarks_and_space_are_no_edit(change: tuple[str, str]) -> None:
    assert [event.provenance for event in reread(change)] == ["rules", "rules+llm"]


def test_an_edit_stays_known_when_written_and_read_again() -> None:
    edited = reread(("when = 2020-01-03", "when = 2020-01-06"))
    again = read_events_toml(events_toml(Reading(published=None, events=edited), name="y")).events
    assert again == edited
    thrice = read_events_toml(events_toml(Reading(published=None, events=again), name="z")).events
    assert thrice[0].provenance == "edited by hand"


def test_an_event_added_by_hand_is_given() -> None:
    *_, added = read_events_toml(WRITTEN + '\n[[events]]\nevent_id = "new"\nwhen = 2020-01-09\n').events
    assert (added.provenance, added.rule, added.confidence) == ("given", "given by hand", 1.0)


def test_a_block_copied_for_another_day_is_edited() -> None:
    block = WRITTEN[WRITTEN.index("[[events]]") : WRITTEN.rindex("[[events]]")]
    copied = block.replace('"one"', '"copy"').replace("2020-01-03", "2020-01-10")
    event = read_events_toml(WRITTEN + "\n" + copied).events[-1]
    assert (event.event_id, event.provenance) == ("copy", "edited by hand")


@pytest.mark.parametrize("mark", ["", "x", "-", "a43256e1"])
def test_a_spoilt_checksum_counts_as_an_edit(mark: str) -> None:
    old = next(line for line in WRITTEN.splitlines() if line.startswith("written"))
    event, _ = reread((old, f'written = "{mark}"'))
    assert event.provenance == "edited by hand"


def test_the_order_of_keys_does_not_matter() -> None:
    row = {"when": date(2020, 1, 3), "label": "x", "mentions": [[1, 2]]}
    assert mark_of(row) == mark_of(dict(reversed(row.items())))
    assert mark_of(row) == mark_of({**row, "provenance": "rules", "written": "x"})
    assert mark_of(row) != mark_of({**row, "label": "y"})


ARTICLE = (
    "Early on 3 January 2020 a drone strike in Baghdad killed a general. The Federal Reserve cut rates at"
    " 10 a.m. ET on March 3, 2020."
)


def table() -> list[dict[str, str]]:
    text = events_csv(reading_document(extract(ARTICLE))["events"])
    return list(csv.DictReader(io.StringIO(text)))


def as_csv(rows: list[dict[str, str]]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def test_a_csv_knows_its_edits_too() -> None:
    rows = table()
    before = read_events_csv(as_csv(rows))
    assert before.warnings == ()
    assert [event.provenance for event in before.events] == ["rules"] * len(rows)
    rows[0]["place"] = "Najaf"
    after = read_events_csv(as_csv(rows)).events
    assert (after[0].provenance, after[0].place) == ("edited by hand", "Najaf")
    assert after[0].rule == before.events[0].rule
    assert [event.provenance for event in after[1:]] == ["rules"] * (len(rows) - 1)


def test_sources_go_into_files_and_come_back() -> None:
    assert reread()[1].sources == MOMENT.sources
    rows = list(
        csv.DictReader(
            io.StringIO(events_csv(reading_document(Reading(published=None, events=(MOMENT,)))["events"]))
        )
    )
    assert rows[0]["sources"] == "a.txt; b; c.txt"
    (event,) = read_events_csv(as_csv(rows)).events
    assert (event.sources, event.provenance) == (("a.txt", "b", "c.txt"), "rules+llm")


# --- columns under other names ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "date,label\n2020-01-03,Killing\n2020-01-08,Missiles\n",
            ["2020-01-03 Killing", "2020-01-08 Missiles"],
        ),
        ("Date;Label\n2020-01-03;Killing\n", ["2020-01-03 Killing"]),
        ("security\tDATE\nAAPL\t2020-01-03\nMSFT\t2020-01-03\n", ["2020-01-03 AAPL", "2020-01-03 MSFT"]),
        ("Ticker,Event Date\nAAPL,2020-01-03\nAAPL,2020-01-03\n", ["2020-01-03 AAPL", "2020-01-03 AAPL 2"]),
        ("when\n2020-01-03\n2020-01-04T10:00Z\n", ["2020-01-03", "2020-01-04"]),
        ("ID,Day\na,2020-01-03\n", ["a"]),
        ("event_id,when\na,2020-01-03\n", ["a"]),
        ("event,date,name\nx1,2020-01-03,Killing\n", ["x1"]),
    ],
)
def test_dates_are_read_under_other_headers(text: str, found: list[str]) -> None:
    reading = read_events_csv(text)
    assert [event.event_id for event in reading.events] == found
    assert {event.provenance for event in reading.events} == {"given"}
    assert reading.events[0].start.isoformat() == "2020-01-03T00:00:00+00:00"


def test_labels_come_from_the_label_or_the_security() -> None:
    assert read_events_csv("date,label\n2020-01-03,Killing\n").events[0].label == "Killing"
    reading = read_events_csv("security,date\nAAPL,2020-01-03\n")
    assert reading.events[0].label == "AAPL"
    assert "lined up with all assets" in reading.warnings[0]


@pytest.mark.parametrize(
    "day", ["03/04/2020", "3.4.2020", "03-04-2020", "13/04/2020", "4/13/2020", "03/04/20"]
)
def test_a_date_that_may_be_two_is_asked_about(day: str) -> None:
    with pytest.raises(ValueError, match=r"row 2.*day and month can be mistaken.*2020-01-03"):
        read_events_csv(f"date,label\n{day},x\n")
