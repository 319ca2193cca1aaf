"""A sentence as cut for reading: its triggers, times, places, and the parts they stand in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from eventstudy.extract.article.text import Article, Sentence
from eventstudy.extract.events.names import is_headline
from eventstudy.extract.events.plain_verbs import plain_verbs
from eventstudy.extract.events.segments import Order, Segment, cut_sentence
from eventstudy.extract.events.story_times import COUNTED, story_times
from eventstudy.extract.events.triggers import Trigger, find_triggers
from eventstudy.extract.geography.places import Found, find_places
from eventstudy.extract.times.timex import Timex

_OWN_VERB = re.compile(
    r"[^,.;:]*?\b(?:had|has|was|were|[a-z]{3,}ed|went|came|took|began|fell|rose|left|won)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clauses:
    """A sentence as cut for reading.

    Parameters
    ----------
    article : Article
        The text.
    sentence : Sentence
        The sentence; ``start`` is where it begins behind the dateline.
    headline : bool
        Whether capitals mark no names in it.
    present : bool
        Whether the present tense tells what happened: in headlines and entries of a timeline.
    in_title : bool
        Whether it is the first of the article.
    triggers, plain : list of Trigger
        Words of the lexicon, and verbs that tell an event only with a time.
    times : list of Timex
        Times that can date.
    places : list of Found
        Places named.
    segments : list of Segment
        Its parts, between order words.
    orders : list of Order
        Which part came before which.
    """

    article: Article
    sentence: Sentence
    start: int
    headline: bool
    present: bool
    in_title: bool
    triggers: list[Trigger]
    plain: list[Trigger]
    times: list[Timex]
    places: list[Found]
    segments: list[Segment]
    orders: list[Order]


def clauses_of(
    article: Article, sentence: Sentence, head: tuple[int, int], *, in_title: bool
) -> Clauses | None:
    """Cut a sentence, None where no word of it can tell an event; ``head``, the dateline, is not read."""
    start = max(sentence.start, head[1])
    headline = is_headline(article, sentence) or sentence.kind == "headline"
    headline = headline or (in_title and article.clean[sentence.end - 1] not in ".?!\"'")
    places = find_places(article.clean, start, sentence.end)
    present = headline or sentence.heading_time is not None or sentence.section_time is not None
    triggers = find_triggers(article.lower, start, sentence.end, headline=present)
    # Words inside the name of a place tell nothing: "Downing Street".
    triggers = [t for t in triggers if not any(p.start <= t.start < p.end for p in places)]
    times = story_times(article, start, sentence.end)
    plain = _plain_beside(article.lower, (start, sentence.end), triggers, present) if times or present else []
    if not triggers and not plain:
        return None
    told = [t.start for t in [*triggers, *plain]]
    nouns = {t.start for t in triggers if t.noun}
    segments, orders = cut_sentence(article.lower, start, sentence.end, times, told, nouns=nouns)
    times = _free_distances(article.lower, start, times, orders)
    return Clauses(
        article=article,
        sentence=sentence,
        start=start,
        headline=headline,
        present=present,
        in_title=in_title,
        triggers=triggers,
        plain=plain,
        times=times,
        places=places,
        segments=segments,
        orders=orders,
    )


def _plain_beside(
    lower: str, words: tuple[int, int], triggers: list[Trigger], present: bool
) -> list[Trigger]:
    """Return the plain verbs that are no words of the lexicon, but for those of saying."""
    acts = [t for t in triggers if t.type != "statement"]
    verbs = plain_verbs(lower, *words, present=present)
    return [v for v in verbs if not any(t.start <= v.start < t.end for t in acts)]


def _free_distances(lower: str, start: int, times: list[Timex], orders: list[Order]) -> list[Timex]:
    """Read "two days after that promise", with no event behind the order word, as "two days later".

    Behind the main verb, words with a verb of their own ("two years after it had joined") date that one.
    """
    used = {order.distance.start for order in orders if order.distance is not None}
    read: list[Timex] = []
    for timex in times:
        free = timex.direction in COUNTED and timex.start not in used
        at_head = not lower[start : timex.start].strip()
        if free and (at_head or not _OWN_VERB.match(lower, timex.end, timex.end + 80)):
            read.append(replace(timex, direction=COUNTED[timex.direction]))
        else:
            read.append(timex)
    return read
