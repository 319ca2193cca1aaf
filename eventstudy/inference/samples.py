"""A sample of events over one horizon, reduced to what the sample tests need of it.

Samples of blocks of events add up: a test of a million events sees the same sample, whatever the
blocks it was collected from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeVar

import numpy as np

from eventstudy.errors import ForbiddenTestError, InputError, TooFewEventsError
from eventstudy.inference.block_residuals import BlockResiduals, positive_shares
from eventstudy.inference.date_sums import (
    DateSums,
    average_correlation,
    average_overlap_correlation,
    date_sums_of,
    merged,
)
from eventstudy.inference.day_sums import (
    DaySums,
    Held,
    Spreads,
    ValuesOf,
    adjusted_values,
    generalised_values,
    held_events,
    ranked,
    raw_values,
    residual_sums,
    spreads,
)
from eventstudy.types import AbnormalReturns, BoolArray, FloatArray, Horizon, IntArray
from eventstudy.windows import n_separate_windows

# What a test may need beyond the arrays by event; each costs a pass over the residuals.
Part = Literal[
    "positive", "residuals", "dates", "ranks", "adjusted_ranks", "generalised_ranks", "generalised_signs"
]
# Sample tests need this many independent dates, or securities for those valid on one date.
INDEPENDENT_EVENTS = 8
PartType = TypeVar("PartType", FloatArray, DaySums, DateSums)


@dataclass(frozen=True, eq=False, kw_only=True)
class Sample:
    """The events that have a CAR over one horizon. Arrays are (n_events,); the other parts if asked for."""

    horizon: tuple[int, int]
    car: FloatArray  # decimal
    car_variance: FloatArray  # forecast-error variance of the CAR
    sar_sum: FloatArray  # sum over the days of AR over its forecast standard error
    sigma2: FloatArray
    dof: FloatArray
    n_obs: FloatArray
    day_zero: IntArray
    security: IntArray
    positive: FloatArray | None = None  # share of positive residuals of each event
    residuals: DaySums | None = None
    dates: DateSums | None = None
    ranks: DaySums | None = None
    adjusted_ranks: DaySums | None = None
    generalised_ranks: DaySums | None = None
    generalised_signs: DaySums | None = None

    @property
    def n_events(self) -> int:
        """Number of events."""
        return int(self.car.size)

    @property
    def n_days(self) -> int:
        """Days of the horizon."""
        return self.horizon[1] - self.horizon[0] + 1

    @property
    def scar(self) -> FloatArray:
        """CAR over its forecast standard error, (n_events,)."""
        return np.asarray(self.car / np.sqrt(self.car_variance), dtype=np.float64)

    @cached_property
    def event_dates(self) -> IntArray:
        """The days 0 of the events, each once, increasing."""
        return np.unique(self.day_zero)

    @cached_property
    def n_separate(self) -> int:
        """Number of event windows that share no session with one another, counted up to 8."""
        return n_separate_windows(self.event_dates, self.n_days, INDEPENDENT_EVENTS)

    @cached_property
    def n_securities(self) -> int:
        """Number of securities that the events belong to."""
        return int(np.unique(self.security).size)

    @cached_property
    def correlation(self) -> float:
        """Average correlation between the residuals of different events on common sessions."""
        return average_correlation(held(self.dates))

    @cached_property
    def overlap_correlation(self) -> float:
        """Theta: the average over pairs of events of the share of common days times correlation."""
        return average_overlap_correlation(held(self.dates), self.n_days)

    def where(self, keep: BoolArray) -> Sample:
        """Return the sample with the arrays of some events only; sums over events stay as they are."""
        names = ("car", "car_variance", "sar_sum", "sigma2", "dof", "n_obs", "day_zero", "security")
        kept = {name: getattr(self, name)[keep] for name in names}
        return replace(self, **kept, positive=None if self.positive is None else self.positive[keep])


def sample_of(
    abnormal: AbnormalReturns, parts: tuple[Part, ...] = (), scale: Spreads | None = None
) -> Sample:
    """Reduce the events that have a CAR over the days held, and a positive variance, to a sample.

    Parameters
    ----------
    abnormal : AbnormalReturns
    parts : tuple of str
        The sums to collect.
    scale : Spreads, optional
        Cross-sectional spreads of the whole sample, where ``abnormal`` is a block of it.
    """
    scale = spreads(abnormal) if scale is None else scale
    return samples_of(abnormal, {abnormal.horizon: scale}, parts)[abnormal.horizon]


def samples_of(
    abnormal: AbnormalReturns, scales: Mapping[Horizon, Spreads], parts: tuple[Part, ...] = ()
) -> dict[Horizon, Sample]:
    """Return the samples over several horizons, whose spreads are given; residuals are sorted once."""
    residuals = BlockResiduals(abnormal=abnormal)
    helds = {horizon: held_events(abnormal.over(*horizon), residuals) for horizon in scales}
    ranks = _rank_parts(helds, scales, parts)
    dates = date_sums_of(list(helds.values())) if "dates" in parts else [None] * len(helds)
    return {
        horizon: _sample(held, parts, date, ranks[horizon])
        for (horizon, held), date in zip(helds.items(), dates, strict=True)
    }


# The values that each part ranks; the signs need the ranks of their values too.
RANKED: Mapping[Part, ValuesOf] = {
    "ranks": raw_values,
    "adjusted_ranks": adjusted_values,
    "generalised_ranks": generalised_values,
}


def _rank_parts(
    helds: Mapping[Horizon, Held], scales: Mapping[Horizon, Spreads], parts: tuple[Part, ...]
) -> dict[Horizon, dict[str, DaySums]]:
    """Return the sums of ranks and signs over every horizon, from one search for all values."""
    signs = "generalised_signs" in parts
    names = [name for name in RANKED if name in parts or (signs and name == "generalised_ranks")]
    keys = [(horizon, name) for horizon in helds for name in names]
    values = [RANKED[name](helds[horizon], scales[horizon]) for horizon, name in keys]
    sums: dict[Horizon, dict[str, DaySums]] = {horizon: {} for horizon in helds}
    for (horizon, name), found in zip(keys, ranked(values), strict=True):
        if name in parts:
            sums[horizon][name] = found.sums()
        if signs and name == "generalised_ranks":
            sums[horizon]["generalised_signs"] = found.sign_sums()
    return sums


def _sample(
    held: Held, parts: tuple[Part, ...], dates: DateSums | None, ranks: Mapping[str, DaySums]
) -> Sample:
    keep, abnormal, residuals = held.keep, held.abnormal, held.residuals
    return Sample(
        horizon=abnormal.horizon,
        car=abnormal.car[keep],
        car_variance=abnormal.car_variance[keep],
        sar_sum=np.asarray(held.sar.sum(axis=1)[keep], dtype=np.float64),
        sigma2=abnormal.sigma2[keep],
        dof=abnormal.dof[keep],
        n_obs=residuals.n_obs[keep],
        day_zero=abnormal.day_zero[keep],
        security=abnormal.security[keep],
        positive=positive_shares(residuals)[keep] if "positive" in parts else None,
        residuals=residual_sums(held) if "residuals" in parts else None,
        dates=dates,
        **ranks,
    )


def usable(
    events: AbnormalReturns | Sample, *, test: str, at_least: int, parts: tuple[Part, ...] = ()
) -> Sample:
    """Return the sample that a test works on.

    Raises
    ------
    TooFewEventsError
        If fewer than ``at_least`` events have a CAR and a positive forecast variance.
    """
    if isinstance(events, AbnormalReturns) and parts:
        require_residuals(events, test)
    sample = events if isinstance(events, Sample) else sample_of(events, parts)
    if sample.n_events < at_least:
        raise TooFewEventsError(test, at_least, sample.n_events)
    return sample


def require_residuals(abnormal: AbnormalReturns, test: str) -> None:
    """Refuse events whose estimation residuals are not held.

    Raises
    ------
    ForbiddenTestError
        If there are none: ``StudyResult.block`` of a study of many events holds none.
    """
    if abnormal.n_events and not abnormal.residuals.values.shape[1]:
        raise ForbiddenTestError(
            f"test {test!r} needs the estimation residuals, not kept for {abnormal.n_events} events: name"
            " the test, with its conventions, in run_study(tests=...)."
        )


def with_car(abnormal: AbnormalReturns) -> AbnormalReturns:
    """Return the events that have a CAR and a positive forecast variance."""
    keep = np.isfinite(abnormal.scar)
    return abnormal if keep.all() else abnormal.take(keep)


def few_with_car(abnormal: AbnormalReturns, *, test: str) -> AbnormalReturns:
    """Return the events that have a CAR and a positive forecast variance, with their residuals.

    Raises
    ------
    TooFewEventsError
        If there are none.
    """
    events = with_car(abnormal)
    if not events.n_events:
        raise TooFewEventsError(test, 1, 0)
    return events


def held(part: PartType | None) -> PartType:
    """Return a part of a sample that a test asked for.

    Raises
    ------
    InputError
        If the sample was collected without it.
    """
    if part is None:
        raise InputError(
            "the sample was collected without a part that this test needs: give sample_of the test's parts,"
            " or give the test the abnormal returns."
        )
    return part


def joined(samples: Sequence[Sample]) -> Sample:
    """Return the sample of all events of several, in order."""
    arrays = ("car", "car_variance", "sar_sum", "sigma2", "dof", "n_obs", "day_zero", "security")
    both = {name: np.concatenate([getattr(sample, name) for sample in samples]) for name in arrays}
    positive = [sample.positive for sample in samples if sample.positive is not None]
    dates = [sample.dates for sample in samples if sample.dates is not None]
    return Sample(
        horizon=samples[0].horizon,
        **both,
        positive=np.concatenate(positive) if positive else None,
        dates=merged(dates) if dates else None,
        residuals=_added([sample.residuals for sample in samples]),
        ranks=_added([sample.ranks for sample in samples]),
        adjusted_ranks=_added([sample.adjusted_ranks for sample in samples]),
        generalised_ranks=_added([sample.generalised_ranks for sample in samples]),
        generalised_signs=_added([sample.generalised_signs for sample in samples]),
    )


def _added(parts: Sequence[DaySums | None]) -> DaySums | None:
    total: DaySums | None = None
    for part in parts:
        total = part if total is None or part is None else total + part
    return total
