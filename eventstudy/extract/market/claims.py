"""Statements of the text about the move of a market."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from eventstudy.extract.article.text import Article, Sentence
from eventstudy.extract.market.assets import Naming
from eventstudy.extract.market.before_asset import Before, move_before
from eventstudy.extract.market.claim_days import ClaimDays
from eventstudy.extract.market.claim_words import (
    CONDITION,
    ELLIPSIS,
    FORECAST,
    FUTURE,
    LEAD,
    LONG_RISING,
    NO_SUBJECT,
    OPENING,
    OTHER_SUBJECT,
    VERB_NEXT,
)
from eventstudy.extract.market.clause_reach import reach_of
from eventstudy.extract.market.moves import Move, find_moves, first_move, moved_before
from eventstudy.extract.market.pairs import goes_with_next, is_counterpart
from eventstudy.extract.market.shared_moves import share_out
from eventstudy.extract.market.subjects import Memory, find_subjects
from eventstudy.extract.publication.published import Publication
from eventstudy.types import Claim, Direction, Event

_FAR = 130  # characters between a name and its first word of movement


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """A move of ``naming``, with where the quote starts and the move stands in the article."""

    naming: Naming
    start: int
    at: int
    end: int
    move: Move


@dataclass(slots=True, kw_only=True)
class _Place:
    """The sentence that is read, what was found in it, and up to where it is read."""

    lower: str
    sentence: Sentence
    number: int
    memory: Memory
    done: int
    found: list[_Told] = field(default_factory=list)

    @property
    def is_headline(self) -> bool:
        """Whether the sentence stands first and has no full stop."""
        return self.sentence.paragraph == 0 and self.lower[self.sentence.end - 1] not in ".!?\"'"

    def back(self, at: int, reach: int) -> int:
        """Return where the ``reach`` characters before ``at`` begin, inside the sentence."""
        return max(self.sentence.start, at - reach)

    def add(self, new: list[_Told]) -> None:
        """Keep what was found."""
        if new:
            self.found += new
            self.done = max(told.end for told in new)
            self.memory.moved, self.memory.direction = new[-1].naming, new[-1].move.direction
            self.memory.at = self.number


def find_claims(article: Article, events: Sequence[Event], publication: Publication) -> tuple[Claim, ...]:
    """Find every statement that an asset moved: an asset with a direction beside it, and its size."""
    claims: list[Claim] = []
    dates = ClaimDays(article, events, publication)
    memory = Memory()
    for number, sentence in enumerate(article.sentences):
        if sentence.paragraph != memory.paragraph:
            memory.paragraph = sentence.paragraph
        before: date | None = None
        for told in _told(article, sentence, number, memory):
            day = dates.of(sentence, (told.at, told.end), before=before)
            claims.append(replace(_claim(article, told), date=day))
            before = day
    return tuple(_without_repeats(claims))


def _without_repeats(claims: list[Claim]) -> Iterator[Claim]:
    """Leave out what the headline says again word for word, and a claim inside another of the same asset."""
    seen: set[tuple[object, ...]] = set()
    for claim in claims:
        key = (claim.char_start, claim.char_end, claim.asset)
        if key not in seen:
            seen.add(key)
            yield claim


def _told(article: Article, sentence: Sentence, number: int, memory: Memory) -> list[_Told]:
    """Return the moves told in a sentence, in their order."""
    lower = article.lower
    subjects = find_subjects(article, sentence, number, memory)
    subjects = [n for k, n in enumerate(subjects) if not is_counterpart(lower, subjects, k)]
    subjects = [
        n for n in subjects if not NO_SUBJECT.search(lower[max(sentence.start, n.start - 40) : n.start])
    ]
    here = _Place(lower=lower, sentence=sentence, number=number, memory=memory, done=sentence.start)
    waiting: list[Naming] = []
    for k, naming in enumerate(subjects):
        following = subjects[k + 1] if k + 1 < len(subjects) else None
        if following is not None and goes_with_next(lower, naming, following):
            waiting.append(naming)
            continue
        new = _of_subject(here, naming, following.start if following else sentence.end)
        here.add(_for_all(lower, [*waiting, naming], new) if waiting else new)
        waiting = []
    return sorted(here.found, key=lambda t: (t.at, t.start))


def _of_subject(here: _Place, naming: Naming, end: int) -> list[_Told]:
    """Return the moves told of one asset, before its name or in the words up to ``end``."""
    before = move_before(here.lower, here.done, naming.start, naming.kind)
    first = before.start if before and not before.caused else naming.start
    if any(FORECAST.search(here.lower[here.back(at, 60) : at]) for at in {first, naming.start}):
        return []
    words = reach_of(here.lower[naming.end : end])
    if before is not None and not before.caused:
        if not before.sizes or CONDITION.match(here.lower, naming.end, end):
            return []
        move = moved_before(before, words, naming.kind, here.lower[first : naming.end])
        return [_Told(naming=naming, start=first, at=first, end=naming.end + move.end, move=move)]
    opening = _opening_move(here, naming)
    start = _quote_start(here.lower, naming.start, here.sentence.start)
    inherit = _inherited(here, naming, before)
    moves = find_moves(words, here.lower[start : naming.end], naming.kind, inherit=inherit)
    return opening + [
        _Told(naming=naming, start=start, at=naming.end + m.start, end=naming.end + m.end, move=m)
        for m in _sure(moves, words)
        if _is_worth(m, words, naming, headline=here.is_headline)
    ]


def _opening_move(here: _Place, naming: Naming) -> list[_Told]:
    """Return the move told before the name by "Having risen 5 percent, Brent ..."."""
    start = here.sentence.start
    opening = OPENING.fullmatch(here.lower[start : naming.start]) if here.done == start else None
    if opening is None:
        return []
    words = reach_of(opening["words"])
    return [
        _Told(
            naming=naming, start=start, at=start + m.start, end=start + opening.start("words") + m.end, move=m
        )
        for m in _sure(find_moves(words, "", naming.kind), words)[:1]
        if m.magnitudes
    ]


def _inherited(here: _Place, naming: Naming, before: Before | None) -> Direction | None:
    """Return the direction of words without one: of "lifting", of the asset before, of the last telling."""
    if before is not None:
        return before.direction
    if here.found and 0 <= naming.start - here.found[-1].end < 60:
        gap = here.lower[here.found[-1].end : naming.start]
        if ELLIPSIS.fullmatch(gap):
            return here.found[-1].move.direction
    memory = here.memory
    same = memory.moved is not None and memory.moved.asset == naming.asset and here.number - memory.at <= 2
    return memory.direction if same else None


def _sure(moves: list[Move], words: str) -> list[Move]:
    """Leave out what is forecast, and what is said of another subject."""
    kept: list[Move] = []
    at = first_move(words) or 0
    if OTHER_SUBJECT.search(words[:at]) or at > _FAR:
        return []
    last = 0
    for move in moves:
        if not FUTURE.search(words[last : move.end]):
            kept.append(move)
        last = move.end
    return kept


def _is_worth(move: Move, words: str, naming: Naming, *, headline: bool) -> bool:
    """Whether a move is a claim: one without figures only where a verb stands right behind the name."""
    if move.magnitudes or move.level is not None:
        return True
    at = first_move(words)
    if headline or not move.verb or at is None or move.start > at:
        return False
    if LONG_RISING.match(words):
        return False
    return naming.kind not in ("sector", "bond", "spread") and bool(
        VERB_NEXT.fullmatch(" ".join(["", *words[:at].split(), ""]) or " ")
    )


def _for_all(lower: str, namings: list[Naming], told: list[_Told]) -> list[_Told]:
    """Give each asset of "Brent and WTI" its own of the sizes listed, or all the same one."""
    found = []
    first = _quote_start(lower, namings[0].start, 0)
    for one in told:
        for naming, move in zip(namings, share_out(one.move, len(namings)), strict=True):
            found.append(replace(one, naming=naming, start=min(first, one.start), move=move))
    return found


def _claim(article: Article, told: _Told) -> Claim:
    return Claim(
        quote=article.text[told.start : told.end],
        char_start=told.start,
        char_end=told.end,
        asset=told.naming.asset,
        direction=told.move.direction,
        magnitudes=told.move.magnitudes,
        level=told.move.level,
        qualifiers=told.move.qualifiers,
    )


def _quote_start(lower: str, naming: int, earliest: int) -> int:
    """Take in "futures on" and "the" before the name."""
    lead = LEAD.search(lower[max(earliest, naming - 48) : naming])
    return naming - (len(lead.group()) if lead else 0)
