"""Equivalence tests and power: what they agree with and where they end."""

import numpy as np
import pytest
from scipy import stats
from unit.analysis_cases import same_date, staggered

from eventstudy.analysis import event_equivalence, power_curve, sample_equivalence
from eventstudy.analysis.equivalence import equivalence_p_value
from eventstudy.errors import InputError
from eventstudy.result import minimum_detectable_effect


def test_an_effect_inside_the_margin_by_its_interval_is_equivalent():
    # TOST at 5 % rejects exactly where the 90 % interval lies within the margin.
    error, dof = 0.004, 50.0
    edge = 0.01 - stats.t.ppf(0.95, dof) * error
    p_value = equivalence_p_value(np.array([edge, -edge]), np.array([error] * 2), np.array([dof] * 2), 0.01)
    np.testing.assert_allclose(p_value, 0.05, rtol=1e-9)


def test_rows_follow_the_cars_of_the_result():
    result = staggered(6)
    found = event_equivalence(result, 0.05)
    assert found[["event_id", "first", "last"]].equals(result.cars[["event_id", "first", "last"]])
    one = found.iloc[7]
    p_value = equivalence_p_value(*[np.array([one[name]]) for name in ("car", "se", "dof")], 0.05)
    assert p_value[0] == one["p_value"]


def test_a_mean_is_closer_than_its_events():
    result = staggered()
    found = sample_equivalence(result, 0.02)
    assert (found["se"] < event_equivalence(result, 0.02)["se"].min()).all()
    np.testing.assert_allclose(found["mde"], minimum_detectable_effect(found["se"], found["dof"]))


def test_one_date_has_no_error_of_its_mean():
    assert sample_equivalence(same_date(), 0.02)["p_value"].isna().all()


@pytest.mark.parametrize("margin", [0.0, -0.01, np.nan, np.inf, "a", None])
def test_a_margin_is_a_number_above_zero(margin):
    with pytest.raises(InputError, match="margin"):
        sample_equivalence(staggered(4), margin)
    with pytest.raises(InputError, match=f"margin is {margin!r}"):
        event_equivalence(staggered(4), margin)


def test_power_is_the_size_at_no_effect_and_that_of_the_detectable_effect():
    assert power_curve([0.0], 0.01)[0] == pytest.approx(0.05)
    assert power_curve([0.0], 0.01, dof=9, level=0.1)[0] == pytest.approx(0.1)
    mde = minimum_detectable_effect(np.array([0.01]), np.array([1e9]))
    # The wrong tail, some 1e-6, is in the power and not in the detectable effect.
    np.testing.assert_allclose(power_curve(mde, 0.01), 0.80, atol=1e-5)


def test_power_by_the_normal_law_is_the_limit_of_the_t_law():
    effects = [0.005, 0.01, 0.03]
    np.testing.assert_allclose(power_curve(effects, 0.01), power_curve(effects, 0.01, dof=1e6), atol=1e-5)


def test_power_needs_an_error():
    with pytest.raises(InputError, match="error is 0"):
        power_curve([0.01], 0.0)
