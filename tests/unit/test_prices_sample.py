"""The embedded sample: what it holds, and what is said when it is damaged or asked for too much."""

import csv
import hashlib
import importlib.util
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from eventstudy.calendars import sessions
from eventstudy.errors import InputError, SampleError, UnknownNameError
from eventstudy.instruments import INSTRUMENTS
from eventstudy.prices import load_prices
from eventstudy.prices.checks import check_bars
from eventstudy.prices.snapshot import covers, sample_folder
from eventstudy.returns import log_returns, simple_returns

DATA = Path(__file__).parents[2] / "data"
STALE = {"2018-08-01": (72.39, 74.21), "2018-11-01": (72.89, 75.04), "2019-02-01": (62.75, 60.84)}


@pytest.fixture(scope="module")
def table():
    return load_prices(["brent", "dow"])


@pytest.fixture
def copy(tmp_path, monkeypatch):
    folder = tmp_path / "sample"
    shutil.copytree(DATA, folder)
    monkeypatch.setattr("eventstudy.prices.snapshot.sample_folder", lambda: folder)
    return folder


def test_both_assets_have_a_bar_on_every_new_york_session(table):
    pd.testing.assert_index_equal(table.sessions, sessions("XNYS", date(2018, 7, 2), date(2020, 3, 31)))
    assert table.assets == ["brent", "dow"]
    assert table.close.notna().all(axis=None)


def test_manifest_is_true():
    manifest = json.loads((DATA / "manifest.json").read_text())
    assert set(manifest["files"]) == {"brent.csv", "dow.csv", "brent_rolls.csv"}
    for name, entry in manifest["files"].items():
        content = (DATA / name).read_bytes()
        rows = list(csv.reader(content.decode().splitlines()))[1:]
        assert entry["sha256"] == hashlib.sha256(content).hexdigest()
        assert (entry["rows"], entry["first"], entry["last"]) == (len(rows), rows[0][0], rows[-1][0])


def test_return_over_a_roll_is_that_of_one_contract(table):
    day = "2019-12-31"
    assert simple_returns(table).at[day, "brent"] == pytest.approx(66.00 / 66.67 - 1, abs=1e-12)
    across = table.close.at[day, "brent"] / table.close.at["2019-12-30", "brent"] - 1
    assert across == pytest.approx(-0.0357, abs=5e-5)


def test_rolls_are_those_of_the_settlement_table(table):
    with (DATA / "brent_rolls.csv").open(newline="") as handle:
        rolls = list(csv.DictReader(handle))
    assert len(table.rolls["brent"]) == len(rolls) == 21
    for day, roll in zip(table.rolls["brent"], rolls, strict=True):
        assert table.previous_close.at[day, "brent"] == float(roll["new_contract_settle_at_expiry"])
        if str(day.date()) == roll["ice_roll_day"]:
            assert table.close.at[day, "brent"] == float(roll["new_contract_settle_on_roll_day"])
    assert table.previous_close["brent"].notna().sum() == 21
    assert table.previous_close["dow"].isna().all()


@pytest.mark.parametrize("day", STALE)
def test_stale_bars_are_corrected_and_marked(table, day):
    close, previous = STALE[day]
    assert table.close.at[day, "brent"] == close
    assert simple_returns(table).at[day, "brent"] == pytest.approx(close / previous - 1)
    for prices in (table.open, table.high, table.low):
        assert pd.isna(prices.at[day, "brent"])
    after = table.sessions[table.sessions.get_loc(day) + 1]
    assert after not in table.rolls["brent"]
    assert simple_returns(table).at[after, "brent"] == pytest.approx(
        table.close.at[after, "brent"] / close - 1
    )
    assert any(day in line and "corrected" in line for line in table.warnings)


def test_checks_find_nothing_but_the_moves_of_march_2020(table):
    for asset in table.assets:
        columns = {name: getattr(table, name)[asset] for name in ("open", "high", "low", "close")}
        findings = check_bars(pd.DataFrame(columns), table.sessions)
        assert {(one.check, one.level) for one in findings} == {("jumps", "warning")}
        assert all(day.startswith("2020-03-") for day in re.findall(r"\d{4}-\d\d-\d\d", findings[0].message))


def test_every_return_but_the_first_of_the_dow_is_known(table):
    returns = log_returns(table)
    assert returns["brent"].notna().all()
    assert list(returns.index[returns["dow"].isna()]) == [table.sessions[0]]


def test_dates_are_both_included_and_warnings_are_those_of_the_dates():
    table = load_prices(["brent"], "2019-12-30", date(2020, 1, 2))
    assert [str(day.date()) for day in table.sessions] == ["2019-12-30", "2019-12-31", "2020-01-02"]
    assert table.rolls == {"brent": (pd.Timestamp("2019-12-31"),)}
    assert table.warnings == ()
    assert table.provenance[0].n_sessions == 3


