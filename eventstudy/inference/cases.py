"""What a battery of tests is run on: abnormal returns, their labels, the declared horizons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventstudy.inference.samples import Sample
from eventstudy.types import AbnormalReturns, EventTests, FloatArray, Horizon


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Names of the events and securities of a block, for the rows of its tests."""

    event_ids: Sequence[str]  # (n_events,)
    securities: Sequence[str]  # by security code
    signs: Sequence[float] | None = None  # (n_events,) expected direction, where the user gave one


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Case:
    """What is tested: abnormal returns, their labels, the declared horizons."""

    abnormal: AbnormalReturns
    labels: Labels
    horizons: Sequence[Horizon]
    samples: Mapping[Horizon, Sample]  # by horizon, with the parts that the tests need
    event_tests: Mapping[tuple[str, Horizon], EventTests | str]  # by name and horizon; or why not run
    scar: Mapping[Horizon, FloatArray]  # by horizon, (n_events,), NaN without a CAR
