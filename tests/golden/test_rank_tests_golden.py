"""Rank and sign tests against base R, which computes each statistic from the returns (make_rank_tests.R).

Agreement is asked to a relative 1e-9: ranks agree exactly, and least squares by QR on both sides leaves
some 1e-14 in a statistic that depends on the returns through ranks alone; 1e-12 absolute is for mean
CARs and statistics that are zero.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from golden import make_rank_tests
from scipy import stats

from eventstudy.abnormal import abnormal_returns
from eventstudy.inference import TESTS
from eventstudy.inference.day_sums import rank_sums
from eventstudy.inference.samples import sample_of
from eventstudy.models.linear import LinearModel
from eventstudy.types import EventWindow
from eventstudy.windows import window_rows

HERE = Path(__file__).parent
GOLDEN = pd.read_csv(HERE / "rank_tests.csv")
RANK_TESTS = ["corrado", "corrado_zivney", "cumrank_t", "grank_t", "grank_z", "sign_gsar_t"]
WINDOW = EventWindow(event=make_rank_tests.EVENT, estimation=make_rank_tests.ESTIMATION, min_estimation=60)
OPTIONS = {"": {}, "mean": {"weights": "mean"}, "ddof 1": {"ddof": 1}, "M": {}}


@pytest.fixture(scope="module")
def blocks():
    panel = pd.read_csv(HERE / "rank_tests_panel.csv", index_col="row")
    events = pd.read_csv(HERE / "rank_tests_events.csv")
    return {case: block_of(panel, own, make_rank_tests.MODELS[case]) for case, own in events.groupby("case")}


def block_of(panel, events, model):
    factors = panel[["MKT"] if model == "market" else []]
    return abnormal_returns(
        LinearModel(factors=tuple(factors.columns)),
        returns=panel.drop(columns="MKT").to_numpy(),
        factors=factors.to_numpy(),
        security=panel.columns.drop("MKT").get_indexer(events["security"]),
        rows=window_rows(events["zero"].to_numpy(), WINDOW, len(panel)),
    )[0]


@pytest.mark.parametrize(
    "row", GOLDEN.to_dict("records"), ids=lambda r: f"{r['case']} {r['first']} {r['test']}"
)
def test_statistics_match_r(blocks, row):
    name, _, option = row["test"].partition(", ")
    entry = TESTS[name]
    found = entry.function(blocks[row["case"]].over(row["first"], row["last"]), **OPTIONS[option])
    assert (found.test, found.first, found.last) == (name, row["first"], row["last"])
    assert found.n_events == row["n_events"]
    law = "N(0,1)" if np.isnan(row["dof"]) else f"t({row['dof']:g})"
    assert found.distribution == law
    np.testing.assert_allclose(
        [found.estimate, found.statistic, found.p_value],
        [row["estimate"], row["statistic"], row["p_value"]],
        rtol=1e-9,
        atol=1e-12,
    )


def test_every_rank_test_has_golden_rows_of_every_case_and_horizon():
    plain = GOLDEN[GOLDEN["test"].isin(RANK_TESTS)]
    assert set(plain["test"]) == set(RANK_TESTS)
    assert not plain.duplicated(["test", "case", "first", "last"]).any()
    assert len(plain) == len(RANK_TESTS) * len(make_rank_tests.MODELS) * len(make_rank_tests.HORIZONS)
    # The cases differ in what they test: fewer events over several days, fewer days, options that matter.
    assert (plain.query("case == 'missing' and first < 0")["n_events"] == 8).all()
    both = GOLDEN[GOLDEN["case"] == "missing"].set_index(["first", "last", "test"])["statistic"].unstack()
    assert (abs(both["corrado"] - both["corrado, mean"]) > 1e-4).all()


def test_the_case_of_ties_has_ties_within_residuals_and_with_the_event_days(blocks):
    block = blocks["ties"].over(-1, 1)
    values = block.residuals.values[0]
    values = values[np.isfinite(values)]
    assert np.unique(values).size < values.size - 20
    assert np.isin(block.ar, block.residuals.values).any()


@pytest.mark.parametrize("test", RANK_TESTS)
def test_a_sample_gives_what_its_events_give(blocks, test):
    entry, block = TESTS[test], blocks["missing"].over(-1, 1)
    assert entry.function(sample_of(block, entry.parts)) == entry.function(block)


@pytest.mark.parametrize("case", ["complete", "same_date"])
@pytest.mark.parametrize("horizon", make_rank_tests.HORIZONS)
def test_cumrank_t_is_the_two_sample_t_of_daily_mean_ranks(blocks, case, horizon):
    """SciPy's pooled two-sample t of the days of the horizon against the estimation days."""
    block = blocks[case].over(*horizon)
    sums = rank_sums(block)
    expected = stats.ttest_ind(sums.event / sums.n_event, sums.estimation / sums.n_estimation, equal_var=True)
    found = TESTS["cumrank_t"].function(block)
    assert found.statistic == pytest.approx(expected.statistic, rel=1e-10)
    assert found.p_value == pytest.approx(expected.pvalue, rel=1e-10)
    assert found.distribution == f"t({expected.df:g})"
