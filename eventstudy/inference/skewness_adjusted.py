"""Test of the mean CAR that allows for skewed CARs: a transformed t, with a bootstrapped law.

Johnson (1978), Journal of the American Statistical Association 73:536-544; Hall (1992), Journal of the
Royal Statistical Society B 54:221-228; bootstrap as in Lyon, Barber and Tsai (1999), Journal of
Finance 54:165-201.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

import numpy as np

from eventstudy.errors import InputError
from eventstudy.inference.reference_laws import normal_result, own_law_result
from eventstudy.inference.samples import Sample, usable
from eventstudy.registry import lookup
from eventstudy.types import AbnormalReturns, FloatArray, TestResult

Transform = Callable[[FloatArray, FloatArray, int], FloatArray]
Form = Literal["hall", "johnson"]
Skewness = Literal["moment", "adjusted"]

# A smaller resample says little of the third moment; fewer events than this are resampled in full.
LEAST_RESAMPLE = 10
# From so many events on, N(0,1) is nearer to the law of the statistic (to order 1/n) than the
# rank among a thousand draws.
BOOTSTRAP_BELOW = 10_000
# Values drawn at once: bounds the memory of the bootstrap.
CHUNK = 1 << 20
# A resample whose spread is this share of the sample's holds one value only, up to rounding.
NO_SPREAD = 1e-9


def skewness_adjusted(
    events: AbnormalReturns | Sample,
    *,
    form: Form = "hall",
    skewness: Skewness = "moment",
    resample: float = 0.25,
    n_boot: int = 1000,
    seed: int = 0,
) -> TestResult:
    """Test the mean CAR by a t statistic transformed for skewness, ranked among bootstrap draws.

    With S = mean / sd and the skewness g, Johnson's form is sqrt(n) (S + g S^2 / 3 + g / (6 n)). It turns
    at S = -3 / (2 g): beyond, a larger effect gives a smaller statistic, and in the end one of the other
    sign. Hall's form adds g^2 S^3 / 27 within the brackets and increases in S throughout. The draws
    resample CARs with the sample mean as their expectation; p is twice the smaller tail,
    (1 + count) / (n_boot + 1). From :data:`BOOTSTRAP_BELOW` events on the law is N(0, 1). Assumes
    independent events; the event may change the variance.

    Parameters
    ----------
    events : AbnormalReturns or Sample
    form : {"hall", "johnson"}
        The transformation; Lyon, Barber and Tsai use Johnson's, and a note says when the sample lies
        beyond its turning point.
    skewness : {"moment", "adjusted"}
        sum d^3 / (n s^3), as Lyon, Barber and Tsai; or n / ((n - 1)(n - 2)) sum d^3 / s^3, as
        EventStudyTools.
    resample : float
        Size of a resample over the number of events, above 0 and at most 1; a resample has at least
        :data:`LEAST_RESAMPLE` events.
    n_boot : int
        Number of draws, 1 or more.
    seed : int
        Seed of the draws, which do not depend on the order of the events.

    Raises
    ------
    InputError
        If ``n_boot`` or ``resample`` is out of range, or a form is unknown.
    """
    if n_boot < 1 or not 0 < resample <= 1:
        raise InputError(
            f"n_boot is {n_boot}, resample {resample}: give 1 draw or more, of a share of the events above 0"
            " and at most 1."
        )
    sample = usable(events, test="skewness_adjusted", at_least=3)
    transform, weight = lookup(FORMS, form, kind="form"), lookup(WEIGHTS, skewness, kind="skewness")
    statistic = float(transformed_t(sample.car, transform, weight))
    note = beyond_turn(sample.car, weight) if form == "johnson" else ""
    if sample.n_events >= BOOTSTRAP_BELOW:
        return normal_result(sample, test="skewness_adjusted", statistic=statistic, note=note)
    size = min(sample.n_events, max(LEAST_RESAMPLE, round(resample * sample.n_events)))
    # One orientation and one order: the draws know neither the sign nor the order of the events.
    side = -1.0 if sample.car.mean() < 0 else 1.0
    chunks = centred_resamples(np.sort(side * sample.car), size=size, n_boot=n_boot, seed=seed)
    least = NO_SPREAD * float(sample.car.std())
    drawn = np.concatenate([transformed_t(chunk, transform, weight, least) for chunk in chunks])
    p_value, law = equal_tails(side * statistic, drawn), f"bootstrap({n_boot} resamples of {size})"
    return own_law_result(
        sample, test="skewness_adjusted", statistic=statistic, p_value=p_value, law=law, note=note
    )


def beyond_turn(car: FloatArray, weight: Callable[[int], float]) -> str:
    """Return a note if Johnson's form falls where it is to increase: 1 + 2 g S / 3 < 0."""
    ratio, skew = ratio_and_skewness(car, weight, 0.0)
    if not 1 + 2 * skew * ratio / 3 < 0:
        return ""
    return (
        f"mean / sd {float(ratio):.2f} with skewness {float(skew):.2f} is beyond the turning point of"
        " Johnson's form, where a larger effect gives a smaller statistic: use form='hall'"
    )


def transformed_t(
    values: FloatArray, transform: Transform, weight: Callable[[int], float], least: float = 0.0
) -> FloatArray:
    """Return the transformed t of the mean of each row, (...,) for values of shape (..., n).

    NaN where the standard deviation is not above ``least``.
    """
    return transform(*ratio_and_skewness(values, weight, least), values.shape[-1])


def ratio_and_skewness(
    values: FloatArray, weight: Callable[[int], float], least: float
) -> tuple[FloatArray, FloatArray]:
    """Return mean / sd and skewness of each row, each (...,); NaN where the sd is not above ``least``."""
    n = values.shape[-1]
    mean = values.mean(axis=-1)
    deviation = values - mean[..., None]
    squared = deviation**2
    spread = np.sqrt(squared.sum(axis=-1) / (n - 1))
    spread = np.where(spread > least, spread, np.nan)
    cubes = np.einsum("...i,...i->...", squared, deviation)
    return mean / spread, weight(n) * cubes / spread**3


def equal_tails(observed: float, drawn: FloatArray) -> float:
    """Return twice the smaller share of draws beyond the observed value; NaN if that is NaN.

    A draw without a value counts in both tails: it speaks against nothing.
    """
    if np.isnan(observed):
        return float("nan")
    above, below = (~(drawn < observed)).sum(), (~(drawn > observed)).sum()
    return float(min(1.0, 2 * (1 + min(above, below)) / (drawn.size + 1)))


def centred_resamples(values: FloatArray, *, size: int, n_boot: int, seed: int) -> Iterator[FloatArray]:
    """Yield draws with replacement from the values less their mean, (rows, size), in chunks."""
    centred, rng, rows = values - values.mean(), np.random.default_rng(seed), max(1, CHUNK // size)
    for first in range(0, n_boot, rows):
        yield centred.take(rng.integers(0, values.size, (min(rows, n_boot - first), size)))


def _johnson(ratio: FloatArray, skew: FloatArray, n: int) -> FloatArray:
    return np.asarray(np.sqrt(n) * (ratio + skew * ratio**2 / 3 + skew / (6 * n)))


def _hall(ratio: FloatArray, skew: FloatArray, n: int) -> FloatArray:
    return np.asarray(_johnson(ratio, skew, n) + np.sqrt(n) * skew**2 * ratio**3 / 27)


FORMS: Mapping[str, Transform] = {"hall": _hall, "johnson": _johnson}
WEIGHTS: Mapping[str, Callable[[int], float]] = {
    "moment": lambda n: 1 / n,
    "adjusted": lambda n: n / ((n - 1) * (n - 2)),
}
