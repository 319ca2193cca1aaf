"""Whose shares "the shares" and "its stock" are."""

import pytest

from eventstudy.extract import extract
from eventstudy.extract.article.text import read_text
from eventstudy.extract.market.focus import firms_of, main_firm

CASES = [
    ("Northern Rock asked for help. Shares in the bank crashed by 35 per cent yesterday.", ["Northern Rock"]),
    ("Boeing grounded its jets. On Monday the shares lost 9 percent.", ["Boeing"]),
    ("Boeing grounded its jets, and by the close in New York the stock had fallen 4 percent.", ["Boeing"]),
    ("Vale said a dam had burst. Investors fled: the depositary receipts dropped 8 percent.", ["Vale"]),
    (
        "Boeing spoke to Lufthansa. Boeing was calm. Boeing's board met. The shares fell 2 percent.",
        ["Boeing"],
    ),
    ("Shares in the Swiss lender plunged 24%.", ["swiss lender"]),
    ("A recall prompted a drop of 7.7 percent in Pfizer.", ["Pfizer"]),
    ("Boeing skidded 11% on Friday and another 13.5% on Monday.", ["Boeing", "Boeing"]),
]


@pytest.mark.parametrize(("text", "firms"), CASES)
def test_whose_shares(text: str, firms: list) -> None:
    claims = extract(text).claims
    assert [claim.asset for claim in claims] == firms
    assert {claim.direction for claim in claims} == {"down"}


def test_the_firm_spoken_of_most_comes_first() -> None:
    article = read_text(
        "Lufthansa waited. Boeing's board met. Boeing said no. Berlin and Angela Merkel waited."
    )
    assert firms_of(article)[0] == ("Boeing", 2)
    assert main_firm(article) == "Boeing"
    assert {name for name, _ in firms_of(article)} == {"Boeing", "Lufthansa"}


def test_an_article_without_firms_has_no_main_firm() -> None:
    assert main_firm(read_text("The minister resigned in Berlin.")) == ""
