"""Mentions of events: a trigger with the time, the place and the names beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from eventstudy.extract.article.text import Article, Sentence
from eventstudy.extract.events.chain import story_times
from eventstudy.extract.events.heads import heads_by_segment, is_object
from eventstudy.extract.events.modality import modality_of
from eventstudy.extract.events.names import is_headline, names_of
from eventstudy.extract.events.nearest_time import governing_time, nearest_verb, time_of
from eventstudy.extract.events.plain_verbs import plain_verbs
from eventstudy.extract.events.scene import agent_of, place_of, town_of
from eventstudy.extract.events.segments import Order, Segment, cut_sentence
from eventstudy.extract.events.triggers import DECISIONS, Trigger, find_triggers, is_occasion, refers_back
from eventstudy.extract.geography.places import Found, Place, find_places
from eventstudy.extract.times.timex import Timex, find_times
from eventstudy.types import Modality

_REACH = 280
# "A similar explosion" is not the one told before.
_ANOTHER = re.compile(
    r"\b(?:another|a (?:similar|second|third|further|separate|fresh|new|previous|prior)|an earlier"
    r"|the (?:previous|earlier|first|last|second))\s+(?:[\w'-]+\s+){0,2}\Z"
)


_GOVERNED = re.compile(
    r"\b(?:of|over|on|after|about|for|against|in|by|from|with|to|since|amid|despite)\s+(?:[\w'-]+\s+){0,3}\Z"
)
# The bare clock time that heads an entry of a live blog.
_BARE_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)")
_ALL_TIMES = re.compile(r"\b[Aa]ll times (?:are )?(?:in )?(?P<zone>[A-Z]{2,5}|local)\b")
_HEAD = 1_500
_OCCASIONS = ("consult", "statement")
_OWN_VERB = re.compile(r"[^,.;:]*?\b(?:had|has|was|were|[a-z]{3,}ed|went|came|took|began|fell|rose|left|won)\b")
# "called off campaigns for Sunday's election": it is still to come.
_AHEAD_OF = re.compile(
    r"\b(?:ahead of|campaigns? (?:for|before)|ballots? for|prepar\w+ for|called off|cancel\w+|postpon\w+|eve of|upcoming"
    r"|candidates? (?:in|for)|polls? (?:for|before|ahead))\b[^.;]*\Z"
)
_WHEN = re.compile(r",? when\Z")
_WHEN_REACH = 24
_DEFINITE = re.compile(r"\b(?:the|this|that)\s+(?:[\w'-]+\s+){0,2}\Z")


@dataclass(frozen=True, kw_only=True)
class Mention:
    """One telling of an event.

    ``heading`` is the time that heads its entry or section in a timeline; ``another`` says that the words
    set it apart from what was told before ("a second explosion").
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Clauses:
    """A sentence as cut for reading: its triggers, times, places, and the segments they stand in."""

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


def find_mentions(article: Article, head: tuple[int, int] = (0, 0)) -> list[tuple[Clauses, list[Mention]]]:
    """Find all mentions of events, sentence by sentence; ``head``, the dateline, is not read."""
    told: list[Mention] = []
    found = []
    for index, sentence in enumerate(article.sentences):
        clauses = _clauses(article, sentence, head, in_title=index == 0) if sentence.is_news else None
        if clauses is not None:
            new = _mentions_of(clauses, told)
            told += new
            found.append((clauses, new))
    return found


def _clauses(
    article: Article, sentence: Sentence, head: tuple[int, int], *, in_title: bool
) -> Clauses | None:
    start = max(sentence.start, head[1]) if sentence.start < head[1] else sentence.start
    headline = is_headline(article, sentence) or sentence.kind == "headline"
    headline = headline or (in_title and article.clean[sentence.end - 1] not in ".?!\"'")
    places = find_places(article.clean, start, sentence.end)
    present = headline or sentence.heading_time is not None or sentence.section_time is not None
    triggers = find_triggers(article.lower, start, sentence.end, headline=present)
    # Words inside the name of a place tell nothing: "Downing Street".
    triggers = [t for t in triggers if not any(p.start <= t.start < p.end for p in places)]
    times = story_times(article, start, sentence.end)
    plain = plain_verbs(article.lower, start, sentence.end, present=present) if times or present else []
    acts = [t for t in triggers if t.type != "statement"]
    plain = [p for p in plain if not any(t.start <= p.start < t.end for t in acts)]
    if not triggers and not plain:
        return None
    told = [t.start for t in [*triggers, *plain]]
    nouns = {t.start for t in triggers if t.noun}
    segments, orders = cut_sentence(article.lower, start, sentence.end, times, told, nouns)
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


