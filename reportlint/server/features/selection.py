"""What a selection grows to: in tables cell, row, table; in prose number, clause, sentence, paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lsprotocol import types

from reportlint.report import Report
from reportlint.server.analysis import Analysis
from reportlint.source import Span

from .places import cell_at, citation_at, holds, row_at, section_at, statement_at, table_at, trimmed, within

_CLAUSE_ENDS = re.compile(r"[,;:。!?、()\n]")
_SENTENCE_ENDS = re.compile(r"[。!?\n]")


def selection_ranges(analysis: Analysis, positions: Sequence[types.Position]) -> list[types.SelectionRange]:
    """For each position the spans around it, each the parent of the one before; at least the document."""
    return [_selection(analysis, analysis.snapshot.offset(position)) for position in positions]


def _selection(analysis: Analysis, offset: int) -> types.SelectionRange:
    snapshot = analysis.snapshot
    document = Span(0, len(snapshot.text.text))
    around = _around(analysis.report, offset) if analysis.report is not None else ()
    chain = [document]
    for span in sorted(around, key=lambda one: one.start - one.end):
        if span != chain[-1] and within(span, chain[-1]) and span.end > span.start and holds(span, offset):
            chain.append(span)
    selection = types.SelectionRange(snapshot.range(document))
    for span in chain[1:]:
        selection = types.SelectionRange(snapshot.range(span), selection)
    return selection


def _around(report: Report, offset: int) -> Iterator[Span]:
    section = section_at(report, offset)
    if section is not None:
        yield section.span
        if holds(section.heading.span, offset):
            yield section.heading.span
            yield section.heading.text_span
    table = table_at(report, offset)
    if table is not None:
        yield trimmed(report.source, table.span)
        row, cell = row_at(report, offset), cell_at(report, offset)
        if row is not None:
            yield row[1].span
            if row[1].label is not None and holds(row[1].label.span, offset):
                yield row[1].label.span
        if cell is not None:
            yield cell.cell.span
    yield from _facts(report, offset)
    for paragraph in report.paragraphs:
        if holds(paragraph.span, offset):
            yield paragraph.span
            yield _between(report, paragraph.span, offset, _SENTENCE_ENDS, with_end=True)
            yield _between(report, paragraph.span, offset, _CLAUSE_ENDS, with_end=False)


def _facts(report: Report, offset: int) -> Iterable[Span]:
    """What was read as one thing: a number with its unit, a year, a citation and its parts."""
    citation = citation_at(report, offset)
    if citation is not None:
        yield citation.span
        yield from (one.span for one in citation.articles if holds(one.span, offset))
        yield from (one.span for one in citation.numbers if holds(one.span, offset))
        if citation.title_span is not None and holds(citation.title_span, offset):
            yield citation.title_span
    for amount in report.amounts:
        if holds(amount.span, offset):
            yield amount.span
            yield amount.digits
    yield from (year.span for year in report.years if holds(year.span, offset))
    statement = statement_at(report, offset)
    if statement is not None:
        yield statement.span


def _between(report: Report, paragraph: Span, offset: int, ends: re.Pattern[str], *, with_end: bool) -> Span:
    """The piece of a paragraph around an offset, from one mark to the next."""
    folded = report.source.folded
    start = paragraph.start
    for match in ends.finditer(folded, paragraph.start, paragraph.end):
        if match.start() >= offset:
            return Span(start, match.end() if with_end else match.start())
        start = match.end()
    return Span(start, paragraph.end)
