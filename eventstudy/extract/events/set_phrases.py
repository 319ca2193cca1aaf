"""Set phrases in which a word of the lexicon tells no event."""

from __future__ import annotations

import re

_NOT_EVENTS = re.compile(
    r"\b(?:strikes? (?:price|group|a (?:note|tone|chord|balance|more)|action)"
    r"|struck (?:a (?:note|tone|chord|more)|by how)"
    r"|(?:iraq|gulf|cold|civil|vietnam|second world|first world|ukraine) war|world war"
    r"|stock exchange|at the (?:close|open)|house votes?|attack(?:er|ers|ing) position"
    r"|cut-throat|short of|in short|air force|task force|fire sale|under fire|cease and desist"
    r"|hit (?:hard|hardest|badly|home)|recall(?:ed|s) that|(?:sell|buy|sales?|stop) orders?"
    r"|by a landslide|landslide (?:victory|win|majority|defeat|election)|clear(?:s|ed)? (?:the|a) way"
    r"|hit by (?:worries|fears|concerns|doubts|profit-taking|selling)|struck a \S+ (?:note|high|low|tone)"
    r"|markets? (?:is|are|was|were|will be) closed (?:on|for)|market holiday|gold standard"
    r"|price war (?:that )?(?:began|started|launched)|bank holiday|deal (?:a|another) blow|great deal"
    r"|good deal|deal with|no deal is|a raft of|shut ?eye"
    r"|ruling (?:party|coalition|conservatives|family|class)|leave (?:the market|investors|room)|leaves? room"
    r"|election campaign(?:ing)?|address(?:es|ed|ing)? (?:concerns|fears|the (?:problem|issue|crisis))"
    r"|vote of confidence|votes? counted|ballot paper|open letter|shareholder meeting|life-and-death"
    r"|pay (?:rise|deal)|as a result of|record (?:high|low)s?|press (?:briefing|release)|meeting minutes"
    r"|state-owned|so-called|well-known|first-quarter|second-quarter|third-quarter|fourth-quarter"
    r"|buying (?:opportunity|the dip)|hold (?:on|off|back)|held (?:on|off|back|up)|hold your)\b"
)
# "Hopes of a ceasefire", "talk of a rate cut": a mood, no event.
_MOODS = re.compile(
    r"\b(?:hopes?|fears?|expectations?|talk|speculation|prospects?|signs?|chances?|odds|worries|concerns?|bets?"
    r"|likelihood|possibility|rumou?rs?|threats?|risks?|jitters|optimism|anxiety)\s+(?:of|for|about|over|on|that)\s+"
    r"(?:(?:an?|the|another|further|new|more|deeper|imminent|possible|early)\s+)?(?:[\w'-]+\s+){0,2}\Z"
)
_OVER = re.compile(r"\s+(?:\w+\s+)?(?:was over|were over|subsided|faded|continued|goes on)\b")


def set_phrases(lower: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where set phrases stand in ``lower[start:end]`` whose words tell no event."""
    return [match.span() for match in _NOT_EVENTS.finditer(lower, start, end)]


def is_mood(lower: str, start: int, at: int) -> bool:
    """Whether the noun at ``at`` is what is hoped or feared: "hopes of a ceasefire"."""
    return _MOODS.search(lower, max(start, at - 60), at) is not None


def is_over(lower: str, at: int) -> bool:
    """Whether the words behind offset ``at`` tell that something ended or went on: "the strike was over"."""
    return _OVER.match(lower, at) is not None
