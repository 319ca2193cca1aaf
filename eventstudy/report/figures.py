"""The figures of a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from textwrap import wrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from eventstudy.charts import (
    ar_by_session,
    ar_by_session_alt,
    car_path,
    car_path_alt,
    draw_svg,
    heat_map,
    heat_map_alt,
    price_with_events,
    price_with_events_alt,
    small_multiples,
)
from eventstudy.charts.style import SERIES
from eventstudy.instruments import INSTRUMENTS
from eventstudy.report.content import ReportInput
from eventstudy.report.document import Picture
from eventstudy.report.findings import Numbering, asset_name
from eventstudy.report.formats import days, signed_day, size

WIDTH = 7.0  # inches: the width of the text
PANELS_A_FIGURE = 4
SESSIONS_BEFORE, SESSIONS_AFTER = 45, 15
MOST_SESSIONS = 70  # a longer episode has no readable bars
MOST_CAR_PANELS = 40
MOST_MARKS_ABREAST = 12  # more events than this need the width of the page
HEAT_ROWS_A_FIGURE = 45
SHARED_PATHS = (
    " Events that share a session of an asset share its path; where windows overlap, the same sessions are"
    " part of several paths."
)
SHARED_ROWS = " Where windows overlap, one session appears in several rows."


def figures(content: ReportInput, numbers: Numbering) -> dict[str, tuple[Picture, ...]]:
    """Return the figures by kind: prices, episode, car, heat."""
    return {
        "prices": tuple(_prices(content, numbers)),
        "episode": tuple(_episode(content, numbers)),
        "car": tuple(_car(content, numbers)),
        "heat": tuple(_heat(content, numbers)),
    }


def _panels(draws: Mapping[str, Callable[[Axes], object]], *, columns: int, height: float) -> str:
    """Draw one panel an asset, its name beside the y axis."""
    across = min(columns, len(draws))
    down = -(-len(draws) // across)

    def draw(figure: Figure) -> None:
        axes = figure.subplots(down, across, squeeze=False).ravel()
        for ax, (name, panel) in zip(axes, draws.items(), strict=False):
            panel(ax)
            ax.set_ylabel("\n".join([*wrap(name, 24), ax.get_ylabel()]).strip())
        for ax in axes[len(draws) :]:
            ax.remove()

    return draw_svg(draw, width=WIDTH, height=height * down)


def _marks(content: ReportInput, numbers: Numbering, asset: str) -> pd.DataFrame:
    rows = content.aligned[content.aligned["security"] == asset].dropna(subset=["date"])
    return rows.assign(number=rows["event_id"].map(numbers.by_id))[["number", "date"]]


def _groups(assets: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    for start in range(0, len(assets), PANELS_A_FIGURE):
        group = assets[start : start + PANELS_A_FIGURE]
        yield ("" if len(assets) <= PANELS_A_FIGURE else f"_{start // PANELS_A_FIGURE + 1}"), group


def _colour(content: ReportInput, asset: str) -> str:
    return SERIES[content.prices.assets.index(asset) % len(SERIES)]


def _prices(content: ReportInput, numbers: Numbering) -> Iterator[Picture]:
    sessions = content.prices.sessions
    dates = pd.DatetimeIndex(content.aligned["date"].dropna())
    if dates.empty:
        return
    first = max(int(sessions.searchsorted(dates.min())) - SESSIONS_BEFORE, 0)
    last = int(sessions.searchsorted(dates.max())) + SESSIONS_AFTER
    for suffix, assets in _groups(content.prices.assets):
        draws, alts = {}, []
        for asset in assets:
            close = content.prices.close[asset].iloc[first : last + 1]
            marks, unit = _marks(content, numbers, asset), _unit(asset)
            rolls = content.prices.rolls.get(asset, ())
            draws[asset_name(asset)] = _price_panel(close, marks, rolls, unit, _colour(content, asset))
            alts.append(price_with_events_alt(close, marks, name=asset_name(asset), unit=unit))
        rolled = any(content.prices.rolls.get(asset) for asset in assets)
        yield Picture(
            name=f"prices{suffix}",
            title="Closing prices, with the first session of each numbered event",
            svg=_panels(draws, columns=2 if len(numbers.by_id) <= MOST_MARKS_ABREAST else 1, height=2.1),
            alt=" ".join(alts),
            foot="Numbers are those of Table 1."
            + (" A tick on the time axis is the first session of a new futures contract." if rolled else ""),
        )


def _price_panel(
    close: pd.Series, marks: pd.DataFrame, rolls: Sequence[pd.Timestamp], unit: str, colour: str
) -> Callable[[Axes], object]:
    return lambda ax: price_with_events(ax, close, marks, rolls=rolls, unit=unit, colour=colour)


def _unit(asset: str) -> str:
    return INSTRUMENTS[asset].unit if asset in INSTRUMENTS else ""


def _episode(content: ReportInput, numbers: Numbering) -> Iterator[Picture]:
    """Draw the sessions of all windows, where one estimation window makes them comparable."""
    if not_drawn(content):
        return
    once = _once(content)
    for suffix, assets in _groups([a for a in content.prices.assets if a in set(once["security"])]):
        draws, alts = {}, []
        for asset in assets:
            rows, marks = once[once["security"] == asset], _marks(content, numbers, asset)
            draws[asset_name(asset)] = _session_panel(rows, marks, _colour(content, asset))
            alts.append(ar_by_session_alt(rows, name=asset_name(asset)))
        yield Picture(
            name=f"abnormal_by_session{suffix}",
            title="Abnormal return of every session of the episode",
            svg=_panels(draws, columns=1, height=1.75),
            alt=" ".join(alts),
            foot="The band is the 95 % no-effect band of a single session; a filled bar lies outside it. One"
            " session in twenty does so without any event.",
        )


def not_drawn(content: ReportInput) -> str:
    """Return why the abnormal returns of every session are not drawn; empty if they are."""
    result, count = content.result, _once(content)["session"].nunique()
    if result.estimation.get("anchor") != "episode" and len(result.keys) > len(content.prices.assets):
        why = "each event has its own estimation window, so the sessions are not on one scale"
    elif count > MOST_SESSIONS:
        why = f"the event windows hold {count} sessions, and more than {MOST_SESSIONS} bars cannot be read"
    else:
        return ""
    return f"No figure shows the abnormal return of every session: {why}. All are in abnormal_returns.csv."


def _once(content: ReportInput) -> pd.DataFrame:
    return content.result.abnormal.dropna(subset=["session"]).drop_duplicates(["security", "session"])


def _session_panel(rows: pd.DataFrame, marks: pd.DataFrame, colour: str) -> Callable[[Axes], object]:
    return lambda ax: ar_by_session(ax, rows, marks, colour=colour)


def _car(content: ReportInput, numbers: Numbering) -> Iterator[Picture]:
    paths = content.result.car_paths
    if paths["day"].nunique() < 2:
        return
    events = _by_event(content, numbers, paths)
    shown = dict(list(events.items())[:MOST_CAR_PANELS])
    panels = {f"Event{'s' if ',' in number else ''} {number}": rows for number, rows in shown.items()}
    alts = [
        car_path_alt(rows[rows["security"] == asset], name=f"{asset_name(str(asset))}, {title.lower()}")
        for title, rows in panels.items()
        for asset in rows["security"].unique()
    ]
    first, last = int(paths["day"].min()), int(paths["day"].max())
    n_more = len(events) - len(shown)
    more = f" {n_more} more event{'s are' if n_more > 1 else ' is'} in Table 3." if n_more else ""
    yield Picture(
        name="cumulative_abnormal_returns",
        title=f"Cumulative abnormal return over {days(first, last)}, with 95 % intervals",
        svg=_car_svg(content, panels),
        alt=" ".join(alts[:12]) + (f" And {len(alts) - 12} more paths." if len(alts) > 12 else ""),
        foot=f"Each path starts on day {signed_day(first)}.{SHARED_PATHS if len(shown) > 1 else ''}{more}",
    )


def _car_svg(content: ReportInput, panels: Mapping[str, pd.DataFrame]) -> str:
    assets = content.prices.assets
    across = len(panels) if len(panels) <= 4 else 3 if len(panels) <= 9 else 5
    down = -(-len(panels) // across)

    def panel(ax: Axes, rows: pd.DataFrame) -> Axes:
        for asset in rows["security"].unique():
            car_path(ax, rows[rows["security"] == asset], label=asset_name(asset), series=assets.index(asset))
        return ax

    def draw(figure: Figure) -> None:
        axes = small_multiples(figure, panels, panel, columns=across)
        lines = [line for ax in axes for line in ax.get_lines() if line.get_marker() == "o"]
        named = {str(line.get_label()): line for line in lines}
        figure.legend(named.values(), named.keys(), loc="outside upper left", ncols=4)
        for ax in axes:
            ax.set(xlabel="", ylabel="")
        figure.supxlabel("sessions after the event's first session", fontsize=8.5)
        figure.supylabel("cumulative abnormal return", fontsize=8.5)

    return draw_svg(
        draw, width=WIDTH, height=min(0.8 + (1.5 if across <= 4 else 1.05) * max(down, 1.15), 8.8)
    )


def _by_event(content: ReportInput, numbers: Numbering, rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the rows of each event number; a row of several events is in each of them.

    Events that share the session of every asset, and with it every row, are told once, as "4, 5".
    """
    groups = _by_number(content, numbers, rows)
    parts: dict[int, tuple[str, ...]] = {}
    for label in groups:
        for member in [int(name) for name in label.split(", ") if name.isdigit()]:
            parts[member] = (*parts.get(member, ()), label)
    together: dict[tuple[str, ...], list[int]] = {}
    for number in sorted(parts):
        together.setdefault(parts[number], []).append(number)
    return {
        ", ".join(map(str, same)): pd.concat([groups[label] for label in labels], ignore_index=True)
        for labels, same in together.items()
    }


