"""Laws of the core over generated panels, windows and designs."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from eventstudy.abnormal import abnormal_returns
from eventstudy.inference.exact_t import t
from eventstudy.inference.overlap_t import first_holder, weighted_car, weighted_variance
from eventstudy.inference.reference_laws import rank_p_value
from eventstudy.models.linear import LinearModel
from eventstudy.study import run_study
from eventstudy.types import EventWindow
from eventstudy.windows import event_days, hull, n_separate_windows, shares_sessions, window_rows

seeds = st.integers(0, 2**32 - 1)
quick = settings(max_examples=40, deadline=None)


@st.composite
def windows(draw):
    first, last = draw(st.integers(-6, 0)), draw(st.integers(0, 6))
    end = first - draw(st.integers(1, 5))
    width = draw(st.integers(25, 60))
    anchor = draw(st.sampled_from(["event", "episode"]))
    return EventWindow(
        event=(first, last), estimation=(end - width + 1, end), min_estimation=10, anchor=anchor
    )


@st.composite
def blocks(draw):
    """Abnormal returns of some events in a random panel, with the panel itself."""
    rng = np.random.default_rng(draw(seeds))
    window, n_factors = draw(windows()), draw(st.integers(0, 3))
    n_events = draw(st.integers(1, 5))
    returns, factors = rng.normal(0, 0.02, (160, 3)), rng.normal(0, 0.01, (160, n_factors))
    day_zero, security = rng.integers(80, 140, n_events), rng.integers(0, 3, n_events)
    rows = window_rows(day_zero, window, 160)
    left_out = rng.random(rows.estimation.shape) < 0.1
    model = LinearModel(factors=tuple("ABC"[:n_factors]))
    abnormal, fit = abnormal_returns(
        model, returns=returns, factors=factors, security=security, rows=rows, left_out=left_out
    )
    return abnormal, fit, (returns, factors, rows, left_out)


@st.composite
def horizons_in(draw, abnormal):
    days = sorted(draw(st.tuples(*[st.sampled_from(list(map(int, abnormal.days)))] * 2)))
    return days[0], days[1]


@quick
@given(blocks())
def test_abnormal_returns_are_the_coefficients_of_a_dummy_regression(block):
    abnormal, _, (returns, factors, rows, left_out) = block
    for at in range(abnormal.n_events):
        days = rows.event[at]
        used = np.concatenate([rows.estimation[at][~left_out[at]], days])
        dummies = np.vstack([np.zeros((used.size - days.size, days.size)), np.eye(days.size)])
        x = np.column_stack([np.ones(used.size), factors[used], dummies])
        y = returns[used, abnormal.security[at]]
        inverse = np.linalg.inv(x.T @ x)
        b = inverse @ x.T @ y
        e = y - x @ b
        s2 = e @ e / (used.size - x.shape[1])
        n_params = x.shape[1] - days.size
        np.testing.assert_allclose(abnormal.ar[at], b[n_params:], rtol=1e-6, atol=1e-12)
        np.testing.assert_allclose(abnormal.sigma2[at], s2, rtol=1e-9)
        variance = s2 * inverse[n_params:, n_params:].sum()
        np.testing.assert_allclose(abnormal.car_variance[at], variance, rtol=1e-8)
        assert abnormal.dof[at] == used.size - x.shape[1]


@quick
@given(blocks(), st.data())
def test_cars_add_up_over_adjacent_horizons(block, data):
    abnormal = block[0]
    first, last = data.draw(horizons_in(abnormal))
    middle = data.draw(st.integers(first, last))
    parts = abnormal.over(first, middle).car
    if middle < last:
        parts = parts + abnormal.over(middle + 1, last).car
    np.testing.assert_allclose(parts, abnormal.over(first, last).car, atol=1e-14)


@quick
@given(blocks(), st.data())
def test_a_horizon_of_a_horizon_is_that_horizon(block, data):
    abnormal = block[0]
    outer = abnormal.over(*data.draw(horizons_in(abnormal)))
    inner = data.draw(horizons_in(outer))
    twice, once = outer.over(*inner), abnormal.over(*inner)
    for name in ("ar", "normal", "loadings", "days", "sessions", "car", "car_variance"):
        np.testing.assert_array_equal(getattr(twice, name), getattr(once, name))
    np.testing.assert_array_equal(twice.residuals.gap, once.residuals.gap)


@quick
@given(blocks(), seeds)
def test_taking_events_commutes_with_taking_days(block, seed):
    abnormal = block[0]
    order = np.random.default_rng(seed).permutation(abnormal.n_events)
    last = int(abnormal.days[-1])
    one, other = abnormal.take(order).over(0, last), abnormal.over(0, last).take(order)
    np.testing.assert_array_equal(one.scar, other.scar)
    np.testing.assert_array_equal(one.residuals.gap, other.residuals.gap)
    np.testing.assert_array_equal(t(one).p_value, t(abnormal.over(0, last)).p_value[order])


@quick
@given(seeds, st.floats(-0.05, 0.05), st.sampled_from([1e-3, 7.0]))
def test_shift_and_scale_of_returns(seed, shift, scale):
    rng = np.random.default_rng(seed)
    sessions = pd.bdate_range("2019-01-01", periods=120)
    returns = pd.DataFrame(rng.normal(0, 0.02, (120, 2)), sessions, ["A", "B"])
    events = pd.DataFrame({"security": ["A", "B"], "date": sessions[[90, 100]]})
    window = EventWindow(event=(-2, 2), estimation=(-70, -6), min_estimation=30)
    plain, moved = (
        run_study(r, events, window=window, tests=["t"]) for r in (returns, shift + scale * returns)
    )
    np.testing.assert_allclose(moved.ar, scale * plain.ar, atol=1e-13)
    np.testing.assert_allclose(moved.tests["p_value"], plain.tests["p_value"], rtol=1e-8)


@st.composite
def placements(draw):
    n_events = draw(st.integers(1, 8))
    day_zero = np.array(draw(st.lists(st.integers(0, 99), min_size=n_events, max_size=n_events)))
    security = np.array(draw(st.lists(st.integers(0, 2), min_size=n_events, max_size=n_events)))
    return day_zero, security


@quick
@given(placements(), windows(), st.data())
def test_clean_estimation_windows_hold_no_day_of_an_event(placement, window, data):
    day_zero, security = placement
    days = st.integers(window.event[0], window.event[1])
    horizons = [
        tuple(sorted(pair)) for pair in data.draw(st.lists(st.tuples(days, days), min_size=1, max_size=3))
    ]
    rows = window_rows(day_zero, window, 100)
    left_out = event_days(day_zero, security, hull(horizons), (100, 3)).at(rows.estimation, security)
    first, last = min(h[0] for h in horizons), max(h[1] for h in horizons)
    for at in range(day_zero.size):
        own = {
            d
            for z, s in zip(day_zero, security, strict=True)
            if s == security[at]
            for d in range(z + first, z + last + 1)
        }
        for row, out in zip(rows.estimation[at], left_out[at], strict=True):
            assert out == (row in own and row >= 0)


@quick
@given(placements(), windows())
def test_windows_are_counted_from_their_day(placement, window):
    day_zero, _ = placement
    rows = window_rows(day_zero, window, 100)
    anchors = day_zero if window.anchor == "event" else np.full_like(day_zero, day_zero.min())
    for at, zero in enumerate(day_zero):
        for held, start, (first, last) in (
            (rows.event[at], zero, window.event),
            (rows.estimation[at], anchors[at], window.estimation),
        ):
            wanted = [start + d for d in range(first, last + 1)]
            assert held.tolist() == [row if 0 <= row < 100 else -1 for row in wanted]
        between = range(anchors[at] + window.estimation[1] + 1, zero + window.event[0])
        assert [row for row in rows.gap[at] if row >= 0] == [row for row in between if 0 <= row < 100]


@quick
@given(placements(), windows())
def test_separate_windows_and_shared_sessions_agree_with_counting(placement, window):
    day_zero, security = placement
    spans = [set(range(z + window.event[0], z + window.event[1] + 1)) for z in day_zero]
    shared = [
        any(
            at != other and security[at] == security[other] and spans[at] & spans[other]
            for other in range(len(spans))
        )
        for at in range(len(spans))
    ]
    assert shares_sessions(day_zero, security, window.event).tolist() == shared
    # The largest set of disjoint windows, by the rule of the earliest end.
    best, covered = 0, set()
    for span in sorted(spans, key=max):
        if not span & covered:
            best, covered = best + 1, covered | span
    n_days = window.event[1] - window.event[0] + 1
    assert n_separate_windows(day_zero, n_days, 99) == best


@quick
@given(blocks())
def test_an_episode_counts_each_session_once(block):
    abnormal = block[0]
    one = abnormal.take(abnormal.security == abnormal.security[0])
    if not (one.residuals.sessions == one.residuals.sessions[:1]).all():
        one = one.take(np.array([0]))
    weights = first_holder(one)
    assert weights.sum() == np.unique(one.sessions).size
    if one.n_events == 1:
        np.testing.assert_allclose(weighted_car(one, weights), one.car[0])
        np.testing.assert_allclose(weighted_variance(one, weights), one.car_variance[0], rtol=1e-12)


@quick
@given(seeds, st.integers(5, 60))
def test_rank_p_values_are_exact_under_exchange(seed, n_placebo):
    """Each of n + 1 exchangeable values gets a rank of its own: the p-values are 1/(n+1) ... 1."""
    values = np.random.default_rng(seed).normal(size=n_placebo + 1)
    p_values = [
        rank_p_value(values[[at]], np.delete(values, at)[None])[0].item() for at in range(n_placebo + 1)
    ]
    np.testing.assert_allclose(np.sort(p_values), np.arange(1, n_placebo + 2) / (n_placebo + 1))
