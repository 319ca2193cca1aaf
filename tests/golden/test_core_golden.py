"""Every registered test and model against values computed without the package (make_core.py, core.R).

Agreement is asked to a relative 1e-8: both sides solve well-conditioned least squares, by QR here
and by a pseudo-inverse in statsmodels, which leaves some 1e-12.
"""

import json
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from golden import make_core

from eventstudy.inference import TESTS
from eventstudy.models import MODELS
from eventstudy.study import EPISODE_HORIZONS, EPISODE_WINDOW, run_study
from eventstudy.types import EventWindow

HERE = Path(__file__).parent
GOLDEN = json.loads((HERE / "core.json").read_text())
WINDOW = EventWindow(event=(-5, 5), estimation=(-130, -11), min_estimation=60)
NUMBERS = ["estimate", "statistic", "p_value"]
KEY = ["test", "first", "last", "event_id", "security"]


@pytest.fixture(scope="module")
def table():
    return pd.read_csv(HERE / "core_panel.csv", index_col="session", parse_dates=True)


def study(table, events, **options):
    dated = pd.DataFrame(
        [(event, security, table.index[zero]) for event, security, zero in events],
        columns=["event_id", "security", "date"],
    )
    returns = table.filter(regex="^S[0-9]")
    options = {"model": "market", "horizons": make_core.PANEL_HORIZONS, "window": WINDOW} | options
    return run_study(returns, dated, factors=table[[*make_core.FACTORS, "RF"]], **options)


@pytest.fixture(scope="module")
def results(table):
    sample = make_core.sample_returns()
    dates = [(f"{a} {d}", a, d) for a in sample for d in make_core.SAMPLE_DATES]
    events = pd.DataFrame(dates, columns=["event_id", "security", "date"])
    return {
        "panel": study(table, make_core.panel_events(), tests=list(TESTS)),
        "same_date": study(table, make_core.same_date_events(), tests=list(TESTS)),
        "sample": run_study(
            sample, events, window=EPISODE_WINDOW, horizons=EPISODE_HORIZONS, tests=list(TESTS)
        ),
    }


def golden_rows():
    cases = {name: rows for name, rows in GOLDEN.items() if name in ("panel", "same_date")}
    cases["sample"] = GOLDEN["sample"]["tests"]
    return [(case, test) for case, rows in cases.items() for test in sorted({r["test"] for r in rows})]


def rows_of(case):
    return GOLDEN["sample"]["tests"] if case == "sample" else GOLDEN[case]


@pytest.mark.parametrize(("case", "test"), golden_rows())
def test_statistics_match_an_independent_computation(results, case, test):
    golden = pd.DataFrame([r for r in rows_of(case) if r["test"] == test]).set_index(KEY).sort_index()
    ours = results[case].tests
    # A result that names the event leaves the security to the event's own row.
    ours = ours.assign(security=ours["security"].where(ours["event_id"] == "", ""))
    ours = ours.dropna(subset="p_value").set_index(KEY).sort_index()
    ours = ours.loc[[test]]
    assert list(ours.index) == list(golden.index)
    np.testing.assert_allclose(ours[NUMBERS], golden[NUMBERS], rtol=1e-8, atol=1e-14)


def test_every_registered_test_has_a_golden_value():
    """In any file of golden values: a key "test" or the name itself in JSON, a column "test" of CSV."""
    found = set()
    for path in HERE.glob("*.json"):
        found |= set(re.findall(r'"test": "(\w+)"', path.read_text()))
        found |= {name for name in json.loads(path.read_text()) if isinstance(name, str)}
    for path in HERE.glob("*.csv"):
        found |= set(pd.read_csv(path).get("test", ()))
    assert found >= set(TESTS)


def test_every_registered_model_has_a_golden_value():
    """In any file of golden values: a key "model" of JSON, a column "model" of CSV."""
    found = set()
    for path in HERE.glob("*.json"):
        found |= set(re.findall(r'"model": "(\w+)"', path.read_text()))
    for path in HERE.glob("*.csv"):
        found |= set(pd.read_csv(path).get("model", ()))
    assert found >= set(MODELS)


@pytest.mark.parametrize("name", sorted({r["model"] for r in GOLDEN["models"]}))
def test_models_match_dummy_regressions(table, name):
    golden = [r for r in GOLDEN["models"] if r["model"] == name]
    result = study(table, make_core.panel_events(), model=name, window=unclean())
    events = result.events.set_index("event_id")
    factors = make_core.MODELS[name]
    columns = ["alpha", *(f"beta_{f}" for f in factors)] if name != "market_adjusted" else []
    abnormal = result.abnormal.set_index("event_id")
    for row in golden:
        event = events.loc[row["event_id"]]
        np.testing.assert_allclose(event[columns].astype(float), row["coefficients"], rtol=1e-7, atol=1e-13)
        assert event["sigma"] == pytest.approx(row["sigma"], rel=1e-9)
        assert (event["n_estimation"], event["dof"]) == (row["n_estimation"], row["dof"])
        days = abnormal.loc[row["event_id"]]
        np.testing.assert_allclose(days["ar"], np.array(row["ar"], dtype=float), rtol=1e-8, atol=1e-14)
        np.testing.assert_allclose(days["se"], np.array(row["se"], dtype=float), rtol=1e-9)


def unclean():
    return EventWindow(event=(-5, 5), estimation=(-130, -11), min_estimation=60, clean=False)


def test_episode_cars_match_the_sum_of_dummies(results):
    columns = ["security", "first", "last", "n_sessions", "car", "se", "p_value"]
    golden = pd.DataFrame(GOLDEN["sample"]["episodes"], columns=columns).sort_values(columns[:3])
    ours = results["sample"].episodes.sort_values(columns[:3])
    assert ours[columns[:4]].to_numpy().tolist() == golden[columns[:4]].to_numpy().tolist()
    np.testing.assert_allclose(ours[columns[4:]], golden[columns[4:]], rtol=1e-8)


@pytest.mark.parametrize("model", ["constant_mean", "market"])
def test_lm_and_predict_of_r(table, model):
    golden = pd.read_csv(HERE / "core_r.csv").query("model == @model").set_index("day")
    event = [("p04", "S04", 226)]
    result = study(table, event, model=model)
    row = result.events.iloc[0]
    estimates = [row["alpha"], *([row["beta_MKT"]] if model == "market" else []), row["sigma"], row["dof"]]
    np.testing.assert_allclose(
        estimates, golden.loc[0, ["alpha", "beta", "sigma", "dof"]].dropna(), rtol=1e-9
    )
    days = result.abnormal.set_index("day").loc[golden.index]
    np.testing.assert_allclose(days[["ar", "se"]], golden[["ar", "se"]], rtol=1e-9)
    p_value = result.tests.query("test == 't' and first == 0 and last == 0")["p_value"].item()
    assert p_value == pytest.approx(golden.loc[0, "p"], rel=1e-9)


def test_the_golden_file_is_what_its_script_computes_for_one_test(table):
    # Cheap guard against a stale file: recompute the sample tests of the panel.
    fits = make_core.panel_case(table, make_core.panel_events())
    again = pd.DataFrame(make_core.sample_rows(fits, make_core.PANEL_HORIZONS))
    kept = pd.DataFrame([r for r in GOLDEN["panel"] if r["event_id"] == ""])
    np.testing.assert_allclose(again[NUMBERS], kept[NUMBERS], rtol=1e-9)
