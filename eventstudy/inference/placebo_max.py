"""Family-wise test of few events: the whole pattern of events slid through the estimation window.

At every placement the largest standardised CAR over all assets, events and horizons is taken; an
observed CAR is compared with these maxima, so the p-value holds for the family and keeps the
dependence between assets, days and overlapping windows. The
max-statistic principle is that of Westfall and Young (1993), Resampling-Based Multiple Testing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eventstudy.inference.ewma import ewma_sigma, standardised_car
from eventstudy.inference.ewma_rank import resolution_note
from eventstudy.inference.placebo_windows import level_placebos, level_residuals
from eventstudy.inference.reference_laws import rank_p_value
from eventstudy.types import AbnormalReturns, EventTests, FloatArray, Horizon, IntArray

# Below this many estimation days the test of windows longer than a day was measured oversized.
ENOUGH_FOR_LONG_WINDOWS = 250


def placebo_max(abnormal: AbnormalReturns, horizons: Sequence[Horizon]) -> tuple[EventTests, ...]:
    """Test every event over every horizon against the maximum of the family.

    Parameters
    ----------
    abnormal : AbnormalReturns
        All events of the episode, of all assets, with one common estimation window.
    horizons : sequence of (first, last)
        The declared horizons; more of them cost power.

    Returns
    -------
    tuple of EventTests
        One for each horizon, in order.
    """
    observed = np.column_stack([_observed(abnormal.over(*horizon)) for horizon in horizons])
    maxima = placebo_maxima(abnormal, horizons)
    family = np.broadcast_to(maxima, (observed.size, maxima.size))
    p_value, _ = rank_p_value(observed.ravel(), family)
    n_placebo = int(np.isfinite(maxima).sum())
    return tuple(
        EventTests(
            test="placebo_max",
            first=first,
            last=last,
            estimate=abnormal.over(first, last).car,
            statistic=observed[:, column],
            p_value=p_value.reshape(observed.shape)[:, column],
            distribution=[f"placebo max({n_placebo})"] * abnormal.n_events,
            note=[_note(abnormal, n_placebo, last - first + 1)] * abnormal.n_events,
        )
        for column, (first, last) in enumerate(horizons)
    )


def placebo_maxima(abnormal: AbnormalReturns, horizons: Sequence[Horizon]) -> FloatArray:
    """Return the largest standardised CAR of the family at each placement of the event pattern.

    Returns
    -------
    ndarray of shape (n_placements,)
        NaN where a window of the pattern holds an unused day.
    """
    residuals = level_residuals(abnormal)
    offset = abnormal.day_zero - abnormal.day_zero.min()
    earliest, latest = min(f for f, _ in horizons), max(last for _, last in horizons)
    n_placements = residuals.shape[1] - int(offset.max()) - (latest - earliest)
    if n_placements < 1:
        return np.empty(0)
    sigma = ewma_sigma(residuals, abnormal.sigma2)
    at = offset[:, None] - earliest + np.arange(n_placements)[None, :]
    sizes = [_sizes_at(abnormal, sigma, at, horizon) for horizon in horizons]
    return np.asarray(np.max(sizes, axis=(0, 1)), dtype=np.float64)


def _sizes_at(abnormal: AbnormalReturns, sigma: FloatArray, at: IntArray, horizon: Horizon) -> FloatArray:
    n_days = horizon[1] - horizon[0] + 1
    opening = at + horizon[0]
    sums = np.take_along_axis(level_placebos(abnormal, n_days), opening, axis=1)
    at_opening = np.take_along_axis(sigma, opening, axis=1)
    return np.asarray(np.abs(sums / at_opening) / np.sqrt(n_days), dtype=np.float64)


def _observed(abnormal: AbnormalReturns) -> FloatArray:
    return np.asarray(standardised_car(abnormal) / np.sqrt(abnormal.ar.shape[1]), dtype=np.float64)


def _note(abnormal: AbnormalReturns, n_placebo: int, n_days: int) -> str:
    if n_placebo == 0:
        return "the events span as many sessions as the estimation window: there is no other placement"
    notes = [resolution_note(n_placebo, 1)]
    n_obs = int(np.isfinite(abnormal.residuals.values).sum(axis=1).min())
    if n_days > 1 and n_obs < ENOUGH_FOR_LONG_WINDOWS:
        notes.append(
            f"{n_obs} estimation days: fewer than {ENOUGH_FOR_LONG_WINDOWS} leave the size of this"
            " test above nominal for windows longer than a day"
        )
    return "; ".join(note for note in notes if note)
