"""What comes of a block of events, fits and then samples, and how blocks are put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from eventstudy.inference.battery import EventResults
from eventstudy.inference.samples import Sample, joined
from eventstudy.joining import joined_abnormal, joined_optional, kept_in_place
from eventstudy.types import AbnormalReturns, BoolArray, EventTests, FloatArray, Horizon, IntArray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Estimates:
    """Abnormal returns and fits of all events; ``abnormal`` without residuals where events are many."""

    abnormal: AbnormalReturns
    names: tuple[str, ...]  # of the coefficients
    coefficients: FloatArray  # (n_events, n_coefficients)
    n_obs: IntArray  # (n_events,)
    parameters: Mapping[str, FloatArray]  # further estimates of the model, (n_events,) each

    def take(self, events: BoolArray | IntArray) -> Estimates:
        """Return the events selected by a mask or by positions."""
        return self._with(self.abnormal.take(events), events)

    def keep_only(self, events: BoolArray) -> Estimates:
        """Return the events marked; where they are many, in the memory of these, which are lost."""
        if events.all():
            return self
        if holds_residuals(self.abnormal):
            return self.take(events)
        return self._with(kept_in_place(self.abnormal, events), events)

    def _with(self, abnormal: AbnormalReturns, events: BoolArray | IntArray) -> Estimates:
        return Estimates(
            abnormal=abnormal,
            names=self.names,
            coefficients=self.coefficients[events],
            n_obs=self.n_obs[events],
            parameters={name: values[events] for name, values in self.parameters.items()},
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Reduced:
    """What the tests need of all events: a sample for each horizon, and the tests of each event; SCARs."""

    samples: Mapping[Horizon, Sample]
    event_tests: EventResults
    scar: Mapping[Horizon, FloatArray] = field(default_factory=dict)  # (n_events,) each, NaN without a CAR


def holds_residuals(abnormal: AbnormalReturns) -> bool:
    """Whether the estimation residuals of the events are held."""
    return bool(abnormal.residuals.values.shape[1])


def joined_estimates(blocks: Iterable[Estimates], n_events: int) -> Estimates:
    """Return the fits of consecutive blocks as those of one."""
    fits: list[tuple[FloatArray, IntArray, Mapping[str, FloatArray]]] = []
    names: list[tuple[str, ...]] = []

    def abnormal() -> Iterator[AbnormalReturns]:
        for block in blocks:
            names.append(block.names)
            fits.append((block.coefficients, block.n_obs, block.parameters))
            yield block.abnormal

    together = joined_abnormal(abnormal(), n_events)
    coefficients, n_obs, parameters = zip(*fits, strict=True)
    return Estimates(
        abnormal=together,
        names=names[0],
        coefficients=np.concatenate(coefficients),
        n_obs=np.concatenate(n_obs),
        parameters={name: np.concatenate([part[name] for part in parameters]) for name in parameters[0]},
    )


def joined_reductions(blocks: Sequence[Reduced]) -> Reduced:
    """Return the samples and tests of consecutive blocks as those of one."""
    return Reduced(
        samples={h: joined([block.samples[h] for block in blocks]) for h in blocks[0].samples},
        event_tests={
            key: _joined_tests([block.event_tests[key] for block in blocks]) for key in blocks[0].event_tests
        },
    )


def _joined_tests(blocks: Sequence[EventTests | str]) -> EventTests | str:
    """Return the tests of all blocks; the first reason for which one could not be run."""
    run = [block for block in blocks if isinstance(block, EventTests)]
    if len(run) < len(blocks):
        return next(block for block in blocks if isinstance(block, str))
    return replace(
        run[0],
        estimate=np.concatenate([block.estimate for block in run]),
        statistic=np.concatenate([block.statistic for block in run]),
        p_value=np.concatenate([block.p_value for block in run]),
        n_placebo=joined_optional([block.n_placebo for block in run]),
        distribution=[text for block in run for text in block.distribution],
        note=[text for block in run for text in block.note],
    )
