"""Order between mentions, from the order words between the parts of a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eventstudy.extract.article.text import Article
from eventstudy.extract.events.clauses import Clauses
from eventstudy.extract.events.mention import Mention
from eventstudy.extract.events.segments import Order, Segment
from eventstudy.extract.times.timex import Timex

_PRONOUN = re.compile(
    r"\W*(?:it|this|that|they|the (?:move|step|decision|announcement|measure|action|news|incident|deal))\s+"
    r"(?:\w+ly\s+)?"
    r"(?:came|comes|follow(?:s|ed)|happened|took place|was|were|is|marks|marked)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Mention ``later`` came after ``earlier``; ``distance`` dates mention ``moved`` from the other."""

    later: int
    earlier: int
    distance: Timex | None = None
    moved: int = -1


def find_links(found: list[tuple[Clauses, list[Mention]]]) -> list[Link]:
    """Return the order that the words of each sentence set between mentions.

    "It came two days after the raid" speaks of the event told before the sentence.
    """
    links: list[Link] = []
    before: list[Mention] = []
    for clauses, told in found:
        back = _told_of(clauses.article, before, clauses.segments[0]) if clauses.orders else []
        for order in clauses.orders:
            link = _link(order, told, clauses.segments, back)
            if link is not None:
                links.append(link)
        before = [*before[-6:], *told]
    return links


def _link(order: Order, told: list[Mention], segments: list[Segment], back: list[Mention]) -> Link | None:
    step = 1 if order.later < order.earlier else -1
    later = _mentions_from(told, segments, order.later, -step) or (back if order.later == 0 else [])
    earlier = _mentions_from(told, segments, order.earlier, step) or (back if order.earlier == 0 else [])
    if not later or not earlier:
        return None
    after = _nearest_to_word(later, order.later < order.earlier, order.distance is not None)
    ahead = _nearest_to_word(earlier, order.earlier < order.later, False)
    if after.number == ahead.number:
        return None
    moved = after if order.moved == order.later else ahead
    return Link(later=after.number, earlier=ahead.number, distance=order.distance, moved=moved.number)


def _told_of(article: Article, before: list[Mention], segment: Segment) -> list[Mention]:
    """Return the mention that "it", "the move" or "that" at the head of a sentence stands for."""
    if not _PRONOUN.match(article.lower, segment.start, segment.end):
        return []
    return next(([m] for m in reversed(before[-6:]) if m.trigger.type != "statement"), [])


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
