"""Words for the shares of a firm without its name: "the stock", "shares in the bank", "its ADRs"."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import Article
from eventstudy.extract.market.assets import Naming
from eventstudy.extract.market.focus import HOLDER, firms_of, main_firm
from eventstudy.extract.market.move_words import find_move_words

_PLACE = (
    "american|u\\.s\\.|us|london|new york|hong kong|tokyo|frankfurt|paris|amsterdam|ordinary|common|preferred"
    "|preference|depositary|listed|[a-z]+-listed|[a-z]+-traded|[ab]-|class [ab]"
)
_PAPER = (
    "share price|stock price|shares|stock|adrs|adss|depositary (?:receipts|shares)"
    "|american depositary (?:receipts"
    "|shares)|receipts"
)
_PAPERS = re.compile(
    rf"(?<![\w-])(?:(?P<own>the|its|their) (?:(?:{_PLACE}) ){{0,2}}(?:{_PAPER})"
    rf"|(?:the|that) (?:[a-z]+(?:-[a-z]+)? ){{0,2}}(?P<of>{HOLDER})'s (?:(?:{_PLACE}) ){{0,2}}(?:{_PAPER})"
    rf"|(?:the )?(?:shares|stock|share price) (?:in|of) (?:the|that) (?P<words>(?:[a-z][a-z.-]* ){{0,3}}"
    rf"(?P<in>{HOLDER}))"
    rf"|(?P<bare>shares)(?= (?:had |have |were )?(?:fell|rose|slid|sank|plunged|tumbled|jumped|surged"
    rf"|soared|dropped"
    rf"|climbed|closed|ended|finished|were (?:down|up)|lost|gained|slumped|dived)))(?![\w-])"
)
_LIGHT = re.compile(
    r"(?:,? (?:which|having)[^,.;]{1,80},)?(?:,? (?:had|have|has|having|was|were|is|are|been|also|then"
    r"|later|duly"
    r"|promptly|themselves|itself|initially|each|still|once|since|twice|meanwhile|too|down|nearly|almost"
    r"|about|\w+ly"
    r"|in (?:london|new york|frankfurt|tokyo|paris|zurich|hong kong)|on \w+day|that day|yesterday|today"
    r"|as|much|more"
    r"|than|by|an?|further|another|trading|closed?|ended|finished|opened|at|last|\d[\d.,]*|%|percent|per cent"
    r"|points?|pence|cents|p|c|[£€$¥]\s?\d[\d.,]*p?),?){0,9} "
)
_REACH = 130


def papers_of_firm(article: Article, number: int, found: list[Naming], recent: Naming | None) -> list[Naming]:
    """Find the shares told without a name, where a move stands next; ``recent`` is the share named last."""
    lower, sentence = article.lower, article.sentences[number]
    if not any(
        word in lower[sentence.start : sentence.end] for word in ("share", "stock", "receipts", "adrs")
    ):
        return []
    added = []
    for match in _PAPERS.finditer(lower, sentence.start, sentence.end):
        if any(n.start < match.end() and match.start() < n.end for n in found):
            continue
        if (
            match["own"]
            and not match["bare"]
            and lower.startswith((" market", " exchange", " of", " in "), match.end())
        ):
            continue
        if not moves_next(lower, match.end(), sentence.end):
            continue
        firm = _firm(article, match, found, recent, number)
        if firm:
            added.append(Naming(start=match.start(), end=match.end(), asset=firm, kind="share"))
    return added


def moves_next(lower: str, at: int, end: int) -> bool:
    """Whether a word of movement stands next, behind light words at most."""
    words = lower[at : min(end, at + _REACH)]
    return any(_LIGHT.fullmatch(words, 0, word.start) for word in find_move_words(words))


def _firm(
    article: Article, match: re.Match[str], found: list[Naming], recent: Naming | None, number: int
) -> str:
    """Return whose shares are meant: of the firm named before in the sentence, or that of the article."""
    before = [n for n in found if n.kind == "share" and n.end <= match.start()]
    if match["own"] != "the" and before:
        return before[-1].asset
    if match["own"] in ("its", "their") or match["bare"]:
        sentence, last = article.sentences[number], article.sentences[max(0, number - 1)]
        told = _told_before(article, max(sentence.start, match.start() - 300), match.start())
        if not told and last.paragraph == sentence.paragraph:
            told = _told_before(article, last.start, last.end)
        if told:
            return told
    firms = firms_of(article)
    if recent is not None and not (firms and firms[0][1] >= 2 and recent.asset != firms[0][0]):
        return recent.asset
    if firms:
        return main_firm(article)
    if match["in"]:
        return match["words"]
    return "its shares" if match["own"] == "its" else ""


def _told_before(article: Article, start: int, end: int) -> str:
    """Return the firm told first in the words of the sentence before "its shares"."""
    words = article.clean[start:end]
    told = [(words.find(name), name) for name, _ in firms_of(article) if name in words]
    return min(told)[1] if told else ""
