"""Laws of time expressions over texts made of their words."""

import time
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eventstudy.errors import ArticleError
from eventstudy.extract import time_expressions
from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Reference, day_span
from eventstudy.extract.times.timex import all_times, find_times

# fmt: off
WORDS = st.sampled_from([
    "the", "a", "this", "last", "next", "past", "every", "first", "second", "final", "few",
    "several", "two", "5", "28", "2019", "1990s", "99", "hour", "hours", "day", "days", "week",
    "weeks", "month", "months", "quarter", "year", "years", "decade", "century", "weekend",
    "period", "Monday", "Fridays", "Jan.", "March", "May", "early", "late", "mid-", "end", "of",
    "in", "on", "at", "by", "to", "after", "before", "ago", "earlier", "later", "night", "evening",
    "overnight", "noon", "midnight", "half", "past", "o'clock", "a.m.", "p.m.", "GMT", "local time",
    ",", "(", ")", "-", "between", "from", "more than", "about", "fiscal", "fall", "spring",
    "Easter", "Thanksgiving", "same", "following", "previous", "that", "now", "recent", "daily",
    "03/01/2020", "12:30", "8.30am", "1430", "yesterday", "turn", "week's", "twice", "$", "9999",
    "Feb. 30", "within", "since", "20th", "'90s", "year-ago", "year-end", "2008-09",
    "2020-01-03T14:00Z", "ü", "\u00a0", "“", ".", "\n\n",
])
# fmt: on
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=14).map(" ".join))
DATES = st.one_of(st.none(), st.dates(date(1000, 1, 1), date(9000, 1, 1)))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, DATES)
def test_expressions_stand_in_the_text_in_order(text: str, published: date | None) -> None:
    try:
        found = time_expressions(text, published)
    except ArticleError:
        return
    last = 0
    for expression in found:
        assert last <= expression.start < expression.end
        assert text[expression.start : expression.end] == expression.text
        assert expression.type in ("DATE", "TIME", "DURATION", "SET")
        assert expression.value
        last = expression.end
    assert time_expressions(text, published) == found


@settings(max_examples=400, deadline=None)
@given(TEXTS, DATES, st.booleans())
def test_intervals_run_forward_and_clocks_are_stated(text: str, published: date | None, future: bool) -> None:
    anchor = day_span(date(2020, 1, 3), "stated", "")
    last = 0
    for timex in find_times(text, 0, len(text)):
        assert last <= timex.start < timex.end <= len(text)
        last = timex.end
        span = resolve(timex, Reference(published=published, anchor=anchor, future=future))
        if span is not None:
            assert span.first <= span.last
            assert span.rule
            assert span.clock is None or timex.clock is not None
            assert span.words == (timex.start, timex.end)


@given(TEXTS, st.integers(0, 60))
def test_times_that_date_are_some_of_all_times(text: str, start: int) -> None:
    start = min(start, len(text))
    found = all_times(text, start, len(text))
    assert all(timex in found for timex in find_times(text, start, len(text)))
    assert all(timex.start >= start for timex in found)


@pytest.mark.parametrize(
    "unit",
    [
        "the ",
        "the first ",
        "a ",
        "5 ",
        "between June 28 and ",
        "more than ",
        "early ",
        "twenty-",
        "half past ",
        "the past few ",
        "1,111",
        "12:",
        "2019-",
        "Friday ",
        "Jan. 3, ",
        "the week of ",
    ],
)
def test_no_words_take_long(unit: str) -> None:
    text = (unit * (60_000 // len(unit) + 1))[:60_000]
    start = time.process_time()
    time_expressions(text, date(2020, 1, 8))
    # Generous for a slow machine: growth with the square of the length would take minutes.
    assert time.process_time() - start < 8
