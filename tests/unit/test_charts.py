import io

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from unit.report_cases import HOSTILE, prices

from eventstudy import charts
from eventstudy.charts.marks import MAX_LEVELS, levels, numbers_by_session
from eventstudy.charts.style import DIVERGING, FONTS, SERIES
from eventstudy.charts.words import listed, percent, relative_day

DAYS = np.arange(-2, 4)
AR = np.array([0.01, -0.05, np.nan, 0.002, 0.043, -0.01])


@pytest.fixture
def ax():
    with charts.style():
        yield Figure(figsize=(6, 3)).add_subplot()


@pytest.fixture
def abnormal():
    session = pd.bdate_range("2020-01-02", periods=6)
    return pd.DataFrame({"day": DAYS, "session": session, "ar": AR, "se": 0.02})


@pytest.fixture
def brent():
    return prices().close["brent"].loc["2019-12-16":"2020-01-17"]


def numbered(*dates):
    return pd.DataFrame({"number": range(1, len(dates) + 1), "date": pd.to_datetime(list(dates))})


def texts(ax):
    return [text.get_text() for text in ax.texts]


def lightness(colour):
    return float(np.dot(to_rgb(colour), [0.2126, 0.7152, 0.0722]))


# --- style ------------------------------------------------------------------------------------


def test_series_colours_differ_in_greyscale():
    light = sorted(lightness(colour) for colour in SERIES)
    assert min(np.diff(light)) > 0.1


def test_a_rise_and_a_fall_of_one_size_differ_in_greyscale():
    for size in (0.2, 0.35, 0.5):
        assert lightness(DIVERGING(0.5 + size)) - lightness(DIVERGING(0.5 - size)) > 0.05


def test_style_gives_the_callers_settings_back():
    before = dict(mpl.rcParams)
    with charts.style():
        assert mpl.rcParams["svg.fonttype"] == "path"
    assert dict(mpl.rcParams) == before


def test_fonts_are_open_and_small():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text(encoding="utf8")
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 2_000_000


def test_svg_is_the_same_each_time_and_needs_no_font(abnormal):
    def draw(figure):
        charts.ar_by_day(figure.add_subplot(), abnormal)

    one, two = (charts.draw_svg(draw, width=4, height=2) for _ in range(2))
    assert one == two
    assert "<text" not in one
    assert "date" not in one.lower()
    assert "http" not in one.replace("http://www.w3.org", "")


def test_hostile_text_is_drawn_as_text():
    def draw(figure):
        figure.add_subplot().set_title(HOSTILE[:60] + "$\\frac$ --> <script>")

    svg = charts.draw_svg(draw, width=4, height=2)
    assert "<script" not in svg
    assert "<!--" not in svg


# --- price ------------------------------------------------------------------------------------


def test_price_has_the_number_of_each_event_at_its_session(ax, brent):
    charts.price_with_events(ax, brent, numbered("2020-01-03", "2020-01-08"), unit="dollars")
    assert texts(ax) == ["1", "2"]
    days = [text.get_position()[0] for text in ax.texts]
    assert days[1] - days[0] == 5
    assert ax.get_ylabel() == "dollars"


def test_price_draws_known_prices_only(ax, brent):
    gappy = brent.copy()
    gappy.iloc[3] = np.nan
    charts.price_with_events(ax, gappy, numbered("2020-01-03"))
    assert list(ax.lines[0].get_ydata()) == list(brent.drop(brent.index[3]))


def test_event_without_a_price_has_no_mark(ax, brent):
    charts.price_with_events(ax, brent, numbered("2020-01-04"))
    assert texts(ax) == []


def test_price_alt_tells_the_figures(brent):
    alt = charts.price_with_events_alt(brent, numbered("2020-01-03"), name="Brent crude", unit="dollars")
    assert "1 on 3 January 2020 at 68.60" in alt
    assert f"{brent.iloc[0]:,.2f} to {brent.iloc[-1]:,.2f}" in alt
    assert f"low {brent.min():,.2f}" in alt
    assert f"high {brent.max():,.2f}" in alt


