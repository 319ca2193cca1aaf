"""How far the words behind an asset still speak of it."""

from __future__ import annotations

import re

_THEN = (
    r"clos|end|finish|settl|being|having|had |turn|los|fall|fell|plung|spik|touch|hit|ris|rose|climb"
    r"|recover|trim"
    r"|par(?:ed|ing)|drop|slid|jump|surg|tumbl|trad(?:ed|ing)|sink|sank|gain|rebound|was |were |eras"
    r"|dipp|reach|eas(?:ed|ing)"
    r"|slip|shed|bounc|pull|rally|rallied|advanc|retreat|dropp|opened|opening|earlier |declin|swing"
    r"|swung|a (?:record )?[\d.,]+[ -%]|an? (?:loss|gain|drop|fall|rise|decline) of"
)
# A move goes on: "but closed higher", "before settling up 2%", "after a 3 percent fall".
_GOES_ON = rf"(?!\s+(?:then |later |earlier |still |it |they )?(?:{_THEN}))"
_NEWS = (
    "news|fears?|hopes?|concerns?|expectations|signs|speculation|worries|reports|optimism|bets"
    "|confirmation|word"
)
_CUT = re.compile(
    rf"\b(?:and|while) (?:[a-z]+ )?[a-z]+'s (?:was |had |also )?(?:{_THEN})|;|—| - |\bwhile\b"
    rf"|\bwhereas\b|, (?:but|though|although|and|with|making|bringing|sending|dragging"
    rf"|pushing)\b{_GOES_ON}"
    rf"|,? (?:even as|just as|(?<!much )(?<!many )(?<!high )(?<!low )(?<!far )(?<!well )as (?!much|many"
    rf"|high|low|far|well|of\b|a whole)|amid|because"
    rf"|despite|when|whose|who|where|(?:up)?on (?:{_NEWS})|owing to|due to|thanks to|in response"
    rf"|in reaction|after\b{_GOES_ON}|following)\b"
)
_RESUMES = re.compile(
    r",? (?:but|before|and|then|having) (?:then |later |still |had |eventually |ultimately )?(?=clos"
    r"|end(?:ed|ing)|finish|settl|recover|rebound"
    r"|trim|pared|paring|turn(?:ed|ing)|bounc|eased|easing|pull(?:ed|ing)|eras)"
    r"|, (?=(?:up|down|gaining|losing|rising|falling|adding|shedding|dropping|settling|closing|ending"
    r"|finishing|sinking|tumbling|plunging|jumping"
    r"|climbing|surging|slumping|to (?:close|end|settle|finish|trade|stand))\b)"
)
_ASIDE = re.compile(
    r",? (?:as|after|amid|despite|following|whose|home to|worth|which (?![^,;]*\d)(?!had|was|has|is"
    r"|were|fell|rose|lost"
    r"|gained|closed|settled|hit)|an?|the|led by|hit by"
    r"|hurt by|weighed|already|like|considered|seen as|regarded|one of|under|on|in)\b[^,;]{0,110},(?= )"
    r"|(?: index| average|'s)? \([^)\d%]{1,40}\)"
)
_LONGEST = 240


def reach_of(words: str) -> str:
    """Return the words that still speak of the asset before them, with asides blanked, in the same places."""
    words = words[:_LONGEST]
    aside = _ASIDE.match(words)
    if aside:
        words = " " * aside.end() + words[aside.end() :]
    for _ in range(3):
        cut = _CUT.search(words)
        if cut is None:
            return words
        on = _RESUMES.search(words, cut.end())
        if on is None:
            return words[: cut.start()]
        at = on.start()
        words = words[: cut.start()] + " " * (at - cut.start()) + words[at:]
    cut = _CUT.search(words)
    return words[: cut.start()] if cut else words
