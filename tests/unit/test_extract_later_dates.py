from datetime import UTC, date, datetime

import pandas as pd
import pytest

from eventstudy.errors import ArticleError, InputError
from eventstudy.extract import extract

STATED = "Rebels attacked a port in Yemen on Friday, Dec. 27, 2019. Two days later jets bombed it."
NEW_YEAR = date(2019, 1, 1)


def test_a_full_date_after_the_date_given_is_kept_and_told() -> None:
    reading = extract(STATED, NEW_YEAR)
    assert [(e.start.date().isoformat(), e.modality) for e in reading.events] == [
        ("2019-12-27", "happened"),
        ("2019-12-29", "happened"),
    ]
    (warning,) = reading.warnings
    assert "after the publication date given, 2019-01-01, such as 'Friday, Dec. 27, 2019'" in warning
    assert "--published" in warning


def test_a_day_without_a_year_that_cannot_be_past_is_told() -> None:
    reading = extract("Rebels attacked a port in Yemen on Jan. 20.", date(2020, 1, 8))
    assert reading.events == ()
    assert "'Jan. 20'" in reading.warnings[0]


def test_a_noun_dated_after_the_article_is_to_come() -> None:
    (event,) = extract("The election on Nov. 3, 2020 worries markets.", date(2020, 1, 8)).events
    assert (event.modality, event.start.date()) == ("scheduled", date(2020, 11, 3))


@pytest.mark.parametrize(
    "text",
    [
        "OPEC will cut output on March 3, 2020.",
        "Rebels attacked a port in Yemen on Jan. 8, 2020.",
        "Rebels attacked a port in Yemen on Dec. 27, 2019, and again on Friday.",
    ],
)
def test_plans_and_the_past_take_no_warning(text: str) -> None:
    assert extract(text, date(2020, 1, 8)).warnings == ()


@pytest.mark.parametrize(
    "given",
    ["2020-01-08", " 2020-01-08 ", datetime(2020, 1, 8, 23, 59, tzinfo=UTC), pd.Timestamp("2020-01-08")],
)
def test_published_may_be_text_or_a_time_stamp(given) -> None:
    reading = extract("Rebels attacked a port in Yemen on Friday.", given)
    assert (type(reading.published), reading.published) == (date, date(2020, 1, 8))
    assert reading == extract("Rebels attacked a port in Yemen on Friday.", date(2020, 1, 8))


@pytest.mark.parametrize("given", ["8 January", "", "2020-02-30", 20200108, True, pd.NaT, date(1, 1, 1)])
def test_what_is_no_day_of_publication_is_refused(given) -> None:
    with pytest.raises(InputError, match=r"published is .*give a datetime\.date"):
        extract("Rebels attacked a port in Yemen on Friday.", given)


@pytest.mark.parametrize("code", [0xD800, 0xDFFF])
def test_half_of_a_surrogate_pair_is_refused_with_its_place(code: int) -> None:
    with pytest.raises(ArticleError, match="character 6 is half of a surrogate pair"):
        extract(f"Rebels{chr(code)} attacked a port.")
