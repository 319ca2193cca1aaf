"""Trigger words: the words of the lexicon that grammar and company make tell an event."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eventstudy.extract.article.word_sets import word_set
from eventstudy.extract.events.company import company_distance
from eventstudy.extract.events.lexicon import Part, Row, rows, senses
from eventstudy.extract.events.sentence_words import SentenceWords, words_of
from eventstudy.extract.events.set_phrases import is_mood, is_over, set_phrases
from eventstudy.extract.events.word_class import (
    CAUSATIVES,
    DETERMINERS,
    is_adjective,
    is_nominal_gerund,
    is_thing,
    reads_as_noun,
)

_LOOSE = 3
_FINITE = ("base", "third", "past")
_AUXILIARIES = word_set(
    "will would could should may might must can shall cannot not did does do won't didn't"
)


_VIOLENT = word_set("explosion attack airstrike bankruptcy bank_failure storming disaster")
_ASSET_SUBJECT = re.compile(
    r"\b(?:shares?|stocks?|index|futures|crude|oil|gold|prices?|yields?|volatility|volumes?|sentiment|bonds?|currency"
    r"|euro|pound|dollar|yen|lira|sterling|markets?|dow|nasdaq|bitcoin|demand|confidence|sales|profits?|trading)\s+"
    r"(?:has |have |had |also |then |nearly |almost )?\Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word that tells of an event, at ``[start, end)``.

    ``type`` is its sense in the lexicon, ``word`` the words as matched in small letters, ``lemma`` their
    base form (empty for a verb on no list), ``plain`` says that it tells an event only by the time beside
    it, ``part`` is the form ("base" after "to" or a modal, "past", "gerund", "noun", ...).
    """

    start: int
    end: int
    type: str
    word: str
    noun: bool
    lemma: str = ""
    part: Part = "noun"
    plain: bool = False

    @property
    def family(self) -> str:
        """Group of senses that can speak of one happening."""
        return senses()[self.type].family


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    """A row of the lexicon that fits the words ``first`` to ``last``, and whether it is a noun there."""

    row: Row
    first: int
    last: int
    noun: bool


def find_triggers(lower: str, start: int, end: int, *, headline: bool = False) -> list[Trigger]:
    """Find the trigger words of ``lower[start:end]``, in order, without overlap.

    Parameters
    ----------
    lower : str
        The article in small letters.
    start, end : int
        Where the sentence stands in it.
    headline : bool
        Whether the present tense tells what happened ("OPEC cuts output").
    """
    words, table = words_of(lower, start, end), rows()
    barred = set_phrases(lower, start, end)
    found: list[Trigger] = []
    at = 0
    while at < len(words.texts):
        match = _best_match(words, at, table.get(words.texts[at], ()), headline=headline)
        if match is None:
            at += 1
            continue
        trigger = _trigger(lower, words, match, headline=headline)
        mood = trigger.noun and is_mood(lower, start, trigger.start)
        set_apart = mood or is_over(lower, trigger.end) or _is_of_an_asset(lower, start, trigger)
        if not set_apart and not any(low <= trigger.start < high for low, high in barred):
            found.append(trigger)
        at += 1 if match.row.loose else match.last - match.first + 1
    return found


def _is_of_an_asset(lower: str, start: int, trigger: Trigger) -> bool:
    """Whether a verb of violence tells a move of prices: "shares collapsed", "volatility exploded"."""
    if trigger.noun or trigger.type not in _VIOLENT:
        return False
    return _ASSET_SUBJECT.search(lower, max(start, trigger.start - 40), trigger.start) is not None


def _best_match(
    words: SentenceWords, at: int, candidates: tuple[Row, ...], *, headline: bool
) -> _Match | None:
    """Return the row that fits best at word ``at``.

    More words beat fewer; then the row whose company stands nearest, then the order of the lexicon.
    """
    nominal = _is_nominal(words, at, candidates, headline=headline)
    best: _Match | None = None
    least: tuple[int, int, int] | None = None
    for row in candidates:
        last = _last_word(words, at, row)
        if last is None or not _is_of_its_class(words, (at, last), row, nominal):
            continue
        distance = company_distance(words, at, last, row.conditions)
        if distance is None:
            continue
        key = (-len(row.rest), distance, row.rank)
        if least is None or key < least:
            least, best = key, _Match(row=row, first=at, last=last, noun=_is_noun(words, at, row, nominal))
    return best


def _is_nominal(words: SentenceWords, at: int, candidates: tuple[Row, ...], *, headline: bool) -> bool | None:
    """Whether a word that can be a verb is none here; None where the lexicon has no verb for it."""
    verb = next((row for row in candidates if row.part in _FINITE and not row.rest), None)
    if verb is None:
        return None
    has_noun = any(row.part == "noun" for row in candidates)
    return reads_as_noun(words, at, verb.part, headline=headline, has_noun=has_noun)


def _is_of_its_class(words: SentenceWords, place: tuple[int, int], row: Row, nominal: bool | None) -> bool:
    """Whether the word is of the class that the row has: noun, verb, participle or gerund."""
    first, last = place
    if row.part == "gerund":  # "the closing bell" is none
        return is_nominal_gerund(words, first) or not (first and words.texts[first - 1] in DETERMINERS)
    if row.part == "noun":
        return not is_thing(words, last) and (bool(row.rest) or nominal is not False)
    if row.part in _FINITE and not row.rest:
        return not nominal or (row.part == "past" and is_adjective(words, first))
    return True


def _is_noun(words: SentenceWords, at: int, row: Row, nominal: bool | None) -> bool:
    if row.part == "gerund":
        return is_nominal_gerund(words, at)
    return row.part == "noun" or (row.part in _FINITE and not row.rest and bool(nominal))


def _last_word(words: SentenceWords, at: int, row: Row) -> int | None:
    """Return the number of the last word of ``row`` where its further words stand behind ``at``."""
    if not row.rest:
        return at
    if not row.loose:
        following = words.texts[at + 1 : at + 1 + len(row.rest)]
        return at + len(row.rest) if tuple(following) == row.rest else None
    for place in range(at + 1, min(at + 2 + _LOOSE, len(words.texts))):
        if words.texts[place] == row.rest[0] and words.clauses[place] == words.clauses[at]:
            return place
    return None


def _trigger(lower: str, words: SentenceWords, match: _Match, *, headline: bool) -> Trigger:
    first, last, row = match.first, match.last, match.row
    # "shut the plant down": the verb is the trigger, its particle stands apart.
    end = words.ends[last] if not row.loose or last <= first + 1 else words.ends[first]
    return Trigger(
        start=words.starts[first],
        end=end,
        type=row.sense,
        word=lower[words.starts[first] : end],
        noun=match.noun,
        lemma=row.lemma,
        part=_part(words, match, headline=headline),
    )


def _part(words: SentenceWords, match: _Match, *, headline: bool) -> Part:
    """Return the form a word has here: "cut" is a base form behind "to" and a past one elsewhere.

    In a headline the base form is the present tense ("Banks cut rates"), but behind "to" and auxiliaries.
    """
    at, row = match.first, match.row
    if match.noun:
        return "noun"
    if row.part == "base" and set(words.texts[max(0, at - 5) : at]) & CAUSATIVES:
        return "past"  # "let the currency float"
    before = words.texts[max(0, at - 2) : at]
    unmarked = words.texts[at] == row.lemma and row.part == "past"
    bare = unmarked and (before[-1:] == ["to"] or bool(set(before) & _AUXILIARIES))
    part: Part = "base" if bare else row.part
    return "third" if headline and part == "base" and not set(before) & (_AUXILIARIES | {"to"}) else part
