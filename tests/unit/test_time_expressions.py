"""Extents and values by the conventions of TIMEX3, for an article of Wednesday 8 January 2020."""

import doctest
import importlib
from datetime import date

import pytest

from eventstudy.errors import ArticleError
from eventstudy.extract import time_expressions

DAY = date(2020, 1, 8)

# sentence | expression = TYPE value modifier ; ...
PHRASES = """
The port reopened on Monday. | Monday = DATE 2020-01-06
The port will reopen on Monday. | Monday = DATE 2020-01-13
Ministers meet on Friday in Vienna. | Friday = DATE 2020-01-10
Ministers met on Friday in Vienna. | Friday = DATE 2020-01-03
A vote is due on Thursday. | Thursday = DATE 2020-01-09
She said on Tuesday that rates would rise. | Tuesday = DATE 2020-01-07
On Thursday the bank is expected to cut rates. | Thursday = DATE 2020-01-09
The firm, which plans to list shares on Friday, declined to comment. | Friday = DATE 2020-01-10
Guidelines to be published in February will decide it. | February = DATE 2020-02
The deadline is Friday. | Friday = DATE 2020-01-10
It was signed last Friday. | last Friday = DATE 2020-01-03
It opens next Tuesday. | next Tuesday = DATE 2020-01-14
The strike begins this Saturday. | this Saturday = DATE 2020-01-11
It closed early Friday. | early Friday = DATE 2020-01-03 START
They flew home late on Sunday. | late on Sunday = DATE 2020-01-05 END
A blast hit the city on Tuesday night. | Tuesday night = TIME 2020-01-07TNI
Rockets fell early Wednesday morning. | early Wednesday morning = TIME 2020-01-08TMO START
The talks broke up on Friday afternoon. | Friday afternoon = TIME 2020-01-03TAF
Trading stopped on Monday evening. | Monday evening = TIME 2020-01-06TEV
The rig caught fire in the early hours of Thursday. | the early hours of Thursday = TIME 2020-01-02TMO START
He spoke on the morning of January 3. | the morning of January 3 = TIME 2020-01-03TMO
The ship sank on the night of 2 January. | the night of 2 January = TIME 2020-01-02TNI
Shops shut on Sundays. | Sundays = SET XXXX-WXX-7
The council sits every Monday. | every Monday = SET XXXX-WXX-1
It resigned on Friday last week. | Friday last week = DATE 2020-01-03
The raid came a week ago Monday. | a week ago Monday = DATE 2019-12-30
Prices jumped today. | today = DATE 2020-01-08
Prices jumped yesterday. | yesterday = DATE 2020-01-07
The court rules tomorrow. | tomorrow = DATE 2020-01-09
The leaders dine tonight. | tonight = TIME 2020-01-08TNI
The plant exploded last night. | last night = TIME 2020-01-07TNI
It was agreed late last night. | late last night = TIME 2020-01-07TNI END
It was agreed late yesterday. | late yesterday = DATE 2020-01-07 END
The rocket failed this morning. | this morning = TIME 2020-01-08TMO
He left the day before yesterday. | the day before yesterday = DATE 2020-01-06
Shares rose yesterday morning. | yesterday morning = TIME 2020-01-07TMO
The pact was signed on Jan. 3. | Jan. 3 = DATE 2020-01-03
The pact was signed on 27 December. | 27 December = DATE 2019-12-27
The pact was signed on December 27, 2018, in Rome. | December 27, 2018 = DATE 2018-12-27
The pact was signed on Monday, Sept. 15, 2008. | Monday, Sept. 15, 2008 = DATE 2008-09-15
The pact will be signed on Feb. 1. | Feb. 1 = DATE 2020-02-01
The pact was signed on the 3rd of January. | the 3rd of January = DATE 2020-01-03
The pact was signed on January the third. | January the third = DATE 2020-01-03
The pact was signed on 2020-01-03. | 2020-01-03 = DATE 2020-01-03
The log says 2020-01-03T14:00Z. | 2020-01-03T14:00Z = TIME 2020-01-03T14:00
The form is dated 23/01/2019. | 23/01/2019 = DATE 2019-01-23
The form is dated 01/23/2019. | 01/23/2019 = DATE 2019-01-23
The form is dated 23.01.2019. | 23.01.2019 = DATE 2019-01-23
The rally was on June 28-29. | June 28 = DATE 2019-06-28 ; 29 = DATE 2019-06-29
The rally ran from March 2 to April 5. | March 2 = DATE 2019-03-02 ; April 5 = DATE 2019-04-05
The talks lasted from Monday to Wednesday. | Monday = DATE 2020-01-06 ; Wednesday = DATE 2020-01-08
Markets shut on Good Friday 2019. | Good Friday 2019 = DATE 2019-04-19
Markets shut on Christmas Eve. | Christmas Eve = DATE 2019-12-24
Markets will shut on Presidents' Day. | Presidents' Day = DATE 2020-02-17
Sales fell after Thanksgiving. | Thanksgiving = DATE 2019-11-28
Output fell in October. | October = DATE 2019-10
Output will fall in October. | October = DATE 2020-10
Output fell last October. | last October = DATE 2019-10
Output fell in October 2016. | October 2016 = DATE 2016-10
Output fell in March last year. | March last year = DATE 2019-03
Output fell in early November. | early November = DATE 2019-11 START
Output fell in mid-November. | mid-November = DATE 2019-11 MID
Output fell in late November 2018. | late November 2018 = DATE 2018-11 END
Output fell at the end of November. | the end of November = DATE 2019-11 END
Output fell last month. | last month = DATE 2019-12
Output fell this month. | this month = DATE 2020-01
Output will fall next month. | next month = DATE 2020-02
Output fell earlier this month. | earlier this month = DATE 2020-01 START
Output will fall later this year. | later this year = DATE 2020 END
Output fell early this year. | early this year = DATE 2020 START
Output fell late last year. | late last year = DATE 2019 END
Output fell last year. | last year = DATE 2019
Output fell in 2016. | 2016 = DATE 2016
Output fell in early 2016. | early 2016 = DATE 2016 START
The 1988 merger failed. | 1988 = DATE 1988
It will be done by the end of the year. | the end of the year = DATE 2020 END
It will be done by the end of next month. | the end of next month = DATE 2020-02 END
It will be done by year-end. | year-end = DATE 2020 END
Output fell last week. | last week = DATE 2020-W01
Output fell this week. | this week = DATE 2020-W02
Output will fall next week. | next week = DATE 2020-W03
Output fell in the week of December 9. | the week of December 9 = DATE 2019-W50
Protests grew over the weekend. | the weekend = DATE 2020-W01-WE
Protests will grow next weekend. | next weekend = DATE 2020-W03-WE
Output fell in the third quarter. | the third quarter = DATE 2019-Q3
It reported a third-quarter loss. | third-quarter = DATE 2019-Q3
Its fourth quarter was poor. | fourth quarter = DATE 2019-Q4
Output fell in the first quarter of 2017. | the first quarter of 2017 = DATE 2017-Q1
Output fell in the 2017 first quarter. | the 2017 first quarter = DATE 2017-Q1
Output fell in Q3 2018. | Q3 2018 = DATE 2018-Q3
Output fell in last year's second quarter. | last year's second quarter = DATE 2019-Q2
Output will fall in the second quarter. | the second quarter = DATE 2020-Q2
Output fell in the second half of 2014. | the second half of 2014 = DATE 2014-H2
Output fell in H1 2019. | H1 2019 = DATE 2019-H1
Output fell in fiscal 2017. | fiscal 2017 = DATE 2017
Output fell last fall. | last fall = DATE 2019-FA
Output fell in the summer of 2011. | the summer of 2011 = DATE 2011-SU
Output will fall this spring. | this spring = DATE 2020-SP
Output fell in the 1990s. | the 1990s = DATE 199
Output fell in the early 1990s. | the early 1990s = DATE 199 START
It is the largest field of the 20th century. | the 20th century = DATE 19
The mine was dug in the 19th century. | the 19th century = DATE 18
Riots followed in the post since 1990. | 1990 = DATE 1990
It cost less in 2008-09. | 2008-09 = DATE 2008
He left at 3 p.m. on Friday. | 3 p.m. on Friday = TIME 2020-01-03T15:00
He left at 10:15 p.m. EDT Tuesday. | 10:15 p.m. EDT Tuesday = TIME 2020-01-07T22:15
The alarm sounded at about 3:30 a.m. on Friday. | about 3:30 a.m. on Friday = TIME 2020-01-03T03:30 APPROX
He left shortly before 6 a.m. on Friday. | 6 a.m. on Friday = TIME 2020-01-03T06:00
He left at 1430 GMT. | 1430 GMT = TIME 2020-01-08T14:30
He left at 14:30 GMT. | 14:30 GMT = TIME 2020-01-08T14:30
He left at 8.30am. | 8.30am = TIME 2020-01-08T08:30
He left at 0600 hours. | 0600 hours = TIME 2020-01-08T06:00
He left at noon on Friday. | noon on Friday = TIME 2020-01-03T12:00
He left at half past eight in the morning. | half past eight in the morning = TIME 2020-01-08T08:30
He left at eight o'clock. | eight o'clock = TIME 2020-01-08T08:00
He spoke on Friday. He left at 9 p.m. and slept. | Friday = DATE 2020-01-03 ; 9 p.m. = TIME 2020-01-03T21:00
He died overnight. | overnight = TIME 2020-01-08TNI
It began two days ago. | two days ago = DATE 2020-01-06
It began two weeks ago. | two weeks ago = DATE 2019-W52
It began three months ago. | three months ago = DATE 2019-10
It began three years ago. | three years ago = DATE 2017
It began about ten years ago. | about ten years ago = DATE 2010 APPROX
It began several years ago. | several years ago = DATE PAST_REF
It began a decade ago. | a decade ago = DATE 201
It will be ready in two weeks' time. | two weeks' time = DATE 2020-W04
He left on Jan. 3. Two days later he died. | Jan. 3 = DATE 2020-01-03 ; Two days later = DATE 2020-01-05
He left on Jan. 3 and died the next day. | Jan. 3 = DATE 2020-01-03 ; the next day = DATE 2020-01-04
He left on Jan. 3 and died that evening. | Jan. 3 = DATE 2020-01-03 ; that evening = TIME 2020-01-03TEV
He left on Jan. 3, died the following week. | Jan. 3 = DATE 2020-01-03 ; the following week = DATE 2020-W02
The day before, he had been well. | The day before = DATE 2020-01-07
Two days after the attack, prices fell. | Two days = DURATION P2D
Hours after the attack, prices fell. | Hours = DURATION PTXH
The price doubled from a year earlier. | a year earlier = DATE 2019
The third quarter beat a year earlier. | The third quarter = DATE 2019-Q3 ; a year earlier = DATE 2018-Q3
Q3 beat the year-earlier quarter. | Q3 = DATE 2019-Q3 ; the year-earlier quarter = DATE 2018-Q3
Q3 was poor; the quarter ended badly. | Q3 = DATE 2019-Q3 ; the quarter = DATE 2019-Q3
Profit doubled in the latest quarter. | the latest quarter = DATE 2020-Q1
They talked for three days. | three days = DURATION P3D
They talked for two hours. | two hours = DURATION PT2H
They talked for 45 minutes. | 45 minutes = DURATION PT45M
They talked for half an hour. | half an hour = DURATION PT0.5H
They talked for two and a half years. | two and a half years = DURATION P2.5Y
They talked for several days. | several days = DURATION PXD
They talked for a few weeks. | a few weeks = DURATION PXW
They talked for a couple of months. | a couple of months = DURATION P2M
They talked for years. | years = DURATION PXY
They talked for two decades. | two decades = DURATION P20Y
They talked for nearly two months. | nearly two months = DURATION P2M APPROX
They talked for more than a week. | more than a week = DURATION P1W MORE_THAN
They talked for less than a year. | less than a year = DURATION P1Y LESS_THAN
They talked for at least ten days. | at least ten days = DURATION P10D EQUAL_OR_MORE
They talked for up to 180 days. | up to 180 days = DURATION P180D EQUAL_OR_LESS
They held a two-hour meeting. | two-hour = DURATION PT2H
The yield on the 30-year bond fell. | 30-year = DURATION P30Y
Shares hit a five-year low. | five-year = DURATION P5Y
Prices doubled in the past three years. | the past three years = DURATION P3Y
Prices doubled in the last four months. | the last four months = DURATION P4M
Prices doubled in the first nine months of 2018. | the first nine months = DURATION P9M ; 2018 = DATE 2018
Prices doubled in nine months ended Sept. 30. | nine months = DURATION P9M ; Sept. 30 = DATE 2019-09-30
Profit rose for the year ended March 31. | the year = DURATION P1Y ; March 31 = DATE 2019-03-31
Prices doubled over the past year. | the past year = DURATION P1Y
Prices doubled over the past few weeks. | the past few weeks = DATE PAST_REF
Prices doubled in recent weeks. | recent weeks = DATE PAST_REF
Prices will double in coming months. | coming months = DATE FUTURE_REF
Prices will double over the next several years. | the next several years = DATE FUTURE_REF
Prices will double in the next two years. | the next two years = DURATION P2Y
Prices will double in the near future. | the near future = DATE FUTURE_REF
Prices doubled in the past. | the past = DATE PAST_REF
It now owns ten ships. | now = DATE PRESENT_REF
It currently owns ten ships. | currently = DATE PRESENT_REF
It recently bought ten ships. | recently = DATE PAST_REF
It sends a daily report. | daily = SET XXXX-XX-XX
It sends a weekly report. | weekly = SET P1W
It sends a report every day. | every day = SET P1D
It sends a report every two weeks. | every two weeks = SET P2W
It sends a report every quarter. | every quarter = SET P1Q
It sends a report each year. | each year = SET P1Y
It sends a report twice a week. | a week = SET P1W
It sends an annual report. | annual = SET P1Y
It sends a report every few months. | every few months = SET PXM
It opens every morning. | every morning = SET XXXX-XX-XXTMO
It is closed all day. | all day = DURATION P1D
The siege was months-long. | months-long = DURATION PXM
"""


