"""The day that a story stands at, and what order words make of it, through the public function."""

import re
from datetime import date

import pytest
from unit.event_lines import event_lines

from eventstudy.extract import extract

WEDNESDAY = date(2023, 5, 17)

# text, events; all published on Wednesday 17 May 2023
COUNTED = [
    (
        "Rockets hit a depot near Erbil on May 8. Two days later, jets bombed a camp in Syria.",
        "attack 2023-05-08; airstrike 2023-05-10",
    ),
    (
        "Gunmen attacked a bank in Lagos on 2 May. A week later, police arrested ten suspects.",
        "attack 2023-05-02; coerce 2023-05-09",
    ),
    (
        "Voters went to the polls on 5 May. The prime minister resigned the next day.",
        "election 2023-05-05; leadership 2023-05-06",
    ),
    (
        "The lender filed for bankruptcy on May 3. The following Monday, regulators seized its sister bank.",
        "bankruptcy 2023-05-03; bank_failure 2023-05-08",
    ),
    (
        "An explosion rocked the refinery on Friday. That night, the minister resigned.",
        "explosion 2023-05-12; leadership 2023-05-12",
    ),
    (
        "A bomb exploded in Ankara on Saturday. The previous day, police had arrested two suspects.",
        "explosion 2023-05-13; coerce 2023-05-12",
    ),
    (
        "The central bank of Canada raised interest rates on Wednesday, May 10. On the same day, the"
        " government unveiled a budget.",
        "rate_decision 2023-05-10; fiscal 2023-05-10",
    ),
    (
        "Militants attacked a gas plant in Algeria on May 9. The next morning, the army stormed the plant.",
        "attack 2023-05-09; storming 2023-05-10",
    ),
    (
        "Hackers attacked the exchange in Tokyo on May 11. The day after the attack, trading was halted.",
        "attack 2023-05-11; trading_halt 2023-05-12",
    ),
    (
        "Protesters stormed the parliament in Tbilisi on Tuesday. Later that day, the president declared a"
        " state of emergency.",
        "storming 2023-05-16; coerce 2023-05-16",
    ),
    (
        "A tower collapsed in Cairo on April 20. Police arrested the owner the following day.",
        "explosion 2023-04-20; coerce 2023-04-21",
    ),
    (
        "Rebels attacked the port on Monday. The next day, jets bombed their camp.",
        "attack 2023-05-15; airstrike 2023-05-16",
    ),
    (
        "Rebels attacked the port on Monday. The government mobilised reservists the same night.",
        "attack 2023-05-15; mobilise 2023-05-15",
    ),
    (
        "Rockets hit Kirkuk late on Sunday. Before dawn on Monday, jets bombed the launchers.",
        "attack 2023-05-14; airstrike 2023-05-15",
    ),
    (
        "The lender failed on Friday. By Sunday, regulators had guaranteed all deposits.",
        "bankruptcy 2023-05-12; rescue 2023-05-14",
    ),
    (
        "On April 3, the army invaded. Four days on, the president fled.",
        "attack 2023-04-03; retreat 2023-04-07",
    ),
    (
        "The talks collapsed on Monday evening. Early on Tuesday, ministers signed a deal after all.",
        "breakdown 2023-05-15; deal 2023-05-16",
    ),
    # the Monday of the story is not the last before publication
    (
        "On Friday, May 5, a lender collapsed in Zurich. On the Monday, the government bailed out a second"
        " bank.",
        "bank_failure 2023-05-05; rescue 2023-05-08",
    ),
]

ASIDES = [
    (
        "The Bank of England said on Tuesday it would not hesitate to raise rates.",
        "statement 2023-05-16",
    ),
    (
        "Rockets hit a base in Kirkuk on Monday. The base, which had been attacked on March 3, was empty."
        " On Tuesday, jets bombed a camp in Syria.",
        "attack 2023-05-15; attack 2023-03-03; airstrike 2023-05-16",
    ),
    (
        "Regulators seized the bank on Friday. The bank had reported a loss on April 24. On Monday, its chief"
        " executive resigned.",
        "bank_failure 2023-05-12; earnings 2023-04-24; leadership 2023-05-15",
    ),
    (
        "A tanker exploded off Oman on Monday. It was the third blast since January. On Tuesday, the navy"
        " sent warships.",
        "explosion 2023-05-15; mobilise 2023-05-16",
    ),
    (
        "The minister resigned on Monday. Last week he denied the affair.",
        "leadership 2023-05-15; reject 2023-05-08/2023-05-14",
    ),
]

