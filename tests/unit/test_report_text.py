import csv
import io
import json
import math
from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.report_cases import HOSTILE

from eventstudy.report.document import Cell, Column, Note, Notes, Row, Table, common_notes_below
from eventstudy.report.files import csv_text, safe_cell
from eventstudy.report.formats import DASH, days, number, p_text, p_value, short_day, size
from eventstudy.report.plain import drawable, plain, printable
from eventstudy.report.results import json_text, json_values

ANY_TEXT = st.text(max_size=200)


# --- hostile text -----------------------------------------------------------------------------


@given(ANY_TEXT)
def test_plain_text_has_no_character_that_acts_unseen(text):
    shown = plain(text)
    assert shown.isprintable()
    assert "\x1b" not in shown


@given(ANY_TEXT)
def test_plain_text_is_plain_already_the_second_time(text):
    assert plain(plain(text)) == plain(text)


def test_terminal_sequences_go_and_bidi_is_shown():
    assert plain("a\x1b[31mred\x1b[0m b\x1b]0;title\x07 c\u202ed\u200be") == "ared b c[U+202E]d[U+200B]e"
    assert plain("two\n lines\tand\x00nul") == "two lines and[U+0000]nul"
    assert plain("\ud800") == "[U+D800]"


def test_long_text_is_cut_with_a_mark():
    assert plain("word " * 100, most=20) == "word word word word…"
    assert len(plain("x" * 10_000_000)) == 600


@given(ANY_TEXT)
def test_printable_text_is_covered_by_the_fonts(text):
    covered = drawable() | {0x200B}
    assert all(ord(character) in covered for character in printable(plain(text)))


def test_what_reports_are_written_in_is_covered():
    used = " ".join("−–—…“”‘’·×±≤≥°éüçñöß€£§αβσ°■•")
    assert printable(used) == used


def test_long_words_can_break():
    pieces = printable("W" * 100).split("\u200b")
    assert "".join(pieces) == "W" * 100
    assert max(map(len, pieces)) <= 12


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\uff1d1"])
def test_cells_that_a_spreadsheet_would_run_are_defused(text):
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize("cell", ["Brent crude", "1 = 1", -0.5, 3, None, True])
def test_other_cells_stay(cell):
    assert safe_cell(cell) == cell


@given(ANY_TEXT, st.floats(allow_nan=False, allow_infinity=False))
def test_csv_keeps_numbers_and_defuses_text(text, value):
    table = pd.DataFrame({"=name": [text], "value": [value]})
    head, row = csv.reader(io.StringIO(csv_text(table)))
    assert head == ["'=name", "value"]
    assert not row[0].startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert float(row[1]) == value


def test_csv_writes_dates_as_dates_and_missing_as_nothing():
    table = pd.DataFrame({"at": pd.to_datetime(["2020-01-03", None]), "x": [-0.5, math.nan]})
    assert csv_text(table) == "at,x\n2020-01-03,-0.5\n,\n"


# --- json -------------------------------------------------------------------------------------


def test_json_values():
    given_values = {
        "nan": math.nan, "inf": np.inf, "nat": pd.NaT, "na": pd.NA, "day": pd.Timestamp("2020-01-03"),
        "date": date(2020, 1, 3), "moment": datetime(2020, 1, 3, 1, 2, tzinfo=UTC), "int": np.int64(3),
        "flag": np.True_, "float": np.float64(0.5), "array": np.array([1.0, np.nan]), "tuple": (1, "a"),
    }  # fmt: skip
    assert json_values(given_values) == {
        "nan": None, "inf": None, "nat": None, "na": None, "day": "2020-01-03", "date": "2020-01-03",
        "moment": "2020-01-03T01:02:00+00:00", "int": 3, "flag": True, "float": 0.5, "array": [1.0, None],
        "tuple": [1, "a"],
    }  # fmt: skip


def test_json_text_is_ascii_and_reads_back():
    text = json_text({"text": HOSTILE})
    assert text.isascii()
    assert "\x1b" not in text
    assert json.loads(text) == {"text": HOSTILE}


# --- formats ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("p", "text"), [(0.0004, "<0.001"), (0.001, "0.001"), (0.0499, "0.050"), (1.0, "1.000"), (math.nan, DASH)]
)
def test_p_value(p, text):
    assert p_value(p) == text


def test_p_text_is_never_zero():
    assert [p_text(0.0), p_text(0.0123)] == ["p < 0.001", "p = 0.012"]


@pytest.mark.parametrize(
    ("value", "text"), [(1234.5, "+1,234.50"), (-0.004, "0.00"), (-1, "−1.00"), (math.nan, DASH)]
)
def test_number(value, text):
    assert number(value) == text


def test_days_and_dates():
    assert days(-1, 5) == "[−1, +5]"
    assert days(0, 0) == "[0, 0]"
    assert short_day(date(2020, 1, 3)) == "3 Jan 2020"
    assert short_day(pd.NaT) == short_day(None) == DASH
    assert size(-0.0421) == "4.2 %"


# --- footnotes --------------------------------------------------------------------------------


def table(*marks, notes, foot="Foot."):
    rows = [Row((Cell("1", mark), Cell("2"))) for mark in marks]
    columns = (Column(title="a"), Column(title="b"))
    return Table(title="t", columns=columns, rows=(Row(group="g"), *rows), notes=notes, foot=foot)


def test_the_same_footnote_has_the_same_letter():
    notes = Notes()
    assert [notes.mark("x"), notes.mark("y"), notes.mark("x"), notes.mark("")] == ["a", "b", "a", ""]
    assert notes.marks(["y", "", "x", "y"]) == "b,a"
    assert notes.all() == (Note("a", "x"), Note("b", "y"))


def test_letters_go_on_after_z():
    notes = Notes()
    letters = [notes.mark(str(at)) for at in range(54)]
    assert letters[25:28] == ["z", "aa", "ab"]
    assert letters[-1] == "bb"
    assert len(set(letters)) == 54


def test_a_footnote_of_every_row_is_said_once_below():
    given_table = table("a", "a,b", notes=(Note("a", "Every."), Note("b", "One.")))
    settled = common_notes_below(given_table)
    assert settled.foot == "Foot. Every."
    assert settled.notes == (Note("a", "One."),)
    assert [row.cells[0].mark for row in settled.rows[1:]] == ["", "a"]
    assert settled.rows[0].group == "g"


def test_a_footnote_of_some_rows_stays():
    given_table = table("a", "", notes=(Note("a", "Some."),))
    assert common_notes_below(given_table) == given_table
