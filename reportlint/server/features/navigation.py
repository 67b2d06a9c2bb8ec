"""From a sentence's number to the cells that it is held against, and back."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from reportlint.report import ClaimCheck, Report
from reportlint.server.analysis import Analysis
from reportlint.server.documents import Snapshot
from reportlint.source import Span

from .places import cell_at, claims_at, claims_of, said_at


def definition(analysis: Analysis, position: types.Position) -> list[types.Location]:
    """The cells of a sentence's number; of a cell, the numbers in the prose that say the same."""
    report, offset = analysis.report, analysis.snapshot.offset(position)
    if report is None:
        return []
    claims = claims_at(report, offset)
    if claims:
        return _locations((cell.span for claim in claims for cell in claim.meant), analysis.snapshot)
    found = cell_at(report, offset)
    if found is None:
        return []
    speaking = claims_of(report, found.cell, found.table)
    return _locations((said_at(claim.statement) for claim in speaking if found.cell in claim.meant), analysis.snapshot)


def references(analysis: Analysis, position: types.Position, *, declaration: bool) -> list[types.Location]:
    """Every place with the number at a position: cells and sentences.

    ``declaration`` says whether the cells are wanted too where a sentence is asked about, and the cell
    itself where a cell is.
    """
    report, offset = analysis.report, analysis.snapshot.offset(position)
    if report is None:
        return []
    claims = claims_at(report, offset)
    spans: list[Span] = []
    if claims:
        cells = [cell.span for claim in claims for cell in claim.meant]
        spans = [said_at(other.statement) for claim in claims for other in _alike(report, claim)]
        spans += cells if declaration else []
    elif (found := cell_at(report, offset)) is not None:
        spans = [said_at(claim.statement) for claim in claims_of(report, found.cell, found.table)]
        spans += [found.cell.span] if declaration else []
    return _locations(spans, analysis.snapshot)


def _alike(report: Report, claim: ClaimCheck) -> Iterable[ClaimCheck]:
    """Every statement that is held against the same cells."""
    return (other for other in report.claims if other.form is claim.form)


def _locations(spans: Iterable[Span], snapshot: Snapshot) -> list[types.Location]:
    return [types.Location(snapshot.uri, snapshot.range(span)) for span in sorted(set(spans))]
