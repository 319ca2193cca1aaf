"""A test asked for with its conventions, in the study and on the command line."""

import numpy as np
import pytest
from unit.core_cases import events_at, random_returns, study

from eventstudy.errors import ForbiddenTestError, InputError
from eventstudy.inference import TESTS
from eventstudy.inference.conventions import conventions, entry_of
from eventstudy.options import model_or_factors, named_tests
from eventstudy.study import run_study
from eventstudy.types import EventWindow

RETURNS = random_returns(n_securities=10)
PAIRS = [(f"S{i:02d}", 180 + 12 * i) for i in range(10)]
ASKED = ["bmp", "bmp(car_scaling='sum_sar')", "brown_warner(variance_divisor='m_minus_p')"]


def test_a_test_runs_with_the_conventions_asked_for():
    result = study(RETURNS, *PAIRS, tests=ASKED, horizons=[(-1, 1)])
    table = result.tests.set_index("test")
    assert list(table.index) == ASKED
    for asked in ASKED:
        alone = entry_of(asked).function(result.block.over(-1, 1))
        assert table.loc[asked, "statistic"] == pytest.approx(alone.statistic, rel=1e-12)
    assert table.loc[ASKED[0], "statistic"] != table.loc[ASKED[1], "statistic"]
    assert result.estimation["tests"] == ASKED


def test_both_forms_of_a_test_agree_with_its_function():
    block = study(RETURNS, *PAIRS).block.over(-1, 1)
    direct = TESTS["bmp"].function(block, car_scaling="sum_sar")
    assert entry_of("bmp(car_scaling='sum_sar')").function(block).statistic == direct.statistic


def test_conventions_are_listed_with_their_defaults():
    assert conventions(TESTS["bmp"]) == {"car_scaling": "forecast"}
    assert conventions(TESTS["t"]) == {}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("bmp(scaling='x')", "has no convention 'scaling': it has car_scaling"),
        ("t(x=1)", "it has none"),
        ("bmp(", "cannot be read"),
        ("bmp('sum_sar')", "cannot be read"),
        ("bmp(car_scaling=__import__('os'))", "cannot be read"),
        ("bpm(car_scaling='sum_sar')", "bmp"),
    ],
)
def test_what_is_no_convention_is_refused_with_what_there_is(asked, said):
    with pytest.raises(InputError, match=said.replace("(", r"\(")):
        study(RETURNS, *PAIRS, tests=[asked])


def test_commas_inside_brackets_belong_to_a_test():
    text = "bmp, sign_flip(cluster='none', n_draws=99),t"
    assert named_tests(text) == ["bmp", "sign_flip(cluster='none', n_draws=99)", "t"]
    assert named_tests("all") == "all"


@pytest.mark.parametrize(
    ("text", "model"),
    [
        ("market", "market"),
        ("MKT+SMB", ["MKT", "SMB"]),
        ("MKT(-1),MKT,MKT(+1)", ["MKT(-1)", "MKT", "MKT(+1)"]),
        ("MKT(+1)", ["MKT(+1)"]),
    ],
)
def test_a_model_is_a_name_or_factors(text, model):
    assert model_or_factors(text) == model


@pytest.mark.parametrize("test", ["adj_bmp", "corrado", "generalized_sign", "sq", "serial_t", "ewma_rank"])
def test_a_test_of_residuals_refuses_a_block_without_them(test):
    returns = random_returns(n_securities=30, n_sessions=200)
    window = EventWindow(event=(0, 0), estimation=(-40, -1), min_estimation=20, clean=False)
    pairs = [(name, row) for name in returns.columns for row in range(60, 140)]
    result = run_study(returns, events_at(returns, *pairs), window=window, horizons=[(0, 0)], tests=[test])
    assert np.isfinite(result.tests["p_value"]).all()
    with pytest.raises(ForbiddenTestError, match="needs the estimation residuals"):
        TESTS[test].function(result.block.over(0, 0))


@pytest.mark.parametrize("test", ["overlap_t", "joint_f", "placebo_max"])
def test_tests_of_few_events_say_so_of_many(test):
    returns = random_returns(n_securities=30, n_sessions=200)
    window = EventWindow(event=(0, 0), estimation=(-40, -1), min_estimation=20, clean=False)
    pairs = [(name, row) for name in returns.columns for row in range(60, 140)]
    result = run_study(returns, events_at(returns, *pairs), window=window, horizons=[(0, 0)], tests=[test])
    assert result.tests["p_value"].isna().all()
    assert result.tests["note"].str.contains("needs few events").all()
