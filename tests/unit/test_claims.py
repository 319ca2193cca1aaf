"""Verdicts on claims, held against the embedded daily prices of Brent and the Dow."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest

import eventstudy as es
from eventstudy.claims import check_claims, claim_document
from eventstudy.daybar import day_bar
from eventstudy.instruments import INSTRUMENTS
from eventstudy.types import Claim, Event, Magnitude, PriceTable

DATA = Path(__file__).parents[2] / "data"
BAGHDAD = ZoneInfo("Asia/Baghdad")
NEW_YORK = ZoneInfo("America/New_York")
ROLL = pd.Timestamp("2019-12-31")


def table(**changes: object) -> PriceTable:
    files = {
        name: pd.read_csv(DATA / f"{name}.csv", index_col="date", parse_dates=True)
        for name in ("brent", "dow")
    }
    fields = {
        field: pd.DataFrame({name: file[field] for name, file in files.items()}).rename_axis("session")
        for field in ("open", "high", "low", "close")
    }
    previous = pd.DataFrame(np.nan, index=fields["close"].index, columns=["brent", "dow"])
    previous["brent"] = files["brent"]["previous_close"]
    rolls = {"brent": tuple(previous["brent"].dropna().index)}
    return PriceTable(**{**fields, "previous_close": previous, "rolls": rolls, **changes})


PRICES = table()


def claim(quote: str, asset: str, direction: str, *sizes: tuple[float, str], **more: object) -> Claim:
    magnitudes = tuple(Magnitude(value=value, unit=unit) for value, unit in sizes)
    given = {"date": date(2020, 1, 8), "char_start": 100, "char_end": 100 + len(quote), **more}
    return Claim(quote=quote, asset=asset, direction=direction, magnitudes=magnitudes, **given)


def missiles(**more: object) -> Event:
    given = {
        "event_id": "missiles",
        "start": datetime(2020, 1, 8, 0, tzinfo=BAGHDAD),
        "end": datetime(2020, 1, 8, 5, 59, 59, tzinfo=BAGHDAD),
        "precision": "part_of_day",
        "char_start": 60,
        "char_end": 90,
        "mentions": ((50, 400),),  # the sentence that holds the claims
        **more,
    }
    return Event(**given)


def verdict(said: Claim, *events: Event, prices: PriceTable = PRICES) -> str:
    (check,) = check_claims([said], prices, events)
    return check.verdict


PLUNGE = claim("the Dow Jones plunging 400 points", "dow", "down", (400, "points"))
SPIKE = claim("Brent spiking as high as 4%", "brent", "up", (4, "percent"), qualifiers=("intraday_extreme",))


def test_a_move_on_night_news_that_the_cash_index_did_not_make_can_only_be_one_of_futures():
    (check,) = check_claims([PLUNGE], PRICES, [missiles()])
    assert check.verdict == "cannot be checked"
    assert "while the cash index was closed" in check.why
    # The index file: 8 January 28,556.14 / 28,866.18 / 28,522.51 / 28,745.09 after 28,583.68.
    for number in ("28,522.51 (-61.17, -0.21 %)", "28,745.09 (+161.41, +0.56 %)", "Wednesday 8 January 2020"):
        assert number in check.why
    assert check.price == "futures on the Dow Jones Industrial Average"


def test_the_same_claim_without_night_news_is_contradicted_by_the_range_of_the_day():
    assert verdict(PLUNGE) == "contradicted"
    in_session = missiles(
        start=datetime(2020, 1, 8, 15, tzinfo=UTC), end=datetime(2020, 1, 8, 16, tzinfo=UTC)
    )
    assert verdict(PLUNGE, in_session) == "contradicted"


def test_a_claim_dated_by_evening_news_beside_it_reaches_the_next_session():
    evening = missiles(
        start=datetime(2020, 1, 7, 18, tzinfo=NEW_YORK), end=datetime(2020, 1, 7, 19, tzinfo=NEW_YORK)
    )
    spike = claim(
        "as high as 4%", "brent", "up", (4, "percent"), date=date(2020, 1, 7), qualifiers=SPIKE.qualifiers
    )
    assert verdict(spike) == "contradicted"
    (check,) = check_claims([spike], PRICES, [evening])
    assert (check.verdict, check.session) == ("supported", date(2020, 1, 8))
    dow = claim(PLUNGE.quote, "dow", "down", (400, "points"), date=date(2020, 1, 7))
    (check,) = check_claims([dow], PRICES, [evening])
    assert (check.verdict, check.session) == ("cannot be checked", date(2020, 1, 8))
    stated = claim("rose as high as 4% on Tuesday", "brent", "up", (4, "percent"), date=date(2020, 1, 7))
    (check,) = check_claims([stated], PRICES, [evening])
    assert (check.verdict, check.session) == ("contradicted", date(2020, 1, 7))


def test_as_high_as_is_supported_when_the_day_went_further_and_says_so():
    (check,) = check_claims([SPIKE], PRICES, [missiles()])
    assert check.verdict == "supported"
    assert check.change == pytest.approx(71.99 / 68.27 - 1, rel=1e-12)  # the file's high and settlement
    assert "went further, to a high of 71.99 (+3.72, +5.45 %): the text understates" in check.why
    exact = claim("as high as 5.4%", "brent", "up", (5.4, "percent"), qualifiers=SPIKE.qualifiers)
    (check,) = check_claims([exact], PRICES)
    assert check.verdict == "supported"
    assert "understates" not in check.why
    assert check.price == "Brent crude: the day's high over the previous settlement"


@pytest.mark.parametrize(
    ("size", "expected"),
    [(5.0, "supported"), (5.4, "supported"), (5.6, "contradicted"), (7.0, "contradicted")],
)
def test_the_extreme_needs_to_have_been_reached_within_rounding(size, expected):
    # High over settlement: 71.99 / 68.27, +5.449 %.
    said = claim(f"as high as {size}%", "brent", "up", (size, "percent"), qualifiers=("intraday_extreme",))
    assert verdict(said) == expected


@pytest.mark.parametrize(
    ("quote", "sizes", "more", "expected"),
    [
        ("closed 161 points higher", [(161, "points")], {"qualifiers": ("close",)}, "supported"),
        ("closed 165 points higher", [(165, "points")], {"qualifiers": ("close",)}, "contradicted"),
        ("closed 162 points higher", [(162, "points")], {"qualifiers": ("close",)}, "contradicted"),
        (
            "closed up 161.41 points, or 0.6%",
            [(161.41, "points"), (0.6, "percent")],
            {"qualifiers": ("close",)},
            "supported",
        ),
        (
            "closed up 161.41 points, or 0.7%",
            [(161.41, "points"), (0.7, "percent")],
            {"qualifiers": ("close",)},
            "contradicted",
        ),
        ("rose 0.6%", [(0.6, "percent")], {}, "supported"),
        ("rose more than 280 points", [(280, "points")], {"qualifiers": ("at_least",)}, "supported"),
        ("rose more than 283 points", [(283, "points")], {"qualifiers": ("at_least",)}, "contradicted"),
        ("rose about 0.5%", [(0.5, "percent")], {"qualifiers": ("approx", "close")}, "supported"),
        ("rose 0.2%", [(0.2, "percent")], {}, "cannot be checked"),
        ("closed at 28,745", [], {"level": 28745.0, "qualifiers": ("close",)}, "supported"),
        ("closed at 28,746", [], {"level": 28746.0, "qualifiers": ("close",)}, "contradicted"),
        ("at 28,800", [], {"level": 28800.0}, "cannot be checked"),
        ("at 28,900", [], {"level": 28900.0}, "contradicted"),
        ("topped 28,850", [], {"level": 28850.0, "qualifiers": ("at_least",)}, "supported"),
        ("closed above 28,750", [], {"level": 28750.0, "qualifiers": ("at_least", "close")}, "contradicted"),
        ("closed at a record", [], {"qualifiers": ("record", "close")}, "contradicted"),
        ("rose", [], {}, "supported"),
    ],
)
def test_the_words_of_the_claim_choose_the_price_and_the_rounding(quote, sizes, more, expected):
    # 8 January: close +161.41 points, +0.565 %; high +282.50; range 28,522.51 to 28,866.18.
    assert verdict(claim(quote, "dow", "up", *sizes, **more)) == expected


def test_a_record_can_be_refuted_by_a_sample_but_not_confirmed():
    # Closes: 28,868.80 on 2 January, 28,745.09 on the 8th, 28,956.90 on the 9th, the highest so far.
    for day, expected in ((8, "contradicted"), (9, "cannot be checked")):
        said = claim("a record", "dow", "up", qualifiers=("record",), date=date(2020, 1, day))
        assert verdict(said) == expected


def test_165_is_not_rounded_to_ten_but_170_is():
    assert (
        verdict(claim("closed 170 points up", "dow", "up", (170, "points"), qualifiers=("close",)))
        == "contradicted"
    )
    assert (
        verdict(claim("closed 160 points up", "dow", "up", (160, "points"), qualifiers=("close",)))
        == "supported"
    )


def test_direction_matters():
    fell = claim("closed 161 points lower", "dow", "down", (161, "points"), qualifiers=("close",))
    assert verdict(fell) == "contradicted"
    assert verdict(claim("was flat", "dow", "flat")) == "contradicted"
    assert verdict(claim("was flat", "brent", "flat", date=date(2020, 1, 9))) == "supported"  # 65.44, 65.37


def test_a_fall_is_held_against_the_low():
    # 3 January: low 28,500.36 after 28,868.80, -368.44; a whole hundred is taken as rounded.
    friday = {"date": date(2020, 1, 3)}
    assert verdict(claim("fell 400 points", "dow", "down", (400, "points"), **friday)) == "supported"
    assert verdict(claim("fell 390 points", "dow", "down", (390, "points"), **friday)) == "contradicted"
    low = claim("as low as $64.94", "brent", "down", level=64.94, qualifiers=("intraday_extreme",))
    assert verdict(low) == "supported"
    lower = claim("as low as $64.80", "brent", "down", level=64.8, qualifiers=("intraday_extreme",))
    assert verdict(lower) == "contradicted"


def test_a_level_that_is_right_with_the_wrong_direction_is_contradicted():
    assert (
        verdict(claim("fell to 28,745", "dow", "down", level=28745.0, qualifiers=("close",)))
        == "contradicted"
    )


def test_an_opening_is_held_against_the_open():
    # 3 January: open 28,553.33 after 28,868.80, -315.47.
    opened = claim(
        "opened 315 points lower", "dow", "down", (315, "points"), qualifiers=("open",), date=date(2020, 1, 3)
    )
    (check,) = check_claims([opened], PRICES)
    assert (check.verdict, check.change) == ("supported", pytest.approx(28553.33 / 28868.80 - 1))


def test_dollars_and_cents_measure_brent_and_points_do_not():
    day = date(2020, 1, 3)  # 68.60 after 66.25
    for value, unit, text in ((2.35, "usd", "rose $2.35"), (235, "cents", "rose 235 cents")):
        said = claim(text, "brent", "up", (value, unit), qualifiers=("close",), date=day)
        assert verdict(said) == "supported"
    settled = claim("settled at $68.60", "brent", "up", level=68.6, qualifiers=("close",), date=day)
    assert verdict(settled) == "supported"
    (check,) = check_claims([claim("up 2 points", "brent", "up", (2, "points"), date=day)], PRICES)
    assert check.verdict == "cannot be checked"
    assert "US dollars a barrel" in check.why
    assert verdict(claim("up 20 basis points", "dow", "up", (20, "bp"))) == "cannot be checked"


def test_the_digits_of_the_text_set_the_rounding_of_a_level():
    for text, level, expected in (("$68.60", 68.6, "supported"), ("$68.64", 68.64, "contradicted")):
        said = claim(
            f"settled at {text}", "brent", "up", level=level, qualifiers=("close",), date=date(2020, 1, 3)
        )
        assert verdict(said) == expected


def test_a_roll_day_is_measured_within_one_contract():
    fell = claim("settled 1% lower", "brent", "down", (1, "percent"), qualifiers=("close",), date=ROLL.date())
    (check,) = check_claims([fell], PRICES)
    # Same contract 66.67 to 66.00; the raw series would say 68.44 to 66.00, -3.6 %.
    assert (check.verdict, check.change) == ("supported", pytest.approx(66.00 / 66.67 - 1))
    assert check_claims([fell], table(rolls={})) == (check,)  # the settlement alone tells enough


def test_an_unknown_previous_settlement_leaves_moves_open_but_not_levels():
    unknown = PRICES.previous_close.copy()
    unknown.loc[ROLL, "brent"] = np.nan
    prices = table(previous_close=unknown)
    fell = claim("settled 1% lower", "brent", "down", (1, "percent"), qualifiers=("close",), date=ROLL.date())
    (check,) = check_claims([fell], prices)
    assert (check.verdict, check.change) == ("cannot be checked", None)
    level = claim("settled at $66", "brent", "down", level=66.0, qualifiers=("close",), date=ROLL.date())
    assert verdict(level, prices=prices) == "supported"


def test_a_missing_bar_before_leaves_the_move_unknown():
    close = PRICES.close.drop(pd.Timestamp("2020-01-07"))
    fields = {
        name: getattr(PRICES, name).loc[close.index] for name in ("open", "high", "low", "previous_close")
    }
    bar = day_bar(table(close=close, **fields), INSTRUMENTS["dow"], date(2020, 1, 8))
    assert bar is not None
    assert np.isnan(bar.previous)
    assert (
        verdict(claim("rose 0.6%", "dow", "up", (0.6, "percent")), prices=table(close=close, **fields))
        == "cannot be checked"
    )


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (
            claim("Dow futures fell 400 points", "dow", "down", (400, "points"), qualifiers=("futures",)),
            "futures",
        ),
        (claim("gold rose 2%", "gold", "up", (2, "percent")), "'gold' is not an asset known here"),
        (claim("rose 2%", "dow", "up", (2, "percent"), date=None), "does not tell the day"),
        (claim("rose 2%", "dow", "up", (2, "percent"), date=date(2021, 1, 8)), "2018-07-02 to 2020-03-31"),
        (
            claim("rose 2%", "dow", "up", (2, "percent"), date=date(2020, 1, 4)),
            "Saturday 4 January 2020 is not a session",
        ),
        (
            claim("rose 2%", "dow", "up", (2, "percent"), date=date(1, 1, 1)),
            "Monday 1 January 1 is not a session",
        ),
    ],
)
def test_what_cannot_be_checked_says_why(said, word):
    (check,) = check_claims([said], PRICES)
    assert check.verdict == "cannot be checked"
    assert word in check.why


def test_an_asset_without_prices_is_named():
    only_brent = {
        name: getattr(PRICES, name)[["brent"]] for name in ("open", "high", "low", "close", "previous_close")
    }
    (check,) = check_claims([PLUNGE], table(**only_brent))
    assert check.verdict == "cannot be checked"
    assert "no prices of Dow Jones Industrial Average" in check.why


def test_the_news_named_in_the_claim_counts_before_the_nearest():
    noon = missiles(
        event_id="speech",
        start=datetime(2020, 1, 8, 16, tzinfo=UTC),
        end=datetime(2020, 1, 8, 17, tzinfo=UTC),
        char_start=98,
        char_end=99,
        mentions=(),
    )
    assert verdict(PLUNGE, missiles(mentions=()), noon) == "contradicted"
    named = claim(
        "stocks fell on the missile strikes, the Dow plunging 400 points", "dow", "down", (400, "points")
    )
    assert verdict(named, missiles(trigger="missile attacks", mentions=()), noon) == "cannot be checked"


def test_news_known_only_to_the_day_leaves_the_hours_to_the_next_nearest():
    vague = missiles(
        event_id="statement",
        end=datetime(2020, 1, 8, 23, 59, 59, tzinfo=BAGHDAD),
        precision="day",
        char_start=98,
        char_end=99,
    )
    assert verdict(PLUNGE, vague) == "contradicted"
    assert verdict(PLUNGE, vague, missiles()) == "cannot be checked"


FRIDAY = {"date": date(2020, 1, 3)}
THURSDAY = {"date": date(2020, 1, 2)}


def killing(**more: object) -> Event:
    given = {
        "event_id": "killing",
        "start": datetime(2020, 1, 3, 0, tzinfo=BAGHDAD),
        "end": datetime(2020, 1, 3, 5, 59, 59, tzinfo=BAGHDAD),
    }
    return missiles(**given, **more)


@pytest.mark.parametrize(
    ("quote", "direction", "sizes", "day", "expected"),
    [
        ("The Dow plunged 5 percent on Friday", "down", [(5, "percent")], FRIDAY, "contradicted"),
        ("The Dow rose 2 percent on Friday", "up", [(2, "percent")], FRIDAY, "contradicted"),
        ("The Dow dropped 1,000 points Jan. 3", "down", [(1000, "points")], FRIDAY, "contradicted"),
        ("The Dow dropped 1,000 points Fri", "down", [(1000, "points")], FRIDAY, "contradicted"),
        ("The Dow gained on Friday", "up", [], FRIDAY, "contradicted"),
        ("The Dow declined on Friday", "down", [], FRIDAY, "supported"),
        ("The Dow fell 0.8 percent on Friday", "down", [(0.8, "percent")], FRIDAY, "supported"),
        ("The Dow was little changed on Thursday", "flat", [], THURSDAY, "contradicted"),
        ("The Dow was unchanged on 2 January", "flat", [], THURSDAY, "contradicted"),
        ("The Dow rose on Thursday", "up", [], THURSDAY, "supported"),
        ("The Dow slid on Thursday", "down", [], THURSDAY, "contradicted"),
    ],
)
def test_a_claim_that_names_its_day_is_held_against_that_session_whatever_the_news(
    quote, direction, sizes, day, expected
):
    # Closes: 28,868.80 on Thursday, +1.16 %; on Friday 28,634.88, -0.81 %, after -1.28 to -0.53 %.
    (check,) = check_claims([claim(quote, "dow", direction, *sizes, **day)], PRICES, [killing()])
    assert (check.verdict, check.session) == (expected, day["date"])
    assert "futures" not in check.why + check.price


def test_only_a_day_of_its_own_takes_the_excuse_of_night_news_from_a_claim():
    for quote, expected in (
        ("the Dow plunging 1,000 points", "cannot be checked"),
        ("the Dow gave up Thursday's gains and lost 1,000 points", "cannot be checked"),
        ("the Dow plunging 1,000 points on friday", "contradicted"),
        ("the Dow plunging 1,000 points today", "contradicted"),
    ):
        assert verdict(claim(quote, "dow", "down", (1000, "points"), **FRIDAY), killing()) == expected


def test_news_of_another_sentence_does_not_date_a_claim():
    elsewhere = killing(mentions=((0, 95),))
    assert (
        verdict(claim("the Dow fell 2 percent", "dow", "down", (2, "percent"), **FRIDAY), elsewhere)
        == "contradicted"
    )


@pytest.mark.parametrize(
    "when", ["overnight", "in after-hours trading on Friday", "in pre-market trade", "Friday evening"]
)
def test_hours_outside_the_session_need_futures_even_if_the_number_is_that_of_the_close(when):
    for size in (0.8, 5.0):
        said = claim(f"The Dow fell {size} percent {when}", "dow", "down", (size, "percent"), **FRIDAY)
        (check,) = check_claims([said], PRICES)
        assert check.verdict == "cannot be checked"
        assert "hours in which the cash index is closed" in check.why
        assert check.price == "futures on the Dow Jones Industrial Average"
    closed = claim(f"closed 5% lower, {when}", "dow", "down", (5, "percent"), qualifiers=("close",), **FRIDAY)
    assert verdict(closed) == "contradicted"


def test_a_claim_on_a_holiday_is_not_held_against_the_day_after():
    # Monday 20 January: no session in New York. Tuesday: 29,348.10 to 29,196.04, -0.52 %.
    monday = missiles(
        start=datetime(2020, 1, 20, tzinfo=BAGHDAD),
        end=datetime(2020, 1, 20, 23, 59, 59, tzinfo=BAGHDAD),
        precision="day",
    )
    day = {"date": date(2020, 1, 20)}
    stated = claim("The Dow fell 0.5 percent on Monday", "dow", "down", (0.5, "percent"), **day)
    (check,) = check_claims([stated], PRICES, [monday])
    assert (check.verdict, check.session, check.change) == ("cannot be checked", None, None)
    assert "Monday 20 January 2020 is not a session of Dow Jones Industrial Average" in check.why
    by_news = claim("the Dow falling 0.5 percent", "dow", "down", (0.5, "percent"), **day)
    (check,) = check_claims([by_news], PRICES, [monday])
    assert (check.verdict, check.session) == ("supported", date(2020, 1, 21))
    assert verdict(by_news) == "cannot be checked"


def test_futures_on_a_day_without_a_session_are_still_futures():
    said = claim("Dow futures fell", "dow", "down", qualifiers=("futures",), date=date(2020, 1, 5))
    (check,) = check_claims([said], PRICES)
    assert (check.verdict, "futures" in check.why) == ("cannot be checked", True)


def test_little_changed_is_half_a_percent_either_way():
    for day in PRICES.sessions[1:]:
        bar = day_bar(PRICES, INSTRUMENTS["dow"], day.date())
        assert bar is not None
        share = bar.move("close") / bar.previous
        expected = "supported" if abs(share) <= 0.005 else "contradicted"
        assert verdict(claim("was little changed", "dow", "flat", date=day.date())) == expected


def test_a_move_without_size_is_the_sign_of_the_close():
    # 10 January: high 29,009.07, above 28,956.90 the day before, but the close 28,823.77 below it.
    friday = {"date": date(2020, 1, 10)}
    assert verdict(claim("gained", "dow", "up", **friday)) == "contradicted"
    assert verdict(claim("lost ground", "dow", "down", **friday)) == "supported"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The Dow plunged 5 percent on Friday.", "contradicted"),
        ("On Friday, the Dow rose 2 percent.", "contradicted"),
        ("The Dow gained on Friday.", "contradicted"),
        ("The Dow was little changed on Thursday.", "contradicted"),
        ("The Dow fell 0.8 percent on Friday.", "supported"),
        ("Dow futures plunged 5 percent on Friday.", "cannot be checked"),
        ("Markets fell on news of the killing, with the Dow plunging 1,000 points.", "cannot be checked"),
    ],
)
def test_claims_read_from_an_article_are_held_against_the_sample(sentence, expected):
    news = "A general was killed in Baghdad early on Friday, January 3, 2020. "
    reading = es.extract(news + sentence, published=date(2020, 1, 4))
    checks = check_claims(reading.claims, es.load_prices(["dow", "brent"]), reading.events)
    assert [check.verdict for check in checks] == [expected]


def test_only_what_happened_counts_as_news():
    assert verdict(PLUNGE, missiles(modality="hypothetical")) == "contradicted"


def test_a_close_is_a_close_whatever_the_hour_of_the_news():
    closed = claim("the Dow closed 400 points lower", "dow", "down", (400, "points"), qualifiers=("close",))
    assert verdict(closed, missiles()) == "contradicted"


def test_the_document_is_plain_json_in_the_order_of_the_claims():
    documents = [claim_document(check) for check in check_claims([PLUNGE, SPIKE], PRICES, [missiles()])]
    assert json.loads(json.dumps(documents, allow_nan=False)) == documents
    assert [document["claim"] for document in documents] == [PLUNGE.quote, SPIKE.quote]
    assert documents[1]["session"] == "2020-01-08"
    assert documents[0]["magnitudes"] == [{"value": 400, "unit": "points"}]
