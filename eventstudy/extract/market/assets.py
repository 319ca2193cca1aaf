"""Assets by the names under which news speaks of them, where the words do mean the price."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from eventstudy.extract.market.asset_names import AssetKind, alias_table, aliases_by_first_word
from eventstudy.extract.market.described import find_described

_WORD = re.compile(r"(?<![\w-])[a-z0-9]+")
_TENORS = {"two": "2", "three": "3", "five": "5", "seven": "7", "ten": "10", "twenty": "20", "thirty": "30"}
_ISSUERS = (
    ("bund", "german|germany's|bunds?"),
    ("gilt", "british|uk|u\\.k\\.|britain's|gilts?"),
    ("italian btp", "italian|italy's|btps?"),
    ("french oat", "french|france's|oats?"),
    ("spanish bond", "spanish|spain's|bonos?"),
    ("portuguese bond", "portuguese|portugal's"),
    ("irish bond", "irish|ireland's"),
    ("greek bond", "greek|greece's"),
    ("japanese bond", "japanese|japan's|jgbs?"),
    ("chinese bond", "chinese|china's"),
    ("australian bond", "australian|australia's"),
    ("treasury", "u\\.s\\.|us|american|treasury|treasuries|america's"),
)
_WHO = "|".join(words for _, words in _ISSUERS)
_PAPER = "bonds?|notes?|paper|debt|treasuries|bunds|gilts|btps|oats|jgbs|bonos"
# "the yield on the benchmark 10-year Treasury note", "two-year gilt yields", "Italian 10-year bond yields"
_TENOR = re.compile(
    rf"(?<![\w-])(?:(?:the )?(?P<on>(?:yields?|rates?) (?:on|of|for|from) (?:the )?)?(?:benchmark )?)"
    rf"(?:(?P<who1>{_WHO}) )?(?:benchmark )?(?P<tenor>\d{{1,2}}|{'|'.join(_TENORS)})-(?:years?"
    rf"|yr) (?:benchmark )?"
    rf"(?:(?P<who2>{_WHO})(?: (?=(?:government|sovereign|{_PAPER}|yields?)\b)|(?!\w)))?"
    rf"(?:(?:government|sovereign) )?(?:(?P<paper>{_PAPER})\b ?)?(?P<yield>(?:'s )?yields?\b)?"
)
_MINUTE_UNIT = re.compile(r"(?:\d|\b(?:of|in|a|per|billion|million|trillion|thousand|hundred|/)) ?\Z")
_GOODS = (
    r"output|production|demand|suppl(?:y|ies)|exports?|imports?|inventor(?:y|ies)|stockpiles?|stocks|shares"
    r"|reserves|compan(?:y|ies)|producers?|miners?|majors?|industry|sector|fields?|giants?|groups?"
    r"|firms?|traders?"
    r"|tankers?|facilit(?:y|ies)|infrastructure|deals?|crisis|ministers?|embargo|sanctions|workers"
    r"|consumption"
    r"|revenues?|discover(?:y|ies)|spills?|plants?|refiner(?:y|ies|s)|importers?|exporters?|forecasts?|rigs?"
    r"|drill(?:ing|ers?)|watchers|analysts?|investors?|etfs?|funds?|medals?|standard|rush|mines?|coins?"
    r"|pipelines?|storage|exchange|sales|shipments?|flows?|wells?|market participants|bulls|bears|rich|hub"
    r"|installations?|terminals?|ports?|cargo(?:es)?|purchases|volumes?|bills?|card|holdings?|purchases"
    r"|premium|discount|spread|futures curve|harvest|crops?|farmers|acreage|price cap|cap\b|subsid(?:y"
    r"|ies)|taxe?s?|dut(?:y|ies)"
)
_PAPERS = (
    r"components?|members?|constituents?|compan(?:y|ies)|stock exchange|chemical|jones newswires"
    r"|newswires|inc\b"
    r"|global market|stock market (?:said|was|halted|opened)|exchange\b|firms|listings?|listed|theory"
    r"|group\b|futures exchange"
)
_NOTES = (
    r"bonds?|debt|notes?|bills?|deposits|zone|area|reserves|amounts?|liquidity|funding|swap|denominated"
    r"|clearing"
    r"|transactions?|assets|terms|holdings?|loans?|tree|general|menu|stores?|summit|countries|bloc"
    r"|members?|leaders"
)
_NOT_PRICE: dict[str, re.Pattern[str]] = {
    "commodity": re.compile(rf"(?:'s)?[ -](?:{_GOODS})\b|-(?!month|crude)"),
    "index": re.compile(rf"(?:'s)?[ -](?:{_PAPERS})|&|: ?[a-z]"),
    "currency": re.compile(rf"(?:'s)? (?:{_NOTES})\b|-(?:zone|area|denominated|priced|based|for|a)"),
    "crypto": re.compile(
        r"(?:'s)? (?:exchanges?|mining|miners?|network|etfs?|funds?|wallets?|reserves|holders|beach"
        r"|token sale|foundation)\b"
    ),
    "bond": re.compile(r"(?:'s)? (?:market|holdings|purchases|auction|yields?)\b"),
}
_AMOUNT_OF = re.compile(
    r"\b(?:demand|output|production|exports?|imports?|suppl(?:y|ies)|inventories|stocks?|stockpiles?"
    r"|consumption"
    r"|sales|use|usage|flows?|shipments|holdings|purchases|investments?|barrels|tonnes|tons|ounces|kilograms"
    r"|gallons|bushels|litres|cargo(?:es)?|producers?|exporters?|importers?|amounts?|volumes?"
    r"|barrels a day|worth"
    r"|reserves|shortages?|glut|dependence|reliance|tariffs?|tax|duty|ban|embargo|sanctions|cap)"
    r" (?:of|for|in|on|from) (?:the |its |crude |russian |iranian |saudi |imported )*\Z"
)
_GENERIC = frozenset(
    [
        "oil",
        "crude",
        "gold",
        "silver",
        "copper",
        "wheat",
        "corn",
        "gas",
        "nickel",
        "zinc",
        "cotton",
        "cocoa",
        "gasoline",
        "soybeans",
        "soybean",
        "platinum",
        "palladium",
        "aluminium",
        "aluminum",
        "dollar",
        "euro",
        "pound",
        "yen",
        "real",
        "russell",
        "rand",
        "s&p",
        "cable",
        "peso",
        "rial",
        "baht",
        "dow",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """An asset named at ``[start, end)``; ``kind`` is what sort of asset it is."""

    start: int
    end: int
    asset: str
    kind: AssetKind = "index"


def find_assets(lower: str, start: int, end: int) -> list[Naming]:
    """Find the assets named in ``lower[start:end]``; the longest name wins.

    Names side by side are one ("West Texas Intermediate crude futures"), and so are a name and what it is
    called between commas ("Brent crude, the global benchmark,").
    """
    found: list[Naming] = []
    described = [Naming(start=a, end=b, asset=n, kind=k) for a, b, n, k in find_described(lower, start, end)]
    named = [*described, *_by_table(lower, start, end), *_by_tenor(lower, start, end)]
    for naming in sorted(named, key=_place):
        if found and naming.start < found[-1].end:
            continue
        if found and _is_same(lower, found[-1], naming):
            found[-1] = replace(_fuller(found[-1], naming), start=found[-1].start, end=naming.end)
        else:
            found.append(naming)
    return [n for n in found if _is_price(lower, n, start, end)]


def _place(naming: Naming) -> tuple[int, int]:
    return naming.start, -naming.end


def _by_table(lower: str, start: int, end: int) -> list[Naming]:
    found: list[Naming] = []
    table, last = alias_table(), start
    for word in _WORD.finditer(lower, start, end):
        at = word.start()
        alias = _longest_alias(lower, at, end, word.group()) if at >= last else ""
        if alias.startswith("the ") and lower.startswith("the ", at):
            # "The Dow" gives way to "Dow Jones Industrial Average".
            following = _WORD.match(lower, at + 4, end)
            longer = _longest_alias(lower, at + 4, end, following.group()) if following else ""
            if len(longer) + 4 > len(alias):
                continue
        if alias:
            name, kind = table[alias]
            last = at + len(alias)
            found.append(Naming(start=at, end=last, asset=name, kind=kind))
    return found


def _longest_alias(lower: str, at: int, end: int, word: str) -> str:
    """Return the longest alias that stands at ``at``; empty if there is none."""
    for alias in aliases_by_first_word().get(word, ()):
        stop = at + len(alias)
        if stop <= end and lower.startswith(alias, at) and not lower[stop : stop + 1].isalnum():
            return alias
    return ""


def issuer_in(asset: str) -> str:
    """Return whose debt an asset is: "gilt" of "gilt yields"; empty if its name does not say."""
    names = (name for name, _ in _ISSUERS)
    return next((n for n in names if asset.startswith(n.split()[0]) or asset.endswith(f" {n}")), "")


def _by_tenor(lower: str, start: int, end: int) -> list[Naming]:
    found = []
    if "-year" not in lower[start:end] and "-yr" not in lower[start:end]:
        return []
    for match in _TENOR.finditer(lower, start, end):
        who = match["who1"] or match["who2"] or ""
        if not (match["yield"] or match["on"] or match["paper"] or match["who2"]):
            continue
        words = f"{who} {match['paper'] or ''}"
        issuer = next(
            (name for name, names in _ISSUERS if re.search(rf"\b(?:{names})(?!\w)", words)), "treasury"
        )
        tenor = _TENORS.get(match["tenor"], match["tenor"])
        told = match.group().rstrip()
        # News writes of "the 10-year note" and means its yield.
        kind: AssetKind = (
            "bond" if re.search(r"(?:bonds|notes|treasuries|bunds|gilts|btps)\Z", told) else "yield"
        )
        kind = "yield" if match["on"] else kind
        found.append(
            Naming(
                start=match.start(), end=match.start() + len(told), asset=f"{tenor}-year {issuer}", kind=kind
            )
        )
    return found


def _is_same(lower: str, left: Naming, right: Naming) -> bool:
    """Whether two names side by side are one asset's."""
    gap = lower[left.end : right.start]
    if not gap.strip(" ") or (gap in ("'s ", "'s benchmark ", " index ", " (") and left.kind == right.kind):
        return left.kind == right.kind or "yield" in (left.kind, right.kind)
    if gap == ", the " and lower.startswith("benchmark", right.end - 9):
        return True
    return left.asset == right.asset and gap in (", the ", ", ", " - the ", " (the ", ", which is the ", "-")


def _fuller(left: Naming, right: Naming) -> Naming:
    """Of two names the one that tells more: "oil" gives way to "Brent"."""
    vague = ("oil", "dollar", "wall street", "bond yields", "treasuries")
    return right if left.asset in vague and right.asset not in vague else left


def _is_price(lower: str, naming: Naming, start: int, end: int) -> bool:
    """Whether the words mean the price, and not the output, the users or an amount of it."""
    pattern = _NOT_PRICE.get(naming.kind)
    if pattern and pattern.match(lower, naming.end, min(end, naming.end + 40)):
        return False
    before = lower[max(start, naming.start - 48) : naming.start]
    if naming.kind == "commodity" and _AMOUNT_OF.search(before):
        return False
    if naming.kind == "currency":
        own = re.match(r"the |sterling|dollar index", lower[naming.start : naming.end])
        return bool(own) or not _MINUTE_UNIT.search(before)
    words = lower[naming.start : naming.end]
    if words == "gas" and re.search(
        r"\b(?:the|household|retail|tear|of|by|poison|exhaust|greenhouse) \Z", before
    ):
        return False
    if words == "blue chips" and before.endswith(" of "):
        return False
    return not (words in _GENERIC and re.search(r"[\w$]-\Z|\d \Z", before))
