from datetime import date, datetime

import pytest
from unit.extract_cases import sense

from eventstudy.errors import ArticleError, UnknownNameError
from eventstudy.extract import EXTRACTORS, extract, reading_document


def only(text: str, kind: str, published: date | None = date(2019, 7, 31)):
    events = [e for e in extract(text, published).events if sense(e) == kind]
    assert len(events) == 1, events
    return events[0]


def test_a_clock_time_gives_a_moment_in_utc() -> None:
    event = only(
        "The Federal Reserve cut interest rates on Wednesday at 2 p.m. ET in Washington.", "rate_decision"
    )
    assert event.utc_time is not None
    assert event.utc_time.isoformat() == "2019-07-31T18:00:00+00:00"
    assert event.precision == "minute"


def test_a_decision_told_again_with_its_time_is_one_event() -> None:
    text = "The Federal Reserve cut interest rates on Wednesday. The decision was announced at 2 p.m. ET."
    event = only(text, "rate_decision")
    assert event.utc_time is not None
    assert len(event.mentions) == 2


def test_a_part_of_day_never_gives_a_moment() -> None:
    event = only("Rockets hit a base near Kirkuk early Friday morning.", "attack", date(2020, 1, 4))
    assert event.utc_time is None
    assert (event.country, event.place, event.timezone) == ("IQ", "Kirkuk", "Asia/Baghdad")
    assert event.start.isoformat() == "2020-01-03T00:00:00+03:00"
    assert event.end.isoformat() == "2020-01-03T05:59:59+03:00"
    assert event.precision == "part_of_day"


