"""The tables of places, and sentences of our own -> the places they name."""

import importlib.util
import json
import time
from importlib.resources import files
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from eventstudy.extract.geography.gazetteer import country_rows, index, key_of, listed_words
from eventstudy.extract.geography.places import (
    country_name,
    find_offices,
    find_places,
    gazetteer,
    place_named,
)

# sentence | "name country" of each place in order; the country as a demonym ends in *, a body in +
CASES = """
Rockets fell on Baghdad.|Baghdad IQ
The Iraqi army moved.|Iraq IQ*
São Paulo and Sao Paulo are one.|São Paulo BR; São Paulo BR
ZURICH - The franc soared.|Zurich CH
NEW YORK (Agency) - Stocks fell.|New York US
RIO DE JANEIRO, Feb. 19 - Shares sank.|Rio de Janeiro BR
U.S. forces left.|United States US
The US left.|United States US
It told us nothing.|
He went to the U.S., then home.|United States US
The UK and the UAE signed.|United Kingdom GB; United Arab Emirates AE
Côte d'Ivoire exports cocoa.|Ivory Coast CI
Flights to N'Djamena stopped.|N'Djamena TD
Sana'a was hit.|Sanaa YE
A storm hit St. Petersburg, Florida.|St. Petersburg US
A blast hit the metro of St. Petersburg, Russia.|St. Petersburg RU
They met in Paris, Texas.|Paris US
They met in Paris, France.|Paris FR
He studied in Cambridge, Mass.|Cambridge US
He studied in Cambridge, England.|Cambridge GB
The plant is in Birmingham, Alabama.|Birmingham US
The plant is in Birmingham.|Birmingham GB
It broke ground in Smyrna, Ga., in May.|Smyrna US
The refinery in Toledo, Ohio, burned.|Toledo US
London, Ontario, is smaller.|London CA
Moscow, Idaho, is quiet.|Moscow US
Offices in Washington, D.C., closed.|Washington US
Washington state sued.|Washington State US
Washington, Georgia and Ukraine signed.|Washington US; Georgia GE; Ukraine UA
The vote in Georgia and the runoff in Atlanta.|Georgia US; Atlanta US
Russia invaded Georgia.|Russia RU; Georgia GE
Tbilisi is the capital of Georgia.|Tbilisi GE; Georgia GE
Silicon Valley Bank failed.|
Paris Hilton arrived.|
Jordan Belfort was jailed.|
Chad Smith played.|
Georgia Meloni was sworn in.|
The Washington Post reported.|
Bank of America cut jobs.|
Deutsche Bank paid a fine.|
Wells Fargo apologised.|
American Airlines cancelled flights.|
British Airways cancelled flights.|
Royal Dutch Shell sold assets.|
The London Whale lost billions.|
The New York Times reported.|
Michael Jordan retired.|
Jack London wrote.|
Mr. Lincoln spoke.|
Kim Wellington resigned.|
George Washington crossed the river.|
Secretary Austin flew to Seoul.|Seoul KR
The University of Texas closed.|
The Archbishop of Canterbury spoke.|
The Texas Instruments results beat.|
The Boston Celtics won.|
Berlin Wall memories.|
They ate turkey.|
Turkey raised rates.|Turkey TR
The Turkish lira fell.|Turkey TR*
Reading the minutes took hours.|
Riots broke out in Reading.|Reading GB
Nice results, he said.|
A lorry attack in Nice.|Nice FR
Mobile phones sold well.|
Orange profits rose.|
Split shares trade.|
A fire near Bath was put out.|Bath GB
Bath towels sold out.|
Of all people.|
Male voters turned out.|
Sale prices rose.|
In Jackson, Mississippi, pipes froze.|Jackson US
Jackson resigned.|
Phoenix, Arizona, baked.|Phoenix US
Sydney shares fell.|Sydney AU
Sydney Sweeney starred.|
Austin police said.|Austin US
Beijing retaliated.|Beijing CN
Tehran said it would reply.|Tehran IR
The Kremlin denied it.|Kremlin RU+
Downing Street denied it.|Downing Street GB
The White House denied it.|White House US
The Pentagon denied it.|Pentagon US
The Bundesbank warned.|Bundesbank DE+
The ECB cut.|European Central Bank DE+
The Fed cut.|Federal Reserve US+
Opec and OPEC+ met.|OPEC AT+; OPEC AT+
The Bank of Japan waited.|Bank of Japan JP+
The RBA paused.|Reserve Bank of Australia AU+
The IMF lent.|International Monetary Fund US+
The FDA approved it.|Food and Drug Administration US+
The European Commission fined it.|European Commission BE+
The Bank of Ghana raised rates.|Ghana GH
The Greek Parliament voted.|Greece GR*
Iran-backed fighters struck.|Iran IR*
London-based traders sold.|London GB*
US-China trade talks.|United States US; China CN
Ships crossed the Strait of Hormuz.|Strait of Hormuz OM
The Hormuz strait was closed.|Strait of Hormuz OM
Tankers left the Suez Canal.|Suez Canal EG
Drones hit Ras Tanura and Abqaiq.|Ras Tanura SA; Abqaiq SA
Ain al-Asad airbase was hit.|Ain al-Asad IQ
The al-Asad base was hit.|Ain al-Asad IQ
Baghdad's international airport closed.|Baghdad airport IQ
Nord Stream 2 was halted.|Nord Stream RU
Workers at Escondida struck.|Escondida CL
The Fukushima Daiichi plant.|Fukushima JP
Protests in Catalonia and Scotland.|Catalonia ES; Scotland GB
Camps in Xinjiang.|Xinjiang CN
Snow in Hokkaido and Bavaria.|Hokkaido JP; Bavaria DE
Troops entered Crimea.|Crimea UA
Clashes in Iraqi Kurdistan.|Iraqi Kurdistan IQ
Wildfires in Alberta and British Columbia.|Alberta CA; British Columbia CA
Floods in New South Wales.|New South Wales AU
Power cuts in Texas.|Texas US
The Dominican Republic and Dominica.|Dominican Republic DO; Dominica DM
Guinea-Bissau and Papua New Guinea.|Guinea-Bissau GW; Papua New Guinea PG
Equatorial Guinea and Guinea.|Equatorial Guinea GQ; Guinea GN
Niger and Nigeria closed the border.|Niger NE; Nigeria NG
South Sudan split from Sudan.|South Sudan SS; Sudan SD
North Korean and South Korean envoys.|North Korea KP*; South Korea KR*
Saudi Arabia and the Saudis.|Saudi Arabia SA; Saudi Arabia SA*
Kiev is Kyiv.|Kyiv UA; Kyiv UA
Bombay is Mumbai.|Mumbai IN; Mumbai IN
Cologne is Köln.|Cologne DE; Cologne DE
Hong Kong and Macau.|Hong Kong HK; Macau MO
Ho Chi Minh City grew.|Ho Chi Minh City VN
The Hague ruled.|The Hague NL
Tripoli, Lebanon, was calm.|Tripoli LB
Tripoli was shelled.|Tripoli LY
Libya: Tripoli was shelled.|Libya LY; Tripoli LY
Hyderabad in Pakistan's south.|Hyderabad PK; Pakistan PK
Hyderabad drew chip makers.|Hyderabad IN
The iran deal.|
Francesco met Jordana.|
Amazonia and Londoners.|
"""
PARSED = [tuple(line.split("|")) for line in CASES.strip().splitlines()]
MARKS = {"place": "", "demonym": "*", "seat": "+"}


