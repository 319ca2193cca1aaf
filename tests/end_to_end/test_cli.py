"""The command as a user meets it: exit codes, one-line errors, streams, nothing half-written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from eventstudy.cli import main

HAND_EVENTS = "event_id,when,timezone,label\nkilling,2020-01-03T01:00,Asia/Baghdad,Killing\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def assert_one_line(err: str, *words: str) -> None:
    # Steps that take over a second are named on standard error too.
    lines = [line for line in err.strip().splitlines() if not line.endswith(" ...")]
    assert len(lines) == 1, err
    assert "Traceback" not in err
    for word in words:
        assert word in err


def write(path: Path, content: str | bytes) -> str:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


# --- the help ---------------------------------------------------------------------------------


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--help")
    assert code == 0
    for command in ("report", "extract", "align", "fetch", "run", "tests", "models"):
        assert f"\n  {command} " in out


def test_help_loads_no_heavy_package() -> None:
    code = (
        "import sys; from eventstudy.cli import main; main(['--help']);"
        "heavy = {'numpy', 'pandas', 'scipy', 'matplotlib', 'yfinance', 'statsmodels'} & set(sys.modules);"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ["tests", "models"])
def test_registries_are_listed_with_purpose_and_source(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    code, out, _ = run(capsys, command, "--json")
    rows = json.loads(out)
    assert code == 0
    assert len(rows) >= 7
    assert all(row["purpose"] and row["fails"] and row["source"] for row in rows)


# --- input that cannot be read ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("", "empty"),
        ("  \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        ("caf\xe9 ".encode("latin-1") * 20, "UTF-8"),
        ("A sentence of an article. " * 2_000_000, "larger than 5 MB"),
    ],
    ids=["empty", "blank", "binary", "latin-1", "50 MB"],
)
@pytest.mark.parametrize("command", ["report", "extract"])
def test_unreadable_articles_exit_2(
    capsys: pytest.CaptureFixture[str], here: Path, content: str | bytes, word: str, command: str
) -> None:
    code, out, err = run(capsys, command, write(here / "article.txt", content))
    assert code == 2
    assert out == ""
    assert_one_line(err, "article.txt", word)
    assert not (here / "reports").exists()


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_missing_file_or_a_folder_exits_2(
    capsys: pytest.CaptureFixture[str], here: Path, name: str
) -> None:
    code, _, err = run(capsys, "report", name)
    assert code == 2
    assert_one_line(err, name)


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("events.toml", "[[events]\nevent_id = 3", "TOML"),
        ("events.csv", "event_id\nx\n", "when"),
        ("events.csv", "event_id,when\nx,03/01/2020\n", "03/01/2020"),
        ("events.csv", "event_id,when\n", "event"),
    ],
)
def test_malformed_event_files_exit_2(
    capsys: pytest.CaptureFixture[str], here: Path, name: str, content: str, word: str
) -> None:
    code, _, err = run(capsys, "report", write(here / name, content))
    assert code == 2
    assert_one_line(err, word)
    assert not (here / "reports").exists()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["report", "--assets", "gold"], "brent"),
        (["report", "--assets", ","], "--assets"),
        (["report", "--source", "bloomberg"], "snapshot"),
        (["report", "--published", "8 January"], "published"),
        (["report", "--unknown"], "--unknown"),
        (["extract", "x.txt", "--extractor", "magic"], "x.txt"),
        (["bogus"], "bogus"),
        (["fetch", "--start", "2020-02-01", "--end", "2020-01-01", "--source", "snapshot"], "exchange them"),
    ],
)
def test_wrong_options_exit_2(
    capsys: pytest.CaptureFixture[str], here: Path, arguments: list[str], word: str
) -> None:
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert_one_line(err, word)


# --- input without usable data -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The weather in the valley was fine and nobody spoke of anything else at all.", "event"),
        ("On 3 January 2020 the weather in the valley was fine.", "event"),
        ("On 3 March 1995 militants attacked a refinery in Basra, killing three workers.", "1995"),
    ],
    ids=["no dates", "no events", "outside the prices"],
)
def test_articles_without_studiable_events_exit_3(
    capsys: pytest.CaptureFixture[str], here: Path, text: str, word: str
) -> None:
    code, out, err = run(capsys, "report", write(here / "article.txt", text))
    assert code == 3
    assert out == ""
    assert_one_line(err, word)
    assert not (here / "reports").exists()


# --- reports ------------------------------------------------------------------------------------


def test_events_by_hand_are_studied(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    code, out, err = run(capsys, "report", write(here / "mine.csv", HAND_EVENTS), "--json")
    assert code == 0, err
    document = json.loads(out)
    day = {(e["security"], e["date"][:10]) for e in document["events"]}
    assert day == {("brent", "2020-01-03"), ("dow", "2020-01-03")}
    assert (here / "reports" / "mine" / "report.pdf").read_bytes().startswith(b"%PDF")


def test_the_written_events_file_gives_the_same_study(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert run(capsys, "report", "--out", "first")[0] == 0
    code, out, _ = run(capsys, "report", "first/events.toml", "--out", "second", "--json")
    assert code == 0
    first = json.loads((here / "first" / "results.json").read_text())
    assert json.loads(out)["car"] == first["car"]
    assert json.loads(out)["tests"] == first["tests"]


def test_strict_exits_4_and_still_writes(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    events = write(here / "two.csv", HAND_EVENTS + "old,1995-03-03,UTC,Old\n")
    code, _, err = run(capsys, "report", events, "--strict")
    assert code == 4
    assert "dropped" in err
    document = json.loads((here / "reports" / "two" / "results.json").read_text())
    assert {d["event_id"] for d in document["dropped"]} == {"old"}


def test_an_output_that_is_in_the_way_exits_2(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    write(here / "taken", "a file")
    code, _, err = run(capsys, "report", "--out", "taken")
    assert code == 2
    assert_one_line(err, "taken")
    assert (here / "taken").read_text() == "a file"


def test_a_folder_of_someone_else_is_left_alone(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "theirs").mkdir()
    write(here / "theirs" / "thesis.tex", "years of work")
    code, _, err = run(capsys, "report", "--out", "theirs")
    assert code == 2
    assert_one_line(err, "theirs", "--out")
    assert [path.name for path in (here / "theirs").iterdir()] == ["thesis.tex"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_unwritable_folder_exits_2(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "locked").mkdir(mode=0o500)
    code, _, err = run(capsys, "report", "--out", "locked/report")
    assert code == 2
    assert_one_line(err, "locked")


def test_an_impossible_folder_exits_2(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "report", "--out", "/proc/report")
    assert code == 2
    assert_one_line(err, "/proc")


def test_terminal_controls_in_a_message_are_shown_not_obeyed(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    code, _, err = run(capsys, "report", "--assets", "\x1b[31mred")
    assert code == 2
    assert "\x1b" not in err


# --- align, extract, run, fetch -----------------------------------------------------------------


def test_align_prints_the_documented_json(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    code, out, _ = run(capsys, "align", write(here / "mine.csv", HAND_EVENTS), "--json")
    assert code == 0
    rows = json.loads(out)
    assert [set(row) for row in rows] == [
        {"event_id", "security", "date", "candidates", "ambiguous", "reason"}
    ] * 2
    assert {row["date"] for row in rows} == {"2020-01-03"}


@pytest.mark.parametrize("form", ["--json", "--csv", "--toml"])
def test_extract_forms_can_be_read_again(capsys: pytest.CaptureFixture[str], here: Path, form: str) -> None:
    article = write(here / "a.txt", "On 3 January 2020 a drone strike in Baghdad killed a general.")
    code, out, _ = run(capsys, "extract", article, form)
    assert code == 0
    if form == "--json":
        assert json.loads(out)["schema"] == "eventstudy/reading/1"
    else:
        again = write(here / f"events.{form[2:]}", out)
        assert run(capsys, "align", again, "--json")[0] == 0


def tables(here: Path) -> tuple[str, str]:
    prices = "date,A,B\n" + "".join(
        f"{day:%Y-%m-%d},{100 + (i * 7919) % 13},{50 + (i * 104729) % 11}\n"
        for i, day in enumerate(weekdays())
    )
    events = "event_id,security,date\ne1,A,2020-10-01\ne2,B,2020-10-01\ne3,A,2035-01-01\n"
    return write(here / "prices.csv", prices), write(here / "events.csv", events)


def weekdays() -> list[object]:
    import pandas as pd

    return list(pd.bdate_range("2020-01-01", periods=300))


def test_run_prints_the_documented_json_and_writes_tables(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    prices, events = tables(here)
    code, out, err = run(
        capsys,
        *["run", "--prices", prices, "--events", events, "--estimation=-150:-11", "--horizons=0:0,-1:1"],
        *["--tests", "t,bmp", "--json", "--out", "out"],
    )
    assert code == 0, err
    document = json.loads(out)
    assert document["schema"] == "eventstudy/result/1"
    assert {"estimation", "events", "abnormal_returns", "car", "tests", "dropped"} <= set(document)
    assert [d["event_id"] for d in document["dropped"]] == ["e3"]
    assert json.loads((here / "out" / "results.json").read_text()) == document


@pytest.mark.parametrize(
    ("changes", "code", "word"),
    [
        (["--event=10:-10"], 2, "reversed"),
        (["--event=ten"], 2, "--event"),
        (["--estimation=-50:5"], 2, "event window"),
        (["--horizons=3:1"], 2, "reversed"),
        (["--horizons=0:99"], 2, "outside"),
        (["--estimation=-9000:-11", "--min-estimation", "5000"], 3, "5000"),
        (["--model", "markte"], 2, "market"),
        (["--model", "market"], 2, "MKT"),
        (["--tests", "bpm"], 2, "bmp"),
        (["--on-missing-date", "error"], 2, "2035-01-01"),
    ],
)
def test_wrong_studies_exit_with_a_reason(
    capsys: pytest.CaptureFixture[str], here: Path, changes: list[str], code: int, word: str
) -> None:
    prices, events = tables(here)
    got, out, err = run(capsys, "run", "--prices", prices, "--events", events, *changes, "--out", "out")
    assert got == code, err
    assert out == ""
    assert_one_line(err, word)
    assert not (here / "out").exists()


def test_fetch_writes_the_sample_as_csv(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    arguments = ["fetch", "--source", "snapshot", "--start", "2019-12-30", "--end", "2020-01-03"]
    code, out, _ = run(capsys, *arguments, "--out", "prices.csv")
    assert code == 0
    lines = (here / "prices.csv").read_text().splitlines()
    assert "prices.csv" in out
    assert len(lines) == 1 + 2 * 4


def test_run_says_which_tests_were_not_run_and_why(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    prices, events = tables(here)
    code, out, _ = run(
        capsys, "run", "--prices", prices, "--events", events, "--estimation=-150:-11", "--horizons=0:0"
    )
    assert code == 0
    for test in ("bmp", "patell", "adj_bmp", "cross_sectional"):
        assert any(line.startswith(test) and "not run: " in line for line in out.splitlines()), test


def test_background_mentions_are_no_loss(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    assert run(capsys, "report", "--strict", "--out", "strict")[0] == 0


def test_ids_and_securities_named_like_missing_values_are_kept(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    prices, _ = tables(here)
    text = Path(prices).read_text().replace("date,A,B", "date,NA,B")
    events = "event_id,security,date\n001,NA,2020-10-01\nnan,B,2020-10-02\n"
    arguments = ["--prices", write(here / "p.csv", text), "--events", write(here / "e.csv", events)]
    code, out, err = run(capsys, "run", *arguments, "--estimation=-150:-11", "--json")
    assert code == 0, err
    studied = [(e["event_id"], e["security"]) for e in json.loads(out)["events"]]
    assert studied == [("001", "NA"), ("nan", "B")]


def test_the_package_runs_as_a_module() -> None:
    command = [sys.executable, "-m", "eventstudy", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("eventstudy, version")
