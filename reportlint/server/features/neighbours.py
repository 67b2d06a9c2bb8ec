"""Rows whose columns are not proven, read as the rows around them stand.

For what an author is asked to confirm, not for accusing anybody: a blank at the end of a row may also be
a cell that was lost.
"""

from __future__ import annotations

from dataclasses import replace

from reportlint.report import Cell, Report, Row, Table, read_value
from reportlint.source import Span

_AROUND = " *_"


def as_neighbours(table: Table, report: Report) -> Table:
    """A table with the cells of its unaligned rows where a row around them has as many separators."""
    whole = [row for row in table.rows.values() if len(row.cells) == len(table.form.columns)]
    shapes = {_separators(row.span, report): row for row in whole}
    rows = dict(table.rows)
    for id, row in table.rows.items():
        like = shapes.get(_separators(row.span, report)) if row.unaligned else None
        cells = _cells(row, like, report) if like is not None else ()
        if cells:
            rows[id] = row._replace(cells=cells, reason="")
    return replace(table, rows=rows)


def _separators(span: Span, report: Report) -> tuple[str, int]:
    """What separates the cells of a row, and how often."""
    folded = report.folded(span)
    separator = "\t" if "\t" in folded else "|"
    return separator, folded.count(separator)


def _cells(row: Row, like: Row, report: Report) -> tuple[Cell, ...]:
    """The cells of a row in the places that another row has; none if words stand there or numbers elsewhere."""
    separator, count = _separators(row.span, report)
    if not count:
        return ()
    pieces: list[Span] = []
    start = row.span.start
    for text in report.folded(row.span).split(separator):
        pieces.append(Span(start, start + len(text)))
        start += len(text) + 1
    cells = []
    for cell in like.cells:
        piece = pieces[report.folded(Span(like.span.start, cell.span.start)).count(separator)]
        folded = report.folded(piece)
        content = folded.strip(_AROUND)
        at = piece.start + (folded.index(content) if content else 0)
        span = Span(at, at + len(content))
        cells.append(Cell(row.form.id, cell.column, span, read_value(content), report.raw(span)))
    numbers = sum(cell.value.kind == "number" for cell in cells)
    words = any(cell.value.kind == "text" for cell in cells)
    return () if words or numbers != row.numbers else tuple(cells)
