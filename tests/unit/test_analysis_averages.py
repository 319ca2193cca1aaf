"""Average paths: what their columns agree with, and designs that give no spread."""

from dataclasses import replace

import numpy as np
import pytest
from unit.analysis_cases import same_date, staggered
from unit.core_cases import random_returns, study

from eventstudy.analysis import average_paths
from eventstudy.analysis.averages import sup_t_quantile
from eventstudy.errors import ForbiddenTestError, InputError
from eventstudy.inference.bmp import bmp
from eventstudy.inference.cross_sectional import cross_sectional


def test_paths_are_those_of_the_result():
    result = staggered()
    table = average_paths(result, n_resamples=99)
    np.testing.assert_allclose(table["aar"], result.aar, rtol=1e-12)
    np.testing.assert_allclose(table["caar"], result.caar, rtol=1e-9, atol=1e-15)
    assert list(table.index) == list(result.block.days)


def test_the_last_day_holds_the_cross_sectional_test():
    result = staggered()
    row = average_paths(result, days=(-1, 3), n_resamples=99).loc[3]
    test = cross_sectional(result.block.over(-1, 3))
    np.testing.assert_allclose(row["caar"] / row["caar_se"], test.statistic, rtol=1e-9)


def test_standardised_the_last_day_holds_the_bmp_test():
    result = staggered()
    row = average_paths(result, days=(-1, 3), standardised=True, n_resamples=99).loc[3]
    np.testing.assert_allclose(
        row["caar"] / row["caar_se"], bmp(result.block.over(-1, 3)).statistic, rtol=1e-9
    )


def test_bands_hold_intervals():
    table = average_paths(staggered(), n_resamples=999)
    for name in ("aar", "caar"):
        assert (table[f"{name}_band_low"] < table[f"{name}_ci_low"]).all()
        assert (table[f"{name}_ci_high"] < table[f"{name}_band_high"]).all()


def test_a_band_over_one_day_is_about_an_interval():
    table = average_paths(staggered(), days=(0, 0), n_resamples=9999)
    band = table["aar_band_high"] - table["aar"]
    interval = table["aar_ci_high"] - table["aar"]
    # Resampled against Student's t quantile of 18 near-normal values: they differ by some percent.
    np.testing.assert_allclose(band, interval, rtol=0.1)


def test_a_day_without_a_price_counts_for_the_others():
    returns = random_returns(4)
    returns.iloc[201, 0] = np.nan
    result = study(returns, *[(f"S{i:02d}", 200) for i in range(4)], tests="bmp")
    table = average_paths(result, dependence="none", n_resamples=99)
    assert table.loc[[0, 1, 2], "n_events"].tolist() == [4, 3, 4]
    np.testing.assert_allclose(table["caar"], result.caar, rtol=1e-9, atol=1e-15)
    assert table.drop(columns=["n_events"]).notna().all(axis=None)


def test_one_date_has_no_spread_of_its_own():
    with pytest.raises(ForbiddenTestError, match="dependence='correlation'"):
        average_paths(same_date())


def test_correlated_events_have_larger_errors():
    result = same_date()
    shared = result.block.residuals.values + 0.02 * np.random.default_rng(1).normal(size=100)
    residuals = replace(result.block.residuals, values=shared)
    correlated = replace(result, block=replace(result.block, residuals=residuals))
    usual = average_paths(correlated, dependence="none", n_resamples=99)
    adjusted = average_paths(correlated, dependence="correlation", n_resamples=99)
    r = np.corrcoef(shared)[np.triu_indices(10, 1)].mean()
    ratio = np.sqrt((1 + 9 * r) / (1 - r))
    # The mean correlation and that of standardised sums agree for complete windows.
    np.testing.assert_allclose(adjusted["aar_se"] / usual["aar_se"], ratio, rtol=1e-9)
    np.testing.assert_allclose(adjusted["caar_se"] / usual["caar_se"], ratio, rtol=1e-9)


def test_without_residuals_the_correlation_is_not_known():
    result = same_date()
    residuals = replace(
        result.block.residuals,
        values=np.empty((10, 0)),
        sessions=np.empty((10, 0), dtype=np.int64),
    )
    without = replace(result, block=replace(result.block, residuals=residuals))
    with pytest.raises(InputError, match="residuals"):
        average_paths(without, dependence="correlation")
    assert average_paths(without, dependence="none", n_resamples=99).notna().all(axis=None)


def test_days_linked_by_windows_form_one_cluster():
    table = average_paths(staggered(step=6), dependence="date", n_resamples=99)
    assert (table["n_clusters"] == 18).all()
    with pytest.raises(ForbiddenTestError, match="one cluster"):
        average_paths(staggered(step=6), dependence="window")


def test_quantile_of_days_without_spread_is_unknown():
    assert np.isnan(sup_t_quantile(np.zeros((4, 2)), np.full(2, 4.0), 0.95, 99, 0))


def test_confidence_is_a_share():
    with pytest.raises(InputError, match="95"):
        average_paths(staggered(4), confidence=95)