def test_price_alt_of_no_price():
    empty = pd.Series([np.nan], index=pd.to_datetime(["2020-01-03"]))
    assert "no price" in charts.price_with_events_alt(empty, numbered("2020-01-03"), name="X")


# --- marks ------------------------------------------------------------------------------------


def test_events_of_one_session_share_a_mark():
    dates = ["2020-01-03"] * 2 + ["2020-01-08"] * 4 + [None]
    labels = numbers_by_session(numbered(*dates))
    assert list(labels.values()) == ["1, 2", "3…6"]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=30), st.floats(0.1, 20))
def test_marks_of_a_row_touch_only_when_every_row_is_full(positions, width):
    positions = sorted(positions)
    rows = levels(positions, [width] * len(positions))
    assert all(0 <= row < MAX_LEVELS for row in rows)
    for at, (position, row) in enumerate(zip(positions, rows, strict=True)):
        close = {r for p, r in zip(positions[:at], rows[:at], strict=True) if position - p < width * 0.999}
        assert row not in close or len(close) == MAX_LEVELS


# --- abnormal returns -------------------------------------------------------------------------


def test_bars_outside_the_band_are_filled_and_no_others(ax, abnormal):
    charts.ar_by_day(ax, abnormal)
    filled = [bar.get_facecolor()[3] > 0 for bar in ax.patches if hasattr(bar, "get_height")]
    assert filled == [False, True, False, False, True, False]


def test_bars_are_in_per_cent_and_in_order_of_days(ax, abnormal):
    charts.ar_by_day(ax, abnormal.iloc[::-1])
    heights = [bar.get_height() for bar in ax.patches if hasattr(bar, "get_height")]
    assert heights == pytest.approx(list(100 * AR), nan_ok=True)


def test_session_bars_mark_the_events(ax, abnormal):
    charts.ar_by_session(ax, abnormal, numbered("2020-01-03", "2020-01-03", "2020-03-03"))
    assert texts(ax) == ["1, 2"]
    assert ax.texts[0].get_position()[0] == 1


def test_ar_alt_counts_what_lies_outside(abnormal):
    alt = charts.ar_by_day_alt(abnormal, name="Brent crude")
    assert "2 of 5 lie outside" in alt
    assert "day −1 (−5.0 %)" in alt
    assert "largest is −5.0 % on day −1" in alt


def test_ar_alt_says_when_nothing_lies_outside(abnormal):
    alt = charts.ar_by_session_alt(abnormal.assign(se=1.0), name="Brent crude")
    assert "all 5 lie inside" in alt
    assert "3 January 2020" in alt


def test_ar_alt_of_no_returns(abnormal):
    assert "none could be computed" in charts.ar_by_day_alt(abnormal.assign(ar=np.nan), name="X")


# --- cumulative -------------------------------------------------------------------------------


@pytest.fixture
def path():
    car = np.array([0.0, 0.02, 0.05, 0.04])
    return pd.DataFrame({"day": range(4), "car": car, "ci_low": car - 0.03, "ci_high": car + 0.03})


def test_car_path_draws_the_path_and_its_band(ax, path):
    charts.car_path(ax, path.iloc[::-1], label="Brent")
    line = next(line for line in ax.lines if line.get_label() == "Brent")
    assert list(line.get_xdata()) == [0, 1, 2, 3]
    assert list(line.get_ydata()) == pytest.approx([0, 2, 5, 4])
    corners = ax.collections[0].get_paths()[0].vertices
    assert corners[:, 1].min() == pytest.approx(-3)
    assert corners[:, 1].max() == pytest.approx(8)


def test_car_alt_counts_the_days_that_leave_zero_out(path):
    alt = charts.car_path_alt(path, name="Brent crude")
    assert "leaves zero out on 2 of 4 days" in alt
    assert "ends at +4.0 % (95 % interval +1.0 % to +7.0 %)" in alt
    assert "day +2 at +5.0 %" in alt


