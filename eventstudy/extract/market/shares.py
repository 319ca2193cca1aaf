"""Shares of firms, of sectors and of regions, read by the form of the words rather than from a list."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from eventstudy.extract.article.text import word_set
from eventstudy.extract.geography.places import place_named
from eventstudy.extract.market.assets import Naming
from eventstudy.extract.market.move_words import find_move_words

_CAPITAL = r"(?:[A-Z][\w.-]*[A-Za-z0-9]|[A-Z]|[a-z]{1,6}[A-Z]\w+|\d[A-Z]\w*)"
NAME = rf"{_CAPITAL}(?:(?: | & | of | and (?=Co\b)| de )(?:{_CAPITAL}|&)){{0,4}}"
_PAPER = r"(?:share price|stock price|shares|stock)"
_NOT_PAPER = (
    r"(?! (?:exchange|market|index|indexes|indices|futures|price index|of |in the|outstanding|sale|buyback))"
)
_FIRM = re.compile(
    rf"\b[Ss](?:hares|tock) (?:in|of) (?:the )?(?:[a-z]+(?:-[a-z]+)? ){{0,3}}(?P<of>{NAME})"
    rf"|(?P<own>{NAME})(?:'s [A-Z][a-z]+|'s?)? (?:Class [AB] |A-|H-|American depositary "
    rf"|U\.S\.-listed |London-listed )?"
    rf"{_PAPER}\b{_NOT_PAPER}"
    rf"|(?P<listed>{NAME})(?:,? (?:Inc|Corp|Co|Ltd|PLC|plc|AG|SA|NV)\.?)? [(<](?:(?:NYSE|Nasdaq|NASDAQ"
    rf"|LSE|LON|ASX|TSE"
    rf"|TSX|NYSEARCA|OTC|FRA|EPA|HKG|TYO)\s?:\s?)?\$?[A-Z0-9]{{1,6}}(?:\.[A-Z]{{1,2}})?[)>]"
)
BARE = re.compile(rf"(?<![\w'-]){NAME}")
_CONTEXT = re.compile(
    r"\b(?:shares?|stocks?|index|stock market|wall street|gainers|losers|lenders|carriers|banks)\b"
)
_REGION_WORDS = (
    "european|asian|us|u\\.s\\.|american|chinese|japanese|global|world|emerging[- ]markets?|british|uk"
    "|u\\.k\\.|german"
    "|french|italian|spanish|greek|russian|ukrainian|turkish|indian|brazilian|mexican|saudi|gulf"
    "|israeli|egyptian"
    "|australian|canadian|korean|south korean|hong kong|taiwanese|taiwan|tokyo|london|shanghai|mainland"
    "|argentine|mainland chinese|kenyan|nigerian|pakistani|vietnamese|malaysian|philippine|chilean"
    "|colombian|south african"
    "|portuguese|austrian|hungarian|swedish|norwegian|danish|nordic|scandinavian"
    "|moscow|wall street|latin american|swiss|dutch|irish|polish|thai|indonesian|asia-pacific|euro zone"
    "|eurozone"
)
_SECTORS = (
    "bank|banking|airline|airlines|energy|oil|oil and gas|oil company|tech|technology|mining|travel"
    "|travel and leisure"
    "|leisure|defence|defense|auto|automobile|carmaker|car|insurance|insurer|retail|retailer|chip|chipmaker"
    "|semiconductor|utility|utilities|financial|health|healthcare|health care|property|real estate"
    "|telecoms?|shipping"
    "|luxury|solar|housebuilder|housebuilding|homebuilder|pharma|pharmaceutical|industrial|cyclical"
    "|steel|internet"
    "|media|construction|hotel|cruise|regional bank|regional lender|small-cap|bluechip|blue-chip"
    "|gold mining|miner"
)
_GROUP = re.compile(
    rf"(?<![\w-])(?:(?:{_REGION_WORDS}) )?(?:{_SECTORS})(?: company| sector| group)? (?:stocks|shares"
    rf"|equities"
    rf"|stocks index|sub-?index|index)\b"
    rf"|(?<![\w-])(?:{_REGION_WORDS})(?:'s)? (?:shares|stocks|equities|stock markets?)\b(?! exchange)"
    rf"|\b(?:shares|stocks) (?:of|in) (?:{_REGION_WORDS}|major |big )? ?(?:airlines|banks|carmakers"
    rf"|oil companies|miners"
    rf"|insurers|chipmakers|retailers|defen[cs]e contractors|lenders|energy companies|homebuilders"
    rf"|cruise operators)\b"
    rf"|(?:^|(?<=[,;] )|(?<=\bsent )|(?<=\bwith )|(?<=\bsending )|(?<=and ))(?:the )?(?:stocks|equities"
    rf"|share prices"
    rf"|the stock market|global markets|world markets)\b"
)
_OTHER_NAME = re.compile(
    r"(?:[Bb]enchmark |[Mm]ain "
    r"|[Bb]road )(?P<benchmark>[A-Z][A-Z0-9][\w/&-]*(?: \d{2,3})?)(?: (?:share |stock )?index)?"
    rf"|(?P<index>{NAME}(?: \d{{2,3}})?) (?:(?:all-share|share|stock|composite|price) )?(?:[Ii]ndex"
    rf"|[Aa]ll-[Ss]hare)\b"
    rf"|(?P<city>{NAME})'s (?=(?:shed|lost|fell|dropped|gained|rose|added|slid|slipped|jumped|climbed|tumbled"
    r"|sank|plunged) [^.;,]{0,16}\d ?(?:%|per))"
    rf"|(?P<fund>{NAME}) (?:fund|ETF|exchange-traded fund|Trust)\b"
)
_NOT_NAMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august"
    " september october november december on in at the a an but and as while after before when its his"
    " their our"
    " it he she they we you your my this that these those with for by from if since although meanwhile"
    " however also"
    " other some"
    " many most all both no one two three four five shares stock stocks oil gold brent crude prices"
    " price index dow"
    " nasdaq s&p ftse dax cac nikkei futures treasury treasuries dollar euro yen markets market trading"
    " early late"
    " overnight elsewhere among analysts investors traders exports imports inflation gdp unemployment"
    " sales output"
    " production revenue profit profits demand supply turnout earnings net core consumer industrial"
    " retail wages"
    " shipments orders growth tourism bookings traffic volume volumes attendance opec president prime"
    " minister"
    " company group even only still now then there here yesterday today under over around about"
    " company's u.s us"
    " uk class common preferred premarket ordinary wall street employment payrolls approval support"
    " popularity"
    " china russia iran japan germany france italy spain greece turkey britain india brazil mexico"
    " saudi europe asia"
    " america ukraine israel egypt canada australia bitcoin ether ethereum lse nyse dividends passenger food"
    " each despite following given average total energy manufacturing construction lending deposits capacity"
)
_MOVED = re.compile(r"\d ?(?:%|percent|per cent|pct|points)")
_NO_MARKET = re.compile(
    r"Price|Consumer|Sentiment|Confidence|Manager|Happiness|Corruption|PMI|ISM|Freedom|Democracy|Cost"
    r"|Misery|CPI|Producer"
)
_AMBIGUOUS = word_set(
    "target total orange continental visa snap delta ford apple shell gap arm total sears ba bt ge hp"
    " gm bp gas dow"
)


def find_shares(clean: str, lower: str, start: int, end: int) -> list[Naming]:
    """Find the shares named in ``clean[start:end]``: of a firm by its capitals, or of a sector."""
    has_paper = bool(
        re.search(
            r"\b(?:shares?|stocks?|equities|markets?|index)\b|[(<][A-Z]", clean[start:end], re.IGNORECASE
        )
    )
    found = _firms(clean, start, end) if has_paper else []
    groups = _groups(lower, start, end) if has_paper else []
    # "Alibaba's American shares" are a firm's, "American shares" are not.
    found = [f for f in found if not any(g.start <= f.start and f.end <= g.end for g in groups)]
    found += [g for g in groups if not _overlaps(g, found)]
    if _MOVED.search(lower, start, end):
        found += [n for n in _others(clean, start, end) if not _overlaps(n, found)]
    return sorted(found, key=lambda n: n.start)


def speaks_of_shares(lower: str, start: int, end: int) -> bool:
    """Whether the words speak of shares, so that a name with a move is that of one."""
    return bool(_CONTEXT.search(lower, start, end))


def capital_names(clean: str, start: int, end: int) -> list[tuple[int, str]]:
    """Return the names in capitals, with where they stand."""
    found = []
    for match in BARE.finditer(clean, start, end):
        first = first_of_name(match.group())
        name = match.group()[first:].removesuffix("'s")
        if name:
            found.append((match.start() + first, name))
    return found


@cache
def known_firms() -> frozenset[str]:
    """Return the names of firms in the project's list, in small letters."""
    text = files("eventstudy.extract").joinpath("data/firms.txt").read_text(encoding="utf-8")
    rows = [line.split("|")[2] for line in text.splitlines() if line.count("|") == 2 and line[0] != "#"]
    return frozenset(name.strip().lower() for row in rows for name in re.split("[,/]", row)) | _AMBIGUOUS


