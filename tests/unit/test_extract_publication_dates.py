"""Publication dates: stated in many forms, inferred with the reasoning kept, or unknown."""

from datetime import date

import pytest

from eventstudy.extract.article.text import read_text
from eventstudy.extract.publication.numeric_dates import numeric_days
from eventstudy.extract.publication.published import Publication, find_publication

BODY = "Oil rose sharply. Traders blamed the raid."


def publication(text: str, given: date | None = None) -> Publication:
    return find_publication(read_text(text), given)


STAMPS = [
    ("Published 9:15 PM EDT, Thu March 9, 2023", date(2023, 3, 9)),
    ("Updated 14:05 GMT, 8 Jan 2020", date(2020, 1, 8)),
    ("Last updated: 8 January 2020", date(2020, 1, 8)),
    ("Posted on March 12, 2023", date(2023, 3, 12)),
    ("Posted: 13/01/2020", date(2020, 1, 13)),
    ("Posted: 01/13/2020", date(2020, 1, 13)),
    ("Posted: Wed 08/01/2020", date(2020, 1, 8)),
    ("Posted: 2020/01/08 10:15", date(2020, 1, 8)),
    ("Date: 2020-01-08", date(2020, 1, 8)),
    ("First published on Fri 24 June 2016 07.15 BST", date(2016, 6, 24)),
    ("FOR IMMEDIATE RELEASE: June 24, 2016", date(2016, 6, 24)),
    ("For release at 2:00 p.m. EDT, June 15, 2022", date(2022, 6, 15)),
    ("Embargoed until 00:01 GMT, 8 March 2023", date(2023, 3, 8)),
    ("Filed 15 September 2008", date(2008, 9, 15)),
    ("8 January 2020", date(2020, 1, 8)),
    ("Wednesday, January 8, 2020", date(2020, 1, 8)),
    ("Jan. 8, 2020", date(2020, 1, 8)),
    ("2020-01-08", date(2020, 1, 8)),
    ("By Ann Field, Markets Editor | March 9, 2023", date(2023, 3, 9)),
    ("By Ann Field, 9 March 2023", date(2023, 3, 9)),
    ("Release date: 4 May 2022", date(2022, 5, 4)),
    ("Issued: 5 August 2019", date(2019, 8, 5)),
]


@pytest.mark.parametrize(("stamp", "day"), STAMPS)
def test_a_stamp_under_the_headline(stamp: str, day: date) -> None:
    found = publication(f"Oil jumps after raid\n\n{stamp}\n\n{BODY}")
    assert (found.day, found.source) == (day, "dateline")
    assert stamp in found.evidence
    assert "states it" in found.reasoning


DATELINES = [
    ("LONDON, 24 June 2016 — ", date(2016, 6, 24)),
    ("LONDON (Agency), June 24, 2016 - ", date(2016, 6, 24)),
    ("NEW YORK--(NEWS WIRE)--March 10, 2023--", date(2023, 3, 10)),
    ("CUPERTINO, Calif., Jan. 2, 2019 /Newswire/ -- ", date(2019, 1, 2)),
    ("March 10, 2023 (Agency) - ", date(2023, 3, 10)),
    ("RAS TANURA, Saudi Arabia, Sept. 15, 2019 (Desk) — ", date(2019, 9, 15)),
    ("Frankfurt, 12 September 2019 - ", date(2019, 9, 12)),
    ("ST. PETERSBURG, Russia, 23 June 2023 – ", date(2023, 6, 23)),
    ("WASHINGTON, D.C. — March 12, 2023 — ", date(2023, 3, 12)),
    ("Stratford-upon-Avon, 3 May 2021 — ", date(2021, 5, 3)),
    ("ATLANTA (May 12, 2021) - ", date(2021, 5, 12)),
    ("HONG KONG/SHANGHAI, Aug 24, 2015 (Wire) - ", date(2015, 8, 24)),
]


@pytest.mark.parametrize(("line", "day"), DATELINES)
def test_a_dateline_before_the_first_words(line: str, day: date) -> None:
    text = f"Oil jumps after raid\n\n{line}{BODY}"
    found = publication(text)
    assert (found.day, found.source) == (day, "dateline")
    assert text[slice(*found.head)] == line.rstrip()


