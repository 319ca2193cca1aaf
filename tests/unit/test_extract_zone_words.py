"""Words beside a clock time -> IANA zone; and which evidence gives an event its zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest

from eventstudy.extract.article.text import read_text
from eventstudy.extract.geography.places import place_named
from eventstudy.extract.geography.zone_words import CLOCK_ZONES, clock_zone
from eventstudy.extract.geography.zones import (
    dateline_place,
    event_zone,
    exchange_zone,
    main_zone,
    zone_evidence,
)


def test_zones_of_letters_exist() -> None:
    assert set(CLOCK_ZONES.values()) <= available_timezones()


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("ET", "America/New_York"),
        ("EST", "America/New_York"),
        ("US Eastern time", "America/New_York"),
        ("U.S. Eastern Daylight Time", "America/New_York"),
        ("Central time", "America/Chicago"),
        ("Mountain Time", "America/Denver"),
        ("Pacific", "America/Los_Angeles"),
        ("GMT", "UTC"),
        ("Z", "UTC"),
        ("BST", "Europe/London"),
        ("UK time", "Europe/London"),
        ("British Summer Time", "Europe/London"),
        ("CEST", "Europe/Paris"),
        ("central European time", "Europe/Paris"),
        ("EET", "Europe/Athens"),
        ("MSK", "Europe/Moscow"),
        ("Moscow time", "Europe/Moscow"),
        ("TRT", "Europe/Istanbul"),
        ("JST", "Asia/Tokyo"),
        ("Japan time", "Asia/Tokyo"),
        ("KST", "Asia/Seoul"),
        ("Korean time", "Asia/Seoul"),
        ("HKT", "Asia/Hong_Kong"),
        ("SGT", "Asia/Singapore"),
        ("WIB", "Asia/Jakarta"),
        ("WITA", "Asia/Makassar"),
        ("IST", "Asia/Kolkata"),
        ("AEDT", "Australia/Sydney"),
        ("AWST", "Australia/Perth"),
        ("NZDT", "Pacific/Auckland"),
        ("SAST", "Africa/Johannesburg"),
        ("EAT", "Africa/Nairobi"),
        ("WAT", "Africa/Lagos"),
        ("BRT", "America/Sao_Paulo"),
        ("Baghdad time", "Asia/Baghdad"),
        ("Kyiv time", "Europe/Kyiv"),
        ("Houston time", "America/Chicago"),
        ("Sao Paulo time", "America/Sao_Paulo"),
        ("Zurich local time", "Europe/Zurich"),
        ("Iran time", "Asia/Tehran"),
        ("Swiss time", "Europe/Zurich"),
        ("Nepal time", "Asia/Kathmandu"),
        ("New York", "America/New_York"),
        ("+03:00", "Etc/GMT-3"),
        ("UTC+8", "Etc/GMT-8"),
        ("GMT-5", "Etc/GMT+5"),
        ("+00:00", "UTC"),
        ("+05:30", "Asia/Kolkata"),
        ("+0330", "Asia/Tehran"),
        ("-03:30", ""),
        ("+99:00", ""),
        ("local time", ""),
        ("Local Time", ""),
        ("spare time", ""),
        ("Nowhere time", ""),
        ("", ""),
    ],
)
def test_zone_of_words(words: str, zone: str) -> None:
    assert clock_zone(words) == zone
    assert not zone or zone in available_timezones()


@pytest.mark.parametrize(
    ("words", "country", "zone"),
    [
        ("IST", "IL", "Asia/Jerusalem"),
        ("IST", "IE", "Europe/Dublin"),
        ("IST", "IN", "Asia/Kolkata"),
        ("CST", "CN", "Asia/Shanghai"),
        ("CST", "US", "America/Chicago"),
        ("BST", "BD", "Asia/Dhaka"),
        ("AST", "SA", "Asia/Riyadh"),
        ("AST", "CA", "America/Halifax"),
        ("EDT", "AU", "Australia/Sydney"),
    ],
)
def test_letters_of_several_zones_go_by_the_country(words: str, country: str, zone: str) -> None:
    assert clock_zone(words, country) == zone


def test_an_offset_keeps_its_sign() -> None:
    noon = datetime(2020, 1, 8, 12, tzinfo=ZoneInfo(clock_zone("+03:00")))
    assert noon.astimezone(UTC).hour == 9


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("LONDON, March 9 (Agency) - Oil fell.", "London"),
        ("NEW YORK (AP) -- Stocks fell.", "New York"),
        ("Zurich - The franc rose.", None),
        ("ZURICH - The franc rose.", "Zurich"),
        ("BAGHDAD/TEHRAN, Jan 8 (Wire) - Missiles fell.", "Baghdad"),
        ("Oil soars\n\nRIYADH, Sept 14 (Wire) - Fires burned.", "Riyadh"),
        ("SEOUL, South Korea (AP) — Soldiers came.", "Seoul"),
        ("Paris, 13 November - Gunmen fired.", "Paris"),
        ("Iran fired missiles at bases - a first.", None),
        ("London fell silent as markets opened lower - again.", None),
        ("Nothing here.", None),
    ],
)
def test_dateline(text: str, place: str | None) -> None:
    found = dateline_place(read_text(text))
    assert (found.name if found else None) == place


def test_dateline_where_it_is_known_to_stand() -> None:
    text = "Cairo: 3 November. The pound was floated."
    assert dateline_place(read_text(text), (0, 18)).country == "EG"


def test_order_of_the_evidence() -> None:
    article = read_text("TOKYO, March 11 (Wire) - The Nikkei and the Nikkei fell after Wall Street did.")
    evidence = zone_evidence(article)
    place = place_named("Kabul")
    assert event_zone(evidence, stated="UTC", place=place).source == "stated"
    assert event_zone(evidence, place=place).zone == "Asia/Kabul"
    assert event_zone(evidence).source == "dateline"
    plain = zone_evidence(read_text("The Nikkei fell and the Topix fell; Wall Street too."))
    assert (event_zone(plain).zone, event_zone(plain).source) == ("Asia/Tokyo", "exchange")
    none = zone_evidence(read_text("Brazil voted. Then Brazil counted."))
    assert (event_zone(none).zone, event_zone(none).source) == ("America/Sao_Paulo", "default")


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("A bare United States has the capital's clock.", "America/New_York"),
        ("Russia did.", "Europe/Moscow"),
        ("Australia did.", "Australia/Sydney"),
        ("Kazakhstan did.", "Asia/Almaty"),
        ("Perth, Australia.", "Australia/Perth"),
        ("Vladivostok.", "Asia/Vladivostok"),
        ("Honolulu, Hawaii.", "Pacific/Honolulu"),
        ("Britain and Britain; then a meeting in Washington; London; London.", "Europe/London"),
    ],
)
def test_zone_of_a_text(text: str, zone: str) -> None:
    assert main_zone(read_text(text)) == zone


def test_exchange() -> None:
    assert exchange_zone(read_text("The FTSE 100 fell.")) == "Europe/London"
    assert exchange_zone(read_text("The Sensex and the Nifty fell.")) == "Asia/Kolkata"
    assert not exchange_zone(read_text("Nothing traded."))
