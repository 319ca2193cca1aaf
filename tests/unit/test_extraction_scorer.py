"""The evaluation set is sound, and the scorer counts what it says."""

from __future__ import annotations

import math
import re
from calendar import day_name
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from evaluation import matching
from evaluation.score import HALVES, RATIOS, Article, articles, ratio, score_article, table

from eventstudy.types import (
    Claim,
    DateSource,
    Event,
    Magnitude,
    Modality,
    Precision,
    Qualifier,
    Reading,
    Unit,
)

ROOT = Path(__file__).resolve().parents[2]
ALL = [(half, article) for half in HALVES for article in articles(half)]
EVERY_ARTICLE = pytest.mark.parametrize(("half", "article"), ALL, ids=[f"{h}-{a.name}" for h, a in ALL])
SHORT = {"headline only", "short"}
TYPE_NAMES = """
agree consult support cooperate aid yield retreat request accuse reject threaten protest sanction mobilize
coerce assault rate_decision liquidity rating bankruptcy bank_failure tariff supply_decision outage disaster
pandemic shipping election trading_halt statement scheduled_release event
"""
TYPES = set(TYPE_NAMES.split())

TEXT = """\
Crude leapt after the raid. Drones hit a refinery in Ras Tanura on Sunday at 04:00 GMT, and hours later
the ministry denied any shortage. The dollar fell. Brent rose 5% to settle at $70.10, after the Dow had lost
300 points, or 1 percent.
"""
GOLD: dict[str, Any] = {
    "style": "wire",
    "published": "2024-03-04",
    "published_source": "inferred",
    "events": [
        {
            "name": "raid",
            "type": "assault",
            "trigger_words": ["hit", "raid"],
            "spans": ["Drones hit a refinery in Ras Tanura on Sunday at 04:00 GMT", "after the raid"],
            "start_date": "2024-03-03",
            "end_date": "2024-03-03",
            "precision": "minute",
            "utc_time": "2024-03-03T04:00",
            "date_kind": "stated",
            "country": "SA",
            "modality": "happened",
            "optional": False,
        },
        {
            "name": "denial",
            "type": "reject",
            "trigger_words": ["denied"],
            "spans": ["hours later\nthe ministry denied any shortage"],
            "start_date": "2024-03-03",
            "end_date": "2024-03-03",
            "also_dates": [["2024-03-03", "2024-03-04"]],
            "precision": "day",
            "utc_time": None,
            "date_kind": "relative",
            "country": None,
            "modality": "happened",
            "optional": False,
        },
        {
            "name": "shortage",
            "type": "event",
            "trigger_words": ["shortage"],
            "spans": ["any shortage"],
            "start_date": "2024-03-03",
            "end_date": "2024-03-03",
            "precision": "day",
            "utc_time": None,
            "date_kind": "ordering",
            "country": "SA",
            "modality": "denied",
            "optional": True,
        },
    ],
    "claims": [
        {
            "asset": "brent",
            "span": "Brent rose 5% to settle at $70.10",
            "direction": "up",
            "magnitudes": [{"value": 5.0, "unit": "percent"}],
            "level": 70.1,
            "qualifiers": ["close"],
            "date": "2024-03-04",
            "optional": False,
        },
        {
            "asset": "dow|djia",
            "span": "the Dow had lost\n300 points, or 1 percent",
            "direction": "down",
            "magnitudes": [{"value": 300.0, "unit": "points"}, {"value": 1.0, "unit": "percent"}],
            "level": None,
            "qualifiers": [],
            "date": None,
            "optional": False,
        },
        {
            "asset": "dollar",
            "span": "The dollar fell",
            "direction": "down",
            "magnitudes": [],
            "level": None,
            "qualifiers": [],
            "date": None,
            "optional": True,
        },
    ],
}
CASE = Article(name="case", text=TEXT, gold=GOLD)


def perfect_event(text: str, gold: dict[str, Any]) -> Event:
    start, end = date.fromisoformat(gold["start_date"]), date.fromisoformat(gold["end_date"])
    clock = datetime.fromisoformat(gold["utc_time"]).replace(tzinfo=UTC) if gold["utc_time"] else None
    at = text.index(gold["spans"][0])
    return Event(
        event_id=gold["name"],
        start=datetime.combine(start, time(0), tzinfo=UTC),
        end=datetime.combine(end, time(23, 59, 59), tzinfo=UTC),
        precision=gold["precision"],
        quote=gold["spans"][0],
        char_start=at,
        char_end=at + len(gold["spans"][0]),
        trigger=next(w for w in gold["trigger_words"] if w.lower() in gold["spans"][0].lower()),
        type=gold["type"],
        utc_time=clock,
        country=gold["country"],
        modality=gold["modality"],
    )


