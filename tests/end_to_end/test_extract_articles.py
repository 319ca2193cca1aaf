import re
from datetime import date
from pathlib import Path

import pytest
from unit.extract_cases import sense

from eventstudy.extract import extract

ARTICLE = (Path(__file__).parents[2] / "seeds" / "january_2020.txt").read_text(encoding="utf-8")


def facts(text: str, published: date | None = None) -> set[tuple[str, str, str]]:
    return {
        (sense(e), e.start.date().isoformat(), e.precision)
        for e in extract(text, published).events
        if e.modality == "happened"
    }


def test_the_default_article_gives_its_events() -> None:
    reading = extract(ARTICLE)
    assert (reading.published, reading.published_source) == (date(2020, 1, 8), "inferred")
    assert facts(ARTICLE) >= {
        ("attack", "2019-12-27", "day"),
        ("airstrike", "2019-12-29", "day"),
        ("storming", "2019-12-31", "day"),
        ("killing", "2020-01-03", "part_of_day"),
        ("attack", "2020-01-08", "part_of_day"),
    }
    by_type = {(sense(e), e.start.date()): e for e in reading.events}
    assert by_type["attack", date(2020, 1, 8)].timezone == "Asia/Baghdad"
    assert by_type["killing", date(2020, 1, 3)].label == "Killing, Baghdad airport"
    assert all(e.utc_time is None for e in reading.events)


def test_the_default_article_gives_its_claims() -> None:
    claims = {(c.asset, c.direction, c.magnitudes[0].value, c.date) for c in extract(ARTICLE).claims}
    assert claims == {
        ("dow", "down", 400.0, date(2020, 1, 8)),
        ("brent", "up", 4.0, date(2020, 1, 8)),
        ("dow", "down", 0.8, date(2020, 1, 3)),
        ("brent", "up", 3.5, date(2020, 1, 3)),
    }


def test_the_default_article_is_of_the_stated_length_and_not_dated() -> None:
    assert 300 <= len(ARTICLE.split()) <= 500
    assert not re.search(r"published|updated|Jan(uary|\.) 8", ARTICLE, re.IGNORECASE)


CASES = [
    (
        "DHAHRAN, Sept 15 (Desk) - Drones attacked an oil plant at Abqaiq early on Saturday, Sept. 14, "
        "2019, knocking out half of"
        " output. It was the worst disruption since Iraq invaded Kuwait in 1990.",
        {("attack", "2019-09-14", "part_of_day")},
    ),
    (
        "WASHINGTON, July 31, 2019 - The Federal Reserve cut interest rates on Wednesday, its first "
        "reduction since 2008.",
        {("rate_decision", "2019-07-31", "day")},
    ),
    (
        "VIENNA, 7 December 2018 - OPEC and Russia agreed on Friday to reduce output by 1.2 million "
        "barrels per day.",
        {("supply_decision", "2018-12-07", "day")},
    ),
    (
        "NEW YORK - Lehman Brothers filed for bankruptcy protection early Monday, Sept. 15, 2008. A day "
        "later, the Federal Reserve"
        " rescued AIG.",
        {("bankruptcy", "2008-09-15", "part_of_day"), ("rescue", "2008-09-16", "day")},
    ),
    (
        "LONDON, 24 June 2016 — Britain has voted to leave the EU. The referendum was held on Thursday.",
        {("election", "2016-06-23", "day")},
    ),
    (
        "HOUSTON, Aug. 30, 2021 - Hurricane Ida made landfall in Louisiana at about 11:55 a.m. local "
        "time on Sunday.",
        {("disaster", "2021-08-29", "hour")},
    ),
    (
        "BEIJING, Aug 5, 2019 - President Donald Trump announced tariffs of 10 percent on Chinese goods "
        "last Thursday.",
        {("tariff", "2019-08-01", "day")},
    ),
    (
        "The Food and Drug Administration approved the drug on June 7, 2021. The company could charge "
        "more in July.",
        {("approval", "2021-06-07", "day")},
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_other_news(text: str, expected: set) -> None:
    assert facts(text) == expected
