"""Words of the command line, names of folders, and files that a user gives."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from unit.core_cases import random_returns, study

import eventstudy as es
from eventstudy.cli import plain
from eventstudy.commands import _study_lines, events_csv, price_range, report_name
from eventstudy.errors import ArticleError, InputError, NoEventsError, UnknownNameError
from eventstudy.inputs import DEFAULT_ARTICLE, read_events, read_table, read_text
from eventstudy.options import asset_names, interval

EVENTS = "event_id,when,timezone\na,2020-01-03,UTC\nb,2020-01-08T01:30,Asia/Baghdad\n"


@pytest.mark.parametrize(
    ("text", "days"),
    [("-10:10", (-10, 10)), ("0:0", (0, 0)), (" +1 : 5 ", (1, 5)), ("-260:-11", (-260, -11))],
)
def test_intervals_are_two_days(text, days):
    assert interval(text, "--event") == days


@pytest.mark.parametrize("text", ["", "5", "1:2:3", "a:b", "1.5:2", "1:2e3", "99999999:1", "3:1"])
def test_other_intervals_are_refused_by_the_name_of_the_option(text):
    with pytest.raises(InputError, match="--event"):
        interval(text, "--event")


@pytest.mark.parametrize(
    ("text", "names"), [("brent", ["brent"]), (" Dow , BRENT ,dow", ["dow", "brent"]), ("brent,", ["brent"])]
)
def test_assets_are_read_with_commas_between(text, names):
    assert asset_names(text) == names


def test_unknown_assets_are_refused_with_those_that_there_are():
    with pytest.raises(UnknownNameError, match=r"Did you mean 'brent'.*Known: brent, dow"):
        asset_names("brend")
    with pytest.raises(InputError, match="--assets is empty"):
        asset_names(" , ")


@pytest.mark.parametrize(
    ("article", "name"),
    [
        (None, "january_2020"),
        ("-", "standard-input"),
        ("texts/Fed cuts rates!.txt", "Fed-cuts-rates"),
        ("../../etc/passwd", "passwd"),
        ("\x1b[31m.txt", "31m"),
        ("....txt", "article"),
        ("x" * 300 + ".txt", "x" * 60),
        ("reports/mine/events.toml", "mine-edited"),
    ],
)
def test_a_report_is_named_for_its_input(article, name):
    assert report_name(article) == name


def test_prices_are_asked_for_long_before_the_first_event(tmp_path: Path):
    path = tmp_path / "events.csv"
    path.write_text(EVENTS)
    start, end = price_range(read_events(str(path)).reading)
    assert (date(2020, 1, 3) - start).days > 270 * 7 / 5
    assert end > date(2020, 1, 8)
    with pytest.raises(NoEventsError):
        price_range(es.Reading(published=None, events=()))


def test_events_as_csv_can_be_read_as_events(tmp_path: Path):
    text = (
        "Early on 3 January 2020 a drone strike in Baghdad killed a general. On 5 January 2020 Iran"
        " announced a withdrawal from the accord."
        " The Federal Reserve cut rates at 10 a.m. ET on March 3, 2020."
    )
    first = es.extract(text)
    path = tmp_path / "again.csv"
    path.write_text(events_csv(es.reading_document(first)["events"]))
    again = read_events(str(path)).reading
    assert [(e.event_id, e.start, e.end, e.precision) for e in again.events] == [
        (e.event_id, e.start, e.end, e.precision) for e in first.events
    ]


def test_the_default_article_is_shipped():
    given = read_text(None)
    assert given.name == DEFAULT_ARTICLE
    assert 300 <= len(given.text.split()) <= 500


def test_a_byte_order_mark_is_no_text(tmp_path: Path):
    path = tmp_path / "bom.txt"
    path.write_bytes(b"\xef\xbb\xbfOn Friday rockets hit a base.")
    assert read_text(str(path)).text.startswith("On")


def test_a_text_of_exactly_the_bound_is_read(tmp_path: Path):
    path = tmp_path / "long.txt"
    path.write_text("a" * 100)
    assert len(read_text(str(path), limit=100).text) == 100
    with pytest.raises(ArticleError, match="larger than"):
        read_text(str(path), limit=99)


def test_tables_are_read_from_csv_and_parquet(tmp_path: Path):
    frame = pd.DataFrame({"date": ["2020-01-01", "2020-01-02"], "A": [1.0, 2.0]})
    frame.to_csv(tmp_path / "t.csv", index=False)
    frame.to_parquet(tmp_path / "t.parquet")
    for name in ("t.csv", "t.parquet"):
        pd.testing.assert_frame_equal(read_table(str(tmp_path / name), "--prices"), frame, check_dtype=False)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "cannot be read as a table"),
        ("date,A,A\n2020-01-01,1,2\n", "two columns named A"),
        ('date,A\n"2020', "cannot be read as a table"),
    ],
)
def test_wrong_tables_are_refused_by_the_name_of_the_option(tmp_path: Path, content: str, says: str):
    path = tmp_path / "t.csv"
    path.write_text(content)
    with pytest.raises(InputError, match=f"--prices.*{says}"):
        read_table(str(path), "--prices")


def test_a_missing_table_is_named():
    with pytest.raises(InputError, match=r"--events: no file nowhere\.csv"):
        read_table("nowhere.csv", "--events")


def test_controls_are_shown():
    assert plain("a\x1b[31mb\nc\x07") == "a\\x1b[31mb\nc\\x07"
    assert plain("prix élevés 原油") == "prix élevés 原油"


@pytest.mark.parametrize("name", es.__all__)
def test_every_public_name_is_there(name: str):
    assert getattr(es, name) is not None


def test_the_function_extract_survives_the_import_of_its_package():
    import eventstudy.extract.rules  # noqa: F401

    assert callable(es.extract)
    assert len(es.__all__) <= 40
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        es.nothing  # noqa: B018


def test_tests_of_all_events_are_shown_before_those_of_single_ones():
    returns = random_returns(n_securities=10)
    pairs = [(f"S{i:02d}", 180 + 12 * i) for i in range(10)]
    lines = _study_lines(study(returns, *pairs, tests=["t", "bmp"], horizons=[(0, 0)]))
    kinds = [line.split()[0] for line in lines[1:]]
    assert kinds == ["bmp", *["t"] * 10]
