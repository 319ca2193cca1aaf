"""From articles to an events file, edited by hand, to the report: the edit holds and is known for one."""

import json
import tomllib
from pathlib import Path

import pytest

from eventstudy.cli import main

KILLING = (
    "BAGHDAD, Jan. 3, 2020 - An American drone strike killed Gen. Qassem Soleimani at Baghdad airport early"
    " on Friday.\n"
)
MISSILES = (
    "LONDON, Jan. 9, 2020 - Iran fired missiles at the Ain al-Asad base in Iraq at 1:30 a.m. local time on"
    " Wednesday. The killing of Qassem Soleimani in Baghdad on Jan. 3 had led to it.\n"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(KILLING)
    (tmp_path / "news" / "b.txt").write_text(MISSILES)
    return tmp_path


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_extract_edit_report(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    code, text, _ = run(capsys, "extract", "news", "--toml")
    assert code == 0
    blocks = {block["event_id"]: block for block in tomllib.loads(text)["events"]}
    (killing,) = [name for name, block in blocks.items() if block.get("place") == "Baghdad airport"]
    (missiles,) = [name for name in blocks if name.startswith("2020-01-08")]
    assert sorted(blocks[killing]["sources"]) == ["a.txt", "b.txt"]
    # By hand: the missiles a day later, and an event of one's own.
    edited = "\n".join(
        "when = 2020-01-09" if line.startswith("when = 2020-01-08T") else line
        for line in text.splitlines()
        if not line.startswith(("end = 2020-01-08", "utc_time"))
    )
    edited += '\n\n[[events]]\nevent_id = "mine"\nwhen = 2020-01-02\nlabel = "Mine"\n'
    (here / "events.toml").write_text(edited)
    code, out, err = run(capsys, "report", "events.toml", "--out", "done", "--json")
    assert code == 0, err
    days = {(row["event_id"], row["security"]): row["date"][:10] for row in json.loads(out)["events"]}
    assert days[killing, "dow"] == "2020-01-03"
    assert days[missiles, "dow"] == "2020-01-09"
    assert days["mine", "dow"] == "2020-01-02"
    again = {
        block["event_id"]: block
        for block in tomllib.loads((here / "done" / "events.toml").read_text())["events"]
    }
    assert again[killing]["provenance"] == "rules"
    assert again[missiles]["provenance"] == "edited by hand"
    assert again["mine"]["provenance"] == "given"
    assert again[missiles]["quote"] == blocks[missiles]["quote"]


def test_a_csv_of_dates_is_reported(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "dates.csv").write_text("Date;Label\n2020-01-03;Killing\n2020-01-08;Missiles\n")
    code, out, err = run(capsys, "report", "dates.csv", "--json")
    assert code == 0, err
    assert {row["event_id"] for row in json.loads(out)["events"]} == {
        "2020-01-03 Killing",
        "2020-01-08 Missiles",
    }


@pytest.mark.parametrize(
    "events",
    [
        "Security;Date\nA;2020-10-01\nB;2020-10-01\n",
        "security\tdate\nA\t2020-10-01\nB\t2020-10-01\n",
        "EVENT_ID,SECURITY,DATE\nx,A,2020-10-01\ny,B,2020-10-01\n",
    ],
)
def test_run_reads_tables_with_other_marks_and_capitals(
    capsys: pytest.CaptureFixture[str], here: Path, events: str
) -> None:
    import pandas as pd

    days = pd.bdate_range("2020-01-01", periods=300)
    rows = [f"{day:%Y-%m-%d},{100 + (i * 7919) % 13},{50 + (i * 104729) % 11}" for i, day in enumerate(days)]
    (here / "prices.csv").write_text("date,A,B\n" + "\n".join(rows) + "\n")
    (here / "events.csv").write_text(events)
    arguments = ["--prices", "prices.csv", "--events", "events.csv", "--estimation=-150:-11", "--json"]
    code, out, err = run(capsys, "run", *arguments)
    assert code == 0, err
    assert {row["security"] for row in json.loads(out)["events"]} == {"A", "B"}


def test_a_day_before_the_month_is_asked_about(capsys: pytest.CaptureFixture[str], here: Path) -> None:
    (here / "dates.csv").write_text("date,label\n03/04/2020,Killing\n")
    for command in ("report", "align", "extract"):
        code, out, err = run(capsys, command, "dates.csv")
        assert (code, out) == (2, "")
        assert "row 2" in err
        assert "day and month can be mistaken" in err
