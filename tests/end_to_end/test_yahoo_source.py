"""The real yfinance against Yahoo's chart interface on loopback: right data, and each way to fail."""

import shutil
import socket
from dataclasses import replace
from datetime import datetime

import pandas as pd
import pytest
from fakes.yahoo_server import fake_yahoo

from eventstudy.errors import InputError, PriceSourceError
from eventstudy.instruments import INSTRUMENTS
from eventstudy.prices import load_prices
from eventstudy.returns import missing_returns, simple_returns

YEAR = ("2019-01-02", "2019-12-31")


@pytest.fixture
def yahoo(monkeypatch, tmp_path):
    with fake_yahoo() as fake:
        monkeypatch.setenv("EVENTSTUDY_YAHOO_URL", fake.address)
        monkeypatch.setenv("EVENTSTUDY_CACHE", str(tmp_path / "cache"))
        yield fake


def refusal(assets=("brent",), dates=YEAR):
    with pytest.raises(PriceSourceError) as caught:
        load_prices(list(assets), *dates, source="yahoo")
    message = str(caught.value)
    assert "\n" not in message
    assert message.isprintable()
    return message


def test_prices_are_those_of_the_vendor_to_the_cent(yahoo):
    lines = []
    live = load_prices(["brent", "dow"], *YEAR, source="yahoo", report=lines.append)
    sample = load_prices(["brent", "dow"], *YEAR)
    stale = pd.Timestamp("2019-02-01")
    assert yahoo.charts == ["BZ=F", "^DJI"]
    assert [line.split(" from")[0] for line in lines] == ["fetching BZ=F", "fetching ^DJI"]
    for name in ("open", "high", "low", "close"):
        pd.testing.assert_series_equal(getattr(live, name)["dow"], getattr(sample, name)["dow"])
        pd.testing.assert_frame_equal(getattr(live, name).drop(stale), getattr(sample, name).drop(stale))
    assert [one.symbol for one in live.provenance] == ["BZ=F", "^DJI"]
    assert live.provenance[0].n_sessions == 251
    assert live.provenance[0].retrieved


def test_rolls_have_no_return_and_are_named(yahoo):
    live = load_prices(["brent"], *YEAR, source="yahoo")
    sample = load_prices(["brent"], *YEAR)
    # The vendor's bar of 1 February repeats the expired contract, so the roll is a session later.
    moved = [
        pd.Timestamp("2019-02-04") if day == pd.Timestamp("2019-02-01") else day
        for day in sample.rolls["brent"]
    ]
    assert list(live.rolls["brent"]) == moved
    assert pd.Timestamp("2019-02-01") not in live.sessions
    assert live.previous_close["brent"].isna().all()
    returns = simple_returns(live)["brent"]
    assert list(returns.index[returns.isna()]) == [live.sessions[0], *moved]
    assert "2019-12-31" in " ".join(missing_returns(live))
    said = " | ".join(live.warnings)
    assert "flat bars on roll days" in said
    assert "2019-02-01" in said
    assert "12 contract rolls" in said
    assert "2019-03-01" in said


def test_second_call_is_served_from_the_cache(yahoo):
    first = load_prices(["dow"], *YEAR, source="yahoo")
    yahoo.mode = "broken"
    again = load_prices(["dow"], *YEAR, source="yahoo")
    pd.testing.assert_frame_equal(first.close, again.close)
    assert first.provenance == again.provenance
    assert len(yahoo.charts) == 1


def test_damaged_cache_is_set_aside_and_fetched_again(yahoo, tmp_path):
    first = load_prices(["dow"], *YEAR, source="yahoo")
    (kept,) = (tmp_path / "cache" / "prices").glob("*.csv")
    kept.write_text(kept.read_text().replace("2019-01-03", "2019-01-04", 1))
    again = load_prices(["dow"], *YEAR, source="yahoo")
    pd.testing.assert_frame_equal(first.close, again.close)
    assert len(yahoo.charts) == 2
    assert "was damaged: set aside" in again.warnings[0]
    assert len(list(kept.parent.glob("*.damaged"))) == 1


def test_failure_is_not_remembered(yahoo):
    yahoo.mode = "html"
    refusal()
    yahoo.mode = "good"
    assert load_prices(["brent"], *YEAR, source="yahoo").provenance[0].n_sessions == 251


def test_rows_without_price_gaps_and_strange_days_are_named(yahoo):
    yahoo.blank = {"2019-05-07"}
    yahoo.drop = {"2019-06-12"}
    yahoo.extra = [("2019-04-19", [70.0, 71.0, 69.0, 70.5])]  # Good Friday
    live = load_prices(["brent"], *YEAR, source="yahoo")
    said = " | ".join(live.warnings)
    assert "row without a price on 2019-05-07" in said
    assert "no bar on 2019-06-12" in said
    assert "no closed session of XNYS: 2019-04-19" in said
    for day in ("2019-05-07", "2019-06-12", "2019-04-19"):
        assert pd.Timestamp(day) not in live.sessions


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("empty", "has no prices of BZ=F from 2019-01-02 to 2019-12-31"),
        ("outside", "has no prices of BZ=F"),
        ("short", "84 of the 252 sessions expected"),
        ("unknown", "does not know the symbol 'BZ=F' (No data found, symbol may be delisted)"),
        ("limited", "limits the rate of requests (HTTP 429)"),
        ("html", "is not price data (HTTP 200, it begins with '<html> <b>Your consent"),
        ("broken", "is not price data (HTTP 503"),
    ],
)
def test_each_failure_has_its_own_line_and_offers_the_sample(yahoo, capfd, mode, said):
    yahoo.mode = mode
    message = refusal()
    assert said in message
    assert message.endswith("add --source snapshot: the embedded sample covers these dates.")
    assert capfd.readouterr() == ("", "")