NO_YEAR = [
    # a full date close by gives the year, across the turn of it too
    (
        "WASHINGTON, Jan 8 (Wire) - Stocks fell. The raid was on Dec. 29, 2019.",
        date(2020, 1, 8),
        "dateline",
    ),
    ("OSLO, Dec 30 (Wire) - It shut. It had opened on Nov. 2, 2018.", date(2018, 12, 30), "dateline"),
    # the weekday of the opening, from a year that the text names
    (
        "WASHINGTON, Jan 8 (Wire) - Stocks fell on Wednesday. A deal was made in 2018.",
        date(2020, 1, 8),
        "inferred",
    ),
    # ... from that of the copyright notice
    ("TOKYO, Aug. 5 (Wire) - Shares sank on Monday.\n\n© 2024 Wire.", date(2024, 8, 5), "inferred"),
    ("TOKYO, Aug. 5 (Wire) - Shares sank.", None, "unknown"),
    ("TOKYO, Aug. 5 (Wire) - Shares sank on Monday.", None, "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "source"), NO_YEAR)
def test_a_dateline_without_a_year(text: str, day: date | None, source: str) -> None:
    found = publication(text)
    assert (found.day, found.source) == (day, source)
    assert found.reasoning


INFERRED = [
    (
        "Rockets hit a base on Wednesday.\n\nA picture shows the base struck on Jan. 7, 2020.",
        date(2020, 1, 8),
    ),
    ("Stocks slid on Tuesday. The bank failed on Friday, March 10, 2023.", date(2023, 3, 14)),
    ("Shares fell today, 8 March 2022, after the ban.", date(2022, 3, 8)),
    ("The lira sank yesterday (12 August 2018) to a record low.", date(2018, 8, 13)),
    ("The vote is tomorrow, 23 June 2016.", date(2016, 6, 22)),
    (
        "Ten years ago today, on 15 September 2008, the bank failed. It was the end of an age.",
        date(2018, 9, 15),
    ),
    ("The bank failed early Monday, Sept. 15, 2008. Rivals met on Sunday.", date(2008, 9, 15)),
    ("Oil fell on Monday. A pact failed on March 6, 2020. It will expire on March 31.", date(2020, 3, 9)),
    (
        "Gold rose on Thursday. The central bank cut rates on Wednesday, July 31, 2019, a first since 2008.",
        date(2019, 8, 1),
    ),
    ("Friday's sell-off went on. It began on Thursday, Feb. 20, 2020.", date(2020, 2, 21)),
    ("The plant shut on Friday, March 11, 2011, after the quake.", date(2011, 3, 11)),
    (
        "Prices leapt on Monday. Drones hit the plant on Saturday, 14 September 2019. "
        "The worst such loss was on Aug. 2, 1990, when Iraq invaded.",
        date(2019, 9, 16),
    ),
    # a plan is not the past
    ("The cabinet met on Monday. Tariffs will start on March 8, 2018. They were signed on March 1, 2018.",
     date(2018, 3, 5)),
    # neither a forecast nor an occasion that has its date is the past
    ("Stocks fell on Friday. The bank failed on March 8, 2023. Growth in 2024 is forecast at 2%.",
     date(2023, 3, 10)),
    ("Stocks fell on Monday. Polls ahead of the Nov. 3, 2020 election were tight. It broke on Oct. 23, 2020.",
     date(2020, 10, 26)),
    ("Crude for March 2021 delivery fell on Tuesday. A pact was signed on Jan. 4, 2021.", date(2021, 1, 5)),
    ("Oil rose on Wednesday. A port was hit on 7 January. It had been calm in December 2019.",
     date(2020, 1, 8)),
    ("Shares fell on Thursday in London. The firm, founded on 3 May 1999, lost its chief on 2 June 2015.",
     date(2015, 6, 4)),
    # "since 2016" is said from 2018 on: the first 7 October from then on that is a Saturday
    ("Crude leapt on Monday. The raid was on Saturday, Oct. 7. The coin fell to its lowest since 2016.",
     date(2023, 10, 9)),
    # "yesterday" of what goes on from the latest date
    ("Shares in the lender sank yesterday after it was rescued on Tuesday, May 4, 2010.", date(2010, 5, 5)),
    ("The head of the bank was sacked on Wednesday 9 December 2015. On Friday the currency fell. On Sunday "
     "he was recalled. Yesterday it rose.", date(2015, 12, 15)),
    # the day that the text says it is
    ("It is September 30, 2014, and ten years ago today the pill was taken back.", date(2014, 9, 30)),
    # weekdays beside dates, with the year of the notice
    ("A raid on Wednesday. The general died on Friday, Jan. 3.\n\n© 2020 Agency. All rights reserved.",
     date(2020, 1, 8)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), INFERRED)
def test_the_day_that_the_text_allows(text: str, day: date) -> None:
    found = publication(text)
    assert (found.day, found.source) == (day, "inferred")
    assert found.evidence
    assert found.reasoning


UNKNOWN = [
    "Nothing is dated here.",
    "Oil fell on Friday.",
    "The meeting will be held on 3 May 2024.",
    "The pact expires on March 31, 2020.",
    # the history that it tells is not its own day
    "On the anniversary of the crash, brokers recalled the panic. Shares sank on 19 October 1987.",
    "Ten years on, the bank is a memory. It failed on 15 September 2008.",
    "A decade ago the bank failed. It filed on 15 September 2008, on a Monday.",
    "Brokers met on 24 October 1929. At the time, few saw what was coming.",
    "Five years have passed since the dam broke. On 3 February 2011 the river took the valley.",
    "The panic of June (or the rush) was a banking crisis in the north. It began on 14 June 1993.",
    "The pact was an agreement of five states. It was signed on 3 May 1954, on a Sunday, and soon failed.",
    "On 14 June 2010 the mill burned to the ground. Two months later its owner filed for bankruptcy.",
    "The queues formed on 4 May 2010. In the weeks that followed the bank was sold.",
    # evidence that conflicts
    "The plant shut on Monday, 7 January 2020.",
    "The bank failed on Sept. 15, 2008. In 2012 its towers were sold.",
    "The mine shut on 3 May 2010. In November 2010 it flooded.",
    "Posted: 08/01/2020",
    "The ship ran aground on Tuesday 23 March. It was the worst block since 2008.",
    "The ship ran aground on Tuesday 23 March. The canal was shut in 1967.",
    "A raid on Wednesday. The general died on Friday, Jan. 3.",
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_what_the_text_does_not_tell_is_not_guessed(text: str) -> None:
    found = publication(text)
    assert (found.day, found.source, found.evidence) == (None, "unknown", "")
    assert "--published" in found.warning


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The plant shut on Monday, 7 January 2020.", "which is a Tuesday"),
        ("The bank failed on Sept. 15, 2008. In 2012 its towers were sold.", "speaks of 2012 as past"),
        ("The mine shut on 3 May 2010. In November 2010 it flooded.", "November 2010 as past"),
        ("Ten years on, the bank is a memory. It failed on 15 September 2008.", "looks back"),
    ],
)
def test_the_conflict_is_told(text: str, reason: str) -> None:
    found = publication(text)
    assert reason in found.reasoning
    assert reason in found.warning


def test_the_reasoning_is_kept_in_words() -> None:
    found = publication("Rockets hit a base on Wednesday. A map of the strikes of Jan. 7, 2020 was shown.")
    assert found.reasoning == (
        "the text says Wednesday; the latest date that it tells as past is 2020-01-07; the first Wednesday"
        " from it on is 2020-01-08"
    )


def test_given_wins_and_a_dateline_far_off_is_told() -> None:
    text = "LONDON, 24 June 2016 — It is done."
    assert publication(text, date(2016, 6, 25)).warning == ""
    found = publication(text, date(2017, 6, 25))
    assert (found.day, found.source) == (date(2017, 6, 25), "given")
    assert "24 June 2016" in found.warning


def test_published_beats_updated() -> None:
    text = f"Oil jumps\n\nUpdated 9 January 2020\nPublished 8 January 2020\n\n{BODY}"
    assert publication(text).day == date(2020, 1, 8)


def test_a_dateline_with_the_wrong_weekday_is_told() -> None:
    found = publication("LONDON, Thursday, 8 March 2023 — It is done.")
    assert (found.day, found.source) == (date(2023, 3, 8), "dateline")
    assert "is a Wednesday" in found.warning


def test_the_headings_of_a_timeline_do_not_date_it() -> None:
    text = "The fall\n\n7 September 2008\n\nTwo lenders are seized.\n\n15 September 2008\n\nThe bank files."
    found = publication(text)
    assert found.source != "dateline"
    assert found.head == (0, 0)


def test_a_stamp_at_the_foot_counts() -> None:
    text = f"Oil jumps after raid\n\n{BODY}\n\n" + f"{BODY}\n\n" * 12 + "First published: 8 January 2020"
    assert publication(text).day == date(2020, 1, 8)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("13/01/2020", [(2020, 1, 13)]),
        ("01/13/2020", [(2020, 1, 13)]),
        ("08/08/2020", [(2020, 8, 8)]),
        ("08/01/2020", []),
        ("Sat 08/01/2020", [(2020, 8, 1)]),
        ("2020/01/08", [(2020, 1, 8)]),
        ("31.12.2019", [(2019, 12, 31)]),
        ("99/99/2020", []),
        ("1/2/3", []),
        ("192.168.10.2020", []),
    ],
)
def test_figures_that_can_mean_one_day_only(words: str, days: list) -> None:
    assert [(t.year, t.month, t.day) for t in numeric_days(words, 0, len(words))] == days


def test_a_shout_of_capitals_takes_no_time() -> None:
    # Growth with the power of its length would never end.
    assert publication("A-" * 45 + " Jan. 3, 2020 and more of it").source == "inferred"
