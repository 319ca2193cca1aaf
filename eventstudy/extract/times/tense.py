"""Whether the words around a time speak of what was or of what is to come."""

from __future__ import annotations

import re
from typing import Literal

from eventstudy.extract.article.text import word_set

Direction = Literal["past", "future", ""]

_TO_COME = word_set(
    "will 'll shall would won't wouldn't must may might expects expect expected scheduled schedule"
    " schedules slated due likely planned plans plan planning set upcoming deadline deadlines"
    " effective expires expire until till hopes aims intends intend prepares preparing faces ready"
    " poised next starting going tentatively forecast forecasts predicts tomorrow ahead should can"
    " could"
)
# Verbs in the present beside a date: "meets on Thursday" is a plan.
_TIMETABLE = word_set(
    "meets meet begins begin starts start opens convenes hosts visits reports releases publishes"
    " holds votes ends closes returns arrives leaves resumes goes takes comes unveils announces"
    " decides launches is are be"
)
_PAST = word_set(
    "was were had did been has have said told came went took made gave got saw fell rose grew lost"
    " won met left held kept sent brought bought sold sank hit cut put struck shot began ran led broke"
    " spoke wrote drove flew threw withdrew drew became found felt fought fled built spent sought"
    " caught taught thought paid laid beat bet bid shut split spread burst swept slid shed shrank"
    " sprang stood swung tore wore woke won hung heard knew showed gone done seen taken given known"
    " begun written fallen risen grown shown driven thrown broken spoken chosen stolen frozen hurt"
    " quit dealt dug fed forgot forgave hid lent lit meant read rode sat slept stuck swore understood"
    " wound reached ago overtook undertook underwent outdid withheld upheld rebuilt upset plunged"
    " jumped yesterday"
)
_NOT_PAST = word_set(
    "need speed feed exceed proceed indeed united hundred limited fed seed breed bleed deed weed red succeed"
)
_WORD = re.compile(r"[a-z']+|[;:]")
_REACH = 24


def direction_of(lower: str, start: int, end: int, low: int, high: int) -> Direction:
    """Tell whether ``lower[start:end]``, a time in the sentence ``lower[low:high]``, is of the past.

    The nearest verb before it decides ("said on Thursday that it will"), else the first one after it
    ("On Thursday the bank will meet"). Empty where neither tells.
    """
    before = _WORD.findall(lower[max(low, start - 200) : start])[-_REACH:]
    for at in range(len(before) - 1, -1, -1):
        found = _told(before, at)
        if found:
            return found
    after = _WORD.findall(lower[end : min(high, end + 120)])[:_REACH]
    return next((found for at in range(len(after)) if (found := _told(after, at, timetable=False))), "")


def _told(words: list[str], at: int, *, timetable: bool = True) -> Direction:
    word, previous = words[at], words[at - 1] if at else ""
    following = words[at + 1] if at + 1 < len(words) else ""
    if word == "be" and previous == "to":
        return "future"  # "guidelines to be published in November"
    if word == "set" and following not in ("to", "for"):
        return "past"
    if word in _TO_COME:
        return "" if word in ("next", "may") and previous in ("", "the", "a", "in") else "future"
    if timetable and word in _TIMETABLE:
        return "future" if word not in ("is", "are", "be") else ""
    if word in _PAST or (word.endswith("ed") and len(word) > 3 and word not in _NOT_PAST):
        # "to be published", "will be raised": the word before tells.
        return "" if previous in ("be", "to") else "past"
    return ""