def _free_distances(lower: str, start: int, times: list[Timex], orders: list[Order]) -> list[Timex]:
    """Read "two days after that promise", with no event behind the order word, as "two days later".

    Behind the main verb, words with a verb of their own ("two years after it had joined") date that one.
    """
    used = {order.distance.start for order in orders if order.distance is not None}
    plain = {"after": "later", "before": "earlier", "prior": "earlier"}
    return [
        replace(t, direction=plain[t.direction])
        if t.direction in plain
        and t.start not in used
        and (not lower[start : t.start].strip() or not _OWN_VERB.match(lower, t.end, t.end + 80))
        else t
        for t in times
    ]


def _mentions_of(clauses: Clauses, told: list[Mention]) -> list[Mention]:
    """Return the mentions of a sentence, numbered on from those ``told`` before."""
    lower = clauses.article.lower
    by_segment = heads_by_segment(lower, clauses.triggers, clauses.segments, clauses.times)
    heading = _heading(clauses)
    mentions: list[Mention] = []
    for segment, kept in zip(clauses.segments, by_segment, strict=True):
        strong = []
        plain = [v for v in clauses.plain if segment.start <= v.start < segment.end]
        for trigger in kept:
            named = _retold(lower, trigger, [*told[-6:], *mentions])
            if named.type != "statement" or is_occasion(lower, named, segment.start, segment.end):
                strong.append(_mention(clauses, segment, named, [*kept, *plain], heading))
        told_plainly = _told_plainly(clauses, segment, strong, heading)
        if told_plainly:  # the meeting at which something else was said or done is its occasion
            strong = [m for m in strong if not (m.trigger.noun and m.trigger.type in _OCCASIONS)]
        mentions += sorted([*strong, *told_plainly], key=_place_in_text)
    return [replace(m, number=len(told) + n) for n, m in enumerate(mentions)]


def _place_in_text(mention: Mention) -> int:
    return mention.trigger.start


def _told_plainly(
    clauses: Clauses, segment: Segment, strong: list[Mention], heading: Timex | None
) -> list[Mention]:
    """Return a mention for each time of a segment that no word of the lexicon has, and a verb beside it.

    A noun of the lexicon that is the verb's subject has the time itself (``strong`` is changed in place).
    An entry of a timeline tells something even if no word of the lexicon stands in it.
    """
    taken = {m.time.start for m in strong if m.time is not None}
    spoken = {m.trigger.start for m in strong}
    verbs = [v for v in clauses.plain if segment.start <= v.start < segment.end and v.start not in spoken]
    free = [t for t in clauses.times if segment.start <= t.start < segment.end and t.start not in taken]
    found: dict[int, Mention] = {}
    for timex in free:
        verb = nearest_verb(clauses.article.lower, timex, verbs, clauses.times)
        subject = _subject(clauses.article.lower, verb, strong) if verb is not None else None
        if subject is not None:
            strong[strong.index(subject)] = replace(subject, time=timex)
        elif verb is not None and verb.start not in found:
            mention = _mention(clauses, segment, verb, verbs, heading, own=timex)
            if mention.modality in ("happened", "scheduled", "background"):
                found[verb.start] = mention
    if verbs and not found and _is_counted(clauses, segment) and all(m.trigger.noun for m in strong):
        found[verbs[0].start] = _mention(clauses, segment, verbs[0], verbs, heading)
        strong[:] = [m for m in strong if m.time is not None or m.trigger.start < verbs[0].start]
    main = _of_main(clauses, segment)
    if main is not None and not strong and not found and verbs:
        found[verbs[0].start] = _mention(clauses, segment, verbs[0], verbs, heading, own=main)
    if heading is not None and not strong and not found and verbs:
        found[verbs[0].start] = _mention(clauses, segment, verbs[0], verbs, heading)
    return list(found.values())


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


