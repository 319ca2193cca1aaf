"""Group means and their differences."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from unit.analysis_cases import same_date, staggered

from eventstudy.analysis import caar_by_group, group_differences
from eventstudy.analysis.groups import mean_difference
from eventstudy.errors import InputError


def test_separate_dates_give_welchs_test():
    result = staggered()
    scar, kind = result.block.over(0, 0).scar, result.events["kind"].to_numpy()
    found = group_differences(result, "kind", (0, 0)).iloc[0]
    welch = stats.ttest_ind(scar[kind == "a"], scar[kind == "b"], equal_var=False)
    np.testing.assert_allclose(
        [found["statistic"], found["p_value"]], [welch.statistic, welch.pvalue], rtol=1e-9
    )


def test_means_add_up_to_the_caar():
    result = staggered()
    found = caar_by_group(result, "kind", (-1, 1))
    np.testing.assert_allclose((found["caar"] * found["n_events"]).sum() / 18, result.car(-1, 1).mean())


def test_events_without_a_group_are_left_out():
    result = staggered()
    kind = result.events["kind"].astype(object)
    kind[:9] = None
    found = caar_by_group(replace(result, events=result.events.assign(kind=kind)), "kind", (0, 0))
    assert found["n_events"].sum() == 9


def test_groups_of_one_date_share_their_cluster():
    found = group_differences(same_date(), "kind", (0, 0)).iloc[0]
    assert found["method"] == "clustered"
    assert np.isnan(found["p_value"])
    apart = group_differences(same_date(), "kind", (0, 0), dependence="none").iloc[0]
    assert apart["method"] == "Welch"
    assert 0 < apart["p_value"] < 1


def test_a_group_of_one_event_has_no_error():
    difference, error, dof, method = mean_difference(
        np.array([1.0, 2.0, 4.0]), np.array([True, False, False]), np.arange(3)
    )
    assert (difference, method) == (-2.0, "Welch")
    assert np.isnan([error, dof]).all()


def test_wrong_columns_are_named():
    result = staggered()
    with pytest.raises(InputError, match="'sector'"):
        caar_by_group(result, "sector", (0, 0))
    with pytest.raises(InputError, match="1 group"):
        group_differences(result, "status", (0, 0))
    with pytest.raises(InputError, match="'beta'"):
        group_differences(result, "kind", (0, 0), quantity="beta")
