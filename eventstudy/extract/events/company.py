"""Whether the words that an entry of the lexicon asks for stand beside it, and how near."""

from __future__ import annotations

from eventstudy.extract.article.word_sets import word_set
from eventstudy.extract.events.lexicon import Condition
from eventstudy.extract.events.sentence_words import SentenceWords

_REACH = 10
_PASSIVE = word_set("was were been being is are be got")


def company_distance(
    words: SentenceWords, at: int, last: int, conditions: tuple[Condition, ...]
) -> int | None:
    """Return how far the company that a row asks for stands, None where it is missing.

    A row that asks for none counts as one whose company stands far.
    """
    if not conditions:
        return _REACH
    found = [_company(words, at, last, condition) for condition in conditions]
    missing = None in found
    return None if missing else min(steps for steps in found if steps is not None)


def _company(words: SentenceWords, at: int, last: int, condition: Condition) -> int | None:
    """Return the distance in words to the nearest word of a class, None where the condition fails."""
    if condition.where == "next":
        return 1 if words.after(last) in condition.words else None
    if condition.where == "not":
        around = words.texts[max(0, at - 2) : at] + words.texts[last + 1 : last + 3]
        return None if any(word in condition.words for word in around) else _REACH
    clause = words.clauses[at]
    # "rates were cut": in the passive, what stands behind an active verb stands before it.
    before = words.texts[max(0, at - 6) : at]
    # "the deal, which they left": so does what stands before a relative clause.
    relative = "which" in before or "that" in before[-4:]
    where = "near" if relative or set(before[-3:]) & _PASSIVE else condition.where
    low = max(0, at - _REACH) if where in ("before", "near") else at + 1
    high = min(len(words.texts), last + 1 + _REACH) if where in ("after", "near") else at
    within = [
        n for n in range(low, high) if n != at and (words.clauses[n] == clause or (relative and n < at))
    ]
    return min((abs(n - at) for n in within if words.texts[n] in condition.words), default=None)
