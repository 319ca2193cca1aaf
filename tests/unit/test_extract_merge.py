from datetime import UTC, date

import pytest
from unit.extract_cases import sense

from eventstudy.extract import extract
from eventstudy.extract.article.text import read_text
from eventstudy.extract.events.links import Link, find_links
from eventstudy.extract.events.mention import Mention
from eventstudy.extract.events.mentions import find_mentions
from eventstudy.extract.events.merge import group_mentions

SATURDAY = date(2020, 1, 4)


def mentions_and_links(text: str) -> tuple[list[Mention], list[Link]]:
    found = find_mentions(read_text(text))
    return [m for _, told in found for m in told], find_links(found)


def happened(text: str, published: date = SATURDAY) -> list[tuple[str, str, int]]:
    events = extract(text, published).events
    return [
        (sense(e), e.start.date().isoformat(), len(e.mentions)) for e in events if e.modality == "happened"
    ]


CASES = [
    # the same thing told twice
    (
        "Rockets hit a base in Kirkuk on Friday. The attack wounded four.",
        [("attack", "2020-01-03", 2)],
    ),
    # another day, another event
    (
        "Rockets hit a base in Kirkuk on Friday. Rockets hit a base in Kirkuk on Monday.",
        [("attack", "2019-12-30", 1), ("attack", "2020-01-03", 1)],
    ),
    # another country, another event
    (
        "Rockets hit a base in Kirkuk on Friday. Drones attacked Abqaiq on Friday.",
        [("attack", "2020-01-03", 1), ("attack", "2020-01-03", 1)],
    ),
    # means and effects are no events of their own
    ("An air strike that killed ten hit Aleppo on Friday.", [("airstrike", "2020-01-03", 1)]),
    ("A ship ran aground in the Suez Canal on Friday and has blocked it.", [("explosion", "2020-01-03", 1)]),
    ("An earthquake struck Tokyo on Friday.", [("disaster", "2020-01-03", 1)]),
    # each verb with a time of its own
    (
        "Rebels shelled Aleppo on Monday and seized it on Friday.",
        [("attack", "2019-12-30", 1), ("attack", "2020-01-03", 1)],
    ),
    # violence told on in other words
    (
        "Jets crashed into a tower in Manhattan on Friday morning. The first plane struck at 8:46 a.m. ET.",
        [("attack", "2020-01-03", 2)],
    ),
    # the time before "and" is of the verb before it
    (
        "Its ports were attacked on Thursday and flights were halted on Friday.",
        [("attack", "2020-01-02", 1), ("outage", "2020-01-03", 1)],
    ),
    ("The talks collapsed on Friday.", [("breakdown", "2020-01-03", 1)]),
    ("The bank collapsed on Friday.", [("bank_failure", "2020-01-03", 1)]),
    ("A ceasefire signed on Friday collapsed.", [("deal", "2020-01-03", 1)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_events_told(text: str, expected: list) -> None:
    assert happened(text) == expected


def test_an_event_told_very_often_stays_one() -> None:
    text = "Rockets hit a base in Kirkuk on Friday. " + "The attack went on in the news. " * 200
    (event,) = [e for e in extract(text, SATURDAY).events if e.modality == "happened"]
    assert 1 < len(event.mentions) <= 60


def test_a_day_apart_is_said() -> None:
    text = (
        "A missile attack hit Ain al-Asad in Iraq early on Wednesday. The attack on Ain al-Asad on"
        " Tuesday wounded nobody."
    )
    reading = extract(text, date(2020, 1, 8))
    (event,) = reading.events
    assert event.start.date() == date(2020, 1, 8)
    assert "2020-01-07" in reading.warnings[0]
    assert "2020-01-08" in reading.warnings[0]


ORDER = [
    ("He was killed in Baghdad on Friday. The killing came after a crowd stormed the embassy.", None),
    (
        "He was killed in Baghdad on Friday. The killing came after a crowd stormed the embassy. The"
        " storming followed airstrikes on Monday.",
        ("2019-12-30", "2020-01-03"),
    ),
    (
        "On Friday a crowd stormed the embassy. The storming prompted airstrikes.",
        ("2020-01-03", "2020-01-04"),
    ),
]


@pytest.mark.parametrize(("text", "bounds"), ORDER)
def test_order_bounds_only_where_both_sides_are_known(text: str, bounds: tuple | None) -> None:
    found = [e for e in extract(text, SATURDAY).events if e.date_source == "ordering"]
    told = [(e.start.date().isoformat(), e.end.date().isoformat()) for e in found]
    assert told == ([bounds] if bounds else [])
    assert all(e.utc_time is None for e in found)


DISTANCES = [
    (
        "The state shut down the bank on Friday, two days after it announced a loss.",
        {"2020-01-01", "2020-01-03"},
    ),
    ("Rockets hit Kirkuk on Monday. Two days later, jets bombed Aleppo.", {"2019-12-30", "2020-01-01"}),
    ("Rockets hit Kirkuk on Thursday. A day earlier, jets bombed Aleppo.", {"2020-01-01", "2020-01-02"}),
    (
        "Rebels shelled Aleppo on Monday, Dec. 23. Jets bombed Kirkuk the following Monday.",
        {"2019-12-23", "2019-12-30"},
    ),
]


@pytest.mark.parametrize(("text", "days"), DISTANCES)
def test_distances_between_events(text: str, days: set) -> None:
    assert {day for _, day, _ in happened(text)} == days


def test_hours_are_counted_on_the_clock_of_the_other_event() -> None:
    text = "Putin announced it in a speech at 6 a.m. Moscow time. Minutes later, explosions rocked Kyiv."
    blast = extract(text, date(2022, 2, 24)).events[-1]
    assert (sense(blast), blast.timezone) == ("explosion", "Europe/Kyiv")
    assert blast.start.isoformat() == "2022-02-24T05:00:00+02:00"
    assert blast.utc_time is None


@pytest.mark.parametrize(
    ("text", "clock", "first", "last", "precision"),
    [
        ("at 2 p.m. ET", "18:00", "18:00:00", "18:00:59", "minute"),
        ("at about 2 p.m. ET", "18:00", "17:30:00", "18:30:00", "hour"),
        ("shortly before 2 p.m. ET", "18:00", "17:30:00", "18:00:00", "hour"),
        ("shortly after 2 p.m. ET", "18:00", "18:00:00", "18:30:00", "hour"),
        ("before 2 p.m. ET", None, "04:00:00", "17:59:59", "part_of_day"),
        ("after 2 p.m. ET", None, "18:00:00", "03:59:59", "part_of_day"),
    ],
)
def test_what_a_clock_time_tells(text: str, clock: str | None, first: str, last: str, precision: str) -> None:
    (event,) = extract(f"The Fed cut interest rates {text} on Wednesday.", date(2019, 7, 31)).events
    utc = [moment.astimezone(UTC) for moment in (event.start, event.end)]
    assert [m.strftime("%H:%M:%S") for m in utc] == [first, last]
    assert (event.utc_time.strftime("%H:%M") if event.utc_time else None) == clock
    assert event.precision == precision


def test_a_clock_of_no_known_place_gives_the_day() -> None:
    text = "An explosion was heard at 2:03 a.m. local time on Monday. Danish and Russian officials met."
    (event,) = extract(text, date(2022, 9, 27)).events
    assert (event.precision, event.utc_time, event.start.day) == ("day", None, 26)


def test_the_tightest_bound_holds() -> None:
    text = (
        "A leader was killed in Baghdad on Friday. His killing came after a crowd stormed the embassy. An"
        " earthquake hit Tokyo on Thursday. The earthquake came after the storming. The storming followed"
        " airstrikes on Monday."
    )
    (storming,) = [e for e in extract(text, SATURDAY).events if sense(e) == "storming"]
    assert (storming.start.date(), storming.end.date()) == (date(2019, 12, 30), date(2020, 1, 2))


def test_a_time_of_the_attack_is_not_that_of_the_speech_about_it() -> None:
    text = (
        "Missile attacks on a base in Iraq early Wednesday morning were a slap, Khamenei said in a speech"
        " several hours after the strike."
    )
    events = {sense(e): e for e in extract(text, date(2020, 1, 8)).events}
    assert set(events) == {"attack", "statement"}
    assert events["attack"].time_text == "early Wednesday morning"
    assert events["statement"].time_text == "several hours after"


def test_what_a_group_knows_is_worked_out_once() -> None:
    # A long article compares each mention with up to 80 groups of up to 60 mentions each.
    mentions, links = mentions_and_links("Gunmen killed Bor Ato in Basra. Rebels attacked Basra.")
    for group in group_mentions(mentions, {}, links):
        for name in ("people", "named", "sites", "types", "numbers"):
            assert getattr(group, name) is getattr(group, name)
        assert all(m.people is m.people for m in group.mentions)


def test_a_name_of_a_country_or_of_whose_act_it_is_is_no_evidence() -> None:
    text = (
        "In a raid that few had seen coming, Iran killed Colonel Bor Ato with other Iranian exiles in Basra."
    )
    mentions, links = mentions_and_links(text)
    (group,) = group_mentions(mentions, {}, links)
    assert "ato" in group.named
    assert "iran" in group.people
    assert "iran" not in group.named
