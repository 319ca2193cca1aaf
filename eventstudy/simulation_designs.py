"""The designs under which the size and power of the tests are simulated, by name.

Samples of events with no effect (or a known one) in the spirit of Brown and Warner (1985), Journal of
Financial Economics 14:3-31, and Kolari and Pynnönen (2010), Review of Financial Studies 23:3996-4025.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from eventstudy.errors import InputError
from eventstudy.types import Horizon

# How the events of a sample lie in time: no two share a session, not even of their estimation windows;
# event windows follow one another and estimation windows overlap; one date for all; an equal number
# of events on each of ten consecutive sessions.
Dates = Literal["apart", "successive", "same", "ten_days"]
WHOLE_WINDOW = (-5, 5)
N_ESTIMATION = 239


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """How the returns of a sample of events come about; the defaults are the realistic design.

    Returns follow the market model, alpha zero, beta ~ N(1, 0.4), market ~ N(0, 1 %) a day, the same for
    all events of a calendar date. The disturbance is sigma_i sqrt(h_it) z_it: sigma_i log-uniform in
    1.5-4 %, h_it GARCH(0.05, 0.93) of mean one, z_it Student's t made skew, of mean zero and variance one.

    Parameters
    ----------
    scenario : int
        Number that seeds the random stream together with the user's seed.
    purpose : str
        What the design shows.
    n_events : int
        Events of a sample; 1 for a design of the tests of single events.
    dates : {"apart", "successive", "same", "ten_days"}
        Whether events share no session at all, estimation windows only, all sessions, or most.
    garch : bool
        Whether the variance follows GARCH(0.05, 0.93), or is constant.
    t_dof : float or None
        Degrees of freedom of the innovations; None for the normal law.
    skew : float
        Positive innovations are stretched by 1 + skew and negative ones by 1 - skew before they are
        centred and scaled.
    correlation : float
        Of the innovations of two securities on one date: z = sqrt(c) common + sqrt(1 - c) own, both parts
        of the law above. Residuals correlate somewhat less, as each security has its own volatility.
    event_variance : float
        Variance of the disturbance on ``variance_days``, over that of other days. The growth is all of the
        security's own part, and leaves the later variance alone.
    variance_days : (int, int)
    non_trading : float
        Chance of a day without a trade. It has a return of zero, as a vendor's repeated close, and the next
        trade carries all that has accumulated; no return is missing.
    effect : float
        Expected CAR of the event, decimal, in equal parts on ``effect_days``.
    effect_days : (int, int)
    """

    scenario: int
    purpose: str
    n_events: int = 50
    dates: Dates = "apart"
    garch: bool = True
    t_dof: float | None = 5.0
    skew: float = 0.1
    correlation: float = 0.0
    event_variance: float = 1.0
    variance_days: Horizon = (0, 0)
    non_trading: float = 0.0
    effect: float = 0.0
    effect_days: Horizon = (0, 0)

    def __post_init__(self) -> None:
        for name, low, high in (("correlation", 0, 1), ("non_trading", 0, 1), ("skew", -1, 1)):
            value = getattr(self, name)
            if not low <= value < high:
                raise InputError(
                    f"{name} of a design is {value!r}: give a number from {low} to below {high}."
                )
        if self.event_variance < self.correlation:
            raise InputError(
                f"event_variance of a design is {self.event_variance!r}, below the {self.correlation} that"
                " the securities have in common: give a larger one."
            )
        if self.t_dof is not None and not self.t_dof > 2:
            raise InputError(f"t_dof of a design is {self.t_dof!r}: a variance needs more than 2.")
        if self.n_events < 1:
            raise InputError(f"n_events of a design is {self.n_events!r}: give at least 1.")


DESIGNS: Mapping[str, Design] = {
    "A": Design(
        scenario=1,
        purpose="textbook: normal, independent, constant variance",
        garch=False,
        t_dof=None,
        skew=0,
    ),
    "B": Design(scenario=2, purpose="realistic: GARCH, t(5), some skew, staggered dates"),
    "C": Design(scenario=3, purpose="B, variance doubled on day 0", event_variance=2),
    "C2": Design(scenario=4, purpose="B, variance times four on day 0", event_variance=4),
    "D02": Design(scenario=5, purpose="B on one date, correlation 0.02", dates="same", correlation=0.02),
    "D10": Design(scenario=6, purpose="B on one date, correlation 0.10", dates="same", correlation=0.10),
    "E": Design(
        scenario=7,
        purpose="D10, own variance raised so that day 0 has twice the variance",
        dates="same",
        correlation=0.10,
        event_variance=2,
    ),
    "F": Design(
        scenario=8, purpose="B spread over ten sessions, correlation 0.10", dates="ten_days", correlation=0.10
    ),
    "G": Design(scenario=9, purpose="B, no trade on 30 % of the days", non_trading=0.3),
    "G2": Design(
        scenario=19,
        purpose="G, event windows one after the other, so that estimation windows overlap",
        dates="successive",
        non_trading=0.3,
    ),
    "H": Design(
        scenario=10,
        purpose="B, variance doubled on days -5 to 5",
        event_variance=2,
        variance_days=WHOLE_WINDOW,
    ),
    "I": Design(scenario=11, purpose="B with strong skew and t(4)", t_dof=4.0, skew=0.35),
    "P": Design(scenario=12, purpose="power: B, effect of 1 % on day 0", effect=0.01),
    "P1eiv": Design(scenario=13, purpose="power: C, effect of 1 % on day 0", effect=0.01, event_variance=2),
    "P1cl": Design(
        scenario=14, purpose="power: D10, effect of 1 % on day 0", effect=0.01, dates="same", correlation=0.10
    ),
    "P3d": Design(
        scenario=15,
        purpose="power: B, effect of 1 % spread over days 0 to 2",
        effect=0.01,
        effect_days=(0, 2),
    ),
    "S": Design(
        scenario=16,
        purpose="one event: normal, constant variance",
        n_events=1,
        garch=False,
        t_dof=None,
        skew=0,
    ),
    "S_garch": Design(scenario=17, purpose="one event: GARCH, t(5), some skew", n_events=1),
    "S_x2": Design(
        scenario=18, purpose="one event: S_garch, variance doubled on day 0", n_events=1, event_variance=2
    ),
}
