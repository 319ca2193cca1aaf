"""Sample tests against values computed without the package (make_sample_tests.py, sample_tests.R).

Agreement is asked to a relative 1e-8: both sides solve well-conditioned least squares, by QR here
and by a pseudo-inverse in statsmodels, which leaves some 1e-12.
"""

import json
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from golden import make_core
from unit.sample_cases import sample_of_cars

from eventstudy.inference import TESTS
from eventstudy.study import run_study
from eventstudy.types import EventWindow

HERE = Path(__file__).parent
GOLDEN = json.loads((HERE / "sample_tests.json").read_text())
R = pd.read_csv(HERE / "sample_tests_r.csv")
WINDOW = EventWindow(event=(-5, 5), estimation=(-130, -11), min_estimation=60)
OFFSETS = [0, 0, 1, 1, 2, 3, 5, 5, 6, 9]
EVENTS = {
    "panel": make_core.panel_events(),
    "same_date": make_core.same_date_events(),
    "near": [(f"n{i}", f"S{20 + i}", 260 + offset) for i, offset in enumerate(OFFSETS)],
}
OWN = [
    *("j1", "brown_warner", "kp_patell", "adj_bmp_overlap", "skewness_adjusted"),
    *("sign", "generalized_sign", "wilcoxon", "jackknife", "sign_flip"),
]


@pytest.fixture(scope="module")
def table():
    return pd.read_csv(HERE / "core_panel.csv", index_col="session", parse_dates=True)


@pytest.fixture(scope="module")
def blocks(table):
    return {case: block_of(table, events) for case, events in EVENTS.items()}


def block_of(table, events):
    dated = pd.DataFrame(
        [(event, security, table.index[zero]) for event, security, zero in events],
        columns=["event_id", "security", "date"],
    )
    factors = table[[*make_core.FACTORS, "RF"]]
    options = {"model": "market", "horizons": make_core.PANEL_HORIZONS, "window": WINDOW, "tests": ["bmp"]}
    return run_study(table.filter(regex="^S[0-9]"), dated, factors=factors, **options).block


def rows():
    cases = [(case, row) for case in EVENTS for row in GOLDEN[case]]
    return [pytest.param(case, row, id=f"{case}-{name_of(row)}") for case, row in cases]


def name_of(row):
    return "-".join([row["test"], f"{row['first']}:{row['last']}", *map(str, row["options"].values())])


def result_of(blocks, case, row, **options):
    block = blocks[case].over(row["first"], row["last"])
    return TESTS[row["test"]].function(block, **row.get("options", {}), **options)


@pytest.mark.parametrize(("case", "row"), rows())
def test_statistics_match_an_independent_computation(blocks, case, row):
    found = result_of(blocks, case, row)
    assert found.statistic == pytest.approx(row["statistic"], rel=1e-8)
    assert found.p_value == pytest.approx(row["p_value"], rel=1e-8)
    assert found.estimate == pytest.approx(row["estimate"], rel=1e-8)


@pytest.mark.parametrize("row", GOLDEN["bootstrap"], ids=name_of)
def test_the_bootstrap_meets_other_draws(blocks, row):
    """Two bootstraps of one sample differ by their standard error: 4 of it once in 16,000 times."""
    n_boot = 100_000
    found = result_of(blocks, "panel", row, n_boot=n_boot)
    assert found.statistic == pytest.approx(row["statistic"], rel=1e-8)
    tail = row["p_value"] / 2
    error = 2 * math.sqrt(tail * (1 - tail) * (1 / n_boot + 1 / GOLDEN["n_boot"]))
    assert abs(found.p_value - row["p_value"]) < 4 * error


@pytest.mark.parametrize(
    "row", R[R["case"].isin(list(EVENTS))].to_dict("records"), ids=lambda r: f"{r['test']}-{r['first']}"
)
def test_base_r_agrees(blocks, row):
    found = result_of(blocks, row["case"], row)
    if row["test"] == "wilcoxon":
        assert found.note == f"W = {row['statistic']:g}"
    else:
        assert found.statistic == pytest.approx(row["statistic"], rel=1e-8)
    assert found.p_value == pytest.approx(row["p_value"], rel=1e-8)


@pytest.mark.parametrize("digits", [6, 2])
@pytest.mark.parametrize("law", ["normal", "continuity"])
def test_wilcoxon_of_many_values_is_that_of_r(table, law, digits):
    """Base R's sums of ties are exact integers, as ours: agreement to rounding."""
    values = table["S00"].iloc[:80].dropna().round(digits)
    row = R[(R["case"] == law) & (R["first"] == digits)].iloc[0]
    found = TESTS["wilcoxon"].function(sample_of_cars(values), continuity=law == "continuity")
    assert found.distribution == "N(0,1)"
    assert found.note == f"W = {row['statistic']:g}"
    assert found.p_value == pytest.approx(row["p_value"], rel=1e-10)


def test_every_test_and_every_convention_has_a_golden_value():
    found = {row["test"] for case in [*EVENTS, "bootstrap"] for row in GOLDEN[case]}
    assert set(OWN) <= found
    assert len(np.unique([r["statistic"] for r in GOLDEN["near"] if r["test"] == "adj_bmp_overlap"])) == 5