def perfect_claim(text: str, gold: dict[str, Any]) -> Claim:
    at = text.index(gold["span"])
    return Claim(
        quote=gold["span"],
        char_start=at,
        char_end=at + len(gold["span"]),
        asset=gold["asset"].split("|")[0],
        direction=gold["direction"],
        magnitudes=tuple(Magnitude(**size) for size in gold["magnitudes"]),
        level=gold["level"],
        qualifiers=tuple(gold["qualifiers"]),
        date=date.fromisoformat(gold["date"]) if gold["date"] else None,
    )


def perfect(article: Article) -> Reading:
    gold = article.gold
    return Reading(
        published=date.fromisoformat(gold["published"]) if gold["published"] else None,
        published_source=gold["published_source"],
        events=tuple(perfect_event(article.text, event) for event in gold["events"]),
        claims=tuple(perfect_claim(article.text, claim) for claim in gold["claims"]),
    )


def figures(reading: Reading) -> dict[str, float]:
    return {row["label"]: row["value"] for row in table([score_article(CASE, reading)], n_bootstrap=10)}


def with_event(index: int, **changes: Any) -> Reading:
    reading = perfect(CASE)
    events = list(reading.events)
    events[index] = replace(events[index], **changes)
    return replace(reading, events=tuple(events))


def with_claim(index: int, **changes: Any) -> Reading:
    reading = perfect(CASE)
    claims = list(reading.claims)
    claims[index] = replace(claims[index], **changes)
    return replace(reading, claims=tuple(claims))


# --- the set ----------------------------------------------------------------------------------


def test_each_half_has_twelve_long_passages_and_some_short_ones() -> None:
    for half in HALVES:
        styles = [article.gold["style"] for article in articles(half)]
        assert sum(style not in SHORT for style in styles) >= 12
        assert sum(style in SHORT for style in styles) >= 2
        assert len(set(styles)) >= 6


@EVERY_ARTICLE
def test_passages_have_the_length_they_should(half: str, article: Article) -> None:
    n_words = len(article.text.split())
    assert n_words < 80 if article.gold["style"] in SHORT else 150 <= n_words <= 400


@EVERY_ARTICLE
def test_every_span_is_verbatim_and_holds_a_trigger(half: str, article: Article) -> None:
    for event in article.gold["events"]:
        assert event["spans"]
        for span in event["spans"]:
            assert span in article.text
            assert any(word.lower() in span.lower() for word in event["trigger_words"])
    for claim in article.gold["claims"]:
        assert claim["span"] in article.text


@EVERY_ARTICLE
def test_every_date_and_time_parses_and_agrees(half: str, article: Article) -> None:
    for event in article.gold["events"]:
        start, end = date.fromisoformat(event["start_date"]), date.fromisoformat(event["end_date"])
        assert start <= end
        for first, last in event.get("also_dates", []):
            assert date.fromisoformat(first) <= date.fromisoformat(last)
        if event["utc_time"]:
            clock = datetime.fromisoformat(event["utc_time"]).date()
            assert start - timedelta(days=1) <= clock <= end + timedelta(days=1)
        if event["precision"] in {"minute", "hour", "part_of_day", "day"} and "also_dates" not in event:
            assert (end - start).days <= 1
    for claim in article.gold["claims"]:
        assert claim["date"] is None or date.fromisoformat(claim["date"])


@EVERY_ARTICLE
def test_annotations_use_the_words_of_the_schema(half: str, article: Article) -> None:
    gold = article.gold
    assert gold["published_source"] in {"given", "dateline", "inferred", "unknown"}
    assert (gold["published"] is None) == (gold["published_source"] == "unknown")
    for event in gold["events"]:
        assert event["type"] in TYPES
        assert event["precision"] in get_args(Precision)
        assert event["date_kind"] in get_args(DateSource)
        assert event["modality"] in get_args(Modality)
        assert event["country"] is None or re.fullmatch("[A-Z]{2}", event["country"])
    for claim in gold["claims"]:
        assert set(claim["qualifiers"]) <= set(get_args(Qualifier))
        assert {size["unit"] for size in claim["magnitudes"]} <= set(get_args(Unit))


