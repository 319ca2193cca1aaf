"""Words for times, as intervals that can date an event; the article is of Wednesday 8 January 2020."""

from datetime import date, datetime

import pytest

from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Reference, day_span
from eventstudy.extract.times.timex import Timex, all_times, find_times

WEDNESDAY = date(2020, 1, 8)
TOLD = day_span(date(2020, 1, 3), "stated", "")  # a Friday, the event told before

# words | first | last | precision
DAYS = """
on the 3rd of January | 2020-01-03 | 2020-01-03 | day
January the third | 2020-01-03 | 2020-01-03 | day
Jan. 3rd, 2019 | 2019-01-03 | 2019-01-03 | day
the third of the month | 2020-01-03 | 2020-01-03 | day
the third of last month | 2019-12-03 | 2019-12-03 | day
Fri., Jan. 3 | 2020-01-03 | 2020-01-03 | day
Wednesday the 8th | 2020-01-08 | 2020-01-08 | day
13/01/2019 | 2019-01-13 | 2019-01-13 | day
03/01/2019 | 2019-01-03 | 2019-03-01 | range
03.01.2019 | 2019-01-03 | 2019-01-03 | day
2019/01/03 | 2019-01-03 | 2019-01-03 | day
the day before yesterday | 2020-01-06 | 2020-01-06 | day
the previous Friday | 2020-01-03 | 2020-01-03 | day
Friday last week | 2020-01-03 | 2020-01-03 | day
Monday of this week | 2020-01-06 | 2020-01-06 | day
a week ago Tuesday | 2019-12-31 | 2019-12-31 | day
next Tuesday | 2020-01-14 | 2020-01-14 | day
Tuesday week | 2020-01-21 | 2020-01-21 | day
this Friday | 2020-01-10 | 2020-01-10 | day
this past Friday | 2020-01-03 | 2020-01-03 | day
from Monday to Wednesday | 2020-01-06 | 2020-01-08 | range
between 3 and 5 March | 2019-03-03 | 2019-03-05 | range
March 2-April 5 | 2019-03-02 | 2019-04-05 | range
2 March to 5 April 2019 | 2019-03-02 | 2019-04-05 | range
Dec. 30-Jan. 2 | 2019-12-30 | 2020-01-02 | range
the weekend of 14-15 December | 2019-12-14 | 2019-12-15 | range
over the weekend | 2020-01-04 | 2020-01-05 | range
next weekend | 2020-01-18 | 2020-01-19 | range
the week of December 9 | 2019-12-09 | 2019-12-15 | week
last week | 2019-12-30 | 2020-01-05 | week
late last week | 2020-01-03 | 2020-01-05 | range
early next week | 2020-01-13 | 2020-01-15 | range
the past week | 2020-01-01 | 2020-01-08 | range
the past year | 2019-01-08 | 2020-01-08 | range
earlier this month | 2020-01-01 | 2020-01-08 | range
later this month | 2020-01-08 | 2020-01-31 | range
mid-March | 2019-03-11 | 2019-03-20 | part_of_month
the end of the month | 2020-01-21 | 2020-01-31 | part_of_month
the end of October | 2019-10-21 | 2019-10-31 | part_of_month
in March last year | 2019-03-01 | 2019-03-31 | month
last March | 2019-03-01 | 2019-03-31 | month
next March | 2020-03-01 | 2020-03-31 | month
the first week of May | 2019-05-01 | 2019-05-07 | range
the last Monday in May 2019 | 2019-05-27 | 2019-05-27 | day
the first quarter | 2020-01-01 | 2020-03-31 | quarter
last year's fourth quarter | 2019-10-01 | 2019-12-31 | quarter
Q2 2018 | 2018-04-01 | 2018-06-30 | quarter
the second half of 2014 | 2014-07-01 | 2014-12-31 | range
the summer of 2011 | 2011-06-01 | 2011-08-31 | range
last winter | 2018-12-01 | 2019-02-28 | range
early 2016 | 2016-01-01 | 2016-04-30 | range
late last year | 2019-09-01 | 2019-12-31 | range
the turn of the year | 2019-12-25 | 2020-01-07 | range
2008-09 | 2008-01-01 | 2009-12-31 | range
in the 1990s | 1990-01-01 | 1999-12-31 | range
Easter Monday | 2019-04-22 | 2019-04-22 | day
Good Friday 2018 | 2018-03-30 | 2018-03-30 | day
Thanksgiving | 2019-11-28 | 2019-11-28 | day
Labor Day | 2019-09-02 | 2019-09-02 | day
a fortnight ago | 2019-12-22 | 2019-12-28 | range
three days ago | 2020-01-05 | 2020-01-05 | day
in three days' time | 2020-01-11 | 2020-01-11 | day
"""

