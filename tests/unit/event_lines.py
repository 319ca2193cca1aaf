"""What was read from a text, as short lines that a table can hold."""

from datetime import date

from unit.extract_cases import sense

from eventstudy.extract import extract
from eventstudy.types import Event


def line(event: Event) -> str:
    """Return "attack 2023-05-15", with the last day where it differs, and all that is out of the ordinary."""
    first, last = event.start.date().isoformat(), event.end.date().isoformat()
    days = first if first == last else f"{first}/{last}"
    order = ["ordering"] if event.date_source == "ordering" else []
    modality = [] if event.modality == "happened" else [event.modality]
    return " ".join([sense(event), days, *order, *modality])


def event_lines(text: str, published: date | None) -> list[str]:
    """Return the events of a text as lines, in alphabetical order."""
    return sorted(line(e) for e in extract(text, published).events)