@EVERY_ARTICLE
def test_a_weekday_named_in_a_span_is_that_of_the_date(half: str, article: Article) -> None:
    claims = [
        {"spans": [c["span"]], "start_date": c["date"], "end_date": c["date"]} for c in article.gold["claims"]
    ]
    for item in [*article.gold["events"], *(claim for claim in claims if claim["start_date"])]:
        named = {day for day in day_name if day and any(day in span for span in item["spans"])}
        dates = {date.fromisoformat(item[end]).weekday() for end in ("start_date", "end_date")}
        assert not named or named & {day_name[number] for number in dates}


def test_publication_dates_are_to_be_had_in_every_way() -> None:
    sources = [article.gold["published_source"] for _, article in ALL]
    assert sources.count("inferred") >= 5
    assert {"given", "dateline", "unknown"} <= set(sources)


def runs_of_words(text: str, n_words: int = 8) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[i : i + n_words]) for i in range(len(words) - n_words + 1)}


@pytest.mark.parametrize("folder", [ROOT.parent / "shared" / "seeds", ROOT / "seeds"], ids=["given", "own"])
def test_no_run_of_eight_words_is_shared_with_a_seed(folder: Path) -> None:
    seeds = sorted(folder.glob("*.txt"))
    if not seeds:
        pytest.skip("no seed article here")
    known = set().union(*(runs_of_words(path.read_text(encoding="utf-8")) for path in seeds))
    for _, article in ALL:
        assert not runs_of_words(article.text) & known, article.name


def test_no_two_passages_share_a_run_of_eight_words() -> None:
    seen: set[tuple[str, ...]] = set()
    for _, article in ALL:
        mine = runs_of_words(article.text)
        assert not mine & seen, article.name
        seen |= mine


# --- the scorer -------------------------------------------------------------------------------


@EVERY_ARTICLE
def test_a_perfect_reading_has_no_fault(half: str, article: Article) -> None:
    score = score_article(article, perfect(article))
    assert score.faults == ()
    for label, names in RATIOS.items():
        value = ratio(names, dict(score.counts))
        if not math.isnan(value) and label != "UTC times read where none is":
            assert value == 1.0, label


def test_an_empty_reading_finds_nothing() -> None:
    empty = figures(Reading(published=None, events=()))
    assert empty["event recall"] == empty["claim recall"] == empty["publication date inferred"] == 0.0
    assert empty["event F1"] == 0.0


def test_optional_events_and_claims_count_neither_way() -> None:
    whole = perfect(CASE)
    without = replace(whole, events=whole.events[:2], claims=whole.claims[:2])
    assert figures(whole)["event F1"] == figures(without)["event F1"] == 1.0
    assert figures(whole)["claim F1"] == figures(without)["claim F1"] == 1.0


@pytest.mark.parametrize(
    ("reading", "label", "value", "untouched"),
    [
        (
            lambda: with_event(0, start=datetime(2024, 3, 2, tzinfo=UTC)),
            "rightly dated, of found",
            0.5,
            "event F1",
        ),
        (
            lambda: with_event(0, end=datetime(2024, 3, 4, tzinfo=UTC)),
            "event F1, date exact",
            0.5,
            "event F1",
        ),
        (lambda: with_event(1, start=datetime(2024, 3, 1, tzinfo=UTC)), "relative dates", 0.0, "event F1"),
        (lambda: with_event(0, utc_time=None), "UTC times", 0.0, "event F1, date exact"),
        (lambda: with_event(0, utc_time=datetime(2024, 3, 3, 5, tzinfo=UTC)), "UTC times", 0.0, "event F1"),
        (lambda: with_event(0, country="IR"), "country, of found", 0.0, "event F1, date exact"),
        (lambda: with_event(0, modality="denied"), "modality, of found", 0.5, "event F1, date exact"),
        (lambda: with_event(0, trigger="sale", type="rating"), "event recall", 0.5, "claim F1"),
        (lambda: with_event(0, char_start=170, char_end=190), "event recall", 0.5, "claim F1"),
        (lambda: with_claim(0, direction="down"), "claim F1", 0.5, "event F1"),
        (lambda: with_claim(0, level=71.0), "claim F1", 0.5, "event F1"),
        (lambda: with_claim(0, level=None), "claim F1", 0.5, "event F1"),
        (lambda: with_claim(0, magnitudes=()), "claim F1", 0.5, "event F1"),
        (
            lambda: with_claim(1, magnitudes=(Magnitude(value=300.0, unit="usd"),)),
            "claim F1",
            0.5,
            "event F1",
        ),
        (lambda: with_claim(0, asset="wti"), "claim recall", 0.5, "event F1"),
        (lambda: with_claim(0, qualifiers=()), "claim qualifiers, of right", 0.5, "claim F1"),
        (lambda: with_claim(0, date=date(2024, 3, 1)), "claim dates, of right", 0.0, "claim F1"),
        (
            lambda: replace(perfect(CASE), published=date(2024, 3, 5)),
            "publication date inferred",
            0.0,
            "event F1",
        ),
    ],
)
def test_each_fault_lowers_its_own_figure(
    reading: Callable[[], Reading], label: str, value: float, untouched: str
) -> None:
    found = figures(reading())
    assert found[label] == pytest.approx(value)
    assert found[untouched] == 1.0


