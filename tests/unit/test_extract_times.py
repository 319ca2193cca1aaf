from datetime import date, datetime

import pytest

from eventstudy.extract.article.text import read_text
from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Reference, Span, day_span
from eventstudy.extract.times.timex import find_times

WEDNESDAY = date(2020, 1, 8)


def resolved(
    words: str, *, published: date | None = WEDNESDAY, anchor: Span | None = None, future: bool = False
):
    found = find_times(words, 0, len(words))
    assert len(found) == 1, found
    return resolve(found[0], Reference(published=published, anchor=anchor, future=future))


@pytest.mark.parametrize(
    ("words", "first", "last", "precision"),
    [
        ("on Friday", "2020-01-03T00:00:00", "2020-01-03T23:59:59", "day"),
        ("early Wednesday morning", "2020-01-08T00:00:00", "2020-01-08T05:59:59", "part_of_day"),
        ("on Tuesday evening", "2020-01-07T18:00:00", "2020-01-07T23:59:59", "part_of_day"),
        ("overnight", "2020-01-07T21:00:00", "2020-01-08T05:59:59", "part_of_day"),
        ("last Wednesday", "2020-01-01T00:00:00", "2020-01-01T23:59:59", "day"),
        ("yesterday", "2020-01-07T00:00:00", "2020-01-07T23:59:59", "day"),
        ("in late December", "2019-12-21T00:00:00", "2019-12-31T23:59:59", "part_of_month"),
        ("in February 2016", "2016-02-01T00:00:00", "2016-02-29T23:59:59", "month"),
        ("in 2018", "2018-01-01T00:00:00", "2018-12-31T23:59:59", "year"),
        ("the third quarter of 2019", "2019-07-01T00:00:00", "2019-09-30T23:59:59", "quarter"),
        ("on Dec. 27", "2019-12-27T00:00:00", "2019-12-27T23:59:59", "day"),
        ("27 December 2019", "2019-12-27T00:00:00", "2019-12-27T23:59:59", "day"),
        ("Monday, Sept. 15, 2008", "2008-09-15T00:00:00", "2008-09-15T23:59:59", "day"),
        ("2019-09-14", "2019-09-14T00:00:00", "2019-09-14T23:59:59", "day"),
        ("three days ago", "2020-01-05T00:00:00", "2020-01-05T23:59:59", "day"),
        ("last week", "2019-12-30T00:00:00", "2020-01-05T23:59:59", "week"),
        ("at 2 p.m. ET on Wednesday", "2020-01-08T14:00:00", "2020-01-08T14:00:59", "minute"),
        ("at about 3:30 a.m. on Friday", "2020-01-03T03:00:00", "2020-01-03T04:00:00", "hour"),
        ("between June 28 and 29", "2019-06-28T00:00:00", "2019-06-29T23:59:59", "range"),
        ("between Dec. 28 and Jan. 2", "2019-12-28T00:00:00", "2020-01-02T23:59:59", "range"),
        ("Dec. 10-11, 2019", "2019-12-10T00:00:00", "2019-12-11T23:59:59", "range"),
        ("28 and 29 June 2019", "2019-06-28T00:00:00", "2019-06-29T23:59:59", "range"),
        ("from 3 to 5 May 2019", "2019-05-03T00:00:00", "2019-05-05T23:59:59", "range"),
        ("last Tuesday", "2019-12-31T00:00:00", "2019-12-31T23:59:59", "day"),
        ("last Monday", "2020-01-06T00:00:00", "2020-01-06T23:59:59", "day"),
        ("Thursday night", "2020-01-02T18:00:00", "2020-01-02T23:59:59", "part_of_day"),
        ("over the weekend", "2020-01-04T00:00:00", "2020-01-05T23:59:59", "range"),
        ("8.15am on Friday", "2020-01-03T08:15:00", "2020-01-03T08:15:59", "minute"),
        ("noon on Friday", "2020-01-03T12:00:00", "2020-01-03T12:00:59", "minute"),
        ("before 9 a.m. on Friday", "2020-01-03T00:00:00", "2020-01-03T08:59:59", "part_of_day"),
        ("on New Year's Eve", "2019-12-31T00:00:00", "2019-12-31T23:59:59", "day"),
    ],
)
def test_words_name_an_interval(words: str, first: str, last: str, precision: str) -> None:
    span = resolved(words)
    assert span is not None
    assert (span.first, span.last) == (datetime.fromisoformat(first), datetime.fromisoformat(last))
    assert span.precision == precision


def test_distance_counts_from_the_event_told_before() -> None:
    anchor = day_span(date(2019, 12, 27), "stated", "")
    assert resolved("two days later", anchor=anchor).dates == (date(2019, 12, 29), date(2019, 12, 29))
    assert resolved("a day earlier", anchor=anchor).dates == (date(2019, 12, 26), date(2019, 12, 26))
    assert resolved("two days later") is None


def test_words_of_the_future_look_ahead() -> None:
    assert resolved("on Friday", future=True).dates[0] == date(2020, 1, 10)
    assert resolved("in September", future=True).dates[0] == date(2020, 9, 1)
    assert resolved("in September").dates[0] == date(2019, 9, 1)


@pytest.mark.parametrize("words", ["on Friday", "yesterday", "overnight", "on Dec. 27"])
def test_nothing_relative_is_dated_without_publication(words: str) -> None:
    assert resolved(words, published=None) is None


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert resolved("February 31, 2019") is None


@pytest.mark.parametrize(
    "words", ["he may march on", "a late bid", "in the end", "cost $2019", "fell 1.2%", "may 5 march"]
)
def test_no_time_is_seen_where_there_is_none(words: str) -> None:
    assert find_times(words, 0, len(words)) == []


def test_abbreviations_do_not_end_a_sentence() -> None:
    text = (
        "The U.S. Embassy said Gen. Smith died on Jan. 3. It gave no cause. Mr. J. Doe left the U.S. The end."
    )
    pieces = [text[s.start : s.end] for s in read_text(text).sentences]
    assert [p[:6] for p in pieces] == ["The U.", "It gav", "Mr. J.", "The en"]


def test_a_wrapped_line_goes_on_and_a_heading_does_not() -> None:
    text = (
        "A heading\n\n"
        + "This sentence runs on over the end of the line because the text\nis wrapped here.\n"
    )
    assert len(read_text(text).sentences) == 2


@pytest.mark.parametrize(
    ("words", "told"),
    [("held on 23 June.", "23 June"), ("on Dec. 27.", "Dec. 27"), ("at 2 p.m. ET.", "2 p.m. ET")],
)
def test_a_full_stop_belongs_to_what_is_cut_short(words: str, told: str) -> None:
    (timex,) = find_times(words, 0, len(words))
    assert words[timex.start : timex.end] == told


@pytest.mark.parametrize(
    ("words", "count", "unit", "direction"),
    [
        ("two days later", 2, "day", "later"),
        ("Minutes later", None, "minute", "later"),
        ("several weeks ago", None, "week", "ago"),
        ("the next morning", 1, "day", "next"),
        ("the day before", 1, "day", "earlier"),
        ("the previous week", 1, "week", "earlier"),
    ],
)
def test_distances(words: str, count: int | None, unit: str, direction: str) -> None:
    (timex,) = find_times(words, 0, len(words))
    assert (timex.count, timex.unit, timex.direction) == (count, unit, direction)
