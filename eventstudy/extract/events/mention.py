"""One mention of an event, with what the words of its clause say of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from eventstudy.extract.article.text import Sentence
from eventstudy.extract.events.clauses import Clauses
from eventstudy.extract.events.modality import modality_of
from eventstudy.extract.events.names import names_of
from eventstudy.extract.events.nearest_time import governing_time, time_of
from eventstudy.extract.events.scene import agent_of, place_of, town_of
from eventstudy.extract.events.segments import Order, Segment
from eventstudy.extract.events.statements import is_occasion
from eventstudy.extract.events.triggers import Trigger
from eventstudy.extract.geography.places import Found, Place
from eventstudy.extract.times.timex import Timex
from eventstudy.types import Modality

_REACH = 280
# "A similar explosion" is not the one told before.
_ANOTHER = re.compile(
    r"\b(?:another|a (?:similar|second|third|further|separate|fresh|new|previous|prior)|an earlier"
    r"|the (?:previous|earlier|first|last|second))\s+(?:[\w'-]+\s+){0,2}\Z"
)
_ALSO = re.compile(r"\b(?:another|a second|a third)\s+[^,.;]*\Z|\balso\s+\Z")
_DEFINITE = re.compile(r"\b(?:the|this|that)\s+(?:[\w'-]+\s+){0,2}\Z")
# "called off campaigns for Sunday's election": it is still to come.
_AHEAD_OF = re.compile(
    r"\b(?:ahead of|campaigns? (?:for|before)|ballots? for|prepar\w+ for|called off|cancel\w+|postpon\w+"
    r"|eve of|upcoming|candidates? (?:in|for)|polls? (?:for|before|ahead))\b[^.;]*\Z"
)
_PRESENT = frozenset(("takes", "comes", "goes", "kicks", "enters", "files", "agrees", "steps", "stands"))
_WHEN = re.compile(r",? when\Z")
_WHEN_REACH = 24

_Placed = TypeVar("_Placed", Found, Timex)


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One telling of an event.

    Parameters
    ----------
    number : int
        Its place among the mentions of the article.
    trigger : Trigger
        The word that tells it.
    sentence, segment : Sentence, Segment
        Where it stands.
    modality : str
        Whether it happened, is to come, may come, or did not happen.
    time : Timex, optional
        The words that date it.
    place : Place, optional
        Its scene, or the seat of who acts.
    agent : str
        The country whose act it is.
    names : frozenset of str
        People and bodies named beside it.
    in_title : bool
        Whether it stands in the first sentence of the article.
    town : str
        A town named as its scene that the gazetteer lacks.
    another : bool
        Whether the words set it apart from what was told before ("a second explosion").
    heading : Timex, optional
        The time that heads its entry or section in a timeline.
    subordinate : bool
        Whether an order word sets it beside what another part of the sentence tells.
    definite : bool
        Whether it is a noun that speaks of something known ("the strike").
    spoken : bool
        Whether it is a speech or a statement that is an occasion of its own.
    present : bool
        Whether the present tense tells it where that tells no past.
    counted : Timex, optional
        The distance by which it came before what another part tells ("two days after it").
    """

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
    another: bool = False
    heading: Timex | None = None
    subordinate: bool = False
    definite: bool = False
    spoken: bool = False
    present: bool = False
    counted: Timex | None = None

    @cached_property
    def people(self) -> frozenset[str]:
        """Last words of the names, in small letters."""
        return frozenset(name.split()[-1].lower() for name in self.names if name)


def _is_another(lower: str, start: int, trigger: Trigger) -> bool:
    """Whether the words set an event apart: "a second explosion", "the minister also resigned"."""
    if trigger.noun:
        return bool(_ANOTHER.search(lower, start, trigger.start))
    return bool(_ALSO.search(lower, max(start, trigger.start - 60), trigger.start))