def test_a_clock_zone_other_than_the_place_is_converted() -> None:
    event = only("An explosion hit a plant in Tokyo at 14:30 GMT on Monday.", "explosion", date(2019, 7, 31))
    assert event.start.isoformat() == "2019-07-29T23:30:00+09:00"


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Iran could attack a base in Iraq on Friday.", "hypothetical"),
        ("OPEC will cut output on Friday.", "scheduled"),
        ("Rebels did not attack the port in Yemen on Friday.", "denied"),
        ("Iraq invaded Kuwait in 1990.", "background"),
        ("Drones attacked a refinery in Riyadh on Friday.", "happened"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    events = extract(text, date(2019, 9, 18)).events
    assert [e.modality for e in events] == [modality]


@pytest.mark.parametrize(
    "text",
    [
        "Analysts called it calm.",
        "Iran vowed revenge.",
        "Experts warn of attacks.",
        "It was the worst attack since 2008.",
    ],
)
def test_what_did_not_happen_is_no_dated_event(text: str) -> None:
    assert [e for e in extract(text, date(2020, 1, 8)).events if e.modality == "happened"] == []


def test_order_words_bound_an_event_without_date() -> None:
    text = (
        "The army killed the rebel leader in Baghdad on Friday. His killing came after a crowd stormed "
        "the embassy."
        " The storming followed airstrikes on Monday, Dec. 30, 2019."
    )
    storming = only(text, "storming", date(2020, 1, 5))
    assert (storming.date_source, storming.precision) == ("ordering", "range")
    assert (storming.start.date(), storming.end.date()) == (date(2019, 12, 30), date(2020, 1, 3))


@pytest.mark.parametrize(
    ("text", "day", "source"),
    [
        ("LONDON, 24 June 2016 — Britain voted to leave.", date(2016, 6, 24), "dateline"),
        ("Title\n\nPublished: 7 December 2018\n\nOPEC cut output on Friday.", date(2018, 12, 7), "dateline"),
        (
            "DHAHRAN, Sept 15 (Desk) - Drones struck on Saturday, Sept. 14, 2019.",
            date(2019, 9, 15),
            "dateline",
        ),
        ("Lehman filed for bankruptcy early Monday, Sept. 15, 2008.", date(2008, 9, 15), "inferred"),
        ("A raid on Wednesday. A photo shows the strike of Jan. 7th, 2020.", date(2020, 1, 8), "inferred"),
        ("A blast on Thursday. On 12 March 2014 a similar blast hit the plant.", None, "unknown"),
        ("Nothing is dated here.", None, "unknown"),
    ],
)
def test_publication(text: str, day: date | None, source: str) -> None:
    reading = extract(text)
    assert (reading.published, reading.published_source) == (day, source)
    assert bool(reading.published_evidence) == (day is not None)


def test_a_given_date_of_publication_wins() -> None:
    reading = extract("LONDON, 24 June 2016 — Britain voted on Thursday.", date(2016, 6, 25))
    assert (reading.published, reading.published_source) == (date(2016, 6, 25), "given")
    assert [e.start.date() for e in reading.events] == [date(2016, 6, 23)]


CLAIMS = [
    (
        "Dow futures fell about 400 points overnight.",
        "dow",
        "down",
        [(400.0, "points")],
        {"futures", "approx"},
    ),
    ("Brent crude spiked as high as 4%.", "brent", "up", [(4.0, "percent")], {"intraday_extreme"}),
    ("The FTSE 100 closed down 3.2 per cent.", "ftse 100", "down", [(3.2, "percent")], {"close"}),
    ("Gold rose more than 1 percent.", "gold", "up", [(1.0, "percent")], {"at_least"}),
    ("The 10-year yield fell 8 basis points.", "10-year treasury", "down", [(8.0, "bp")], set()),
    ("WTI lost 71 cents.", "wti", "down", [(71.0, "cents")], set()),
    ("The Dow was little changed.", "dow", "flat", [], set()),
    ("The S&P 500 rose to a record.", "s&p 500", "up", [], {"record"}),
]


@pytest.mark.parametrize(("text", "asset", "direction", "sizes", "qualifiers"), CLAIMS)
def test_claims(text: str, asset: str, direction: str, sizes: list, qualifiers: set) -> None:
    claims = extract(text).claims
    assert len(claims) == 1
    claim = claims[0]
    assert (claim.asset, claim.direction) == (asset, direction)
    assert [(m.value, m.unit) for m in claim.magnitudes] == sizes
    assert qualifiers <= set(claim.qualifiers)


def test_a_price_is_a_level_and_a_dollar_move_a_size() -> None:
    (claim,) = extract(
        "Brent futures settled at $61.67 a barrel, up $1.61, or 2.7%, on Friday.", date(2018, 12, 8)
    ).claims
    assert claim.level == 61.67
    assert [(m.value, m.unit) for m in claim.magnitudes] == [(1.61, "usd"), (2.7, "percent")]
    assert claim.date == date(2018, 12, 7)


def test_each_market_has_its_own_move() -> None:
    claims = extract("The Dow fell 1.2 percent and Brent rose 3 percent.").claims
    assert [(c.asset, c.direction, c.magnitudes[0].value) for c in claims] == [
        ("dow", "down", 1.2),
        ("brent", "up", 3.0),
    ]


@pytest.mark.parametrize(
    "text", ["Brent could jump by $10.", "Shares of Dow producers fell.", "Brent and the Dow."]
)
def test_no_claim_where_nothing_is_claimed(text: str) -> None:
    assert extract(text).claims == ()


@pytest.mark.parametrize(
    ("text", "word"), [("", "empty"), (" \n\t ", "empty"), ("a\x00b", "binary"), ("\x01" * 50, "binary")]
)
def test_what_is_no_article_is_refused(text: str, word: str) -> None:
    with pytest.raises(ArticleError, match=word):
        extract(text)


def test_the_bound_on_length_is_stated() -> None:
    with pytest.raises(ArticleError, match="2,000,000"):
        extract("a" * 2_000_001)


def test_an_unknown_extractor_is_named() -> None:
    assert "rules" in EXTRACTORS
    with pytest.raises(UnknownNameError, match="ruls"):
        extract("text", extractor="ruls")


def test_the_document_has_the_fields_of_the_schema() -> None:
    text = "The Federal Reserve cut interest rates on Wednesday at 2 p.m. ET. The Dow fell 1 percent."
    document = reading_document(extract(text, date(2019, 7, 31)))
    assert document["schema"] == "eventstudy/reading/1"
    assert document["publication_date"] == "2019-07-31"
    (event,) = document["events"]
    assert event["utc_time"] == event["utc_start"] == "2019-07-31T18:00:00Z"
    assert event["start_date"] == event["end_date"] == "2019-07-31"
    assert text[event["char_start"] : event["char_end"]] == event["quote"]
    assert document["claims"][0]["magnitudes"] == [{"value": 1.0, "unit": "percent"}]
    assert datetime.fromisoformat(event["utc_end"]) >= datetime.fromisoformat(event["utc_start"])


def test_a_text_in_another_language_is_told() -> None:
    german = (
        "Die Notenbank hat am Donnerstag die Leitzinsen um einen halben Prozentpunkt angehoben und damit die"
        " Anleger überrascht, die mit einem kleineren Schritt gerechnet hatten. Der Euro stieg deutlich."
    )
    assert any("does not look like English" in w for w in extract(german, date(2022, 7, 22)).warnings)