LONG_PAST = [
    (
        "On 15 September 2008 the bank filed for bankruptcy. On September 16, the Federal Reserve bailed out"
        " the insurer.",
        "bankruptcy 2008-09-15; rescue 2008-09-16",
    ),
    (
        "The crisis of 1931 began in Vienna. On 11 May 1931 the Creditanstalt bank collapsed. On 13 July a"
        " German bank failed.",
        "bank_failure 1931-05-11; bank_failure 1931-07-13",
    ),
    (
        "The embargo was announced on 20 October 1973. Two days later, output was cut.",
        "sanction 1973-10-20; supply_decision 1973-10-22",
    ),
    (
        "On 17 October 1973 Arab producers agreed to cut output. On March 18, 1974, they lifted the embargo.",
        "supply_decision 1973-10-17; sanction 1974-03-18",
    ),
    (
        "The crash of 1987 began on Monday, 19 October 1987. On October 20, trading was halted.",
        "trading_halt 1987-10-20",
    ),
    (
        "In 2011 the Arab spring spread. On 11 February 2011 the president of Egypt resigned. On 19 March,"
        " jets bombed Libya.",
        "leadership 2011-02-11; airstrike 2011-03-19",
    ),
    ("Ten years ago today, gunmen stormed a gas plant in Algeria.", "storming 2013-05-17"),
    ("Two years ago today, Russia invaded its neighbour.", "attack 2021-05-17"),
    ("On 7 March last year, the government banned imports of Russian oil.", "sanction 2022-03-07"),
    ("Britain left the EU on 31 January 2020.", "withdrawal 2020-01-31"),
    ("Iraq invaded Kuwait in August 1990.", "attack 1990-08-01/1990-08-31"),
    ("The agency downgraded Peru in 2021.", "rating 2021-01-01/2021-12-31"),
    ("The tanker sank on 30 December.", "explosion 2022-12-30"),
    ("The minister resigned on New Year's Day.", "leadership 2023-01-01"),
    (
        "How the strike unfolded\n\n2 April 2021 - Workers go on strike.\n\n"
        "9 April - The union signs a deal.",
        "protest 2021-04-02; deal 2021-04-09",
    ),
]

OF_ONE_SENTENCE = [
    ("Police arrested the founder on Tuesday.", "coerce 2023-05-16"),
    ("Police arrested the founder last Thursday.", "coerce 2023-05-11"),
    ("The troops withdrew from the city yesterday.", "retreat 2023-05-16"),
    ("The troops withdrew on the 12th of May.", "retreat 2023-05-12"),
    ("The volcano erupted this morning.", "disaster 2023-05-17"),
    ("Hackers attacked the operator the day before yesterday.", "attack 2023-05-15"),
    ("The prime minister resigned last week.", "leadership 2023-05-08/2023-05-14"),
    ("The prime minister resigned last month.", "leadership 2023-04-01/2023-04-30"),
    ("The plant was shut down over the weekend.", "outage 2023-05-13/2023-05-14"),
    ("The army shelled Bakhmut three weeks ago.", "attack 2023-04-26"),
    ("The dam collapsed on the night of 3 May.", "explosion 2023-05-03"),
    ("The regulator fined the bank between 8 May and 10 May.", "legal 2023-05-08/2023-05-10"),
    ("In early April, the army invaded the province.", "attack 2023-04-01/2023-04-10"),
    ("In mid-April, the minister resigned.", "leadership 2023-04-11/2023-04-20"),
    ("The agency downgraded Peru at the end of April.", "rating 2023-04-21/2023-04-30"),
    ("The agency downgraded Peru on the first of May.", "rating 2023-05-01"),
    ("The agency downgraded Peru in the first quarter.", "rating 2023-01-01/2023-03-31"),
    ("The agency downgraded Peru earlier this month.", "rating 2023-05-01/2023-05-17"),
    ("The bank failed two Fridays ago.", "bank_failure 2023-05-05"),
    ("The bank failed on Friday the 5th.", "bank_failure 2023-05-05"),
    ("The bank failed earlier on Wednesday.", "bank_failure 2023-05-17"),
    ("The minister resigned on 2023-05-12.", "leadership 2023-05-12"),
    ("The ferry capsized on Easter Sunday.", "explosion 2023-04-09"),
    ("In the early hours of Sunday, rockets hit a base in Basra.", "attack 2023-05-14"),
    ("On May 9, gunmen stormed the palace.", "storming 2023-05-09"),
]

