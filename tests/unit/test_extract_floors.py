from datetime import UTC, date, datetime

import pytest
from unit.extract_cases import sense

from eventstudy.alignment import align
from eventstudy.extract import extract
from eventstudy.extract.files.event_files import events_toml, read_events_toml

WEDNESDAY = date(2020, 1, 8)
LATE_IN_LOS_ANGELES = datetime(2020, 1, 8, 2, tzinfo=UTC)  # Tuesday, 18:00 there


def of_type(text: str, kind: str, published: date = WEDNESDAY):
    (event,) = [e for e in extract(text, published).events if sense(e) == kind]
    return event


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Gunmen attacked a port in Los Angeles late Tuesday. One day later, rioters stormed the embassy "
         "in Tokyo.", "storming"),
        ("Gunmen attacked a port in Los Angeles late Tuesday. Rioters stormed the embassy in Tokyo after "
         "the attack.", "storming"),
        ("Gunmen attacked a port in Los Angeles late Tuesday. Hours later, rioters stormed the embassy in "
         "Tokyo.", "storming"),
    ],
)  # fmt: skip
def test_what_came_after_never_starts_before(text: str, kind: str) -> None:
    event = of_type(text, kind)
    assert event.start.astimezone(UTC) >= LATE_IN_LOS_ANGELES
    assert event.timezone == "Asia/Tokyo"
    assert event.event_id.startswith(event.start.date().isoformat())
    assert event.precision == "range"


def test_the_day_after_in_one_zone_is_a_whole_day() -> None:
    text = "Gunmen attacked a port in Tokyo on Monday evening. One day later, rioters stormed its embassy."
    event = of_type(text, "storming")
    assert (event.precision, event.start.date().isoformat()) == ("day", "2020-01-07")


def test_a_stated_date_is_never_moved() -> None:
    text = (
        "Gunmen attacked a port in Los Angeles late on Tuesday, Jan. 7, 2020. Rioters stormed the embassy "
        "in Tokyo on Jan. 8, 2020, after the attack."
    )
    event = of_type(text, "storming")
    assert (event.start.isoformat(), event.precision) == ("2020-01-08T00:00:00+09:00", "day")


def test_a_moved_start_survives_the_file() -> None:
    text = (
        "Gunmen attacked a port in Los Angeles late Tuesday. One day later, rioters stormed the embassy "
        "in Tokyo."
    )
    reading = extract(text, WEDNESDAY)
    assert read_events_toml(events_toml(reading, name="x")).events == reading.events


def test_a_statement_hours_after_a_strike_has_one_day_zero() -> None:
    text = (
        "Missile strikes on a base in Kirkuk early Wednesday were a warning, Iran's president said in a "
        "speech several hours after the strike."
    )
    event = of_type(text, "statement")
    assert event.start.astimezone(UTC) >= datetime(2020, 1, 7, 21, tzinfo=UTC)
    (row,) = align([event], ["dow"]).itertuples()
    assert (str(row.date.date()), row.ambiguous) == ("2020-01-08", False)