def _firms(clean: str, start: int, end: int) -> list[Naming]:
    found = []
    for match in _FIRM.finditer(clean, start, end):
        kind = match.lastgroup or "own"
        first = first_of_name(match[kind])
        name = match[kind][first:].removesuffix("'s")
        if name and not _is_no_firm(name):
            at = match.start() if kind == "of" else match.start(kind) + first
            found.append(Naming(start=at, end=match.end(), asset=name, kind="share"))
    return found


def _others(clean: str, start: int, end: int) -> list[Naming]:
    """Find an index or a fund that is not in the table, by the word beside its name."""
    found = []
    for match in _OTHER_NAME.finditer(clean, start, end):
        kind = match.lastgroup or "index"
        first = first_of_name(match[kind])
        name = match[kind][first:]
        if kind == "city":
            if place_named(name) and re.search(r"\b[Ii]ndex\b", clean[start : match.start()]):
                at = match.start(kind) + first
                found.append(Naming(start=at, end=match.end() - 1, asset=f"{name} index", kind="index"))
            continue
        if kind == "index" and re.fullmatch(_REGION_WORDS, name.lower()):
            continue
        if name and not (kind == "index" and _NO_MARKET.search(name)):
            found.append(
                Naming(
                    start=match.start(kind) + first,
                    end=match.end(),
                    asset=name,
                    kind="share" if kind == "fund" else "index",
                )
            )
    return found


def _is_no_firm(name: str) -> bool:
    """Whether the capitals are of a place or of a word that is shouted."""
    place = re.fullmatch(_REGION_WORDS + "|new york|frankfurt|paris|europe|asia|hong kong", name.lower())
    if name.lower() not in known_firms() and place_named(name) is not None:
        return True
    return bool(place) or (name.isupper() and any(find_move_words(name.lower())))


def first_of_name(words: str) -> int:
    """Return where the name begins behind "On Monday" and the like; the end if there is none."""
    at = 0
    for word in words.split(" "):
        if word.strip(".").lower() not in _NOT_NAMES and word not in ("&", "of"):
            return at
        at += len(word) + 1
    return len(words)


def _groups(lower: str, start: int, end: int) -> list[Naming]:
    found = []
    for match in _GROUP.finditer(lower[start:end]):
        words = match.group().removeprefix("the ")
        found.append(Naming(start=start + match.start(), end=start + match.end(), asset=words, kind="sector"))
    return found


def _overlaps(naming: Naming, others: list[Naming]) -> bool:
    return any(naming.start < o.end and o.start < naming.end for o in others)
