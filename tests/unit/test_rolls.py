"""The expiry rule of Brent against the exchange's settlements and against dates on record."""

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from eventstudy.calendars import sessions
from eventstudy.errors import UnknownNameError
from eventstudy.prices import expiries, roll_sessions
from eventstudy.prices.rolls import brent_expiry, nominal_rolls

ROLLS = Path(__file__).parents[2] / "data" / "brent_rolls.csv"


@pytest.fixture(scope="module")
def recorded():
    with ROLLS.open(newline="") as handle:
        return list(csv.DictReader(handle))


def test_all_21_expiries_of_the_sample_follow_the_rule(recorded):
    dates = [date.fromisoformat(row["expiry"]) for row in recorded]
    assert len(dates) == 21
    assert list(expiries(date(2018, 6, 15), date(2020, 3, 15))) == dates


def test_month_codes_of_the_sample_name_the_contracts_that_expire(recorded):
    codes = dict(zip("FGHJKMNQUVXZ", range(1, 13), strict=True))
    for row in recorded:
        expiring = row["contracts"].split(">")[0]
        month = date(2000 + int(expiring[1:]), codes[expiring[0]], 1)
        assert brent_expiry(month) == date.fromisoformat(row["expiry"]), row["contracts"]


@pytest.mark.parametrize(
    ("contract_month", "expiry"),
    [
        (
            date(2016, 2, 1),
            date(2016, 1, 14),
        ),  # 17 January is a Sunday: back to the 15th, then the day before
        (date(2016, 3, 1), date(2016, 1, 29)),  # the first contract of the month-end rule
        (date(2015, 1, 1), date(2014, 12, 16)),  # 17 December is a business day
        (date(2015, 6, 15), date(2015, 5, 14)),  # any day of the contract month will do; 17 May is a Sunday
        (date(2020, 2, 1), date(2019, 12, 30)),  # 31 December is the business day before New Year's Day
        (date(2022, 2, 1), date(2021, 12, 30)),
        (date(2018, 7, 1), date(2018, 5, 31)),
        (date(2020, 7, 1), date(2020, 5, 29)),  # the month ends on a Sunday
    ],
)
def test_expiry_of_single_contracts(contract_month, expiry):
    assert brent_expiry(contract_month) == expiry


def test_bank_holidays_of_england_are_no_business_days():
    # The last Monday of August was the 31st in 2020.
    assert brent_expiry(date(2020, 10, 1)) == date(2020, 8, 28)


def test_roll_day_is_the_session_after_the_expiry(recorded):
    days = sessions("XNYS", date(2018, 7, 2), date(2020, 3, 31))
    found = roll_sessions(days)
    expected = []
    for row in recorded:
        after = days[days > pd.Timestamp(row["expiry"])]
        expected.append(after[0])
    assert list(found) == expected


def test_roll_moves_to_the_next_bar_there_is():
    days = sessions("XNYS", date(2019, 12, 2), date(2020, 1, 31))
    without = days.drop(pd.Timestamp("2019-12-31"))
    assert roll_sessions(without) == (pd.Timestamp("2019-12-02"), pd.Timestamp("2020-01-02"))


def test_roll_before_the_first_bar_is_not_taken_for_one_on_it():
    days = sessions("XNYS", date(2020, 1, 6), date(2020, 1, 31))
    assert roll_sessions(days) == ()


def test_no_sessions_no_rolls():
    assert roll_sessions(pd.DatetimeIndex([])) == ()


def test_nominal_rolls_include_the_first_day_asked_for():
    found = nominal_rolls(date(2019, 12, 31), date(2020, 1, 31), rule="brent", calendar="XNYS")
    assert found == (pd.Timestamp("2019-12-31"),)


def test_unknown_rule_names_those_there_are():
    with pytest.raises(UnknownNameError, match=r"unknown roll rule 'brant'.*brent"):
        expiries(date(2020, 1, 1), date(2020, 2, 1), rule="brant")