# words that count from the event told before, of Friday 3 January
TOLD_BEFORE = """
two days earlier | 2020-01-01 | 2020-01-01 | day
a day before | 2020-01-02 | 2020-01-02 | day
the next day | 2020-01-04 | 2020-01-04 | day
the day after | 2020-01-04 | 2020-01-04 | day
ten days on, | 2020-01-13 | 2020-01-13 | day
the following Monday | 2020-01-06 | 2020-01-06 | day
that Monday | 2020-01-06 | 2020-01-06 | day
that day | 2020-01-03 | 2020-01-03 | day
later that day | 2020-01-03 | 2020-01-03 | day
earlier in the day | 2020-01-03 | 2020-01-03 | day
on the same day | 2020-01-03 | 2020-01-03 | day
a week after | 2020-01-10 | 2020-01-10 | day
about a week after | 2020-01-07 | 2020-01-13 | range
five weeks before | 2019-11-28 | 2019-11-30 | range
within an hour of | 2020-01-03 | 2020-01-03 | range
the following week | 2020-01-06 | 2020-01-12 | week
the same week | 2019-12-30 | 2020-01-05 | week
the previous month | 2019-12-01 | 2019-12-31 | month
the following month | 2020-02-01 | 2020-02-29 | month
a month later | 2020-01-27 | 2020-02-10 | range
within two days of | 2020-01-03 | 2020-01-05 | range
within a month of the vote | 2020-01-03 | 2020-02-03 | range
within 24 hours | 2020-01-03 | 2020-01-04 | range
within days | 2020-01-03 | 2020-01-12 | range
in the days that followed | 2020-01-03 | 2020-01-12 | range
in the following weeks | 2020-01-03 | 2020-03-06 | range
over the following three days | 2020-01-03 | 2020-01-06 | range
in the two weeks after, | 2020-01-03 | 2020-01-17 | range
on the 7th | 2020-01-07 | 2020-01-07 | day
by the 10th, | 2020-01-10 | 2020-01-10 | day
on the twelfth. | 2020-01-12 | 2020-01-12 | day
on the 2nd it fell | 2020-01-02 | 2020-01-02 | day
from the 6th to the 8th | 2020-01-06 | 2020-01-08 | range
between the 13th and 15th | 2020-01-13 | 2020-01-15 | range
on Monday the 6th | 2020-01-06 | 2020-01-06 | day
earlier that month | 2020-01-01 | 2020-01-03 | range
later that month | 2020-01-03 | 2020-01-31 | range
later that week | 2020-01-03 | 2020-01-05 | range
late that month | 2020-01-21 | 2020-01-31 | part_of_month
at the end of the following month | 2020-02-21 | 2020-02-29 | part_of_month
that same week | 2019-12-30 | 2020-01-05 | week
three weeks to the day after | 2020-01-24 | 2020-01-24 | day
two months after, to the day, | 2020-03-03 | 2020-03-03 | day
exactly three months after | 2020-04-03 | 2020-04-03 | day
a year to the day before | 2019-01-03 | 2019-01-03 | day
less than a month after | 2020-01-03 | 2020-02-03 | range
less than three weeks before | 2019-12-13 | 2020-01-03 | range
more than two weeks after | 2020-01-17 | 2020-01-20 | range
the Monday before, | 2019-12-30 | 2019-12-30 | day
the previous Friday | 2019-12-27 | 2019-12-27 | day
the Sunday after. | 2020-01-05 | 2020-01-05 | day
two Mondays later | 2020-01-13 | 2020-01-13 | day
three Fridays earlier | 2019-12-13 | 2019-12-13 | day
"""

