"""Samples of a block of events from compiled kernels: the same numbers as from :mod:`.samples`.

The work is in :mod:`~eventstudy.inference.compiled_sums`; what is here cuts a block into what the kernels
take, and adds the events with equal values, which the reference ranks. For models that give no day a
spread of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from eventstudy.inference import compiled_sums as kernels
from eventstudy.inference.block_residuals import ROUNDING, BlockResiduals, first_rows
from eventstudy.inference.date_sums import LARGEST_CODE, DateSums, date_of_each
from eventstudy.inference.day_sums import (
    DaySums,
    Spreads,
    tied_ranks,
    tied_signs,
    with_tied,
)
from eventstudy.inference.samples import Part, Sample
from eventstudy.types import AbnormalReturns, BoolArray, FloatArray, Horizon, IntArray

RANKED: tuple[Part, ...] = ("ranks", "adjusted_ranks", "generalised_ranks")
SUMMED: tuple[Part, ...] = ("positive", "residuals", "dates")
# Events whose standardised returns are held at once.
AT_ONCE = 5_000
# Patterns of samples are numbered by a table of all codes up to it.
LARGEST_LISTED = 1 << 16


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class HorizonValues:
    """CAR, its forecast variance and sum of SARs of a block over one horizon; ``keep``: it has a CAR."""

    columns: slice
    car: FloatArray
    variance: FloatArray
    sar_sum: FloatArray
    sar: FloatArray  # (n_events, n_days) over the horizon
    scar: FloatArray
    keep: BoolArray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Moments:
    """Number, means, squares about the means and largest sizes of columns; those of parts add up.

    Chan, Golub and LeVeque (1983), American Statistician 37:242-247, equation 2.1.
    """

    number: int
    mean: FloatArray
    squares: FloatArray
    largest: FloatArray

    def with_values(self, values: FloatArray) -> Moments:
        """Return the moments with further rows, (n_rows, n_columns), without NaN."""
        if not len(values):
            return self
        number, mean = self.number + len(values), values.mean(axis=0)
        apart = mean - self.mean
        squares = ((values - mean) ** 2).sum(axis=0) + apart**2 * (self.number * len(values) / number)
        return Moments(
            number=number,
            mean=self.mean + apart * (len(values) / number),
            squares=self.squares + squares,
            largest=np.maximum(self.largest, np.abs(values).max(axis=0)),
        )

    def spreads(self) -> FloatArray:
        """Return the standard deviations; NaN where they are no more than rounding, or for one value."""
        if self.number < 2:
            return np.full(self.mean.size, np.nan)
        spread = np.sqrt(self.squares / (self.number - 1))
        return np.where(spread > ROUNDING * self.largest, spread, np.nan)


def no_moments(n_columns: int) -> Moments:
    """Return the moments of no values."""
    none = np.zeros(n_columns)
    return Moments(number=0, mean=none, squares=none, largest=none)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class RankedSet:
    """Event-day values (n_events, n_columns) of one part and horizon, in the units of the residuals."""

    horizon: Horizon
    part: Part
    values: FloatArray
    keep: BoolArray


def scars_and_spreads(
    abnormal: AbnormalReturns, horizons: Sequence[Horizon]
) -> tuple[dict[Horizon, FloatArray], dict[Horizon, Spreads]]:
    """Return the SCARs, (n_events,), and the cross-sectional spreads over several horizons."""
    moments = {horizon: no_moments(horizon[1] - horizon[0] + 2) for horizon in horizons}
    scar = {horizon: np.empty(abnormal.n_events) for horizon in horizons}
    for first in range(0, abnormal.n_events, AT_ONCE):
        some = slice(first, first + AT_ONCE)
        for horizon, held in _horizon_values(abnormal, horizons, some).items():
            scar[horizon][some] = held.scar
            values = np.column_stack([held.scar, held.sar])[held.keep]
            moments[horizon] = moments[horizon].with_values(values)
    spreads = {horizon: moments[horizon].spreads() for horizon in horizons}
    return scar, {h: Spreads(scar=float(found[0]), sar=found[1:]) for h, found in spreads.items()}


def samples_of(
    abnormal: AbnormalReturns, scales: Mapping[Horizon, Spreads], parts: tuple[Part, ...] = ()
) -> dict[Horizon, Sample]:
    """Return the samples over several horizons, whose spreads are given."""
    values = np.ascontiguousarray(abnormal.residuals.values)
    start = first_rows(BlockResiduals(abnormal=abnormal))
    return samples_from(abnormal, values, start, scales, parts)


def samples_from(
    abnormal: AbnormalReturns,
    values: FloatArray,
    start: IntArray,
    scales: Mapping[Horizon, Spreads],
    parts: tuple[Part, ...] = (),
) -> dict[Horizon, Sample]:
    """Return the samples over several horizons, with the residuals apart from the abnormal returns.

    ``values`` holds them, (n_events, n_obs), NaN where unused; ``start`` (n_events,) is the row of the
    return table of the first day of each estimation window.
    """
    held = _horizon_values(abnormal, list(scales), slice(None))
    sums = _residual_parts(abnormal, values, start, held, parts)
    for horizon, name, found in _rank_parts(abnormal, values, held, scales, parts):
        sums[horizon][name] = found
    n_obs = np.isfinite(values).sum(axis=1).astype(np.float64)
    return {
        horizon: Sample(
            horizon=horizon,
            car=own.car[own.keep],
            car_variance=own.variance[own.keep],
            sar_sum=own.sar_sum[own.keep],
            sigma2=abnormal.sigma2[own.keep],
            dof=abnormal.dof[own.keep],
            n_obs=n_obs[own.keep],
            day_zero=abnormal.day_zero[own.keep],
            security=abnormal.security[own.keep],
            **sums[horizon],
        )
        for horizon, own in held.items()
    }


def _horizon_values(
    abnormal: AbnormalReturns, horizons: Sequence[Horizon], some: slice
) -> dict[Horizon, HorizonValues]:
    at = [(first - abnormal.horizon[0], last - abnormal.horizon[0] + 1) for first, last in horizons]
    car, variance, sar_sum, sar = kernels.horizon_values(
        abnormal.ar[some], abnormal.loadings[some], abnormal.sigma2[some], np.array(at)
    )
    scale = np.sqrt(variance)
    scar = np.divide(car, scale, out=np.full_like(scale, np.nan), where=scale > 0)
    return {
        horizon: HorizonValues(
            columns=slice(*at[h]),
            car=car[h],
            variance=variance[h],
            sar_sum=sar_sum[h],
            sar=sar[:, slice(*at[h])],
            scar=scar[h],
            keep=np.isfinite(scar[h]),
        )
        for h, horizon in enumerate(horizons)
    }


def _patterns(keep: BoolArray) -> tuple[IntArray, BoolArray]:
    """Return the pattern of each row of (n_events, n_sets), and which patterns belong to each set.

    Sums over the events of a pattern are made once, for all sets that hold them.
    """
    code = np.zeros(len(keep), dtype=np.int64)
    for column in keep.T:
        code = 2 * code + column
        if code.max(initial=0) > LARGEST_CODE:
            code = np.unique(code, return_inverse=True)[1]
    if code.max(initial=0) > LARGEST_LISTED:
        code = np.unique(code, return_inverse=True)[1]
    # A place for every code that there may be: no sort.
    number = np.cumsum(np.bincount(code) > 0) - 1
    pattern = number[code]
    first = np.zeros(number[-1] + 1 if number.size else 0, dtype=np.int64)
    first[pattern] = np.arange(pattern.size)
    return pattern, keep[first].T


def _over_patterns(values: FloatArray, member: BoolArray) -> FloatArray:
    """Return sums by set from sums by pattern, (n_patterns, ...)."""
    sums = np.zeros((len(member), *values.shape[1:]))
    for number, own in enumerate(member):
        for at in np.flatnonzero(own):
            sums[number] += values[at]
    return sums


# --- ranks and signs --------------------------------------------------------------------------


def _rank_parts(
    abnormal: AbnormalReturns,
    residuals: FloatArray,
    held: Mapping[Horizon, HorizonValues],
    scales: Mapping[Horizon, Spreads],
    parts: tuple[Part, ...],
) -> Iterator[tuple[Horizon, Part, DaySums]]:
    """Yield the sums of ranks and signs over every horizon, from one sort of the residuals."""
    signs = "generalised_signs" in parts
    names = [name for name in RANKED if name in parts or (signs and name == "generalised_ranks")]
    sets = [_ranked_set(abnormal, name, h, own, scales[h]) for h, own in held.items() for name in names]
    for one, (ranks, own_signs) in zip(sets, _summed_ranks(residuals, sets), strict=True):
        if one.part in parts:
            yield one.horizon, one.part, ranks
        if signs and one.part == "generalised_ranks":
            yield one.horizon, "generalised_signs", own_signs


def _ranked_set(
    abnormal: AbnormalReturns, part: Part, horizon: Horizon, held: HorizonValues, scale: Spreads
) -> RankedSet:
    """Return the values that a part ranks; e / s has the order of e, whose scale they are brought to."""
    if part == "ranks":
        values, known = abnormal.ar[:, held.columns], True
    else:
        of_days = part == "adjusted_ranks"
        spread = scale.sar if of_days else np.array([scale.scar])
        known = bool((spread > 0).all())
        values = held.sar if of_days else held.scar[:, None]
        values = values * (np.sqrt(abnormal.sigma2)[:, None] / spread if known else np.nan)
    return RankedSet(horizon=horizon, part=part, values=values, keep=held.keep & known)


def _summed_ranks(residuals: FloatArray, sets: Sequence[RankedSet]) -> Iterator[tuple[DaySums, DaySums]]:
    """Yield the sums of ranks, and of signs for values of one column, of each set ranked alone."""
    if not sets:
        return
    bits = max(residuals.shape[1] - 1, 1).bit_length()
    keys = kernels.sort_keys(residuals, bits, True)
    keys.sort(axis=1)
    ends = np.cumsum([0, *(one.values.shape[1] for one in sets)])
    wanted = kernels.sort_keys(np.concatenate([one.values for one in sets], axis=1), bits, False)
    keep = np.column_stack([one.keep for one in sets])
    pattern, member = _patterns(keep)
    sums = kernels.rank_sums(keys, wanted, ends, (keep, pattern, member.shape[1]), bits)
    estimation, signs, n_used, n_tied, on_event, event_signs, tied = sums
    n_estimation = _over_patterns(n_used, member) - n_tied
    n_ranked = (keep & ~tied).sum(axis=0).astype(np.float64)
    for at, one in enumerate(sets):
        columns, equal = slice(ends[at], ends[at + 1]), tied[:, at]
        n_event = np.full(one.values.shape[1], n_ranked[at])
        number = {"n_estimation": n_estimation[at], "n_event": n_event}
        # The kernel sums K / (T + 1), of which 1/2 is the mean.
        centred = {
            "estimation": estimation[at] - n_estimation[at] / 2,
            "event": on_event[columns] - n_event / 2,
        }
        ranks = DaySums(**centred, **number)
        own_signs = DaySums(estimation=signs[at], event=event_signs[columns], **number)
        both = residuals[equal], one.values[equal]
        yield with_tied(ranks, *both, tied_ranks), with_tied(own_signs, *both, tied_signs)


# --- residuals --------------------------------------------------------------------------------


def _residual_parts(
    abnormal: AbnormalReturns,
    residuals: FloatArray,
    start: IntArray,
    held: Mapping[Horizon, HorizonValues],
    parts: tuple[Part, ...],
) -> dict[Horizon, dict[str, Any]]:
    """Return the parts over every horizon that need no ranks, by name."""
    if not set(SUMMED) & set(parts):
        return {horizon: {} for horizon in held}
    pattern, member = _patterns(np.column_stack([own.keep for own in held.values()]))
    date, first = date_of_each(start, abnormal.day_zero)
    *by_pattern, positive = kernels.residual_sums(
        residuals, pattern, date, (member.shape[1], first.size), ROUNDING
    )
    sums, total, squares, count = (_over_patterns(values, member) for values in by_pattern)
    found: dict[Horizon, dict[str, Any]] = {}
    for at, (horizon, own) in enumerate(held.items()):
        n_events = np.bincount(date[own.keep], minlength=first.size).astype(np.float64)
        some = n_events > 0
        dates = DateSums(
            day_zero=abnormal.day_zero[first[some]],
            start=start[first[some]],
            n_events=n_events[some],
            total=total[at][some],
            squares=squares[at][some],
            count=count[at][some],
        )
        by_day = DaySums(
            estimation=sums[at],
            n_estimation=count[at].sum(axis=0),
            event=abnormal.ar[own.keep, own.columns].sum(axis=0),
            n_event=np.full(own.sar.shape[1], own.keep.sum(), dtype=np.float64),
        )
        every = {"residuals": by_day, "dates": dates, "positive": positive[own.keep]}
        found[horizon] = {name: value for name, value in every.items() if name in parts}
    return found
