"""What Markdown takes out of a text; marks of headings, lists and quotations stay, they are plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from eventstudy.extract.article.rewriting import Edit

_FENCE = re.compile(r"^[ ]{0,3}(?:```|~~~)[^\n]*$", re.MULTILINE)
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(?:[^\n]{0,1000}\n){1,60}?---[ \t]*\n")
_FRONT_LINE = re.compile(
    r"^[ \t]*(?:(?P<title>title:[ \t]*[\"']?)|(?P<date>date:|published:|updated:)|).*$", re.M
)
_ADDRESS = r"(?:[^()\s<>]|\([^()\s]{0,200}\)){0,1000}+"
_INLINE = re.compile(
    r"!\[(?P<alt>[^\[\]\n]{0,400})\]\(" + _ADDRESS + r"(?:\s+[\"'(][^\"'()\n]{0,300}[\"')])?\s{0,4}\)"
    r"|\[(?P<link>[^\[\]\n]{1,400})\]\(" + _ADDRESS + r"(?:\s+[\"'(][^\"'()\n]{0,300}[\"')])?\s{0,4}\)"
    r"|(?P<definition>^[ ]{0,3}\[[^\[\]\n]{1,80}\]:[ \t]+\S[^\n]*$)"
    r"|(?P<address><?https?://[^\s<>\"]{1,2000}>?|\bpic\.twitter\.com/\w{1,30})"
    r"|(?P<rule>^(?=[^\n]{0,400}--)(?=[^\n]{0,400}\|)[ \t|:-]{3,400}$"
    r"|^[ \t]{0,12}(?:={3,400}|-{3,400}|\*{3,80}|_{3,400})[ \t]{0,12}$)"
    r"|(?P<row>^[ \t]{0,12}\|[^\n]{1,2000}\|[ \t]{0,12}$)"
    r"|(?P<tag></?(?:br|b|i|u|em|strong|a|span|p|sup|sub)(?:\s[^<>]{0,1000})?/?>|<!--[^<>]{0,1000}-->)"
    r"|(?P<escape>\\(?=[*_#\[\]().!~`>+|-]))",
    re.MULTILINE,
)
_CELL = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")
_STRONG = re.compile(
    r"(?P<mark>\*{2,3}|(?<!\w)_{2,3}|~~)(?=\S)(?P<words>[^*~\n]{1,200}?)(?<=\S)(?P=mark)(?!\w)"
)
_SOFT = re.compile(
    r"(?<![\w*])(?P<mark>[*])(?=[^\s*])(?P<words>[^*\n]{1,600})(?<=\S)\*(?![\w*])"
    r"|(?<!\w)(?P<line>_)(?=[^\s_])[^_\n]{1,600}(?<=\S)_(?!\w)|(?P<code>`)[^`\n]{1,300}`"
)
Pass = Callable[[str], Iterator[Edit]]


def markdown_passes() -> tuple[Pass, ...]:
    """Return what finds the edits, in the order in which they are made; plain text has none to make."""
    return (_front_matter, _fences, _inline, _strong, _soft)


def _front_matter(text: str) -> Iterator[Edit]:
    """Keep the title and the dates that stand between dashes above the text."""
    front = _FRONT.match(text)
    for line in _FRONT_LINE.finditer(text, 0, front.end() - 1) if front else ():
        if line["title"] is not None:
            yield Edit(line.start(), line.end("title"), "# ")
            if text[line.end() - 1] in "\"'" and line.end() - 1 >= line.end("title"):
                yield Edit(line.end() - 1, line.end())
        elif line["date"] is None and line.end() > line.start():
            yield Edit(line.start(), line.end())


def _fences(text: str) -> Iterator[Edit]:
    """Take out blocks of code; a fence that is not closed fences nothing."""
    fences = list(_FENCE.finditer(text))
    for opening, closing in zip(fences[0::2], fences[1::2], strict=False):
        yield Edit(opening.start(), closing.end())


def _inline(text: str) -> Iterator[Edit]:
    for match in _INLINE.finditer(text):
        kind = match.lastgroup or ""
        if kind in ("alt", "link"):
            around = ("\n\nCaption: ", "\n\n") if kind == "alt" and match[kind].strip() else ("", "")
            yield Edit(match.start(), match.start(kind), around[0])
            yield Edit(match.end(kind), match.end(), around[1])
        elif kind == "row":
            yield from _row(text, match.start(), match.end())
        else:
            yield Edit(
                match.start(), match.end(), "\n" if match.group().startswith(("<br", "<p", "</p")) else ""
            )


def _row(text: str, start: int, end: int) -> Iterator[Edit]:
    """Set a row of a table as a paragraph, with dashes between its cells."""
    bars = list(_CELL.finditer(text, start, end))
    for bar in bars:
        outer = bar is bars[0] or bar is bars[-1]
        yield Edit(bar.start(), bar.end(), "\n" if outer else " — ")


def _strong(text: str) -> Iterator[Edit]:
    for match in _STRONG.finditer(text):
        yield Edit(match.start(), match.start("words"))
        yield Edit(match.end("words"), match.end())


def _soft(text: str) -> Iterator[Edit]:
    for match in _SOFT.finditer(text):
        yield Edit(match.start(), match.start() + 1)
        yield Edit(match.end() - 1, match.end())
