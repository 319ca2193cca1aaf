"""What a clause tells in plain verbs, at a time that no word of the lexicon has."""

from __future__ import annotations

import re
from dataclasses import replace

from eventstudy.extract.events.clauses import Clauses
from eventstudy.extract.events.heads import is_object
from eventstudy.extract.events.mention import Mention, main_clause_time, mention_of
from eventstudy.extract.events.nearest_time import nearest_verb
from eventstudy.extract.events.segments import Segment
from eventstudy.extract.events.triggers import Trigger
from eventstudy.extract.times.timex import Timex

_FACTS = ("happened", "scheduled", "background")
_GOVERNED = re.compile(
    r"\b(?:of|over|on|after|about|for|against|in|by|from|with|to|since|amid|despite)\s+(?:[\w'-]+\s+){0,3}\Z"
)


def told_plainly(
    clauses: Clauses, segment: Segment, strong: list[Mention], heading: Timex | None
) -> tuple[list[Mention], list[Mention]]:
    """Return the mentions that words of the lexicon make in a segment, and those that plain verbs make.

    A verb tells an event beside a time that no word of the lexicon has; an entry of a timeline, or what is
    counted or dated from the main clause, tells one even without. A noun of the lexicon that is the verb's
    subject or object has the time itself.

    Parameters
    ----------
    clauses : Clauses
        The sentence.
    segment : Segment
        The part of it that is read.
    strong : list of Mention
        The mentions that words of the lexicon make in it.
    heading : Timex, optional
        The time that heads the entry of a timeline.
    """
    told = {m.trigger.start for m in strong}
    verbs = [v for v in clauses.plain if segment.start <= v.start < segment.end and v.start not in told]
    strong, found = _at_free_times(clauses, segment, strong, verbs, heading)
    if found or not verbs:
        return strong, found
    first = verbs[0]
    if _is_counted(clauses, segment) and all(m.trigger.noun for m in strong):
        dated = [m for m in strong if m.time is not None or m.trigger.start < first.start]
        return dated, _told([mention_of(clauses, segment, first, verbs, heading)])
    main = main_clause_time(clauses, segment)
    if not strong and (main is not None or heading is not None):
        return strong, _told([mention_of(clauses, segment, first, verbs, heading, own=main)])
    return strong, []


def _told(mentions: list[Mention]) -> list[Mention]:
    """Return those that plain verbs tell as facts, or as still to come."""
    return [m for m in mentions if m.modality in _FACTS]


def _at_free_times(
    clauses: Clauses, segment: Segment, strong: list[Mention], verbs: list[Trigger], heading: Timex | None
) -> tuple[list[Mention], list[Mention]]:
    """Give each time that no word of the lexicon has to a verb beside it, or to that verb's subject."""
    lower, strong = clauses.article.lower, list(strong)
    taken = {m.time.start for m in strong if m.time is not None}
    free = [t for t in clauses.times if segment.start <= t.start < segment.end and t.start not in taken]
    found: dict[int, Mention] = {}
    for timex in free:
        verb = nearest_verb(lower, timex, verbs, clauses.times)
        if verb is None:
            continue
        subject = _subject(lower, verb, strong)
        if subject is not None:
            strong[strong.index(subject)] = replace(subject, time=timex)
        elif verb.start not in found:
            mention = mention_of(clauses, segment, verb, verbs, heading, own=timex)
            if mention.modality in _FACTS:
                found[verb.start] = mention
    return strong, list(found.values())


def _is_counted(clauses: Clauses, segment: Segment) -> bool:
    """Whether a distance dates what this part tells: "six months after the deal a court threw it out"."""
    return any(o.distance is not None and clauses.segments[o.moved] is segment for o in clauses.orders)


def _subject(lower: str, verb: Trigger, strong: list[Mention]) -> Mention | None:
    """Return the event that is the subject or the object of a plain verb: "an explosion tore through it"."""
    after = [m for m in strong if m.trigger.noun and m.time is None and m.trigger.start >= verb.end]
    if after and is_object(lower[verb.end : after[0].trigger.start]):
        return after[0]
    before = [m for m in strong if m.trigger.noun and m.time is None and m.trigger.end <= verb.start]
    if not before or re.search(r"[,;]", lower[before[-1].trigger.end : verb.start]):
        return None
    governed = _GOVERNED.search(lower, before[-1].sentence.start, before[-1].trigger.start)
    return None if governed else before[-1]
