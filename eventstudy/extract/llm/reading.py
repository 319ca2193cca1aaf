"""From a model's answer to events and claims, by the rules' own dates, zones, places and numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from eventstudy.extract.article.text import Article, sentence_at
from eventstudy.extract.events.anchoring import chain_of
from eventstudy.extract.events.assemble import events_of
from eventstudy.extract.events.dating import date_mentions
from eventstudy.extract.events.lexicon import senses
from eventstudy.extract.events.mention import Mention
from eventstudy.extract.events.merge import group_mentions
from eventstudy.extract.events.segments import Segment
from eventstudy.extract.events.triggers import Trigger, find_triggers
from eventstudy.extract.geography.places import Place, find_places
from eventstudy.extract.llm.answers import Answer, ClaimAnswer, EventAnswer
from eventstudy.extract.llm.quotes import Extent, Finder
from eventstudy.extract.market.asset_names import AssetKind
from eventstudy.extract.market.assets import find_assets
from eventstudy.extract.market.claim_dates import date_of
from eventstudy.extract.market.moves import Move, find_moves
from eventstudy.extract.publication.published import Publication
from eventstudy.extract.times.timex import Timex, find_times
from eventstudy.types import Claim, Event, Magnitude

_SHORTEST = 8
_SHOWN = 60
_MOST_SIZES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """What was left out of an answer, by the reason."""

    reasons: dict[str, list[str]] = field(default_factory=dict)

    def add(self, reason: str, words: str) -> None:
        """Note words that were left out."""
        self.reasons.setdefault(reason, []).append(repr(" ".join(words.split())[:_SHOWN]))

    @property
    def warnings(self) -> tuple[str, ...]:
        """One line a reason."""
        return tuple(f"{reason}: {_some(words)}." for reason, words in self.reasons.items())


def _some(words: list[str]) -> str:
    more = f" and {len(words) - 3} more" if len(words) > 3 else ""
    return ", ".join(words[:3]) + more


def llm_events(
    article: Article, answer: Answer, publication: Publication, rejected: Rejected
) -> tuple[Event, ...]:
    """Return the dated events of an answer whose words stand in the article."""
    finder = Finder(article.text)
    found = [_mention(article, finder, item, rejected) for item in answer.events]
    ordered = sorted(filter(None, found), key=lambda m: (m.trigger.start, m.trigger.end))
    mentions = [replace(mention, number=number) for number, mention in enumerate(ordered)]
    spans = date_mentions(mentions, [], chain_of(article, publication))
    for mention in mentions:
        if mention.number not in spans:
            words = article.text[mention.segment.start : mention.segment.end]
            rejected.add("events of the model to which the text gives no date", words)
    events = events_of(article, group_mentions(mentions, spans, []), [], publication)
    return tuple(replace(event, provenance="llm") for event in events)


def _mention(article: Article, finder: Finder, item: EventAnswer, rejected: Rejected) -> Mention | None:
    quote = finder.within(item.quote) if len(item.quote.strip()) >= _SHORTEST else None
    if quote is None:
        rejected.add("events of the model whose quote is not in the article", item.quote)
        return None
    at = finder.within(item.trigger, quote)
    if at is None:
        rejected.add("events of the model whose trigger is not in their quote", item.trigger)
        return None
    sense, noun = _sense(article, item, at)
    sentence = sentence_at(article, at[0])
    if not sense or sentence is None:
        rejected.add("events of the model of a type that there is not", item.type or "")
        return None
    extents = [quote, (sentence.start, sentence.end)]
    return Mention(
        number=0,
        trigger=Trigger(
            start=at[0], end=at[1], type=sense, word=article.lower[at[0] : at[1]].strip(), noun=noun
        ),
        sentence=sentence,
        segment=Segment(start=quote[0], end=quote[1]),
        modality=item.modality,
        time=_time(article, finder, item, extents, rejected),
        place=_place(article, finder, item, extents),
        agent="",
        names=_names(article, finder, item, extents, rejected),
    )


def _sense(article: Article, item: EventAnswer, at: Extent) -> tuple[str, bool]:
    """Return the sense of the trigger: that of the rules' lexicon, else the type that the model names."""
    own = [t for t in find_triggers(article.lower, *at) if t.type != "statement"]
    named = item.type or ""
    if named not in senses():
        named = next((name for name, sense in senses().items() if sense.type == named), "")
    if own and (not named or senses()[own[0].type].family == senses()[named].family):
        return own[0].type, own[0].noun
    return named, own[0].noun if own else False


def _time(
    article: Article, finder: Finder, item: EventAnswer, extents: list[Extent], rejected: Rejected
) -> Timex | None:
    if not item.time or not item.time.strip():
        return None
    at = finder.nearest(item.time, extents, extents[0][0])
    if at is None:
        rejected.add("times of the model that are not in the article", item.time)
        return None
    times = find_times(article.clean, *at)
    if not times:
        rejected.add("times of the model that are read as none", item.time)
    return max(times, key=lambda t: t.end - t.start, default=None)


def _place(article: Article, finder: Finder, item: EventAnswer, extents: list[Extent]) -> Place | None:
    at = finder.nearest(item.place or "", extents, extents[0][0])
    found = [] if at is None else find_places(article.clean, *at)
    return max((f.place for f in found), key=lambda place: place.rank, default=None)


def _names(
    article: Article, finder: Finder, item: EventAnswer, extents: list[Extent], rejected: Rejected
) -> frozenset[str]:
    names = set()
    for name in item.participants or ():
        at = finder.nearest(name, extents, extents[0][0])
        if at is None:
            rejected.add("names of the model that are not in the article", name)
        elif article.text[at[0]].isupper():
            names.add(" ".join(article.text[at[0] : at[1]].split()))
    return frozenset(names)


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
    quote = finder.within(item.quote) if len(item.quote.strip()) >= _SHORTEST else None
    if quote is None:
        rejected.add("claims of the model whose quote is not in the article", item.quote)
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
