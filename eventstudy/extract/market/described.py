"""Assets told by a description: "Japan's benchmark index", "the Turkish currency", "the tech-heavy gauge"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from eventstudy.extract.market.asset_names import AssetKind

# index | the places whose main index it is
_HOMES = """
nikkei | japan tokyo japanese
hang seng | hong kong
shanghai composite | shanghai china chinese
kospi | south korea korea seoul south korean korean
taiex | taiwan taipei taiwanese
asx 200 | australia sydney australian
nzx 50 | new zealand wellington
sensex | india mumbai bombay indian
kse 100 | pakistan karachi pakistani
colombo all-share | sri lanka colombo
straits times index | singapore
jakarta composite | indonesia jakarta indonesian
klci | malaysia kuala lumpur malaysian
set index | thailand bangkok thai
psei | philippines manila philippine
vn-index | vietnam hanoi vietnamese
ftse 100 | london britain uk british
dax | germany frankfurt german
cac 40 | france paris french
ftse mib | italy milan italian
ibex 35 | spain madrid spanish
psi 20 | portugal lisbon portuguese
aex | netherlands amsterdam dutch
bel 20 | belgium brussels belgian
smi | switzerland zurich swiss
omx stockholm 30 | sweden stockholm swedish
omx copenhagen | denmark copenhagen danish
oslo all-share | norway oslo norwegian
omx helsinki | finland helsinki finnish
atx | austria vienna austrian
iseq | ireland dublin irish
athens general | greece athens greek
bist 100 | turkey istanbul turkish
wig 20 | poland warsaw polish
bux | hungary budapest hungarian
px | czech republic prague czech
moex | russia moscow russian
pfts | ukraine kyiv kiev ukrainian
tadawul | saudi arabia riyadh saudi
dubai index | dubai
abu dhabi index | abu dhabi
qe index | qatar doha qatari
kuwait index | kuwait
egx 30 | egypt cairo egyptian
ta-35 | israel tel aviv israeli
jse all share | south africa johannesburg south african
nse all-share | nigeria lagos nigerian
tsx | canada toronto canadian
bovespa | brazil sao paulo brazilian
ipc | mexico mexican
merval | argentina buenos aires argentine
ipsa | chile santiago chilean
colcap | colombia bogota colombian
igbvl | peru lima peruvian
"""
# currency | the word for the country
_MONEY = """
dollar | american us u.s.
yen | japanese
pound | british uk
euro | european
swiss franc | swiss
yuan | chinese
rouble | russian
lira | turkish
mexican peso | mexican
argentine peso | argentine argentinian
canadian dollar | canadian
australian dollar | australian
new zealand dollar | new-zealand
rand | south-african
real | brazilian
rupee | indian
pakistani rupee | pakistani
won | korean south-korean
baht | thai
rupiah | indonesian
ringgit | malaysian
swedish crown | swedish
norwegian crown | norwegian
zloty | polish
forint | hungarian
czech crown | czech
hryvnia | ukrainian
shekel | israeli
naira | nigerian
egyptian pound | egyptian
lebanese pound | lebanese
rial | iranian
philippine peso | philippine
chilean peso | chilean
colombian peso | colombian
sri lankan rupee | sri-lankan
"""
_SORT = "benchmark|main|key|leading|blue-chip|bluechip|headline|broad|broader|top|flagship|principal|primary"
_GAUGE = "index|gauge|average|measure|barometer|benchmark|bourse"
_PAN = r"(?:pan-?european|europe-wide|europe's|european|pan-regional)"
_FIXED: tuple[tuple[str, AssetKind, str], ...] = (
    ("stoxx 600", "index", rf"{_PAN} (?:(?:{_SORT}) )?(?:share |stock |equity )?(?:{_GAUGE})"),
    ("nasdaq", "index", rf"(?:tech(?:nology)?-(?:heavy|laden|rich|dominated|focused)) (?:{_GAUGE})"),
    ("nasdaq", "index", "(?:tech(?:nology)?-(?:heavy|laden|rich|dominated|focused)) nasdaq(?: composite)?"),
    ("euro stoxx 50", "index", rf"euro ?zone(?:'s)? (?:blue-chip|blue chip) (?:{_GAUGE})"),
    ("vix", "volatility", "wall street's (?:so-called )?[\"']?fear (?:gauge|index)[\"']?"),
    ("ttf gas", "commodity", "(?:dutch|european|europe's) (?:benchmark )?(?:front-month|month-ahead"
     "|day-ahead) (?:gas )?(?:contract|price|futures|gas)(?: for gas)?"),
    ("nbp gas", "commodity", "(?:british|uk) (?:front-month|month-ahead|day-ahead) (?:gas )?(?:contract|price"
     "|futures|gas)"),
    ("wti", "commodity", "(?:the )?(?:us|u\\.s\\.|american) (?:crude )?(?:contract|benchmark contract)"),
    ("brent", "commodity", "(?:the )?(?:global|international|european|london-traded) (?:crude )?contract"),
)  # fmt: skip


def find_described(lower: str, start: int, end: int) -> Iterator[tuple[int, int, str, AssetKind]]:
    """Yield start, end, name and kind of the assets that ``lower[start:end]`` describes."""
    for match in _pattern().finditer(lower, start, end):
        home, money = match["home"], match["money"]
        if home:
            yield match.start(), match.end(), _rows(_HOMES)[home], "index"
        elif money:
            yield match.start(), match.end(), _rows(_MONEY)[money.replace(" ", "-")], "currency"
        elif match["bonds"]:
            yield match.start(), match.end(), f"{match['bonds']} bonds", "bond"
        else:
            name, kind, _ = next(row for n, row in enumerate(_FIXED) if match[f"fixed{n}"])
            yield match.start(), match.end(), name, kind


@cache
def _rows(table: str) -> dict[str, str]:
    """Return place -> asset; a place of two words stands as such in the table of ``_TWO``."""
    found: dict[str, str] = {}
    for line in table.strip().splitlines():
        name, _, places = line.partition(" | ")
        for pair, joined in _TWO:
            places = places.replace(pair, joined)
        found |= {place.replace("_", " "): name for place in places.split()}
    return found


_TWO = tuple(
    (pair, pair.replace(" ", "_"))
    for pair in (
        "hong kong", "south korean", "south korea", "new zealand", "sri lanka", "kuala lumpur", "saudi"
        " arabia",
        "abu dhabi", "tel aviv", "south african", "south africa", "sao paulo", "buenos aires", "czech"
        " republic",
    )
)  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    """Return the pattern of all descriptions, in small letters."""
    homes = "|".join(re.escape(p) for p in sorted(_rows(_HOMES), key=len, reverse=True))
    money = "|".join(
        re.escape(p).replace("\\-", "[- ]") for p in sorted(_rows(_MONEY), key=len, reverse=True)
    )
    fixed = "|".join(f"(?P<fixed{n}>{words})" for n, (_, _, words) in enumerate(_FIXED))
    paper = "(?:share |stock |equity |stock market |stock exchange )"
    return re.compile(
        rf"(?<![\w-])(?:(?:{fixed})(?! of (?!blue|leading|top|shares|stocks|the largest))"
        rf"|(?:(?:the )?benchmark (?:index|gauge) in )?(?P<home>{homes})(?:'s)? (?:"
        rf"(?:(?:{_SORT}) ){{1,2}}{paper}?(?:{_GAUGE})|benchmark(?! (?:yield|bond|rate|crude|interest|\d))"
        rf"|(?<='s ){paper}(?:index|gauge)|(?<=[a-z] ){paper}(?:index|gauge))"
        rf"|(?:the )?(?P<money>{money}) (?:currency|unit)(?! (?:market|reserve|trader|union|board|swap"
        rf"|crisis))"
        rf"|(?P<bonds>{homes}|lebanon|ghana|zambia|ecuador|el salvador|kenya|ethiopia|venezuela"
        rf"|bolivia)(?:'s)? "
        rf"(?:(?:sovereign|dollar|euro|international|government|dollar-denominated|20\d\d|foreign-currency"
        rf"|hard-currency) ){{1,3}}(?:bonds?|eurobonds?)(?! (?:yield|spread|auction|market|sale|issu|hold)))"
        rf"(?!\w)"
    )