def test_sample_is_not_offered_where_it_has_no_prices(yahoo):
    yahoo.mode = "limited"
    assert "snapshot" not in refusal(dates=("2021-01-04", "2021-12-31"))


def test_no_network_is_said(monkeypatch, tmp_path, capfd):
    with socket.socket() as held:
        # Bound and not listening: the port is ours and refuses connections.
        held.bind(("127.0.0.1", 0))
        monkeypatch.setenv("EVENTSTUDY_YAHOO_URL", f"http://127.0.0.1:{held.getsockname()[1]}")
        monkeypatch.setenv("EVENTSTUDY_CACHE", str(tmp_path))
        message = refusal()
    assert "cannot be reached at 127.0.0.1" in message
    assert "no connection" in message
    assert capfd.readouterr() == ("", "")


def test_silent_server_is_given_up(monkeypatch, tmp_path):
    monkeypatch.setattr("eventstudy.prices.yahoo_session.REQUEST_SECONDS", 0.2)
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen(64)  # accepts, and never answers
        monkeypatch.setenv("EVENTSTUDY_YAHOO_URL", f"http://127.0.0.1:{held.getsockname()[1]}")
        monkeypatch.setenv("EVENTSTUDY_CACHE", str(tmp_path))
        assert "no answer in time" in refusal()


def test_unwritable_cache_is_a_warning(yahoo, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("EVENTSTUDY_CACHE", str(tmp_path / "file" / "cache"))
    live = load_prices(["dow"], *YEAR, source="yahoo")
    assert "prices were not kept" in " ".join(live.warnings)


def test_cache_folder_may_be_cleared_while_running(yahoo, tmp_path):
    first = load_prices(["dow"], *YEAR, source="yahoo")
    shutil.rmtree(tmp_path / "cache")
    again = load_prices(["dow"], *YEAR, source="yahoo")
    pd.testing.assert_frame_equal(first.close, again.close)
    assert len(yahoo.charts) == 2


def test_dates_to_come_are_refused_without_asking(yahoo):
    assert "no session of XNYS has closed" in refusal(dates=("2038-01-04", "2038-02-01"))
    assert yahoo.charts == []


def test_all_prices_there_are(yahoo):
    live = load_prices(["dow"], None, "2020-03-31", source="yahoo")
    assert (live.provenance[0].n_sessions, live.warnings[:0]) == (440, ())
    assert not any("no bar on" in line for line in live.warnings)


def at(hour, minute=0):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2020, 1, 3, hour, minute, tzinfo=tz)

    return Clock


def test_bar_of_a_session_under_way_is_left_out_until_it_has_closed(yahoo, monkeypatch):
    def last_session(clock):
        monkeypatch.setattr("eventstudy.prices.yahoo.datetime", clock)
        table = load_prices(["dow"], "2019-10-01", source="yahoo")
        return str(table.sessions[-1].date()), table.warnings

    day, warnings = last_session(at(18))
    assert day == "2020-01-02"
    assert "bars left out, no closed session of XNYS: 2020-01-03" in warnings[0]
    # Within the hour the cache serves; later, prices of these days are asked for again.
    assert last_session(at(18, 40))[0] == "2020-01-02"
    assert len(yahoo.charts) == 1
    assert last_session(at(22)) == ("2020-01-03", ())
    assert len(yahoo.charts) == 2


def test_prices_long_past_are_served_from_the_cache_for_good(yahoo, monkeypatch):
    monkeypatch.setattr("eventstudy.prices.yahoo.datetime", at(12))
    load_prices(["dow"], "2019-10-01", "2019-12-30", source="yahoo")
    monkeypatch.setattr("eventstudy.prices.yahoo.datetime", datetime)
    load_prices(["dow"], "2019-10-01", "2019-12-30", source="yahoo")
    assert len(yahoo.charts) == 1


def test_instrument_without_a_symbol_at_the_source_is_refused(yahoo, monkeypatch):
    bare = replace(INSTRUMENTS["dow"], symbols={"snapshot": "dow.csv"})
    monkeypatch.setattr("eventstudy.instruments.INSTRUMENTS", {"dow": bare})
    with pytest.raises(
        InputError, match="asset 'dow' has no symbol at source 'yahoo': its sources are snapshot"
    ):
        load_prices(["dow"], *YEAR, source="yahoo")
