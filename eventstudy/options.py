"""Words of the command line as values: lists of assets, intervals of days."""

from __future__ import annotations

import re
from typing import Any

from eventstudy.errors import InputError
from eventstudy.extract.files.request_file import Request, shared_windows, windows_warning
from eventstudy.instruments import instrument
from eventstudy.types import EventWindow, Horizon


def asset_names(assets: str) -> list[str]:
    """Return the names of a comma-separated list, each of a known instrument.

    Raises
    ------
    InputError
        If the list is empty or a name is not in ``INSTRUMENTS``.
    """
    names = list(dict.fromkeys(name.strip().lower() for name in assets.split(",") if name.strip()))
    if not names:
        raise InputError("--assets is empty: name at least one, such as --assets brent,dow.")
    return [instrument(name).name for name in names]


def listed(names: str, option: str) -> list[str]:
    """Return the names of a comma-separated list, each once.

    Raises
    ------
    InputError
        If there are none.
    """
    found = list(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    if not found:
        raise InputError(f"{option} is empty: name at least one.")
    return found


def model_or_factors(text: str) -> str | list[str]:
    """Return a model's name, or the factors of "MKT,SMB" or "MKT+SMB"; "MKT(+1)" is one factor."""
    names = [name.strip() for name in re.split(r"[,+](?![^(]*\))", text)]
    return names if len(names) > 1 or "(" in text else text


def named_tests(text: str) -> str | list[str]:
    """Return "all", or the tests of a comma-separated list; commas inside brackets belong to a test."""
    return "all" if text == "all" else [name.strip() for name in re.split(r",(?![^(]*\))", text)]


def interval(text: str, option: str) -> Horizon:
    """Return "first:last" as two days.

    Raises
    ------
    InputError
        If the text has another form or the days are reversed.
    """
    parts = re.fullmatch(r"\s*([+-]?\d{1,6})\s*:\s*([+-]?\d{1,6})\s*", text)
    if parts is None:
        raise InputError(
            f"{option} {text!r} is not an interval of days: write first:last, such as {option}=-1:1."
        )
    first, last = int(parts[1]), int(parts[2])
    if first > last:
        raise InputError(f"{option} {text} is reversed: write {option}={last}:{first}.")
    return first, last


def study_window(
    event: str | None,
    estimation: str | None,
    requests: tuple[Request, ...],
    *,
    min_estimation: int,
    anchor: Any,
) -> tuple[EventWindow, tuple[str, ...]]:
    """Return the windows typed, else those of a request file, else the default ones; and a warning.

    A study has one pair of windows: where the lines of a request file ask for several, the warning says so.
    """
    asked = shared_windows(requests)
    default = EventWindow()
    window = EventWindow(
        event=interval(event, "--event") if event else asked[0] if asked else default.event,
        estimation=interval(estimation, "--estimation")
        if estimation
        else asked[1]
        if asked
        else default.estimation,
        min_estimation=min_estimation,
        anchor=anchor,
    )
    if asked or not requests:
        return window, ()
    used = [f"{first}:{last}" for first, last in (window.event, window.estimation)]
    return window, (windows_warning(requests, *used),)
