"""Dates on the command line as events."""

import json
from datetime import date
from pathlib import Path

import pytest

from eventstudy.cli import main
from eventstudy.errors import EventsFileError
from eventstudy.extract.files.given_dates import dated_events, is_date


@pytest.mark.parametrize(
    "text",
    [
        "2020-01-03",
        "2020-01",
        "2020-01-03T14:30-05:00",
        "2020-01-03 14:30",
        "03/04/2020",
        "3.4.2020",
        "2020-13-45",
        "2020-1-3",
        "2020",
        "20200103",
    ],
)
def test_what_looks_like_a_date(text: str) -> None:
    assert is_date(text)


@pytest.mark.parametrize(
    "text", ["events.csv", "2020-01-03.txt", "a/b", "20201", "-", "", "2020-01-03-notes"]
)
def test_what_does_not(text: str) -> None:
    assert not is_date(text)


@pytest.mark.parametrize(
    ("text", "start", "precision"),
    [
        ("2020-01-03", "2020-01-03T00:00:00+00:00", "day"),
        ("2020-01", "2020-01-01T00:00:00+00:00", "month"),
        ("2020-01-03T14:30-05:00", "2020-01-03T19:30:00+00:00", "minute"),
        ("2020-01-03T14:30Z", "2020-01-03T14:30:00+00:00", "minute"),
    ],
)
def test_a_date_is_an_event(text: str, start: str, precision: str) -> None:
    (event,) = dated_events([text, text]).events
    assert (event.event_id, event.start.isoformat(), event.precision) == (text, start, precision)
    assert event.provenance == "given"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("03/04/2020", "day and month can be mistaken"),
        ("2020-02-30", "2020-02-30.*there is no such day; 2020-02 has 29 days"),
        ("2020-13-01", "there is no month 13"),
        ("2020-13", "2020-13"),
        ("2020-01-03T25:00", "there is no such hour, 25"),
        ("2020-01-03T25:00+01:00", "there is no such hour, 25"),
        ("2020-01-03T12:75Z", "there is no such minute, 75"),
        ("2020", "neither a file nor an ISO date.*2020-01-03.*name of a file"),
        ("20200103", "neither a file nor an ISO date"),
        ("2020-01-03T14:30", "no zone: add the offset, such as 2020-01-03T14:30-05:00"),
        ("2020-01-03 14:30:00", "no zone"),
    ],
)
def test_a_doubtful_date_is_asked_about(text: str, says: str) -> None:
    with pytest.raises(EventsFileError, match=says):
        dated_events([text])


def test_one_digit_behind_the_year_is_a_day() -> None:
    (event,) = dated_events(["2020-1-3", "2020-01-03"]).events
    assert (event.event_id, event.label, event.start.date()) == ("2020-01-03", "2020-01-03", date(2020, 1, 3))


def test_align_takes_dates(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["align", "2020-01-03T14:30-05:00", "2020-01-08", "--assets", "dow", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [(row["event_id"], row["date"]) for row in rows] == [
        ("2020-01-03T14:30-05:00", "2020-01-03"),
        ("2020-01-08", "2020-01-08"),
    ]


def test_report_takes_dates(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["report", "2020-01-03", "2020-01-08"]) == 0
    folder = tmp_path / "reports" / "2020-01-03-to-2020-01-08"
    assert (folder / "report.pdf").is_file()
    assert 'provenance = "given"' in (folder / "events.toml").read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["align", "2020"], "neither a file nor an ISO date"),
        (["align", "03/04/2020"], "day and month can be mistaken"),
        (["align", "2020-01-03", "events.csv"], "one file, or ISO dates"),
        (["report", "a.txt", "b.txt"], "eventstudy extract A B --toml"),
        (["align"], "EVENTS"),
    ],
)
def test_other_arguments_exit_2(capsys: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_a_file_named_like_a_date_is_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2020-01-03").write_text("On 5 March 2019 rebels attacked a refinery in Basra.")
    assert main(["align", "2020-01-03", "--json"]) == 0
    assert "2019-03" in capsys.readouterr().out