def test_an_event_told_twice_counts_once_and_the_second_is_spurious() -> None:
    whole = perfect(CASE)
    twice = replace(whole, events=(*whole.events, replace(whole.events[0], event_id="again")))
    assert figures(twice)["event recall"] == 1.0
    assert figures(twice)["event precision"] == pytest.approx(2 / 3)


def test_a_pair_with_the_right_date_is_preferred() -> None:
    whole = perfect(CASE)
    wrong = replace(whole.events[0], event_id="wrong", start=datetime(2024, 3, 1, tzinfo=UTC))
    for events in ((wrong, *whole.events), (*whole.events, wrong)):
        assert figures(replace(whole, events=events))["rightly dated, of found"] == 1.0


def test_a_mention_elsewhere_finds_the_event() -> None:
    at = TEXT.index("after the raid")
    reading = with_event(
        0, char_start=0, char_end=2, quote=TEXT[:2], mentions=((at, at + 14),), trigger="raid"
    )
    assert figures(reading)["event recall"] == 1.0


def test_an_alternative_date_is_right_too() -> None:
    assert figures(with_event(1, end=datetime(2024, 3, 4, 23, tzinfo=UTC)))["event F1, date exact"] == 1.0


def test_a_clock_time_where_none_is_known_is_reported() -> None:
    assert (
        figures(with_event(1, utc_time=datetime(2024, 3, 3, 9, tzinfo=UTC)))["UTC times read where none is"]
        == 1.0
    )
    assert figures(perfect(CASE))["UTC times read where none is"] == 0.0


def test_a_loss_may_have_a_sign() -> None:
    sizes = (Magnitude(value=-1.0, unit="percent"), Magnitude(value=-300.0, unit="points"))
    assert figures(with_claim(1, magnitudes=sizes))["claim F1"] == 1.0


@pytest.mark.parametrize(
    ("asset", "accepted", "same"),
    [
        ("sp500", "s&p 500", True),
        ("S&P 500 index", "s&p 500", True),
        ("Boeing shares", "boeing", True),
        ("brent", "wti|brent", True),
        ("wti", "brent", False),
        ("crude", "wti", False),
        ("oil", "crude|oil", True),
        ("first republic", "svb|silicon valley bank", False),
    ],
)
def test_assets_are_compared_by_name(asset: str, accepted: str, same: bool) -> None:
    assert matching.same_asset(asset, accepted) is same


@pytest.mark.parametrize(
    ("trigger", "accepted", "same"),
    [
        ("announced", ["announcing"], True),
        ("cuts", ["cut"], True),
        ("stepped down", ["step down"], True),
        ("went on television", ["television"], True),
        ("said", ["sacked"], False),
        ("", ["cut"], False),
    ],
)
def test_triggers_are_compared_by_word(trigger: str, accepted: list[str], same: bool) -> None:
    assert matching.same_trigger(trigger, accepted) is same


def test_types_of_a_family_are_near_and_the_bare_event_is_near_to_none() -> None:
    assert matching.same_family("assault", "explosion")
    assert not matching.same_family("assault", "rating")
    assert not matching.same_family("event", "event")


def test_intervals_hold_their_value_and_repeat() -> None:
    whole, empty = perfect(CASE), Reading(published=None, events=())
    scores = [score_article(CASE, reading) for reading in (whole, empty, whole, whole)]
    first, second = table(scores, n_bootstrap=200), table(scores, n_bootstrap=200)
    assert repr(first) == repr(second)
    recall = next(row for row in first if row["label"] == "event recall")
    assert recall["low"] <= recall["value"] == 0.75 <= recall["high"]
    assert recall["low"] < recall["high"]
    assert recall["counts"] == "6/8"
