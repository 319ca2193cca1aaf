"""Each situation of the decision table leads to its tests; every name can be run."""

from dataclasses import replace

import numpy as np
import pytest
from unit.analysis_cases import same_date, staggered
from unit.core_cases import EPISODE, WINDOW, episode, events_at, random_returns, study

import eventstudy as es
from eventstudy import analysis
from eventstudy.analysis.layout import overlap_inflation
from eventstudy.inference import TESTS
from eventstudy.study import run_study


def recommended(result):
    found = es.recommend_tests(result)
    assert found.leading in TESTS or hasattr(analysis, found.leading)
    assert all(name in TESTS or hasattr(analysis, name) for name in found.secondary)
    assert set(found.against) == set(TESTS) - {found.leading, *found.secondary}
    assert all(found.against.values())
    assert found.reasons
    return found


def many(n_events, step, n_securities=30, **options):
    returns = random_returns(n_securities, 420)
    places = [(returns.columns[i % n_securities], 120 + step * i) for i in range(n_events)]
    return run_study(returns, events_at(returns, *places), **({"window": WINDOW, "tests": "bmp"} | options))


def test_one_event_is_ranked_among_the_windows_of_its_past():
    found = recommended(study(random_returns(), ("S00", 200)))
    assert found.leading == "ewma_rank"
    assert {"t", "conformal"} <= set(found.secondary)
    assert "needs more than one event" in found.against["overlap_t"]


def test_few_overlapping_events_are_one_family():
    found = recommended(episode(random_returns(2), ("S00", 200), ("S01", 200), ("S00", 202)))
    assert found.leading == "ewma_rank"
    assert {"placebo_max", "overlap_t", "joint_f"} <= set(found.secondary)
    assert "8 separate windows, found 1" in found.against["bmp"]


def test_few_events_with_windows_of_their_own_are_adjusted_by_holm():
    found = recommended(study(random_returns(1), ("S00", 150), ("S00", 200), ("S00", 250)))
    assert "separate events" in found.situation
    assert found.secondary[0] == "adjusted_p_values"
    assert "anchor='episode'" in found.text
    assert found.against["placebo_max"] == "needs one estimation window for all events"


@pytest.mark.parametrize(("n_events", "leading"), [(8, "sign_flip"), (19, "sign_flip"), (20, "bmp")])
def test_staggered_events_lead_with_bmp_from_twenty_on(n_events, leading):
    found = recommended(many(n_events, 14))
    assert found.leading == leading
    if leading == "bmp":
        assert found.secondary == ("corrado_zivney", "grank_t", "sign_flip")


def test_seven_separate_events_of_many_securities_are_not_a_sample_of_dates():
    assert recommended(many(7, 14)).leading == "ewma_rank"


def test_many_securities_on_one_date_allow_for_their_correlation():
    found = recommended(same_date())
    assert found.leading == "adj_bmp"
    assert found.secondary == ("grank_t", "joint_f")
    assert "needs 8 separate windows" in found.against["bmp"]


def test_windows_that_overlap_in_part_are_counted_by_days_in_common():
    found = recommended(many(28, 2, horizons=[(-5, 5)]))
    assert found.leading == "adj_bmp_overlap"
    assert found.secondary == ("calendar_time_alpha",)


def test_a_little_overlap_is_no_matter():
    returns = random_returns(30, 420)
    places = [(returns.columns[i], 120 + 13 * i) for i in range(22)] + [("S25", 121)]
    result = run_study(returns, events_at(returns, *places), window=WINDOW, tests="bmp")
    assert recommended(result).leading == "bmp"


def test_long_horizons_lead_to_calendar_time():
    window = replace(WINDOW, event=(0, 80))
    found = recommended(many(20, 9, window=window, horizons=[(0, 70)]))
    assert found.leading == "calendar_time_alpha"
    assert found.secondary == ("buy_and_hold_test",)
    assert found.tests == ()


def test_the_overlap_of_one_security_counts_in_full():
    block = many(2, 2, n_securities=1, window=EPISODE).block
    # Windows of 4 days, 2 apart: each event shares half a window with one other.
    np.testing.assert_allclose(overlap_inflation(block, 4), 0.5)
    np.testing.assert_allclose(overlap_inflation(many(2, 2, window=EPISODE).block, 4), 0.125)
    assert overlap_inflation(block, 2) == 0


def test_the_choice_does_not_follow_the_outcome():
    result = staggered()
    moved = replace(result, block=replace(result.block, ar=result.block.ar + 1.0))
    assert str(es.recommend_tests(moved)) == str(es.recommend_tests(result))


def test_the_text_names_what_it_recommends():
    found = recommended(staggered())
    assert str(found) == found.text
    for word in ("Lead with: sign_flip", "Why:", "Against the others:", "patell"):
        assert word in found.text