def test_car_alt_when_the_band_holds_zero(path):
    alt = charts.car_path_alt(path.assign(ci_low=-1.0, ci_high=1.0), name="X")
    assert "holds zero on every day" in alt
    assert "none could be computed" in charts.car_path_alt(path.assign(car=np.nan), name="X")


# --- heat map ---------------------------------------------------------------------------------


@pytest.fixture
def grid():
    return pd.DataFrame([AR, AR[::-1]], index=["Event 1", "Event 2"], columns=DAYS)


def test_cells_tell_their_value_and_bold_is_outside_the_band(ax, grid):
    charts.heat_map(ax, grid, se=grid.notna() * 0.02)
    weights = {text.get_text(): text.get_weight() for text in ax.texts}
    assert weights == {"1.0": 400, "−5.0": 600, "0.2": 400, "4.3": 600, "−1.0": 400}
    assert len(ax.texts) == grid.notna().to_numpy().sum()


def test_rows_run_down_and_are_labelled(ax, grid):
    charts.heat_map(ax, grid)
    assert [label.get_text() for label in ax.get_yticklabels()] == ["Event 1", "Event 2"]
    assert ax.yaxis_inverted()


def test_a_large_map_marks_only_what_lies_outside(ax):
    values = np.full((40, 21), 0.01)
    values[3, 4] = -0.09
    grid = pd.DataFrame(values, columns=range(-10, 11))
    charts.heat_map(ax, grid, se=grid * 0 + 0.02)
    assert [(text.get_text(), text.get_position()) for text in ax.texts] == [("•", (4.5, 3.5))]


def test_a_map_without_returns_is_drawn(ax, grid):
    charts.heat_map(ax, grid * np.nan)
    assert texts(ax) == []
    assert "none could be computed" in charts.heat_map_alt(grid * np.nan, name="X")


def test_heat_alt_names_the_largest_cells(grid):
    alt = charts.heat_map_alt(grid, name="Brent crude")
    assert "2 events by 6 days: from −5.0 % to +4.3 %" in alt
    assert "−5.0 % for Event 1 on day −1" in alt
    assert "Cells without a price: 2" in alt


# --- multiples --------------------------------------------------------------------------------


def test_panels_share_one_scale(abnormal):
    panels = {"one": abnormal, "two": abnormal.assign(ar=abnormal["ar"] * 3), "three": abnormal}
    with charts.style():
        axes = charts.small_multiples(Figure(), panels, charts.ar_by_day, columns=2)
    assert [ax.get_title(loc="left") for ax in axes] == list(panels)
    assert len({ax.get_ylim() for ax in axes}) == 1


def test_panel_alt_tells_every_panel(abnormal):
    panels = {"one": abnormal, "two": abnormal}
    alt = charts.small_multiples_alt(panels, lambda rows, title: charts.ar_by_day_alt(rows, name=title))
    assert alt.startswith("2 panels on one scale: one and two.")
    assert alt.count("lie outside") == 2


def test_charts_work_on_axes_of_the_caller(abnormal):
    figure = Figure()
    assert charts.ar_by_day(figure.add_subplot(), abnormal) in figure.axes
    figure.savefig(io.BytesIO(), format="png")


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "text"), [(0.0351, "+3.5 %"), (-0.0351, "−3.5 %"), (-0.0001, "0.0 %"), (0, "0.0 %")]
)
def test_percent(value, text):
    assert percent(value) == text


def test_listed():
    assert [listed([]), listed(["a"]), listed(["a", "b"])] == ["", "a", "a and b"]
    assert listed(list("abcdef"), most=2) == "a, b and 4 more"


def test_relative_day():
    assert [relative_day(day) for day in (-1, 0, 2)] == ["day −1", "day 0", "day +2"]
