"""Rows of the windows, on cases small enough to count by hand."""

import numpy as np
import pytest

from eventstudy.errors import WindowError
from eventstudy.types import EventWindow
from eventstudy.windows import event_days, hull, n_separate_windows, shares_sessions, window_rows

SMALL = EventWindow(event=(-1, 2), estimation=(-8, -4), min_estimation=3)


def rows_at(*day_zero, window=SMALL, n_sessions=40):
    return window_rows(np.array(day_zero), window, n_sessions)


def test_rows_are_counted_from_day_zero():
    rows = rows_at(20)
    assert rows.days.tolist() == [-1, 0, 1, 2]
    assert rows.event.tolist() == [[19, 20, 21, 22]]
    assert rows.estimation.tolist() == [[12, 13, 14, 15, 16]]
    assert rows.gap.tolist() == [[17, 18]]


def test_rows_outside_the_table_are_minus_one():
    rows = rows_at(2, 39)
    assert rows.event.tolist() == [[1, 2, 3, 4], [38, 39, -1, -1]]
    assert rows.estimation[0].tolist() == [-1, -1, -1, -1, -1]
    assert rows.gap.tolist() == [[-1, 0], [36, 37]]


def test_an_episode_has_one_estimation_window_and_gaps_of_its_own_length():
    window = EventWindow(event=(-1, 2), estimation=(-8, -4), min_estimation=3, anchor="episode")
    rows = rows_at(23, 20, window=window)
    assert (rows.estimation == [12, 13, 14, 15, 16]).all()
    assert rows.gap.tolist() == [[17, 18, 19, 20, 21], [-1, -1, -1, 17, 18]]


def test_no_gap_between_adjacent_windows():
    rows = rows_at(20, window=EventWindow(event=(-1, 0), estimation=(-8, -2), min_estimation=3))
    assert rows.gap.shape == (1, 0)


def test_other_events_of_the_security_leave_the_estimation_window():
    rows = rows_at(14, 20, 20)
    security = np.array([0, 0, 1])
    days = event_days(rows.day_zero, security, hull([(0, 0), (-1, 1)]), (40, 2))
    left_out = days.at(rows.estimation, security)
    # 13, 14, 15 are days of the first event; the other security keeps them.
    assert left_out[1].tolist() == [False, True, True, True, False]
    assert not left_out[2].any()
    assert not left_out[0].any()


@pytest.mark.parametrize(
    ("day_zero", "count"), [([1, 4], 2), ([1, 3], 1), ([1, 2, 4], 2), ([1] * 5, 1), ([], 0)]
)
def test_separate_windows_are_counted(day_zero, count):
    assert n_separate_windows(np.array(day_zero, dtype=np.int64), 3, 8) == count


def test_counting_stops_when_there_are_enough():
    assert n_separate_windows(np.arange(0, 30, 3), 3, 4) == 4


def test_windows_that_share_a_session_are_marked():
    day_zero, security = np.array([10, 12, 20, 12]), np.array([0, 0, 0, 1])
    assert shares_sessions(day_zero, security, (0, 2)).tolist() == [True, True, False, False]
    assert shares_sessions(day_zero, security, (0, 1)).tolist() == [False] * 4
    assert shares_sessions(day_zero, security, (-4, 4)).tolist() == [True, True, True, False]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"event": (3, -3)}, "event window 3:-3 is reversed.*-3:3"),
        ({"estimation": (-11, -260)}, "estimation window -11:-260 is reversed"),
        ({"estimation": (-260, -10)}, "reaches into the event window -10:10: end it before day -10"),
        ({"min_estimation": 2}, "at least 3"),
        ({"min_estimation": 251}, "holds 250 sessions"),
        ({"anchor": "evnt"}, "evnt"),
    ],
)
def test_wrong_windows_say_what_is_wrong(options, says):
    with pytest.raises(WindowError, match=says):
        EventWindow(**options)
