"""All mentions of events in an article, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace

from eventstudy.extract.article.text import Article
from eventstudy.extract.events.clauses import Clauses, clauses_of
from eventstudy.extract.events.headings import heading_of
from eventstudy.extract.events.heads import heads_by_segment
from eventstudy.extract.events.lexicon import DECISIONS
from eventstudy.extract.events.mention import Mention, mention_of
from eventstudy.extract.events.plain_telling import told_plainly
from eventstudy.extract.events.statements import is_occasion, refers_back
from eventstudy.extract.events.triggers import Trigger

_OCCASIONS = ("consult", "statement")


def find_mentions(article: Article, head: tuple[int, int] = (0, 0)) -> list[tuple[Clauses, list[Mention]]]:
    """Find all mentions of events, sentence by sentence; ``head``, the dateline, is not read."""
    told: list[Mention] = []
    found = []
    for index, sentence in enumerate(article.sentences):
        clauses = clauses_of(article, sentence, head, in_title=index == 0) if sentence.is_news else None
        if clauses is not None:
            new = _mentions_of(clauses, told)
            told += new
            found.append((clauses, new))
    return found


def _mentions_of(clauses: Clauses, told: list[Mention]) -> list[Mention]:
    """Return the mentions of a sentence, numbered on from those ``told`` before."""
    lower = clauses.article.lower
    by_segment = heads_by_segment(lower, clauses.triggers, clauses.segments, clauses.times)
    heading = heading_of(clauses.article, clauses.sentence)
    mentions: list[Mention] = []
    for segment, kept in zip(clauses.segments, by_segment, strict=True):
        strong = []
        plain = [v for v in clauses.plain if segment.start <= v.start < segment.end]
        for trigger in kept:
            named = _retold(lower, trigger, [*told[-6:], *mentions])
            if named.type != "statement" or is_occasion(lower, named, segment.start, segment.end):
                strong.append(mention_of(clauses, segment, named, [*kept, *plain], heading))
        strong, plainly = told_plainly(clauses, segment, strong, heading)
        if plainly:  # the meeting at which something else was said or done is its occasion
            strong = [m for m in strong if not (m.trigger.noun and m.trigger.type in _OCCASIONS)]
        mentions += sorted([*strong, *plainly], key=_place_in_text)
    return [replace(m, number=len(told) + n) for n, m in enumerate(mentions)]


def _place_in_text(mention: Mention) -> int:
    return mention.trigger.start


def _retold(lower: str, trigger: Trigger, before: list[Mention]) -> Trigger:
    """Return the trigger, with the type of the decision told before it where it speaks of that one."""
    if not refers_back(lower, trigger):
        return trigger
    decision = next((m for m in reversed(before[-6:]) if m.trigger.type in DECISIONS), None)
    return trigger if decision is None else replace(trigger, type=decision.trigger.type, noun=True)