def _is_present(lower: str, trigger: Trigger) -> bool:
    """Whether a verb is in the present tense: "meets", "takes effect"."""
    if trigger.part == "phrase":
        return trigger.word.split()[0] in _PRESENT
    infinitive = (
        lower.endswith(" to ", 0, trigger.start)
        or " to " in lower[max(0, trigger.start - 12) : trigger.start]
    )
    return trigger.part == "third" or (trigger.part == "base" and not infinitive)


def mention_of(
    clauses: Clauses,
    segment: Segment,
    trigger: Trigger,
    others: list[Trigger],
    heading: Timex | None,
    *,
    own: Timex | None = None,
) -> Mention:
    """Return what the words about a trigger say of its event; its number is still to be given.

    Parameters
    ----------
    clauses : Clauses
        The sentence.
    segment : Segment
        The part of it that the trigger stands in.
    trigger : Trigger
        The word that tells the event.
    others : list of Trigger
        The words of this part that tell events: they compete for its times.
    heading : Timex, optional
        The time that heads the entry of a timeline.
    own : Timex, optional
        The time of the event, where it is known already.
    """
    article, sentence, lower = clauses.article, clauses.sentence, clauses.article.lower
    near = [p for p in _inside(clauses.places, segment) if abs(p.start - trigger.start) < _REACH]
    modality = _modality(clauses, trigger)
    beside = [o for o in clauses.orders if clauses.segments[_other_side(o)] is segment]
    named = not clauses.headline
    spoken = trigger.type == "statement" and is_occasion(lower, trigger, segment.start, segment.end)
    return Mention(
        number=0,
        trigger=trigger,
        sentence=sentence,
        segment=segment,
        modality=modality,
        time=own or _time(clauses, segment, trigger, others, modality),
        place=place_of(article, trigger, near),
        agent=agent_of(lower, trigger, near),
        names=names_of(article.clean, trigger, segment, clauses.places, clauses.times)
        if named
        else frozenset(),
        in_title=clauses.in_title,
        town=town_of(article, trigger, near),
        another=_is_another(lower, sentence.start, trigger),
        heading=heading,
        subordinate=bool(beside),
        definite=trigger.noun and bool(_DEFINITE.search(lower, sentence.start, trigger.start)),
        spoken=spoken,
        present=_is_present(lower, trigger) and not clauses.present and modality == "happened",
        counted=next((o.distance for o in beside if o.later == o.moved), None),
    )


def _inside(found: list[_Placed], segment: Segment) -> list[_Placed]:
    return [one for one in found if segment.start <= one.start < segment.end]


def _other_side(order: Order) -> int:
    """Return the number of the segment that an order word does not move."""
    return order.earlier if order.moved == order.later else order.later


def _modality(clauses: Clauses, trigger: Trigger) -> Modality:
    lower = clauses.article.lower
    modality = modality_of(lower, trigger, (clauses.start, clauses.sentence.end))
    if modality != "happened" or not trigger.noun:
        return modality
    ahead = _AHEAD_OF.search(lower, max(clauses.start, trigger.start - 60), trigger.start)
    return "scheduled" if ahead else "happened"


def _time(
    clauses: Clauses, segment: Segment, trigger: Trigger, others: list[Trigger], modality: Modality
) -> Timex | None:
    """Return the time of a trigger: in its own part, of the main clause, or the subject of the sentence."""
    lower = clauses.article.lower
    time = time_of(lower, trigger, others, _inside(clauses.times, segment), modality)
    time = time or main_clause_time(clauses, segment)
    return time or (governing_time(lower, trigger, clauses.times) if trigger.noun else None)


def main_clause_time(clauses: Clauses, segment: Segment) -> Timex | None:
    """Return the time of the main clause for one with "when": "it came on Monday, when they freed it"."""
    if not _WHEN.search(clauses.article.lower, max(clauses.start, segment.start - 8), segment.start):
        return None
    before = [t for t in clauses.times if segment.start - _WHEN_REACH < t.end <= segment.start]
    return before[-1] if before else None
