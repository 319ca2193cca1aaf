"""Size of the tests under designs with no effect, and the failures that theory requires.

Bands are three Monte Carlo standard errors around the nominal or the measured rate. The runs
marked slow repeat the same checks with more samples and so narrower bands.
"""

import numpy as np
import pytest

from eventstudy.abnormal import abnormal_returns
from eventstudy.inference import TESTS
from eventstudy.inference.ewma_rank import ewma_rank
from eventstudy.inference.exact_t import t
from eventstudy.inference.joint_f import joint_f
from eventstudy.inference.overlap_t import overlap_t
from eventstudy.inference.placebo_max import placebo_max
from eventstudy.models import MODELS
from eventstudy.types import EventWindow
from eventstudy.windows import window_rows

ALPHA = 0.05
OFFSETS = np.array([0, 2, 4, 7, 9])  # five overlapping events in ten sessions
N_SAMPLES = [pytest.param(600, id="quick"), pytest.param(3000, id="long", marks=pytest.mark.slow)]


def band(n_samples, rate=ALPHA):
    return 3 * np.sqrt(rate * (1 - rate) / n_samples)


def block_of(returns, day_zero, *, n_estimation=250, market=None, anchor="event"):
    """Abnormal returns with an event of every column on each day of ``day_zero``, column by column."""
    n_sessions, n_columns = returns.shape
    window = EventWindow(event=(-1, 5), estimation=(-10 - n_estimation, -11), anchor=anchor, clean=False)
    rows = window_rows(np.tile(day_zero, n_columns), window, n_sessions)
    abnormal, _ = abnormal_returns(
        MODELS["constant_mean" if market is None else "market"].model,
        returns=returns,
        factors=np.empty((n_sessions, 0)) if market is None else market[:, None],
        security=np.repeat(np.arange(n_columns), len(day_zero)),
        rows=rows,
        left_out=np.zeros(rows.estimation.shape, dtype=bool),
    )
    return abnormal


def garch_t(rng, n_sessions, n_columns, *, innovations=None):
    """GARCH(0.05, 0.93) returns with t(5) innovations, and their true variance; unit mean variance."""
    n_burn = 250
    shape = (n_burn + n_sessions, n_columns)
    z = rng.standard_t(5, shape) * np.sqrt(3 / 5) if innovations is None else innovations(shape)
    returns, variance = np.empty(shape), np.empty(shape)
    h = np.ones(n_columns)
    for day in range(shape[0]):
        variance[day], returns[day] = h, np.sqrt(h) * z[day]
        h = 0.02 + 0.05 * returns[day] ** 2 + 0.93 * h
    return returns[n_burn:], variance[n_burn:]


def groups(abnormal, size):
    """Cut a block into samples of ``size`` consecutive events."""
    events = np.arange(abnormal.n_events).reshape(-1, size)
    return (abnormal.take(group) for group in events)


@pytest.mark.parametrize("n_samples", N_SAMPLES)
@pytest.mark.parametrize(("first", "last"), [(0, 0), (-1, 5)])
def test_t_is_exact_under_normal_returns(n_samples, first, last):
    # Ten estimation days: without the forecast error or with the wrong dof the rate is far off.
    rng = np.random.default_rng([1, last])
    n = 10 * n_samples
    market = rng.normal(0, 0.01, 40)
    returns = market[:, None] + rng.normal(0, 0.02, (40, n))
    p_values = block_ten(returns, market).over(first, last)
    for alpha in (0.05, 0.01):
        assert abs((t(p_values).p_value <= alpha).mean() - alpha) < band(n, alpha)


def block_ten(returns, market):
    window = EventWindow(event=(-1, 5), estimation=(-20, -11), min_estimation=5, clean=False)
    rows = window_rows(np.full(returns.shape[1], 30), window, 40)
    return abnormal_returns(
        MODELS["market"].model,
        returns=returns,
        factors=market[:, None],
        security=np.arange(returns.shape[1]),
        rows=rows,
        left_out=np.zeros(rows.estimation.shape, dtype=bool),
    )[0]


@pytest.mark.parametrize("n_samples", N_SAMPLES)
def test_ewma_rank_holds_where_volatility_clusters_and_t_does_not(n_samples):
    n = 5 * n_samples
    returns, variance = garch_t(np.random.default_rng([2]), 270, n)
    abnormal = block_of(returns, [262]).over(0, 0)
    rank, exact = ewma_rank(abnormal).p_value <= ALPHA, t(abnormal).p_value <= ALPHA
    assert 0.03 <= rank.mean() <= 0.07
    loud = variance[262] >= np.quantile(variance[262], 0.8)
    assert exact[loud].mean() > 0.09
    assert rank[loud].mean() < 0.06


