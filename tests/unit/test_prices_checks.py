"""Each check of a price series finds the fault it is named for, and nothing in sound bars."""

import numpy as np
import pandas as pd
import pytest

from eventstudy.prices.checks import CHECKS, check_bars

DAYS = pd.DatetimeIndex(pd.bdate_range("2020-01-01", periods=60), name="session")


def sound():
    close = 100 * np.exp(0.01 * np.random.default_rng(3).standard_normal(60).cumsum())
    return pd.DataFrame(
        {"open": close * 1.001, "high": close * 1.01, "low": close * 0.99, "close": close}, index=DAYS
    )


def without_prices(bars):
    bars.loc[:, :] = np.nan
    return bars


def backwards(bars):
    return bars.iloc[[1, 0, *range(2, 60)]]


def doubled(bars):
    return bars.iloc[[0, 0, *range(1, 60)]]


def negative(bars):
    bars.iloc[5] = -bars.iloc[5]
    return bars


def thinned(bars):
    return bars.iloc[:40]


def one_missing(bars):
    return bars.drop(DAYS[7])


def on_a_weekend(bars):
    saturday = bars.iloc[[3]].set_axis(pd.DatetimeIndex(["2020-01-04"]), axis=0)
    return pd.concat([bars, saturday]).sort_index()


def flattened(bars):
    for name in ("open", "high", "low"):
        bars.loc[DAYS[9], name] = bars.loc[DAYS[9], "close"]
    return bars


def upside_down(bars):
    bars.loc[DAYS[11], ["high", "low"]] = bars.loc[DAYS[11], ["low", "high"]].to_numpy()
    return bars


def with_a_jump(bars):
    bars.iloc[30:] *= 1.5
    return bars


FAULTS = {
    "empty": without_prices,
    "unsorted": backwards,
    "duplicates": doubled,
    "not_positive": negative,
    "short": thinned,
    "gaps": one_missing,
    "extra": on_a_weekend,
    "flat": flattened,
    "bar_shape": upside_down,
    "jumps": with_a_jump,
}


def test_sound_bars_have_no_finding():
    assert check_bars(sound(), DAYS) == ()


def test_every_check_has_a_fault_here():
    assert set(FAULTS) == set(CHECKS)


@pytest.mark.parametrize("name", CHECKS)
def test_fault_is_found_under_its_name(name):
    findings = {one.check: one for one in check_bars(FAULTS[name](sound()), DAYS)}
    assert name in findings
    assert findings[name].level == CHECKS[name][0]
    # Other checks may speak as well only where the fault is theirs too.
    assert set(findings) - {name} <= {"short": {"gaps"}, "not_positive": {"bar_shape"}}.get(name, set())


def test_messages_name_the_first_dates_and_count_the_rest():
    (finding,) = check_bars(sound().drop(DAYS[10:20]), DAYS)
    assert finding.message.startswith("no bar on 2020-01-15, 2020-01-16")
    assert finding.message.endswith("and 4 more")


def test_without_a_calendar_no_session_is_missing():
    assert check_bars(sound().iloc[::3], pd.DatetimeIndex([])) == ()


def test_unknown_open_high_low_are_no_fault():
    bars = sound()
    bars.loc[DAYS[4], ["open", "high", "low"]] = np.nan
    assert check_bars(bars, DAYS) == ()
