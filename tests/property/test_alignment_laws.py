"""Laws of day 0 over generated events."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eventstudy.alignment import MAX_CANDIDATES, align, merge_same_session
from eventstudy.calendars import bounds, fixings
from eventstudy.instruments import INSTRUMENTS
from eventstudy.types import Event

FIXINGS = {name: fixings(asset, *bounds(asset.calendar)) for name, asset in INSTRUMENTS.items()}
ASSETS = list(FIXINGS)

moments = st.datetimes(datetime(1995, 1, 1), datetime(2035, 12, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
spans = st.tuples(moments, st.timedeltas(timedelta(0), timedelta(days=6)))


def events_of(intervals: list[tuple[datetime, timedelta]]) -> list[Event]:
    return [
        Event(event_id=f"e{n:02}", start=start, end=start + length, precision="range")
        for n, (start, length) in enumerate(intervals)
    ]


@settings(deadline=None, max_examples=60)
@given(st.lists(spans, min_size=1, max_size=8), st.sampled_from(ASSETS))
def test_day_zero_is_the_first_session_fixed_after_the_news(intervals, asset):
    fixed = FIXINGS[asset]
    for row in align(events_of(intervals), [asset]).itertuples():
        possible = fixed[fixed > row.start_utc]
        later = possible[possible.shift(fill_value=row.start_utc) <= row.end_utc]
        assert row.candidates == (tuple(later.index) if len(later) <= MAX_CANDIDATES else ())
        if pd.isna(row.date):
            assert len(later) > MAX_CANDIDATES
            continue
        here = fixed.index.get_loc(row.date)
        assert fixed.iloc[here] > row.start_utc
        assert fixed.iloc[here - 1] <= row.start_utc
        assert row.ambiguous == (len(row.candidates) > 1)


@settings(deadline=None, max_examples=60)
@given(st.lists(moments, min_size=2, max_size=8), st.sampled_from(ASSETS))
def test_later_news_never_has_an_earlier_day_zero(times, asset):
    aligned = align(events_of([(moment, timedelta(0)) for moment in times]), [asset])
    assert aligned["start_utc"].is_monotonic_increasing
    assert aligned["date"].is_monotonic_increasing


@settings(deadline=None, max_examples=40)
@given(
    st.lists(spans, min_size=2, max_size=8).flatmap(
        lambda s: st.tuples(st.just(s), st.permutations(range(len(s))))
    )
)
def test_the_order_of_events_is_irrelevant(case):
    intervals, order = case
    given_events = events_of(intervals)
    shuffled = [given_events[n] for n in order]
    first, second = align(given_events, ASSETS), align(shuffled, ASSETS)
    pd.testing.assert_frame_equal(first, second)
    for left, right in zip(merge_same_session(first), merge_same_session(second), strict=True):
        pd.testing.assert_frame_equal(left, right)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 150), min_size=1, max_size=12))
def test_merging_keeps_every_event_once_and_one_row_a_session(hours):
    start = datetime(2020, 1, 2, tzinfo=UTC)
    aligned = align(events_of([(start + timedelta(hours=h), timedelta(0)) for h in hours]), ASSETS)
    unique, merged = merge_same_session(aligned)
    assert len(unique) + len(merged) == len(aligned)
    assert not unique.duplicated(["security", "date"]).any()
    for asset in ASSETS:
        members = [name for names in unique.loc[unique["security"] == asset, "members"] for name in names]
        assert sorted(members) == sorted(f"e{n:02}" for n in range(len(hours)))
    earliest = aligned.groupby(["security", "date"])["start_utc"].min()
    assert all(earliest[(row.security, row.date)] == row.start_utc for row in unique.itertuples())


@pytest.mark.parametrize("asset", ASSETS)
def test_one_second_around_each_fixing_of_a_year(asset):
    fixed = FIXINGS[asset].loc["2019"]
    second = timedelta(seconds=1)
    before = [
        Event(event_id=f"b{n:03}", start=t - second, end=t - second, precision="minute")
        for n, t in enumerate(fixed)
    ]
    after = [Event(event_id=f"a{n:03}", start=t, end=t, precision="minute") for n, t in enumerate(fixed[:-1])]
    assert list(align(before, [asset])["date"]) == list(fixed.index)
    assert list(align(after, [asset])["date"]) == list(fixed.index[1:])