# months and seasons that count from the event told before: words | first | last
TOLD_MONTHS = """
that June | 2011-06-01 | 2011-06-30
in that same year | 2011-01-01 | 2011-12-31
the March before, | 2011-03-01 | 2011-03-31
the August after, | 2011-08-01 | 2011-08-31
the previous August | 2010-08-01 | 2010-08-31
the preceding August | 2010-08-01 | 2010-08-31
the next March | 2012-03-01 | 2012-03-31
the following March | 2012-03-01 | 2012-03-31
in March the following year | 2012-03-01 | 2012-03-31
in March of the previous year | 2010-03-01 | 2010-03-31
on 2 May the following year | 2012-05-02 | 2012-05-02
on 2 May of that year | 2011-05-02 | 2011-05-02
that autumn | 2011-09-01 | 2011-11-30
the following spring | 2012-03-01 | 2012-05-31
the previous spring | 2011-03-01 | 2011-05-31
in the spring of that year | 2011-03-01 | 2011-05-31
"""

# parts of a day told: words | first | last, for an event told before on Friday 3 January
TOLD_HOURS = """
the evening before | 2020-01-02T18:00:00 | 2020-01-02T23:59:59
the night before, | 2020-01-02T18:00:00 | 2020-01-02T23:59:59
the morning after | 2020-01-04T06:00:00 | 2020-01-04T11:59:59
two evenings later | 2020-01-05T18:00:00 | 2020-01-05T23:59:59
three nights earlier | 2019-12-31T18:00:00 | 2019-12-31T23:59:59
at 7.40 the same evening | 2020-01-03T19:40:00 | 2020-01-03T19:40:59
at six that evening | 2020-01-03T18:00:00 | 2020-01-03T18:00:59
at quarter past two that afternoon | 2020-01-03T14:15:00 | 2020-01-03T14:15:59
at 3 the next morning | 2020-01-04T03:00:00 | 2020-01-04T03:00:59
at 11 pm the night before | 2020-01-02T23:00:00 | 2020-01-02T23:00:59
at 9 a.m. the following day | 2020-01-04T09:00:00 | 2020-01-04T09:00:59
shortly after 4 that morning | 2020-01-03T04:00:00 | 2020-01-03T04:30:00
at two that night | 2020-01-03T18:00:00 | 2020-01-03T23:59:59
"""


def rows(table: str) -> list[list[str]]:
    return [line.split(" | ") for line in table.strip().splitlines()]


def only(words: str) -> Timex:
    (timex,) = find_times(words, 0, len(words))
    return timex


@pytest.mark.parametrize(("words", "first", "last", "precision"), rows(DAYS))
def test_words_by_publication(words: str, first: str, last: str, precision: str) -> None:
    span = resolve(only(words), Reference(published=WEDNESDAY))
    assert span is not None
    assert tuple(day.isoformat() for day in span.dates) == (first, last)
    assert span.precision == precision
    assert span.rule


@pytest.mark.parametrize(("words", "first", "last", "precision"), rows(TOLD_BEFORE))
def test_words_by_the_event_before(words: str, first: str, last: str, precision: str) -> None:
    reference = Reference(published=date(2020, 1, 20), anchor=TOLD)
    spans = [resolve(t, reference) for t in find_times(words, 0, len(words))]
    assert len(spans) == 1
    (span,) = spans
    assert span is not None
    assert tuple(day.isoformat() for day in span.dates) == (first, last)
    assert (span.precision, span.source) == (precision, "relative")


@pytest.mark.parametrize(("words", "first", "last"), rows(TOLD_MONTHS))
def test_months_by_the_event_before(words: str, first: str, last: str) -> None:
    anchor = day_span(date(2011, 6, 16), "stated", "")
    span = resolve(only(words), Reference(published=date(2020, 1, 20), anchor=anchor))
    assert span is not None
    assert tuple(day.isoformat() for day in span.dates) == (first, last)


