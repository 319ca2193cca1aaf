"""Rules for parts of a day: "early morning", "the close of business"."""

from __future__ import annotations

import re

from eventstudy.extract.times.time_rules import Fields, TimeRule, rule
from eventstudy.extract.times.time_words import PARTS_OF_A_DAY


def _part(m: re.Match[str]) -> Fields | None:
    part = re.sub(r"[\s-]+", " ", m["part"].lower())
    part = {"wee hours": "small hours", "mid day": "midday", "daybreak": "dawn", "sunrise": "dawn"}.get(
        part, part
    )
    part = part.removesuffix(" hours") if part.endswith(("morning hours", "night hours")) else part
    return {"part": part, "kinds": ("part",)}


def _edge(m: re.Match[str]) -> Fields | None:
    part = re.sub(r"\s+", " ", m["edge"].lower()).removeprefix("very ")
    return {
        "part": {"beginning": "start", "middle": "mid", "close": "end"}.get(part, part),
        "kinds": ("part",),
    }


def _session(m: re.Match[str]) -> Fields | None:
    """Read "before the opening bell" and "at the close of business": hours of a trading day."""
    words = re.sub(r"\s+", " ", m.group().lower())
    if words.startswith("first thing"):
        return {"part": "first thing", "kinds": ("part",)}
    side = (
        "before" if words.startswith(("before", "ahead")) else "after" if words.startswith("after") else "at"
    )
    edge = "open" if (m["edge"] or m["edge2"]).lower().startswith("open") else "close"
    return {"part": f"{side} {edge} of trade", "kinds": ("part",)}


RULES: tuple[TimeRule, ...] = (
    rule(
        "part of a day",
        "the early late mid morning afternoon evening night small wee predawn pre dawn daybreak dusk"
        " sunrise sunset nightfall midday overnight lunchtime midnight",
        rf"(?:the\s+)?(?P<part>{PARTS_OF_A_DAY})\b(?!-\w|'s|\s*(?:club|star)\b)",
        _part,
    ),
    rule(
        "edge of the trading day",
        "at by before after ahead just shortly first the close",
        r"(?:(?:(?:just|shortly)\s+)?(?:at|by|before|after|ahead\s+of)\s+)?(?:the\s+)?(?:(?P<edge>opening|closing)\s+bell\b"
        r"|(?P<edge2>close|open)\s+of\s+(?:business|trad(?:e|ing)|play|the\s+(?:market|session))\b)|first\s+thing\b",
        _session,
    ),
    rule(
        "edge of a time",
        "the early late mid beginning start end middle turn close eve",
        r"(?:the\s+)?(?P<edge>(?<!the\s)(?:early|late|mid)\b|(?:very\s+)?(?:beginning|start|end|middle|turn|close|eve)(?=\s+of\b))",
        _edge,
    ),
)
