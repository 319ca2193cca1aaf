"""What tells an event, whether it came about, and which tellings are one, through the public function."""

from datetime import date

import pytest
from unit.event_lines import event_lines
from unit.extract_cases import sense

from eventstudy.extract import extract
from eventstudy.extract.events.lexicon import senses

WEDNESDAY = date(2023, 5, 17)

# sentence about Friday 12 May 2023, sense of its one event
TELL = [
    ("Gunmen executed the mayor of Kandahar on Friday.", "killing"),
    ("The opposition leader was found dead on Friday.", "killing"),
    ("The president died on Friday.", "death"),
    ("Militants besieged the consulate on Friday.", "storming"),
    ("Protesters broke into the palace on Friday.", "storming"),
    ("Jets carried out airstrikes on the airfield on Friday.", "airstrike"),
    ("Rebels fired rockets at the base on Friday.", "attack"),
    ("The navy seized the tanker on Friday.", "attack"),
    ("Hackers hacked the exchange on Friday.", "attack"),
    ("Saboteurs sabotaged the pipeline on Friday.", "attack"),
    ("The president ordered the annexation of the province on Friday.", "attack"),
    ("A freight train derailed in Ohio on Friday.", "explosion"),
    ("A fire broke out at the warehouse on Friday.", "explosion"),
    ("The airliner crashed near Addis Ababa on Friday.", "explosion"),
    ("The container ship ran aground on Friday.", "explosion"),
    ("An oil spill was reported off California on Friday.", "explosion"),
    ("A tsunami swamped the coast on Friday.", "disaster"),
    ("A typhoon battered Manila on Friday.", "disaster"),
    ("A wildfire swept through the town on Friday.", "disaster"),
    ("The agency declared the outbreak a pandemic on Friday.", "pandemic"),
    ("The province reported its first case on Friday.", "pandemic"),
    ("A tanker blocked the strait on Friday.", "shipping"),
    ("The navy imposed a blockade on Friday.", "shipping"),
    ("Salvage crews refloated the ship on Friday.", "shipping"),
    ("The exchange suspended trading on Friday.", "trading_halt"),
    ("A flash crash hit the market on Friday.", "trading_halt"),
    ("The money-market fund broke the buck on Friday.", "bank_failure"),
    ("A run on the bank began on Friday.", "bank_failure"),
    ("The storm knocked out power on Friday.", "outage"),
    ("Ransomware crippled the refinery on Friday.", "outage"),
    ("The company declared force majeure on Friday.", "outage"),
    ("The governor closed the border on Friday.", "outage"),
    ("The central bank stood pat on Friday.", "rate_decision"),
    ("The Riksbank raised its benchmark rate on Friday.", "rate_decision"),
    ("The Fed eased policy on Friday.", "rate_decision"),
    ("The central bank injected 50 billion euros into the system on Friday.", "liquidity"),
    ("The Bank of England bought gilts on Friday.", "liquidity"),
    ("The Fed opened swap lines on Friday.", "liquidity"),
    ("The authorities abandoned the peg on Friday.", "currency"),
    ("The government let the naira float on Friday.", "currency"),
    ("The kingdom extended its voluntary cut on Friday.", "supply_decision"),
    ("The alliance raised production quotas on Friday.", "supply_decision"),
    ("India restricted rice exports on Friday.", "supply_decision"),
    ("The retailer went into administration on Friday.", "bankruptcy"),
    ("The fund ceased paying its creditors on Friday.", "bankruptcy"),
    ("The exchange collapsed on Friday.", "bankruptcy"),
    ("The Treasury guaranteed all deposits on Friday.", "rescue"),
    ("The lender received an emergency loan on Friday.", "rescue"),
    ("Congress shut down the government on Friday.", "fiscal"),
    ("The chancellor scrapped the tax cuts on Friday.", "fiscal"),
    ("Beijing retaliated with tariffs on Friday.", "tariff"),
    ("Washington suspended the duties on Friday.", "tariff"),
    ("The levies came into force on Friday.", "tariff"),
    ("The bloc banned imports of coal on Friday.", "sanction"),
    ("Washington blacklisted the chipmaker on Friday.", "sanction"),
    ("Voters ousted the president on Friday.", "election"),
    ("The coalition lost its majority on Friday.", "election"),
    ("The new president was sworn in on Friday.", "election"),
    ("Generals seized power on Friday.", "leadership"),
    ("The premier lost a confidence vote on Friday.", "leadership"),
    ("The king abdicated on Friday.", "leadership"),
    ("The House impeached the judge on Friday.", "impeachment"),
    ("The kingdom pulled out of the treaty on Friday.", "withdrawal"),
    ("The army evacuated the base on Friday.", "retreat"),
    ("The regime freed the hostages on Friday.", "concede"),
    ("The government bowed to the protesters on Friday.", "concede"),
    ("The brewer acquired its rival on Friday.", "merger"),
    ("The startup went public on Friday.", "merger"),
    ("The neighbours restored diplomatic ties on Friday.", "deal"),
    ("The talks broke down on Friday.", "breakdown"),
    ("Voters rejected the constitution on Friday.", "election"),
    ("The court struck down the law on Friday.", "reject"),
    ("The kingdom severed ties with Qatar on Friday.", "reject"),
    ("Customs officers confiscated the cargo on Friday.", "coerce"),
    ("The president declared martial law on Friday.", "coerce"),
    ("Pyongyang tested a missile on Friday.", "mobilise"),
    ("The Pentagon deployed troops on Friday.", "mobilise"),
    ("Farmers protested in Brussels on Friday.", "protest"),
    ("The FDA authorised the vaccine on Friday.", "approval"),
    ("A jury convicted the trader on Friday.", "legal"),
    ("The carmaker recalled a million vehicles on Friday.", "legal"),
    ("Washington accused Beijing of spying on Friday.", "accuse"),
    ("The chief executive admitted wrongdoing on Friday.", "accuse"),
    ("Moscow threatened Kyiv on Friday.", "threaten"),
    ("The government asked for a bailout on Friday.", "request"),
    ("Berlin sent weapons to Kyiv on Friday.", "aid"),
    ("The leaders held talks on Friday.", "consult"),
    ("The rating agency cut the outlook on Friday.", "rating"),
    ("The retailer issued a profit warning on Friday.", "earnings"),
    ("The chipmaker reported record profits on Friday.", "earnings"),
    ("The statistics office published inflation figures on Friday.", "data_release"),
    ("The jobs report came out on Friday.", "data_release"),
    ("The president addressed the nation on Friday.", "statement"),
    ("The regulation took effect on Friday.", "event"),
    ("The governor told reporters on Friday that the bank was sound.", "statement"),
    ("The opposition criticised the plan on Friday.", "accuse"),
    ("The ministry refused the licence on Friday.", "reject"),
    ("The union welcomed the offer on Friday.", "support"),
    ("The firm applied for a licence on Friday.", "request"),
    ("The envoy visited Riyadh on Friday.", "consult"),
    ("The lender waived the fees on Friday.", "aid"),
    ("The board chose a new chairman on Friday.", "leadership"),
    ("The factory reopened on Friday.", "outage"),
    ("The tanker docked in Rotterdam on Friday.", "shipping"),
    ("Prosecutors searched the offices on Friday.", "legal"),
    ("Troops entered the capital on Friday.", "mobilise"),
    ("Floods destroyed the bridge on Friday.", "disaster"),
    ("The airline folded on Friday.", "bankruptcy"),
    ("The probe discovered ice on Friday.", "event"),
    ("The company launched its new phone on Friday.", "event"),
    ("Scientists named the comet on Friday.", "event"),
    ("Lawmakers ratified the treaty on Friday.", "deal"),
    ("The downing of the airliner on Friday shocked the country.", "downing"),
    ("He was found guilty on Friday.", "legal"),
    ("The merger was completed on Friday.", "merger"),
    ("A train crashed near Santiago on Friday.", "explosion"),
    ("The company left its creditors unpaid and went under on Friday.", "bankruptcy"),
    ("Oil workers downed tools on Friday.", "protest"),
    ("The agency put the country on watch for a downgrade on Friday.", "rating"),
    ("The cartel opened the taps on Friday.", "supply_decision"),
    ("The Treasury tapped the reserve on Friday.", "supply_decision"),
    ("Depositors were protected by the Treasury on Friday.", "rescue"),
]

