"""The values that the steps of a study hand to one another, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol

import pandas as pd

from eventstudy.blocks import (
    AbnormalReturns,
    BoolArray,
    EstimationBlock,
    EventTests,
    FloatArray,
    IntArray,
    ModelFit,
    NormalReturnModel,
    Observed,
    Prediction,
    Residuals,
    TestResult,
    TestStatistic,
)
from eventstudy.errors import WindowError

__all__ = [
    "AbnormalReturns",
    "BoolArray",
    "Claim",
    "DateSource",
    "Direction",
    "EstimationBlock",
    "Event",
    "EventTests",
    "EventWindow",
    "Extractor",
    "FloatArray",
    "Horizon",
    "IntArray",
    "Magnitude",
    "Modality",
    "ModelFit",
    "NormalReturnModel",
    "Observed",
    "Precision",
    "Prediction",
    "PriceTable",
    "PublishedSource",
    "Qualifier",
    "Reading",
    "Residuals",
    "SeriesProvenance",
    "TestResult",
    "TestStatistic",
    "Unit",
]

Precision = Literal[
    "minute", "hour", "part_of_day", "day", "week", "part_of_month", "month", "quarter", "year", "range"
]
DateSource = Literal["stated", "relative", "ordering", "background"]
Modality = Literal["happened", "scheduled", "hypothetical", "denied", "background"]
PublishedSource = Literal["given", "dateline", "inferred", "unknown"]
Direction = Literal["up", "down", "flat"]
Unit = Literal["percent", "points", "usd", "cents", "bp"]
Qualifier = Literal["close", "open", "intraday_extreme", "record", "futures", "at_least", "approx"]
Horizon = tuple[int, int]


# --- text -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One piece of news, and the evidence for its date.

    ``start`` and ``end`` are timezone-aware, in the zone ``timezone``, and ``[start, end]`` holds
    the true moment; a day runs from 00:00:00 to 23:59:59. ``quote`` is
    ``text[char_start:char_end]`` of the article, verbatim (empty for an event given by hand).

    ``rule`` says by which rule the date was found and ``anchor`` what it was counted from;
    ``zone_source`` says what the time zone is of: ``stated place dateline exchange default``.
    ``provenance`` is who says so: ``rules``, ``llm``, ``rules+llm``, ``given`` or ``edited by hand``;
    ``sources`` names the articles that tell the event, where there are several.
    """

    event_id: str
    start: datetime
    end: datetime
    precision: Precision
    quote: str = ""
    char_start: int = 0
    char_end: int = 0
    trigger: str = ""
    type: str = "event"
    timezone: str = "UTC"
    utc_time: datetime | None = None
    country: str | None = None
    place: str | None = None
    participants: tuple[str, ...] = ()
    modality: Modality = "happened"
    time_text: str = ""
    date_source: DateSource = "stated"
    rule: str = ""
    mentions: tuple[tuple[int, int], ...] = ()
    confidence: float = 1.0
    label: str = ""
    anchor: str = ""
    zone_source: str = ""
    provenance: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Magnitude:
    """The size of a market move as the text gives it: 4 percent, 400 points."""

    value: float
    unit: Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement of the text about the move of an asset.

    ``asset`` is a key of ``INSTRUMENTS`` where the alias is known, else the words of the text.
    ``date`` is the local date the claim speaks of, or None where the text does not tell.
    """

    quote: str
    char_start: int
    char_end: int
    asset: str
    direction: Direction
    magnitudes: tuple[Magnitude, ...] = ()
    level: float | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What was read from one article: its date, its events, its market claims."""

    published: date | None
    events: tuple[Event, ...]
    claims: tuple[Claim, ...] = ()
    published_source: PublishedSource = "unknown"
    published_evidence: str = ""
    title: str = ""
    warnings: tuple[str, ...] = ()


class Extractor(Protocol):
    """Reads events and claims from text."""

    def extract(self, text: str, published: date | None) -> Reading:
        """Read ``text``, published on ``published`` (None: to be inferred)."""
        ...