@pytest.mark.parametrize(("sentence", "expected"), PARSED)
def test_places_named(sentence: str, expected: str) -> None:
    found = find_places(sentence, 0, len(sentence))
    said = [f"{f.place.name} {f.place.country}{MARKS[f.role]}" for f in found]
    wanted = [w.strip() for w in expected.split(";") if w.strip()]
    assert said == wanted


@pytest.mark.parametrize(
    ("sentence", "office", "country", "zone"),
    [
        ("Lehman Brothers filed.", "Lehman Brothers", "US", "America/New_York"),
        ("Silicon Valley Bank failed.", "Silicon Valley Bank", "US", "America/Los_Angeles"),
        ("Credit Suisse was sold.", "Credit Suisse", "CH", "Europe/Zurich"),
        ("Toyota halted lines.", "Toyota", "JP", "Asia/Tokyo"),
        ("Saudi Aramco listed.", "Saudi Aramco", "SA", "Asia/Riyadh"),
        ("Société Générale lost billions.", "Société Générale", "FR", "Europe/Paris"),
        ("Societe Generale lost billions.", "Société Générale", "FR", "Europe/Paris"),
        ("President Xi Jinping spoke.", "Xi Jinping", "CN", "Asia/Shanghai"),
        ("Khamenei spoke.", "Khamenei", "IR", "Asia/Tehran"),
        ("TSMC raised its outlook.", "TSMC", "TW", "Asia/Taipei"),
    ],
)
def test_firms_and_heads_of_state_have_a_seat(sentence: str, office: str, country: str, zone: str) -> None:
    (found,) = find_offices(sentence, 0, len(sentence))
    assert (found.place.name, found.place.country, found.place.zone) == (office, country, zone)
    assert not [f for f in find_places(sentence, 0, len(sentence)) if f.role == "place"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Colin Powell spoke.",
        "Novak Djokovic won.",
        "Greg Abbott sued.",
        "Target prices fell.",
        "The Delta variant.",
    ],
)
def test_namesakes_are_no_offices(sentence: str) -> None:
    assert find_offices(sentence, 0, len(sentence)) == []


