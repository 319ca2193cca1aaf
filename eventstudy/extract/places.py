"""A small gazetteer: places that news names, with their country and time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

# A place is part of a name before these: "Silicon Valley Bank", "New York Times".
_FIRMS = "Bank|Airlines|Airways|Times|Post|Journal|Daily|Group|Corp|Inc|Composite|University|Declaration"

Role = Literal["place", "demonym", "seat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place: name for reports, ISO 3166 country, IANA zone.

    ``rank`` is how exact it is: 2 a site, 1 a town, 0 a country, -1 the seat of a body.
    """

    name: str
    country: str
    zone: str
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place named at ``[start, end)``: as such, by a demonym ("Iraqi"), or by a body seated there."""

    start: int
    end: int
    place: Place
    role: Role


# country | code | zone | other names | demonyms
_COUNTRIES = """
United States|US|America/New_York|U.S.,US,USA,America|American,Americans
United Kingdom|GB|Europe/London|U.K.,UK,Britain,England,Scotland,Wales|British,Britons,Scottish,Welsh
Iran|IR|Asia/Tehran||Iranian,Iranians
Iraq|IQ|Asia/Baghdad||Iraqi,Iraqis
Israel|IL|Asia/Jerusalem||Israeli,Israelis
Saudi Arabia|SA|Asia/Riyadh|Saudi Kingdom|Saudi,Saudis
United Arab Emirates|AE|Asia/Dubai|UAE,U.A.E.,Emirates|Emirati
Qatar|QA|Asia/Qatar||Qatari
Kuwait|KW|Asia/Kuwait||Kuwaiti
Bahrain|BH|Asia/Bahrain||Bahraini
Oman|OM|Asia/Muscat||Omani
Yemen|YE|Asia/Aden||Yemeni
Syria|SY|Asia/Damascus||Syrian,Syrians
Lebanon|LB|Asia/Beirut||Lebanese
Jordan|JO|Asia/Amman||Jordanian
Turkey|TR|Europe/Istanbul|Türkiye,Turkiye|Turkish,Turks
Egypt|EG|Africa/Cairo||Egyptian
Libya|LY|Africa/Tripoli||Libyan
Algeria|DZ|Africa/Algiers||Algerian
Nigeria|NG|Africa/Lagos||Nigerian
South Africa|ZA|Africa/Johannesburg||South African
Afghanistan|AF|Asia/Kabul||Afghan
Pakistan|PK|Asia/Karachi||Pakistani
India|IN|Asia/Kolkata||Indian
China|CN|Asia/Shanghai||Chinese
Taiwan|TW|Asia/Taipei||Taiwanese
Hong Kong|HK|Asia/Hong_Kong||
Japan|JP|Asia/Tokyo||Japanese
South Korea|KR|Asia/Seoul||South Korean
North Korea|KP|Asia/Pyongyang||North Korean
Singapore|SG|Asia/Singapore||Singaporean
Indonesia|ID|Asia/Jakarta||Indonesian
Malaysia|MY|Asia/Kuala_Lumpur||Malaysian
Thailand|TH|Asia/Bangkok||Thai
Vietnam|VN|Asia/Ho_Chi_Minh||Vietnamese
Philippines|PH|Asia/Manila||Philippine,Filipino
Australia|AU|Australia/Sydney||Australian
New Zealand|NZ|Pacific/Auckland||
Russia|RU|Europe/Moscow|Russian Federation|Russian,Russians
Ukraine|UA|Europe/Kyiv||Ukrainian,Ukrainians
Belarus|BY|Europe/Minsk||Belarusian
Poland|PL|Europe/Warsaw||Polish
Germany|DE|Europe/Berlin||German,Germans
France|FR|Europe/Paris||French
Italy|IT|Europe/Rome||Italian
Spain|ES|Europe/Madrid||Spanish
Portugal|PT|Europe/Lisbon||Portuguese
Greece|GR|Europe/Athens||Greek
Netherlands|NL|Europe/Amsterdam||Dutch
Belgium|BE|Europe/Brussels||Belgian
Switzerland|CH|Europe/Zurich||Swiss
Austria|AT|Europe/Vienna||Austrian
Sweden|SE|Europe/Stockholm||Swedish
Norway|NO|Europe/Oslo||Norwegian
Denmark|DK|Europe/Copenhagen||Danish
Finland|FI|Europe/Helsinki||Finnish
Ireland|IE|Europe/Dublin||Irish
Hungary|HU|Europe/Budapest||Hungarian
Cyprus|CY|Asia/Nicosia||Cypriot
Iceland|IS|Atlantic/Reykjavik||Icelandic
Canada|CA|America/Toronto||Canadian
Mexico|MX|America/Mexico_City||Mexican
Brazil|BR|America/Sao_Paulo||Brazilian
Argentina|AR|America/Argentina/Buenos_Aires||Argentine
Chile|CL|America/Santiago||Chilean
Peru|PE|America/Lima||Peruvian
Venezuela|VE|America/Caracas||Venezuelan
Colombia|CO|America/Bogota||Colombian
Cuba|CU|America/Havana||Cuban
Panama|PA|America/Panama||Panamanian
Kazakhstan|KZ|Asia/Almaty||Kazakh
Azerbaijan|AZ|Asia/Baku||Azerbaijani,Azeri
"""

# rank | country | zone | places; a place may have other spellings, the first is the one shown
_PLACES = """
2|IQ|Asia/Baghdad|Baghdad airport/Baghdad International Airport/Baghdad's airport
2|IQ|Asia/Baghdad|Ain al-Asad/Ain Assad/Ain al Asad/al-Asad airbase/al-Asad air base/Al-Asad/Ayn al-Asad
2|IQ|Asia/Baghdad|Camp Taji/Taji
2|IQ|Asia/Baghdad|Green Zone
2|SA|Asia/Riyadh|Abqaiq
2|SA|Asia/Riyadh|Khurais
2|SA|Asia/Riyadh|Ras Tanura
2|IR|Asia/Tehran|Natanz
2|IR|Asia/Tehran|Fordow/Fordo
2|IR|Asia/Tehran|Kharg Island
2|IR|Asia/Tehran|Bandar Abbas
2|OM|Asia/Dubai|Strait of Hormuz/Hormuz
2|YE|Asia/Aden|Bab el-Mandeb/Bab al-Mandab
2|EG|Africa/Cairo|Suez Canal/Suez
2|PA|America/Panama|Panama Canal
2|AE|Asia/Dubai|Fujairah
2|OM|Asia/Muscat|Gulf of Oman
2|YE|Asia/Aden|Red Sea
2|US|America/New_York|White House
2|US|America/New_York|Capitol Hill/U.S. Capitol
2|US|America/New_York|Wall Street
2|US|America/New_York|Pentagon
2|US|America/New_York|New York Stock Exchange/NYSE,Nasdaq Stock Market
2|US|America/New_York|Pearl Harbor
2|US|America/Chicago|Gulf of Mexico,Gulf Coast
2|GB|Europe/London|Downing Street,Westminster,London Stock Exchange
2|RU|Europe/Moscow|Kremlin
2|UA|Europe/Kyiv|Crimea,Sevastopol,Kerch
2|UA|Europe/Kyiv|Zaporizhzhia/Zaporizhia
2|JP|Asia/Tokyo|Fukushima
2|PS|Asia/Gaza|Gaza/Gaza Strip
1|IQ|Asia/Baghdad|Baghdad
1|IQ|Asia/Baghdad|Kirkuk
1|IQ|Asia/Baghdad|Erbil/Irbil
1|IQ|Asia/Baghdad|Basra
1|IQ|Asia/Baghdad|Najaf,Karbala,Nasiriyah,Fallujah,Tikrit,Samarra
1|IQ|Asia/Baghdad|Mosul
1|IQ|Asia/Baghdad|Anbar
1|IR|Asia/Tehran|Tehran
1|IR|Asia/Tehran|Qom,Mashhad,Shiraz
1|IR|Asia/Tehran|Isfahan
1|IR|Asia/Tehran|Kerman
1|IL|Asia/Jerusalem|Jerusalem
1|IL|Asia/Jerusalem|Tel Aviv
1|SA|Asia/Riyadh|Riyadh
1|SA|Asia/Riyadh|Jeddah/Jiddah
1|SA|Asia/Riyadh|Dhahran
1|AE|Asia/Dubai|Dubai
1|AE|Asia/Dubai|Abu Dhabi
1|QA|Asia/Qatar|Doha
1|YE|Asia/Aden|Sanaa/Sana'a
1|YE|Asia/Aden|Hodeidah/Hodeida
1|SY|Asia/Damascus|Damascus
1|SY|Asia/Damascus|Aleppo
1|LB|Asia/Beirut|Beirut
1|TR|Europe/Istanbul|Istanbul
1|TR|Europe/Istanbul|Ankara
1|EG|Africa/Cairo|Cairo
1|LY|Africa/Tripoli|Tripoli
1|LY|Africa/Tripoli|Benghazi
1|AF|Asia/Kabul|Kabul
1|PK|Asia/Karachi|Islamabad,Karachi
1|IN|Asia/Kolkata|New Delhi/Delhi
1|IN|Asia/Kolkata|Mumbai
1|CN|Asia/Shanghai|Beijing
1|CN|Asia/Shanghai|Shanghai
1|CN|Asia/Shanghai|Wuhan
1|JP|Asia/Tokyo|Tokyo
1|KR|Asia/Seoul|Seoul
1|KP|Asia/Pyongyang|Pyongyang
1|AU|Australia/Sydney|Sydney,Canberra
1|RU|Europe/Moscow|Moscow
1|RU|Europe/Moscow|St. Petersburg
1|UA|Europe/Kyiv|Kyiv/Kiev
1|UA|Europe/Kyiv|Kharkiv
1|UA|Europe/Kyiv|Odesa/Odessa
1|UA|Europe/Kyiv|Mariupol
1|DE|Europe/Berlin|Berlin
1|DE|Europe/Berlin|Frankfurt
1|FR|Europe/Paris|Paris
1|IT|Europe/Rome|Rome
1|ES|Europe/Madrid|Madrid
1|GR|Europe/Athens|Athens
1|BE|Europe/Brussels|Brussels
1|AT|Europe/Vienna|Vienna
1|CH|Europe/Zurich|Geneva,Zurich,Davos
1|NL|Europe/Amsterdam|The Hague,Amsterdam
1|IE|Europe/Dublin|Dublin
1|GB|Europe/London|London
1|GB|Europe/London|Edinburgh
1|GB|Europe/London|Manchester
1|GB|Europe/London|Salisbury
1|US|America/New_York|Washington/Washington D.C.
1|US|America/New_York|New York,Manhattan
1|US|America/New_York|Boston
1|US|America/New_York|Miami,Florida
1|US|America/New_York|Atlanta
1|US|America/New_York|Detroit
1|US|America/Chicago|Houston,Texas
1|US|America/Chicago|Dallas
1|US|America/Chicago|Chicago
1|US|America/Chicago|New Orleans,Louisiana
1|US|America/Chicago|Cushing,Oklahoma
1|US|America/Denver|Colorado
1|US|America/Los_Angeles|Los Angeles,California
1|US|America/Los_Angeles|San Francisco,Silicon Valley
1|US|America/Los_Angeles|Seattle
1|US|America/Anchorage|Alaska
1|US|Pacific/Honolulu|Hawaii
1|US|America/Puerto_Rico|Puerto Rico
1|CA|America/Toronto|Ottawa,Toronto
1|CA|America/Edmonton|Alberta,Fort McMurray
1|MX|America/Mexico_City|Mexico City
1|BR|America/Sao_Paulo|Brasilia,Sao Paulo
1|VE|America/Caracas|Caracas
1|NG|Africa/Lagos|Lagos,Abuja,Niger Delta
1|CY|Asia/Nicosia|Nicosia
"""

# Bodies that act from one seat: news of them carries that seat's clock.
_SEATS = """
US|America/New_York|Federal Reserve,Fed,FOMC,Federal Open Market Committee,Treasury Department
US|America/New_York|Congress,Senate,House of Representatives,Trump,Biden,Obama,Bush
US|America/New_York|Food and Drug Administration,FDA,SEC,Lehman Brothers,Lehman
GB|Europe/London|Bank of England,BoE,House of Commons,Parliament
DE|Europe/Berlin|European Central Bank,ECB
BE|Europe/Brussels|European Commission,European Union,EU,NATO
AT|Europe/Vienna|OPEC,OPEC+
JP|Asia/Tokyo|Bank of Japan,BOJ
CN|Asia/Shanghai|People's Bank of China,PBOC
CH|Europe/Zurich|Swiss National Bank,SNB
"""


@cache
def gazetteer() -> dict[str, tuple[Place, Role]]:
    """Return name -> (place, role)."""
    table: dict[str, tuple[Place, Role]] = {}
    for row in _SEATS.strip().splitlines():
        code, zone, names = row.split("|")
        for name in names.split(","):
            table[name] = (Place(name=name, country=code, zone=zone, rank=-1), "seat")
    for row in _COUNTRIES.strip().splitlines():
        name, code, zone, others, demonyms = row.split("|")
        country = Place(name=name, country=code, zone=zone, rank=0)
        table |= dict.fromkeys([name, *filter(None, others.split(","))], (country, "place"))
        table |= dict.fromkeys(filter(None, demonyms.split(",")), (country, "demonym"))
    for row in _PLACES.strip().splitlines():
        rank, code, zone, names = row.split("|")
        for spellings in (one.split("/") for one in names.split(",")):
            place = Place(name=spellings[0], country=code, zone=zone, rank=int(rank))
            table |= dict.fromkeys(spellings, (place, "place"))
    return table


@cache
def country_name(code: str) -> str:
    """Return the English name of a country of the gazetteer, else the code."""
    rows = (row.split("|") for row in _COUNTRIES.strip().splitlines())
    return next((row[0] for row in rows if row[1] == code), code)


@cache
def _pattern() -> re.Pattern[str]:
    names = sorted(gazetteer(), key=lambda name: (-len(name), name))
    return re.compile(
        r"(?<![\w.])(?=[A-Z])(?:" + "|".join(map(re.escape, names)) + rf")(?![\w])(?!\s+(?:{_FIRMS})\b)"
    )


def find_places(clean: str, start: int, end: int) -> list[Found]:
    """Find the places, demonyms and seats named in ``clean[start:end]``; the longest name wins."""
    table = gazetteer()
    found = []
    for match in _pattern().finditer(clean, start, end):
        place, role = table[match.group()]
        found.append(Found(start=match.start(), end=match.end(), place=place, role=role))
    return found