TELL_NONE = [
    "The option has a strike price of 50 dollars.",
    "Brent closed at 75 dollars on Friday.",
    "The index opened at 4,100 points on Friday.",
    "The Dow ended Friday at 33,300 points.",
    "Gold finished the week at 2,010 dollars.",
    "Shares closed higher on Friday.",
    "Traders hope for a rate cut.",
    "Investors fear an attack.",
    "Analysts see the merger as unlikely.",
    "Analysts said on Friday that shares were cheap.",
    "The death toll is unknown.",
    "Air force jets are based there.",
    "The ruling party has no candidate.",
    "It was a fire sale.",
    "The news hit home.",
    "Bulls are under fire.",
    "Demand exploded over the decade.",
    "The bidding war continues.",
    "The team won the match.",
    "The stock is a good deal.",
    "In short, nobody knows.",
    "Friday is a bank holiday.",
    "The company is a state-owned carrier.",
    "Oil traded at 71 dollars on Friday.",
    "The yield stood at 3.5 percent on Friday.",
    "The bank has branches in five countries.",
    "Economists expect growth of 2 percent.",
    "The price war hurts margins.",
    "A stronger dollar weighed on gold on Friday.",
    "Bond yields fell to the lowest in a month on Friday.",
    "Shares of the airline took off on Friday.",
    "The rally ran out of steam on Friday.",
    "The currency hit a record low on Friday.",
    "It would be a disaster, he thinks.",
    "The election is a long way off.",
    "The killer app is still missing.",
    "Traders bet on a rate cut.",
    "The budget airline flies to Malta.",
    "Talk of a takeover is rife.",
    "The pound was volatile on Friday.",
    '"If I were them I would sell," a trader said on Friday.',
    "A default would be painful, economists say.",
    "The storm of criticism grows.",
    "Tariff worries linger.",
]