@pytest.mark.parametrize(("words", "first", "last"), rows(TOLD_HOURS))
def test_hours_by_the_event_before(words: str, first: str, last: str) -> None:
    span = resolve(only(words), Reference(published=date(2020, 1, 20), anchor=TOLD))
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("on the 7th", "2020-01-07"),
        ("on the 24th", "2019-12-24"),
        ("on the 31st", "2019-12-31"),
        ("ten years ago today", "2010-01-08"),
        ("ten years ago this week", "2010-01-04"),
        ("five years ago this month", "2015-01-01"),
        ("a week ago to the day", "2020-01-01"),
        ("two Mondays ago", "2019-12-30"),
        ("two nights ago", "2020-01-06"),
    ],
)
def test_days_by_publication_where_nothing_is_told_before(words: str, first: str) -> None:
    span = resolve(only(words), Reference(published=WEDNESDAY))
    assert span is not None
    assert span.dates[0].isoformat() == first


def test_a_day_of_the_month_lies_ahead_where_the_words_do() -> None:
    span = resolve(only("by the 19th."), Reference(published=WEDNESDAY, future=True))
    assert span is not None
    assert span.dates[0] == date(2020, 1, 19)
    assert resolve(only("by the 19th."), Reference()) is None
    assert resolve(only("two Mondays later"), Reference(published=WEDNESDAY)) is None
    assert resolve(only("on 2 May the following year"), Reference(published=WEDNESDAY)) is None


def test_a_day_of_the_month_told_in_the_past_is_not_after_publication() -> None:
    reference = Reference(published=date(2020, 1, 8), anchor=TOLD)
    span = resolve(only("on the 2nd it fell"), reference)
    assert span is not None
    assert span.dates[0] == date(2020, 1, 2)


@pytest.mark.parametrize(
    "words", ["in the morning", "by the evening", "in the afternoon", "shortly before midnight"]
)
def test_a_lone_part_of_the_day_told_is_datable(words: str) -> None:
    assert only(words).kinds == ("part",)


@pytest.mark.parametrize("words", ["on the stroke of midnight", "mid-afternoon", "at mid-morning"])
def test_a_part_of_the_day_told_by_its_name_is_datable(words: str) -> None:
    assert only(words).kinds == ("part",)


