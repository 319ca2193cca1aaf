"""The request file of EventStudyTools, as events and as a study."""

import json
from pathlib import Path

import pandas as pd
import pytest

from eventstudy.cli import main
from eventstudy.errors import EventsFileError
from eventstudy.extract.files.event_files import read_events_csv
from eventstudy.extract.files.request_file import is_request_file, read_requests, shared_windows

ROW = "1;AAA;INDEX;29.04.2020;addition;-2;3;-11;120"
TWO = f"{ROW}\n2;BBB;INDEX;04.05.2020;removal;-2;3;-11;120\n"
HEADER = (
    "Event ID;Firm ID;Market ID;Event Date;Grouping Variable;Start Event Window;End Event Window;"
    "End of Estimation Window;Estimation Window Length\n"
)


@pytest.mark.parametrize(
    "text",
    [
        TWO,
        HEADER + TWO,
        TWO.replace(";", ","),
        (HEADER + TWO).replace(";", "\t"),
        "\ufeff" + TWO.replace("\n", "\r\n"),
        HEADER.upper().replace(" ", "_") + TWO,
        "\n" + TWO,
    ],
)
def test_lines_are_events_with_windows(text: str) -> None:
    assert is_request_file(text)
    first, second = read_requests(text)
    assert (first.event_id, first.security, first.market, first.group) == ("1", "AAA", "INDEX", "addition")
    assert first.day.isoformat() == "2020-04-29"
    assert second.day.isoformat() == "2020-05-04"
    assert (first.event, first.estimation) == ((-2, 3), (-130, -11))
    assert shared_windows((first, second)) == ((-2, 3), (-130, -11))


def test_events_of_a_request_file_are_whole_days() -> None:
    reading = read_events_csv(TWO)
    assert [(e.event_id, e.label, e.precision, e.provenance) for e in reading.events] == [
        ("1", "AAA addition", "day", "given"),
        ("2", "BBB removal", "day", "given"),
    ]
    (warning,) = reading.warnings
    assert "event window -2:3, estimation window -130:-11" in warning


def test_several_windows_are_said() -> None:
    requests = read_requests(TWO + "3;CCC;INDEX;05.05.2020;x;0;0;-11;100\n")
    assert shared_windows(requests) is None
    assert shared_windows(()) is None


@pytest.mark.parametrize(
    "text",
    [
        "event_id,when\na,2020-01-03\n",
        "security,date\nAAA,2020-01-03\n",
        "",
        "a;b;c\n",
        '"',
        "1;2;3;4;5;6;7;8;9\n",
    ],
)
def test_other_files_are_none(text: str) -> None:
    assert not is_request_file(text)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEADER, "a header and no rows"),
        (HEADER + "1;AAA;INDEX;29.04.2020\n", "line 2: 4 columns"),
        (HEADER + ROW.replace("29.04.2020", "31.04.2020"), "line 2: event date '31.04.2020'.*dd.mm.yyyy"),
        (HEADER + ROW.replace("29.04.2020", "04/29/2020"), "line 2: event date"),
        (HEADER + ROW.replace("-11", "eleven"), "line 2: end of estimation window is 'eleven'"),
        (HEADER + ROW.replace("-2;3", "3;-2"), "line 2: windows 3:-2"),
        (HEADER + ROW.replace("120", "0"), "0 days"),
        (HEADER + ROW.replace("AAA", ""), "line 2: the firm id is missing"),
        (ROW + "\n" + ROW, "line 2: event_id '1' is that of line 1"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, says: str) -> None:
    with pytest.raises(EventsFileError, match=says):
        read_events_csv(text)


def panel(folder: Path) -> str:
    days = pd.bdate_range("2019-06-03", periods=300)
    lines = [f"{day:%Y-%m-%d},{100 + (i * 7919) % 13},{50 + (i * 104729) % 11}" for i, day in enumerate(days)]
    path = folder / "prices.csv"
    path.write_text("date,AAA,BBB\n" + "\n".join(lines) + "\n")
    return str(path)


def study(capsys: pytest.CaptureFixture[str], tmp_path: Path, requests: str, *options: str):
    events = tmp_path / "requests.csv"
    events.write_text(requests)
    arguments = ["run", "--prices", panel(tmp_path), "--events", str(events), "--horizons=0:0", "--json"]
    code = main([*arguments, *options])
    out, err = capsys.readouterr()
    assert code == 0, err
    return json.loads(out)


def test_run_takes_firms_days_and_windows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    document = study(capsys, tmp_path, TWO)
    assert document["estimation"]["event_window"] == [-2, 3]
    assert document["estimation"]["estimation_window"] == [-130, -11]
    assert [(e["event_id"], e["security"]) for e in document["events"]] == [("1", "AAA"), ("2", "BBB")]
    assert {e["group"] for e in document["events"]} == {"addition", "removal"}
    assert not any("several windows" in text for text in document["warnings"])


def test_windows_typed_win(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    document = study(capsys, tmp_path, TWO, "--event=-1:1", "--estimation=-125:-5")
    assert document["estimation"]["event_window"] == [-1, 1]
    assert document["estimation"]["estimation_window"] == [-125, -5]


def test_run_says_that_there_is_one_pair_of_windows(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    other = TWO.replace("removal;-2;3;-11;120", "removal;0;0;-11;110")
    document = study(capsys, tmp_path, other, "--estimation=-125:-11")
    (warning,) = [text for text in document["warnings"] if "several windows" in text]
    assert "event -10:10" in warning
    assert "estimation -125:-11" in warning


@pytest.mark.parametrize("day", ["03.01.2020", "2020-01-03"])
def test_commas_without_a_header_are_read(day: str) -> None:
    text = f"1,AAPL,SPX,{day},tech,-5,5,-6,120\n2,MSFT,SPX,{day},tech,-5,5,-6,120\n"
    assert is_request_file(text)
    assert [event.start.day for event in read_events_csv(text).events] == [3, 3]


def test_a_date_of_another_form_is_named() -> None:
    with pytest.raises(ValueError, match=r"line 1: event date '01/03/2020'.*dd.mm.yyyy"):
        read_events_csv("1,AAPL,SPX,01/03/2020,tech,-5,5,-6,120\n")


def test_an_open_quotation_mark_is_named() -> None:
    with pytest.raises(ValueError, match=r"line 2: not valid CSV.*quotation marks"):
        read_requests('1;A;X;03.01.2020;g;-5;5;-6;120\n"2;B;X;03.01.2020;g;-5;5;-6;120\n3;C;X\n')