@pytest.mark.parametrize("n_samples", N_SAMPLES)
def test_ewma_rank_holds_over_several_days(n_samples):
    returns, _ = garch_t(np.random.default_rng([3]), 270, 5 * n_samples)
    assert 0.03 <= (ewma_rank(block_of(returns, [262]).over(0, 5)).p_value <= ALPHA).mean() <= 0.07


@pytest.mark.parametrize("n_samples", N_SAMPLES)
def test_overlapping_events_are_no_independent_sample(n_samples):
    returns = np.random.default_rng([4]).normal(0, 0.02, (300, n_samples))
    abnormal = block_of(returns, 270 + OFFSETS, anchor="episode").over(0, 5)
    samples = list(groups(abnormal, 5))
    rate = np.mean([overlap_t(sample).p_value <= ALPHA for sample in samples])
    naive = np.mean([abs(s.car.sum() / np.sqrt(s.car_variance.sum())) > 1.96 for s in samples])
    assert abs(rate - ALPHA) < band(n_samples)
    assert naive > 0.12


@pytest.mark.parametrize("n_samples", N_SAMPLES)
def test_joint_f_is_exact_for_correlated_assets(n_samples):
    rng = np.random.default_rng([5])
    shared = rng.normal(0, 0.02, (300, n_samples, 1))
    returns = (shared + rng.normal(0, 0.02, (300, n_samples, 2))).reshape(300, -1)
    abnormal = block_of(returns, 270 + OFFSETS, anchor="episode").over(0, 1)
    rate = np.mean([joint_f(sample).p_value <= ALPHA for sample in groups(abnormal, 10)])
    assert abs(rate - ALPHA) < band(n_samples)


@pytest.mark.parametrize("n_samples", N_SAMPLES)
def test_placebo_max_keeps_the_family_wise_rate(n_samples):
    """Two assets, five overlapping events, two horizons: 20 tests, of which any may be false."""
    rng = np.random.default_rng([6])

    def correlated(shape):
        shared = rng.standard_t(5, (shape[0], n_samples, 1))
        own = rng.standard_t(5, (shape[0], n_samples, 2))
        return ((0.55 * shared + np.sqrt(1 - 0.55**2) * own) * np.sqrt(3 / 5)).reshape(shape)

    returns, _ = garch_t(rng, 300, 2 * n_samples, innovations=correlated)
    abnormal = block_of(returns, 270 + OFFSETS, anchor="episode")
    smallest, single = [], []
    for sample in groups(abnormal, 10):
        found = placebo_max(sample, [(0, 0), (0, 1)])
        smallest.append(min(part.p_value.min() for part in found))
        single.append(min(ewma_rank(sample.over(0, last)).p_value.min() for last in (0, 1)))
    rate = np.mean(np.array(smallest) <= ALPHA)
    assert 0.025 <= rate <= 0.065 + band(n_samples)
    assert np.mean(np.array(single) <= ALPHA) > 0.25


def sample_rates(abnormal, n_events, names):
    samples = list(groups(abnormal, n_events))
    return {name: np.mean([TESTS[name].function(s).p_value <= ALPHA for s in samples]) for name in names}


SAMPLE_TESTS = ["cross_sectional", "patell", "bmp", "adj_bmp"]


@pytest.mark.parametrize("n_samples", N_SAMPLES)
def test_sample_tests_hold_for_independent_events(n_samples):
    rng = np.random.default_rng([7])
    returns = rng.normal(0, 1, (130, 20 * n_samples)) * rng.uniform(0.01, 0.04, 20 * n_samples)
    abnormal = block_of(returns, [122], n_estimation=100).over(0, 1)
    for name, rate in sample_rates(abnormal, 20, SAMPLE_TESTS).items():
        assert abs(rate - ALPHA) < band(n_samples), name


@pytest.mark.parametrize("n_samples", N_SAMPLES)
def test_event_variance_breaks_patell_and_leaves_the_others(n_samples):
    returns = np.random.default_rng([8]).normal(0, 0.02, (130, 20 * n_samples))
    returns[122] *= 2
    rates = sample_rates(block_of(returns, [122], n_estimation=100).over(0, 0), 20, SAMPLE_TESTS)
    assert rates.pop("patell") > 0.2
    for name, rate in rates.items():
        assert abs(rate - ALPHA) < band(n_samples), name


@pytest.mark.parametrize("n_samples", N_SAMPLES)
def test_events_on_one_date_break_all_but_the_adjusted_test(n_samples):
    rng = np.random.default_rng([9])
    shared = np.sqrt(0.1) * rng.normal(0, 0.02, (130, n_samples, 1))
    returns = (shared + np.sqrt(0.9) * rng.normal(0, 0.02, (130, n_samples, 20))).reshape(130, -1)
    rates = sample_rates(block_of(returns, [122], n_estimation=100).over(0, 0), 20, SAMPLE_TESTS)
    assert abs(rates.pop("adj_bmp") - ALPHA) < band(n_samples) + 0.01  # the correlation is estimated
    assert min(rates.values()) > 0.15