def _by_number(content: ReportInput, numbers: Numbering, rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    dated = content.result.events[["event_id", "security", "date"]].drop_duplicates(["event_id", "security"])
    rows = rows.merge(dated, on=["event_id", "security"])
    labels = [
        numbers.text(str(row["security"]), pd.Timestamp(row["date"]), str(row["event_id"]))
        for row in rows.to_dict("records")
    ]
    rows = rows.assign(number=labels, place=[_first_number(label) for label in labels])
    rows = rows.sort_values(["place", "number"], kind="stable")
    return {str(number): group for number, group in rows.groupby("number", sort=False)}


def _first_number(label: str) -> int:
    head = label.partition(",")[0]
    return int(head) if head.isdigit() else 10**9


def _heat(content: ReportInput, numbers: Numbering) -> Iterator[Picture]:
    for asset in content.prices.assets:
        rows = content.result.abnormal[content.result.abnormal["security"] == asset]
        by_number = _by_number(content, numbers, rows)
        if not by_number:
            continue
        names = list(by_number)
        for start in range(0, len(names), HEAT_ROWS_A_FIGURE):
            part = names[start : start + HEAT_ROWS_A_FIGURE]
            ar, se = (_grid(by_number, part, column) for column in ("ar", "se"))
            suffix = "" if len(names) <= HEAT_ROWS_A_FIGURE else f"_{start // HEAT_ROWS_A_FIGURE + 1}"
            yield Picture(
                name=f"heat_map_{_file_name(content, asset)}{suffix}",
                title=f"Abnormal returns by event and day: {asset_name(asset)}",
                svg=draw_svg(_heat_drawing(ar, se), width=WIDTH, height=0.6 + 0.2 * len(part)),
                alt=heat_map_alt(ar, name=asset_name(asset)),
                foot="Per cent; blue is a fall, orange a rise, the colour scale ends at"
                f" {size(float(ar.abs().max().max()))}. Bold or dotted cells lie outside the 95 % no-effect"
                f" band of one session.{SHARED_ROWS if len(names) > 1 else ''}",
            )


def _heat_drawing(ar: pd.DataFrame, se: pd.DataFrame) -> Callable[[Figure], object]:
    return lambda figure: heat_map(figure.add_subplot(), ar, se=se)


def _grid(by_number: dict[str, pd.DataFrame], names: Sequence[str], column: str) -> pd.DataFrame:
    rows = {
        f"Event{'s' if ',' in name else ''} {name}": by_number[name].set_index("day")[column]
        for name in names
    }
    return pd.DataFrame(rows).T.sort_index(axis=1)


def _file_name(content: ReportInput, asset: str) -> str:
    """Return a name that is safe in a path, whatever the asset is called."""
    simple = asset.isascii() and asset.replace("_", "").isalnum() and len(asset) <= 30
    return asset.lower() if simple else f"asset_{content.prices.assets.index(asset) + 1}"
