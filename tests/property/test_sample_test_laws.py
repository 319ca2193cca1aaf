"""Laws of the sample tests that need CARs alone, over generated samples: order, sign, scale, tails."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.sample_cases import sample_of_cars

from eventstudy.inference import TESTS

NAMES = [
    *("cross_sectional", "j1", "brown_warner", "patell", "bmp", "skewness_adjusted"),
    *("sign", "generalized_sign", "wilcoxon", "jackknife", "sign_flip"),
]
quick = settings(max_examples=30, deadline=None)
every_test = pytest.mark.parametrize("test", NAMES)


@st.composite
def samples(draw, least=3):
    """Up to 45 events on some dates, fat tails, unequal variances, maybe a shift."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, n_dates = draw(st.integers(least, 45)), draw(st.integers(1, 45))
    sigma = rng.uniform(0.01, 0.04, n)
    return sample_of_cars(
        rng.standard_t(4, n) * sigma + draw(st.sampled_from([0.0, 0.01, 0.1])),
        sigma=sigma,
        day_zero=rng.integers(0, n_dates, n),
        positive=rng.uniform(0.4, 0.6, n),
        daily=rng.normal(0, 0.01, 60),
    )


def outcome(test, sample):
    found = TESTS[test].function(sample)
    return found.statistic, found.p_value


def with_cars(sample, factor, **changes):
    """The sample in other units: CARs, errors and residuals times a factor."""
    residuals = dataclasses.replace(sample.residuals, estimation=factor * sample.residuals.estimation)
    scaled = {"car": factor * sample.car, "car_variance": factor**2 * sample.car_variance}
    scaled |= {"sigma2": factor**2 * sample.sigma2, "sar_sum": np.sign(factor) * sample.sar_sum}
    return dataclasses.replace(sample, residuals=residuals, **scaled, **changes)


@every_test
@quick
@given(samples(), st.integers(0, 2**32 - 1))
def test_order_does_not_matter(test, sample, seed):
    order = np.random.default_rng(seed).permutation(sample.n_events)
    np.testing.assert_allclose(outcome(test, sample.where(order)), outcome(test, sample), rtol=1e-9)


@every_test
@quick
@given(samples())
def test_sign_flips_the_statistic_and_keeps_p(test, sample):
    flipped = with_cars(sample, -1.0, positive=1 - sample.positive)
    statistic, p_value = outcome(test, sample)
    np.testing.assert_allclose(outcome(test, flipped), (-statistic, p_value), rtol=1e-9, atol=1e-15)


@every_test
@quick
@given(samples(), st.sampled_from([1e-4, 3.0, 100.0]))
def test_scale_does_not_matter(test, sample, factor):
    np.testing.assert_allclose(outcome(test, with_cars(sample, factor)), outcome(test, sample), rtol=1e-9)


# Weighted by precision or by the spread of SCARs, a common shift of the CARs also adds spread.
MONOTONE = ["cross_sectional", "j1", "brown_warner", "patell", "sign", "generalized_sign", "wilcoxon"]


@pytest.mark.parametrize("test", MONOTONE)
@quick
@given(samples(), st.sampled_from([0.001, 0.03, 0.5]))
def test_a_shift_upwards_lowers_no_statistic(test, sample, shift):
    before = TESTS[test].function(sample).statistic
    after = TESTS[test].function(dataclasses.replace(sample, **shifted(sample, shift))).statistic
    assert after >= before - 1e-9 * abs(before)


def shifted(sample, shift):
    sar = shift / np.sqrt(sample.sigma2)
    return {"car": sample.car + shift, "sar_sum": sample.sar_sum + sar}


@every_test
@quick
@given(samples())
def test_a_p_value_is_a_probability(test, sample):
    statistic, p_value = outcome(test, sample)
    assert np.isfinite(statistic)
    assert 0 < p_value <= 1
