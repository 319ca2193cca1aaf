"""Prices from a CSV file: both shapes, the way back from ``prices_csv``, and each way to be malformed."""

import numpy as np
import pandas as pd
import pytest

from eventstudy.errors import InputError, PriceSourceError
from eventstudy.prices import load_prices, parse_prices, prices_csv, read_prices
from eventstudy.prices.file import MAX_BYTES
from eventstudy.returns import missing_returns, simple_returns

WIDE = "date,AAA,BBB\n2020-01-02,10,20\n2020-01-03,11,\n2020-01-06,12,21.5\n"
LONG = (
    "security,date,close,volume\nAAA,2020-01-02,10,5\nBBB,2020-01-02,20,5\nAAA,2020-01-06,12,5\n"
    "BBB,2020-01-06,21.5,5\nAAA,2020-01-03,11,5\n"
)


def test_wide_and_long_give_the_same_table():
    wide, long = parse_prices(WIDE.encode(), "w.csv"), parse_prices(LONG.encode(), "l.csv")
    pd.testing.assert_frame_equal(wide.close, long.close)
    assert wide.assets == ["AAA", "BBB"]
    assert wide.close.loc["2020-01-03", "AAA"] == 11.0
    assert np.isnan(wide.close.loc["2020-01-03", "BBB"])
    assert [one.n_sessions for one in wide.provenance] == [3, 2]


def test_order_of_rows_does_not_matter():
    head, *rows = WIDE.splitlines()
    backwards = "\n".join([head, *reversed(rows)])
    pd.testing.assert_frame_equal(
        parse_prices(WIDE.encode(), "a").close, parse_prices(backwards.encode(), "b").close
    )


def test_prices_csv_reads_back_as_the_same_prices():
    table = load_prices(["brent", "dow"])
    text = prices_csv(table)
    back = parse_prices(text.encode(), "back.csv")
    for name in ("open", "high", "low", "close", "previous_close"):
        pd.testing.assert_frame_equal(getattr(back, name), getattr(table, name))
    assert back.rolls == table.rolls
    assert prices_csv(back) == text
    assert text.splitlines()[0] == "asset,session,open,high,low,close,previous_close,roll"


def test_roll_without_a_known_settlement_survives_the_file():
    text = "asset,date,close,roll\nfut,2020-01-02,10,\nfut,2020-01-03,12,1\nfut,2020-01-06,12,\n"
    table = parse_prices(text.encode(), "f.csv")
    assert table.rolls == {"fut": (pd.Timestamp("2020-01-03"),)}
    assert simple_returns(table)["fut"].isna().tolist() == [True, True, False]
    assert parse_prices(prices_csv(table).encode(), "again.csv").rolls == table.rolls
    assert "2020-01-03" in missing_returns(table)[0]


def test_names_that_a_spreadsheet_would_run_are_quoted_and_come_back():
    table = parse_prices(b"date,=1+1,'x\n2020-01-02,1,2\n2020-01-03,1,2\n", "f.csv")
    text = prices_csv(table)
    assert "\n'=1+1,2020-01-02" in text
    assert parse_prices(text.encode(), "back.csv").assets == ["=1+1", "'x"]


def test_file_source_takes_the_instruments_by_name(tmp_path):
    path = tmp_path / "p.csv"
    path.write_text(prices_csv(load_prices(["brent", "dow"])))
    table = load_prices(["dow"], "2020-01-02", "2020-01-08", source="file", path=path)
    assert (table.assets, len(table.sessions), table.rolls) == (["dow"], 5, {})
    assert table.provenance[0].source == "file"


def test_dates_and_securities_are_chosen(tmp_path):
    path = tmp_path / "p.csv"
    path.write_bytes(b"\xef\xbb\xbf" + WIDE.replace("\n", "\r\n").encode())
    table = read_prices(path, ["BBB"], end=pd.Timestamp("2020-01-03").date())
    assert table.close["BBB"].tolist() == [20.0]


def test_warnings_are_counted_not_listed_without_end():
    names = [f"s{number}" for number in range(40)]
    lines = [",".join(["asset", "date", "open", "high", "low", "close"])]
    lines += [f"{name},2020-01-0{day},1,1,1,1" for name in names for day in (2, 3)]
    table = parse_prices("\n".join(lines).encode(), "f.csv")
    assert len(table.warnings) == 21
    assert table.warnings[-1] == "f.csv: 20 more warnings of this kind"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "the file is empty"),
        ("\n\n", "the file is empty"),
        ("price,AAA\n1,2\n", "line 1: no column 'date'"),
        ("date\n2020-01-02\n", "no column but the date"),
        ("date,A,A\n2020-01-02,1,2\n", "two columns have the same name"),
        ("date,A,\n2020-01-02,1,2\n", "'' is no name of a security"),
        ("date,A\n02/01/2020,1\n", "line 2: '02/01/2020' is no date"),
        ("date,A\n2020-02-30,1\n", "line 2: '2020-02-30' is no date"),
        ("date,A\n0001-01-01,1\n", "'0001-01-01' is no date"),
        ("date,A\n2020-01-02,1\n2020-01-02,1\n", "line 3: 2020-01-02 is on line 2 already"),
        ("asset,date,close\nA,2020-01-02,1\nA,2020-01-02,1\n", "line 3: 'A' has a row on 2020-01-02 already"),
        ("date,A\n2020-01-02,1\n2020-01-03\n", "line 3: 1 cells, the header has 2"),
        ("date,A\n2020-01-02,ten\n", "line 2: 'ten' is no price"),
        ("date,A\n2020-01-02,1_0\n", "'1_0' is no price"),
        ("date,A\n2020-01-02,inf\n", "'inf' is no price"),
        ("date,A\n2020-01-02,-37.63\n", "A: prices of zero or less on 2020-01-02"),
        ('date,A\n2020-01-02,"1\n', "not CSV"),
    ],
)
def test_malformed_files_are_refused_with_the_line(text, said):
    with pytest.raises(InputError) as caught:
        parse_prices(text.encode(), "prices.csv")
    assert str(caught.value).startswith("prices.csv")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_no_price_between_the_dates_is_a_lack_of_data():
    with pytest.raises(PriceSourceError, match="no price of 'AAA'"):
        parse_prices(WIDE.encode(), "w.csv", start=pd.Timestamp("2021-01-01").date())
    with pytest.raises(PriceSourceError, match="no price of 'A'"):
        parse_prices(b"date,A\n", "w.csv")


def test_absent_security_binary_large_and_missing_files(tmp_path):
    with pytest.raises(InputError, match="no prices of 'CCC': the securities in it are AAA, BBB"):
        parse_prices(WIDE.encode(), "w.csv", ["CCC"])
    with pytest.raises(InputError, match="byte 4 is not UTF-8"):
        parse_prices(b"date\xff\xfe", "w.csv")
    with pytest.raises(InputError, match=r"cannot be read \(No such file"):
        read_prices(tmp_path / "none.csv")
    large = tmp_path / "large.csv"
    with large.open("wb") as handle:
        handle.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="more than 20 MB"):
        read_prices(large)
