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
    found = recommended(study(random_returns(1), ("S00", 150), ("S00", 175), ("S00", 200)))
    assert found.situation == "few separate events: 3 on 1 security"
    assert found.secondary == ("adjusted_p_values", "t")
    assert "3 separate windows and 1 security are no sample" in found.text
    assert "anchor='episode'" in found.text
    assert found.against["placebo_max"] == "needs one estimation window for all events"


def test_events_a_hundred_sessions_apart_are_no_episode():
    pairs = ("S00", 120), ("S01", 220), ("S02", 320)
    found = recommended(study(random_returns(3, 420), *pairs))
    assert found.situation == "few separate events: 3 on 3 securities"
    assert (found.leading, found.secondary) == ("ewma_rank", ("adjusted_p_values", "t"))
    assert "overlapping" not in found.text.split("Against")[0]
    assert "anchor='episode'" not in found.text


@pytest.mark.parametrize(
    ("pairs", "situation"),
    [
        ([("S00", 200), ("S01", 200)], "few events on one date: 2 on 2 securities"),
        ([("S00", 200), ("S01", 200), ("S00", 230)], "few events on separate dates: 3 on 2 securities"),
        ([("S00", 200), ("S00", 202), ("S01", 203)], "few overlapping events: 3 on 2 securities"),
    ],
)
def test_few_events_are_called_what_they_are(pairs, situation):
    found = recommended(study(random_returns(2), *pairs, horizons=[(-1, 1)]))
    assert found.situation == situation
    assert ("1 separate window " in found.text) is (found.layout.n_separate == 1)


@pytest.mark.parametrize("n_dates", [2, 5, 9])
def test_dates_with_many_securities_each_do_not_overlap_in_part(n_dates):
    returns = random_returns(10, 420)
    pairs = [(name, 130 + 30 * at) for at in range(n_dates) for name in returns.columns]
    found = recommended(study(returns, *pairs, horizons=[(-1, 1)]))
    assert found.situation == "several dates, many securities each"
    assert found.leading == "adj_bmp_overlap"
    assert {"adj_bmp", "calendar_time_alpha"} <= set(found.secondary)
    assert ("sign_flip" in found.secondary) is (n_dates == 9)
    assert "overlap in part" not in found.text.split("Against")[0]
    # What is recommended can be run.
    again = study(returns, *pairs, horizons=[(-1, 1)], tests=found.tests)
    assert set(found.tests) <= set(again.tests["test"])


def test_one_separate_window_is_singular():
    returns = random_returns(10, 420)
    pairs = [(name, 200 + at % 3) for at, name in enumerate(returns.columns)]
    found = recommended(study(returns, *pairs, horizons=[(-1, 1)]))
    assert found.situation == "many events that overlap in part"
    assert "only 1 window is separate" in found.text


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
