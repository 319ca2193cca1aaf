from itertools import pairwise

import pytest

from eventstudy.extract.events.inflections import plural, verb_forms
from eventstudy.extract.events.lexicon import rows, senses
from eventstudy.extract.events.triggers import find_triggers

# sentence -> senses told, statements left out
TOLD = [
    ("Gunmen attacked the port.", "attack"),
    ("A car bomb exploded outside the ministry.", "explosion explosion"),
    ("The tanker was hit by two torpedoes.", "attack"),
    ("The army shelled the town and seized it.", "attack attack"),
    ("Warplanes bombed the depot.", "airstrike"),
    ("The fighter jet was shot down over the border.", "downing"),
    ("The general was assassinated in his car.", "killing"),
    ("Protesters stormed the parliament.", "storming"),
    ("A dam collapsed at the mine.", "explosion"),
    ("The ferry capsized in the strait.", "explosion"),
    ("The Fed cut interest rates by half a point.", "rate_decision"),
    ("Interest rates were raised to 5.25 percent.", "rate_decision"),
    ("The Bank of England left rates unchanged.", "rate_decision"),
    ("The central bank devalued the peso.", "currency"),
    ("The bank scrapped the cap on the franc.", "currency"),
    ("Tokyo intervened to support the yen.", "currency"),
    ("OPEC agreed to cut output.", "deal supply_decision"),
    ("Riyadh slashed its official selling prices.", "supply_decision"),
    ("Washington released oil from the strategic reserve.", "supply_decision"),
    ("The lender filed for bankruptcy.", "bankruptcy bankruptcy"),
    ("The developer missed a coupon payment.", "bankruptcy"),
    ("The country defaulted on its bonds.", "bankruptcy"),
    ("The government bailed out the insurer.", "rescue"),
    ("The ministry nationalised the lender.", "rescue"),
    ("Regulators seized the bank.", "bank_failure"),
    ("The ECB launched a bond-buying programme.", "liquidity liquidity"),
    ("The chancellor unveiled a budget of tax cuts.", "fiscal fiscal fiscal"),
    ("Beijing imposed tariffs on soybeans.", "tariff tariff"),
    ("Brussels imposed sanctions on the exporter.", "sanction sanction"),
    ("The Treasury froze the bank's assets.", "sanction"),
    ("Britain voted to leave the bloc.", "election withdrawal"),
    ("The party won the election.", "election election"),
    ("The prime minister resigned.", "leadership"),
    ("The board fired its chief executive.", "leadership"),
    ("The president was impeached.", "impeachment"),
    ("The United States withdrew from the accord.", "withdrawal deal"),
    ("The troops withdrew from the city.", "retreat"),
    ("The carmaker agreed to buy its rival.", "merger"),
    ("The two sides signed a ceasefire.", "deal deal"),
    ("The talks collapsed.", "consult breakdown"),
    ("The ministry expelled ten diplomats.", "reject"),
    ("Police arrested the chief executive.", "coerce"),
    ("The government declared a state of emergency.", "coerce coerce"),
    ("The army mobilised 300,000 reservists.", "mobilise"),
    ("North Korea tested a nuclear device.", "mobilise"),
    ("Thousands of workers went on strike.", "protest"),
    ("The agency approved the vaccine.", "approval"),
    ("The Senate passed the bill.", "approval"),
    ("Prosecutors charged the founder with fraud.", "legal"),
    ("The regulator fined the bank.", "legal"),
    ("The carmaker admitted cheating on emissions tests.", "accuse"),
    ("The agency downgraded the country to junk.", "rating"),
    ("The agency stripped the country of its top rating.", "rating"),
    ("The company cut its profit forecast.", "earnings"),
    ("The Labor Department said payrolls rose.", "data_release"),
    ("Figures showed inflation at 9.1 percent.", "data_release"),
    ("An earthquake struck the coast.", "disaster disaster"),
    ("The hurricane made landfall in Texas.", "disaster disaster"),
    ("The volcano erupted.", "disaster"),
    ("The first case of the virus was confirmed.", "pandemic pandemic"),
    ("The city was locked down.", "pandemic"),
    ("A container ship blocked the canal.", "shipping"),
    ("The ship was refloated.", "shipping"),
    ("The pipeline was shut down.", "outage"),
    ("Airlines grounded the jets.", "outage"),
    ("The exporter suspended deliveries.", "outage"),
    ("Trading in the shares was halted.", "trading_halt"),
    ("The fall triggered a circuit breaker.", "trading_halt"),
    ("The leaders met in Geneva.", "consult"),
    ("Hackers attacked the operator in a ransomware attack.", "attack attack"),
]

UNTOLD = [
    "The strike price of the option was high.",
    "The death penalty was debated.",
    "Stocks jumped on rate cut hopes.",
    "Attack helicopters flew past.",
    "The carrier strike group sailed on.",
    "The election campaign dragged on.",
    "Shares hit a record high.",
    "Oil fell to the lowest level of the year.",
    "The stock exchange is a fine building.",
    "The company makes drones and rockets.",
    "Investors looked to the weeks ahead.",
]


def told(text: str, *, headline: bool = False) -> list[str]:
    lower = text.lower()
    found = find_triggers(lower, 0, len(lower), headline=headline)
    assert all(lower[t.start : t.end] == t.word for t in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    return [t.type for t in found if t.type != "statement"]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_words_that_tell_an_event(text: str, expected: str) -> None:
    assert told(text) == expected.split()


@pytest.mark.parametrize("text", UNTOLD)
def test_words_that_tell_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("OPEC cuts output", ["supply_decision"]),
        ("Drones strike refinery", ["attack"]),
        ("Missile strikes on port", ["attack"]),
        ("Regulators shut bank", ["bank_failure"]),
    ],
)
def test_a_headline_tells_in_the_present_tense(text: str, expected: list[str]) -> None:
    assert told(text, headline=True) == expected


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("the attack on the port", True),
        ("they attack the port", False),
        ("the downed drone fell", True),
        ("they downed the drone", False),
        ("the killing of the general", True),
        ("killing the general", False),
        ("the output cut came", True),
        ("to cut output", False),
    ],
)
def test_a_noun_is_told_from_a_verb(text: str, noun: bool) -> None:
    assert find_triggers(text, 0, len(text))[0].noun is noun


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("attack", {"attack", "attacks", "attacked", "attacking"}),
        ("cut", {"cut", "cuts", "cutting"}),
        ("ban", {"ban", "bans", "banned", "banning"}),
        ("halt", {"halt", "halts", "halted", "halting"}),
        ("levy", {"levy", "levies", "levied", "levying"}),
        ("withdraw", {"withdraw", "withdraws", "withdrew", "withdrawn", "withdrawing"}),
        ("cancel", {"cancel", "cancels", "canceled", "cancelled", "canceling", "cancelling"}),
        ("acquit", {"acquit", "acquits", "acquitted", "acquitting"}),
        ("free", {"free", "frees", "freed", "freeing"}),
        ("die", {"die", "dies", "died", "dying"}),
        ("target", {"target", "targets", "targeted", "targeting"}),
        ("veto", {"veto", "vetoes", "vetoed", "vetoing"}),
    ],
)
def test_inflections(base: str, forms: set[str]) -> None:
    assert set(verb_forms(base)) == forms


def test_plurals() -> None:
    assert [plural(n) for n in ("attack", "embassy", "crash", "delay")] == [
        "attacks",
        "embassies",
        "crashes",
        "delays",
    ]


def test_every_sense_of_the_lexicon_is_known_and_used() -> None:
    assert {row.sense for many in rows().values() for row in many} == set(senses())
