"""The report as plain values: what both the PDF and the web page show, free of markup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its title, alignment, and share of the free width (0: as wide as its content)."""

    title: str
    align: Align = "right"
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, and the letters of its footnotes, hung outside so that digits stay aligned."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; a row with ``group`` set is a sub-heading across the table instead."""

    cells: tuple[Cell, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote of a table."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A numbered table with its footnotes."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...] = ()
    foot: str = ""
    number: int = 0
    kind: Literal["table"] = "table"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A numbered figure: an SVG document, what it shows in words, and how to read it."""

    name: str
    title: str
    svg: str
    alt: str
    foot: str = ""
    number: int = 0
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text."""

    text: str
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class Facts:
    """A box of named facts."""

    rows: tuple[tuple[str, str], ...]
    kind: Literal["facts"] = "facts"


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points."""

    items: tuple[str, ...]
    kind: Literal["points"] = "points"


Block = Table | Picture | Paragraph | Facts | Points


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part of the report."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A whole report."""

    title: str
    headline: str
    subtitle: str
    dateline: str
    summary: tuple[str, ...]
    glance: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """All figures, in order."""
        return tuple(b for s in self.sections for b in s.blocks if isinstance(b, Picture))


class Notes:
    """Footnotes of one table: the same text has the same letter."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}

    def mark(self, text: str) -> str:
        """Return the letter of the footnote ``text``; none for no text."""
        if not text:
            return ""
        return self._marks.setdefault(text, _letter(len(self._marks)))

    def marks(self, texts: Sequence[str]) -> str:
        """Return the letters of several footnotes, each once, such as "a,c"."""
        return ",".join(dict.fromkeys(letter for text in texts if (letter := self.mark(text))))

    def all(self) -> tuple[Note, ...]:
        """Return the footnotes, in order of first use."""
        return tuple(Note(mark, text) for text, mark in self._marks.items())


def common_notes_below(table: Table) -> Table:
    """Return the table with each footnote that every row carries said once, below, without marks."""
    rows = [row for row in table.rows if row.cells]
    every = (
        set.intersection(*({m for cell in row.cells for m in cell.mark.split(",")} for row in rows))
        if rows
        else set()
    )
    common = [note for note in table.notes if note.mark in every]
    if not common:
        return table
    kept = Notes()
    texts = {note.mark: note.text for note in table.notes if note not in common}
    remarked = tuple(
        Row(
            tuple(Cell(c.text, kept.marks([texts.get(m, "") for m in c.mark.split(",")])) for c in row.cells),
            row.group,
        )
        for row in table.rows
    )
    foot = " ".join([table.foot, *(note.text for note in common)]).strip()
    return replace(table, rows=remarked, notes=kept.all(), foot=foot)


def _letter(position: int) -> str:
    head, tail = divmod(position, 26)
    return (_letter(head - 1) if head else "") + "abcdefghijklmnopqrstuvwxyz"[tail]
