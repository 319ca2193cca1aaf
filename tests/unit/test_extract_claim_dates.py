from datetime import date

import pytest

from eventstudy.extract import extract

WEDNESDAY = date(2020, 1, 8)
CASES = [
    ("Brent rose 2% on Monday.", [date(2020, 1, 6)]),
    ("On Tuesday, Brent rose 2%.", [date(2020, 1, 7)]),
    ("Brent rose 2% last month.", [None]),
    ("Brent rose 24% in 2019.", [None]),
    ("Brent rose 2%, the most since Jan. 3.", [None]),
    ("Brent rose 2% on Tuesday, having lost 3% a day earlier.", [date(2020, 1, 7), date(2020, 1, 6)]),
    ("Brent rose 2% on Tuesday. The Dow fell 1%.", [date(2020, 1, 7), date(2020, 1, 7)]),
    ("Brent rose 2% on Tuesday.\n\nThe Dow fell 1%.", [date(2020, 1, 7), None]),
    ("Brent rose 2% in New York. It was quiet on Wednesday.", [WEDNESDAY]),
    ("Brent for February delivery rose 2%. It was quiet on Wednesday.", [WEDNESDAY]),
    ("The Dow rose 2% to 8,721.44, and will drop a member on Jan. 14. A calm Wednesday.", [WEDNESDAY]),
    ("Brent rose 2% after drones attacked Abqaiq on Saturday.", [date(2020, 1, 4)]),
    ("Brent rose 2%.", [None]),
    ("A raid began on Monday. In the following session the Dow fell 3%.", [date(2020, 1, 7)]),
    ("On Tuesday crude for February fell 2%.", [date(2020, 1, 7)]),
    ("Gold, which touched a peak in May, slid 3% on Monday.", [date(2020, 1, 6)]),
    ("The raid began on Monday. That evening the Dow lost 3%.", [date(2020, 1, 6)]),
    (
        "The naira fell to 755 per dollar on Tuesday. It closed at 664, against 471 on Monday.",
        [date(2020, 1, 7), date(2020, 1, 7)],
    ),
]


@pytest.mark.parametrize(("text", "days"), CASES)
def test_day_of_a_claim(text: str, days: list) -> None:
    assert [c.date for c in extract(text, WEDNESDAY).claims] == days


@pytest.mark.parametrize(
    "text",
    [
        "Analysts expect Brent to jump as much as $10 on Monday.",
        "The cut could push Brent up 5%.",
        "Brent will rise 5%.",
    ],
)
def test_a_forecast_is_no_claim(text: str) -> None:
    assert extract(text, WEDNESDAY).claims == ()


def test_quotes_of_a_claim_with_two_moves_begin_at_the_name() -> None:
    text = (
        "In London the FTSE 100 dropped 8.7 per cent at the open before closing 3.2 per cent lower,"
        " they said."
    )
    first, second = extract(text).claims
    assert first.quote == "the FTSE 100 dropped 8.7 per cent at the open"
    assert second.quote.endswith("closing 3.2 per cent lower")
    assert first.char_start == second.char_start


def test_words_set_off_by_commas_are_not_about_the_day() -> None:
    text = (
        "A raid in Baghdad killed a general on Friday, January 3, 2020. The Dow was flat on Thursday."
        " On Friday, after the killing of the general, the Dow fell 1 percent."
    )
    claims = extract(text, date(2020, 1, 4)).claims
    assert [claim.date for claim in claims] == [date(2020, 1, 2), date(2020, 1, 3)]
