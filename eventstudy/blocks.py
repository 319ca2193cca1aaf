"""The values of a block of events: estimation data, fits, abnormal returns, tests. Frozen arrays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from eventstudy.errors import WindowError

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EstimationBlock:
    """Estimation data of a block of events.

    ``returns`` is (n_events, n_obs), decimal, NaN where a day is missing or left out; ``factors``
    is (n_events, n_obs, n_factors), NaN where unknown. ``left_out`` (n_events, n_obs) marks the days
    that had a return and are not to be used; None where there are none.
    """

    returns: FloatArray
    factors: FloatArray
    left_out: BoolArray | None = None

    def take(self, events: BoolArray | IntArray) -> EstimationBlock:
        """Return the events selected by a mask or by positions."""
        left_out = None if self.left_out is None else self.left_out[events]
        return EstimationBlock(returns=self.returns[events], factors=self.factors[events], left_out=left_out)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ModelFit:
    """A normal-return model fitted to a block of events.

    ``inverse_root`` is (n_events, n_coefficients, n_columns), a matrix A with A A' = Cov(coefficients) /
    sigma2, so that the rows of X* A are the forecast-error loadings of the event days; for least
    squares A A' = (X'X)^(-1). ``spread`` is (n_events, n_obs): the standard deviation of each
    residual over sigma; None where it is 1. ``parameters`` holds further estimates by name, each
    (n_events,).
    """

    coefficients: FloatArray  # (n_events, n_coefficients): intercept first
    inverse_root: FloatArray
    sigma2: FloatArray  # (n_events,)
    dof: FloatArray  # (n_events,)
    n_obs: IntArray  # (n_events,)
    residuals: FloatArray  # (n_events, n_obs), NaN where the day was not used
    spread: FloatArray | None = None
    parameters: Mapping[str, FloatArray] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Prediction:
    """The normal return of days after the estimation window.

    ``design`` is (n_events, n_days, n_coefficients), the rows x* whose forecast error is x* (b - beta);
    ``spread`` (n_events, n_days) the standard deviation of each day's disturbance over sigma, None
    where it is 1.
    """

    normal: FloatArray  # (n_events, n_days), decimal
    design: FloatArray
    spread: FloatArray | None = None


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
    def coefficient_names(self) -> tuple[str, ...]:
        """Names of the columns of ``ModelFit.coefficients``: "alpha", "beta_MKT", ..."""
        ...

    @property
    def n_params(self) -> int:
        """Number of estimated mean parameters."""
        ...

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Fit every event of the block."""
        ...

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return the normal return of ``days``, which follow the estimation window in order of time.

        ``days.returns`` may be used for what was known before each day, never for that day itself.
        """
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
    spread: FloatArray | None = None  # (n_events, n_obs), as in ModelFit
    gap_spread: FloatArray | None = None  # (n_events, n_gap), as in Prediction

    def take(self, events: BoolArray | IntArray) -> Residuals:
        """Return the events selected by a mask or by positions."""
        return Residuals(
            values=self.values[events],
            sessions=self.sessions[events],
            gap=self.gap[events],
            spread=None if self.spread is None else self.spread[events],
            gap_spread=None if self.gap_spread is None else self.gap_spread[events],
        )

    def followed_by(self, days: FloatArray, spread: FloatArray | None) -> Residuals:
        """Return the residuals with further days, (n_events, n_days), at the end of the gap."""
        spreads = [part for part in (self.gap_spread, spread) if part is not None]
        return replace(
            self,
            gap=np.concatenate([self.gap, days], axis=1),
            gap_spread=np.concatenate(spreads, axis=1) if len(spreads) == 2 else None,
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Observed:
    """What a model was fitted on, for tests that fit it again with the event days included."""

    model: NormalReturnModel
    estimation: EstimationBlock
    event: EstimationBlock

    def take(self, events: BoolArray | IntArray) -> Observed:
        """Return the events selected by a mask or by positions."""
        return replace(self, estimation=self.estimation.take(events), event=self.event.take(events))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AbnormalReturns:
    """Abnormal returns of a block of events, with what the variance of any CAR needs.

    The variance of the CAR over days D is ``sigma2 * (sum of spread^2 over D + |sum of loadings over
    D|^2)``: exact for every horizon (Salinger 1992), at n_params numbers a day.
    """

    ar: FloatArray  # (n_events, n_days), decimal; NaN = no price that day
    normal: FloatArray  # (n_events, n_days), decimal
    sigma2: FloatArray  # (n_events,)
    loadings: FloatArray  # (n_events, n_days, n_columns)
    residuals: Residuals
    dof: FloatArray  # (n_events,)
    days: IntArray  # (n_days,) relative days
    sessions: IntArray  # (n_events, n_days): rows of the return table, -1 outside
    security: IntArray  # (n_events,) code of the security
    day_zero: IntArray  # (n_events,) row of day 0 in the return table
    spread: FloatArray | None = None  # (n_events, n_days), as in Prediction
    observed: Observed | None = None  # only where the events are few

    @property
    def n_events(self) -> int:
        """Number of events."""
        return int(self.ar.shape[0])

    @property
    def horizon(self) -> tuple[int, int]:
        """First and last relative day held."""
        return int(self.days[0]), int(self.days[-1])

    @property
    def car(self) -> FloatArray:
        """CAR over all days held, (n_events,); NaN if any day is missing."""
        return np.asarray(self.ar.sum(axis=1), dtype=np.float64)

    @property
    def car_variance(self) -> FloatArray:
        """Forecast-error variance of :attr:`car`, (n_events,)."""
        own = self.ar.shape[1] if self.spread is None else (self.spread**2).sum(axis=1)
        total = self.loadings.sum(axis=1)
        return np.asarray(self.sigma2 * (own + (total**2).sum(axis=1)), dtype=np.float64)

    @property
    def scar(self) -> FloatArray:
        """CAR over its forecast standard error, (n_events,); NaN where the error is zero."""
        scale = np.sqrt(self.car_variance)
        return np.divide(self.car, scale, out=np.full_like(scale, np.nan), where=scale > 0)

    @property
    def ar_variance(self) -> FloatArray:
        """Forecast-error variance of each day, (n_events, n_days)."""
        own = 1.0 if self.spread is None else self.spread**2
        parameters = np.einsum("ndk,ndk->nd", self.loadings, self.loadings)
        return np.asarray(self.sigma2[:, None] * (own + parameters), dtype=np.float64)

    def over(self, first: int, last: int) -> AbnormalReturns:
        """Return the same events over relative days ``first`` to ``last``, both included.

        Raises
        ------
        WindowError
            If the days are reversed or outside the days held.
        """
        if first > last:
            raise WindowError(f"horizon {first}:{last} is reversed: give the earlier day first.")
        held_first, held_last = self.horizon
        if first < held_first or last > held_last:
            raise WindowError(
                f"horizon {first}:{last} is outside the event window {held_first}:{held_last}:"
                " widen the event window or shorten the horizon."
            )
        before, at = slice(0, first - held_first), slice(first - held_first, last - held_first + 1)
        spread_before = None if self.spread is None else self.spread[:, before]
        return replace(
            self,
            residuals=self.residuals.followed_by(self.ar[:, before], spread_before),
            ar=self.ar[:, at],
            normal=self.normal[:, at],
            loadings=self.loadings[:, at],
            days=self.days[at],
            sessions=self.sessions[:, at],
            spread=None if self.spread is None else self.spread[:, at],
            observed=_days_of(self.observed, at),
        )

    def take(self, events: BoolArray | IntArray) -> AbnormalReturns:
        """Return the events selected by a mask or by positions."""
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
            residuals=self.residuals.take(events),
            spread=None if self.spread is None else self.spread[events],
            observed=None if self.observed is None else self.observed.take(events),
        )


def _days_of(observed: Observed | None, at: slice) -> Observed | None:
    if observed is None:
        return None
    event = EstimationBlock(returns=observed.event.returns[:, at], factors=observed.event.factors[:, at])
    return replace(observed, event=event)


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
    n_placebo: FloatArray | None = None  # placebo values of a rank test, which bound its p-value


TestStatistic = Callable[[AbnormalReturns], TestResult]
