"""Whether the words say that an event happened, is to come, may come, or did not happen."""

from __future__ import annotations

import re
from functools import lru_cache

from eventstudy.extract.triggers import Trigger
from eventstudy.types import Modality

_REACH = 110
_BREAK = re.compile(
    r"[;—]|, (?:but|and|while|which|who|as)\b|\b(?:after|following|in response to|because)\b|\""
)
_DENIED = re.compile(
    r"\b(?:den(?:ied|ies|y|ying)|did not|didn't|does not|has not|have not|had not|hasn't|haven't|was not"
    r"|were not"
    r"|wasn't|never|no (?:new |further |more )?|without (?:a |any )?|averted|foiled|thwarted|failed to"
    r"|refused to"
    r"|ruled out|prevented|rather than|declined to|stopped short of|call(?:ed)? off)\b"
)
_HYPOTHETICAL = re.compile(
    r"\b(?:could|would|might|(?<!in )may(?! \d)|can|should|if|unless|whether|threat(?:en(?:s|ed"
    r"|ing)?)?(?: to| of)?|vow(?:s|ed|ing)? (?:to|\"?\w+)"
    r"|warn(?:s|ed|ing)?(?: \w+){0,3} (?:of|that|against|about)|fears? (?:of|that|over|about)|fear(?:s"
    r"|ed)?|potential|possible|possibility of|risks? of"
    r"|in the event of|suggesting further|further acts|any|prospects? of|(?<!is )(?<!are )"
    r"(?<!than )(?<!as )(?<!was )(?<!were )expect(?:s|ed|ing)?|likely"
    r"|want(?:s|ed)? to|hop(?:e|es|ed|ing) (?:to|for)|consider(?:s|ed|ing)?|planning|plotting|preparing"
    r"|speculation|call(?:s|ed)? for|urg(?:e|es|ed) \w+ to"
    r"|demand(?:s|ed)?|to avoid|in case of|bets? on|bracing for|brace for|seek(?:s|ing)? to)\b"
)
_SCHEDULED = re.compile(
    r"\b(?:will(?! not)|shall|(?:is|are|was|were) (?:due|set|scheduled|expected|slated|planning|poised) "
    r"(?:to|for|on)|scheduled"
    r"|plan(?:s|ned)? to|planned|upcoming|forthcoming|next (?:week|month|year|meeting)|to be held|ahead "
    r"of|awaiting|intends? to|later this (?:week|month|year))\b"
)
_BACKGROUND = re.compile(
    r"\b(?<!time )since (?:the )?(?:early |late |mid-?)?(?:\d{4}|\w+ \d{4})"
    r"|\b(?:decades?|years?|centuries) (?:ago|of)\b|\bin the past\b|\bmany past\b"
    r"|\b(?:worst|biggest|largest|highest|lowest|(?<!for the )(?<!its )first|most|longest|steepest) "
    r"(?:\S+ ){0,7}(?:since|in (?:\w+ ){0,2}(?:years|decades))\b"
    r"|\banniversary of\b|\bpast \w*\s?(?:aggressions?|years?)\b"
    r"|\bduring the (?:iraq |gulf |cold |second world )?war\b|\b(?:last|past) (?:year|decade)\b"
)
_COMPARED = re.compile(
    r"\b(?:since|like|unlike|equal to that of|than|compared (?:with|to)|reminiscent of|similar to|as "
    r"in)\s+(?:\S+\s+){0,4}\Z"
)

_AND_DID = re.compile(r"^(?!.*\b(?:be|been|being)\b).* and \Z")
_DEFINITE = re.compile(r"(?P<article>\b(?:the|this|that|its|his|their)\s|'s\s)(?:[\w.'-]+\s+){0,3}\Z")


def modality_of(lower: str, trigger: Trigger, sentence: tuple[int, int]) -> Modality:
    """Return the modality of ``trigger`` in the sentence ``[start, end)`` of ``lower``."""
    before = _clause_before(lower, trigger.start, sentence[0])
    if not trigger.noun and trigger.word.endswith("ed") and _AND_DID.search(before):
        before = ""  # "called for calm and declared": the second verb is a fact
    definite = _DEFINITE.search(before) if trigger.noun else None
    if definite:
        # "revenge for the killing": what is called "the" is taken as known, whatever is said of it.
        before = before[definite.end("article") :]
    if _COMPARED.search(before) and trigger.noun:
        return "background"
    # The nearest cue before the trigger governs it.
    cues: list[tuple[int, Modality]] = []
    for pattern, modality in (
        (_SCHEDULED, "scheduled"),
        (_HYPOTHETICAL, "hypothetical"),
        (_DENIED, "denied"),
    ):
        cues += [(m.end(), modality) for m in pattern.finditer(before)]  # type: ignore[misc]
    if cues:
        return max(cues)[1]
    return "background" if _is_background(lower, trigger, sentence) else "happened"


def is_future(lower: str, trigger: Trigger, sentence: tuple[int, int]) -> bool:
    """Whether dates beside ``trigger`` are to be looked for after publication."""
    return modality_of(lower, trigger, sentence) in ("scheduled", "hypothetical")


def _clause_before(lower: str, at: int, start: int) -> str:
    window = lower[max(start, at - _REACH) : at]
    breaks = [m.end() for m in _BREAK.finditer(window)]
    return window[breaks[-1] :] if breaks else window


@lru_cache(maxsize=4)
def _background_spans(sentence: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentence looks back; one sentence can hold many triggers."""
    return tuple(match.span() for match in _BACKGROUND.finditer(sentence))


def _is_background(lower: str, trigger: Trigger, sentence: tuple[int, int]) -> bool:
    for first, last in _background_spans(lower[slice(*sentence)]):
        start, end = first + sentence[0], last + sentence[0]
        if start - 120 <= trigger.start <= end + 160:
            # A comparison set off by a comma ("the worst since 2008") says nothing of the clause before it.
            between = lower[min(end, trigger.end) : max(start, trigger.start)]
            if not re.search(r"[;—,]", between):
                return True
    return False
