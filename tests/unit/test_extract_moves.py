import pytest

from eventstudy.extract.market.assets import find_assets
from eventstudy.extract.market.moves import find_moves, first_move

# words behind the name, asset, moves: direction, sizes, level, qualifiers
CASES = [
    (" fell 1.2 percent", "dow", [("down", [(1.2, "percent")], None, ())]),
    (" rose half a percent", "dow", [("up", [(0.5, "percent")], None, ())]),
    (" rose two percent", "dow", [("up", [(2.0, "percent")], None, ())]),
    (" lost 1,175.21 points", "dow", [("down", [(1175.21, "points")], None, ())]),
    (" was little changed", "dow", [("flat", [], None, ())]),
    (" did not fall", "dow", [("up", [], None, ())]),
    (
        " settled at $61.67, up $1.61, or 2.7%",
        "brent",
        [("up", [(1.61, "usd"), (2.7, "percent")], 61.67, ("close",))],
    ),
    (
        " climbed as high as $105.79 before settling at $99.08, up 2.3%",
        "brent",
        [("up", [], 105.79, ("intraday_extreme",)), ("up", [(2.3, "percent")], 99.08, ("close",))],
    ),
    (
        " fell more than 800 points in early trading but ended the day 92 points higher",
        "dow",
        [
            ("down", [(800.0, "points")], None, ("open", "at_least")),
            ("up", [(92.0, "points")], None, ("close",)),
        ],
    ),
    (
        " was down 24%, at $34.36, having plunged 31% to $31.02 earlier in the session",
        "brent",
        [
            ("down", [(24.0, "percent")], 34.36, ()),
            ("down", [(31.0, "percent")], 31.02, ("intraday_extreme",)),
        ],
    ),
    (
        ", which had been up as many as 311 points, closed down 280.85 points",
        "dow",
        [
            ("up", [(311.0, "points")], None, ("intraday_extreme",)),
            ("down", [(280.85, "points")], None, ("close",)),
        ],
    ),
    (" rose 3 basis points to 2.19%", "10-year treasury", [("up", [(3.0, "bp")], 2.19, ())]),
    (" fell to 1.89% from 2.02%", "10-year treasury", [("down", [], 1.89, ())]),
    (" rose about 2 pct", "gold", [("up", [(2.0, "percent")], None, ("approx",))]),
    (" rose to a record $2,000", "gold", [("up", [], 2000.0, ("record",))]),
    (" rose 2% and settled at $68", "brent", [("up", [(2.0, "percent")], 68.0, ("close",))]),
    (" slipped on a $3 billion bond", "dow", [("down", [], None, ())]),
    (" did nothing", "dow", []),
]


@pytest.mark.parametrize(("words", "asset", "expected"), CASES)
def test_moves(words: str, asset: str, expected: list) -> None:
    found = [
        (m.direction, [(s.value, s.unit) for s in m.magnitudes], m.level, m.qualifiers)
        for m in find_moves(words, "the asset", "yield" if "treasury" in asset else "index")
    ]
    assert found == expected


def test_futures_in_the_name_hold_for_every_move() -> None:
    moves = find_moves(" rose 3% before closing down 1%", "brent futures", "commodity")
    assert [m.qualifiers for m in moves] == [("futures",), ("close", "futures")]


def test_a_move_ends_where_its_words_end() -> None:
    words = " fell 2% on Friday after a long week"
    (move,) = find_moves(words.lower(), "")
    assert words[: move.end] == " fell 2% on Friday"
    assert first_move(words) == 1


@pytest.mark.parametrize(
    ("text", "assets"),
    [
        ("brent crude futures and wti", ["brent", "wti"]),
        ("u.s. west texas intermediate crude futures", ["wti"]),
        ("dow jones industrial average", ["dow"]),
        ("the dowager", []),
        ("the s&p 500, the nasdaq composite", ["s&p 500", "nasdaq"]),
        ("goldman", []),
    ],
)
def test_names_of_assets(text: str, assets: list) -> None:
    assert [n.asset for n in find_assets(text, 0, len(text))] == assets
