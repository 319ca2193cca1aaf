"""Residual diagnostics against statsmodels and SciPy (make_diagnostics.py) and base R (diagnostics.R).

Agreement is asked to a relative 1e-9: regressions and sums are well conditioned at unit variance on our
side; statsmodels regresses squares of some 1e-4 on a constant, which costs it a few digits. R's table
has 15 digits.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from eventstudy.diagnostics import residual_diagnostics

HERE = Path(__file__).parent
GOLDEN = json.loads((HERE / "diagnostics.json").read_text())
IN_R = pd.read_csv(HERE / "diagnostics_r.csv", skipinitialspace=True).set_index("name")


@pytest.fixture(scope="module")
def ours():
    table = pd.read_csv(HERE / "diagnostics_residuals.csv")
    found = residual_diagnostics(table.to_numpy().T).columns()
    return pd.DataFrame(found, index=list(table))


@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_diagnostics_match_statsmodels_and_scipy(ours, name):
    assert set(ours.columns) == set(GOLDEN[name])
    for column, value in GOLDEN[name].items():
        np.testing.assert_allclose(ours.loc[name, column], value, rtol=1e-9, err_msg=column)


@pytest.mark.parametrize("name", sorted(IN_R.index))
def test_diagnostics_match_r(ours, name):
    for column in IN_R.columns:
        np.testing.assert_allclose(ours.loc[name, column], IN_R.loc[name, column], rtol=1e-9, err_msg=column)
