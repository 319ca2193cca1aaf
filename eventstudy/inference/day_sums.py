"""Sums over events by event-time day: what rank, sign and portfolio tests keep of many events.

Each event ranks its own residuals and event-day values together; only the sums of the ranks over
events are kept, so that blocks of events add up: Corrado (1989), Journal of Financial Economics 23:385-395;
Kolari and Pynnönen (2011), Journal of Empirical Finance 18:953-971.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import stats

from eventstudy.inference.block_residuals import BlockResiduals
from eventstudy.inference.orderings import JointRanks, Ordering, joint_ranks
from eventstudy.types import AbnormalReturns, BoolArray, FloatArray

# Values that differ by no more than this share of the largest are equal up to rounding.
ROUNDING = 1e-12


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
        return _over(self.abnormal.ar, np.sqrt(self.abnormal.ar_variance))

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
    keep = np.isfinite(abnormal.scar)
    if keep.sum() < 2:
        return Spreads(scar=float("nan"), sar=np.full(abnormal.ar.shape[1], np.nan))
    ar, error = abnormal.ar[keep], np.sqrt(abnormal.ar_variance[keep])
    return Spreads(
        scar=_spread(abnormal.scar[keep]),
        sar=np.array([_spread(ar[:, day] / error[:, day]) for day in range(ar.shape[1])]),
    )


def _spread(values: FloatArray) -> float:
    """Return the standard deviation; NaN where it is no more than rounding."""
    spread = float(np.std(values, ddof=1))
    return spread if spread > ROUNDING * float(np.abs(values).max()) else float("nan")


def residual_sums(events: AbnormalReturns | Held) -> DaySums:
    """Sum the residuals and the abnormal returns over events, by event-time day."""
    held = _held(events)
    return _sums(held, held.residuals.filled, held.abnormal.ar)


def rank_sums(events: AbnormalReturns | Held) -> DaySums:
    """Sum U = K / (T_i + 1) - 1/2, K the rank among residuals and the days of the horizon together."""
    held = _held(events)
    return _rank_sums(held, held.residuals.order, held.abnormal.ar)


def adjusted_rank_sums(events: AbnormalReturns | Held, scale: Spreads) -> DaySums:
    """Sum U of e / s_i and, on event days, SAR over its cross-sectional spread.

    Corrado and Zivney (1992), Journal of Financial and Quantitative Analysis 27:465-478.
    """
    held = _held(events)
    return _rank_sums(held, held.residuals.standardised_order, _over(held.sar, scale.sar))


def generalised_rank_sums(events: AbnormalReturns | Held, scale: Spreads) -> DaySums:
    """Sum U of the GSAR: e / s_i and, as one day, SCAR over its cross-sectional spread."""
    return generalised_sums(events, scale)[0]


def generalised_sign_sums(events: AbnormalReturns | Held, scale: Spreads) -> DaySums:
    """Sum the signs of GSAR less its median over the M_i + 1 days of the event.

    Luoma (2011), Nonparametric Event Study Tests, University of Vaasa.
    """
    return generalised_sums(events, scale)[1]


def generalised_sums(events: AbnormalReturns | Held, scale: Spreads) -> tuple[DaySums, DaySums]:
    """Return the sums of ranks and of signs of the GSAR, from one ranking."""
    held = _held(events)
    cumulated = _over(held.scar[:, None], scale.scar)
    order = held.residuals.standardised_order
    ranked = _ranked(held, order, cumulated)
    return (
        _ranked_sums(held, order, ranked, _centred_ranks, _tied_ranks),
        _ranked_sums(held, order, ranked, _signs_of_ranks, _tied_signs),
    )


def standardised_residuals(abnormal: AbnormalReturns) -> FloatArray:
    """Return the residuals over their standard deviation, (n_events, n_obs)."""
    return BlockResiduals(abnormal=abnormal).standardised


# --- from ranks to sums ------------------------------------------------------------------------

Law = Callable[[FloatArray, FloatArray], FloatArray]


def _centred_ranks(rank: FloatArray, n_ranked: FloatArray) -> FloatArray:
    return np.asarray(rank / (n_ranked + 1) - 0.5, dtype=np.float64)


def _signs_of_ranks(rank: FloatArray, n_ranked: FloatArray) -> FloatArray:
    return np.asarray(np.sign(rank - (n_ranked + 1) / 2), dtype=np.float64)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Ranked:
    """Event-day values (n_events, n_columns), their joint ranks, and which events have them."""

    event: FloatArray
    ranks: JointRanks
    keep: BoolArray


def _ranked(held: Held, order: Ordering, event: FloatArray) -> _Ranked:
    # An event without a CAR, or a value without a spread to scale it, has no rank.
    keep = held.keep & np.isfinite(event).all(axis=1)
    event = np.where(keep[:, None], event, 0.0)
    return _Ranked(event=event, ranks=joint_ranks(order, event), keep=keep)


def _ranked_sums(
    held: Held, order: Ordering, ranked: _Ranked, law: Law, tied_law: Callable[[FloatArray], FloatArray]
) -> DaySums:
    """Sum ``law`` of the joint ranks over the events held; events with equal values by ``tied_law``."""
    tied = ranked.keep & ranked.ranks.tied
    sums = _sums_of_ranks(held, ranked.ranks, ranked.keep & ~tied, law)
    if tied.any():
        both = tied_law(np.concatenate([order.values[tied], ranked.event[tied]], axis=1))
        sums += _summed(both[:, : order.values.shape[1]], both[:, order.values.shape[1] :])
    return sums


def _rank_sums(held: Held, order: Ordering, event: FloatArray) -> DaySums:
    return _ranked_sums(held, order, _ranked(held, order, event), _centred_ranks, _tied_ranks)


def _sums_of_ranks(held: Held, ranks: JointRanks, keep: BoolArray, law: Law) -> DaySums:
    weight, n_ranked = keep.astype(np.float64), ranks.n_ranked
    used = held.residuals.weight
    n_estimation = held.n_estimation if np.array_equal(keep, held.keep) else _added(weight, used)
    if law is _centred_ranks:
        # The sum of K / (T + 1) - 1/2 in one pass: unused days have rank zero.
        estimation = _added(weight / (n_ranked + 1), ranks.estimation) - n_estimation / 2
    else:
        estimation = _added(weight, law(ranks.estimation, n_ranked[:, None]) * used)
    return DaySums(
        estimation=estimation,
        n_estimation=n_estimation,
        event=_added(weight, law(ranks.event, n_ranked[:, None])),
        n_event=np.full(ranks.event.shape[1], weight.sum()),
    )


def _added(weight: FloatArray, values: FloatArray) -> FloatArray:
    """Return the weighted sum over events of (n_events, n_days)."""
    return np.asarray(np.einsum("n,nm->m", weight, values), dtype=np.float64)


def _over(values: FloatArray, scale: FloatArray | float) -> FloatArray:
    """Return values over their scale; NaN where there is none."""
    known = np.broadcast_to(np.asarray(scale) > 0, values.shape)
    return np.asarray(
        np.divide(values, scale, out=np.full(values.shape, np.nan), where=known), dtype=np.float64
    )


def _tied_ranks(both: FloatArray) -> FloatArray:
    rank = stats.rankdata(both, axis=1, nan_policy="omit")
    return _centred_ranks(rank, np.isfinite(both).sum(axis=1, keepdims=True).astype(np.float64))


def _tied_signs(both: FloatArray) -> FloatArray:
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