MODALITIES = [
    ("OPEC is due to meet on June 4.", "consult 2023-06-04 scheduled"),
    ("The committee meets on June 14.", "consult 2023-06-14 scheduled"),
    ("The prime minister meets the president on Friday.", "consult 2023-05-19 scheduled"),
    ("OPEC will hold an emergency meeting on June 4 in Vienna.", "consult 2023-06-04 scheduled"),
    ("Turkey will hold a runoff on May 28.", "election 2023-05-28 scheduled"),
    ("The election will be held on June 25.", "election 2023-06-25 scheduled"),
    (
        "The Bank of Japan is expected to raise interest rates on June 16.",
        "rate_decision 2023-06-16 scheduled",
    ),
    ("The bank will raise rates on June 2.", "rate_decision 2023-06-02 scheduled"),
    ("The tariffs take effect on June 1.", "tariff 2023-06-01 scheduled"),
    ("The tariffs will apply from June 1.", "tariff 2023-06-01 scheduled"),
    ("The minister is to resign on June 30.", "leadership 2023-06-30 scheduled"),
    ("The plant will be shut down on June 5.", "outage 2023-06-05 scheduled"),
    ("The exchange will suspend trading on May 29.", "trading_halt 2023-05-29 scheduled"),
    ("The merger is expected to be completed on June 30.", "merger 2023-06-30 scheduled"),
    ("The court is set to rule on Friday.", "legal 2023-05-19 scheduled"),
    ("The company is due to report earnings on Friday.", "earnings 2023-05-19 scheduled"),
    ("The jobs report is due on Friday.", "data_release 2023-05-19 scheduled"),
    ("The government could default on June 1.", "bankruptcy 2023-06-01 hypothetical"),
    ("Moscow threatened to cut output on Friday.", "supply_decision 2023-05-19 hypothetical"),
    ("Investors feared that the bank would fail on Monday.", "bankruptcy 2023-05-22 hypothetical"),
    ("Iran may attack a base in Iraq on Friday.", "attack 2023-05-19 hypothetical"),
    ("Moody's may downgrade Italy on May 19.", "rating 2023-05-19 hypothetical"),
    ("The Fed might cut interest rates on June 14.", "rate_decision 2023-06-14 hypothetical"),
    ("The army did not attack the town on Monday.", "attack 2023-05-15 denied"),
    ("The ministers failed to sign a deal on Sunday.", "deal 2023-05-14 denied"),
    ("A strike by rail workers was averted on Monday.", "protest 2023-05-15 denied"),
    ("A coup was averted on Sunday.", "leadership 2023-05-14 denied"),
    ("Iran denied that it attacked the tanker on Friday.", "attack 2023-05-12 denied"),
    ("The ministry denied that the army attacked the port on Monday.", "attack 2023-05-15 denied"),
    ("OPEC did not cut output at its meeting on May 3.", "supply_decision 2023-05-03 denied"),
    ("The company did not default on May 1.", "bankruptcy 2023-05-01 denied"),
    ("Police foiled an attack on the embassy in Berlin on Tuesday.", "attack 2023-05-16 denied"),
    ("The summit was called off on Monday.", "consult 2023-05-15 denied"),
    ("The vote was postponed on Monday.", "election 2023-05-15 denied"),
    ("The court refused to block the merger on Monday.", "legal 2023-05-15 denied"),
    ("Lawmakers refused to approve the budget on Monday.", "approval 2023-05-15 denied"),
    ("The Bank of Canada did not raise interest rates on May 10.", "rate_decision 2023-05-10 denied"),
    ("The Bank of Canada kept interest rates unchanged on May 10.", "rate_decision 2023-05-10"),
    ("The ban was lifted on Monday.", "sanction 2023-05-15"),
    ("Ministers had agreed a deal in 2016.", "deal 2016-01-01/2016-12-31 background"),
    ("The army seized power in 2014.", "leadership 2014-01-01/2014-12-31 background"),
]

