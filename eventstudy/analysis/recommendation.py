"""Which tests fit a study, with the reasons, and what speaks against the others.

The situation follows from how many events there are, on how many dates, and how their windows
overlap; which tests hold their size in each was measured on simulated samples with known effects:
``eventstudy.simulate``. Long horizons: Kothari and Warner (2007), Handbook of Empirical Corporate
Finance 1:3-36, section 4.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from eventstudy.analysis.layout import MANY_EVENTS, Layout, event_layout
from eventstudy.inference import TESTS
from eventstudy.inference.samples import INDEPENDENT_EVENTS
from eventstudy.inference.validity import FEW_EVENTS
from eventstudy.result import StudyResult

# A quarter of trading: beyond it the error of the normal-return model outgrows most effects.
LONG_HORIZON = 60
# Events further apart than a quarter of trading are no episode.
LONGEST_EPISODE = 60
# So many events a date on average are many securities each.
MANY_ON_A_DATE = 3
# Overlap that adds no more than this to the variance of the mean leaves a 5 % test below 6 %.
NEGLIGIBLE_INFLATION = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """The test to lead with, those to set beside it, and why.

    Parameters
    ----------
    situation : str
        The kind of study, in words.
    leading : str
        Name of a test of ``TESTS`` or of a function of ``eventstudy.analysis``.
    secondary : tuple of str
    reasons : tuple of str
    against : Mapping
        What speaks against each other test of ``TESTS``.
    layout : Layout
    """

    situation: str
    leading: str
    secondary: tuple[str, ...]
    reasons: tuple[str, ...]
    against: Mapping[str, str] = field(repr=False)
    layout: Layout

    @property
    def tests(self) -> tuple[str, ...]:
        """The recommended tests that ``run_study(tests=...)`` runs, the leading one first."""
        return tuple(name for name in (self.leading, *self.secondary) if name in TESTS)

    @property
    def text(self) -> str:
        """The recommendation as a few lines."""
        lines = [f"Situation: {self.situation}.", f"Lead with: {self.leading}."]
        lines += [f"Beside it: {', '.join(self.secondary)}."] if self.secondary else []
        lines += ["Why:", *(f"  - {reason}" for reason in self.reasons)]
        lines += ["Against the others:", *(f"  - {name}: {words}" for name, words in self.against.items())]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.text


def recommend_tests(result: StudyResult) -> Recommendation:
    """Return which tests fit the events and horizons of a study.

    Looks at dates, securities and horizons only, never at a return: the choice cannot follow the
    outcome.

    Parameters
    ----------
    result : StudyResult

    Examples
    --------
    >>> recommend_tests(result).leading  # doctest: +SKIP
    'bmp'
    """
    layout = event_layout(result)
    situation, leading, secondary, reasons = _choice(layout)
    chosen = (leading, *secondary)
    against = {name: _against(name, layout) for name in TESTS if name not in chosen}
    return Recommendation(
        situation=situation,
        leading=leading,
        secondary=secondary,
        reasons=reasons,
        against=against,
        layout=layout,
    )


Choice = tuple[str, str, tuple[str, ...], tuple[str, ...]]


def _choice(layout: Layout) -> Choice:
    if layout.n_events == 1:
        return _one_event(layout)
    few_dates = layout.n_separate < INDEPENDENT_EVENTS
    if few_dates and layout.n_securities < INDEPENDENT_EVENTS:
        return _few_events(layout)
    if layout.n_days > LONG_HORIZON:
        return _long_horizon(layout)
    if layout.n_dates == 1:
        return _same_date(layout)
    shared = layout.n_events > layout.n_dates and not layout.dates_meet
    if shared and (few_dates or layout.inflation > NEGLIGIBLE_INFLATION):
        return _several_dates(layout)
    if few_dates or layout.inflation > NEGLIGIBLE_INFLATION:
        return _partial_overlap(layout)
    return _staggered(layout)


def _one_event(layout: Layout) -> Choice:
    reasons = [
        "its rank among all windows of the estimation period, scaled by EWMA volatility, needs no law for"
        " returns and allows for calm and stormy times",
        "the exact t carries the forecast error; report the smallest detectable effect (mde) beside it",
    ]
    if layout.n_days > LONG_HORIZON:
        reasons.append(
            f"over {layout.n_days} sessions a single event has next to no power: few windows of that length"
            " fit into the estimation period"
        )
    return "one event on one security", "ewma_rank", ("t", "conformal", "sq"), tuple(reasons)


def _few_events(layout: Layout) -> Choice:
    separate = layout.n_dates == layout.n_events and not layout.dates_meet
    securities = _counted(layout.n_securities, "security", "securities")
    situation = f"few {_lie(layout)}: {layout.n_events} on {securities}"
    windows = _counted(layout.n_separate, "separate window", "separate windows")
    no_sample = (
        f"{windows} and {securities} are no sample: tests of the mean across events need"
        f" {INDEPENDENT_EVENTS} of either"
    )
    if not separate:
        no_sample += (
            ", and pooling overlapping windows as independent rejects in up to 43 of 100 studies without"
            " an effect"
        )
    if layout.one_window:
        reasons = (no_sample, "placebo_max holds over all events, securities and horizons together")
        pooled = ("overlap_t", "joint_f") if layout.n_securities > 1 else ("overlap_t",)
        return situation, "ewma_rank", ("placebo_max", *pooled, "t"), reasons
    by_event = "judge each event by its rank and its exact t, and adjust the p-values by Holm"
    if layout.span <= LONGEST_EPISODE:
        by_event += (
            "; placebo_max, overlap_t and joint_f need one estimation window for all:"
            " EventWindow(anchor='episode')"
        )
    return situation, "ewma_rank", ("adjusted_p_values", "t"), (no_sample, by_event)


def _lie(layout: Layout) -> str:
    if layout.n_dates == 1:
        return "events on one date"
    if layout.dates_meet:
        return "overlapping events"
    return "separate events" if layout.n_dates == layout.n_events else "events on separate dates"


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _long_horizon(layout: Layout) -> Choice:
    reasons = (
        f"the longest horizon has {layout.n_days} sessions, more than {LONG_HORIZON}: CARs of so many days"
        " overlap, are skewed, and carry the error of the normal-return model many times over",
        "the event portfolio in calendar time has their cross-correlation in its variance; use Newey-West"
        " errors and weights by the number of securities",
        "buy-and-hold returns are what an investor earned; test them by the bootstrapped,"
        " skewness-adjusted t",
    )
    return "many events over a long horizon", "calendar_time_alpha", ("buy_and_hold_test",), reasons


def _same_date(layout: Layout) -> Choice:
    reasons = [
        f"the {layout.n_events} events share one date, so their CARs are correlated: adj_bmp divides by the"
        " correlation of the residuals and stays robust to a variance raised by the event",
        "grank_t takes the spread of daily mean ranks, which holds the correlation already",
    ]
    if layout.n_securities > FEW_EVENTS:
        return "many securities on one date", "adj_bmp", ("grank_t",), tuple(reasons)
    reasons.append("joint_f asks whether any security moved; it needs fewer securities than estimation days")
    return "many securities on one date", "adj_bmp", ("grank_t", "joint_f"), tuple(reasons)


def _several_dates(layout: Layout) -> Choice:
    many = layout.n_events >= MANY_ON_A_DATE * layout.n_dates
    situation = "several dates, " + ("many securities each" if many else "some shared by securities")
    reasons = [
        f"{layout.n_events} events lie on {layout.n_dates} dates whose windows share no session:"
        " adj_bmp_overlap counts the correlation between the securities of one date, and none between dates",
        "adj_bmp counts all pairs alike, and is on the safe side where dates differ",
    ]
    if layout.n_separate < INDEPENDENT_EVENTS:
        reasons.append(_few_dates(layout))
        return situation, "adj_bmp_overlap", ("adj_bmp", "calendar_time_alpha"), tuple(reasons)
    reasons.append("sign flips of whole dates need no law of returns but symmetry")
    return situation, "adj_bmp_overlap", ("sign_flip", "adj_bmp", "calendar_time_alpha"), tuple(reasons)


def _few_dates(layout: Layout) -> str:
    windows = _counted(layout.n_separate, "window is", "windows are")
    return (
        f"only {windows} separate: what all securities of one date have in common cannot be told from the"
        " event"
    )


def _partial_overlap(layout: Layout) -> Choice:
    reasons = [
        f"{layout.n_events} events on {layout.n_dates} dates share sessions: adj_bmp_overlap counts the"
        " correlation of each pair by the share of its window in common",
        "the calendar-time portfolio makes one observation of each session, whatever overlaps",
    ]
    if layout.n_separate < INDEPENDENT_EVENTS:
        reasons.append(_few_dates(layout))
    return "many events that overlap in part", "adj_bmp_overlap", ("calendar_time_alpha",), tuple(reasons)


def _staggered(layout: Layout) -> Choice:
    if layout.n_separate < MANY_EVENTS:
        reasons = (
            f"{layout.n_separate} separate dates are a small sample: sign flips are exact for symmetric CARs"
            " at any number, and the p-value cannot fall below 2 in 2^N",
            "bmp against t(N - 1) is close where the SCARs are near to normal",
        )
        situation = f"{INDEPENDENT_EVENTS} to {MANY_EVENTS - 1} separate events"
        return situation, "sign_flip", ("bmp", "wilcoxon", "grank_t"), reasons
    reasons = (
        f"{layout.n_separate} separate dates or more, with little in common: SCARs are close to independent,"
        " and their own spread allows for a variance raised by the event",
        "rank tests stand beside it for fat tails, sign flips for a law without assumptions but symmetry",
    )
    return "many staggered events", "bmp", ("corrado_zivney", "grank_t", "sign_flip"), reasons


def _against(name: str, layout: Layout) -> str:
    entry = TESTS[name]
    if entry.scope == "event":
        if layout.n_events > FEW_EVENTS:
            return f"speaks of each event alone, and there are {layout.n_events}"
        return f"speaks of each event alone; weak point: {entry.fails}"
    if entry.scope == "sample":
        dates = layout.n_separate >= INDEPENDENT_EVENTS
        if not dates and not (entry.same_date and layout.n_securities >= INDEPENDENT_EVENTS):
            return f"needs {INDEPENDENT_EVENTS} separate windows, found {layout.n_separate}"
        shared = layout.inflation > NEGLIGIBLE_INFLATION and not entry.same_date
        return ("the events share sessions; " if shared else "") + f"weak point: {entry.fails}"
    if layout.n_events > FEW_EVENTS:
        return f"needs few events: {layout.n_events} studied, more than {FEW_EVENTS}"
    if not layout.one_window:
        return "needs one estimation window for all events"
    if layout.n_events == 1:
        return "needs more than one event"
    return f"weak point: {entry.fails}"
