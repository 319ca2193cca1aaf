"""Tags and comments of an HTML page, also of a broken one, in one pass."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Whole contents that are no text are one tag: a script that writes tags has none of its own.
_RAW = ("script", "style", "textarea", "svg", "template")
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})([^<>]*)>")
_QUOTED = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,30})((?:[^\"'<>]|\"[^\"]{0,400}\"|'[^']{0,400}')*+)>")
_OTHER = re.compile(r"<(?:![A-Za-z][^<>]*|\?[^<>]*|/)>")
_WINDOW = 600


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, or a comment (no name): its place, name in small letters, and attributes as written."""

    start: int
    end: int
    name: str = ""
    closing: bool = False
    attributes: str = ""


def tags_of(text: str) -> list[Tag]:
    """Return the tags of ``text``; the contents of a script or a style are part of its tag.

    What only looks like a tag ("a < b") is none. The work is linear: what has no end is looked for once.
    """
    found: list[Tag] = []
    endless: set[str] = set()
    at = text.find("<")
    while at >= 0:
        tag = _comment(text, at, endless) or _tag(text, at)
        if tag is not None:
            tag = _with_contents(text, tag, endless) if tag.name in _RAW and not tag.closing else tag
            found.append(tag)
        at = text.find("<", at + 1 if tag is None else tag.end)
    return found


def _comment(text: str, at: int, endless: set[str]) -> Tag | None:
    for opening, closing in (("<!--", "-->"), ("<![CDATA[", "]]>")):
        if text.startswith(opening, at) and closing not in endless:
            end = text.find(closing, at + len(opening))
            if end >= 0:
                return Tag(at, end + len(closing))
            endless.add(closing)
    return None


def _tag(text: str, at: int) -> Tag | None:
    match = _TAG.match(text, at)
    if match is None or match[3].count('"') % 2 or match[3].count("'") % 2:
        # A quoted value may hold ">" and "<".
        match = _QUOTED.match(text, at, at + _WINDOW) or match
    if match is not None:
        return Tag(at, match.end(), match[2].lower(), bool(match[1]), match[3])
    other = _OTHER.match(text, at)
    return None if other is None else Tag(at, other.end())


def _with_contents(text: str, tag: Tag, endless: set[str]) -> Tag:
    """Return the tag with all up to the one that closes it, as one."""
    if tag.name in endless or tag.attributes.endswith("/"):
        return tag
    closing = re.compile(rf"</{tag.name}[^<>]{{0,100}}>", re.IGNORECASE).search(text, tag.end)
    if closing is None:
        endless.add(tag.name)
        return tag
    return Tag(tag.start, closing.end(), tag.name, False, tag.attributes)