# what is compared, wished away or told without a day
NOT_TOLD = [
    "It was the worst attack since 2008.",
    "It was the biggest bank failure since 2008.",
    "It was the largest bankruptcy since 2008.",
    "Unemployment has been falling since the crisis of 2008.",
    "Inflation was the highest since 1982.",
    "Rebels never attacked the port.",
    "The company has not defaulted.",
    "The Swiss never devalued the franc.",
    "The country wants to join the alliance.",
]

ONE = [
    "Gunmen attacked a hotel in Mogadishu on Friday. The attack killed ten people. Officials said the assault"
    " lasted six hours.|attack",
    "The president announced tariffs on Friday.|tariff",
    "Ministers agreed to cut output on Friday.|supply_decision",
    "Ministers agreed on Friday to cut output.|supply_decision",
    "The minister announced on Friday that the ministry had cut output.|supply_decision",
    "The board agreed on Friday to buy its rival.|merger",
    "The central bank devalued the currency on Friday. The devaluation surprised traders.|currency",
    "The agency downgraded Peru on Friday. The downgrade had been expected.|rating",
    "The prime minister of Peru resigned on Friday. His resignation was accepted at once.|leadership",
    "The board approved the merger on Friday. The approval ended months of doubt.|approval",
    "Regulators seized the bank on Friday. The seizure was the second this year.|bank_failure",
    "The company filed for bankruptcy on Friday. The filing came after talks failed.|bankruptcy",
    "The two sides signed a ceasefire on Friday. The deal was signed in Geneva.|deal",
    "The army invaded the valley on Friday. The invasion began at dawn.|attack",
    "The two sides agreed on Friday to a ceasefire.|deal",
]

APART = [
    (
        "A blast hit a refinery in Basra on Friday. Another blast hit the port on Saturday.",
        "explosion 2023-05-12; explosion 2023-05-13",
    ),
    (
        "A bomb exploded in Karachi on Friday morning. A second bomb exploded in Lahore on Friday evening.",
        "explosion 2023-05-12; explosion 2023-05-12",
    ),
    (
        "The finance minister of Chile resigned on Friday. The president of Peru resigned on Friday.",
        "leadership 2023-05-12; leadership 2023-05-12",
    ),
    (
        "Airlines cancelled flights on Friday. Airlines cancelled flights again on Monday.",
        "outage 2023-05-12; outage 2023-05-15",
    ),
    (
        "The bank raised rates on May 4. It raised rates again on May 11.",
        "rate_decision 2023-05-04; rate_decision 2023-05-11",
    ),
    (
        "The tariffs were announced on Monday. The tariffs took effect on Tuesday.",
        "tariff 2023-05-15; tariff 2023-05-16",
    ),
    (
        "The Fed raised rates on Thursday. The Bank of England raised rates on Thursday.",
        "rate_decision 2023-05-11; rate_decision 2023-05-11",
    ),
    (
        "Moody's downgraded Egypt on Friday. Moody's downgraded Peru on Friday.",
        "rating 2023-05-12; rating 2023-05-12",
    ),
    (
        "The court fined Acme on Friday. The court fined Globex on Friday.",
        "legal 2023-05-12; legal 2023-05-12",
    ),
    (
        "Ada Brack resigned on Friday. Ivo Lund was arrested on Friday.",
        "coerce 2023-05-12; leadership 2023-05-12",
    ),
    (
        "The prime minister called an election on Monday. The snap election will be held on June 25.",
        "election 2023-05-15; election 2023-06-25 scheduled",
    ),
]