@pytest.mark.parametrize(
    ("words", "clock", "zone", "first"),
    [
        ("14:30 GMT on Friday", (14, 30), "GMT", "2020-01-03T14:30"),
        ("1430 GMT on Friday", (14, 30), "GMT", "2020-01-03T14:30"),
        ("2:15 p.m. in New York on Friday", (14, 15), "New York time", "2020-01-03T14:15"),
        ("0600 hours on Friday", (6, 0), "", "2020-01-03T06:00"),
        ("15h00 on Friday", (15, 0), "", "2020-01-03T15:00"),
        ("Friday at 8.30am", (8, 30), "", "2020-01-03T08:30"),
        ("half past eight in the evening on Friday", (20, 30), "", "2020-01-03T20:30"),
        ("quarter to nine in the morning on Friday", (8, 45), "", "2020-01-03T08:45"),
        ("seven o'clock in the evening on Friday", (19, 0), "", "2020-01-03T19:00"),
        ("noon on Friday", (12, 0), "", "2020-01-03T12:00"),
        ("1:30 a.m. Friday local time", (1, 30), "local time", "2020-01-03T01:30"),
        ("10.30pm BST on Friday", (22, 30), "BST", "2020-01-03T22:30"),
        ("2020-01-03T14:00Z", (14, 0), "UTC", "2020-01-03T14:00"),
        ("2020-01-03T14:00+03:00", (14, 0), "UTC+03:00", "2020-01-03T14:00"),
        ("3 a.m. on Friday (2230 GMT)", (3, 0), "UTC+4:30", "2020-01-03T03:00"),
        ("2 p.m. Japan Standard Time on Friday", (14, 0), "Japan Standard Time", "2020-01-03T14:00"),
        ("2 p.m. UTC+3 on Friday", (14, 0), "UTC+3", "2020-01-03T14:00"),
        ("2:03 a.m. local time (0003 GMT) on Friday", (2, 3), "UTC+2", "2020-01-03T02:03"),
        ("9 p.m. (1900 GMT) on Friday", (21, 0), "UTC+2", "2020-01-03T21:00"),
        ("at 2.40 in the afternoon on Friday", (14, 40), "", "2020-01-03T14:40"),
        ("at 11 in the morning on Friday", (11, 0), "", "2020-01-03T11:00"),
        ("at seven in the evening, Tokyo time, on Friday", (19, 0), "Tokyo time", "2020-01-03T19:00"),
        ("at 6 Friday morning", (6, 0), "", "2020-01-03T06:00"),
    ],
)
def test_clock_times(words: str, clock: tuple[int, int], zone: str, first: str) -> None:
    timex = find_times(words, 0, len(words))[0]
    span = resolve(timex, Reference(published=WEDNESDAY))
    assert (timex.clock, timex.zone) == (clock, zone)
    assert span is not None
    assert span.first == span.clock == datetime.fromisoformat(first)
    assert span.precision == "minute"


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("shortly before 6 a.m. on Friday", "2020-01-03T05:30:00", "2020-01-03T06:00:00"),
        ("not long after 9 p.m. on Thursday", "2020-01-02T21:00:00", "2020-01-02T21:30:00"),
        ("late on Sunday", "2020-01-05T18:00:00", "2020-01-05T23:59:59"),
        ("in the small hours of Thursday", "2020-01-02T00:00:00", "2020-01-02T05:59:59"),
        ("predawn Thursday", "2020-01-02T00:00:00", "2020-01-02T05:59:59"),
        ("Tuesday evening local time", "2020-01-07T18:00:00", "2020-01-07T23:59:59"),
        ("the night of 3 January", "2020-01-03T18:00:00", "2020-01-03T23:59:59"),
        ("shortly after midnight on Friday", "2020-01-03T00:00:00", "2020-01-03T02:59:59"),
        ("just before midnight on Friday", "2020-01-03T21:00:00", "2020-01-03T23:59:59"),
        ("last night", "2020-01-07T18:00:00", "2020-01-07T23:59:59"),
        ("overnight on Tuesday", "2020-01-06T21:00:00", "2020-01-07T05:59:59"),
        ("just gone noon on Friday", "2020-01-03T12:00:00", "2020-01-03T12:30:00"),
        ("first thing on Monday", "2020-01-06T06:00:00", "2020-01-06T09:59:59"),
        ("before the opening bell on Friday", "2020-01-03T00:00:00", "2020-01-03T09:59:59"),
        ("Friday, after the closing bell", "2020-01-03T15:00:00", "2020-01-03T23:59:59"),
        ("at the close of business on Friday", "2020-01-03T15:00:00", "2020-01-03T18:59:59"),
        ("by close of business on Friday", "2020-01-03T15:00:00", "2020-01-03T18:59:59"),
        ("mid-morning on Friday", "2020-01-03T09:00:00", "2020-01-03T10:59:59"),
    ],
)
def test_parts_of_a_day_give_no_clock_time(words: str, first: str, last: str) -> None:
    span = resolve(only(words), Reference(published=WEDNESDAY))
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat()) == (first, last)
    assert span.precision in ("part_of_day", "hour")


@pytest.mark.parametrize("words", ["eight o'clock", "half past eight", "midnight"])
def test_an_hour_of_no_known_half_of_the_day_is_no_clock_time(words: str) -> None:
    assert all(t.clock is None for t in find_times(words, 0, len(words)))


def test_minutes_from_a_stated_clock_time_are_exact_and_from_a_day_are_not() -> None:
    anchor = resolve(only("04:09 UTC on Friday"), Reference(published=WEDNESDAY))
    later = only("78 minutes later")
    exact = resolve(later, Reference(published=WEDNESDAY, anchor=anchor))
    assert exact is not None
    assert exact.clock == datetime.fromisoformat("2020-01-03T05:27")
    vague = resolve(later, Reference(published=WEDNESDAY, anchor=TOLD))
    assert vague is not None
    assert vague.clock is None