HEADED = [
    (
        "Timeline of the crisis\n\nMay 3: The lender files for bankruptcy.\n\nMay 5: Regulators seize a"
        " second bank.\n\nMay 8: The government bails out the insurer.",
        "bankruptcy 2023-05-03; bank_failure 2023-05-05; rescue 2023-05-08",
    ),
    (
        "## Monday, May 8\n\nThe army invaded the valley.\n\n## Tuesday, May 9\n\nThe two sides signed a"
        " ceasefire.",
        "attack 2023-05-08; deal 2023-05-09",
    ),
]

ORDER = [
    (
        "Crowds stormed the embassy on April 9. The storming prompted air strikes. The air strikes were"
        " followed by a missile test on April 13.",
        "storming 2023-04-09; airstrike 2023-04-09/2023-04-13 ordering; mobilise 2023-04-13",
    ),
    (
        "The army killed the rebel leader in Sanaa on Friday. The killing came after militants stormed the"
        " embassy. The storming followed sanctions imposed on Monday, May 8.",
        "killing 2023-05-12; storming 2023-05-08/2023-05-12 ordering; sanction 2023-05-08",
    ),
    (
        "The bank failed on May 5, a day after its chief executive resigned.",
        "bank_failure 2023-05-05; leadership 2023-05-04",
    ),
    (
        "The chief executive resigned on May 4, a day before regulators seized the bank.",
        "leadership 2023-05-04; bank_failure 2023-05-05",
    ),
    (
        "The downgrade came three days after the government unveiled a budget on May 8.",
        "fiscal 2023-05-08; rating 2023-05-11",
    ),
    (
        "The Fed cut interest rates on May 3. The decision came a week after a bank failed.",
        "rate_decision 2023-05-03; bank_failure 2023-04-26",
    ),
    (
        "The explosion on April 10 came four days after an earlier explosion at the plant.",
        "explosion 2023-04-10; explosion 2023-04-06",
    ),
    (
        "The president was impeached on Monday, following protests on Saturday.",
        "impeachment 2023-05-15; protest 2023-05-13",
    ),
    # what is known by "the" and told nowhere has no day
    (
        "The ambassador was expelled on Tuesday in response to the poisoning of the colonel.",
        "reject 2023-05-16",
    ),
    # a move of the market is no event, and counts all the same
    ("Shares of the bank fell a week after the agency downgraded the country.", "rating 2023-05-10"),
    ("The rouble fell three days after the Treasury imposed sanctions on the bank.", "sanction 2023-05-14"),
    ("Oil jumped 5 percent on Monday, two days after drones attacked the terminal.", "attack 2023-05-13"),
    ("The rouble fell on Friday after Russia invaded Ukraine on Thursday.", "attack 2023-05-11"),
]

