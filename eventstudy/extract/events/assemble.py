"""From grouped mentions to events: zone, interval, quote, name."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from eventstudy.extract.article.text import Article
from eventstudy.extract.events.against_publication import is_after, is_long_ago
from eventstudy.extract.events.floors import clipped
from eventstudy.extract.events.groups import Group
from eventstudy.extract.events.lexicon import label_of, senses
from eventstudy.extract.events.links import Link
from eventstudy.extract.events.mention import Mention
from eventstudy.extract.events.scene import usual_place
from eventstudy.extract.geography.places import Place
from eventstudy.extract.geography.zones import (
    ZoneEvidence,
    ZoneSource,
    event_zone,
    is_home,
    is_sure,
    zone_evidence,
)
from eventstudy.extract.publication.published import Publication
from eventstudy.extract.times.spans import Span, day_span
from eventstudy.types import DateSource, Event, Modality

_SURENESS = {"stated": 0.9, "relative": 0.8, "ordering": 0.5, "background": 0.4}
_LABEL = 40
_STORY = 3
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What is the same for all events of an article: its zones, and the country it is mostly about.

    ``sure`` says that nearly all places lie in one zone, ``home`` that most lie in that of ``usual``,
    ``history`` that it tells of a time long before its own.
    """

    article: Article
    publication: Publication
    zones: ZoneEvidence
    usual: Place | None
    sure: bool
    home: bool
    history: bool


def events_of(
    article: Article, groups: list[Group], links: list[Link], publication: Publication
) -> tuple[Event, ...]:
    """Build one event from each dated group, in order of time and then of the text."""
    zones, usual = zone_evidence(article, publication.head), usual_place(article)
    setting = _Setting(
        article=article,
        publication=publication,
        zones=zones,
        usual=usual,
        sure=is_sure(article, zones.common),
        home=usual is not None and is_home(article, usual),
        history=_is_history(groups, publication),
    )
    dated = [group for group in groups if group.span is not None]
    told = {m.number: group for group in groups for m in group.mentions}
    scenes = _scenes(told)
    events = [replace(_event(setting, g, scenes), anchor=_anchor(g, told, publication)) for g in dated]
    built = clipped(events, dated, links)
    built.sort(key=lambda event: (event.start, event.end, event.char_start))
    taken: Counter[str] = Counter()
    named = []
    for event in built:
        taken[event.event_id] += 1
        count = taken[event.event_id]
        named.append(event if count == 1 else replace(event, event_id=f"{event.event_id}-{count}"))
    return tuple(named)


def _is_history(groups: list[Group], publication: Publication) -> bool:
    """Whether most of what an article tells lies long before it: there it is no background."""
    told = [g.span for g in groups if g.span is not None and g.lead.modality == "happened"]
    return len(told) >= _STORY and sum(is_long_ago(span, publication) for span in told) > _MOSTLY * len(told)


def _scenes(told: Mapping[int, Group]) -> dict[int, Place]:
    """Return for each mention without a place the one at which its paragraph stands."""
    found: dict[int, Place] = {}
    last: tuple[int, Place] | None = None
    for number in sorted(told):
        mention = next(m for m in told[number].mentions if m.number == number)
        if mention.place is not None:
            last = (mention.sentence.paragraph, mention.place)
        elif last is not None and last[0] == mention.sentence.paragraph:
            found[number] = last[1]
    return found


def _event(setting: _Setting, group: Group, scenes: Mapping[int, Place]) -> Event:
    article, lead = setting.article, group.lead
    place = _place(group)
    scene = place or scenes.get(lead.number)
    span, zone, zone_source = _zoned(setting, group, place, scene)
    start, end, clock = _localised(span, zone)
    modality, source = _told_as(group, span, setting.publication, history=setting.history)
    home = scene or (setting.usual if not _town(group) else None)
    return Event(
        event_id=slug(start.date(), lead.trigger.type, _where(place)),
        start=start,
        end=end,
        precision=span.precision,
        quote=article.text[lead.sentence.start : lead.sentence.end],
        char_start=lead.sentence.start,
        char_end=lead.sentence.end,
        trigger=article.text[lead.trigger.start : lead.trigger.end],
        type=senses()[lead.trigger.type].type,
        timezone=zone,
        utc_time=clock,
        country=home.country if home else None,
        place=place.name if place and place.rank >= 0 else None,
        participants=_participants(group),
        modality=modality,
        time_text=article.text[slice(*span.words)] if span.words else "",
        date_source=source,
        rule=span.rule,
        mentions=tuple((m.sentence.start, m.sentence.end) for m in _one_a_sentence(group)),
        confidence=_confidence(source, place, span, modality),
        label=label(lead.trigger.type, _where(place) or _town(group) or _first_person(group)),
        zone_source=zone_source,
        provenance="rules",
    )


