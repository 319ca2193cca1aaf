"""From the results of a study to the document that is printed."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace

from eventstudy.report import boxes, caveats, data_box, evidence, tables, wording
from eventstudy.report.content import ReportInput
from eventstudy.report.document import Block, Document, Facts, Paragraph, Picture, Points, Section, Table
from eventstudy.report.figures import figures, not_drawn
from eventstudy.report.findings import Numbering, findings, numbering, overlapping_horizons
from eventstudy.report.formats import days, short_day
from eventstudy.report.plain import plain
from eventstudy.report.wording import Finding

MAX_TITLE = 220


def compose(content: ReportInput) -> Document:
    """Return the report as plain values."""
    numbers = numbering(content.aligned, content.reading.events)
    found = findings(content, numbers)
    title = plain(content.title, most=MAX_TITLE) or "Event study"
    return Document(
        title=title,
        headline=wording.headline(found),
        subtitle=title,
        dateline=_dateline(content),
        summary=summary(content, found),
        glance=boxes.glance(content, found),
        sections=tuple(_numbered(_sections(content, numbers, found))),
    )


def summary(content: ReportInput, found: tuple[Finding, ...]) -> tuple[str, ...]:
    """Return the sentences of the summary box."""
    overlap = [days(*horizon) for horizon in overlapping_horizons(content.result)]
    measured = [finding for finding in found if math.isfinite(finding.ar)]
    sentences = (
        *wording.largest_sentences(measured),
        caveats.rest_sentence(measured),
        caveats.missing_sentence(found),
        caveats.regime_sentence(found),
        caveats.overlap_sentence(overlap),
        caveats.opposite_sentence(found),
        caveats.unseen_sentence(found),
        caveats.outlier_sentence(found, boxes.outlier_counts(content)),
        wording.claims_sentence([check.verdict for check in content.claim_checks]),
    )
    return tuple(_kept_together(sentence) for sentence in sentences if sentence)


def _kept_together(sentence: str) -> str:
    """Keep a number and its unit, or "p" and its value, on one line."""
    return re.sub(r"(?<=\d) (?=%)|(?<=\bp) (?=[=<])|(?<=\bp [=<]) ", "\N{NO-BREAK SPACE}", sentence)


def _dateline(content: ReportInput) -> str:
    published = content.reading.published
    if content.article_text is None and not published:
        return "Events given in a file"
    return f"Article of {short_day(published)}" if published else "Date of the article not known"


def _sections(content: ReportInput, numbers: Numbering, found: tuple[Finding, ...]) -> Iterable[Section]:
    drawn, result = figures(content, numbers), content.result
    cautions = data_box.cautions(content)
    unseen = data_box.not_drawable(content)
    parts: list[tuple[str, tuple[Block | None, ...]]] = [
        ("Events and prices", (*drawn["prices"], evidence.events_table(content, numbers))),
        (
            "First-session moves",
            (tables.day_zero_table(found), *drawn["episode"], _said(not_drawn(content))),
        ),
        (
            "Longer horizons",
            (
                *_overlap_paragraph(content),
                tables.horizon_table(result, numbers, content.prices.assets),
                *drawn["car"],
                tables.episode_table(result),
                _said(tables.long_episode(result)),
            ),
        ),
        ("Abnormal returns by event and day", drawn["heat"]),
        ("Market claims of the text", (evidence.claims_table(content.claim_checks),)),
        ("Relative effect", (tables.relative_table(content.relative, numbers),)),
        ("Events left out", (evidence.left_out_table(content, numbers),)),
        ("Method", (Facts(boxes.method(content)),)),
        ("Data", (Facts((*data_box.data(content), *unseen)),)),
        ("Warnings", (Points(cautions) if cautions else None,)),
    ]
    for title, blocks in parts:
        kept = tuple(block for block in blocks if block is not None)
        if kept:
            yield Section(title, kept)


def _said(text: str) -> Paragraph | None:
    return Paragraph(text) if text else None


def _overlap_paragraph(content: ReportInput) -> tuple[Paragraph, ...]:
    overlap = [days(*horizon) for horizon in overlapping_horizons(content.result)]
    return (Paragraph(caveats.overlap_sentence(overlap)),) if overlap else ()


def _numbered(sections: Iterable[Section]) -> Iterable[Section]:
    n_tables = n_pictures = 0
    for section in sections:
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Table):
                n_tables += 1
                blocks.append(replace(block, number=n_tables))
            elif isinstance(block, Picture):
                n_pictures += 1
                blocks.append(replace(block, number=n_pictures))
            else:
                blocks.append(block)
        yield Section(section.title, tuple(blocks))
