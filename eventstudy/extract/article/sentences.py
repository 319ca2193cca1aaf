"""Where paragraphs and sentences begin and end."""

from __future__ import annotations

import re

from eventstudy.extract.article.timeline_heads import ENTRY, NEXT_ENTRY
from eventstudy.extract.article.word_sets import word_set

_TITLES = word_set(
    "gen lt col sgt maj capt cmdr adm mr mrs ms mx dr prof rev hon sen rep gov pres amb supt insp det st"
    " mt ft messrs mme msgr fr vs no nos art sec ch pp fig vol al e.g i.e cf viz approx esp incl ave blvd rd"
    " hwy brig atty ald spc pfc cpl"
)
_CUT_SHORT = word_set(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun est dept"
    " u.s u.k u.n e.u u.a.e u.s.s.r a.m p.m d.c b.c a.d ph.d m.p m.d inc corp co cos ltd plc llc l.p s.a n.v"
    " a.g s.p.a jr sr etc bros intl int'l assn univ govt ore calif tex fla mass conn minn wash ariz colo ill"
    " ind mich mo md ky ga ala va pa n.y n.j n.c s.c n.h r.i hrs mins min sq cu bn mn tn"
)
_STARTERS = word_set(
    "the a an in it he she they we i but and on after before at as this that these those there when while"
    " with for by from however meanwhile his her its their our one two some many most no if although though"
    " since until last later both what who analysts investors officials markets shares oil stocks brent"
    " gold asked earlier elsewhere separately still yet so then now under over during despite among all"
    " another each traders authorities police economists futures bonds yields trading you why how where"
    " more to of or not because according following overnight today yesterday prices reporting editing"
)
_STRONG = word_set("the it he she they but in on this that we these those there his its however")
_STOP = re.compile(r"[.!?…。！？]+[\"')\]]{0,3}(?:\[\d{1,3}\]){0,3}(?=\s)|[。！？]")
_WORD_BEFORE = re.compile(r"[A-Za-z.']{0,12}\Z")
_WORD_AFTER = re.compile(r"\s+[\"'(\[]{0,3}([^\s\"')]{1,20})")
_SMALL_NAME = re.compile(r"[a-z][A-Z]")
_LINE = re.compile(r"[^\n]+")
MARKER = re.compile(
    r"[ \t]{0,12}(?:Caption:[ \t]+|(?:>[ \t]*){1,5}|#{1,6}[ \t]+|(?:[-*+•·▪●◦‣■∙][ \t]+){1,2}"
    r"|\d{1,2}[.)][ \t]+(?=[A-Z\"'])"
    r"|\(?(?:[a-z]|[ivx]{1,4})\)[ \t]+(?=[A-Z\"']))"
)
_NARROW, _WRAPPED_WIDTH = 45, 110
_LONGEST = 1_500


def paragraphs(clean: str) -> list[tuple[int, int]]:
    """Return runs of lines that belong together: single line ends inside wrapped text do not cut."""
    lines = [(m.start(), m.end()) for m in _LINE.finditer(clean)]
    widest = max((end - start for start, end in lines), default=0)
    blocks: list[tuple[int, int]] = []
    joined = False
    for start, end in lines:
        if not clean[start:end].strip():
            joined = False
            continue
        if joined and start - blocks[-1][1] == 1 and not _opens(clean, start, end):
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
        # A line much shorter than the others is a heading or the end of a paragraph.
        joined = _NARROW <= widest <= _WRAPPED_WIDTH and end - start > 0.6 * widest
    return blocks


def _opens(clean: str, start: int, end: int) -> bool:
    """Whether a line begins something of its own: an item of a list, a heading, an entry of a timeline."""
    return bool(MARKER.match(clean, start, end) or ENTRY.match(clean, start, end))


def sentences_of(clean: str, first: int, last: int) -> list[tuple[int, int]]:
    """Return the sentences of the paragraph ``clean[first:last]``, without the space around them."""
    found: list[tuple[int, int]] = []
    start = first
    for end in [*_stops(clean, first, last), last]:
        found += [_trimmed(clean, *piece) for piece in _pieces(clean, start, end)]
        start = end
    return [(start, end) for start, end in found if end > start]


def _stops(clean: str, first: int, last: int) -> list[int]:
    """Return the ends of sentences, and of the entries of a timeline told in one paragraph."""
    stops = {s.end() for s in _STOP.finditer(clean, first, last) if _ends_sentence(clean, s, last)}
    entries = [m.start() + 1 for m in NEXT_ENTRY.finditer(clean, first, last)]
    return sorted(stops | set(entries if len(entries) > 1 else ()))


def _pieces(clean: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut what is too long for a sentence at spaces, so that the work stays linear in the text."""
    pieces = []
    while end - start > _LONGEST:
        space = clean.rfind(" ", start + 1, start + _LONGEST)
        cut = space if space > start else start + _LONGEST
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _trimmed(clean: str, start: int, end: int) -> tuple[int, int]:
    body = clean[start:end]
    start += len(body) - len(body.lstrip())
    return start, max(start, end - (len(body) - len(body.rstrip())))


def _ends_sentence(clean: str, stop: re.Match[str], last: int) -> bool:
    at = stop.start()
    after = _WORD_AFTER.match(clean, stop.end(), last)
    following = after.group(1) if after else ""
    if following[:1].islower():
        return bool(_SMALL_NAME.match(following))
    if clean[at] != "." or clean.startswith("..", at):
        return True
    before = _WORD_BEFORE.search(clean, max(0, at - 12), at)
    word = (before.group() if before else "").lower().lstrip(".'")
    following = following.strip(",.;:").lower()
    if word in _TITLES:
        return not following
    if len(word) == 1 and word.isalpha():
        return not following or following in _STRONG
    return word not in _CUT_SHORT or not following or following in _STARTERS
