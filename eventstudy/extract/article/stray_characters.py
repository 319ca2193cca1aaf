"""Characters that stand for others or do not show: entities, soft hyphens, ligatures, runs of spaces."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from eventstudy.extract.article.rewriting import Edit

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_HIDDEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_STRAY = re.compile(
    rf"(?P<hidden>[{_HIDDEN}]+)|(?P<line>\r\n?)|(?P<space>[ \t\u00a0\u2000-\u200a\u202f]{{2,}})"
    rf"|(?P<joined>[{''.join(_LIGATURES)}])"
)
# "&amp;#8217;" was escaped twice.
_ENTITY = re.compile(r"&(?:amp;)?(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd]")


def character_edits(text: str) -> Iterator[Edit]:
    """Take out what does not show; write ligatures, line ends and runs of spaces as one would type them."""
    for match in _STRAY.finditer(text):
        words = {"hidden": "", "line": "\n", "space": " "}.get(match.lastgroup or "")
        yield Edit(match.start(), match.end(), _LIGATURES[match.group()] if words is None else words)


def entity_edits(text: str) -> Iterator[Edit]:
    """Write the character for each entity, such as an apostrophe for ``&rsquo;``."""
    for match in _ENTITY.finditer(text):
        words = _meant(match.group())
        if words is not None:
            yield Edit(match.start(), match.end(), words)
        elif match.group().startswith("&amp;"):
            yield Edit(match.start(), match.start() + 5, "&")


def _meant(entity: str) -> str | None:
    """Return the characters of an entity; None where there is no such entity."""
    once = html.unescape(entity)
    words = html.unescape(once) if entity != "&amp;" else once
    if words == once and entity.startswith("&amp;") and entity != "&amp;":
        return None
    return None if words == entity else _CONTROL.sub(" ", words)
