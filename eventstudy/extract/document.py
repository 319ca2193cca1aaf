"""A reading as the JSON document that ``extract`` prints."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from eventstudy.types import Claim, Event, Reading

SCHEMA = "eventstudy/reading/1"


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
