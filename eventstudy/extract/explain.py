"""Why an event has its date, a claim its figures and the article its day: in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from eventstudy.extract.article.text import read_text, sentence_at
from eventstudy.extract.events.anchoring import chain_of
from eventstudy.extract.files.event_rows import BY_HAND
from eventstudy.extract.geography.zones import clock_zone
from eventstudy.extract.publication.published import find_publication
from eventstudy.extract.timeline import Telling, Timeline, TimelineEvent
from eventstudy.extract.times.timex import find_times
from eventstudy.types import Claim, Event, Reading

_PUBLISHED = {
    "given": "as given",
    "dateline": "from the dateline",
    "inferred": "inferred from the text's own evidence",
}
_DATED = {
    "stated": "the words state it",
    "relative": "the words count from something else",
    "ordering": "no words date it: it is bounded by what was told before and after it",
    "background": "told as background",
}
# Rules that date what has no words of time of its own.
_BY_DAY = {
    "the day at which the paragraph stands": "no words of its own date it: it takes the day at which its"
    " paragraph stands",
    "news of the day of publication": "no words of its own date it: it takes the day of publication",
    "the day of the news that the text opens with": "no words of its own date it: it takes the day of the"
    " news that the text opens with",
}
_OF_PARAGRAPH, _OF_PUBLICATION = list(_BY_DAY)[:2]
_ZONE = {
    "stated": "the zone that the text names beside the time",
    "place": "that of the event's place",
    "dateline": "that of the dateline",
    "exchange": "that of the exchange",
    "default": "taken as none is told",
}
_INTERVAL = {
    "minute": "a clock time is stated, so the moment is known",
    "hour": "a clock time is stated as about that hour",
    "part_of_day": "the words name a part of the day, which is an interval of hours and no clock time",
    "day": "the day is known and no hour, so it is the whole local day",
    "range": "the words or the order of events allow any time between",
}
_WHOLE = "the words name no day, so it is the whole local {}"


def explanation(text: str, reading: Reading) -> str:
    """Return in words how all in a reading was found; ``text`` is the article, empty if none was read."""
    parts = [_publication(reading)] if text else ["events as given: no article was read."]
    parts += ["\n".join(_event(event, text, reading)) for event in reading.events]
    parts += ["\n".join(_claim(claim, reading)) for claim in reading.claims]
    if not reading.events:
        parts.insert(1, "no dated event was found.")
    return "\n\n".join(parts) + "\n"


def timeline_explanation(texts: dict[str, str], line: Timeline) -> str:
    """Return in words how each article was read, and which events were merged; ``texts`` by name."""
    parts = [f"=== {name}\n\n{explanation(texts.get(name, ''), reading)}" for name, reading in line.articles]
    merged = ["\n".join(_merged(one)) for one in line.events if len(one.tellings) > 1]
    head = "=== the timeline\n"
    body = merged or ["no event is told by two of the articles."]
    return "\n".join([*parts, head, "\n\n".join(body)]) + "\n"


def _publication(reading: Reading) -> str:
    if reading.published is None:
        return (
            "publication date: unknown; words such as 'on Friday' are not dated, dates with their year are."
            " Give --published DATE to date the others."
        )
    how = _PUBLISHED.get(reading.published_source, reading.published_source)
    evidence = f": {_quoted(reading.published_evidence)}" if reading.published_evidence else ""
    return f"publication date: {reading.published.isoformat()}, {how}{evidence}"


def _event(event: Event, text: str, reading: Reading) -> Iterator[str]:
    yield f"{event.event_id}  {event.label}"
    yield f"  found by    {_found(event)}"
    yield f"  date        {_span(event)}: {_date_reason(event, text, reading)}"
    if event.anchor and (event.time_text or event.rule not in _BY_DAY):
        yield f"  counted     from {event.anchor}"
    yield f"  zone        {event.timezone}{_zone_reason(event)}"
    yield f"  in UTC      {_utc(event.start)} to {_utc(event.end)}: {_interval(event)}"
    if event.utc_time is not None:
        yield f"  moment      {_utc(event.utc_time)}"
    if event.place or event.country:
        country = f" ({event.country})" if event.country and event.place else event.country or ""
        yield f"  place       {event.place or ''}{country}"
    if event.participants:
        yield f"  names       {', '.join(event.participants)}"
    yield from _others(event, text)
    if event.sources:
        yield f"  sources     {', '.join(event.sources)}"
    yield f"  read by     {event.provenance or 'rules'}; confidence {event.confidence:g}"


def _zone_reason(event: Event) -> str:
    why = _ZONE.get(event.zone_source, event.zone_source)
    if event.zone_source == "stated" and not _names_zone(event.time_text):
        why = "that of the time it is dated by"
    return f", {why}" if why else ""


def _names_zone(words: str) -> bool:
    """Whether words of time name a zone themselves: "2 p.m. ET"."""
    return any(clock_zone(time.zone) for time in find_times(words, 0, len(words)))


def _found(event: Event) -> str:
    if not event.trigger and not event.quote:
        return f"given as {event.type}, {event.modality}"
    return f"{_quoted(event.trigger)} ({event.type}, {event.modality}) in {_quoted(event.quote)}"


def _date_reason(event: Event, text: str, reading: Reading) -> str:
    if event.rule == BY_HAND:
        return BY_HAND
    if not event.time_text and event.rule in _BY_DAY:
        return f"{_BY_DAY[event.rule]}, {_span(event)}{_day_from(event, text, reading)}"
    words = f"{_quoted(event.time_text)}; " if event.time_text else ""
    how = _DATED[event.date_source]
    if event.date_source == "relative" and not event.time_text:
        how = "no words of its own date it"
    rule = f"; rule: {event.rule}" if event.rule else ""
    return f"{words}{how}{rule}"


def _day_from(event: Event, text: str, reading: Reading) -> str:
    """Say which words of the text give the day at which a paragraph, or the story, stands."""
    if event.rule == _OF_PUBLICATION:
        return f" ({reading.published_source})"
    if not text or text[event.char_start : event.char_end] != event.quote:
        return ""
    article = read_text(text)
    chain = chain_of(article, find_publication(article, reading.published))
    sentence = sentence_at(article, event.char_start)
    if sentence is None:
        return ""
    at = max(text.find(event.trigger, event.char_start, event.char_end), event.char_start)
    here = chain.standing(at, sentence) if event.rule == _OF_PARAGRAPH else chain.main()
    if here is None or here.words is None or here.last.date() != event.start.date():
        return ""
    return f", from {_quoted(text[slice(*here.words)])}"


def _others(event: Event, text: str) -> Iterator[str]:
    """Lines of the other sentences that were taken for the same event."""
    others = [span for span in event.mentions if span != (event.char_start, event.char_end)]
    if not others or not text:
        return
    yield f"  merged with {len(others)} more {'mention' if len(others) == 1 else 'mentions'}:"
    for first, last in others:
        yield f"              {_quoted(text[first:last])}"


def _interval(event: Event) -> str:
    return _INTERVAL.get(event.precision) or _WHOLE.format(event.precision.replace("_", " "))


def _claim(claim: Claim, reading: Reading) -> Iterator[str]:
    yield f"claim: {claim.asset} {claim.direction}"
    yield f"  found by    {_quoted(claim.quote)}"
    sizes = ", ".join(f"{m.value:g} {m.unit}" for m in claim.magnitudes) or "no size told"
    level = f", to {claim.level:,g}" if claim.level is not None else ""
    yield f"  size        {sizes}{level}"
    if claim.qualifiers:
        yield f"  read as     {', '.join(claim.qualifiers).replace('_', ' ')}"
    if claim.date is not None:
        yield f"  date        {claim.date.isoformat()}"
    else:
        unknown = " and the article's day is unknown" if reading.published is None else ""
        yield f"  date        not told: the words name no single day{unknown}"


def _merged(one: TimelineEvent) -> Iterator[str]:
    event = one.event
    yield f"{event.event_id}  {event.label}: one event, {len(one.tellings)} articles"
    lead, *others = one.tellings
    yield f"  {_told(lead)}; its date is kept, as the most exact"
    for other in others:
        yield f"  {_told(other)}; {_why(lead.event, other.event)}"


def _told(telling: Telling) -> str:
    return f"{telling.source}: {_span(telling.event)}, {_quoted(telling.event.quote)}"


def _why(lead: Event, other: Event) -> str:
    """Say what two tellings share."""
    shared = ["the same kind of event"]
    if lead.country and lead.country == other.country:
        shared.append(f"the same country ({lead.country})")
    names = [name for name in lead.participants if name in other.participants]
    shared += [f"names ({', '.join(names[:3])})"] if names else []
    overlap = lead.start <= other.end and other.start <= lead.end
    shared.append("times that overlap" if overlap else "times a day apart, as between time zones")
    return f"merged: {', '.join(shared)}"


def _span(event: Event) -> str:
    first, last = event.start.date().isoformat(), event.end.date().isoformat()
    return first if first == last else f"{first} to {last}"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")


def _quoted(text: str, most: int = 150) -> str:
    plain = " ".join(text.split())
    return f'"{plain if len(plain) <= most else plain[: most - 1].rstrip() + "…"}"'
