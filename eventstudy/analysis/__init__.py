"""What researchers ask of a study beyond its tests: paths, groups, regressions, portfolios, power."""

from __future__ import annotations

from eventstudy.analysis.averages import average_paths
from eventstudy.analysis.buy_and_hold import buy_and_hold, buy_and_hold_test
from eventstudy.analysis.calendar_time import CalendarTimeAlpha, calendar_time_alpha
from eventstudy.analysis.cross_section import CarRegression, regress_car
from eventstudy.analysis.equivalence import event_equivalence, power_curve, sample_equivalence
from eventstudy.analysis.event_portfolio import EventPortfolio, event_portfolio
from eventstudy.analysis.groups import caar_by_group, group_differences
from eventstudy.analysis.max_t import max_t
from eventstudy.analysis.multiplicity import adjusted_p_values, with_adjusted
from eventstudy.analysis.recommendation import Recommendation, recommend_tests
from eventstudy.analysis.volatility import (
    CumulativeVolatility,
    cumulative_volatility,
    variance_ratios,
    volatility_by_day,
)
from eventstudy.analysis.volume import log_volume, market_volume
from eventstudy.analysis.volume_model import AutoregressiveModel

__all__ = [
    "AutoregressiveModel",
    "CalendarTimeAlpha",
    "CarRegression",
    "CumulativeVolatility",
    "EventPortfolio",
    "Recommendation",
    "adjusted_p_values",
    "average_paths",
    "buy_and_hold",
    "buy_and_hold_test",
    "caar_by_group",
    "calendar_time_alpha",
    "cumulative_volatility",
    "event_equivalence",
    "event_portfolio",
    "group_differences",
    "log_volume",
    "market_volume",
    "max_t",
    "power_curve",
    "recommend_tests",
    "regress_car",
    "sample_equivalence",
    "variance_ratios",
    "volatility_by_day",
    "with_adjusted",
]
