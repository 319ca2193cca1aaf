"""F1 of the reader's time expressions on a folder of TimeML documents, as TempEval-3 defines it.

Usage: python benchmarks/time_expressions.py FOLDER [--errors] [--json]

Each ``.tml`` file is read from its ``TEXT``; what words such as "yesterday" count from is its TIMEX3 with
``functionInDocument="CREATION_TIME"``, which is not scored. Relaxed F1 counts expressions that overlap,
strict F1 those with the same extent, value F1 those that overlap and have the same value (UzZaman et al.
2013, SemEval-2013 Task 1, section 5.1). The documents are not part of this project.
"""

from __future__ import annotations

import argparse
import html
import json
import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eventstudy.extract.times.time_expressions import TimeExpression, time_expressions

_TAG = re.compile(r"<(/?)(\w+)([^<>]*)>")
_ATTRIBUTE = re.compile(r"(\w+)\s*=\s*\"([^\"]*)\"")
_TEXT = re.compile(r"<TEXT>(.*?)</TEXT>", re.DOTALL)
_TIMEX = re.compile(r"<TIMEX3\b([^<>]*)>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """An expression as a person marked it."""

    start: int
    end: int
    text: str
    type: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts over documents: of the corpus, of the reader, and of those that agree."""

    gold: int = 0
    found: int = 0
    relaxed: int = 0
    strict: int = 0
    value: int = 0
    type: int = 0

    def plus(self, other: Score) -> Score:
        """Return the sum of both counts."""
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in self.__slots__})

    def f1(self, name: str) -> float:
        """Return F1 of ``relaxed``, ``strict``, ``value`` or ``type``."""
        return 2 * getattr(self, name) / (self.gold + self.found) if self.gold + self.found else 1.0


def read_document(source: str) -> tuple[str, date | None, list[Gold]]:
    """Return the text of a TimeML document, its date and its expressions."""
    body = _TEXT.search(source)
    marked = body[1] if body else source
    creation = next(
        (dict(_ATTRIBUTE.findall(m[1])) for m in _TIMEX.finditer(source) if "CREATION_TIME" in m[1]), {}
    )
    published = re.match(r"\d{4}-\d\d-\d\d", creation.get("value", ""))
    text, gold, begun, at = "", [], [], 0
    for tag in _TAG.finditer(marked):
        text += html.unescape(marked[at : tag.start()])
        at = tag.end()
        if tag[2] == "TIMEX3" and not tag[1]:
            begun.append((len(text), dict(_ATTRIBUTE.findall(tag[3]))))
        elif tag[2] == "TIMEX3" and begun:
            start, told = begun.pop()
            if "CREATION_TIME" not in told.get("functionInDocument", ""):
                gold.append(_gold(text, start, told))
    return text + html.unescape(marked[at:]), date.fromisoformat(published[0]) if published else None, gold


def _gold(text: str, start: int, told: dict[str, str]) -> Gold:
    return Gold(
        start=start, end=len(text), text=text[start:], type=told.get("type", ""), value=told.get("value", "")
    )


def score(gold: list[Gold], found: list[TimeExpression]) -> tuple[Score, list[str]]:
    """Return the counts of a document, and a line for each expression that is not as marked."""
    left, errors, counts = list(found), [], dict.fromkeys(("relaxed", "strict", "value", "type"), 0)
    for mark in gold:
        best = max(left, key=lambda t: min(t.end, mark.end) - max(t.start, mark.start), default=None)
        if best is None or min(best.end, mark.end) <= max(best.start, mark.start):
            errors.append(f"missed   {mark.text!r} {mark.type} {mark.value}")
            continue
        left.remove(best)
        same = (best.start, best.end) == (mark.start, mark.end)
        counts["relaxed"] += 1
        counts["strict"] += same
        counts["value"] += best.value == mark.value
        counts["type"] += best.type == mark.type
        if not same:
            errors.append(f"extent   {mark.text!r} found {best.text!r}")
        if best.value != mark.value:
            errors.append(f"value    {mark.text!r} {mark.value} found {best.value}")
    errors += [f"too many {t.text!r} {t.type} {t.value}" for t in left]
    return Score(gold=len(gold), found=len(found), **counts), errors


def main(arguments: list[str] | None = None) -> int:
    """Score every document of a folder and write the totals."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what differs, by document")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    total = Score()
    paths = sorted(options.folder.glob("*.tml"))
    for path in paths:
        text, published, gold = read_document(path.read_text(encoding="utf8"))
        counts, errors = score(gold, list(time_expressions(text, published)))
        total = total.plus(counts)
        if options.errors:
            sys.stderr.write("".join(f"{path.stem}: {line}\n" for line in errors))
    report = {name: round(total.f1(name), 4) for name in ("relaxed", "strict", "value", "type")}
    report |= {"documents": len(paths), "gold": total.gold, "found": total.found}
    sys.stdout.write(
        json.dumps(report) + "\n" if options.json else "".join(f"{k:10} {v}\n" for k, v in report.items())
    )
    return 0 if paths else 2


if __name__ == "__main__":
    sys.exit(main())