def told(line: str) -> tuple[str, list[tuple[str, str, str, str]]]:
    sentence, _, marks = line.partition(" | ")
    expected = []
    for mark in marks.split(" ; "):
        words, _, says = mark.rpartition(" = ")
        kind, value, mod = [*says.split(), ""][:3]
        expected.append((words, kind, value, mod))
    return sentence, expected


CASES = [told(line) for line in PHRASES.strip().splitlines()]


def test_the_table_is_long() -> None:
    assert len(CASES) >= 150


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0][:60] for case in CASES])
def test_expressions_of_a_sentence(sentence: str, expected: list[tuple[str, str, str, str]]) -> None:
    found = time_expressions(sentence, DAY)
    assert [(t.text, t.type, t.value, t.mod) for t in found] == expected
    assert all(sentence[t.start : t.end] == t.text for t in found)


def test_without_a_date_only_what_the_words_say_is_given() -> None:
    found = time_expressions("He left on Friday, in March, on 3 May, in the third quarter and last year.")
    assert [t.value for t in found] == ["XXXX-WXX-5", "XXXX-03", "XXXX-05-03", "XXXX-Q3", "PAST_REF"]


def test_the_date_is_inferred_where_none_is_given() -> None:
    text = "LONDON, March 9, 2020 - Oil fell on Monday.\n\nIt had risen last week."
    assert [t.value for t in time_expressions(text)] == ["2020-03-09", "2020-03-09", "2020-W10"]


