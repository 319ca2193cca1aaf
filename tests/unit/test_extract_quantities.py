import time
from datetime import date

import pytest

from eventstudy.extract import extract
from eventstudy.extract.market.asset_names import alias_table
from eventstudy.extract.market.assets import find_assets
from eventstudy.extract.market.quantities import find_quantities
from eventstudy.instruments import INSTRUMENTS

CASES = [
    ("634 points, or 5.5 percent, to 10,809", [(634, "points"), (5.5, "percent"), (10809, "number")]),
    ("between 2 and 3 percent", [(2, "percent"), (3, "percent")]),
    ("2-3%", [(2, "percent"), (3, "percent")]),
    ("half a percent", [(0.5, "percent")]),
    ("two and a half percent", [(2.5, "percent")]),
    ("three-quarters of a percent", [(0.75, "percent")]),
    ("a quarter of a percentage point", [(25, "bp")]),
    ("twenty-five basis points", [(25, "bp")]),
    ("by a fifth", [(20, "percent")]),
    ("lost half its value", [(50, "percent")]),
    ("two-thirds of its value", [(66.67, "percent")]),
    ("$2 to $3", [(2, "usd"), (3, "usd")]),
    ("three hundred points", [(300, "points")]),
    ("up 3 1/2 points", [(3.5, "points")]),
    ("452p", [(452, "money")]),
    ("£1,234", [(1234, "money")]),
    ("minus $37.63", [(-37.63, "usd")]),
    ("$1.5 billion", []),
    ("$1.2bn", []),
    ("at one point", []),
    ("9:30 a.m.", []),
]


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_figures_with_their_units(words: str, expected: list) -> None:
    found = find_quantities(words, 0, len(words))
    assert [(q.value, q.unit) for q in found] == expected


@pytest.mark.parametrize(
    ("words", "asset", "kind"),
    [
        ("the yield on the benchmark 10-year treasury note", "10-year treasury", "yield"),
        ("two-year gilt yields", "2-year gilt", "yield"),
        ("italian 10-year bond yields", "10-year italian btp", "yield"),
        ("10-year treasuries", "10-year treasury", "bond"),
        ("brent crude, the global benchmark,", "brent", "commodity"),
        ("the dow jones industrial average", "dow", "index"),
        ("the euro stoxx 50", "euro stoxx 50", "index"),
        ("the u.s. benchmark", "wti", "commodity"),
        ("a barrel of oil", "oil", "commodity"),
    ],
)
def test_kinds_of_assets(words: str, asset: str, kind: str) -> None:
    (naming,) = find_assets(words, 0, len(words))
    assert (naming.asset, naming.kind) == (asset, kind)


@pytest.mark.parametrize(
    "words", ["oil output", "demand for gold", "the euro zone", "110.5 yen", "$50 oil", "five-year plan"]
)
def test_words_that_are_no_price(words: str) -> None:
    assert find_assets(words, 0, len(words)) == []


def test_every_alias_of_an_instrument_names_it() -> None:
    for row in INSTRUMENTS.values():
        assert all(alias_table()[alias][0] == row.name for alias in row.aliases)


DATED = [
    ("The Fed cut rates on Monday. The Dow fell 2% that day.", [date(2020, 1, 6)]),
    ("Brent fell 6%. On Monday it had surged 14%. Gold rose 1%. A calm Wednesday.", [8, 6, 8]),
    ("Brent slid 2% on Tuesday, after a 3 percent rise on Monday. Gold lost 1%.", [7, 6, 7]),
    ("- 6 January: a raid. The Dow fell 2%.", [6]),
]


@pytest.mark.parametrize(("text", "days"), DATED)
def test_days_told_in_another_sentence(text: str, days: list) -> None:
    expected = [d if isinstance(d, date) else date(2020, 1, d) for d in days]
    assert [c.date for c in extract(text, date(2020, 1, 8)).claims] == expected


@pytest.mark.parametrize(
    "unit", ["the peso rose 1%. ", "its shares fell 1%. ", "Having a Brent rose ", "$1 to $2 or "]
)
def test_claims_take_time_in_proportion(unit: str) -> None:
    text = (unit * 4_000)[:40_000]
    start = time.process_time()
    extract(text, date(2020, 1, 8))
    assert time.process_time() - start < 8
