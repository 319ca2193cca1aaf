"""Wilcoxon's signed-rank test of the CARs.

Wilcoxon (1945), Biometrics Bulletin 1:80-83; the law of the rank sum and the correction for ties as in
Lehmann (1975), Nonparametrics: Statistical Methods Based on Ranks, sections 3.2 and 4.1.
"""

from __future__ import annotations

import numpy as np

from eventstudy.inference.reference_laws import normal_result, own_law_result
from eventstudy.inference.samples import Sample, usable
from eventstudy.types import AbnormalReturns, FloatArray, TestResult

# The counts of the exact law stay whole numbers in float64 up to 2^53.
EXACT_UP_TO = 50


def wilcoxon(events: AbnormalReturns | Sample, *, continuity: bool = False) -> TestResult:
    """Test W, the sum of the ranks of |CAR| of positive CARs; the statistic is W standardised.

    Assumes independent events whose CAR is symmetric about zero without an effect; its size rises
    to 11 % with strong skewness. CARs of exactly zero are left out first. Up to 50 events without
    ties p is exact, else that of N(0, 1) with the variance corrected for ties. eventstudy2 (Stata)
    ranks the abnormal returns of all days of all events at once instead.

    Parameters
    ----------
    events : AbnormalReturns or Sample
    continuity : bool
        Move W half a rank towards its mean where p is normal, as R does and SciPy does not.
    """
    sample = usable(events, test="wilcoxon", at_least=1)
    car = sample.car[sample.car != 0]
    n, ties = car.size, np.unique(np.abs(car), return_counts=True)[1].astype(np.float64)
    total = positive_rank_sum(car)
    centred = total - n * (n + 1) / 4
    error = np.sqrt((n * (n + 1) * (2 * n + 1) - (ties**3 - ties).sum() / 2) / 24)
    exact = n <= EXACT_UP_TO and bool((ties == 1).all())
    if continuity and not exact:
        centred -= 0.5 * np.sign(centred)
    statistic, note = float(centred / error) if n else 0.0, f"W = {total:g}"
    if not exact:
        return normal_result(sample, test="wilcoxon", statistic=statistic, note=note)
    p_value = exact_p_value(total, n)
    law = f"signed ranks({n})"
    return own_law_result(sample, test="wilcoxon", statistic=statistic, p_value=p_value, law=law, note=note)


def positive_rank_sum(values: FloatArray) -> float:
    """Return the sum of the ranks by size of the positive values; equal sizes share their mean rank."""
    size, positive = np.sort(np.abs(values)), np.sort(values[values > 0])
    below, reached = (np.searchsorted(size, positive, side=side) for side in ("left", "right"))
    return float((below + reached + 1).sum() / 2)


def exact_p_value(total: float, n: int) -> float:
    """Return the two-sided p-value of a signed-rank sum of ``n`` values without ties."""
    count = rank_sum_counts(n)
    # The law is symmetric: the upper tail of the larger of W and its mirror image.
    larger = max(round(total), count.size - 1 - round(total))
    return float(min(1.0, 2 * count[larger:].sum() / 2.0**n))


def rank_sum_counts(n: int) -> FloatArray:
    """Return how many subsets of the ranks 1 to ``n`` have each sum, from 0 to n (n + 1) / 2."""
    count = np.zeros(n * (n + 1) // 2 + 1)
    count[0] = 1.0
    for rank in range(1, n + 1):
        count[rank:] = count[rank:] + count[:-rank]
    return count
