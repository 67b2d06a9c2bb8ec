"""What belongs to the number under the caret: the other operands, or the other mention in the prose."""

from __future__ import annotations

from lsprotocol import types

from reportlint.report import Report
from reportlint.server.analysis import Analysis
from reportlint.source import Span

from .places import cell_at, checks_of, claims_at, said_at, statement_at


def highlights(analysis: Analysis, position: types.Position) -> list[types.DocumentHighlight]:
    """The places to highlight; the one under the caret, or the total it is part of, is marked as written."""
    report, snapshot = analysis.report, analysis.snapshot
    if report is None:
        return []
    offset = snapshot.offset(position)
    return [
        types.DocumentHighlight(snapshot.range(span), kind)
        for span, kind in sorted((_of_cell(report, offset) or _of_statement(report, offset)).items())
    ]


def _of_cell(report: Report, offset: int) -> dict[Span, types.DocumentHighlightKind]:
    """A cell with all operands of the identities that it enters; what they compute is marked as written."""
    found = cell_at(report, offset)
    if found is None:
        return {}
    spans = {found.cell.span: types.DocumentHighlightKind.Text}
    for check in checks_of(report, found.cell, found.table):
        for cell in check.cells:
            if cell is not None:
                written = cell is check.computed
                kind = types.DocumentHighlightKind.Write if written else types.DocumentHighlightKind.Read
                if written or spans.get(cell.span) is not types.DocumentHighlightKind.Write:
                    spans[cell.span] = kind
    return spans


def _of_statement(report: Report, offset: int) -> dict[Span, types.DocumentHighlightKind]:
    """A number of the prose with everything that says the same thing, and its cells."""
    statement = statement_at(report, offset)
    if statement is None:
        return {}
    spans = {
        cell.span: types.DocumentHighlightKind.Write for claim in claims_at(report, offset) for cell in claim.meant
    }
    for other in report.statements:
        if (other.topic, other.action) == (statement.topic, statement.action):
            spans[said_at(other)] = types.DocumentHighlightKind.Read
    return spans
