"""What stands where in a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from reportlint.report import Cell, Citation, ClaimCheck, Heading, IdentityCheck, Report, Row, Section, Statement, Table
from reportlint.source import SourceText, Span

_AROUND = " *_"


class CellPlace(NamedTuple):
    """A cell with the row and the table that it stands in."""

    table: Table
    row: Row
    cell: Cell


def holds(span: Span, offset: int) -> bool:
    """Whether an offset lies in a span or at one of its ends, where a caret may stand."""
    return span.start <= offset <= span.end


def within(inner: Span, outer: Span) -> bool:
    """Whether a span lies in another one."""
    return outer.start <= inner.start and inner.end <= outer.end


def trimmed(source: SourceText, span: Span) -> Span:
    """A span without the blanks and line ends at its end."""
    return Span(span.start, span.start + len(source.slice(span).rstrip()))


def lines(source: SourceText, span: Span) -> Span:
    """The whole lines that a span touches, without the last line end."""
    return Span(source.line_starts[source.line_of(span.start)], source.line_span(source.line_of(span.end)).end)


def table_at(report: Report, offset: int) -> Table | None:
    """The table whose lines an offset stands in."""
    return next((table for table in report.tables.values() if holds(table.span, offset)), None)


def row_at(report: Report, offset: int) -> tuple[Table, Row] | None:
    """The row that an offset stands in, with its table."""
    table = table_at(report, offset)
    if table is None:
        return None
    return next(((table, row) for row in table.rows.values() if holds(row.span, offset)), None)


def cell_at(report: Report, offset: int) -> CellPlace | None:
    """The bound cell that an offset stands in; in the room around a cell's content it is that cell, too."""
    found = row_at(report, offset)
    if found is None:
        return None
    table, row = found
    for cell in row.cells:
        if holds(cell_room(report.source, cell), offset):
            return CellPlace(table, row, cell)
    return None


def cell_room(source: SourceText, cell: Cell) -> Span:
    """A cell with the spaces and the marks of emphasis around its content."""
    folded, (start, end) = source.folded, cell.span
    while start > 0 and folded[start - 1] in _AROUND:
        start -= 1
    while end < len(folded) and folded[end] in _AROUND:
        end += 1
    return Span(start, end)


def checks_of(report: Report, cell: Cell, table: Table) -> Iterator[IdentityCheck]:
    """The identities that a cell of a table enters."""
    for check in report.identities:
        if check.table.id == table.id and any(other is not None and _same(other, cell) for other in check.cells):
            yield check


def claims_of(report: Report, cell: Cell, table: Table) -> Iterator[ClaimCheck]:
    """The statements of the prose that are held against a cell of a table."""
    for claim in report.claims:
        if claim.table.id == table.id and any(_same(other, cell) for other in claim.cells):
            yield claim


def _same(one: Cell, other: Cell) -> bool:
    return one.row == other.row and one.column == other.column


def statement_at(report: Report, offset: int) -> Statement | None:
    """The statement whose amount, or whose denial, an offset stands in."""
    found = [one for one in report.statements if holds(said_at(one), offset)]
    return min(found, key=lambda one: said_at(one).end - said_at(one).start, default=None)


def said_at(statement: Statement) -> Span:
    """The place of a statement's number; of a denial, the whole of it."""
    return statement.amount.span if statement.amount else statement.span


def claims_at(report: Report, offset: int) -> list[ClaimCheck]:
    """What the statement at an offset is held against."""
    statement = statement_at(report, offset)
    return [claim for claim in report.claims if statement is not None and claim.statement == statement]


def citation_at(report: Report, offset: int) -> Citation | None:
    """The citation that an offset stands in."""
    return next((one for one in report.citations if holds(one.span, offset)), None)


def section_at(report: Report, offset: int) -> Section | None:
    """The prescribed section that an offset stands in."""
    id = report.section_at(offset)
    return report.sections[id] if id is not None else None


def prose_headings(report: Report) -> list[Heading]:
    """The headings that are not rows of a table which came as lines."""
    tables = [table.span for table in report.tables.values()]
    fixed = report.form.fixed_keys if report.form else frozenset()
    return [
        heading
        for heading in report.headings
        if heading.key and heading.key not in fixed and not any(within(heading.span, span) for span in tables)
    ]
