"""What alignment returns: rows, reasons, merges, refusals."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from eventstudy.alignment import MAX_LABEL, align, align_document, merge_same_session
from eventstudy.errors import InputError, UnknownNameError
from eventstudy.types import Event

BAGHDAD = ZoneInfo("Asia/Baghdad")


def event(event_id: str, start: datetime, end: datetime | None = None, **more: object) -> Event:
    given = {"precision": "minute", **more}
    return Event(event_id=event_id, start=start, end=end or start, **given)


def at(hour: int, day: int = 2, minute: int = 0) -> datetime:
    return datetime(2020, 1, day, hour, minute, tzinfo=UTC)


WHOLE_DAY = event(
    "day",
    datetime(2020, 1, 8, tzinfo=BAGHDAD),
    datetime(2020, 1, 8, 23, 59, 59, tzinfo=BAGHDAD),
    precision="day",
)


def reason(one: Event, asset: str) -> str:
    return str(align([one], [asset])["reason"].iloc[0])


def test_one_row_an_event_and_asset_by_event_time_then_asset_order():
    aligned = align([event("b", at(22)), event("a", at(9))], ["dow", "brent"])
    assert list(zip(aligned["event_id"], aligned["security"], strict=True)) == [
        ("a", "dow"),
        ("a", "brent"),
        ("b", "dow"),
        ("b", "brent"),
    ]
    assert list(aligned.columns[:6]) == ["event_id", "security", "date", "candidates", "ambiguous", "reason"]
    assert aligned["date"].dtype == "datetime64[ns]"
    assert aligned["start_utc"].iloc[2] == pd.Timestamp(at(22))


@pytest.mark.parametrize(
    ("moment", "asset", "words"),
    [
        (
            at(22),
            "dow",
            "news at 22:00 UTC on 2 January came after the close at 16:00 New York:"
            " first price Friday 3 January 2020",
        ),
        (
            at(15),
            "brent",
            "news at 15:00 UTC on 2 January came before the fixing at 14:30 New York of the same day:"
            " first price Thursday 2 January 2020",
        ),
        (
            at(15, day=4),
            "brent",
            "news at 15:00 UTC on 4 January came after the fixing at 14:30 New York on Friday 3 January,"
            " the last before it:"
            " first price Monday 6 January 2020",
        ),
        (
            at(21),
            "dow",
            "news at 21:00 UTC on 2 January came at the close at 16:00 New York, which is too late for it:"
            " first price Friday 3 January 2020",
        ),
        (
            at(19, minute=30),
            "brent",
            "news at 19:30 UTC on 2 January came at the fixing at 14:30 New York, which is too late for it:"
            " first price Friday 3 January 2020",
        ),
    ],
)
def test_the_reason_in_words(moment, asset, words):
    assert reason(event("e", moment), asset) == words


def test_an_interval_across_a_fixing_takes_the_first_session_and_says_so():
    row = align([WHOLE_DAY], ["brent"]).iloc[0]
    assert row["date"] == pd.Timestamp("2020-01-08")
    assert row["candidates"] == (pd.Timestamp("2020-01-08"), pd.Timestamp("2020-01-09"))
    assert row["ambiguous"]
    assert "on both sides of the fixing at 14:30 New York" in row["reason"]
    assert "date known only to the day" in row["reason"]


def test_a_day_that_no_fixing_divides_is_sure_but_still_known_only_to_the_day():
    # Baghdad's 8 January ends at 20:59:59 UTC, one second before the close of New York.
    row = align([WHOLE_DAY], ["dow"]).iloc[0]
    assert (row["date"], row["ambiguous"]) == (pd.Timestamp("2020-01-08"), False)
    assert "date known only to the day" in row["reason"]


def test_news_at_the_very_moment_of_a_fixing_is_too_late_for_it():
    at_close = align([event("e", at(21))], ["dow"])
    just_before = align([event("e", at(20, minute=59))], ["dow"])
    assert at_close["date"].iloc[0] == pd.Timestamp("2020-01-03")
    assert just_before["date"].iloc[0] == pd.Timestamp("2020-01-02")


def test_a_vague_date_has_no_day_zero():
    january = event("m", at(0, day=1), at(23, day=31), precision="month")
    row = align([january], ["dow"]).iloc[0]
    assert pd.isna(row["date"])
    assert (row["candidates"], row["ambiguous"]) == ((), False)
    # 21 NYSE sessions in January 2020, and 3 February for news after the close of the 31st.
    assert row["reason"] == "date known only to the month: 22 possible sessions; give a date in events.toml"


def test_three_possible_sessions_are_a_date_and_four_are_not():
    three = event("e", at(12, day=7), at(12, day=9), precision="range")
    four = event("e", at(12, day=7), at(12, day=10), precision="range")
    assert len(align([three], ["dow"])["candidates"].iloc[0]) == 3
    assert pd.isna(align([four], ["dow"])["date"].iloc[0])


@pytest.mark.parametrize("modality", ["scheduled", "hypothetical", "denied", "background"])
def test_what_did_not_happen_moves_no_clock(modality):
    row = align([event("e", at(12), modality=modality)], ["dow"]).iloc[0]
    assert pd.isna(row["date"])
    assert not row["ambiguous"]
    assert repr(modality) in row["reason"]


@pytest.mark.parametrize("year", [1, 1066, 1989, 2040, 9999])
def test_a_date_outside_the_calendar_does_not_stop_the_others(year):
    far = event("far", datetime(year, 6, 1, tzinfo=UTC))
    aligned = align([event("near", at(12)), far], ["dow"]).set_index("event_id")
    assert pd.isna(aligned.at["far", "date"])
    assert "known from 1990-01-01 to 2039-12-31" in aligned.at["far", "reason"]
    assert aligned.at["near", "date"] == pd.Timestamp("2020-01-02")
    assert pd.isna(align([far], ["dow"])["date"].iloc[0])


@pytest.mark.parametrize(
    ("events", "assets", "message"),
    [
        ([event("e", at(1)), event("e", at(2))], ["dow"], "event id 'e' is given twice"),
        ([event("e", datetime(2020, 1, 2))], ["dow"], "without a time zone"),  # noqa: DTZ001
        ([event("e", at(2), at(1))], ["dow"], "after its end"),
        ([event("e", at(2))], ["dow", "dow"], "asset 'dow' is named twice"),
        ([event("e", at(2))], [], "no asset was named"),
    ],
)
def test_malformed_input_is_refused(events, assets, message):
    with pytest.raises(InputError, match=message):
        align(events, assets)


def test_an_unknown_asset_names_those_there_are():
    with pytest.raises(UnknownNameError, match=r"brnt.*brent"):
        align([], ["brnt"])


def test_no_event_gives_an_empty_table_that_still_joins():
    empty = align([], ["brent", "dow"])
    assert empty.empty
    assert list(empty.columns) == list(align([WHOLE_DAY], ["dow"]).columns)
    assert empty["event_id"].dtype == object
    assert [len(part) for part in merge_same_session(empty)] == [0, 0]
    assert align_document(empty) == []


def test_events_of_one_session_and_asset_become_one():
    given = [
        event("late", at(16), label="B"),
        event("early", at(15), label="A"),
        event("eve", at(20), label="C"),
    ]
    unique, merged = merge_same_session(align(given, ["brent", "dow"]))
    # 20:00 UTC is after Brent's fixing of 2 January and before the close of the Dow.
    assert list(zip(unique["event_id"], unique["security"], unique["label"], strict=True)) == [
        ("early", "brent", "A + B"),
        ("early", "dow", "A + B + C"),
        ("eve", "brent", "C"),
    ]
    assert list(unique["members"]) == [("early", "late"), ("early", "late", "eve"), ("eve",)]
    assert set(merged["into"]) == {"early"}
    assert "same session (Thursday 2 January 2020) and asset as event 'early'" in merged["reason"].iloc[0]


def test_merging_loses_no_row_and_leaves_undated_events_alone():
    given = [event(name, at(12), modality="denied") for name in "ab"] + [event(name, at(12)) for name in "cd"]
    aligned = align(given, ["brent", "dow"])
    unique, merged = merge_same_session(aligned)
    assert len(unique) + len(merged) == len(aligned)
    assert list(unique["event_id"]) == ["a", "a", "b", "b", "c", "c"]
    assert list(merged["event_id"]) == ["d", "d"]


@pytest.mark.parametrize("length", [5, 30, 200])
def test_a_joined_label_is_bounded(length):
    given = [event(f"e{n}", at(12, minute=n), label=f"{n}" + "x" * length) for n in range(9)]
    unique, _ = merge_same_session(align(given, ["dow"]))
    (label,) = unique["label"]
    assert len(label) <= MAX_LABEL
    assert label.startswith("0x")
    assert label.count("+") == 8 or label.endswith("more")


def test_the_document_is_plain_json():
    document = align_document(align([WHOLE_DAY, event("no", at(12), modality="denied")], ["brent"]))
    assert json.loads(json.dumps(document)) == document
    assert [sorted(row) for row in document] == [
        ["ambiguous", "candidates", "date", "event_id", "reason", "security"]
    ] * 2
    assert [row["date"] for row in document] == [None, "2020-01-08"]
    assert document[1]["candidates"] == ["2020-01-08", "2020-01-09"]


def test_thousands_of_events_align_together_as_they_do_alone():
    given = [event(f"e{n}", at(0) + timedelta(hours=31 * n)) for n in range(3000)]
    aligned = align(given, ["brent", "dow"]).set_index(["event_id", "security"])
    for n in (0, 17, 2999):
        alone = align([given[n]], ["dow"]).iloc[0]
        assert aligned.loc[(f"e{n}", "dow"), "date"] == alone["date"]


def test_of_two_news_that_may_start_together_the_one_known_better_gives_the_name():
    vague = event("a-statement", at(21, day=2), at(15, day=3))
    sharp = event("z-killing", at(21, day=2), at(23, day=2))
    unique, merged = merge_same_session(align([vague, sharp], ["dow"]))
    assert unique["event_id"].tolist() == ["z-killing"]
    assert merged["into"].tolist() == ["z-killing"]