# text, moments in UTC of the events in the order of time, None where there is none
MOMENTS = [
    (
        "An explosion rocked Beirut at 6:08 p.m. local time on Friday. The port was closed at 7 p.m.",
        ["2023-05-12T15:08", "2023-05-12T16:00"],
    ),
    (
        "On Monday the ministers met in Vienna. At 6 p.m. they signed a deal.",
        [None, "2023-05-15T16:00"],
    ),
    (
        "On Monday, May 8, gunmen attacked a mall in Nairobi at noon. At 12:40 p.m. the police stormed the"
        " building.",
        ["2023-05-08T09:00", "2023-05-08T09:40"],
    ),
    (
        "Rebels attacked the port of Hodeidah on Monday. At 4 a.m. on Tuesday, jets bombed their camp.",
        [None, "2023-05-16T01:00"],
    ),
    ("A bomb exploded in Karachi at 9:15 a.m. on Friday.", ["2023-05-12T04:15"]),
    ("A bomb exploded in Karachi at 04:15 GMT on Friday.", ["2023-05-12T04:15"]),
    ("An explosion hit a plant in Osaka at 14:30 on Monday.", ["2023-05-15T05:30"]),
    ("The exchange in Tokyo halted trading at 10 a.m. on Monday.", ["2023-05-15T01:00"]),
    ("An earthquake struck Chile at 03:34 local time on Saturday.", ["2023-05-13T07:34"]),
    ("Gunmen attacked a hotel in Nairobi at about 3 p.m. on Friday.", ["2023-05-12T12:00"]),
    ("Russia attacked Kyiv at 5 a.m. Moscow time on Friday.", ["2023-05-12T02:00"]),
    ("A tanker exploded off Fujairah at 6 a.m. on Friday.", ["2023-05-12T02:00"]),
    ("The president announced sanctions on Friday at 8:30 p.m. EDT.", ["2023-05-13T00:30"]),
    ("The ECB cut interest rates at 14:15 CEST on May 4.", ["2023-05-04T12:15"]),
    ("The Fed raised interest rates on Wednesday, May 3, at 2 p.m. ET.", ["2023-05-03T18:00"]),
    ("North Korea tested a missile on Friday at 7:28 a.m. Pyongyang time.", ["2023-05-11T22:28"]),
    # no clock time, or one of no known place
    ("The army attacked at 4 a.m. on Friday.", [None]),
    ("Gunmen attacked a hotel in Nairobi on Friday afternoon.", [None]),
    ("Rockets hit Kirkuk at dawn on Friday.", [None]),
    ("The prime minister of Japan resigned on Friday.", [None]),
    ("Jets bombed a depot in Syria overnight.", [None]),
    ("Minutes after the talks collapsed on Friday in Doha, the minister resigned.", [None, None]),
]


@pytest.mark.parametrize(
    ("text", "expected"), [*COUNTED, *ASIDES, *OF_ONE_SENTENCE, *HEADED, *ORDER], ids=lambda v: v[:40]
)
def test_the_day_told(text: str, expected: str) -> None:
    assert event_lines(text, WEDNESDAY) == sorted(expected.split("; "))


@pytest.mark.parametrize(("text", "expected"), LONG_PAST, ids=lambda v: v[:40])
def test_a_day_long_past_is_background(text: str, expected: str) -> None:
    assert event_lines(text, WEDNESDAY) == sorted(f"{one} background" for one in expected.split("; "))


@pytest.mark.parametrize("text", [text for text, _ in [*COUNTED, *ASIDES, *LONG_PAST, *ORDER]])
def test_a_paragraph_for_each_sentence_changes_no_date(text: str) -> None:
    apart = re.sub(r"(?<=[a-z0-9]\.) (?=[A-Z])", "\n\n", text)
    assert event_lines(apart, WEDNESDAY) == event_lines(text, WEDNESDAY)


@pytest.mark.parametrize(("text", "expected"), MOMENTS)
def test_a_moment_only_where_a_clock_and_its_zone_are_known(text: str, expected: list[str | None]) -> None:
    events = sorted(extract(text, WEDNESDAY).events, key=lambda e: e.start)
    assert [e.utc_time and e.utc_time.isoformat()[:16] for e in events] == expected


def test_only_what_is_counted_from_publication_says_so() -> None:
    text = "Rockets hit a depot near Erbil on May 8. Police arrested two men.\n\nThe minister quit on Monday."
    anchors = {event.trigger: event.anchor for event in extract(text, WEDNESDAY).events}
    assert anchors["quit"] == "publication date 2023-05-17 (given)"
    assert anchors["arrested"] == ""
