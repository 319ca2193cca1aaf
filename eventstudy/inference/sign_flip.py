"""Randomisation test: the signs of the SCARs flipped, all events of a date together.

Fisher (1935), The Design of Experiments, section 21; the flips of whole dates are the null-imposed wild
cluster bootstrap of Cameron, Gelbach and Miller (2008), Review of Economics and Statistics 90:414-427;
six-point weights of Webb (2023), Canadian Journal of Economics 56:839-858.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

import numpy as np

from eventstudy.inference.cross_sectional import mean_over_error
from eventstudy.inference.reference_laws import own_law_result
from eventstudy.inference.samples import Sample, usable
from eventstudy.inference.scaling import CarScaling, standardised_cars
from eventstudy.registry import lookup
from eventstudy.types import AbnormalReturns, FloatArray, IntArray, TestResult

Cluster = Literal["date", "none"]
Weights = Literal["rademacher", "webb"]

# Up to so many clusters every flip is counted, by two halves of 2^15 sums each.
EXACT_UP_TO = 30
# Flips of one cluster drawn in all: bounds the time, with fewer draws for more clusters.
MOST_FLIPS = 500_000_000
# Bytes drawn at once: bounds the memory.
CHUNK = 1 << 20
# Table entries looked up at once: few enough for the processor's cache.
LOOKED_UP = 1 << 16
# Sums this close, relative to the sum of sizes, are equal up to rounding.
SAME = 1e-12
WEBB = np.sqrt([0.5, 1.0, 1.5])


def sign_flip(
    events: AbnormalReturns | Sample,
    *,
    cluster: Cluster = "date",
    weights: Weights = "rademacher",
    n_draws: int = 9999,
    seed: int = 0,
    car_scaling: CarScaling = "forecast",
) -> TestResult:
    """Rank the BMP statistic among its values when the signs of the SCARs are flipped.

    Assumes that the SCARs of a date are jointly as likely with the opposite sign when there is no
    effect, and that dates are independent: events of one security, or with windows that share sessions,
    are flipped apart if their dates differ. The event may change the variance. One date alone can
    show nothing: its p is 1. A flip leaves the sum of squares as it was, so that the studentised
    statistic orders the flips as their sum does, and sums by date are all it needs, at any number
    of events. Up to :data:`EXACT_UP_TO` dates p is the share of all flips at least as large, above
    it is (1 + count) / (draws + 1); beyond some 50,000 clusters there are fewer draws.

    Parameters
    ----------
    events : AbnormalReturns or Sample
    cluster : {"date", "none"}
        Flip the events of one date together, or each alone.
    weights : {"rademacher", "webb"}
        Flip signs, or draw the six values +-sqrt(1/2), +-1, +-sqrt(3/2), whose statistics take more
        values for fewer than 12 dates; p is then always drawn, and only approximate.
    n_draws : int
        Draws where flips are not enumerated.
    seed : int
        Seed of the draws, which do not depend on the order of the events.
    car_scaling : {"forecast", "sum_sar"}
        See :func:`~eventstudy.inference.scaling.standardised_cars`.
    """
    sample = usable(events, test="sign_flip", at_least=2)
    scar = standardised_cars(sample, car_scaling)
    label = lookup(CLUSTERS, cluster, kind="cluster")(sample)
    law = lookup(LAWS, weights, kind="weights")
    p_value, text = law(*cluster_sums(scar, label), n_draws, np.random.default_rng(seed))
    statistic = mean_over_error(scar)
    return own_law_result(sample, test="sign_flip", statistic=statistic, p_value=p_value, law=text)


def cluster_sums(scar: FloatArray, label: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return the sum of the SCARs of each cluster, and of their squares, in an order of size."""
    clusters, place = np.unique(label, return_inverse=True)
    total, squares = np.zeros(clusters.size), np.zeros(clusters.size)
    np.add.at(total, place, scar)
    np.add.at(squares, place, scar**2)
    # The same draws for any order and sign of the events.
    order = np.lexsort([squares, np.abs(total)])
    return total[order], squares[order]