def test_partly_covered_dates_give_the_rest_with_a_warning():
    table = load_prices(["dow"], "2020-03-30", "2020-04-30")
    assert len(table.sessions) == 2
    assert "covers 2018-07-02 to 2020-03-31, not all of 2020-03-30 to 2020-04-30" in table.warnings[0]


def test_dates_outside_are_refused_with_the_range_that_is_covered():
    with pytest.raises(
        SampleError, match="no dow prices from 2021-01-01 to 2021-02-01: it covers 2018-07-02 to"
    ):
        load_prices(["dow"], "2021-01-01", "2021-02-01")


@pytest.mark.parametrize(
    ("arguments", "error", "said"),
    [
        ((["brant"],), UnknownNameError, "unknown asset 'brant'. Did you mean 'brent'"),
        (([],), InputError, "no asset is named"),
        ((["dow"], "2020-02-01", "2020-01-01"), InputError, "2020-02-01 to 2020-01-01 are reversed"),
        ((["dow"], "1 Feb 2020"), InputError, "start date '1 Feb 2020' is no date"),
        (
            (["dow"], None, None, "yaho"),
            UnknownNameError,
            "unknown price source 'yaho'. Did you mean 'yahoo'",
        ),
        ((["dow"], None, None, "file"), InputError, "needs the path"),
    ],
)
def test_wrong_questions_are_answered_in_one_line(arguments, error, said):
    with pytest.raises(error) as caught:
        load_prices(*arguments)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_one_asset_may_be_named_twice_or_alone():
    assert load_prices(["dow", "brent", "dow"]).assets == ["dow", "brent"]
    assert load_prices("dow").assets == ["dow"]


def test_changed_file_is_refused_with_both_hashes(copy):
    content = (copy / "dow.csv").read_bytes().replace(b"24307.18", b"24307.19")
    (copy / "dow.csv").write_bytes(content)
    expected = json.loads((copy / "manifest.json").read_text())["files"]["dow.csv"]["sha256"]
    with pytest.raises(SampleError, match=r"dow\.csv has sha256") as caught:
        load_prices(["dow"])
    assert expected in str(caught.value)
    assert hashlib.sha256(content).hexdigest() in str(caught.value)
    assert len(load_prices(["brent"]).sessions) == 440


def test_missing_file_is_named(copy):
    (copy / "brent.csv").unlink()
    with pytest.raises(SampleError, match=r"brent\.csv cannot be read \(No such file"):
        load_prices(["brent"])


@pytest.mark.parametrize("text", ["{", "[]", '{"files": {}}', '{"files": {"dow.csv": {"sha256": ""}}}'])
def test_damaged_manifest_is_named(copy, text):
    (copy / "manifest.json").write_text(text)
    with pytest.raises(SampleError, match=r"manifest\.json (has no readable entry for|lacks .* of) dow\.csv"):
        load_prices(["dow"])
    assert not covers([INSTRUMENTS["dow"]], date(2019, 1, 1), date(2019, 2, 1))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("24307.18", "24,307"), "dow.csv has sha256"),
        (
            lambda text: text.replace("24307.18", "abc"),
            "dow.csv, line 2: could not convert string to float: 'abc'",
        ),
        (lambda text: text + "2020-04-01,1,1,1,1\n", "dow.csv has 441 rows, the manifest says 440"),
    ],
)
def test_bad_row_is_named_even_where_the_hash_agrees(copy, change, said):
    content = change((copy / "dow.csv").read_text()).encode()
    (copy / "dow.csv").write_bytes(content)
    if "sha256" not in said:
        manifest = json.loads((copy / "manifest.json").read_text())
        manifest["files"]["dow.csv"]["sha256"] = hashlib.sha256(content).hexdigest()
        (copy / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(SampleError) as caught:
        load_prices(["dow"])
    assert said in str(caught.value)


def test_sample_is_found_beside_the_package():
    assert (sample_folder() / "manifest.json").is_file()


def test_files_are_those_that_the_script_builds(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    target.mkdir()
    for name in ("dow.csv", "brent_rolls.csv"):
        shutil.copy(DATA / name, source)
    with (DATA / "brent.csv").open(newline="") as handle:
        lines = ["date,open,high,low,close"]
        for row in csv.DictReader(handle):
            stale = re.search(r"flat at ([\d.]+)", row["note"])
            prices = [stale[1]] * 4 if stale else [row[name] for name in ("open", "high", "low", "close")]
            lines.append(",".join([row["date"], *prices]))
    (source / "brent.csv").write_text("\n".join(lines) + "\n")
    spec = importlib.util.spec_from_file_location("build_sample", DATA / "build.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.build(source, target)
    for name in ("brent.csv", "dow.csv", "brent_rolls.csv", "manifest.json"):
        assert (target / name).read_bytes() == (DATA / name).read_bytes(), name
