"""Thin-trading and robust models against values computed without the package (make_models.py, .R).

Agreement is asked to a relative 1e-8: both sides solve well-conditioned problems exactly or to
1e-13, but linprog returns its vertex to about 1e-9.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from golden import make_models

from eventstudy.models.lagged_beta import Dimson, FowlerRorke
from eventstudy.study import run_study
from eventstudy.types import EventWindow

HERE = Path(__file__).parent
GOLDEN = json.loads((HERE / "models.json").read_text())
WINDOW = EventWindow(event=(-5, 5), estimation=(-130, -11), min_estimation=60, clean=False)
MODELS = {"dimson_2": Dimson(k=2), "fowler_rorke_2": FowlerRorke(k=2)}
COEFFICIENTS = ["alpha", "beta_MKT"]


@pytest.fixture(scope="module")
def table():
    return pd.read_csv(HERE / "core_panel.csv", index_col="session", parse_dates=True)


def study(table, name):
    events = pd.DataFrame(
        [(event, security, table.index[zero]) for event, security, zero in make_models.EVENTS],
        columns=["event_id", "security", "date"],
    )
    returns = table.filter(regex="^S[0-9]")
    return run_study(returns, events, model=MODELS.get(name, name), factors=table[["MKT"]], window=WINDOW)


@pytest.mark.parametrize("name", sorted(make_models.MODELS))
def test_models_match_an_independent_computation(table, name):
    result = study(table, name)
    events, days = result.events.set_index("event_id"), result.abnormal.set_index("event_id")
    golden = [row for row in GOLDEN if row["model"] == name]
    assert len(golden) == len(make_models.EVENTS)
    for row in golden:
        event = events.loc[row["event_id"]]
        np.testing.assert_allclose(event[COEFFICIENTS].astype(float), row["coefficients"], rtol=1e-8)
        assert event["sigma"] == pytest.approx(row["sigma"], rel=1e-8)
        assert (event["n_estimation"], event["dof"]) == (row["n_estimation"], row["dof"])
        found = days.loc[row["event_id"]]
        np.testing.assert_allclose(found["ar"], np.array(row["ar"], dtype=float), rtol=1e-8, atol=1e-12)
        known = found["ar"].notna()
        np.testing.assert_allclose(found["se"][known], np.array(row["se"], dtype=float)[known], rtol=1e-8)


@pytest.mark.parametrize("name", sorted(pd.read_csv(HERE / "models_r.csv")["model"]))
def test_models_match_lm_of_r(table, name):
    golden = pd.read_csv(HERE / "models_r.csv", index_col="model").loc[name]
    event = study(table, name).events.set_index("event_id").loc["p04"]
    columns = [*COEFFICIENTS, "sigma", "dof"]
    # R wrote 15 digits.
    np.testing.assert_allclose(event[columns].astype(float), golden.astype(float), rtol=1e-9)


@pytest.mark.parametrize("name", ["dimson", "trade_to_trade", "theil_sen"])
def test_the_golden_file_is_what_its_script_computes(table, name):
    again = make_models.rows_of(name, table)
    kept = [row for row in GOLDEN if row["model"] == name]
    for new, old in zip(again, kept, strict=True):
        np.testing.assert_allclose(new["coefficients"], old["coefficients"], rtol=1e-9)
        np.testing.assert_allclose(np.array(new["se"], float), np.array(old["se"], float), rtol=1e-9)
