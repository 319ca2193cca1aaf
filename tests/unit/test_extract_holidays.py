from datetime import date

import pytest

from eventstudy.extract.times.holidays import NAMES, easter, holiday, nth_weekday
from eventstudy.extract.times.periods import beside, part_of, period_of, season_of, shifted, years_of


@pytest.mark.parametrize(
    ("year", "day"),
    [(1818, (3, 22)), (1943, (4, 25)), (1954, (4, 18)), (1981, (4, 19)), (2000, (4, 23)), (2008, (3, 23)),
     (2019, (4, 21)), (2020, (4, 12)), (2024, (3, 31)), (2038, (4, 25)), (2049, (4, 18))],
)  # fmt: skip
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("good friday", date(2020, 4, 10)),
        ("easter monday", date(2020, 4, 13)),
        ("whit monday", date(2020, 6, 1)),
        ("ascension day", date(2020, 5, 21)),
        ("martin luther king day", date(2020, 1, 20)),
        ("presidents' day", date(2020, 2, 17)),
        ("memorial day", date(2020, 5, 25)),
        ("labor day", date(2020, 9, 7)),
        ("columbus day", date(2020, 10, 12)),
        ("thanksgiving", date(2020, 11, 26)),
        ("black friday", date(2020, 11, 27)),
        ("boxing day", date(2020, 12, 26)),
        ("new year's eve", date(2020, 12, 31)),
    ],
)
def test_holidays(name: str, day: date) -> None:
    assert holiday(name, 2020) == day


@pytest.mark.parametrize("name", NAMES)
def test_every_holiday_has_a_day_in_every_year(name: str) -> None:
    assert all(holiday(name, year).year == year for year in range(1900, 2100))


def test_a_month_without_a_fifth_monday() -> None:
    assert nth_weekday(2020, 3, 0, 5) == date(2020, 3, 30)
    assert nth_weekday(2020, 12, 4, -1) == date(2020, 12, 25)
    with pytest.raises(ValueError, match="has no weekday"):
        nth_weekday(2020, 2, 0, 5)


def test_days_are_moved_by_the_calendar() -> None:
    assert shifted(date(2020, 1, 31), "month", 1) == date(2020, 2, 29)
    assert shifted(date(2020, 2, 29), "year", -1) == date(2019, 2, 28)
    assert shifted(date(2020, 1, 8), "fortnight", 1) == date(2020, 1, 22)
    assert beside(date(2020, 1, 31), "month", 1)[:2] == (date(2020, 2, 1), date(2020, 2, 29))


def test_periods_hold_their_day() -> None:
    day = date(2020, 1, 8)
    assert period_of(day, "week")[:2] == (date(2020, 1, 6), date(2020, 1, 12))
    assert period_of(day, "weekend")[:2] == (date(2020, 1, 11), date(2020, 1, 12))
    assert period_of(day, "half")[:2] == (date(2020, 1, 1), date(2020, 6, 30))
    assert period_of(day, "decade")[:2] == (date(2020, 1, 1), date(2029, 12, 31))
    assert years_of("19")[:2] == (date(1900, 1, 1), date(1999, 12, 31))
    assert season_of("winter", 2019)[:2] == (date(2019, 12, 1), date(2020, 2, 29))


@pytest.mark.parametrize("unit", ["week", "month", "quarter", "year", "decade"])
def test_the_thirds_of_a_period_run_through_it(unit: str) -> None:
    whole = period_of(date(2020, 2, 8), unit)
    early, mid, late = (part_of(whole, part) for part in ("early", "mid", "late"))
    assert (early[0], late[1]) == whole[:2]
    assert early[0] < mid[0] < late[0]
    assert part_of(whole, "") == whole
