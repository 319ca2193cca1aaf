import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.report_cases import finding

from eventstudy.report import caveats, wording

CAUSE = re.compile(r"\b(?:caus\w*|because of|due to|led to|triggered|drove|sent|thanks to)\b", re.IGNORECASE)
PROOF = re.compile(
    r"\b(?:prove[sd]?|certainly|clearly|definitely|no effect was|had no effect)\b", re.IGNORECASE
)
PROBABILITY = st.one_of(st.floats(0.0005, 1), st.just(math.nan))
NOTES = st.sampled_from(["", "significance at 5% over 9 tests cannot be established", "239 estimation days"])
FINDINGS = st.builds(
    finding,
    move=st.floats(-0.3, 0.3),
    ar=st.floats(-0.3, 0.3),
    p_rank=PROBABILITY,
    p_t=PROBABILITY,
    p_family=PROBABILITY,
    vol_ratio=st.floats(0.2, 4),
    mde=st.floats(0.001, 0.2),
    note=NOTES,
    asset=st.sampled_from(["Brent crude", "Dow"]),
)


def every_sentence(findings):
    return [
        wording.headline(findings),
        *wording.largest_sentences(findings),
        caveats.rest_sentence(findings),
        caveats.regime_sentence(findings),
        caveats.unseen_sentence(findings),
        caveats.opposite_sentence(findings),
        caveats.overlap_sentence(["[0, +1]"]),
        wording.claims_sentence(["supported", "contradicted"]),
    ]


@given(st.lists(FINDINGS, max_size=6))
def test_no_sentence_names_a_cause_or_claims_proof(findings):
    for sentence in every_sentence(findings):
        assert not CAUSE.search(sentence)
        assert not PROOF.search(sentence)


@given(FINDINGS)
def test_a_move_stands_out_only_family_wise(one):
    said = wording.event_sentence(one)
    significant = one.p_family <= 0.05 and "cannot be established" not in one.note
    assert ("larger, for the volatility of its time" in said) == significant


@given(FINDINGS)
def test_every_sentence_on_an_event_carries_its_interval(one):
    said = wording.event_sentence(one)
    assert "95 % interval" in said
    assert one.asset in said


@given(st.lists(FINDINGS, min_size=1, max_size=6))
def test_headline_tells_a_move_only_if_it_stands_out(findings):
    strong = [one for one in findings if one.verdict == "stands_out"]
    line = wording.headline(findings)
    assert bool(re.search(r"(rose|fell|unchanged)", line)) == bool(strong)
    assert ("no event-day move stands out" in line) == (
        not strong and any(one.verdict in ("alone", "ordinary") for one in findings)
    )


@given(st.floats(0.0001, 0.05), st.integers(20, 2000))
def test_share_of_comparison_periods_is_never_overstated(p, n):
    said = wording.event_sentence(finding(p_family=p, family_law=f"placebo max({n})"))
    if share := re.search(r"in (\d+) % of", said):
        assert int(share.group(1)) <= 100 * (1 - p) + 1e-9
    else:
        assert p <= 1.001 / (n + 1)
        assert f"any of {n} comparison periods" in said


def test_a_move_beyond_all_placebos_says_so():
    said = wording.event_sentence(finding(p_family=1 / 240))
    assert "Brent crude rose 3.5 % on 3 January 2020, the first session after event 1 (the killing)" in said
    assert "largest move in any of 239 comparison periods" in said
    assert "family-wise p = 0.004" in said


def test_a_move_rare_only_alone_is_not_called_one_that_stands_out():
    said = wording.event_sentence(finding(p_rank=0.02, p_family=0.3))
    assert "Taken alone such a move is rare" in said
    assert "not once all events, assets and horizons are counted" in said


def test_an_ordinary_move_is_called_so():
    said = wording.event_sentence(finding(p_rank=0.4, p_family=0.9))
    assert "not rare for the volatility of those weeks (family-wise p = 0.900)" in said


@pytest.mark.parametrize(("p", "said"), [(0.4, "it is not rare"), (0.01, "it is rare")])
def test_without_the_family_test_the_rank_speaks_and_settles_nothing(p, said):
    one = finding(p_rank=p, p_family=math.nan, note="there is no other placement")
    sentence = wording.event_sentence(one)
    assert "could not be tested family-wise" in sentence
    assert f"{said}" in sentence
    assert f"(rank p = {p:.3f})" in sentence
    assert "nan" not in sentence
    assert "cannot be established" in wording.headline([one])


def test_what_was_not_tested_is_never_said_not_to_stand_out():
    gone = finding(p_family=math.nan, note="there is no other placement")
    said = caveats.rest_sentence([gone] * 5)
    assert said == (
        "None of the 5 event-day moves could be tested family-wise (there is no other placement): Table 2."
    )
    assert caveats.rest_sentence([gone]).startswith("The event-day move could not be tested family-wise")
    some = caveats.rest_sentence([gone, gone, finding(), finding(p_family=0.01)])
    assert some.startswith("Of the 2 event-day moves that could be tested, 1 stands out family-wise")
    assert "; 2 could not be tested family-wise" in some


def test_too_few_placebos_settle_nothing():
    one = finding(p_family=0.03, note="significance cannot be established, 200 windows would be needed")
    assert "Whether such a move is rare cannot be established" in wording.event_sentence(one)
    assert "cannot be established" in wording.headline([one])


def test_no_test_at_all():
    one = finding(p_rank=math.nan, p_family=math.nan)
    assert "No test of this move could be computed" in wording.event_sentence(one)
    assert wording.headline([]) == "No event-day move could be measured with these prices"


