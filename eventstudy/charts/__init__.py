"""Charts of an event study, as functions on matplotlib axes, each with its alternative text."""

from eventstudy.charts.abnormal import ar_by_day, ar_by_day_alt, ar_by_session, ar_by_session_alt
from eventstudy.charts.car import car_path, car_path_alt
from eventstudy.charts.heat import heat_map, heat_map_alt
from eventstudy.charts.multiples import small_multiples, small_multiples_alt
from eventstudy.charts.prices import price_with_events, price_with_events_alt
from eventstudy.charts.style import draw_svg, style

__all__ = [
    "ar_by_day",
    "ar_by_day_alt",
    "ar_by_session",
    "ar_by_session_alt",
    "car_path",
    "car_path_alt",
    "draw_svg",
    "heat_map",
    "heat_map_alt",
    "price_with_events",
    "price_with_events_alt",
    "small_multiples",
    "small_multiples_alt",
    "style",
]