def _heading(clauses: Clauses) -> Timex | None:
    """Return the time that heads the entry or the section of a timeline."""
    for words in (clauses.sentence.heading_time, clauses.sentence.section_time):
        if words is not None:
            times = find_times(clauses.article.clean, *words)
            if times:
                return times[0]
            bare = _BARE_CLOCK.fullmatch(clauses.article.clean, *words)
            if bare is not None:
                clock = (int(bare["hour"]), int(bare["minute"]))
                return Timex(
                    start=words[0],
                    end=words[1],
                    clock=clock,
                    zone=_zone_of_all(clauses.article),
                    kinds=("clock",),
                )
    return None


def _zone_of_all(article: Article) -> str:
    """Return the zone that a live blog says all its times are in, else empty."""
    said = _ALL_TIMES.search(article.clean, 0, _HEAD)
    return said["zone"] if said else ""


def _retold(lower: str, trigger: Trigger, before: list[Mention]) -> Trigger:
    """Return the trigger, with the type of the decision told before it where it speaks of that one."""
    if not refers_back(lower, trigger):
        return trigger
    decision = next((m for m in reversed(before[-6:]) if m.trigger.type in DECISIONS), None)
    return trigger if decision is None else replace(trigger, type=decision.trigger.type, noun=True)


def _of_main(clauses: Clauses, segment: Segment) -> Timex | None:
    """Return the time of the main clause for one with "when": "it came on Monday, when they freed it"."""
    if not _WHEN.search(clauses.article.lower, max(clauses.start, segment.start - 8), segment.start):
        return None
    before = [t for t in clauses.times if segment.start - _WHEN_REACH < t.end <= segment.start]
    return before[-1] if before else None


def _mention(
    clauses: Clauses,
    segment: Segment,
    trigger: Trigger,
    others: list[Trigger],
    heading: Timex | None,
    *,
    own: Timex | None = None,
) -> Mention:
    article, sentence = clauses.article, clauses.sentence
    near = [
        p
        for p in clauses.places
        if segment.start <= p.start < segment.end and abs(p.start - trigger.start) < _REACH
    ]
    modality = modality_of(article.lower, trigger, (clauses.start, sentence.end))
    ahead = trigger.noun and bool(_AHEAD_OF.search(article.lower, max(clauses.start, trigger.start - 60), trigger.start))
    if ahead and modality == "happened":
        modality = "scheduled"
    side = [o for o in clauses.orders if clauses.segments[o.later + o.earlier - o.moved] is segment]
    beside = [t for t in clauses.times if segment.start <= t.start < segment.end]
    time = own or time_of(article.lower, trigger, others, beside, modality) or _of_main(clauses, segment)
    return Mention(
        number=0,
        trigger=trigger,
        sentence=sentence,
        segment=segment,
        modality=modality,
        time=time or (governing_time(article.lower, trigger, clauses.times) if trigger.noun else None),
        place=place_of(article, trigger, near),
        agent=agent_of(article.lower, trigger, near),
        names=frozenset()
        if clauses.headline
        else names_of(article.clean, trigger, segment, clauses.places, clauses.times),
        in_title=clauses.in_title,
        town=town_of(article, trigger, near),
        another=trigger.noun and bool(_ANOTHER.search(article.lower, sentence.start, trigger.start)),
        heading=heading,
        spoken=trigger.type == "statement"
        and is_occasion(article.lower, trigger, segment.start, segment.end),
        present=trigger.part in ("third", "base") and not clauses.present and modality == "happened",
        definite=trigger.noun and bool(_DEFINITE.search(article.lower, sentence.start, trigger.start)),
        counted=next((o.distance for o in side if o.later == o.moved), None),
        subordinate=bool(side),
    )
