"""Names of people and bodies in the words about an event."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import Article, Sentence, word_set
from eventstudy.extract.events.segments import Segment
from eventstudy.extract.events.triggers import Trigger
from eventstudy.extract.geography.places import Found, country_name
from eventstudy.extract.times.time_words import MONTHS, WEEKDAYS
from eventstudy.extract.times.timex import Timex

_NAME = re.compile(
    r"\b[A-Z][a-zA-Z]*(?:['-][A-Za-z]+)*(?:\s+(?:al-|bin |von |van |de )?[A-Z][a-zA-Z]+(?:-[A-Za-z]+)*){0,3}"
)
_NOT_NAMES = (
    word_set(
        "the a an in it he she they we i but and on after before at as this that these those there when"
        " while with for by from his her its their our one two three"
        " president chair general gen supreme leader minister prime foreign secretary chief executive"
        " chairman governor sir mr mrs ms dr officials analysts trump's iran's u.s us uk eu"
        " markets shares oil stocks brent dow crude jones gold wti nasdaq s&p earth chapter"
    )
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
)
_REACH = 140


def names_of(
    clean: str, trigger: Trigger, segment: Segment, places: list[Found], times: list[Timex]
) -> frozenset[str]:
    """Return the names near the trigger: capitalised words that are no place, time or office."""
    low, high = max(segment.start, trigger.start - _REACH), min(segment.end, trigger.end + _REACH)
    taken = {(p.start, p.end) for p in places} | {(t.start, t.end) for t in times}
    names = {country_name(p.place.country) for p in places if low <= p.start < high and p.role == "demonym"}
    for match in _NAME.finditer(clean, low, high):
        words = match.group().removesuffix("'s").split()
        while words and words[0].lower() in _NOT_NAMES:
            words.pop(0)
        at = match.end() - len(match.group().removesuffix("'s")) if words else match.start()
        if not words or len(words[-1]) < 3 or words[-1].lower() in _NOT_NAMES:
            continue
        if _is_no_name(clean, words, at) or any(first < match.end() and at < last for first, last in taken):
            continue
        names.add(" ".join(words))
    return frozenset(names)


def is_headline(article: Article, sentence: Sentence) -> bool:
    """Whether most words are capitalised, so that a capital marks no name."""
    if article.clean[sentence.end - 1] == ".":
        return False
    words = [w for w in article.clean[sentence.start : sentence.end].split() if len(w) > 3]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _is_no_name(clean: str, words: list[str], at: int) -> bool:
    """Whether capitals mean nothing here: a dateline, or one word at the head of a sentence."""
    name = " ".join(words)
    shouted = name.isupper() and len(name) > 4
    head = clean[max(0, at - 3) : at].strip(" \"'")
    return shouted or head.endswith("(") or (len(words) == 1 and (not head or head[-1] in ".!?:\n"))
