"""Control models, conformal test and placebo in space against SciPy, scikit-learn, statsmodels and R.

R searches all faces of the simplex, each by a regression, so its weights are exact and agree to 1e-9
relative; SLSQP stops at a tolerance of its own, and its weights are compared to 1e-7. p-values are
shares of days and agree to the last digits.
"""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from golden import make_controls

from eventstudy.abnormal import abnormal_returns
from eventstudy.inference.conformal import conformal
from eventstudy.inference.placebo_in_space import placebo_in_space
from eventstudy.models.linear import LinearModel
from eventstudy.models.ridge_control import RidgeControl
from eventstudy.models.synthetic_control import SyntheticControl
from eventstudy.types import EventWindow
from eventstudy.windows import window_rows

HERE = Path(__file__).parent
GOLDEN = json.loads((HERE / "controls.json").read_text())
R = pd.read_csv(HERE / "controls_r.csv", keep_default_na=False, dtype={"value": float})
DONORS = tuple(make_controls.DONORS)
WINDOW = EventWindow(event=(-1, 3), estimation=(-95, -10), min_estimation=60)
MODELS = {
    "constant_mean": LinearModel(),
    "regression": LinearModel(factors=("D1", "D2")),
    "synthetic_control": SyntheticControl(donors=DONORS),
    "with_intercept": SyntheticControl(donors=DONORS, intercept=True),
    "ridge_given": RidgeControl(donors=DONORS, penalty=0.25),
    "ridge_control": RidgeControl(donors=DONORS),
}
CONTROLS = [name for name, model in MODELS.items() if not isinstance(model, LinearModel)]


def studied(name):
    table = pd.read_csv(HERE / "controls_panel.csv", index_col="row")
    model = MODELS[name]
    rows = window_rows(np.array([make_controls.ZERO]), WINDOW, len(table))
    return abnormal_returns(
        model,
        returns=table[["Y"]].to_numpy(),
        factors=table[list(model.factors)].to_numpy(),
        security=np.array([0]),
        rows=rows,
        keep_observed=True,
    )


def of_r(what, model):
    return R.query("what == @what and model == @model").set_index("key")["value"]


@pytest.mark.parametrize("name", CONTROLS)
def test_fits_match_r(name):
    _, fit = studied(name)
    n_donors = len(DONORS)
    np.testing.assert_allclose(fit.coefficients[0, -n_donors:], of_r("slope", name), rtol=1e-9, atol=1e-13)
    if fit.coefficients.shape[1] > n_donors:
        assert fit.coefficients[0, 0] == pytest.approx(of_r("alpha", name).item(), rel=1e-9)
    assert fit.dof.item() == pytest.approx(of_r("dof", name).item(), rel=1e-12)
    assert fit.sigma2.item() == pytest.approx(of_r("sigma2", name).item(), rel=1e-10)


@pytest.mark.parametrize(
    ("name", "key"), [("synthetic_control", "weights"), ("with_intercept", "weights_with_intercept")]
)
def test_weights_match_slsqp(name, key):
    np.testing.assert_allclose(studied(name)[1].coefficients[0, -6:], GOLDEN[key], atol=1e-7)


@pytest.mark.parametrize("name", ["ridge_given", "ridge_control"])
def test_slopes_match_scikit_learn(name):
    _, fit = studied(name)
    penalty = fit.parameters["penalty"].item()
    if name == "ridge_control":
        assert penalty == pytest.approx(GOLDEN["penalty"], rel=1e-12)
        assert penalty == pytest.approx(of_r("penalty", name).item(), rel=1e-12)
    np.testing.assert_allclose(fit.coefficients[0], GOLDEN["ridge"][str(penalty)], rtol=1e-9)


@pytest.mark.parametrize(
    "row", GOLDEN["conformal"], ids=lambda row: "-".join(map(str, list(row.values())[:4]))
)
def test_conformal_matches_statsmodels(row):
    found = conformal(studied(row["model"])[0].over(row["first"], row["last"]), effect=row["effect"])
    assert found.statistic.item() == pytest.approx(row["statistic"], rel=1e-9)
    assert found.p_value.item() == pytest.approx(row["p_value"], rel=1e-12)


@pytest.mark.parametrize("name", ["constant_mean", "regression", "synthetic_control", "ridge_given"])
@pytest.mark.parametrize(("first", "last"), make_controls.HORIZONS)
@pytest.mark.parametrize("effect", [0, 0.02])
def test_conformal_matches_r(name, first, last, effect):
    found = conformal(studied(name)[0].over(first, last), effect=effect)
    key = f"{first} {last} {effect}"
    assert found.statistic.item() == pytest.approx(of_r("conformal_statistic", name)[key], rel=1e-9)
    assert found.p_value.item() == pytest.approx(of_r("conformal_p", name)[key], rel=1e-12)


@pytest.mark.parametrize(("first", "last"), make_controls.HORIZONS)
def test_ratios_of_the_placebos_match_r(first, last):
    found = placebo_in_space(studied("synthetic_control")[0].over(first, last))
    golden = of_r("ratio", "synthetic_control")[[f"{first} {last} {unit}" for unit in ("Y", *DONORS)]]
    np.testing.assert_allclose(found.ratios[0], golden, rtol=1e-9)
    assert found.p_value.item() == pytest.approx((golden >= golden.iloc[0]).mean(), rel=1e-12)
