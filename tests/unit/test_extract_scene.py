"""Sentences of our own -> the country, and where it matters the place, of the event they tell."""

import pytest

from eventstudy.extract.article.text import read_text
from eventstudy.extract.events.scene import agent_of, place_of, town_of, usual_place
from eventstudy.extract.events.triggers import Trigger
from eventstudy.extract.geography.places import find_places

# sentence, with the trigger in brackets | sense | country, or "country place"; "-" where none is told
CASES = """
A US [strike] in Baghdad killed the general.|airstrike|IQ Baghdad
Iran [fired missiles] at bases in Iraq.|attack|IQ
Turkey [shoots down] a Russian jet.|downing|TR
Turkey [shot down] a Russian jet over Idlib province.|downing|SY
The Bank of England [raised] interest rates.|rate_decision|GB
Lehman Brothers [filed] for bankruptcy.|bankruptcy|US
Russia [invaded] Ukraine.|attack|UA
Saudi Arabia [cut] output.|supply_decision|SA
The ECB [cut] its deposit rate.|rate_decision|DE
Washington [imposed] tariffs on Chinese goods.|tariff|US
The US [imposed] tariffs on Chinese goods.|tariff|US
Beijing [retaliated] with duties on American soybeans.|tariff|CN
[Tariffs] on Chinese steel were announced by the United States.|tariff|US
Credit Suisse was [rescued] by UBS.|rescue|CH
The People's Bank of China [devalued] the yuan.|currency|CN
OPEC+ [agreed] to pump more.|supply_decision|AT
The Swiss National Bank [abandoned] its cap on the franc.|currency|CH
Greek voters [rejected] the terms.|election|GR
Britain [voted] to leave the European Union.|election|GB
The British [referendum] shook markets.|election|GB
Rockets [hit] a base near Kirkuk.|attack|IQ Kirkuk
Drones [attacked] Abqaiq.|attack|SA Abqaiq
An [earthquake] struck off the coast of Sumatra.|disaster|ID
A [blast] tore through the port of Beirut.|explosion|LB
Protesters [stormed] the Iranian consulate in Najaf.|storming|IQ Najaf
Israel [bombed] Iranian nuclear facilities near Natanz.|airstrike|IR Natanz
Israeli warplanes [struck] Damascus.|airstrike|SY Damascus
Ukrainian drones [hit] the Novorossiysk terminal.|attack|RU Novorossiysk
Houthi fighters [attacked] a tanker in the Red Sea.|attack|YE
Gunmen [killed] dozens in Paris.|killing|FR Paris
A jet fell near Basra and [killed] ten.|killing|IQ Basra
Forces in Iraq [attacked].|attack|-
Saudi Arabia [cut] ties with Iran after protesters stormed its embassy in Tehran.|reject|SA
Talks between OPEC and Russia [collapsed].|breakdown|AT
Saudi Arabia and other OPEC+ producers [announced] cuts.|supply_decision|SA
The [attack] on Pearl Harbor stunned Washington.|attack|US Pearl Harbor
A Boeing 737 [crashed] in Ethiopia.|disaster|ET
Hurricane winds [battered] Houston, Texas.|disaster|US Houston
Japan [shut] its reactors.|outage|JP
Libya [halted] exports.|outage|LY
The Colonial Pipeline was [shut].|outage|US
The container ship [blocked] the Suez Canal.|shipping|EG Suez Canal
Libya's Sharara field was [shut].|outage|LY Sharara
Moody's [downgraded] Turkey.|rating|TR
Fitch [cut] its rating of Italy.|rating|IT
Greece's debt was [downgraded] by Moody's.|rating|GR
Fitch [downgraded] the lender.|rating|-
US warships [shelled] two Iranian oil platforms.|attack|IR
Standard & Poor's [stripped] the United States of its top rating.|rating|US
The Fed [cut] rates by half a point.|rate_decision|US
Jerome Powell [signalled] a pause.|statement|US
Mario Draghi [vowed] to do whatever it took in London.|statement|GB
Xi Jinping [warned] of countermeasures.|statement|CN
Vladimir Putin [ordered] mobilisation.|mobilise|RU
Evergrande [defaulted] on dollar bonds.|bankruptcy|CN
Silicon Valley Bank [collapsed].|bank_failure|US
Toshiba [admitted] irregularities.|statement|JP
Wirecard [filed] for insolvency.|bankruptcy|DE
Volkswagen [admitted] cheating.|statement|DE
Samsung [recalled] the phone.|approval|KR
Saudi Aramco [suspended] output.|outage|SA
BHP [agreed] to merge.|merger|AU
Carillion [went into] liquidation.|bankruptcy|GB
Petrobras [fired] its chief executive.|leadership|BR
Japan's parliament [approved] the budget.|fiscal|JP
The Greek Parliament [voted] for austerity.|election|GR
In Vienna, Iran and six powers [signed] the accord.|deal|AT Vienna
Kim Jong Un [threatened] to test a missile.|threaten|KP
North Korea [fired] a missile over Japan.|attack|JP
The Reserve Bank of Australia [left] its rate unchanged.|rate_decision|AU
The Bank of Japan [widened] its yield band.|rate_decision|JP
Brazil's central bank [raised] the Selic.|rate_decision|BR
Turkey's president [sacked] the governor.|leadership|TR
Russia and Saudi Arabia [agreed] to cut.|supply_decision|RU
Voters in France [elected] a new president.|election|FR
An [election] in Brazil unsettled traders.|election|BR
The [referendum] in Catalonia was banned.|election|ES
Interest rates were [raised], the Bank of Canada said.|rate_decision|CA
The White House [announced] sanctions on Venezuela.|sanction|US
The European Union [banned] Russian oil.|sanction|BE
Brussels [imposed] duties on Chinese electric cars.|tariff|BE
London [froze] the assets of oligarchs.|sanction|GB
Protests [erupted] across Chile.|protest|CL
A [coup] in Niger ousted the president.|leadership|NE
Myanmar's army [seized] power.|leadership|MM
Thousands [marched] in Hong Kong.|protest|HK
A [fire] at Grenfell Tower killed dozens.|disaster|GB
The dam at Brumadinho [burst].|disaster|BR
Workers at the Escondida mine [went on strike].|protest|CL Escondida
China [locked down] Wuhan.|pandemic|CN
The World Health Organization [declared] a pandemic.|pandemic|CH
Lebanon [defaulted] on its Eurobonds.|bankruptcy|LB
Sri Lanka [defaulted].|bankruptcy|LK
Argentina's peso was [devalued].|currency|AR
The IMF [approved] a loan for Argentina.|approval|US
Drones hit an oil facility; the [attack] on Khurais came at dawn.|attack|SA Khurais
The rouble sank after Ukraine was [attacked].|attack|-
The [strikes] began, the Pentagon said.|airstrike|-
American drones [killed] him.|killing|-
The blast was [felt] in Cyprus.|explosion|-
A [deal] in Doha was close.|deal|QA Doha
Tehran [seized] a British tanker in the Strait of Hormuz.|coerce|OM Strait of Hormuz
Iranian commandos [seized] the tanker.|coerce|IR
A tanker [ran aground] off Mauritius.|shipping|MU
The Kremlin [recognised] the two republics.|statement|RU
Hamas gunmen [stormed] into southern Israel.|attack|IL
Israel [launched] air strikes on Gaza.|airstrike|PS
Pakistan [said] it had shot down two Indian jets.|statement|PK
Indian jets [bombed] a camp near Balakot.|airstrike|PK
Taiwan [elected] a new president.|election|TW
FTX [filed] for bankruptcy in Delaware.|bankruptcy|US
The [downing] of the airliner over Donetsk killed 298.|downing|UA
Norway's Equinor [halted] the platform.|outage|NO
The NYSE [halted] trading.|trading_halt|US
The London Metal Exchange [suspended] nickel trading.|trading_halt|GB
Hurricane Ida made [landfall] in Louisiana.|disaster|US
A [tsunami] swamped Fukushima.|disaster|JP
Egypt's president Hosni Mubarak [resigned].|leadership|EG
The [assassination] of the former leader in Nara shocked Japan.|killing|JP
French President Emmanuel Macron [called] a snap election.|election|FR
The South Korean president [declared] martial law.|statement|KR
The Netherlands [restricted] exports of chip machines.|sanction|NL
Ryanair [cancelled] flights.|outage|IE
Maersk [rerouted] its ships.|shipping|DK
The Indonesian government [banned] palm oil exports.|sanction|ID
The government of Japan [intervened] to support the yen.|currency|JP
"""
PARSED = [tuple(line.split("|")) for line in CASES.strip().splitlines()]
DATELINE = "BAGHDAD"


