"""Words that say which price of the day a claim means, and how exact its number is."""

from __future__ import annotations

import re

from eventstudy.types import Qualifier

_NEXT = (
    r"(?=\s+(?:to |of |by |at )?(?:a |an )?(?:[$£€¥]\s?)?(?:\d|\.\d|half|quarter"
    r"|[a-z]+(?:-[a-z]+)?[ -](?:percent|per cent|points?|basis)))"
)
_PATTERNS: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (
        "close",
        re.compile(
            r"\b(?:clos(?:ed|es|ing)(?! (?:in|to)\b(?! (?:on|at)?\s?[$\d]))|(?:to|at the|at|by the|the"
            r"|its|market) close(?! to)"
            r"|(?:highest|lowest|record|best|worst) close|settl(?:ed?|es|ing|ement)|ended|ending"
            r"|to end\b(?! of)|finish(?:ed|es|ing)?"
            r"|closing (?:bell|price|level|high|low)|end of (?:trading|the (?:day|session))"
            r"|at the end of|wrapped up)\b"
        ),
    ),
    (
        "open",
        re.compile(
            r"\b(?:opened|opens|(?:at|after|by) the (?:market )?open(?:ing)?(?: bell)?|opening"
            r"|early (?:trad(?:e|ing|es)|deals|dealings)"
            r"|(?:morning|initial) trad(?:e|ing)|started the day|at the start of trading"
            r"|in the opening minutes|gapped)\b"
        ),
    ),
    (
        "intraday_extreme",
        re.compile(
            r"\bas (?:high|much|low|many|far) as\b|\b(?:intraday|intra-day|session|day's"
            r"|session's) (?:high|low|peak|trough)\b"
            r"|\bat one (?:point|stage)\b|\bearlier in the (?:session|day)\b|\b(?:intraday|intra-day)\b"
            r"|\bat (?:its|their|the) (?:peak|low|high|worst|lowest|highest|low point)\b|\b(?:briefly"
            r"|momentarily)\b"
            r"|\b(?:a|the|its) (?:session |day's )?(?:high|low|peak) of\b|\bup to (?=[$\d])|\b(?:peaked"
            r"|bottomed)\b|\bat most\b"
        ),
    ),
    (
        "record",
        re.compile(
            r"\b(?:record|all-time|lifetime|historic|highest ever|lowest ever|on record|most ever"
            r"|biggest ever|largest ever|worst ever|in history|unprecedented)\b(?! \w+ ago)"
        ),
    ),
    ("futures", re.compile(r"\b(?:futures|front-month|e-minis?)\b")),
    (
        "at_least",
        re.compile(
            rf"\b(?:more than|over|at least|above|exceeding|upwards of|in excess of|better than"
            rf"|well over|past|topp(?:ed|ing)|beyond"
            rf"|surpass(?:ed|ing)|through)\b{_NEXT}"
        ),
    ),
    (
        "approx",
        re.compile(
            rf"(?:\b(?:about|around|roughly|nearly|almost|approximately|some|close to|just (?:over"
            rf"|under|below|above|shy of)|near|"
            rf"circa|an estimated|slightly (?:more|less) than)\b|~){_NEXT}"
            r"|~(?=\d)"
        ),
    ),
)


def qualifiers_of(told: str, name: str) -> tuple[Qualifier, ...]:
    """Return the qualifiers that ``told`` holds, in a fixed order; a ``name`` of futures is one."""
    found = {qualifier for qualifier, pattern in _PATTERNS if pattern.search(told)}
    if re.search(r"\bfutures\b|\bfront-month\b|\bcontract", name):
        found.add("futures")
    return tuple(qualifier for qualifier, _ in _PATTERNS if qualifier in found)
