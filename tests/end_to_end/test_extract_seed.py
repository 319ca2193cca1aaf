"""The article that started the project, read where it lies beside the project; its text is not ours."""

from datetime import date
from pathlib import Path

import pytest

from eventstudy.extract import extract
from eventstudy.types import Reading

SEEDS = sorted((Path(__file__).parents[3] / "shared" / "seeds").glob("*.txt"))
pytestmark = pytest.mark.skipif(not SEEDS, reason="the article is not beside the project")

# a word of the trigger, a word of the quote -> first and last day that the text supports
EVENTS = {
    ("attacks", "military bases housing"): (date(2020, 1, 8), date(2020, 1, 8)),
    ("said", "in a speech"): (date(2020, 1, 8), date(2020, 1, 8)),
    ("said", "on Twitter shortly"): (date(2020, 1, 8), date(2020, 1, 8)),
    ("took to Twitter", "Zarif"): (date(2020, 1, 8), date(2020, 1, 8)),
    ("killed", "drone strike"): (date(2020, 1, 3), date(2020, 1, 3)),
    ("stormed", "embassy"): (date(2019, 12, 21), date(2020, 1, 3)),
    ("airstrikes", "25 militia"): (date(2019, 12, 21), date(2020, 1, 3)),
    ("attacks", "late December"): (date(2019, 12, 21), date(2019, 12, 31)),
    ("downing", "drone"): (date(2019, 1, 8), date(2020, 1, 8)),
    ("attacks", "tankers"): (date(2019, 1, 8), date(2020, 1, 8)),
    ("abandoned", "2018"): (date(2018, 1, 1), date(2018, 12, 31)),
}


@pytest.fixture(scope="module")
def seed() -> tuple[str, Reading]:
    text = SEEDS[0].read_text(encoding="utf-8")
    return text, extract(text)


@pytest.mark.parametrize("trigger_and_words", EVENTS)
def test_each_of_the_eleven_events_is_found_and_dated(
    seed: tuple[str, Reading], trigger_and_words: tuple[str, str]
) -> None:
    trigger, words = trigger_and_words
    found = [
        (e.start.date(), e.end.date())
        for e in seed[1].events
        if e.trigger == trigger and words in " ".join(e.quote.split())
    ]
    assert EVENTS[trigger_and_words] in found


def test_nothing_is_invented(seed: tuple[str, Reading]) -> None:
    text, reading = seed
    assert (reading.published, reading.published_source) == (date(2020, 1, 8), "inferred")
    assert all(e.utc_time is None for e in reading.events)
    assert all(text[e.char_start : e.char_end] == e.quote for e in reading.events)
    assert len(reading.events) <= len(EVENTS) + 1
    assert any("2020-01-07" in w and "2020-01-08" in w for w in reading.warnings)


def test_both_claims_are_understood(seed: tuple[str, Reading]) -> None:
    claims = {c.asset: c for c in seed[1].claims}
    assert set(claims) == {"dow", "brent"}
    assert [(m.value, m.unit) for m in claims["dow"].magnitudes] == [(400.0, "points")]
    assert claims["brent"].qualifiers == ("intraday_extreme",)
