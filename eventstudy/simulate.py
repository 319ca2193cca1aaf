"""Size and power of the tests: how often each rejects in samples drawn from known designs.

Brown and Warner (1980), Journal of Financial Economics 8:205-258, and (1985) 14:3-31.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from operator import index
from typing import Any, cast

import numpy as np
import pandas as pd

from eventstudy.abnormal import abnormal_returns
from eventstudy.errors import ForbiddenTestError, InputError, TooFewEventsError
from eventstudy.inference import TESTS, EventTest, SampleTest
from eventstudy.inference.battery import ALL, named_tests
from eventstudy.inference.day_sums import spreads
from eventstudy.inference.samples import samples_of
from eventstudy.models import MODELS
from eventstudy.registry import lookup
from eventstudy.simulation_designs import DESIGNS, N_ESTIMATION, WHOLE_WINDOW, Design
from eventstudy.simulation_draws import draw
from eventstudy.simulation_rates import SimulationResult, rejection_rate
from eventstudy.types import AbnormalReturns, EventWindow, FloatArray, Horizon
from eventstudy.windows import hull, window_rows

HORIZONS = ((0, 0), (0, 2), (-5, 5))
# Events held in memory at once; the results do not depend on it.
CHUNK = 2500
# Days of a horizon before or after day 0 that are more than a test of 239 days can bear.
TOO_FAR = 250

Tell = Callable[[str], None]


def simulate(
    design: str | Sequence[str] | Mapping[str, Design],
    tests: str | Sequence[str] = "all",
    n_samples: int = 1000,
    seed: int = 7,
    *,
    horizons: Sequence[Horizon] = HORIZONS,
    n_events: int | None = None,
    alpha: float = 0.05,
    progress: Tell | None = None,
) -> SimulationResult:
    """Return how often each test rejects "no effect" in samples of a design.

    The market model is estimated on the 239 days before the event window, which is days -5 to 5 or as much
    more as the horizons ask for. Sample s of a design is the same whatever tests, horizons within that
    window, and number of samples are asked for.

    Parameters
    ----------
    design : str, sequence of str or mapping
        Name of a design in ``DESIGNS``, several, or "all"; or designs of your own by name.
    tests : str or sequence of str
        Names of tests: sample tests, or tests of one event for a design with samples of one event; "all"
        for every test that suits the design.
    n_samples : int
    seed : int
        The random stream is ``default_rng([seed, scenario])``, with the scenario number of the design.
    horizons : sequence of (int, int)
    n_events : int, optional
        Events of a sample, in place of the design's own number.
    alpha : float
        Nominal size.
    progress : callable, optional
        Told in words what is at hand.

    Raises
    ------
    InputError
        If a name is unknown, a number is out of range, or a test does not suit the design.
    """
    designs = _designs(design, n_events)
    _check(n_samples, seed, alpha)
    declared = _horizons(horizons)
    names = {name: _suited(named_tests(tests), name, one) for name, one in designs.items()}
    rows: list[dict[str, Any]] = []
    for name, one in designs.items():
        rng = np.random.default_rng([seed, one.scenario])
        chunks = _drawn(one, declared, n_samples, rng, _telling(progress, name))
        for (test, (first, last)), found in _p_values(one, names[name], declared, chunks).items():
            row = {"design": name, "test": test, "first": first, "last": last}
            rows.append(row | rejection_rate(found, alpha, has_effect=one.effect != 0))
    rates = pd.DataFrame(rows).astype({"in_band": "boolean"})
    return SimulationResult(rates=rates, designs=designs, seed=seed, alpha=alpha)


# --- what is asked for ----------------------------------------------------------------------------


def _designs(design: str | Sequence[str] | Mapping[str, Design], n_events: int | None) -> dict[str, Design]:
    if isinstance(design, Mapping):
        found = dict(design)
    elif isinstance(design, str):
        found = dict(DESIGNS) if design == "all" else {design: lookup(DESIGNS, design, kind="design")}
    else:
        found = {name: lookup(DESIGNS, name, kind="design") for name in design}
    if not found:
        raise InputError(f"design is {design!r}: name at least one, such as 'A', or 'all'.")
    if n_events is None:
        return found
    return {name: replace(one, n_events=n_events) for name, one in found.items()}


def _check(n_samples: int, seed: int, alpha: float) -> None:
    if n_samples < 1:
        raise InputError(f"n_samples is {n_samples!r}: give at least 1; 1000 shows a rate to 0.7 points.")
    if seed < 0:
        raise InputError(f"seed is {seed!r}: give a whole number of at least 0.")
    if not 0 < alpha < 1:
        raise InputError(f"alpha is {alpha!r}: give a nominal size between 0 and 1, such as 0.05.")


def _horizons(horizons: Sequence[Horizon]) -> list[Horizon]:
    declared = list(dict.fromkeys((index(first), index(last)) for first, last in horizons))
    if not declared or any(not -TOO_FAR <= first <= last <= TOO_FAR for first, last in declared):
        raise InputError(
            f"horizons are {horizons!r}: give pairs of days from -{TOO_FAR} to {TOO_FAR}, the earlier first,"
            " such as [(0, 0), (-5, 5)]."
        )
    return declared


def _suited(tests: Sequence[str], name: str, design: Design) -> tuple[str, ...]:
    """Return the tests that suit a design: of single events, or of samples."""
    scope = "event" if design.n_events == 1 else "sample"
    fit = tuple(test for test, entry in TESTS.items() if entry.scope == scope)
    if tuple(tests) == ALL:
        return fit
    if not tests:
        raise InputError("tests is empty: name at least one, such as 'bmp', or 'all'.")
    for test in tests:
        if test not in fit:
            raise InputError(
                f"test {test!r} does not suit design {name!r}, whose samples have {design.n_events} event(s):"
                f" take one of {', '.join(fit)}, or a design with another number of events."
            )
    return tuple(tests)


def _telling(progress: Tell | None, name: str) -> Tell:
    def tell(step: str) -> None:
        if progress is not None:
            progress(f"design {name}: {step}")

    return tell


# --- p-values and rates ---------------------------------------------------------------------------

Asked = tuple[str, Horizon]


def _p_values(
    design: Design, tests: Sequence[str], horizons: Sequence[Horizon], chunks: Iterator[AbnormalReturns]
) -> dict[Asked, FloatArray]:
    """Return the p-values of every test over every horizon, (n_samples,), NaN where it could not run."""
    found: dict[Asked, list[FloatArray]] = {(test, horizon): [] for test in tests for horizon in horizons}
    single = design.n_events == 1
    of_chunk = _of_events if single else partial(_of_samples, n_events=design.n_events)
    for abnormal in chunks:
        for asked, p_values in of_chunk(abnormal, tests, horizons).items():
            found[asked].append(p_values)
    return {asked: np.concatenate(p_values) for asked, p_values in found.items()}


def _drawn(
    design: Design, horizons: Sequence[Horizon], n_samples: int, rng: np.random.Generator, tell: Tell
) -> Iterator[AbnormalReturns]:
    """Draw the samples, some at a time, and fit the market model to their events."""
    event = hull([WHOLE_WINDOW, design.effect_days, design.variance_days, *horizons])
    window = EventWindow(event=event, estimation=(event[0] - N_ESTIMATION, event[0] - 1), clean=False)
    at_once = max(CHUNK // design.n_events, 1)
    for start in range(0, n_samples, at_once):
        tell(f"{start} of {n_samples} samples")
        yield _abnormal(design, window, min(at_once, n_samples - start), rng)


def _abnormal(
    design: Design, window: EventWindow, n_samples: int, rng: np.random.Generator
) -> AbnormalReturns:
    drawn = draw(design, window, n_samples, rng)
    abnormal, _ = abnormal_returns(
        MODELS["market"].model,
        returns=drawn.returns,
        factors=drawn.market,
        security=drawn.column,
        rows=window_rows(drawn.day_zero, window, drawn.returns.shape[0]),
        keep_observed=design.n_events == 1,
    )
    return replace(abnormal, security=drawn.security)


def _of_events(
    events: AbnormalReturns, tests: Sequence[str], horizons: Sequence[Horizon]
) -> dict[Asked, FloatArray]:
    held = {horizon: events.over(*horizon) for horizon in horizons}
    return {
        (test, horizon): cast(EventTest, TESTS[test].function)(held[horizon]).p_value
        for test in tests
        for horizon in horizons
    }


def _of_samples(
    events: AbnormalReturns, tests: Sequence[str], horizons: Sequence[Horizon], *, n_events: int
) -> dict[Asked, FloatArray]:
    """Return the p-values of samples of ``n_events`` events that follow one another in a block."""
    parts = tuple(sorted({part for test in tests for part in TESTS[test].parts}))
    n_samples = events.n_events // n_events
    p_values = {(test, horizon): np.full(n_samples, np.nan) for test in tests for horizon in horizons}
    for number, at in enumerate(np.arange(events.n_events).reshape(n_samples, n_events)):
        sample = events.take(at)
        scales = {horizon: spreads(sample.over(*horizon)) for horizon in horizons}
        for horizon, reduced in samples_of(sample, scales, parts).items():
            for test in tests:
                with suppress(TooFewEventsError, ForbiddenTestError):
                    result = cast(SampleTest, TESTS[test].function)(reduced)
                    p_values[test, horizon][number] = result.p_value
    return p_values
