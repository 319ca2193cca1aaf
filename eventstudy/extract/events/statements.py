"""What a word of saying is in its sentence: an announcement, a back reference, or an event of its own."""

from __future__ import annotations

import re

from eventstudy.extract.article.word_sets import word_set
from eventstudy.extract.events.triggers import Trigger

_ANNOUNCES = word_set("announce declare say order unveil confirm sign disclose reveal")
_REFERS = re.compile(
    r"\b(?:the|its|their|this|an?) (?:\w+ )?(?:decision|move|deal|agreement|ruling|results?|verdict|plan"
    r"|package|cut|increase|filing|measures?)"
    r"(?: was| were)? \Z"
)
_REFERRED = re.compile(
    r"\s+(?:it(?=[.,;]|\s+(?:on|at|in|during|late|early|to|last|after|before|through|via|publicly|\w+day)\b)"
    r"|(?:the|this|that) (?:\w+ )?"
    r"(?:order|decision|move|plan|deal|agreement|package|cut|ban|measures?|step)\b)"
)
_ITS_STATEMENT = re.compile(r"\b(?:the|its|their|this|that)(?: policy| surprise| joint)? \Z")
_SPOKEN = re.compile(
    r"\b(?:speech|televised|on television|on national tv|twitter|tweet(?:ed)?|news conference"
    r"|press conference"
    r"|testimony|address to|told (?:a crowd|parliament|congress|lawmakers|the nation|the house|mps"
    r"|senators))\b"
)
_SOLEMN = word_set(
    "announce declare unveil order address tweet announcement speech testimony testify apologise apologize"
    " televised_address communique communiqué news_conference press_conference"
)


def is_announcement(trigger: Trigger) -> bool:
    """Whether ``trigger`` is a verb by which a decision is made known."""
    return trigger.type == "statement" and trigger.lemma in _ANNOUNCES


def refers_back(lower: str, trigger: Trigger) -> bool:
    """Whether ``trigger`` is the making known of a decision already told: "The decision was announced"."""
    before = lower[max(0, trigger.start - 50) : trigger.start]
    if trigger.word in ("statement", "announcement"):
        return bool(_ITS_STATEMENT.search(before))
    behind = _REFERRED.match(lower, trigger.end, trigger.end + 50)
    return trigger.type == "statement" and bool(_REFERS.search(before) or behind)


def is_occasion(lower: str, trigger: Trigger, start: int, end: int) -> bool:
    """Whether a statement is an occasion of its own, and not how the article names its source."""
    if trigger.part == "gerund" and lower[max(0, trigger.start - 2) : trigger.start].startswith(","):
        return False  # ", announcing that": the words with which something else was done
    return trigger.lemma in _SOLEMN or bool(_SPOKEN.search(lower, start, end))
