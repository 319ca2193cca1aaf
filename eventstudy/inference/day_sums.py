"""Sums over events by event-time day: what rank, sign and portfolio tests keep of many events.

Each event ranks its own residuals and event-day values together; only the sums of the ranks over
events are kept, so that blocks of events add up: Corrado (1989), Journal of Financial Economics 23:385-395;
Kolari and Pynnönen (2011), Journal of Empirical Finance 18:953-971.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from eventstudy.inference.block_residuals import ROUNDING, BlockResiduals
from eventstudy.inference.orderings import JointRanks, Ordering, joint_ranks
from eventstudy.types import AbnormalReturns, BoolArray, FloatArray, Horizon


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DaySums:
    """Sums of one quantity over events, and how many events each sum holds.

    ``estimation`` and ``n_estimation`` are (n_obs,), by day of the estimation window; ``event`` and
    ``n_event`` (n_columns,), by day of the horizon, or one column for the CAR as a single day.
    """

    estimation: FloatArray
    n_estimation: FloatArray
    event: FloatArray
    n_event: FloatArray

    def __add__(self, other: DaySums) -> DaySums:
        """Return the sums over both sets of events."""
        return DaySums(
            estimation=self.estimation + other.estimation,
            n_estimation=self.n_estimation + other.n_estimation,
            event=self.event + other.event,
            n_event=self.n_event + other.n_event,
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Spreads:
    """Cross-sectional standard deviations over all events of a sample, divisor n - 1.

    ``scar`` is that of the SCARs; ``sar`` (n_days,) that of the standardised abnormal returns by day.
    """

    scar: float
    sar: FloatArray


# For values that are not scaled by a spread.
NO_SPREADS = Spreads(scar=float("nan"), sar=np.empty(0))


@dataclass(frozen=True, eq=False, kw_only=True)
class Held:
    """A block over one horizon, its residuals, and which of its events have a CAR."""

    abnormal: AbnormalReturns  # over the horizon
    residuals: BlockResiduals

    @cached_property
    def keep(self) -> BoolArray:
        """Which events have a CAR, and a positive variance, (n_events,)."""
        return np.isfinite(self.scar)

    @cached_property
    def scar(self) -> FloatArray:
        """CAR over its forecast standard error, (n_events,)."""
        return self.abnormal.scar

    @cached_property
    def sar(self) -> FloatArray:
        """Standardised abnormal returns, (n_events, n_days)."""
        first = int(self.abnormal.days[0] - self.residuals.abnormal.days[0])
        return self.residuals.sar[:, first : first + self.abnormal.days.size]

    @cached_property
    def n_estimation(self) -> FloatArray:
        """Events with a residual on each day of the estimation window, (n_obs,)."""
        return _added(self.keep.astype(np.float64), self.residuals.weight)


def held_events(abnormal: AbnormalReturns, residuals: BlockResiduals | None = None) -> Held:
    """Return a block over the days of ``abnormal``; its residuals are made once for all horizons."""
    residuals = BlockResiduals(abnormal=abnormal) if residuals is None else residuals
    return Held(abnormal=abnormal, residuals=residuals)


def spreads(abnormal: AbnormalReturns) -> Spreads:
    """Return the cross-sectional spreads of the events that have a CAR; NaN for a single event."""
    return spreads_over(abnormal, [abnormal.horizon])[abnormal.horizon]


def spreads_over(abnormal: AbnormalReturns, horizons: Sequence[Horizon]) -> dict[Horizon, Spreads]:
    """Return the cross-sectional spreads over several horizons, as :func:`spreads` over each."""
    by_day = np.ascontiguousarray(BlockResiduals(abnormal=abnormal).sar.T)
    found: dict[Horizon, Spreads] = {}
    for first, last in horizons:
        scar = abnormal.over(first, last).scar
        keep = np.isfinite(scar)
        at = slice(first - abnormal.horizon[0], last - abnormal.horizon[0] + 1)
        found[first, last] = Spreads(
            scar=_spread(scar[keep]), sar=np.array([_spread(day[keep]) for day in by_day[at]])
        )
    return found


def _spread(values: FloatArray) -> float:
    """Return the standard deviation; NaN where it is no more than rounding, or there is one value."""
    if values.size < 2:
        return float("nan")
    spread = float(np.std(values, ddof=1))
    return spread if spread > ROUNDING * float(np.abs(values).max()) else float("nan")


def residual_sums(events: AbnormalReturns | Held) -> DaySums:
    """Sum the residuals and the abnormal returns over events, by event-time day."""
    held = _held(events)
    return _sums(held, held.residuals.filled, held.abnormal.ar)


def rank_sums(events: AbnormalReturns | Held) -> DaySums:
    """Sum U = K / (T_i + 1) - 1/2, K the rank among residuals and the days of the horizon together."""
    return _ranked_alone(events, raw_values, NO_SPREADS).sums()


def adjusted_rank_sums(events: AbnormalReturns | Held, scale: Spreads) -> DaySums:
    """Sum U of e / s_i and, on event days, SAR over its cross-sectional spread.

    Corrado and Zivney (1992), Journal of Financial and Quantitative Analysis 27:465-478.
    """
    return _ranked_alone(events, adjusted_values, scale).sums()


def generalised_rank_sums(events: AbnormalReturns | Held, scale: Spreads) -> DaySums:
    """Sum U of the GSAR: e / s_i and, as one day, SCAR over its cross-sectional spread."""
    return _ranked_alone(events, generalised_values, scale).sums()


def generalised_sign_sums(events: AbnormalReturns | Held, scale: Spreads) -> DaySums:
    """Sum the signs of GSAR less its median over the M_i + 1 days of the event.

    Luoma (2011), Nonparametric Event Study Tests, University of Vaasa.
    """
    return _ranked_alone(events, generalised_values, scale).sign_sums()


# --- the values that are ranked ----------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EventValues:
    """Event-day values (n_events, n_columns) of a block over a horizon, to be ranked among residuals.

    ``keep`` marks the events that have them: a CAR, and a spread that scales each value.
    """

    held: Held
    order: Ordering  # of the residuals, in the units of the values
    values: FloatArray
    keep: BoolArray


ValuesOf = Callable[[Held, Spreads], EventValues]


def raw_values(held: Held, _: Spreads) -> EventValues:
    """Return the abnormal returns of the days of the horizon."""
    return _event_values(held, held.abnormal.ar, standardised=False)


def adjusted_values(held: Held, scale: Spreads) -> EventValues:
    """Return the standardised abnormal returns over their cross-sectional spread."""
    return _event_values(held, _over(held.sar, scale.sar), standardised=True)


def generalised_values(held: Held, scale: Spreads) -> EventValues:
    """Return the SCAR over its cross-sectional spread, as one day."""
    return _event_values(held, _over(held.scar[:, None], scale.scar), standardised=True)


def _event_values(held: Held, values: FloatArray, *, standardised: bool) -> EventValues:
    residuals = held.residuals
    if standardised and residuals.abnormal.residuals.spread is None:
        # e / s has the order of e: the values are brought to the scale of e, which are many more.
        values = values * np.sqrt(residuals.abnormal.sigma2)[:, None]
        standardised = False
    keep = held.keep & np.isfinite(values).all(axis=1)
    return EventValues(
        held=held,
        order=residuals.standardised_order if standardised else residuals.order,
        values=np.where(keep[:, None], values, 0.0),
        keep=keep,
    )


# --- from ranks to sums ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Ranked:
    """Values of a block over a horizon with their ranks; events with equal values apart."""

    event: EventValues
    ranks: JointRanks

    def sums(self) -> DaySums:
        """Sum U = K / (T_i + 1) - 1/2 over the events."""
        share = self._weight() / (self.ranks.n_ranked + 1)
        n_estimation, event = self._n_estimation(), _added(share, self.ranks.event)
        n_event = np.full(event.size, self._weight().sum())
        untied = DaySums(
            # The sum of K / (T + 1) - 1/2 in one pass: unused days have rank zero.
            estimation=_added(share, self.ranks.estimation) - n_estimation / 2,
            n_estimation=n_estimation,
            event=event - n_event / 2,
            n_event=n_event,
        )
        return self._with_tied(untied, tied_ranks)

    def sign_sums(self) -> DaySums:
        """Sum the signs of the values less their median over the events."""
        # K is compared with (T + 1) / 2, the median rank, in the small numbers that K comes in.
        middle, rank = (self.ranks.n_ranked + 1)[:, None], self.ranks.estimation
        above = rank > (middle // 2).astype(rank.dtype)
        below = rank < ((middle + 1) // 2).astype(rank.dtype)
        below &= self.event.held.residuals.used
        event = np.sign(2 * self.ranks.event - middle)
        untied = DaySums(
            estimation=_added(self._weight(), above.view(np.int8) - below.view(np.int8)),
            n_estimation=self._n_estimation(),
            event=_added(self._weight(), event),
            n_event=np.full(event.shape[1], self._weight().sum()),
        )
        return self._with_tied(untied, tied_signs)

    def _weight(self) -> FloatArray:
        """One for the events that are ranked without equal values, else zero."""
        return (self.event.keep & ~self.ranks.tied).astype(np.float64)

    def _n_estimation(self) -> FloatArray:
        held, tied = self.event.held, self.ranks.tied & self.event.keep
        if not tied.any() and np.array_equal(self.event.keep, held.keep):
            return held.n_estimation
        return _added(self._weight(), held.residuals.weight)

    def _with_tied(self, sums: DaySums, law: Callable[[FloatArray], FloatArray]) -> DaySums:
        tied = self.event.keep & self.ranks.tied
        if not tied.any():
            return sums
        return with_tied(sums, self.event.order.values[tied], self.event.values[tied], law)


def with_tied(
    sums: DaySums, residuals: FloatArray, values: FloatArray, law: Callable[[FloatArray], FloatArray]
) -> DaySums:
    """Return the sums with those of events that have equal values, which share a rank.

    Parameters
    ----------
    sums : DaySums
        Of the other events.
    residuals : ndarray of shape (n_tied, n_obs)
    values : ndarray of shape (n_tied, n_columns)
    law : function
        :func:`tied_ranks` or :func:`tied_signs`.
    """
    if not len(values):
        return sums
    both, n_obs = law(np.concatenate([residuals, values], axis=1)), residuals.shape[1]
    return sums + _summed(both[:, :n_obs], both[:, n_obs:])


def ranked(events: Sequence[EventValues]) -> list[Ranked]:
    """Rank several sets of event-day values among the residuals of one block, each set alone."""
    found: dict[int, Ranked] = {}
    orders = {id(event.order): event.order for event in events}
    for key, order in orders.items():
        some = [event for event in events if id(event.order) == key]
        ranks = joint_ranks(order, [event.values for event in some])
        found |= {id(event): Ranked(event=event, ranks=own) for event, own in zip(some, ranks, strict=True)}
    return [found[id(event)] for event in events]


def _ranked_alone(events: AbnormalReturns | Held, values: ValuesOf, scale: Spreads) -> Ranked:
    return ranked([values(_held(events), scale)])[0]


def _added(weight: FloatArray, values: NDArray[Any]) -> FloatArray:
    """Return the weighted sum over events of (n_events, n_days)."""
    # Small integers become floats a buffer at a time.
    return np.asarray(np.einsum("n,nm->m", weight, values), dtype=np.float64)


def _over(values: FloatArray, scale: FloatArray | float) -> FloatArray:
    """Return values over their scale; NaN where there is none."""
    known = np.broadcast_to(np.asarray(scale) > 0, values.shape)
    return np.asarray(
        np.divide(values, scale, out=np.full(values.shape, np.nan), where=known), dtype=np.float64
    )


def tied_ranks(both: FloatArray) -> FloatArray:
    """Return U of values (n_events, n_values), equal ones sharing the mean of their ranks."""
    rank, n_ranked = stats.rankdata(both, axis=1, nan_policy="omit"), np.isfinite(both).sum(axis=1)
    return np.asarray(rank / (n_ranked + 1)[:, None] - 0.5, dtype=np.float64)


def tied_signs(both: FloatArray) -> FloatArray:
    """Return the signs of values (n_events, n_values) less their median."""
    return np.asarray(np.sign(both - np.nanmedian(both, axis=1, keepdims=True)), dtype=np.float64)


def _held(events: AbnormalReturns | Held) -> Held:
    return events if isinstance(events, Held) else held_events(events)


def _sums(held: Held, filled: FloatArray, event: FloatArray) -> DaySums:
    weight = held.keep.astype(np.float64)
    return DaySums(
        estimation=_added(weight, filled),
        n_estimation=held.n_estimation,
        event=event[held.keep].sum(axis=0),
        n_event=np.full(event.shape[1], weight.sum()),
    )


def _summed(estimation: FloatArray, event: FloatArray) -> DaySums:
    return DaySums(
        estimation=np.nansum(estimation, axis=0),
        n_estimation=np.isfinite(estimation).sum(axis=0).astype(np.float64),
        event=np.nansum(event, axis=0),
        n_event=np.isfinite(event).sum(axis=0).astype(np.float64),
    )