def _zoned(
    setting: _Setting, group: Group, place: Place | None, scene: Place | None
) -> tuple[Span, str, ZoneSource]:
    """Return the interval of a group, its zone and where that is from.

    The clock of no known place is left out: only the day is known.
    """
    span = group.span
    assert span is not None
    located = place is not None and place.rank >= 0
    choice = event_zone(setting.zones, stated="" if located else span.zone, place=scene)
    zone, known = choice.zone, bool(span.zone) or choice.source in ("place", "dateline") or setting.sure
    if not known and setting.usual is not None and setting.home:
        zone, known = setting.usual.zone, True
    if span.clock is not None and not known:
        span = replace(day_span(span.clock.date(), span.source, span.rule), words=span.words)
    return span, zone, "stated" if span.zone and span.zone == zone else choice.source


def _anchor(group: Group, told: Mapping[int, Group], publication: Publication) -> str:
    """Say what the date was counted from: another event, or the day of publication."""
    span = group.span
    assert span is not None
    other = told.get(span.after) if span.after is not None else None
    if other is not None and other.span is not None:
        day = other.span.first.date().isoformat()
        return f"{label_of(other.lead.trigger.type).lower()} ({other.lead.trigger.word!r}) of {day}"
    if publication.day is not None and "publication" in span.rule:
        return f"publication date {publication.day.isoformat()} ({publication.source})"
    return ""


def _one_a_sentence(group: Group) -> list[Mention]:
    seen = {m.sentence.start: m for m in group.mentions}
    return [seen[at] for at in sorted(seen)]


def _place(group: Group) -> Place | None:
    """Return the place of the mention that dates the event, else the first town or site that one names.

    A site in the same town is more exact than the town: "Baghdad airport" than "Baghdad".
    """
    places = [m.place for m in (group.lead, *group.mentions) if m.place is not None]
    if not places:
        return None
    first = next((p for p in places if p.rank > 0 and p.country == places[0].country), places[0])
    return next((p for p in places if p.rank > first.rank and p.name.startswith(first.name)), first)


def _where(place: Place | None) -> str:
    return place.name if place else ""


def _town(group: Group) -> str:
    """Return a town named as the scene that the gazetteer does not know: it has a name and no clock."""
    return next((m.town for m in (group.lead, *group.mentions) if m.town), "")


def _first_person(group: Group) -> str:
    return next((name for name in _participants(group)), "")


def _participants(group: Group) -> tuple[str, ...]:
    """Names in the mentions, the fullest form of each, in alphabetical order; the acting country first."""
    names = sorted({name for m in group.mentions for name in m.names}, key=lambda n: (-len(n), n))
    kept: list[str] = []
    for name in names:
        if not any(name in other for other in kept):
            kept.append(name)
    agents = [m.agent for m in group.mentions if m.agent]
    first = [agents[0]] if agents else []
    return tuple(first + [name for name in sorted(kept) if name not in first])[:8]


def _localised(span: Span, zone: str) -> tuple[datetime, datetime, datetime | None]:
    """Return the interval in ``zone``, and the clock time in UTC where the words fix one."""
    said_in, shown_in = ZoneInfo(span.zone or zone), ZoneInfo(zone)
    start = span.first.replace(tzinfo=said_in).astimezone(shown_in)
    end = span.last.replace(tzinfo=said_in).astimezone(shown_in)
    clock = span.clock.replace(tzinfo=said_in).astimezone(UTC) if span.clock is not None else None
    return start, max(start, end), clock


def _told_as(
    group: Group, span: Span, publication: Publication, *, history: bool
) -> tuple[Modality, DateSource]:
    modality = group.lead.modality
    old = modality == "happened" and not history and is_long_ago(span, publication)
    long_ago = span.precision == "year" or old
    if modality == "background" or long_ago:
        return "background", "background"
    if modality == "happened" and _is_to_come(group, span, publication):
        return "scheduled", span.source
    if modality == "scheduled" and publication.day is not None and span.last.date() < publication.day:
        return "happened", span.source
    return modality, span.source


def _is_to_come(group: Group, span: Span, publication: Publication) -> bool:
    """Whether a noun, or the present tense ("it meets on Nov. 3"), has a date after the article."""
    return (group.lead.trigger.noun or group.lead.present) and is_after(span, publication, slack=0)


def _confidence(source: DateSource, place: Place | None, span: Span, modality: Modality) -> float:
    value = (
        _SURENESS[source] - (0.0 if place else 0.1) - (0.1 if span.precision in ("range", "year") else 0.0)
    )
    return round(max(0.05, value - (0.2 if modality != "happened" else 0.0)), 2)


def slug(day: date, kind: str, where: str) -> str:
    """Return a readable ASCII key such as ``2020-01-03-killing-baghdad-airport``."""
    plain = unicodedata.normalize("NFKD", f"{kind} {where}").encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return f"{day.isoformat()}-{words}"[:64].rstrip("-")


def label(kind: str, where: str) -> str:
    """Return a short name for charts, such as "Killing, Baghdad airport"."""
    text = f"{label_of(kind)}, {where}" if where else label_of(kind)
    return text if len(text) <= _LABEL else text[: _LABEL - 1].rstrip() + "…"