def read(sentence: str, sense: str):
    low, high = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    noun = text[low - 4 : low].lower() in ("the ", " a ", "the") or text[low - 2 : low].lower() == "a "
    trigger = Trigger(start=low, end=high, type=sense, word=text[low:high].lower(), noun=noun)
    return read_text(text), trigger, find_places(text, 0, len(text))


@pytest.mark.parametrize(("sentence", "sense", "expected"), PARSED)
def test_country_and_place_of_an_event(sentence: str, sense: str, expected: str) -> None:
    article, trigger, places = read(sentence, sense)
    place = place_of(article, trigger, places)
    country, _, name = expected.partition(" ")
    assert (place.country if place else "-") == country
    if name:
        assert place is not None
        assert place.name == name


def test_the_dateline_tells_the_scene_of_what_names_none() -> None:
    article, trigger, places = read("Gunmen [killed] a minister.", "killing")
    (home,) = find_places(DATELINE, 0, len(DATELINE))
    assert place_of(article, trigger, places) is None
    assert place_of(article, trigger, places, home.place) == home.place
    article, trigger, places = read("Gunmen [killed] a minister in Kabul.", "killing")
    assert place_of(article, trigger, places, home.place).country == "AF"


@pytest.mark.parametrize(
    ("sentence", "agent"),
    [
        ("Iran [attacked] the base.", "Iran"),
        ("Iranian missiles [hit] the base.", "Iran"),
        ("Beijing [imposed] tariffs.", "China"),
        ("Tehran [vowed] revenge.", "Iran"),
        ("In Tehran, crowds [gathered].", ""),
        ("The Fed [cut] rates.", "Federal Reserve"),
        ("Shanghai [shut] factories.", ""),
        ("A man [fired] shots.", ""),
    ],
)
def test_whose_act_it_is(sentence: str, agent: str) -> None:
    article, trigger, places = read(sentence, "attack")
    assert agent_of(article.lower, trigger, places) == agent


def test_the_country_of_a_text() -> None:
    text = (
        "Swiss franc soars\n\nThe Swiss National Bank in Zurich acted. The ECB in Frankfurt did not. It cut."
    )
    place = usual_place(read_text(text))
    assert (place.country, place.zone, place.rank) == ("CH", "Europe/Zurich", 0)
    assert usual_place(read_text("Nothing was named.")) is None


def test_town_of_a_building_abroad() -> None:
    article, trigger, places = read("A mob [stormed] the Iranian consulate in Zubayr.", "storming")
    assert town_of(article, trigger, places) == "Zubayr"
    assert place_of(article, trigger, places) is None
    article, trigger, places = read("Prices [rose] at the Iranian office in Zubayr.", "statement")
    assert town_of(article, trigger, places) == ""
