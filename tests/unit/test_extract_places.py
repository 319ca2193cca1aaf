from datetime import date
from zoneinfo import available_timezones

import pytest

from eventstudy.extract import extract
from eventstudy.extract.article.text import read_text
from eventstudy.extract.events.scene import place_of
from eventstudy.extract.events.triggers import find_triggers
from eventstudy.extract.geography.places import country_name, find_places, gazetteer
from eventstudy.extract.geography.zones import CLOCK_ZONES, clock_zone, is_sure, main_zone


def test_every_place_has_a_country_and_a_zone_that_exist() -> None:
    zones = available_timezones()
    for name, (place, role) in gazetteer().items():
        assert place.zone in zones, name
        assert len(place.country) == 2
        assert place.country.isupper()
        assert role in ("place", "demonym", "seat")
    assert set(CLOCK_ZONES.values()) <= zones


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("in Baghdad airport", ["Baghdad airport"]),
        ("in Baghdad", ["Baghdad"]),
        ("the Iraqi army", ["Iraq"]),
        ("the Fed in Washington", ["Federal Reserve", "Washington"]),
        ("Silicon Valley Bank failed", []),
        ("the New York Times reported", []),
        ("in New York", ["New York"]),
        ("the iran deal", []),
        ("Iranian and Iran's", ["Iran", "Iran"]),
        ("Hong Kong", ["Hong Kong"]),
        ("Francesco met Jordana", []),
    ],
)
def test_names_found(text: str, names: list) -> None:
    assert [f.place.name for f in find_places(text, 0, len(text))] == names


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("Rockets hit a base near Kirkuk.", "Kirkuk"),
        ("An earthquake struck off the northeast coast of Japan.", "Japan"),
        ("Drones attacked Abqaiq.", "Abqaiq"),
        ("Iran attacked a base in Iraq.", "Iraq"),
        ("The strikes began, the Pentagon said.", None),
        ("The blast was felt in Cyprus.", None),
        ("An explosion was heard in Kyiv.", "Kyiv"),
        ("David Cameron announced his resignation outside 10 Downing Street.", "Downing Street"),
        ("OPEC agreed to cut output.", "OPEC"),
        ("American drones killed him.", None),
    ],
)
def test_scene(text: str, where: str | None) -> None:
    article = read_text(text)
    trigger = find_triggers(article.lower, 0, len(text))[0]
    place = place_of(article, trigger, find_places(article.clean, 0, len(text)))
    assert (place.name if place else None) == where


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("ET", "America/New_York"),
        ("Eastern time", "America/New_York"),
        ("Eastern Standard Time", "America/New_York"),
        ("GMT", "UTC"),
        ("EDT", "America/New_York"),
        ("CDT", "America/Chicago"),
        ("JST", "Asia/Tokyo"),
        ("BST", "Europe/London"),
        ("Baghdad time", "Asia/Baghdad"),
        ("Moscow time", "Europe/Moscow"),
        ("local time", ""),
        ("", ""),
    ],
)
def test_zone_of_words(words: str, zone: str) -> None:
    assert clock_zone(words) == zone


@pytest.mark.parametrize(
    ("text", "zone", "sure"),
    [
        ("Baghdad, Kirkuk and Washington.", "Asia/Baghdad", False),
        ("A raid in Tokyo. Then one in Chicago.", "Asia/Tokyo", False),
        ("Iran and Iraq; Iraq and Iran; Iraq.", "Asia/Baghdad", False),
        ("Tokyo, Fukushima and Japan.", "Asia/Tokyo", True),
        ("It opened at 9:30 a.m. ET.", "America/New_York", False),
        ("Nowhere at all.", "UTC", False),
    ],
)
def test_zone_of_an_article(text: str, zone: str, sure: bool) -> None:
    article = read_text(text)
    assert main_zone(article) == zone
    assert is_sure(article, zone) is sure


def test_names_of_countries() -> None:
    assert (country_name("IR"), country_name("ZZ")) == ("Iran", "ZZ")


@pytest.mark.parametrize(
    ("text", "label", "country"),
    [
        ("Protesters stormed the Iranian consulate in Najaf on Friday.", "Storming, Najaf", "IQ"),
        ("Protesters stormed Iran's consulate in Najaf on Friday.", "Storming, Najaf", "IQ"),
        ("Protesters stormed the Iranian consulate in Zubayr on Friday.", "Storming, Zubayr", None),
        ("Protesters stormed Iran's consulate in Zubayr on Friday.", "Storming, Zubayr", None),
        ("Protesters stormed the U.S. embassy in Baghdad on Friday.", "Storming, Baghdad", "IQ"),
    ],
)
def test_the_owner_of_a_building_is_not_its_place(text: str, label: str, country: str | None) -> None:
    (event,) = extract(text, date(2020, 1, 8)).events
    assert (event.label, event.country) == (label, country)


def test_a_month_is_no_town() -> None:
    (event,) = extract("Protesters stormed the Iranian embassy in January 2020.", date(2020, 2, 8)).events
    assert "January" not in event.label
