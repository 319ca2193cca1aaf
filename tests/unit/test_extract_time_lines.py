"""The time expressions that ``extract --times`` prints."""

import json
from pathlib import Path

import pytest

from eventstudy.cli import main

TEXT = "LONDON, Jan. 9, 2020 - The mill closed at 1:30 a.m. on Wednesday and reopens in two weeks.\n"
PAGE = (
    "<html><body><p>LONDON, Jan. 9, 2020 - The mill <b>closed</b> at 1:30&nbsp;a.m. on <i>Wednesday</i> and"
    " reopens in two weeks.</p></body></html>\n"
)


def run(capsys: pytest.CaptureFixture[str], path: Path, text: str, *options: str) -> tuple[int, str, str]:
    path.write_text(text)
    code = main(["extract", str(path), "--times", *options])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(("name", "text"), [("a.txt", TEXT), ("a.html", PAGE)])
def test_expressions_are_json_with_offsets_into_the_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, text: str
) -> None:
    code, out, _ = run(capsys, tmp_path / name, text, "--json")
    assert code == 0
    rows = json.loads(out)
    assert all({"start", "end", "text", "type", "value"} <= set(row) for row in rows)
    dated = next(row for row in rows if row["text"] == "Jan. 9, 2020")
    assert (dated["type"], dated["value"]) == ("DATE", "2020-01-09")
    assert text[dated["start"] : dated["end"]] == "Jan. 9, 2020"
    clock = next(row for row in rows if row["type"] == "TIME")
    assert clock["value"] == "2020-01-08T01:30"
    assert text[clock["start"] : clock["end"]].startswith("1:30")
    assert [row["start"] for row in rows] == sorted(row["start"] for row in rows)


def test_lines_show_type_value_and_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, tmp_path / "a.txt", TEXT)
    assert (code, err) == (0, "")
    first = out.splitlines()[0].split()
    assert first[1:3] == ["DATE", "2020-01-09"]
    assert "Jan. 9, 2020" in out.splitlines()[0]


def test_no_expression_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run(capsys, tmp_path / "a.txt", "The mill stands.")[1] == "no time expression was found.\n"
    assert run(capsys, tmp_path / "a.txt", "The mill stands.", "--json")[1] == "[]\n"


def test_controls_are_shown(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, tmp_path / "a.txt", "It shut on Jan. 9,\x1b 2020, and on Jan. 10, 2020.")
    assert code == 0
    assert "\x1b" not in out


def test_an_empty_file_exits_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, tmp_path / "a.txt", " ")
    assert (code, out) == (2, "")
    assert "empty" in err
