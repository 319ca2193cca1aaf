"""Who moved: the assets named in a sentence, and the words that stand for one named before."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from eventstudy.extract.article.text import Article, Sentence
from eventstudy.extract.market.asset_names import AssetKind
from eventstudy.extract.market.assets import Naming, find_assets, issuer_in
from eventstudy.extract.market.bare_firms import find_bare_firms
from eventstudy.extract.market.focus import firms_of
from eventstudy.extract.market.papers import moves_next, papers_of_firm
from eventstudy.extract.market.shares import (
    capital_names,
    find_shares,
    known_firms,
    speaks_of_shares,
)
from eventstudy.types import Direction

_NOUN = (
    "benchmark|index|gauge|contracts?|shares|stock|currency|yield|price|pair|measure|average|commodity"
    "|metal|cryptocurrency|spread|futures"
    "|benchmarks|indexes|token|two benchmarks|both contracts"
)
_STANDS_FOR = re.compile(
    rf"(?:(?:(?<=[,;:] )|(?<=day )|(?<=overnight )|(?<=\band )|(?<=\bbut )|(?<=\bbefore )|(?<=\bwhen )"
    rf"|(?<=\bwhile )|(?<=\bwith )|(?<=\bsending )|(?<=\bsent )|(?<=\bpushing )"
    rf"|(?<=\bas )|(?<=\bafter ))|\A[\"' ]*)(?:(?P<who>it|they|both)\b"
    rf"|(?P<what>(?:the |its |the company's |the (?:bank|lender|carrier|airline|group|firm|carmaker"
    rf"|automaker|retailer|insurer|stock)'s |shares|prices"
    rf"|front-month |benchmark )(?:(?!of |in |on |and )[a-z][\w-]* )?(?P<noun>{_NOUN})"
    rf"|(?P<bare>(?:its )?shares (?:of|in) the (?:company|bank|lender|airline|carrier|group|firm"
    rf"|carmaker|automaker|retailer|insurer|maker)|prices|shares|futures|the stock"
    rf"|its shares))\b(?! (?:of|in (?:the|a|its)|market|for|price (?!fell|rose))\b))"
)
_NOUN_NEXT = re.compile(
    rf"(?<![\w-])(?P<what>the (?:(?!of |in |on "
    rf"|and )[a-z][\w-]* )?(?P<noun>{_NOUN}))\b(?P<who>(?!))?(?P<bare>(?!))?"
)
_LATER_FORM = re.compile(r"\b(?:shares|prices|futures|the contract|the index|the stock|they|it)\b")
_KINDS: dict[str, tuple[AssetKind, ...]] = {
    "index": ("index", "volatility", "sector"),
    "indexes": ("index", "sector"),
    "gauge": ("index", "volatility"),
    "measure": ("index", "volatility"),
    "average": ("index",),
    "shares": ("share",),
    "stock": ("share",),
    "currency": ("currency",),
    "pair": ("currency",),
    "yield": ("yield", "bond"),
    "spread": ("spread",),
    "metal": ("commodity",),
    "commodity": ("commodity",),
    "cryptocurrency": ("crypto",),
    "token": ("crypto",),
    "benchmark": ("commodity", "index"),
    "benchmarks": ("commodity",),
}
# Currencies of one name: words of the country meant by default, and of others.
_SHARED_NAMES: dict[str, tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = {
    "mexican peso": (
        ("mexic",),
        (
            ("argentin", "argentine peso"),
            ("philippin", "philippine peso"),
            ("chile", "chilean peso"),
            ("colombia", "colombian peso"),
        ),
    ),
    "rupee": (("india",), (("pakistan", "pakistani rupee"), ("sri lanka", "sri lankan rupee"))),
    "pound": (
        ("sterling", "british", "britain", "bank of england", "u.k."),
        (("egypt", "egyptian pound"), ("leban", "lebanese pound")),
    ),
}
_BY_DEFAULT: tuple[AssetKind, ...] = ("commodity",)


@dataclass(slots=True)
class Memory:
    """What the text has spoken of: the asset last named of each kind, and the last that moved."""

    last: dict[AssetKind, Naming] = field(default_factory=dict)
    moved: Naming | None = None
    direction: Direction | None = None
    at: int = -9
    paragraph: int = -1
    shares_at: int = -9
    firm: str = ""
    names: set[str] = field(default_factory=set)
    words: dict[str, bool] = field(default_factory=dict)
    told: Counter[str] = field(default_factory=Counter)
    named: tuple[Naming, ...] = ()
    bonds: tuple[Naming, ...] = ()

    def is_spoken_of(self, word: str, lower: str) -> bool:
        """Whether the article has ``word``; looked for once."""
        if word not in self.words:
            self.words[word] = word in lower
        return self.words[word]

    def note(self, namings: list[Naming]) -> None:
        """Keep the last asset of each kind."""
        for naming in namings:
            self.last[naming.kind] = naming
            self.told[naming.asset] += naming.kind == "currency"
        self.named = tuple(namings)
        self.bonds = tuple(n for n in namings if n.kind in ("yield", "bond")) or self.bonds

    def main_currency(self) -> Naming | None:
        """Return the currency of the last naming, but one that the text spoke of twice as often."""
        last = self.last.get("currency")
        others = self.told.copy()
        others.pop("dollar", None)
        top = max(others, key=lambda name: others[name], default="")
        if top and (last is None or last.asset == "dollar" or others[top] >= 2 * self.told[last.asset]):
            return Naming(start=0, end=0, asset=top, kind="currency")
        return last


def find_subjects(article: Article, sentence: Sentence, number: int, memory: Memory) -> list[Naming]:
    """Return the assets of a sentence in their order; a pronoun gives what it stands for."""
    start, end = sentence.start, sentence.end
    found = find_assets(article.lower, start, end)
    papers = [n for n in find_shares(article.clean, article.lower, start, end) if not _is_known(n, found)]
    # "BP shares" and "oil stocks" are more than the word "oil" in them.
    found = [n for n in found if not any(p.start <= n.start and n.end <= p.end for p in papers)] + papers
    if speaks_of_shares(article.lower, start, end):
        memory.shares_at = number
    among = number - memory.shares_at <= 1
    spoken = frozenset(name for name, times in firms_of(article) if times > 1)
    bare = find_bare_firms(article.clean, start, end, among_shares=among, seen=memory.names, firms=spoken)
    found += [n for n in bare if not any(n.start < o.end and o.start < n.end for o in found)]
    found.sort(key=lambda n: n.start)
    names = capital_names(article.clean, start, end)
    memory.firm = next((name for _, name in names if name.lower() in known_firms()), memory.firm)
    memory.names |= {word for at, name in names if at > start for word in (name, name.split()[0])}
    found += papers_of_firm(article, number, found, memory.last.get("share"))
    found += _standing_for(article.lower, sentence, found, memory, number)
    found = [_of_country(n, article.lower, memory) for n in found]
    found = [_with_issuer(n, article.lower, memory) for n in found]
    memory.note(found)
    return sorted(found, key=lambda n: n.start)


def _with_issuer(naming: Naming, lower: str, memory: Memory) -> Naming:
    """Give "the 30-year yield" the issuer that the text spoke of last."""
    tenor, _, issuer = naming.asset.partition(" ")
    if naming.kind not in ("yield", "bond") or issuer != "treasury" or not tenor.endswith("-year"):
        return naming
    if re.search(r"treasur|u\.s\.|\bus\b|american", lower[naming.start : naming.end]):
        return naming
    known = [
        m.asset
        for k in ("yield", "bond")
        if (m := memory.last.get(k)) is not None and m.asset.startswith(tenor)
    ]
    if known:
        return replace(naming, asset=known[0])
    spoken = next((name for m in reversed(memory.bonds) if (name := issuer_in(m.asset))), issuer)
    return replace(naming, asset=f"{tenor} {spoken}")


def _of_country(naming: Naming, lower: str, memory: Memory) -> Naming:
    """Give "the peso" the country that the article speaks of."""
    choice = _SHARED_NAMES.get(naming.asset)
    if choice is None or lower[naming.start : naming.end].removeprefix("the ") not in (
        "peso",
        "rupee",
        "pound",
    ):
        return naming
    home, others = choice
    if any(memory.is_spoken_of(word, lower) for word in home):
        return naming
    return next(
        (replace(naming, asset=name) for word, name in others if memory.is_spoken_of(word, lower)), naming
    )


def _is_known(paper: Naming, found: list[Naming]) -> bool:
    """Whether the words are an index or a future by name: "FTSE 100 stock"."""
    return any(n.start < paper.end and paper.start < n.end and n.kind != "commodity" for n in found)


def _standing_for(
    lower: str, sentence: Sentence, found: list[Naming], memory: Memory, number: int
) -> list[Naming]:
    text = lower[sentence.start : sentence.end]
    if not _LATER_FORM.search(text) and not re.search(rf"\bthe (?:[\w-]+ )?(?:{_NOUN})\b", text):
        return []
    added: list[Naming] = []
    plain = [m for m in _NOUN_NEXT.finditer(text) if moves_next(text, m.end(), len(text))]
    for match in [*_STANDS_FOR.finditer(text), *plain]:
        start, end = sentence.start + match.start(), sentence.start + match.end()
        start += len(match.group()) - len(match.group().lstrip("\"' "))
        if any(n.start < end + 2 and start < n.end for n in [*found, *added]):
            continue
        before = [n for n in found if n.end <= start]
        meant = _meant(match, before, memory, number)
        if meant is not None:
            added.append(Naming(start=start, end=end, asset=meant.asset, kind=meant.kind))
    return added


def _meant(match: re.Match[str], before: list[Naming], memory: Memory, number: int) -> Naming | None:
    if match["who"]:
        # In "the rand fell to 15 to the dollar" the dollar is what the rand is counted in.
        if len({n.asset for n in before}) > 1 or (memory.moved and memory.moved.kind == "currency"):
            before = [n for n in before if n.asset != "dollar"]
        if before:
            return (
                before[-1]
                if match["who"] == "it" or before[-1].kind in ("commodity", "share", "bond", "sector")
                else None
            )
        if number - memory.at <= 1:
            return memory.moved
        spoken = [n for n in memory.named if n.asset != "dollar"]
        return spoken[0] if match["who"] == "it" and len({n.asset for n in spoken}) == 1 else None
    noun = match["noun"] or ("shares" if "shares " in match["bare"] else match["bare"].split()[-1])
    kinds = _KINDS.get(noun, _BY_DEFAULT)
    recent_move = memory.moved if number - memory.at <= 2 and not before else None
    traded = noun in ("futures", "contract", "contracts", "benchmark")
    if recent_move and traded and recent_move.kind in (*kinds, "commodity", "index"):
        return recent_move
    for naming in reversed(before):
        if naming.kind in kinds:
            return naming
    if kinds == ("share",):
        recent = memory.last.get("share")
        if match["what"] and match["what"].startswith(("its", "the")) and memory.firm:
            return Naming(start=0, end=0, asset=memory.firm, kind="share")
        if recent is None and match.group().strip().startswith("its"):
            return Naming(start=0, end=0, asset="its shares", kind="share")
        return recent or (Naming(start=0, end=0, asset=memory.firm, kind="share") if memory.firm else None)
    if kinds == ("currency",) and not before and memory.told:
        return memory.main_currency()
    known = [memory.last[k] for k in kinds if k in memory.last]
    return known[0] if known else None
