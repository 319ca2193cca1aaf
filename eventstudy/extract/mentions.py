"""Mentions of events: a trigger with the time, the place and the names beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from eventstudy.extract.modality import modality_of
from eventstudy.extract.places import Found, Place, country_name, find_places
from eventstudy.extract.segments import Order, Segment, cut_sentence
from eventstudy.extract.text import Article, Sentence, word_set
from eventstudy.extract.timex import MONTHS, WEEKDAYS, Timex, find_times
from eventstudy.extract.triggers import (
    DECISIONS,
    Trigger,
    find_triggers,
    is_announcement,
    is_occasion,
    refers_back,
)
from eventstudy.types import Modality

_LOCATED = word_set("killing attack airstrike storming explosion disaster outage protest arrest")
_AT = re.compile(
    r"\b(?:in|at|near|outside|off|over|into|across|inside|around|toward|towards)\s+(?!(?:response"
    r"|retaliation|revenge|reply|which)\b)"
    r"(?:(?!for |of )[a-z'-]+\s+){0,3}\Z"
)
_SITE_NOUN = re.compile(
    r"\s+(?:[A-Za-z]+\s+){0,2}(?:air )?(?:bases?|airbases?|soil|territory|capital|airports?|ports?|oil "
    r"fields?|waters|coast)\b"
)
_NAME = re.compile(
    r"\b[A-Z][a-zA-Z]*(?:['-][A-Za-z]+)*(?:\s+(?:al-|bin |von |van |de )?[A-Z][a-zA-Z]+(?:-[A-Za-z]+)*){0,3}"
)
_NOT_NAMES = (
    word_set(
        "the a an in it he she they we i but and on after before at as this that these those there when "
        "while with for by from"
        " president general gen supreme leader minister prime foreign secretary chief executive chairman "
        "governor trump's iran's"
        " his her its their our one two three u.s us uk eu sir mr mrs ms dr officials analysts markets "
        "shares oil stocks brent dow"
        " crude jones gold wti nasdaq s&p"
    )
    | frozenset(MONTHS)
    | frozenset(WEEKDAYS)
)
_CONSEQUENCE = re.compile(r"(?:\b(?:that|which|and)\s+(?:\w+ly\s+)?(?:had\s+)?|,\s*(?:\w+ly\s+)?)\Z")
_MEANS = re.compile(r"\b(?:by|in|with|through)\s+(?:an?\s+|the\s+)?(?:[\w.-]+\s+){0,3}\Z")
_REACTION = re.compile(
    r"\b(?:denied|condemned|blamed|criticis?z?ed|praised|hailed|claimed responsibility)\b[^.;,]*\Z"
)
_REACH = 140


@dataclass(frozen=True, slots=True, kw_only=True)
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

    @property
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
        segments, orders = cut_sentence(article.lower, start, sentence.end, times)
        by_segment = _by_segment(article.lower, triggers, segments)
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
    found = find_triggers(article.lower, start, sentence.end)
    return [t for t in found if not any(p.start <= t.start < p.end for p in places)]


def _by_segment(lower: str, triggers: list[Trigger], segments: list[Segment]) -> list[list[Trigger]]:
    result = []
    for segment in segments:
        inside = [t for t in triggers if segment.start <= t.start < segment.end]
        kept: list[Trigger] = []
        for trigger in inside:
            if kept and is_announcement(kept[-1]) and trigger.type in DECISIONS:
                kept[-1] = replace(kept[-1], type=trigger.type)
            elif not kept or not _is_part_of(lower, kept[-1], trigger):
                kept.append(trigger)
        result.append(kept)
    return result


def _is_part_of(lower: str, head: Trigger, trigger: Trigger) -> bool:
    """Whether ``trigger`` only tells the means or the effect of ``head``: "strikes that killed 25"."""
    before = lower[head.end : trigger.start]
    if head.type == "statement":
        return trigger.type == "statement"
    if trigger.type == "statement":
        return False
    if _CONSEQUENCE.search(before) and not trigger.noun and trigger.word.endswith("ing"):
        return True
    if re.search(r"\b(?:that|which)\s+\Z", before) and trigger.family == head.family:
        return True
    if trigger.family == head.family and _MEANS.search(before[-40:]):
        return True
    return (
        trigger.family == head.family and (trigger.start - head.end) < 60 and not re.search(r"[,;]", before)
    )


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
        p
        for p in places
        if segment.start <= p.start < segment.end and abs(p.start - trigger.start) < 2 * _REACH
    ]
    modality = modality_of(article.lower, trigger, (sentence.start, sentence.end))
    return Mention(
        number=number[0],
        trigger=trigger,
        sentence=sentence,
        segment=segment,
        modality=modality,
        time=_time_of(
            article.lower,
            trigger,
            others,
            [t for t in times if segment.start <= t.start < segment.end],
            modality,
        ),
        place=_place_of(article, trigger, near),
        agent=_agent_of(article.lower, trigger, near),
        names=_names_of(article.clean, trigger, segment, places, times)
        if not _is_headline(article, sentence)
        else frozenset(),
        in_title=number[1],
    )


def _time_of(
    lower: str, trigger: Trigger, others: list[Trigger], times: list[Timex], modality: Modality
) -> Timex | None:
    """Return the time expression nearest to the trigger; other triggers and clause ends count as distance."""
    scored = []
    if trigger.noun and _REACTION.search(lower[max(0, trigger.start - 60) : trigger.start]):
        return None  # the time is that of the reaction
    plain = modality in ("happened", "background")
    has_verb = any(not t.noun and t.type != "statement" for t in others)
    for timex in times:
        if timex.direction in ("after", "before"):
            continue  # dated by the event on the other side of the order word
        if ((trigger.noun and has_verb) or not plain) and not _is_beside(lower, trigger, timex):
            continue  # the verb of the clause has the better claim to its time
        low, high = (
            sorted((trigger.end, timex.start)) if timex.start >= trigger.end else (timex.end, trigger.start)
        )
        between = lower[low:high]
        distance = len(between) + 60 * sum(low < t.start < high for t in others)
        distance += 80 * len(
            re.findall(r"[;—]|, (?:and|but|while|who|which|as|where)\b|\bas\b|\bsince\b", between)
        )
        scored.append((distance, timex.start, timex))
    best = min(scored, default=None, key=lambda s: s[:2])
    return best[2] if best and best[0] < 260 else None


def _is_beside(lower: str, trigger: Trigger, timex: Timex) -> bool:
    if timex.end <= trigger.start:
        # "the overnight attack", "on Friday it will vote"
        return trigger.start - timex.end <= 25 and "," not in lower[timex.end : trigger.start]
    return timex.start - trigger.end <= 45 and not re.search(r"[,;]", lower[trigger.end : timex.start])


def _place_of(article: Article, trigger: Trigger, places: list[Found]) -> Place | None:
    if trigger.type in _LOCATED:
        return _location(article, trigger, places)
    seated = [
        p
        for p in places
        if p.role == "place"
        and p.place.rank > 0
        and re.search(r"\b(?:in|at) \Z", article.lower[max(0, p.start - 4) : p.start])
        and not article.clean.startswith("'s", p.end)
    ]
    actors = [p for p in places if p.start < trigger.start]
    chosen = (seated or actors)[:1]
    return chosen[0].place if chosen else None


def _location(article: Article, trigger: Trigger, places: list[Found]) -> Place | None:
    """Return the place beside a preposition or behind the trigger; sites beat towns, towns beat countries."""
    scored = []
    for found in places:
        bound = _is_bound(article, trigger, found)
        exact = found.role == "place" and (found.place.rank > 1 or bound)
        if exact or (found.role == "demonym" and _SITE_NOUN.match(article.clean, found.end, found.end + 60)):
            after = found.start >= trigger.end
            score = 4 * bound + 2 * after + 3 * found.place.rank
            scored.append((-score, abs(found.start - trigger.start), found.start, found.place))
    return min(scored, key=lambda s: s[:3])[3] if scored else None


def _is_bound(article: Article, trigger: Trigger, found: Found) -> bool:
    """Whether the words make the place the scene, and not one who acts: "in Iraq", "attacked Abqaiq"."""
    if _AT.search(article.clean[max(0, found.start - 40) : found.start]):
        return not (found.end <= trigger.start and len(article.clean[found.end : trigger.start].split()) < 2)
    if found.start < trigger.end:
        return False
    between = article.clean[trigger.end : found.start].split()
    return len(between) <= 4 and not {"by", "for", "from", "against", "to", "with"} & set(between)


def _agent_of(lower: str, trigger: Trigger, places: list[Found]) -> str:
    """Country whose act it is: the name just before the trigger."""
    reach = 26 if trigger.noun else 90
    before = [
        p for p in places if p.end <= trigger.start and trigger.start - p.end <= reach and p.place.rank <= 0
    ]
    if not before:
        return ""
    nearest = before[-1]
    between = lower[nearest.end : trigger.start]
    if re.search(r"\b(?:in|on|at|of|from|was|were|is|are)\b|[,;]", between) or _AT.search(
        lower[max(0, nearest.start - 16) : nearest.start]
    ):
        return ""
    return country_name(nearest.place.country)


def _names_of(
    clean: str, trigger: Trigger, segment: Segment, places: list[Found], times: list[Timex]
) -> frozenset[str]:
    low, high = max(segment.start, trigger.start - _REACH), min(segment.end, trigger.end + _REACH)
    taken = {(p.start, p.end) for p in places} | {(t.start, t.end) for t in times}
    names = {country_name(p.place.country) for p in places if low <= p.start < high and p.role == "demonym"}
    for match in _NAME.finditer(clean, low, high):
        words = match.group().removesuffix("'s").split()
        while words and words[0].lower() in _NOT_NAMES:
            words.pop(0)
        at = match.end() - len(match.group().removesuffix("'s")) if words else match.start()
        if (
            not words
            or len(words[-1]) < 3
            or words[-1].lower() in _NOT_NAMES
            or _is_no_name(clean, words, at)
        ):
            continue
        if any(first < match.end() and at < last for first, last in taken):
            continue
        names.add(" ".join(words))
    return frozenset(names)


def _is_headline(article: Article, sentence: Sentence) -> bool:
    """Whether most words are capitalised, so that a capital marks no name."""
    words = [w for w in article.clean[sentence.start : sentence.end].split() if len(w) > 3]
    return len(words) > 3 and sum(w[0].isupper() for w in words) > 0.7 * len(words)


def _is_no_name(clean: str, words: list[str], at: int) -> bool:
    """Whether capitals mean nothing here: a dateline, or one word at the head of a sentence."""
    name = " ".join(words)
    shouted = name.isupper() and len(name) > 4
    head = clean[max(0, at - 3) : at].strip(" \"'")
    return shouted or head.endswith("(") or (len(words) == 1 and (not head or head[-1] in ".!?:\n"))


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
