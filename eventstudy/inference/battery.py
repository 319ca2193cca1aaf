"""Run the tests that fit a study, and say of each other one why it was not run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import cast

import numpy as np

from eventstudy.errors import ForbiddenTestError, InputError, TooFewEventsError
from eventstudy.inference import TESTS, EpisodeTest, EventTest, FamilyTest, SampleTest, TestEntry
from eventstudy.inference.cases import Case, Labels
from eventstudy.inference.conventions import entry_of
from eventstudy.inference.ewma_rank import resolution_note
from eventstudy.inference.samples import Part
from eventstudy.inference.validity import FEW_EVENTS, objection_to
from eventstudy.types import AbnormalReturns, EventTests, Horizon, TestResult


@dataclass(frozen=True, slots=True, kw_only=True)
class TestRow:
    """One row of ``StudyResult.tests``; ``event_id`` and ``security`` are empty for a sample."""

    __test__ = False  # not a pytest class

    test: str
    first: int
    last: int
    n_events: int
    estimate: float
    statistic: float
    p_value: float
    distribution: str
    note: str
    event_id: str = ""
    security: str = ""


ALL = ("all",)
NO_CAR = "no CAR: a return is missing on a day of the horizon"


def named_tests(tests: str | Sequence[str]) -> tuple[str, ...]:
    """Return the names of the tests asked for, each once; ("all",) stands for those that fit.

    A name may carry conventions: "bmp(car_scaling='sum_sar')".

    Raises
    ------
    InputError
        If ``tests`` is neither a name nor a list of names, or a name is not in ``TESTS``.
    """
    if not isinstance(tests, str | Sequence) or tests == "":
        raise InputError(f"tests is {tests!r}: give 'all', a name or a list of names, such as ['t', 'bmp'].")
    names = (tests,) if isinstance(tests, str) else tuple(dict.fromkeys(tests))
    for name in names if names != ALL else ():
        entry_of(name)
    return names


def parts_of(tests: Sequence[str]) -> tuple[Part, ...]:
    """Return the parts of a sample that the tests need, and the check whether they are valid."""
    entries = [entry_of(name) for name in (TESTS if tuple(tests) == ALL else tests)]
    sample_tests = [entry for entry in entries if entry.scope == "sample"]
    return tuple(sorted({part for entry in sample_tests for part in (*entry.parts, "dates")}))


EventResults = Mapping[tuple[str, Horizon], EventTests | str]


def event_tests_of(tests: Sequence[str], n_events: int) -> tuple[str, ...]:
    """Return the tests of single events to run: those named, or all where the events are few."""
    if tuple(tests) == ALL:
        return tuple(n for n in TESTS if TESTS[n].scope == "event") if n_events <= FEW_EVENTS else ()
    return tuple(name for name in tests if entry_of(name).scope == "event")


def event_results(
    abnormal: AbnormalReturns, tests: Sequence[str], horizons: Sequence[Horizon]
) -> dict[tuple[str, Horizon], EventTests | str]:
    """Return the tests of every event of a block by name and horizon, or why one could not be run."""
    results: dict[tuple[str, Horizon], EventTests | str] = {}
    for horizon in horizons if tests else ():
        held = abnormal.over(*horizon)
        for name in tests:
            try:
                results[name, horizon] = cast(EventTest, entry_of(name).function)(held)
            except (TooFewEventsError, ForbiddenTestError) as error:
                results[name, horizon] = str(error)
    return results


def run_tests(case: Case, tests: Sequence[str]) -> list[TestRow]:
    """Return the rows of every test over every horizon.

    With :data:`ALL` a test that is not valid for the design is refused, and its row says why;
    a test asked for by name is run where it can be, and its note says what speaks against it.

    Parameters
    ----------
    case : Case
    tests : sequence of str
        From :func:`named_tests`.
    """
    named = tuple(tests) != ALL
    rows: list[TestRow] = []
    for name, entry in [(name, entry_of(name)) for name in (tests if named else TESTS)]:
        against = {horizon: objection_to(entry, case, horizon) for horizon in case.horizons}
        fit = [horizon for horizon, objection in against.items() if not objection or named]
        rows += [_not_run(name, h, objection) for h, objection in against.items() if h not in fit]
        for row in _rows(name, entry, replace(case, horizons=fit)) if fit else ():
            objection = against[row.first, row.last]
            caution = f"run because it was named, but it {objection}" if objection else ""
            rows.append(replace(row, test=name, note=_joined(row.note, caution)))
    return rows


def row_columns(rows: Sequence[TestRow]) -> dict[str, list[object]]:
    """Return the rows as columns, in the order of the fields of :class:`TestRow`."""
    return {field.name: [getattr(row, field.name) for row in rows] for field in fields(TestRow)}


def _rows(name: str, entry: TestEntry, case: Case) -> Iterator[TestRow]:
    if entry.scope == "family":
        yield from _family_rows(name, entry, case)
        return
    for horizon in case.horizons:
        try:
            if entry.scope == "sample":
                yield _sample_row(cast(SampleTest, entry.function)(case.samples[horizon]))
                continue
            if entry.scope == "event":
                found = case.event_tests[name, horizon]
                yield from (
                    [_not_run(name, horizon, found)] if isinstance(found, str) else _event_rows(found, case)
                )
                continue
            held = case.abnormal.over(*horizon)
            if entry.scope == "episode":
                yield from _episode_rows(name, entry, held, case.labels)
            else:
                _require_one_estimation_window(name, held)
                yield _sample_row(cast(EpisodeTest, entry.function)(held))
        except (TooFewEventsError, ForbiddenTestError) as error:
            yield _not_run(name, horizon, str(error))


def _family_rows(name: str, entry: TestEntry, case: Case) -> Iterator[TestRow]:
    try:
        _require_one_estimation_window(name, case.abnormal)
        for tests in cast(FamilyTest, entry.function)(case.abnormal, case.horizons):
            yield from _event_rows(tests, case)
    except (TooFewEventsError, ForbiddenTestError) as error:
        yield from (_not_run(name, horizon, str(error)) for horizon in case.horizons)


def _episode_rows(name: str, entry: TestEntry, held: AbnormalReturns, labels: Labels) -> Iterator[TestRow]:
    for code in np.unique(held.security):
        block, security = held.take(held.security == code), labels.securities[int(code)]
        try:
            _require_one_estimation_window(name, block)
            yield _sample_row(cast(EpisodeTest, entry.function)(block), security=security)
        except (TooFewEventsError, ForbiddenTestError) as error:
            horizon = int(held.days[0]), int(held.days[-1])
            yield replace(_not_run(name, horizon, str(error)), security=security)


def _require_one_estimation_window(name: str, abnormal: AbnormalReturns) -> None:
    sessions = abnormal.residuals.sessions
    if not sessions.shape[1]:
        raise ForbiddenTestError(
            f"test {name!r} needs few events: the residuals of {abnormal.n_events} are not kept."
        )
    if not (sessions == sessions[:1]).all():
        raise ForbiddenTestError(
            f"test {name!r} needs one estimation window for all events, and these have their own:"
            " use EventWindow(anchor='episode')."
        )


def _event_rows(tests: EventTests, case: Case) -> Iterator[TestRow]:
    labels, security = case.labels, case.abnormal.security
    for at in range(case.abnormal.n_events):
        yield TestRow(
            test=tests.test,
            first=tests.first,
            last=tests.last,
            n_events=1,
            estimate=float(tests.estimate[at]),
            statistic=float(tests.statistic[at]),
            p_value=float(tests.p_value[at]),
            distribution=tests.distribution[at],
            note=_event_note(tests, at, case.abnormal.n_events),
            event_id=labels.event_ids[at],
            security=labels.securities[int(security[at])],
        )


def _event_note(tests: EventTests, at: int, n_events: int) -> str:
    """Return the note of one event, with the resolution of a rank test among all events of the study."""
    if not np.isfinite(tests.estimate[at]):
        return NO_CAR
    if tests.n_placebo is None or not np.isfinite(tests.p_value[at]):
        return tests.note[at]
    return resolution_note(int(tests.n_placebo[at]), n_events)


def _sample_row(result: TestResult, security: str = "") -> TestRow:
    return TestRow(
        test=result.test,
        first=result.first,
        last=result.last,
        n_events=result.n_events,
        estimate=result.estimate,
        statistic=result.statistic,
        p_value=result.p_value,
        distribution=result.distribution,
        note=result.note,
        security=security,
    )


def _not_run(name: str, horizon: Horizon, reason: str) -> TestRow:
    return TestRow(
        test=name,
        first=horizon[0],
        last=horizon[1],
        n_events=0,
        estimate=float("nan"),
        statistic=float("nan"),
        p_value=float("nan"),
        distribution="",
        note=f"not run: {reason}",
    )


def _joined(*notes: str) -> str:
    return "; ".join(note for note in notes if note)
