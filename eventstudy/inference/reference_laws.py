"""Two-sided p-values under the reference laws of the tests, exact far into the tails."""

from __future__ import annotations

import numpy as np
from scipy import special

from eventstudy.inference.samples import Sample
from eventstudy.types import AbnormalReturns, BoolArray, FloatArray, TestResult


def t_p_value(statistic: FloatArray, dof: FloatArray) -> FloatArray:
    """Return the two-sided p-value of Student's t; NaN in, NaN out. Shapes broadcast."""
    # The lower tail of -|t|, not 1 - cdf: the latter rounds to zero beyond about 8 standard deviations.
    return np.asarray(2 * special.stdtr(dof, -np.abs(statistic)), dtype=np.float64)


def t_result(
    events: AbnormalReturns | Sample, *, test: str, statistic: float, dof: float, note: str = ""
) -> TestResult:
    """Return the result of a test of the mean CAR whose statistic follows t(``dof``)."""
    p_value = float(t_p_value(np.array(statistic), np.array(dof)))
    return _result(events, test, statistic, (p_value, f"t({dof:g})"), note)


def normal_result(
    events: AbnormalReturns | Sample, *, test: str, statistic: float, note: str = ""
) -> TestResult:
    """Return the result of a test of the mean CAR whose statistic follows N(0, 1)."""
    p_value = float(2 * special.ndtr(-abs(statistic)))
    return _result(events, test, statistic, (p_value, "N(0,1)"), note)


def own_law_result(
    events: AbnormalReturns | Sample, *, test: str, statistic: float, p_value: float, law: str, note: str = ""
) -> TestResult:
    """Return the result of a test of the mean CAR that has its own reference law, exact or resampled."""
    return _result(events, test, statistic, (float(p_value), law), note)


def rank_p_value(observed: FloatArray, placebo: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the share of placebo values at least as large in size, the observed one included.

    Parameters
    ----------
    observed : ndarray of shape (n_events,)
    placebo : ndarray of shape (n_events, n_placebo)
        NaN where a placebo window is not usable.

    Returns
    -------
    p_value, n_placebo : ndarray of shape (n_events,)
        p = (1 + #{|placebo| >= |observed|}) / (n_placebo + 1); NaN where nothing was observed.
    """
    usable: BoolArray = np.isfinite(placebo)
    n_placebo = usable.sum(axis=1).astype(np.float64)
    size = np.abs(np.where(usable, placebo, 0.0))
    larger = (usable & (size >= np.abs(observed)[:, None])).sum(axis=1)
    known = np.isfinite(observed) & (n_placebo > 0)
    return np.where(known, (1 + larger) / (n_placebo + 1), np.nan), n_placebo


def _result(
    events: AbnormalReturns | Sample, test: str, statistic: float, law: tuple[float, str], note: str
) -> TestResult:
    return TestResult(
        test=test,
        first=events.horizon[0],
        last=events.horizon[1],
        estimate=float(events.car.mean()),
        statistic=float(statistic),
        p_value=law[0],
        distribution=law[1],
        n_events=events.n_events,
        note=note,
    )
