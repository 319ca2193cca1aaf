"""The firm that an article is about: whose shares "the shares" and "the stock" are."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from eventstudy.extract.article.text import Article
from eventstudy.extract.geography.gazetteer import index, key_of, listed_words
from eventstudy.extract.market.shares import capital_names, known_firms

HOLDER = (
    "company|bank|lender|carrier|airline|group|firm|carmaker|automaker|retailer|insurer|maker|miner|brewer"
    "|drugmaker|chipmaker|broker|brokerage|planemaker|manufacturer|producer|operator|developer|builder|giant"
    "|conglomerate|supermarket|utility|oil major|refiner|bookmaker|start-?up|platform|exchange|shipper"
    "|contractor|tanker owner|shipping line|landlord|steelmaker|drug company|oil company|energy company"
)
_OWNS = re.compile(
    r"(?:'s?|'s own)? (?:shares?|stock|ADRs?|American depositary|chief (?:executive|financial)|chairman"
    r"|chairwoman|shareholders|investors|bondholders|creditors|board|founder|bonds|customers|clients"
    r"|headquarters"
    r"|profits?|earnings|revenues?|sales|auditors?|boss|management|directors|factory|plants?|fleet|employees"
    r"|market (?:value|capitalisation|capitalization)|share price|stock price|subsidiary|parent)\b"
    rf"|,? \(?(?:a|an|the|one of) (?:[\w'-]+ ){{0,5}}(?:{HOLDER})\b"
    r"|,? (?:Inc|Corp|Co|Ltd|Limited|PLC|plc|AG|SA|NV|SpA|SE|ASA|AB|GmbH)\b|\s?\((?:NYSE|NASDAQ|Nasdaq"
    r"|LSE|ASX|TSX)"
)
_FORM = re.compile(
    r"(?:Bank|Group|Airlines?|Airways|Holdings?|Motors?|Energy|Steel|Pharma\w*|Petroleum|Oil|Systems|Software"
    r"|Technolog(?:y|ies)|Electric|Electronics|Insurance|Industries|Foods|Brands|Media|Stores|Resources"
    r"|Minerals"
    r"|Mining|Capital|Financial|Bancorp|Therapeutics|Biotech|Semiconductor|Chemical|Chemicals|Telecom"
    r"|Entertainment"
    r"|Laboratories|Devices|Computer|Networks|Partners|Securities)\Z"
)


def firms_of(article: Article) -> tuple[tuple[str, int], ...]:
    """Return the firms that ``article`` names, each with how often, the most spoken of first."""
    return _firms_of(article.clean)


@lru_cache(maxsize=2)
def _firms_of(clean: str) -> tuple[tuple[str, int], ...]:
    told: Counter[str] = Counter()
    first: dict[str, int] = {}
    proofs: Counter[str] = Counter()
    for at, name in capital_names(clean, 0, len(clean)):
        told[name] += 1
        first.setdefault(name, at)
        tail = clean[at + len(name) : at + len(name) + 90]
        proofs[name] += bool(_OWNS.match(tail)) + (1 if _FORM.search(name) else 0)
    firms = {n: told[n] for n in told if _is_firm(n, proofs[n])}
    for name in list(firms):
        firms[name] += sum(told[n] for n in set(name.split()) if n != name and n not in firms)
    return tuple(sorted(firms.items(), key=lambda pair: (-pair[1], first[pair[0]])))


def main_firm(article: Article) -> str:
    """Return the firm that the article speaks of most, of several the first; empty if it names none."""
    return next((name for name, _ in firms_of(article)), "")


def _is_firm(name: str, proofs: int) -> bool:
    """Whether a name is of a firm: a listed one, or one that has shares, a board, a legal form."""
    if _FORM.fullmatch(name) or name in ("Fund", "Exchange", "Government"):
        return False
    if name.lower() in known_firms():
        return True
    roles = {entry.role for entry in index().entries.get(key_of(name), ())}
    if roles and "firm" not in roles:
        return False
    first = key_of(name.split(maxsplit=1)[0])
    return bool(proofs) and first not in listed_words("given_names.txt")