def flips_p_value(
    total: FloatArray, squares: FloatArray, n_draws: int, rng: np.random.Generator
) -> tuple[float, str]:
    """Return the share of sign flips whose sum is as large as the observed one, and the law in words."""
    del squares  # no flip changes them
    least = float(abs(total.sum()) - SAME * np.abs(total).sum())
    if total.size <= EXACT_UP_TO:
        return exact_share(total, least), f"all 2^{total.size} sign flips of {total.size} clusters"
    n_draws = min(n_draws, max(MOST_FLIPS // total.size, 99))
    larger = sum(int((np.abs(drawn) >= least).sum()) for drawn in flipped_sums(total, n_draws, rng))
    return (1 + larger) / (n_draws + 1), f"{n_draws} sign flips of {total.size} clusters"


def exact_share(total: FloatArray, least: float) -> float:
    """Return the share of all sign flips whose sum is at least ``least`` in size.

    Every sum is one of the first half of the clusters plus one of the second: sorted sums of one
    half count, for each sum of the other, how many reach the bound.
    """
    if least <= 0:
        return 1.0
    half = total.size // 2
    first, second = signed_sums(total[None, :half])[0], np.sort(signed_sums(total[None, half:])[0])
    # The flips are symmetric: those of the upper tail count twice.
    upper = second.size - np.searchsorted(second, least - first, side="left")
    return float(2 * upper.sum() / 2.0**total.size)


def flipped_sums(total: FloatArray, n_draws: int, rng: np.random.Generator) -> Iterator[FloatArray]:
    """Yield sums of ``total`` with random signs, in chunks.

    Eight clusters at a time: a random byte looks their signed sum up in a table of all 256.
    """
    n_bytes = -(-total.size // 8)
    table = signed_sums(np.pad(total, (0, 8 * n_bytes - total.size)).reshape(n_bytes, 8)).ravel()
    offset, rows = 256 * np.arange(n_bytes), max(1, CHUNK // n_bytes)
    for first in range(0, n_draws, rows):
        drawn = rng.integers(0, 256, (min(rows, n_draws - first), n_bytes), dtype=np.uint8)
        some = max(1, LOOKED_UP // n_bytes)
        for at in range(0, len(drawn), some):
            yield table.take(drawn[at : at + some] + offset).sum(axis=1)


def signed_sums(values: FloatArray) -> FloatArray:
    """Return the sums of each row under all its signs: (n_rows, 2^n) for values (n_rows, n)."""
    sums = np.zeros((values.shape[0], 1))
    for column in values.T[:, :, None]:
        sums = np.concatenate([sums + column, sums - column], axis=1)
    return sums


def webb_p_value(
    total: FloatArray, squares: FloatArray, n_draws: int, rng: np.random.Generator
) -> tuple[float, str]:
    """Return the share of draws of Webb's weights whose statistic is as large, and the law in words.

    The t statistic increases in sum^2 / sum of squares, which these weights change.
    """
    observed = (float(total.sum()) ** 2, float(squares.sum()))
    n_draws = min(n_draws, max(MOST_FLIPS // (8 * total.size), 99))
    larger, rows = 0, max(1, CHUNK // total.size)
    for first in range(0, n_draws, rows):
        shape = (min(rows, n_draws - first), total.size)
        weight = WEBB[rng.integers(0, 3, shape)] * (1 - 2 * rng.integers(0, 2, shape))
        drawn = ((weight @ total) ** 2, weight**2 @ squares)
        larger += int((drawn[0] * observed[1] >= (1 - SAME) * observed[0] * drawn[1]).sum())
    return (1 + larger) / (n_draws + 1), f"{n_draws} draws of Webb's weights for {total.size} clusters"


def _by_date(sample: Sample) -> IntArray:
    return sample.day_zero


def _by_event(sample: Sample) -> IntArray:
    return np.arange(sample.n_events)


Law = Callable[[FloatArray, FloatArray, int, np.random.Generator], tuple[float, str]]
CLUSTERS: Mapping[str, Callable[[Sample], IntArray]] = {"date": _by_date, "none": _by_event}
LAWS: Mapping[str, Law] = {"rademacher": flips_p_value, "webb": webb_p_value}