def test_how_often_is_told() -> None:
    (found,) = time_expressions("It flies three times a day.", DAY)
    assert (found.text, found.type, found.value, found.freq) == ("a day", "SET", "P1D", "3X")
    (found,) = time_expressions("It flies every Friday.", DAY)
    assert found.quant == "EVERY"


@pytest.mark.parametrize(
    "sentence",
    [
        "The 44-year-old minister, 52, paid $2019 for 1,990 shares at 3.15 a share.",
        "He may march on with a late bid in the end.",
        "It made $2 million a year and 300 jobs a month.",
        "A second firm, the fall of a third, and a quarter of the staff.",
        "The Daily Mail and The Sun ran it on This Week.",
        "The first quarter-point cut since the quarter-final.",
        "Flight 1990 and Route 66 are closed; call 0800 123 456.",
    ],
)
def test_what_only_looks_like_a_time_is_none(sentence: str) -> None:
    assert time_expressions(sentence, DAY) == ()


def test_a_blank_text_is_refused() -> None:
    with pytest.raises(ArticleError):
        time_expressions("  ", DAY)


def test_quotes_are_those_of_the_text_as_given() -> None:
    text = "It fell\u00a0on \u201cFriday\u201d, Jan.\u00a03 \u2014 and in mid\u2011March."
    assert [t.text for t in time_expressions(text, DAY)] == ["Friday", "Jan.\u00a03", "mid\u2011March"]


def test_the_example_in_the_documentation_is_true() -> None:
    module = importlib.import_module("eventstudy.extract.times.time_expressions")
    result = doctest.testmod(module)
    assert (result.failed, result.attempted) == (0, 3)
