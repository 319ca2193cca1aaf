"""Designs, the returns drawn from them, and the rates of rejection."""

import json
from dataclasses import FrozenInstanceError, replace
from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import eventstudy as es
from eventstudy.cli import main
from eventstudy.errors import InputError, TooFewEventsError, UnknownNameError
from eventstudy.inference import TESTS
from eventstudy.inference.samples import sample_of
from eventstudy.simulation_designs import DESIGNS, Design
from eventstudy.simulation_draws import Drawn, _as_traded, _innovations, _volatility, draw
from eventstudy.simulation_rates import acceptance_band, rejection_rate
from eventstudy.simulation_tables import rate_lines
from eventstudy.types import EventWindow

# ``import eventstudy.simulate as module`` would give the function.
module = import_module("eventstudy.simulate")
WINDOW = EventWindow(event=(-5, 5), estimation=(-244, -6), clean=False)
FAST = ["bmp", "patell"]
DAY_ZERO = 244


def drawn_from(name: str, n_samples: int = 1, *, seed: int = 7, **changes: object) -> Drawn:
    design = replace(DESIGNS[name], **changes)
    return draw(design, WINDOW, n_samples, np.random.default_rng([seed, design.scenario]))


def event_returns(drawn: Drawn) -> np.ndarray:
    """Returns of each event, (n_events, n_days)."""
    rows = drawn.day_zero[:, None] + np.arange(-DAY_ZERO, 6)
    return drawn.returns[rows, drawn.column[:, None]]


# --- designs --------------------------------------------------------------------------------------


def test_each_design_has_a_random_stream_of_its_own():
    assert len({design.scenario for design in DESIGNS.values()}) == len(DESIGNS)


@pytest.mark.parametrize(
    "wrong",
    [
        {"correlation": 1.0},
        {"correlation": float("nan")},
        {"non_trading": -0.1},
        {"skew": 1.0},
        {"t_dof": 2.0},
        {"n_events": 0},
        {"correlation": 0.2, "event_variance": 0.1},
    ],
)
def test_a_design_that_cannot_be_drawn_is_refused(wrong):
    with pytest.raises(InputError, match=next(iter(wrong)) if len(wrong) == 1 else "event_variance"):
        replace(DESIGNS["B"], **wrong)


# --- draws ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "t_dof", "skew"), [("A", None, 0), ("B", 5, 0.1), ("I", 4, 0.35)])
def test_innovations_have_the_law_stated(name, t_dof, skew):
    z = _innovations(DESIGNS[name], (400_000,), np.random.default_rng(1))
    law = stats.norm() if t_dof is None else stats.t(t_dof, scale=np.sqrt((t_dof - 2) / t_dof))
    # The mean of |x| and the chance of a positive value by quadrature, not by the formula under test.
    mean_size = 2 * law.expect(lambda x: x, lb=0)
    positive = law.sf(skew * mean_size / (1 + skew))
    assert abs(z.mean()) < 4 / np.sqrt(z.size)
    assert abs((z > 0).mean() - positive) < 4 * np.sqrt(positive * (1 - positive) / z.size)
    # Variances of heavy tails converge slowly: their middle is compared by quantiles instead.
    scale = np.sqrt(1 + skew**2 - (skew * mean_size) ** 2)
    upper = ((1 + skew) * law.ppf(0.9) - skew * mean_size) / scale
    assert np.quantile(z, 0.9) == pytest.approx(upper, abs=0.02)


def test_volatility_is_the_recursion_written_out():
    z = np.random.default_rng(2).standard_normal((20, 3))
    h = np.ones(3)
    for day in range(20):
        np.testing.assert_allclose(_volatility(z)[day], np.sqrt(h), rtol=1e-12)
        h = 0.02 + 0.05 * (np.sqrt(h) * z[day]) ** 2 + 0.93 * h


def test_returns_follow_the_market_model():
    drawn = drawn_from("A", 40)
    returns = event_returns(drawn)
    market = drawn.market[drawn.day_zero[:, None] + np.arange(-DAY_ZERO, 6), 0]
    fits = [stats.linregress(x, y) for x, y in zip(market, returns, strict=True)]
    slopes = np.array([fit.slope for fit in fits])
    residual = np.array(
        [np.std(y - f.intercept - f.slope * x) for x, y, f in zip(market, returns, fits, strict=True)]
    )
    # 2000 slopes of spread 0.4 and an own error of about 0.17.
    assert abs(slopes.mean() - 1) < 4 * 0.44 / np.sqrt(slopes.size)
    assert 0.38 < slopes.std() < 0.50
    assert market.std() == pytest.approx(0.01, rel=0.02)
    # Log-uniform: the mean logarithm is the middle of the logarithms.
    assert np.log(residual).mean() == pytest.approx(np.log(0.015 * 0.04) / 2, abs=0.03)
    assert residual.min() > 0.012
    assert residual.max() < 0.048


