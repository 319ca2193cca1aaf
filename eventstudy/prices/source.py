"""What a price source is: a protocol, and the options that every source is made with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from eventstudy.errors import InputError
from eventstudy.instruments import Instrument
from eventstudy.types import PriceTable

Report = Callable[[str], None]


def silent(_line: str) -> None:
    """Report nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """What a source may need besides instruments and dates.

    Parameters
    ----------
    report : callable
        Receives a line when a step that takes time begins, such as "fetching BZ=F from Yahoo".
    path : Path or None
        The file of the source ``file``.
    """

    report: Report = silent
    path: Path | None = None


DEFAULTS = SourceOptions()


class PriceSource(Protocol):
    """Gives daily prices; raises, never returns an empty table."""

    def daily(self, instruments: Sequence[Instrument], start: date | None, end: date | None) -> PriceTable:
        """Return open, high, low and close by session from ``start`` to ``end``, both included.

        ``None`` stands for the first or the last date that the source has.
        """
        ...


def symbol_of(instrument: Instrument, source: str) -> str:
    """Return the instrument's symbol at a source.

    Raises
    ------
    InputError
        If the source does not carry the instrument.
    """
    if source not in instrument.symbols:
        known = ", ".join(sorted(instrument.symbols)) or "none"
        raise InputError(
            f"asset {instrument.name!r} has no symbol at source {source!r}: its sources are {known}."
        )
    return instrument.symbols[source]
