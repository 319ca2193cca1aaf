"""The mention of an event that a model points at: its words must stand together in the article."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import Article, Sentence, sentence_at
from eventstudy.extract.events.headings import heading_of
from eventstudy.extract.events.lexicon import rows, senses
from eventstudy.extract.events.mention import Mention
from eventstudy.extract.events.nearest_time import time_of
from eventstudy.extract.events.plain_verbs import OPEN, plain_verbs
from eventstudy.extract.events.segments import Segment
from eventstudy.extract.events.story_times import story_times
from eventstudy.extract.events.triggers import Trigger, find_triggers
from eventstudy.extract.geography.places import Place, find_places
from eventstudy.extract.llm.answers import EventAnswer
from eventstudy.extract.llm.quotes import Extent, Finder
from eventstudy.extract.llm.rejected import Rejected
from eventstudy.extract.times.timex import Timex, find_times

_SHORTEST = 8
_LONGEST = 600
_MOST_SENTENCES = 2
_WORD = re.compile(r"[a-z][a-z'-]*")


def quote_at(
    article: Article, finder: Finder, words: str, rejected: Rejected, *, kind: str = "events"
) -> Extent | None:
    """Return where a quote stands: at most two sentences or 600 characters of the article."""
    quote = finder.within(words) if len(words.strip()) >= _SHORTEST else None
    if quote is None:
        rejected.add(f"{kind} of the model whose quote is not in the article", words)
        return None
    if quote[1] - quote[0] > _LONGEST or len(_sentences(article, quote)) > _MOST_SENTENCES:
        rejected.add(f"{kind} of the model whose quote is longer than two sentences", words)
        return None
    return quote


def pointed_mention(
    article: Article, finder: Finder, item: EventAnswer, rejected: Rejected
) -> Mention | None:
    """Return the mention of an item, its number still to be given; None where its words do not hold."""
    quote = quote_at(article, finder, item.quote, rejected)
    if quote is None:
        return None
    at = finder.within(item.trigger, quote)
    sentence = sentence_at(article, at[0]) if at else None
    if at is None or sentence is None:
        rejected.add("events of the model whose trigger is not in their quote", item.trigger)
        return None
    sense, noun = _sense(article, item, at, sentence, rejected)
    word = article.lower[at[0] : at[1]].strip()
    trigger = Trigger(start=at[0], end=at[1], type=sense, word=word, noun=noun)
    around = _sentences(article, quote)
    extents = [quote, (sentence.start, sentence.end), (around[0].start, around[-1].end)]
    return Mention(
        number=0,
        trigger=trigger,
        sentence=sentence,
        segment=Segment(start=quote[0], end=quote[1]),
        modality=item.modality,
        time=_time(article, finder, item, extents, rejected) or _own_time(article, item, quote, trigger),
        place=_place(article, finder, item, extents),
        agent="",
        names=_names(article, finder, item, extents, rejected),
        heading=heading_of(article, sentence),
    )


def _sentences(article: Article, quote: Extent) -> list[Sentence]:
    return [s for s in article.sentences if s.start < quote[1] and s.end > quote[0]]


def _sense(
    article: Article, item: EventAnswer, at: Extent, sentence: Sentence, rejected: Rejected
) -> tuple[str, bool]:
    """Return the sense of the trigger, which is one that the lexicon has for its words, else ``OPEN``."""
    own = [t for t in find_triggers(article.lower, *at) if t.type != "statement"]
    named = item.type or ""
    if named not in senses():
        named = next((name for name, sense in senses().items() if sense.type == named), named)
    known = named in senses()
    if own and known and senses()[own[0].type].family == senses()[named].family:
        return own[0].type, own[0].noun
    if named in {t.type for t in own} | _senses_of(article.lower, at, sentence):
        return named, own[0].noun if own else False
    if named and named != OPEN:
        told = f"{named} for {article.text[slice(*at)]}"
        rejected.add("types of the model that the words of the trigger do not have", told)
    return (own[0].type, own[0].noun) if own else (OPEN, False)


def _senses_of(lower: str, at: Extent, sentence: Sentence) -> set[str]:
    """Return all senses that the lexicon and the list of plain verbs have for the words of a trigger."""
    words = _WORD.findall(lower, *at)
    found = {
        row.sense
        for number, word in enumerate(words)
        for row in rows().get(word, ())
        if tuple(words[number + 1 : number + 1 + len(row.rest)]) == row.rest
        or (row.loose and row.rest[0] in words[number + 1 :])
    }
    verbs = plain_verbs(lower, sentence.start, at[1], present=True)
    return found | {verb.type for verb in verbs if verb.start >= at[0]}


def _time(
    article: Article, finder: Finder, item: EventAnswer, extents: list[Extent], rejected: Rejected
) -> Timex | None:
    """Return the time that the model names, if it stands in the sentences of the quote.

    The words that head the entry of a timeline are read as its heading.
    """
    if not item.time or not item.time.strip():
        return None
    at = finder.nearest(item.time, extents, extents[0][0])
    if at is None:
        rejected.add("times of the model that are not in the article (dated by the quote's words)", item.time)
        return None
    first, last = extents[-1]
    if not first <= at[0] < last:
        if not _is_heading(article, finder, item.time, extents):
            rejected.add(
                "times of the model that stand outside the sentence of their quote (dated by the quote's"
                " words)",
                item.time,
            )
        return None
    times = find_times(article.clean, *at)
    if not times:
        rejected.add("times of the model that are read as none", item.time)
    return max(times, key=lambda t: t.end - t.start, default=None)


def _is_heading(article: Article, finder: Finder, words: str, extents: list[Extent]) -> bool:
    """Whether the words stand in the heading of the entry or of the section of the quote."""
    heads = [
        head for s in _sentences(article, extents[0]) for head in (s.heading_time, s.section_time) if head
    ]
    return any(finder.within(words, head) for head in heads)


def _own_time(article: Article, item: EventAnswer, quote: Extent, trigger: Trigger) -> Timex | None:
    """Return the time of a quote's own words that the rules give to its trigger."""
    others = [
        t for t in find_triggers(article.lower, *quote) if t.end <= trigger.start or t.start >= trigger.end
    ]
    triggers = sorted([trigger, *others], key=lambda t: t.start)
    return time_of(article.lower, trigger, triggers, story_times(article, *quote), item.modality)


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
