"""The values that the steps of a study hand to one another, frozen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal, Protocol

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from eventstudy.errors import WindowError

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

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

    Parameters
    ----------
    event : (int, int)
        First and last relative day for which abnormal returns are computed.
    estimation : (int, int)
        First and last relative day of the estimation window.
    min_estimation : int
        Usable returns below which an event is dropped.
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


# --- models and abnormal returns ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EstimationBlock:
    """Estimation data of a block of events.

    ``returns`` is (n_events, n_obs), decimal, NaN where a day is missing or left out; ``factors``
    is (n_events, n_obs, n_factors), NaN where unknown.
    """

    returns: FloatArray
    factors: FloatArray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ModelFit:
    """A normal-return model fitted to a block of events.

    ``inverse_root`` is (n_events, n_params, n_params), a matrix A with A A' = (X'X)^(-1), so that
    the rows of X* A are the forecast-error loadings of the event days.
    """

    coefficients: FloatArray  # (n_events, n_params): intercept first
    inverse_root: FloatArray
    sigma2: FloatArray  # (n_events,)
    dof: FloatArray  # (n_events,)
    n_obs: IntArray  # (n_events,)
    residuals: FloatArray  # (n_events, n_obs), NaN where the day was not used


class NormalReturnModel(Protocol):
    """Predicts what the return would have been without the event."""

    @property
    def factors(self) -> tuple[str, ...]:
        """Names of the factors, in the order of ``EstimationBlock.factors``."""
        ...

    @property
    def excess(self) -> bool:
        """Whether the risk-free rate is subtracted from returns and market first."""
        ...

    @property
    def n_params(self) -> int:
        """Number of estimated mean parameters."""
        ...

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Fit every event of the block."""
        ...

    def design(self, factors: FloatArray) -> FloatArray:
        """Regressors (n_events, n_days, n_params) for given factors (n_events, n_days, n_factors)."""
        ...

    def baseline(self, factors: FloatArray) -> FloatArray:
        """Return the part of the normal return that is imposed, not estimated: (n_events, n_days)."""
        ...


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Residuals:
    """Estimation residuals by calendar session, and the days between estimation and event window.

    ``values`` and ``sessions`` are (n_events, n_obs): residuals (decimal, NaN where unused) and the
    row of the return table they belong to (-1 outside the table). ``gap`` is (n_events, n_gap):
    prediction errors of the days after the estimation window and before the first day held,
    NaN-padded on the left; a volatility filter runs over them.
    """

    values: FloatArray
    sessions: IntArray
    gap: FloatArray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AbnormalReturns:
    """Abnormal returns of a block of events, with what the variance of any CAR needs.

    The variance of the CAR over days D is ``sigma2 * (len(D) + |sum of loadings over D|^2)``: exact
    for every horizon (METHODS section 1), at n_params numbers a day.
    """

    ar: FloatArray  # (n_events, n_days), decimal; NaN = no price that day
    normal: FloatArray  # (n_events, n_days), decimal
    sigma2: FloatArray  # (n_events,)
    loadings: FloatArray  # (n_events, n_days, n_params)
    residuals: Residuals
    dof: FloatArray  # (n_events,)
    days: IntArray  # (n_days,) relative days
    sessions: IntArray  # (n_events, n_days): rows of the return table, -1 outside
    security: IntArray  # (n_events,) code of the security
    day_zero: IntArray  # (n_events,) row of day 0 in the return table

    @property
    def n_events(self) -> int:
        """Number of events."""
        return int(self.ar.shape[0])

    @property
    def car(self) -> FloatArray:
        """CAR over all days held, (n_events,); NaN if any day is missing."""
        return np.asarray(self.ar.sum(axis=1), dtype=np.float64)

    @property
    def car_variance(self) -> FloatArray:
        """Forecast-error variance of :attr:`car`, (n_events,)."""
        total = self.loadings.sum(axis=1)
        return np.asarray(self.sigma2 * (self.ar.shape[1] + (total**2).sum(axis=1)), dtype=np.float64)

    @property
    def scar(self) -> FloatArray:
        """CAR over its forecast standard error, (n_events,); NaN where the error is zero."""
        scale = np.sqrt(self.car_variance)
        return np.divide(self.car, scale, out=np.full_like(scale, np.nan), where=scale > 0)

    def over(self, first: int, last: int) -> AbnormalReturns:
        """Return the same events over relative days ``first`` to ``last``, both included.

        Raises
        ------
        WindowError
            If the days are reversed or outside the days held.
        """
        if first > last:
            raise WindowError(f"horizon {first}:{last} is reversed: give the earlier day first.")
        held_first, held_last = int(self.days[0]), int(self.days[-1])
        if first < held_first or last > held_last:
            raise WindowError(
                f"horizon {first}:{last} is outside the event window {held_first}:{held_last}:"
                " widen the event window or shorten the horizon."
            )
        before, at = slice(0, first - held_first), slice(first - held_first, last - held_first + 1)
        return replace(
            self,
            residuals=replace(
                self.residuals, gap=np.concatenate([self.residuals.gap, self.ar[:, before]], axis=1)
            ),
            ar=self.ar[:, at],
            normal=self.normal[:, at],
            loadings=self.loadings[:, at],
            days=self.days[at],
            sessions=self.sessions[:, at],
        )

    def take(self, events: BoolArray | IntArray) -> AbnormalReturns:
        """Return the events selected by a mask or by positions."""
        rows = self.residuals
        return replace(
            self,
            ar=self.ar[events],
            normal=self.normal[events],
            sigma2=self.sigma2[events],
            loadings=self.loadings[events],
            dof=self.dof[events],
            sessions=self.sessions[events],
            security=self.security[events],
            day_zero=self.day_zero[events],
            residuals=Residuals(
                values=rows.values[events],
                sessions=rows.sessions[events],
                gap=rows.gap[events],
            ),
        )


# --- tests ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult:
    """Two-sided test of "the expected CAR over these days is zero", for the events as one sample."""

    __test__ = False  # not a pytest class

    test: str
    first: int
    last: int
    estimate: float
    statistic: float
    p_value: float
    distribution: str
    n_events: int
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EventTests:
    """The same test for each event of a block: arrays of shape (n_events,)."""

    test: str
    first: int
    last: int
    estimate: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    distribution: Sequence[str]
    note: Sequence[str]


TestStatistic = Callable[[AbnormalReturns], TestResult]
JSONValue = Mapping[str, Any]
