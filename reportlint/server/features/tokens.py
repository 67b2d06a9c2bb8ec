"""What each piece of a report is, for colours: headings, labels, numbers, citations, years, amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lsprotocol import types

from reportlint.report import Report
from reportlint.server.analysis import Analysis
from reportlint.server.documents import Snapshot
from reportlint.source import Span

from .places import prose_headings

# Clients have colours for their own names only, so these stand for what reports have.
_TYPES = ("namespace", "property", "number", "string", "enumMember")
_HEADING, _LABEL, _NUMBER, _CITATION, _YEAR = range(len(_TYPES))
# Of the title; of totals, which other cells give; of numbers in prose.
_MODIFIERS = ("declaration", "readonly", "documentation")
_OF_TITLE, _OF_TOTAL, _OF_PROSE = (1 << bit for bit in range(len(_MODIFIERS)))

LEGEND = types.SemanticTokensLegend(_TYPES, _MODIFIERS)


class _Token(NamedTuple):
    start: int
    end: int
    type: int
    modifiers: int = 0


def semantic_tokens(analysis: Analysis, range: types.Range | None = None) -> types.SemanticTokens:
    """The tokens of a document, or of those lines of it that a range touches."""
    report, snapshot = analysis.report, analysis.snapshot
    if report is None:
        return types.SemanticTokens([])
    start, end = snapshot.span(range) if range is not None else (0, len(snapshot.text.text))
    tokens = [one for one in _tokens(report) if one.start <= end and start <= one.end]
    return types.SemanticTokens(_encoded(_apart(tokens), snapshot))


def _tokens(report: Report) -> Iterator[_Token]:
    if report.title is not None:
        yield _Token(*report.title.span, _HEADING, _OF_TITLE)
    for heading in prose_headings(report):
        yield _Token(heading.span.start, heading.text_span.end, _HEADING)
    totals = {check.computed.span for check in report.identities if check.computed is not None}
    for table in report.tables.values():
        for label in (table.caption, *table.header_labels, *(row.label for row in table.rows.values())):
            if label is not None:
                yield _Token(*label.span, _LABEL)
        for cell in table.cells.values():
            if cell.value.kind == "number":
                yield _Token(*cell.span, _NUMBER, _OF_TOTAL if cell.span in totals else 0)
    for citation in report.citations:
        yield _Token(*citation.span, _CITATION)
    for year in report.years:
        yield _Token(*year.span, _YEAR)
    for amount in report.amounts:
        yield _Token(*amount.span, _NUMBER, _OF_PROSE)


def _apart(tokens: Iterable[_Token]) -> Iterator[_Token]:
    """The tokens in their order; of two that share text the first one, and of two that begin together the longer."""
    end = 0
    for token in sorted(tokens, key=lambda one: (one.start, -one.end)):
        if token.start >= end:
            yield token
            end = token.end


def _encoded(tokens: Iterable[_Token], snapshot: Snapshot) -> list[int]:
    """Five numbers a token: lines and characters from the one before, length, type, modifiers."""
    text, unit = snapshot.text, snapshot.unit
    data: list[int] = []
    line, last, line_end, plain = -1, 0, -1, True
    last_line = 0
    for token in tokens:
        start = token.start
        # Few clients take tokens of more than one line, so a longer one is told line by line.
        while start < token.end:
            if start > line_end:
                line = text.line_of(start)
                whole = text.line_span(line)
                last, line_end = whole
                # Then each of its characters has one unit.
                plain = text.width(whole, unit) == line_end - last
            end = min(token.end, line_end)
            if start < end:
                # From the beginning of the last token, or of the line: nothing is counted twice.
                before, length = start - last, end - start
                if not plain:
                    before, length = text.width(Span(last, start), unit), text.width(Span(start, end), unit)
                data += (line - last_line, before, length, token.type, token.modifiers)
                last, last_line = start, line
            start = line_end + 1
    return data
