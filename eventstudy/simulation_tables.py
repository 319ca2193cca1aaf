"""Rejection rates as lines of text: one design with its intervals, or a table of designs by test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from eventstudy.simulation_designs import Design
from eventstudy.simulation_rates import SimulationResult, acceptance_band

OUTSIDE_BAND = "!"
NAME_WIDTH = 18
SIZE, POWER, ONE_EVENT = "size", "power", "tests of one event"


def rate_lines(result: SimulationResult) -> tuple[str, ...]:
    """Return the rates in percent, marked where the nominal size is not kept."""
    one_design = len(result.designs) == 1
    lines = list(_design_lines(result) if one_design else _table_lines(result))
    return (*lines, *_reading(result, intervals=one_design), *_not_run_lines(result.rates))


def _design_lines(result: SimulationResult) -> Iterator[str]:
    ((name, design),) = result.designs.items()
    yield f"{name}: {design.purpose}"
    rates = result.rates
    horizons = list(dict.fromkeys(zip(rates["first"], rates["last"], strict=True)))
    yield _row("", [f"[{first},{last}]" for first, last in horizons], 20)
    for test, rows in rates.groupby("test", sort=False):
        cells = [f"{_cell(row)} [{row['low']:.1%}, {row['high']:.1%}]" for row in rows.to_dict("records")]
        yield _row(str(test), [cell.replace("%", "") for cell in cells], 20)


def _table_lines(result: SimulationResult) -> Iterator[str]:
    for (first, last), rows in result.rates.groupby(["first", "last"], sort=False):
        for title in (SIZE, POWER, ONE_EVENT):
            names = [name for name, design in result.designs.items() if _title(design) == title]
            if names:
                yield f"[{first},{last}] {title}"
                yield from _matrix(rows[rows["design"].isin(names)], names)
                yield ""
    yield from (f"{name:8}{design.purpose}" for name, design in result.designs.items())


def _title(design: Design) -> str:
    if design.n_events == 1:
        return ONE_EVENT
    return POWER if design.effect else SIZE


def _matrix(rates: pd.DataFrame, designs: Sequence[str]) -> Iterator[str]:
    yield _row("", designs, 8)
    for test, rows in rates.groupby("test", sort=False):
        cells = {row["design"]: _cell(row) for row in rows.to_dict("records")}
        yield _row(str(test), [cells.get(name, "") for name in designs], 8)


def _reading(result: SimulationResult, *, intervals: bool) -> Iterator[str]:
    n = int(result.rates["n_samples"].max())
    low, high = acceptance_band(max(n, 1), result.alpha)
    yield ""
    yield (
        f"Rejections in percent of {n} samples, nominal {result.alpha:.0%}, seed {result.seed};"
        f" {OUTSIDE_BAND} marks a size outside {max(low, 0):.1%} to {high:.1%}."
    )
    if intervals:
        yield "In brackets: 95 % interval of the rate."


def _not_run_lines(rates: pd.DataFrame) -> Iterator[str]:
    for row in rates[rates["n_not_run"] > 0].to_dict("records"):
        yield (
            f"not run: {row['test']} [{row['first']},{row['last']}] in {row['n_not_run']} samples of"
            f" design {row['design']}"
        )


def _cell(row: dict[Any, Any]) -> str:
    if not row["n_samples"]:
        return "- "
    kept = pd.isna(row["in_band"]) or row["in_band"]
    return f"{100 * row['rate']:.1f}{' ' if kept else OUTSIDE_BAND}"


def _row(name: str, cells: Sequence[str], width: int) -> str:
    return (f"{name:{NAME_WIDTH}}" + "".join(f"{cell:>{width}}" for cell in cells)).rstrip()