def test_every_row_has_a_country_and_a_zone_that_exist() -> None:
    zones, codes = available_timezones(), set(country_rows())
    rows = [entry for entries in index().entries.values() for entry in entries]
    assert {entry.zone for entry in rows} <= zones
    assert {entry.country for entry in rows} <= codes
    assert {zone for _, zone, _ in country_rows().values()} <= zones


def test_every_country_has_a_row() -> None:
    assert len(country_rows()) == 250
    assert country_name("IR") == "Iran"
    assert country_name("ZZ") == "ZZ"
    named = {entry.country for rows in index().entries.values() for entry in rows if entry.rank == 0}
    assert named == set(country_rows())


def test_cities_are_some_five_thousand_and_tables_small_and_quick() -> None:
    folder = files("eventstudy.extract") / "data"
    tables = ("countries", "regions", "sites", "bodies", "firms", "people", "towns", "cities")
    assert sum(len((folder / f"{name}.txt").read_bytes()) for name in tables) <= 300_000
    towns = [e for rows in index().entries.values() for e in rows if e.people]
    assert 5_000 <= len({(e.name, e.country, e.region) for e in towns}) <= 6_000
    spans = []
    for _ in range(5):
        index.cache_clear()
        began = time.perf_counter()
        index()
        spans.append(time.perf_counter() - began)
    assert min(spans) < 0.1  # 0.02 s on an idle core


def test_attribution_stands_in_the_table_and_beside_it() -> None:
    folder = files("eventstudy.extract") / "data"
    for name in ("cities.txt", "README.md"):
        text = (folder / name).read_text(encoding="utf-8")
        assert "GeoNames" in text
        assert "creativecommons.org/licenses/by/4.0" in text


def test_names_by_key() -> None:
    assert key_of("São Paulo") == key_of("Sao  Paulo") == "sao paulo"
    assert key_of("U.S.") == "u s"
    assert key_of("Saint Petersburg") == key_of("St. Petersburg")
    assert key_of("Łódź") == "lodz"
    assert "jack" in listed_words("given_names.txt")


def test_the_gazetteer_is_a_table_of_names() -> None:
    place, role = gazetteer()["Iran"]
    assert (place.country, place.rank, role) == ("IR", 0, "place")
    assert "iran" not in gazetteer()
    assert "Lehman Brothers" not in gazetteer()
    assert len(gazetteer()) > 5_000
    assert place_named("Kabul").zone == "Asia/Kabul"
    assert place_named("Nowhere") is None


def test_words_outside_the_bounds_do_not_count() -> None:
    text = "Baghdad and Tehran"
    assert [f.place.name for f in find_places(text, 0, 10)] == ["Baghdad"]
    assert find_places(text, 0, 3) == []
    assert find_places("", 0, 0) == []


def test_time_grows_with_the_text_and_not_faster() -> None:
    def seconds(copies: int) -> float:
        text = "On Friday, Iran's army fired at New York St. Louis of the Bank of the A B C. " * copies
        began = time.perf_counter()
        find_places(text, 0, len(text))
        return time.perf_counter() - began

    seconds(1)
    assert seconds(2_000) < 40 * max(seconds(200), 0.005)


@pytest.fixture
def builder():
    path = Path(__file__).parents[2] / "data" / "build_gazetteer.py"
    spec = importlib.util.spec_from_file_location("build_gazetteer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_builder_selects_renames_and_is_deterministic(builder, tmp_path: Path) -> None:
    keys = ("geonameid", "name", "countrycode", "population", "admin1code", "timezone")

    def city(*values: object) -> dict:
        return dict(zip(keys, values, strict=True))

    rows = [
        city(1, "Köln", "DE", 1_000_000, "07", "Europe/Berlin"),
        city(2, "Tinytown", "DE", 20_000, "07", "Europe/Berlin"),
        city(3, "Bern", "CH", 30_000, "BE", "Europe/Zurich"),
        city(4, "Reading", "US", 90_000, "PA", "America/New_York"),
        city(5, "Nara-shi", "JP", 360_000, "28", "Asia/Tokyo"),
        city(6, "Helena", "US", 30_000, "MT", "America/Denver"),
        city(7, "Odd (name)", "DE", 900_000, "07", "Europe/Berlin"),
        city(8, "Köln", "DE", 100_000, "07", "Europe/Berlin"),
    ]
    folder = files("eventstudy.extract") / "data"
    for name in ("countries.txt", "shy_names.txt"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    source = tmp_path / "cities15000.json"
    written = []
    for order in (rows, rows[::-1]):
        source.write_text(json.dumps({str(row["geonameid"]): row for row in order}), encoding="utf-8")
        builder.build(source, tmp_path)
        written.append((tmp_path / "cities.txt").read_text(encoding="utf-8"))
    assert written[0] == written[1]
    assert written[0].splitlines()[3:] == [
        "CH|Europe/Zurich||Bern/Berne=30",
        "DE|Europe/Berlin||Cologne/Köln=1000",
        "JP|Asia/Tokyo||Nara=360",
        "US|America/Denver|MT|Helena=30",
    ]
