"""Mentions of events: a trigger with the time, the place and the names beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from eventstudy.extract.heads import heads_by_segment
from eventstudy.extract.modality import modality_of
from eventstudy.extract.names import is_headline, names_of
from eventstudy.extract.nearest_time import governing_time, time_of
from eventstudy.extract.places import Found, Place, find_places
from eventstudy.extract.scene import agent_of, place_of, town_of
from eventstudy.extract.segments import Order, Segment, cut_sentence
from eventstudy.extract.text import Article, Sentence
from eventstudy.extract.timex import Timex, find_times
from eventstudy.extract.triggers import DECISIONS, Trigger, find_triggers, is_occasion, refers_back
from eventstudy.types import Modality

_REACH = 280


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One telling of an event."""

    number: int
    trigger: Trigger
    sentence: Sentence
    segment: Segment
    modality: Modality
    time: Timex | None
    place: Place | None
    agent: str
    names: frozenset[str]
    in_title: bool = False
    town: str = ""

    @cached_property
    def people(self) -> frozenset[str]:
        """Last words of the names, in small letters."""
        return frozenset(name.split()[-1].lower() for name in self.names if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Mention ``later`` came after ``earlier``; ``distance`` dates mention ``moved`` from the other."""

    later: int
    earlier: int
    distance: Timex | None = None
    moved: int = -1


def find_mentions(article: Article, head: tuple[int, int] = (0, 0)) -> tuple[list[Mention], list[Link]]:
    """Find all mentions of events and the order words between them; ``head``, the dateline, is not read."""
    mentions: list[Mention] = []
    links: list[Link] = []
    for index, sentence in enumerate(article.sentences):
        start = max(sentence.start, head[1]) if sentence.start < head[1] else sentence.start
        places = find_places(article.clean, start, sentence.end)
        triggers = _triggers(article, start, sentence, places)
        if not triggers:
            continue
        times = find_times(article.clean, start, sentence.end)
        segments, orders = cut_sentence(article.lower, start, sentence.end, times, triggers[-1].start)
        by_segment = heads_by_segment(article.lower, triggers, segments, times)
        first = len(mentions)
        for segment, kept in zip(segments, by_segment, strict=True):
            for trigger in kept:
                told = _retold(article.lower, trigger, mentions)
                if told.type != "statement" or is_occasion(article.lower, told, segment.start, segment.end):
                    at = (len(mentions), index == 0)
                    mentions.append(
                        _mention(
                            article=article,
                            number=at,
                            sentence=sentence,
                            segment=segment,
                            trigger=told,
                            others=kept,
                            times=times,
                            places=places,
                        )
                    )
        links += _links(mentions[first:], segments, orders)
    return mentions, links


def _triggers(article: Article, start: int, sentence: Sentence, places: list[Found]) -> list[Trigger]:
    """Triggers of a sentence, but for words inside the name of a place ("Downing Street")."""
    found = find_triggers(
        article.lower, start, sentence.end, headline=is_headline(article, sentence)
    )
    return [t for t in found if not any(p.start <= t.start < p.end for p in places)]


def _retold(lower: str, trigger: Trigger, mentions: list[Mention]) -> Trigger:
    """Return the trigger, with the type of the decision told before it where it speaks of that one."""
    if not refers_back(lower, trigger):
        return trigger
    before = next((m for m in reversed(mentions[-6:]) if m.trigger.type in DECISIONS), None)
    return trigger if before is None else replace(trigger, type=before.trigger.type, noun=True)


def _mention(
    *,
    article: Article,
    number: tuple[int, bool],
    sentence: Sentence,
    segment: Segment,
    trigger: Trigger,
    others: list[Trigger],
    times: list[Timex],
    places: list[Found],
) -> Mention:
    near = [
        p for p in places if segment.start <= p.start < segment.end and abs(p.start - trigger.start) < _REACH
    ]
    modality = modality_of(article.lower, trigger, (sentence.start, sentence.end))
    return Mention(
        number=number[0],
        trigger=trigger,
        sentence=sentence,
        segment=segment,
        modality=modality,
        time=time_of(
            article.lower,
            trigger,
            others,
            [t for t in times if segment.start <= t.start < segment.end],
            modality,
        )
        or (governing_time(article.lower, trigger, times) if trigger.noun else None),
        place=place_of(article, trigger, near),
        agent=agent_of(article.lower, trigger, near),
        names=names_of(article.clean, trigger, segment, places, times)
        if not is_headline(article, sentence)
        else frozenset(),
        in_title=number[1],
        town=town_of(article, trigger, near),
    )


def _links(mentions: list[Mention], segments: list[Segment], orders: list[Order]) -> list[Link]:
    """Order words between segments, as order between the mentions nearest to the word."""
    result = []
    for order in orders:
        step = 1 if order.later < order.earlier else -1
        later = _mentions_from(mentions, segments, order.later, -step)
        earlier = _mentions_from(mentions, segments, order.earlier, step)
        if not later or not earlier:
            continue
        any_type = order.distance is not None
        pair = (
            _nearest_to_word(later, order.later < order.earlier, any_type),
            _nearest_to_word(earlier, order.earlier < order.later, False),
        )
        moved = pair[0] if order.moved == order.later else pair[1]
        result.append(
            Link(later=pair[0].number, earlier=pair[1].number, distance=order.distance, moved=moved.number)
        )
    return result


def _mentions_from(mentions: list[Mention], segments: list[Segment], at: int, step: int) -> list[Mention]:
    """Mentions of segment ``at``, or of the next one outwards that has any: dashes cut segments too."""
    while 0 <= at < len(segments):
        found = [m for m in mentions if m.segment is segments[at]]
        if found:
            return found
        at += step
    return []


def _nearest_to_word(mentions: list[Mention], left: bool, any_type: bool) -> Mention:
    """Return the mention of a segment beside the order word; statements count last unless ``any_type``."""
    events = mentions if any_type else [m for m in mentions if m.trigger.type != "statement"] or mentions
    return events[-1] if left else events[0]
