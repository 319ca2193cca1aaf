"""Statements of the text about the move of a market."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from eventstudy.extract.assets import Naming, find_assets
from eventstudy.extract.claim_dates import date_of, day_of_news
from eventstudy.extract.moves import GOES_ON, Move, find_moves, first_move
from eventstudy.extract.published import Publication
from eventstudy.extract.text import Article, Sentence
from eventstudy.types import Claim, Event

_CUT = re.compile(rf";|—|\bwhile\b|, (?:but|as|after)\b{GOES_ON}|\bwhereas\b")
_FUTURE = re.compile(
    r"\b(?:could|would|might|may|will|should|if|expect(?:s|ed)? to|forecasts?|predict(?:s|ed)?|likely to)\b"
)
_FORECAST = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|forecast(?:s|ing)?|predict(?:s|ed|ing)?|sees?|could|would|might|may|will)\b[^,;.]*\Z"
)
_OTHER_SUBJECT = re.compile(
    r"\b(?:shares of|stocks? of|producers?|companies|analysts?|traders?|investors?|demand|supply|output"
    r"|production)\b"
)
_REACH = 170


def find_claims(article: Article, events: Sequence[Event], publication: Publication) -> tuple[Claim, ...]:
    """Find every statement that an asset moved: an asset with a direction beside it, and its size."""
    claims: list[Claim] = []
    news = day_of_news(article, publication)
    last: tuple[int, date | None] = (-1, None)
    for sentence in article.sentences:
        for naming, words in _subjects(article.lower, sentence):
            before: date | None = None
            for start, move in _moves(article.lower, sentence, naming, words):
                claim = _claim(article, start, naming.end + move.end, naming.asset, move)
                at = (naming.end + move.start, claim.char_end)
                told = date_of(article, sentence, at, events, publication, before=before)
                if told.known:
                    last = (sentence.paragraph, told.day)
                # A day named for one market holds for the next in the paragraph.
                day = told.day if told.known else last[1] if last[0] == sentence.paragraph else news
                claims.append(replace(claim, date=day))
                before = day
    return tuple(claims)


def _subjects(lower: str, sentence: Sentence) -> list[tuple[Naming, str]]:
    """Assets of a sentence, each with the words up to the next one that may speak of it."""
    namings = find_assets(lower, sentence.start, sentence.end)
    ends = [*(n.start for n in namings[1:]), sentence.end][: len(namings)]
    found = []
    for naming, end in zip(namings, ends, strict=True):
        cut = _CUT.search(lower, naming.end, end)
        last = min(cut.start() if cut else end, naming.end + _REACH)
        found.append((naming, lower[naming.end : last]))
    return found


def _moves(lower: str, sentence: Sentence, naming: Naming, words: str) -> list[tuple[int, Move]]:
    """Return the moves told of an asset, with where the quote starts; none where the words are a forecast."""
    at = first_move(words)
    if at is None or _FUTURE.search(words[:at]) or _OTHER_SUBJECT.search(words[:at]):
        return []
    if _FORECAST.search(lower[max(sentence.start, naming.start - 60) : naming.start]):
        return []
    start = _quote_start(lower, naming.start, sentence.start)
    return [(start, move) for move in find_moves(words, lower[start : naming.end], naming.asset)]


def _claim(article: Article, start: int, end: int, asset: str, move: Move) -> Claim:
    return Claim(
        quote=article.text[start:end],
        char_start=start,
        char_end=end,
        asset=asset,
        direction=move.direction,
        magnitudes=move.magnitudes,
        level=move.level,
        qualifiers=move.qualifiers,
    )


def _quote_start(lower: str, naming: int, earliest: int) -> int:
    """Take in "futures on" and "the" before the name."""
    before = lower[max(earliest, naming - 24) : naming]
    lead = re.search(r"(?:\bfutures (?:on|for|tied to) )?(?:\bthe )?\Z", before)
    return naming - (len(lead.group()) if lead else 0)