@pytest.mark.parametrize(("words", "day"), [("10pm last night", 7), ("1am last night", 8)])
def test_a_clock_time_of_last_night_is_on_either_side_of_midnight(words: str, day: int) -> None:
    span = resolve(only(words), Reference(published=WEDNESDAY))
    assert span is not None
    assert span.dates == (date(2020, 1, day), date(2020, 1, day))


def test_a_month_counts_from_the_event_before() -> None:
    anchor = day_span(date(2019, 6, 1), "stated", "")
    reference = Reference(published=WEDNESDAY, anchor=anchor)
    same = resolve(only("November that year"), reference)
    assert same is not None
    assert same.dates[0] == date(2019, 11, 1)
    before, after = only("the previous November"), only("the following March")
    assert resolve(before, reference).dates[0] == date(2018, 11, 1)
    assert resolve(after, reference).dates[0] == date(2020, 3, 1)


def test_hours_count_from_the_clock_of_the_event_before() -> None:
    anchor = resolve(only("3 a.m. on Friday"), Reference(published=WEDNESDAY))
    span = resolve(only("two hours later"), Reference(published=WEDNESDAY, anchor=anchor))
    assert span is not None
    assert (span.first.isoformat(), span.last.isoformat()) == ("2020-01-03T04:00:00", "2020-01-03T06:00:59")
    soon = resolve(only("within hours of"), Reference(published=WEDNESDAY, anchor=anchor))
    assert soon is not None
    assert soon.first == anchor.first


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("on Friday", "2020-01-10"),
        ("on Wednesday", "2020-01-08"),
        ("on 3 May", "2020-05-03"),
        ("in October", "2020-10-01"),
        ("in the second quarter", "2020-04-01"),
        ("over the weekend", "2020-01-11"),
        ("on Easter Monday", "2020-04-13"),
        ("from Monday to Wednesday", "2020-01-13"),
    ],
)
def test_words_of_the_future(words: str, day: str) -> None:
    span = resolve(only(words), Reference(published=WEDNESDAY, future=True))
    assert span is not None
    assert span.dates[0].isoformat() == day


@pytest.mark.parametrize(
    "words",
    [
        "for two days",
        "a two-hour meeting",
        "over the past three years",
        "daily",
        "every Friday",
        "on Fridays",
        "now",
        "in recent weeks",
        "a year-earlier loss",
        "in the quarter",
        "for the year",
        "$2 a year",
        "every morning",
        "in the mornings",
        "the morning paper",
        "by morning trade",
        "in afternoon trading",
        "after the closing bell",
        "at quarter past two",
        "on the 24th floor",
        "the 24th president",
        "in the 3rd round",
        "said that March was bad",
    ],
)
def test_lengths_and_what_recurs_date_nothing(words: str) -> None:
    assert find_times(words, 0, len(words)) == []


@pytest.mark.parametrize(
    "words", ["since 1980", "since at least 1980", "dating back to 1980", "born in 1980"]
)
def test_what_lasts_since_a_year_is_history(words: str) -> None:
    assert only(words).historical


@pytest.mark.parametrize("words", ["in 1980", "The ship, built since, sank in 1980"])
def test_a_year_alone_is_not_history(words: str) -> None:
    assert not find_times(words, 0, len(words))[-1].historical


def test_a_piece_of_a_text_is_read_with_its_own_offsets() -> None:
    text = "It fell since last Friday. On Monday it rose, and on 3 May 2019 it fell."
    start = text.index("On Monday")
    found = all_times(text, start, len(text))
    assert [text[t.start : t.end] for t in found] == ["Monday", "3 May 2019"]
    assert [text[slice(*t.extent)] for t in found] == ["Monday", "3 May 2019"]


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("hours after", "after"),
        ("the day before the vote", "before"),
        ("two days later", "later"),
        ("a day ago", "ago"),
    ],
)
def test_the_side_of_a_distance(words: str, direction: str) -> None:
    assert only(words).direction == direction
