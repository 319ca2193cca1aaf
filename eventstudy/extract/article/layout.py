"""What each paragraph of an article is: headline, dateline, caption, boilerplate, item of a list, body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from eventstudy.extract.article.boilerplate import (
    ends_news,
    is_boilerplate,
    is_page_line,
    opens_links,
    opens_notes,
)
from eventstudy.extract.article.sentences import MARKER
from eventstudy.extract.article.timeline_heads import DATE_LINE, Heads

Kind = Literal["headline", "dateline", "caption", "boilerplate", "list_item", "body"]
Block = tuple[int, int]

_CAPTION = re.compile(
    r"\W{0,3}(?:(?:(?:A|An|The|This|In this)\s+)?(?:\w+\s+)?(?:map|photo|photograph|image|picture|graphic"
    r"|chart|file photo|video still|handout|screengrab|satellite image|screenshot|illustration)\b"
    r"|(?:FILE|File|PHOTO|Pictured|Caption|Image caption|Figure \d{1,2}|Fig\. \d{1,2})\s*(?:[:—]|-\s))",
    re.IGNORECASE,
)
_FILE_PHOTO = re.compile(r"\W{0,3}in this\b.{0,60}\b(?:file )?(?:photo|image|picture|frame)", re.IGNORECASE)
_CREDITED = re.compile(
    r"(?:\((?:AP |AFP |File )?(?:photo|image|picture)s?\b[^()]{0,80}\)|\b(?:photo(?:graph)?|image|picture"
    r"|credit|photographer)s?(?: by)?: ?[^.]{2,60}|\b(?:REUTERS|AFP|EPA|AP)/[A-Z][\w. '-]{2,40}"
    r"|/(?:Getty Images|AFP|Reuters|AP)|Getty Images)\W{0,3}\Z"
)
_STAMP = re.compile(
    r"\W{0,3}(?:(?:first|last|originally|date|story) )?(?:published|posted|updated?|modified|filed|issued"
    r"|released|created|publication date|release date|embargo(?:ed)?|date"
    r"|for (?:immediate )?release)\b.{0,100}",
    re.IGNORECASE,
)
_YEAR_OR_DAY = re.compile(r"\d")
_SHORT, _TITLE, _HEAD_BLOCKS = 100, 260, 8


def kinds_of(clean: str, blocks: Sequence[Block], heads: Sequence[Heads]) -> list[Kind]:
    """Return what each paragraph ``clean[start:end]`` is; ``heads`` are its timeline's date words."""
    kinds = [_kind(clean, blocks, n, heads[n]) for n in range(len(blocks))]
    title = next((n for n, kind in enumerate(kinds) if kind not in ("boilerplate", "dateline")), None)
    if title is not None and kinds[title] == "body" and len(blocks) > 1 and _is_title(clean, *blocks[title]):
        kinds[title] = "headline"
    return _without_foot(clean, blocks, kinds)


def _kind(clean: str, blocks: Sequence[Block], number: int, head: Heads) -> Kind:
    start, end = blocks[number]
    words = clean[start:end].strip()
    marker = MARKER.match(clean, start, end)
    marks = marker.group().strip() if marker else ""
    if marks:
        words = clean[marker.end() : end].strip() if marker else words
    if not marks and len(blocks) > 1 and _is_dated_line(words, number, len(blocks), head):
        return "dateline"
    if marks == "Caption:":
        return "caption"
    if is_page_line(words) or ends_news(clean[start:end].strip()):
        return "boilerplate"
    if _CAPTION.match(words[:80]) or _FILE_PHOTO.match(words[:100]) or _CREDITED.search(words[-90:]):
        return "caption"
    if marks.startswith("#") or _is_subheading(clean, blocks, number, words, marks):
        return "headline"
    return "list_item" if marks and not marks.startswith(">") else "body"


def _is_dated_line(words: str, number: int, count: int, head: Heads) -> bool:
    """Whether a line only says when the article was published."""
    if len(words) <= _SHORT and _STAMP.fullmatch(words) and _YEAR_OR_DAY.search(words):
        return True
    outer = number < _HEAD_BLOCKS or number >= count - 2
    return outer and head == Heads() and bool(DATE_LINE.fullmatch(words))


def _is_title(clean: str, start: int, end: int) -> bool:
    words = clean[start:end].strip()
    return len(words) <= _TITLE and words[-1:] not in (".", "…", ";", ",")


def _is_subheading(clean: str, blocks: Sequence[Block], number: int, words: str, marks: str) -> bool:
    """Whether a short line without a stop stands above longer text."""
    if marks or number + 1 >= len(blocks) or not 2 < len(words) <= _SHORT or not words[0].isalnum():
        return False
    if words[-1] in ".!?…:;,\"')" and not words.endswith("'"):
        return False
    below = blocks[number + 1]
    return number > 0 and below[1] - below[0] > 2 * len(words) and clean[below[1] - 1] in ".!?\"')"


def _without_foot(clean: str, blocks: Sequence[Block], kinds: list[Kind]) -> list[Kind]:
    """Mark as boilerplate what follows the end of a release or a heading of its notes or of links."""
    found = list(kinds)
    notes = links = False
    body = sum(end - start for start, end in blocks)
    read = 0
    for number, (start, end) in enumerate(blocks):
        marker = MARKER.match(clean, start, end)
        words = clean[marker.end() if marker else start : end].strip()
        late = number > 0 and read >= 0.3 * body
        marked = clean[start:end].lstrip().startswith("#")
        if late and (opens_notes(words) or ends_news(clean[start:end].strip())):
            notes = True
        elif opens_links(words):
            links = True
        elif marked and kinds[number] == "headline":
            notes = links = False
        elif links and end - start > _SHORT and words[-1:] in (".", '"'):
            links = False
        if notes or links:
            found[number] = "boilerplate"
        read += end - start
    return found


def kind_of_sentence(words: str, paragraph: Kind) -> Kind:
    """Return what one sentence is, in a paragraph of a known kind."""
    return "boilerplate" if is_boilerplate(words) and paragraph != "dateline" else paragraph