def test_only_the_event_days_get_the_effect():
    with_effect, without = drawn_from("P3d", 2), drawn_from("P3d", 2, effect=0.0)
    added = event_returns(with_effect) - event_returns(without)
    expected = np.zeros(added.shape[1])
    expected[DAY_ZERO : DAY_ZERO + 3] = 0.01 / 3
    np.testing.assert_allclose(added, np.broadcast_to(expected, added.shape), atol=1e-15)


@pytest.mark.parametrize(("name", "ratio", "days"), [("C", 2, (0, 0)), ("C2", 4, (0, 0)), ("H", 2, (-5, 5))])
def test_event_variance_stretches_the_disturbance_of_its_days_alone(name, ratio, days):
    loud, quiet = (event_returns(drawn_from(name, event_variance=v)) for v in (ratio, 1.0))
    # Disturbances without variance leave what the market explains.
    market = event_returns(drawn_from(name, event_variance=0.0))
    at = np.zeros(loud.shape[1], dtype=bool)
    at[DAY_ZERO + days[0] : DAY_ZERO + days[1] + 1] = True
    np.testing.assert_allclose((loud - market)[:, at], np.sqrt(ratio) * (quiet - market)[:, at], rtol=1e-9)
    np.testing.assert_array_equal(loud[:, ~at], quiet[:, ~at])


def test_event_variance_of_correlated_events_is_their_own():
    """E: twice the variance on day 0, and still the common part of D10 on that day."""
    same = {"scenario": DESIGNS["D10"].scenario}
    quiet, loud = event_returns(drawn_from("D10", 150)), event_returns(drawn_from("E", 150, **same))
    day = [x[:, DAY_ZERO].reshape(150, 50) for x in (quiet, loud)]
    growth = day[1] - day[0]
    # What was added is independent across events: its mean over 50 has a fiftieth of its variance.
    assert growth.mean(axis=1).var() / growth.var() == pytest.approx(
        1 / 50, rel=0.5
    )  # 150 means: a spread of 12 %
    np.testing.assert_array_equal(quiet[:, :DAY_ZERO], loud[:, :DAY_ZERO])


def test_innovations_of_one_date_have_the_correlation_stated():
    drawn = drawn_from("D10", 3, garch=False, t_dof=None, skew=0.0)
    returns = drawn.returns.reshape(3, -1, 50)
    residual = [y - stats.linregress(m, y).slope * m for r, m in by_sample(returns, drawn) for y in r.T]
    found = [np.corrcoef(residual[50 * k : 50 * k + 50])[np.triu_indices(50, 1)].mean() for k in range(3)]
    assert np.mean(found) == pytest.approx(0.10, abs=0.01)


def by_sample(returns: np.ndarray, drawn: Drawn) -> zip:
    return zip(returns, drawn.market.reshape(3, -1), strict=True)