# --- prices -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesProvenance:
    """Where one price series came from."""

    asset: str
    source: str
    symbol: str
    description: str
    first: date
    last: date
    n_sessions: int
    sha256: str
    retrieved: str = ""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PriceTable:
    """Daily prices of several assets: sessions x assets, NaN where an asset has no bar.

    Each of ``open``, ``high``, ``low``, ``close`` is a DataFrame with a tz-naive, increasing
    ``DatetimeIndex`` named ``session`` and one column an asset, in the unit of its instrument.
    ``previous_close`` is NaN but on roll days of a future, where it is the previous settlement of
    the contract that the bar quotes (NaN there too if unknown). ``rolls`` names the roll days:
    asset -> sessions whose bar is the first of a new contract.
    """

    open: pd.DataFrame
    high: pd.DataFrame
    low: pd.DataFrame
    close: pd.DataFrame
    previous_close: pd.DataFrame
    rolls: Mapping[str, tuple[pd.Timestamp, ...]] = field(default_factory=dict)
    provenance: tuple[SeriesProvenance, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def assets(self) -> list[str]:
        """Names of the assets, in the order of the columns."""
        return [str(name) for name in self.close.columns]

    @property
    def sessions(self) -> pd.DatetimeIndex:
        """Sessions on which at least one asset has a bar."""
        return pd.DatetimeIndex(self.close.index)


# --- windows ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWindow:
    """Closed intervals of sessions around day 0.

    Sessions are the rows of the return table, the same for all securities. A session on which a
    security has no return is neither skipped nor replaced: it counts as a day of the window, and is
    not used. A session before the first or after the last row of the table is such a day too.

    Parameters
    ----------
    event : (int, int)
        First and last relative day for which abnormal returns are computed. The CAR of a horizon with
        a missing day is NaN; an event without a CAR over any declared horizon is dropped.
    estimation : (int, int)
        First and last relative day of the estimation window.
    min_estimation : int
        Usable returns below which an event is dropped: those on days with a return, with all factors,
        and not left out by ``clean``.
    anchor : {"event", "episode"}
        What the estimation window is counted from: each event's own day 0, or the first day 0 of
        all events given, so that the events of an episode share one window.
    clean : bool
        Leave the declared horizons of the security's other events out of the estimation window.
    """

    event: tuple[int, int] = (-10, 10)
    estimation: tuple[int, int] = (-260, -11)
    min_estimation: int = 100
    anchor: Literal["event", "episode"] = "event"
    clean: bool = True

    def __post_init__(self) -> None:
        for name, days in (("event", self.event), ("estimation", self.estimation)):
            whole = isinstance(days, tuple | list) and all(isinstance(day, int) for day in days)
            if not whole or len(days) != 2:
                raise WindowError(f"{name} window is {days!r}: give two whole days, such as (-10, 10).")
        for name, (first, last) in (("event", self.event), ("estimation", self.estimation)):
            if first > last:
                raise WindowError(
                    f"{name} window {first}:{last} is reversed: give the earlier day first, {last}:{first}."
                )
        if self.anchor not in ("event", "episode"):
            raise WindowError(f"anchor is {self.anchor!r}: use 'event' or 'episode'.")
        if self.estimation[1] >= self.event[0]:
            raise WindowError(
                f"estimation window {self.estimation[0]}:{self.estimation[1]} reaches into the event window"
                f" {self.event[0]}:{self.event[1]}: end it before day {self.event[0]}."
            )
        if self.min_estimation < 3:
            raise WindowError(f"min_estimation is {self.min_estimation}: at least 3 returns are needed.")
        if self.min_estimation > self.n_estimation:
            raise WindowError(
                f"min_estimation is {self.min_estimation}, but the estimation window"
                f" {self.estimation[0]}:{self.estimation[1]} holds {self.n_estimation} sessions:"
                " widen the window or lower the minimum."
            )

    @property
    def n_days(self) -> int:
        """Days in the event window."""
        return self.event[1] - self.event[0] + 1

    @property
    def n_estimation(self) -> int:
        """Sessions in the estimation window before any is left out."""
        return self.estimation[1] - self.estimation[0] + 1