COUNTRIES = [
    ("US jets bombed a depot in Syria on Friday.", "SY"),
    ("Iran seized a tanker in the Strait of Hormuz on Friday.", "OM"),
    ("Turkey shot down a Russian jet over Syria on Friday.", "SY"),
    ("Israel attacked a base near Damascus on Friday.", "SY"),
    ("Russia attacked Kyiv at 5 a.m. Moscow time on Friday.", "UA"),
    ("Saudi Arabia cut oil output on Friday.", "SA"),
    ("Washington imposed sanctions on Venezuela on Friday.", "US"),
    ("China imposed tariffs on Australian barley on Friday.", "CN"),
    ("Moody's downgraded Egypt on Friday.", "EG"),
    ("The prime minister of Japan resigned on Friday.", "JP"),
    ("Police in Frankfurt arrested the executive on Friday.", "DE"),
    ("The Bank of Japan raised interest rates on Friday.", "JP"),
    ("The lender filed for bankruptcy in Delaware on Friday.", "US"),
    ("A ship blocked the Suez Canal on Friday.", "EG"),
    ("Voters in Chile rejected the constitution on Friday.", "CL"),
    ("OPEC agreed in Vienna on Friday to cut output.", "AT"),
    ("The Swiss National Bank abandoned the cap on the franc on Friday.", "CH"),
    ("Russian forces withdrew from Kherson on Friday.", "UA"),
    ("A US drone strike in Kabul killed the leader on Friday.", "AF"),
    ("German police arrested an Iranian diplomat on Friday.", "DE"),
    ("Tokyo intervened on Friday to support the yen.", "JP"),
    ("A Japanese tanker was attacked in the Gulf of Oman on Friday.", "OM"),
    ("An Air France jet crashed off Brazil on Friday.", "BR"),
    ("Chinese regulators fined Alibaba on Friday.", "CN"),
    ("Hackers from North Korea attacked a bank in Bangladesh on Friday.", "BD"),
    ("Canada arrested a Chinese executive at the request of the United States on Friday.", "CA"),
    ("The president announced sanctions on Friday.", None),
]


@pytest.mark.parametrize(("text", "expected"), TELL)
def test_one_event_of_a_sense(text: str, expected: str) -> None:
    assert event_lines(text, WEDNESDAY) == [f"{expected} 2023-05-12"]


def test_every_sense_has_a_sentence() -> None:
    assert {name for _, name in TELL} == set(senses())


@pytest.mark.parametrize("text", [*TELL_NONE, *NOT_TOLD])
def test_no_event(text: str) -> None:
    assert event_lines(text, WEDNESDAY) == []


@pytest.mark.parametrize(("text", "expected"), MODALITIES)
def test_whether_it_came_about(text: str, expected: str) -> None:
    assert event_lines(text, WEDNESDAY) == [expected]


@pytest.mark.parametrize("case", ONE)
def test_tellings_of_one_event(case: str) -> None:
    text, expected = case.split("|")
    assert event_lines(text, WEDNESDAY) == [f"{expected} 2023-05-12"]


def test_an_announcement_gives_its_decision_the_clock_time() -> None:
    text = "The president imposed sanctions on Friday. The announcement came at 5 p.m. ET."
    (event,) = extract(text, WEDNESDAY).events
    assert sense(event) == "sanction"
    assert event.utc_time is not None
    assert event.utc_time.isoformat() == "2023-05-12T21:00:00+00:00"
    assert len(event.mentions) == 2


@pytest.mark.parametrize(("text", "expected"), APART)
def test_tellings_of_several_events(text: str, expected: str) -> None:
    assert event_lines(text, WEDNESDAY) == sorted(expected.split("; "))


@pytest.mark.parametrize(("text", "country"), COUNTRIES)
def test_the_country_is_that_of_the_scene_or_of_who_decides(text: str, country: str | None) -> None:
    assert [e.country for e in extract(text, WEDNESDAY).events] == [country]
