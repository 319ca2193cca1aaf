"""Residual diagnostics: units, missing days, spreads, and events too short to be told anything of."""

import numpy as np
import pytest

from eventstudy.diagnostics import residual_diagnostics

NAMES = [
    "skewness",
    "excess_kurtosis",
    "jarque_bera",
    "jarque_bera_p",
    "arch_lm",
    "arch_lm_p",
    "ljung_box",
    "ljung_box_p",
    "autocorrelation",
    "brown_forsythe",
    "brown_forsythe_p",
    "icss",
    "icss_p",
    "n_outlying",
    "vol_ratio",
]


def residuals(n_events=4, n_obs=120, seed=3):
    return np.random.default_rng(seed).normal(0, 0.02, (n_events, n_obs))


def columns(values, **options):
    return residual_diagnostics(values, **options).columns()


def assert_same(one, other, **tolerance):
    for name in one:
        np.testing.assert_allclose(one[name], other[name], err_msg=name, **tolerance)


def test_columns_have_plain_names_and_a_value_for_each_event():
    found = columns(residuals())
    assert list(found) == NAMES
    assert all(column.shape == (4,) and np.isfinite(column).all() for column in found.values())


def test_units_do_not_matter():
    # To rounding, in tests that subtract numbers close to one another.
    assert_same(columns(residuals()), columns(1000 * residuals()), rtol=1e-9)


def test_a_block_is_its_events_one_by_one():
    values = residuals()
    values[1, ::7] = np.nan
    together = columns(values)
    for at in range(4):
        alone = columns(values[at : at + 1])
        assert_same(alone, {name: column[at : at + 1] for name, column in together.items()}, rtol=1e-12)


def test_missing_days_at_the_ends_are_as_if_they_were_not_there():
    values = residuals()
    padded = np.pad(values, ((0, 0), (7, 3)), constant_values=np.nan)
    assert_same(columns(values), columns(padded), rtol=1e-10)


def test_missing_days_inside_count_no_pair_and_no_row():
    values = residuals(1)
    values[0, 50] = np.nan
    x = values[0] - np.nanmean(values[0])
    pairs = [(a, b) for a, b in zip(x[1:], x[:-1], strict=True) if not np.isnan(a + b)]
    expected = sum(a * b for a, b in pairs) / np.nansum(x**2)
    assert columns(values)["autocorrelation"].item() == pytest.approx(expected, rel=1e-12)
    one_lag = columns(values, box_lags=1)["ljung_box"].item()
    assert one_lag == pytest.approx(119 * 121 * expected**2 / len(pairs), rel=1e-12)


def test_residuals_over_their_spread_are_diagnosed():
    values = residuals()
    spread = np.linspace(0.5, 2, 120)[None].repeat(4, axis=0)
    assert_same(columns(values * spread, spread=spread), columns(values), rtol=1e-9)
    assert (columns(values * spread)["icss_p"] < columns(values)["icss_p"]).all()


def test_volatility_is_compared_with_the_variance_given():
    values = residuals()
    values[:, -30:] *= 3
    found = columns(values, sigma2=np.full(4, 0.02**2))["vol_ratio"]
    variance = np.full(4, 0.02**2)
    for day in values.T:
        variance = 0.94 * variance + 0.06 * day**2
    np.testing.assert_allclose(found, np.sqrt(variance) / 0.02, rtol=1e-12)
    assert (found > 2).all()


def test_a_break_of_the_variance_is_seen():
    values = residuals()
    values[:, -20:] *= 4
    found = columns(values)
    assert (found["brown_forsythe_p"] < 1e-6).all()
    assert (found["icss_p"] < 1e-3).all()
    assert (columns(values, recent=60)["brown_forsythe"] < found["brown_forsythe"]).all()


def test_an_outlying_day_is_counted():
    values = np.clip(residuals(), -0.04, 0.04)
    values[2, [10, 90]] = 0.5, -0.4
    assert columns(values)["n_outlying"].tolist() == [0, 0, 2, 0]


@pytest.mark.parametrize("n_used", [0, 1, 2])
def test_events_with_hardly_a_day_say_nothing_and_spoil_no_neighbour(n_used):
    values = residuals()
    values[1, n_used:] = np.nan
    found = columns(values)
    for name in ("arch_lm", "arch_lm_p", "ljung_box", "ljung_box_p", "brown_forsythe", "brown_forsythe_p"):
        assert np.isnan(found[name][1]), name
    others = {name: column[[0, 2, 3]] for name, column in found.items()}
    assert_same(others, columns(values[[0, 2, 3]]), rtol=1e-12)


def test_residuals_that_never_move_have_no_law():
    found = columns(np.zeros((2, 40)))
    assert np.isnan(found["jarque_bera_p"]).all()
    assert np.isnan(found["vol_ratio"]).all()
    assert (found["n_outlying"] == 0).all()


def test_windows_shorter_than_the_lags_have_no_arch_test():
    assert np.isnan(columns(residuals(n_obs=11))["arch_lm"]).all()
    assert np.isfinite(columns(residuals(n_obs=11), arch_lags=2)["arch_lm"]).all()
