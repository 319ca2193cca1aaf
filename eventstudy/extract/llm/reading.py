"""From a model's answer to events and claims, by the rules' own dates, zones, places and numbers."""

from __future__ import annotations

from dataclasses import replace

from eventstudy.extract.article.text import Article, sentence_at
from eventstudy.extract.events.anchoring import chain_of
from eventstudy.extract.events.assemble import events_of
from eventstudy.extract.events.dating import date_mentions
from eventstudy.extract.events.merge import group_mentions
from eventstudy.extract.llm.answers import Answer, ClaimAnswer
from eventstudy.extract.llm.pointed import pointed_mention, quote_at
from eventstudy.extract.llm.quotes import Extent, Finder
from eventstudy.extract.llm.rejected import Rejected
from eventstudy.extract.market.asset_names import AssetKind
from eventstudy.extract.market.assets import find_assets
from eventstudy.extract.market.claim_dates import date_of
from eventstudy.extract.market.moves import Move, find_moves
from eventstudy.extract.publication.published import Publication
from eventstudy.types import Claim, Event, Magnitude

_MOST_SIZES = 6
_SUREST = 0.4


def llm_events(
    article: Article, answer: Answer, publication: Publication, rejected: Rejected
) -> tuple[Event, ...]:
    """Return the dated events of an answer whose words stand in the article."""
    finder = Finder(article.text)
    found = [pointed_mention(article, finder, item, rejected) for item in answer.events]
    ordered = sorted(filter(None, found), key=lambda m: (m.trigger.start, m.trigger.end))
    mentions = [replace(mention, number=number) for number, mention in enumerate(ordered)]
    spans = date_mentions(mentions, [], chain_of(article, publication))
    for mention in mentions:
        if mention.number not in spans:
            words = article.text[mention.segment.start : mention.segment.end]
            rejected.add("events of the model to which the text gives no date", words)
    events = events_of(article, group_mentions(mentions, spans, []), [], publication)
    return tuple(
        replace(event, provenance="llm", confidence=min(event.confidence, _SUREST)) for event in events
    )


def llm_claims(
    article: Article,
    answer: Answer,
    events: tuple[Event, ...],
    publication: Publication,
    rejected: Rejected,
) -> tuple[Claim, ...]:
    """Return the claims of an answer whose words stand in the article, numbers read by the rules."""
    finder = Finder(article.text)
    claims = []
    for item in answer.claims:
        claim = _claim(article, finder, item, rejected)
        sentence = sentence_at(article, claim.char_start) if claim else None
        if claim and sentence:
            told = date_of(article, sentence, (claim.char_start, claim.char_end), events, publication)
            claims.append(replace(claim, date=told.day))
    claims.sort(key=lambda claim: (claim.char_start, claim.char_end))
    return tuple(claims)


def _claim(article: Article, finder: Finder, item: ClaimAnswer, rejected: Rejected) -> Claim | None:
    quote = quote_at(article, finder, item.quote, rejected, kind="claims")
    if quote is None:
        return None
    named = finder.within(item.asset, quote)
    if named is None:
        rejected.add("claims of the model whose asset is not in their quote", item.asset)
        return None
    assets = find_assets(article.lower, *named)
    asset = assets[0].asset if assets else " ".join(article.lower[slice(*named)].split())
    kind: AssetKind = assets[0].kind if assets else "index"
    own = find_moves(article.lower[named[1] : quote[1]], article.lower[quote[0] : named[1]], kind)
    if own and own[0].direction != item.direction:
        rejected.add("claims of the model whose direction is not that of the words", item.quote)
        return None
    sizes = [size for words in item.sizes or () for size in _sizes(finder, words, quote, kind, rejected)]
    level = _read(finder, item.level or "", quote, kind, rejected)
    return Claim(
        quote=article.text[slice(*quote)],
        char_start=quote[0],
        char_end=quote[1],
        asset=asset,
        direction=item.direction,
        magnitudes=tuple(dict.fromkeys(sizes))[:_MOST_SIZES],
        level=level.level if level else None,
        qualifiers=own[0].qualifiers if own else (),
    )


def _sizes(
    finder: Finder, words: str, quote: Extent, kind: AssetKind, rejected: Rejected
) -> tuple[Magnitude, ...]:
    move = _read(finder, words, quote, kind, rejected)
    return move.magnitudes if move else ()


def _read(finder: Finder, words: str, quote: Extent, kind: AssetKind, rejected: Rejected) -> Move | None:
    """Read a size or a level, whose words must stand in the quote, as if a verb stood before it."""
    if not words.strip():
        return None
    if finder.within(words, quote) is None:
        rejected.add("figures of the model that are not in their quote", words)
        return None
    moves = find_moves(f" rose {' '.join(words.lower().split())}", "", kind)
    return moves[0] if moves else None
