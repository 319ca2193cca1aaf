"""Readings as the JSON documents that ``extract`` prints."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from eventstudy.extract.timeline import Timeline, TimelineEvent
from eventstudy.types import Claim, Event, Reading

SCHEMA = "eventstudy/reading/1"
TIMELINE_SCHEMA = "eventstudy/timeline/1"


def reading_document(reading: Reading) -> dict[str, Any]:
    """Return ``reading`` as a JSON-ready dict, schema ``eventstudy/reading/1``."""
    return {
        "schema": SCHEMA,
        "title": reading.title,
        "publication_date": reading.published.isoformat() if reading.published else None,
        "publication_date_source": reading.published_source,
        "publication_date_evidence": reading.published_evidence,
        "events": [_event(event) for event in reading.events],
        "claims": [_claim(claim) for claim in reading.claims],
        "warnings": list(reading.warnings),
    }


def _utc(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _event(event: Event) -> dict[str, Any]:
    return {
        "event_id": event.event_id,
        "label": event.label,
        "quote": event.quote,
        "char_start": event.char_start,
        "char_end": event.char_end,
        "trigger": event.trigger,
        "type": event.type,
        "start_date": event.start.date().isoformat(),
        "end_date": event.end.date().isoformat(),
        "precision": event.precision,
        "timezone": event.timezone,
        "utc_start": _utc(event.start),
        "utc_end": _utc(event.end),
        "utc_time": _utc(event.utc_time),
        "country": event.country,
        "place": event.place,
        "participants": list(event.participants),
        "modality": event.modality,
        "time_text": event.time_text,
        "date_source": event.date_source,
        "rule": event.rule,
        "mentions": [list(span) for span in event.mentions],
        "confidence": event.confidence,
        "anchor": event.anchor,
        "zone_source": event.zone_source,
        "provenance": event.provenance,
        "sources": list(event.sources),
    }


def _claim(claim: Claim) -> dict[str, Any]:
    return {
        "quote": claim.quote,
        "char_start": claim.char_start,
        "char_end": claim.char_end,
        "asset": claim.asset,
        "direction": claim.direction,
        "magnitudes": [{"value": m.value, "unit": m.unit} for m in claim.magnitudes],
        "level": claim.level,
        "qualifiers": list(claim.qualifiers),
        "date": claim.date.isoformat() if claim.date else None,
    }


def timeline_document(line: Timeline) -> dict[str, Any]:
    """Return a timeline of several articles as a JSON-ready dict, schema ``eventstudy/timeline/1``.

    Offsets of an event are into its first source; ``tellings`` holds every article's own.
    """
    return {
        "schema": TIMELINE_SCHEMA,
        "articles": [{"source": name, **_article(reading)} for name, reading in line.articles],
        "events": [{**_event(one.event), "tellings": _tellings(one)} for one in line.events],
        "claims": [{"source": name, **_claim(claim)} for name, claim in line.claims],
        "warnings": list(line.warnings),
    }


def _article(reading: Reading) -> dict[str, Any]:
    document = reading_document(reading)
    return {key: value for key, value in document.items() if key not in ("schema", "events", "claims")}


def _tellings(one: TimelineEvent) -> list[dict[str, Any]]:
    kept = ("quote", "char_start", "char_end", "start_date", "end_date", "precision", "timezone", "mentions")
    events = [(telling.source, _event(telling.event)) for telling in one.tellings]
    return [{"source": source, **{key: event[key] for key in kept}} for source, event in events]