@pytest.mark.parametrize(
    ("name", "n_dates", "gap"), [("B", 50, 250), ("G2", 50, 11), ("D02", 1, None), ("F", 10, 1)]
)
def test_dates_of_a_sample_are_as_the_design_says(name, n_dates, gap):
    day_zero = drawn_from(name, 2).day_zero.reshape(2, 50)
    dates, n_events = np.unique(day_zero[0], return_counts=True)
    assert dates.size == n_dates
    assert set(n_events) == {50 // n_dates}
    assert set(np.diff(dates)) == ({gap} if gap else set())
    # No session belongs to two samples.
    assert day_zero[1].min() - DAY_ZERO > day_zero[0].max() + 5


def test_days_without_a_trade_pass_their_return_on():
    returns = np.arange(1.0, 7.0)[:, None, None]
    trades = np.array([True, False, False, True, True, False])[:, None, None]
    assert _as_traded(returns, trades).ravel().tolist() == [1.0, 0.0, 0.0, 9.0, 5.0, 0.0]
    share = (event_returns(drawn_from("G", 20)) == 0).mean()
    assert share == pytest.approx(0.3, abs=0.005)


# --- rates ----------------------------------------------------------------------------------------


def rates(*given: object, **options: object) -> pd.DataFrame:
    return es.simulate(*given, **options).rates


def test_a_rate_is_the_share_of_samples_that_the_test_rejects():
    found = rates("C", "patell", 60, horizons=[(0, 2)], alpha=0.1)
    abnormal = module._abnormal(DESIGNS["C"], WINDOW, 60, np.random.default_rng([7, 3])).over(0, 2)
    samples = [sample_of(abnormal.take(np.arange(50 * k, 50 * k + 50))) for k in range(60)]
    share = np.mean([TESTS["patell"].function(sample).p_value <= 0.1 for sample in samples])
    assert found["rate"].tolist() == [share]
    assert found[["n_samples", "n_not_run"]].to_numpy().tolist() == [[60, 0]]


def test_the_same_seed_gives_the_same_rates_whatever_else_is_asked(monkeypatch):
    reference = rates(["A", "D10"], FAST, 30).set_index(["design", "test", "first", "last"])
    alone = rates("D10", "bmp", 30, horizons=[(0, 2)]).set_index(["design", "test", "first", "last"])
    pd.testing.assert_frame_equal(alone, reference.loc[alone.index])
    turned = rates(["D10", "A"], FAST[::-1], 30).set_index(["design", "test", "first", "last"])
    pd.testing.assert_frame_equal(turned.loc[reference.index], reference)
    monkeypatch.setattr(module, "CHUNK", 7 * 50)
    pd.testing.assert_frame_equal(rates(["A", "D10"], FAST, 30).set_index(reference.index.names), reference)


@pytest.mark.parametrize("name", DESIGNS)
def test_samples_do_not_depend_on_how_many_are_drawn_at_once(name):
    together = draw(DESIGNS[name], WINDOW, 3, np.random.default_rng(5))
    rng = np.random.default_rng(5)
    alone = [draw(DESIGNS[name], WINDOW, 1, rng) for _ in range(3)]
    np.testing.assert_array_equal(together.returns, np.concatenate([one.returns for one in alone]))
    np.testing.assert_array_equal(together.market, np.concatenate([one.market for one in alone]))


def test_another_seed_draws_other_samples():
    assert not np.array_equal(drawn_from("A").market, drawn_from("A", seed=8).market)


def test_tests_of_one_event_run_on_designs_of_one_event():
    found = rates(["S"], ["t", "sq"], 400, horizons=[(0, 0)])
    assert found["n_samples"].tolist() == [400, 400]
    assert rates("A", "t", 5, n_events=1)["n_samples"].tolist() == [5, 5, 5]


def test_a_design_of_ones_own_is_simulated():
    own = {"strong": replace(DESIGNS["P"], effect=0.05)}
    found = rates(own, "bmp", 20, horizons=[(0, 0)])
    assert found[["design", "rate"]].to_numpy().tolist() == [["strong", 1.0]]
    assert found["in_band"].isna().all()


def test_samples_in_which_a_test_could_not_run_are_counted(monkeypatch):
    calls = iter(range(100))

    def sometimes(sample):
        if next(calls) % 2:
            raise TooFewEventsError("patell", 99, 50)
        return TESTS["bmp"].function(sample)

    monkeypatch.setitem(TESTS, "patell", replace(TESTS["patell"], function=sometimes))
    result = es.simulate("A", "patell", 10, horizons=[(0, 0)])
    assert result.rates[["n_samples", "n_not_run"]].to_numpy().tolist() == [[5, 5]]
    assert any("not run: patell [0,0] in 5 samples of design A" in line for line in rate_lines(result))


def test_a_test_that_never_runs_has_no_rate():
    row = rejection_rate(np.full(4, np.nan), 0.05, has_effect=False)
    assert np.isnan(row["rate"])
    assert row["in_band"] is None
    assert (row["n_samples"], row["n_not_run"]) == (0, 4)


@pytest.mark.parametrize(("rejected", "n"), [(0, 50), (3, 50), (104, 2000), (50, 50)])
def test_the_interval_of_a_rate_is_wilsons(rejected, n):
    row = rejection_rate(np.where(np.arange(n) < rejected, 0.0, 1.0), 0.05, has_effect=False)
    expected = stats.binomtest(rejected, n).proportion_ci(0.95, method="wilson")
    # 1.96 in place of the exact quantile.
    assert (row["low"], row["high"]) == pytest.approx((expected.low, expected.high), abs=1e-5)
    assert row["se"] == pytest.approx(stats.binom(n, rejected / n).std() / n, abs=1e-12)


def test_a_p_value_at_the_nominal_size_rejects():
    assert rejection_rate(np.array([0.05, 0.0500001]), 0.05, has_effect=False)["rate"] == 0.5


@pytest.mark.parametrize(("n", "low", "high"), [(2000, 0.035, 0.065), (1000, 0.029, 0.071)])
def test_the_acceptance_band_narrows_with_the_samples(n, low, high):
    # The band is stated to a tenth of a percent.
    assert acceptance_band(n) == pytest.approx((low, high), abs=5e-4)


@pytest.mark.parametrize(
    ("design", "options", "said"),
    [
        ("D1", {}, "Did you mean 'D10'"),
        ("A", {"tests": "bpm"}, "Did you mean 'bmp'"),
        ("A", {"tests": "t"}, "does not suit design 'A'"),
        ("S", {"tests": ["t", "bmp"]}, "'bmp' does not suit design 'S'"),
        ("A", {"tests": []}, "tests is empty"),
        ([], {}, "name at least one"),
        ("A", {"n_samples": 0}, "n_samples is 0"),
        ("A", {"seed": -1}, "seed is -1"),
        ("A", {"alpha": 1.0}, "alpha is 1.0"),
        ("A", {"horizons": [(2, 0)]}, "earlier first"),
        ("A", {"horizons": []}, "give pairs of days"),
        ("A", {"horizons": [(0, 100_000)]}, "from -250 to 250"),
        ("A", {"n_events": 0}, "n_events"),
    ],
)
def test_what_cannot_be_simulated_is_refused_with_the_value(design, options, said):
    with pytest.raises(InputError) as caught:
        es.simulate(design, **options)
    assert said in str(caught.value)


def test_unknown_names_are_a_kind_of_their_own():
    with pytest.raises(UnknownNameError):
        es.simulate("Z")


# --- what a user sees -----------------------------------------------------------------------------


def test_the_module_of_the_same_name_does_not_hide_the_function():
    assert module.__name__ == "eventstudy.simulate"
    assert es.simulate is module.simulate
    assert es.DESIGNS is DESIGNS
    assert isinstance(DESIGNS["A"], Design)


def test_a_result_is_frozen_and_goes_through_json():
    result = es.simulate(["A", "P"], FAST, 10, horizons=[(0, 0)])
    with pytest.raises(FrozenInstanceError):
        result.seed = 1
    document = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    assert document["schema"] == "eventstudy/simulation/1"
    assert (document["seed"], document["alpha"], document["n_estimation"]) == (7, 0.05, 239)
    assert document["designs"]["P"]["effect"] == 0.01
    assert [row["in_band"] is None for row in document["rates"]] == [False, False, True, True]
    assert [row["rate"] for row in document["rates"]] == result.rates["rate"].tolist()


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["simulate", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_command_prints_rates_with_their_intervals(capsys):
    code, out, _ = run(capsys, "--design", "C2", "--tests", "patell,bmp", "--samples", "40")
    result = es.simulate("C2", ["patell", "bmp"], 40)
    patell = result.rates.iloc[0]
    assert code == 0
    (line,) = (line for line in out.splitlines() if line.startswith("patell"))
    assert f"{100 * patell.rate:.1f}! [{100 * patell.low:.1f}, {100 * patell.high:.1f}]" in line
    assert "40 samples, nominal 5%, seed 7; ! marks a size outside 0.0% to 15.6%" in out
    assert out.splitlines() == list(rate_lines(result))


def test_the_command_prints_several_designs_as_tables(capsys):
    code, out, _ = run(
        capsys, "--design", "C2,A,P,S", "--tests", "all", "--samples", "3", "--horizons", "0:0"
    )
    assert code == 0
    titles = [line for line in out.splitlines() if line.startswith("[0,0]")]
    assert titles == ["[0,0] size", "[0,0] power", "[0,0] tests of one event"]
    assert out.splitlines()[1].split() == ["C2", "A"]


def test_the_command_prints_one_json_document(capsys):
    code, out, err = run(capsys, "--design", "A", "--tests", "bmp", "--samples", "5", "--seed", "3", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out) == es.simulate("A", "bmp", 5, seed=3).to_dict()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--design", "D1"], "Did you mean 'D10'"),
        (["--design", ","], "--design is empty"),
        (["--design", "A", "--tests", "bpm"], "Did you mean 'bmp'"),
        (["--design", "A", "--samples", "0"], "n_samples is 0"),
        (["--design", "A", "--samples", "x"], "--samples"),
        (["--design", "A", "--horizons", "3"], "--horizons"),
        ([], "--design"),
    ],
)
def test_wrong_options_are_refused_in_one_line(capsys, arguments, said):
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_progress_goes_to_standard_error(capsys, monkeypatch):
    monkeypatch.setattr("eventstudy.cli.SLOW_STEP", 0.0)
    code, out, err = run(capsys, "--design", "A", "--tests", "bmp", "--samples", "5")
    assert code == 0
    assert "design A: 0 of 5 samples ..." in err
    assert "samples ..." not in out
