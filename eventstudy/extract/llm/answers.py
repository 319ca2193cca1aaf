"""The answer of a language model, held against the form that was asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar

import msgspec

from eventstudy.errors import DataError
from eventstudy.types import Direction, Modality

MOST_ITEMS = 300
_Phrase = Annotated[str, msgspec.Meta(max_length=400)]
_Quote = Annotated[str, msgspec.Meta(min_length=1, max_length=3_000)]
_Phrases = Annotated[list[_Phrase], msgspec.Meta(max_length=40)]
_FENCED = re.compile(r"```[a-zA-Z]*\s*\n(.*?)```", re.DOTALL)
_THOUGHT = "</think>"


class EventAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """An event as the model points at it; all but type and modality are words of the article."""

    quote: _Quote
    trigger: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    time: _Phrase | None = ""
    place: _Phrase | None = ""
    type: _Phrase | None = ""
    modality: Modality = "happened"
    participants: _Phrases | None = None


class ClaimAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """A market claim as the model points at it; all but the direction are words of the article."""

    quote: _Quote
    asset: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    direction: Direction
    sizes: _Phrases | None = None
    level: _Phrase | None = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The items of an answer that have the form asked for, and a warning of those that do not."""

    events: tuple[EventAnswer, ...] = ()
    claims: tuple[ClaimAnswer, ...] = ()
    warnings: tuple[str, ...] = ()


_Item = TypeVar("_Item", EventAnswer, ClaimAnswer)


def answer_of(content: str) -> Answer:
    """Return the answer in ``content``: a JSON object, bare or inside a code fence.

    A field that was not asked for is left unread; an item without the form asked for is left out.

    Raises
    ------
    DataError
        If there is no such object.
    """
    try:
        document = msgspec.json.decode(_object_in(content))
    except (ValueError, RecursionError) as error:
        raise DataError(
            f"the model's answer is no JSON ({str(error)[:80]}): ask again, or choose a model that keeps to a"
            " JSON schema."
        ) from None
    lists = [document.get(name) for name in ("events", "claims")] if isinstance(document, dict) else []
    if not lists or any(not isinstance(found, list | None) for found in lists) or lists == [None, None]:
        raise DataError(
            "the model's answer is JSON without the lists 'events' and 'claims': choose a model that keeps to"
            " a JSON schema."
        )
    events, wrong_events = _items(lists[0], EventAnswer, "event")
    claims, wrong_claims = _items(lists[1], ClaimAnswer, "claim")
    return Answer(events=events, claims=claims, warnings=(*wrong_events, *wrong_claims))


def _object_in(content: str) -> str:
    """Return the JSON of an answer that may think aloud first, or fence its JSON."""
    said = content.rpartition(_THOUGHT)[2].strip().removeprefix("\ufeff")
    if said.startswith("{"):
        return said
    fenced = _FENCED.search(said)
    return fenced[1].strip() if fenced else said


def _items(found: list[Any] | None, kind: type[_Item], name: str) -> tuple[tuple[_Item, ...], list[str]]:
    items: list[_Item] = []
    wrong: list[str] = []
    for number, raw in enumerate((found or [])[:MOST_ITEMS], 1):
        try:
            items.append(msgspec.convert(raw, kind))
        except msgspec.ValidationError as error:
            wrong.append(f"{name} {number} ({str(error)[:100]})")
    warnings = [f"left out of the model's answer, not of the form asked for: {', '.join(wrong[:5])}"]
    if len(found or []) > MOST_ITEMS:
        warnings.append(f"the model's answer lists {len(found or [])} {name}s: {MOST_ITEMS} were read")
    return tuple(items), warnings if wrong else warnings[1:]