@pytest.mark.parametrize(("ratio", "said"), [(0.66, True), (0.67, False), (1.5, False), (1.51, True)])
def test_changed_volatility_makes_the_standardised_tests_lead(ratio, said):
    sentence = caveats.regime_sentence([finding(vol_ratio=ratio)])
    assert bool(sentence) is said
    if said:
        assert "volatility-standardised tests lead" in sentence
        assert "the exact t and the 95 % intervals" in sentence
        assert sentence.endswith("are not relied on.")


def test_minimum_detectable_effect_is_the_largest_of_each_asset():
    said = caveats.unseen_sentence([finding(mde=0.05), finding(mde=0.058), finding(asset="Dow", mde=0.025)])
    assert "below 5.8 % for Brent crude and 2.5 % for Dow could not have been seen" in said
    assert "not proof of no effect" in said
    assert caveats.unseen_sentence([finding(mde=math.nan)]) == ""


def test_minimum_detectable_effect_is_also_told_at_the_volatility_of_the_day():
    said = caveats.unseen_sentence(
        [finding(mde=0.06, vol_ratio=0.5), finding(mde=0.06, vol_ratio=0.6), finding(asset="Dow", mde=0.02)]
    )
    assert "below 6.0 % for Brent crude and 2.0 % for Dow" in said
    assert "at the volatility of the event days about 3.0 to 3.6 % for Brent crude)" in said
    assert "event days" not in caveats.unseen_sentence([finding()])


def test_outliers_are_told_for_the_clearest_move_only_where_they_are_known():
    clear = finding(number="6, 7", sigma=0.021, sigma_clean=0.017, p_t=0.042, p_clean=0.011)
    said = caveats.outlier_sentence([finding(p_clean=0.5), clear], {"Brent crude": 3})
    assert said == (
        "Without 3 outlying sessions of the estimation window, the standard deviation of Brent crude goes"
        " from 2.1 % to 1.7 % a day, and the exact t of events 6 and 7 from p = 0.042 to p = 0.011."
    )
    assert caveats.outlier_sentence([clear], {}) == ""
    assert caveats.outlier_sentence([finding()], {"Brent crude": 3}) == ""


def test_outliers_kept_name_the_largest():
    held = [
        {"security": "brent", "session": "2019-09-16", "value": 0.136, "robust_sd": 9.0},
        {"security": "brent", "session": "2019-01-02", "value": -0.05, "robust_sd": -4.1},
    ]
    assert caveats.outliers_kept(held, {"brent": "Brent crude"}) == (
        "Brent crude: 2 sessions beyond 4 robust standard deviations (largest 16 Sep 2019, +13.6 %)"
    )


def test_opposite_signs_are_not_averaged():
    up, down = finding(ar=0.03), finding(ar=-0.04)
    assert "not averaged" in caveats.opposite_sentence([up, down])
    assert caveats.opposite_sentence([up, up]) == ""
    assert caveats.opposite_sentence([up, finding(ar=-0.04, asset="Dow")]) == ""


def test_overlap_is_said_only_where_there_is_any():
    assert "read the episode" in caveats.overlap_sentence(["[0, +1]", "[0, +5]"])
    assert caveats.overlap_sentence([]) == ""


@pytest.mark.parametrize(
    ("move", "text"), [(0.0351, "rose 3.5 %"), (-0.042, "fell 4.2 %"), (0.0001, "was unchanged")]
)
def test_moved(move, text):
    assert wording.moved(finding(move=move)) == f"Brent crude {text}"


def test_headline_of_several():
    strong = [finding(p_family=0.01 * at, move=0.01 * at) for at in (3, 1, 2)]
    assert wording.headline(strong[:2]).count("rose") == 2
    assert wording.headline(strong).startswith(
        "3 of 3 event-day moves stand out; in the clearest, Brent crude rose 1.0 %"
    )


def test_events_of_one_session_are_named_together():
    assert "after events 2 and 3 (" in wording.event_sentence(finding(number="2, 3"))


def test_rest_is_told_only_if_there_is_one():
    assert caveats.rest_sentence([finding()] * 3) == ""
    assert "none stands out" in caveats.rest_sentence([finding()] * 4)
    assert "1 stands out" in caveats.rest_sentence([finding(p_family=0.01), *[finding()] * 3])


def test_claims_are_counted_by_verdict():
    said = wording.claims_sentence(["cannot be checked", "supported", "supported"])
    assert said.endswith("3 market claims of the text: 2 supported and 1 cannot be checked.")
    assert wording.claims_sentence([]) == ""


def test_a_missing_return_is_told_as_unknown_not_as_nothing():
    gone = finding(move=math.nan, ar=math.nan, p_rank=math.nan, p_t=math.nan, p_family=math.nan)
    assert "no usable return on 3 January 2020" in wording.event_sentence(gone)
    assert caveats.missing_sentence([gone, finding()]).startswith(
        "No usable return is known for Brent crude on 3 J"
    )
    assert caveats.missing_sentence([finding()]) == ""
    assert wording.headline([gone]) == "No event-day move could be measured with these prices"
    assert caveats.opposite_sentence([gone, finding()]) == ""
    assert "nan" not in " ".join(every_sentence([gone, finding()])).lower()


def test_another_possible_session_is_told():
    one = finding(other="The session could also be 6 January 2020, abnormal return +0.5 %.")
    assert wording.event_sentence(one).endswith(one.other)
