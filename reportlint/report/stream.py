"""Rows out of lines: a line may be a row with its cells, or a single cell of a row that came line by line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reportlint.forms import TableForm
from reportlint.source import SourceText, Span
from reportlint_grammar import Node, RowNode

from .grid import GridCell, GridRow, grid_row, row_of, single_cell
from .labels import Labels

# A longer line is a sentence and no cell.
_LONGEST_CELL = 70


class Assembled(NamedTuple):
    """The rows of a section, and the starts of the lines of prose that turned out to be cells."""

    rows: list[GridRow]
    lines: set[int]


def assemble(nodes: Iterable[Node], labels: Labels, source: SourceText) -> Assembled:
    """The rows that the lines of a section are, in the order of the text."""
    stream = _Stream(labels)
    for node in nodes:
        row = grid_row(node, source) if isinstance(node, RowNode) else None
        if row is not None and len(row.cells) > 1:
            stream.row(row)
        elif row is not None and row.cells:
            stream.cell(row.cells[0], node)
        elif node.end - node.start <= _LONGEST_CELL:
            stream.cell(single_cell(node, source), node)
        else:
            stream.flush()
    stream.flush()
    return Assembled(stream.rows, stream.lines)


class _Stream:
    """Collects single cells until they are a row: its label, then its numbers."""

    def __init__(self, labels: Labels) -> None:
        self.rows: list[GridRow] = []
        self.lines: set[int] = set()
        self._labels = labels
        self._pending: list[GridCell] = []
        self._numbers: list[GridCell] = []

    def row(self, row: GridRow) -> None:
        """A line with several cells. The label of one that has only numbers may stand on the line before."""
        if len(self._pending) == 1 and not self._numbers and not row.texts and row.numbers:
            label = self._pending.pop()
            self.rows.append(row_of([label, *row.cells], Span(label.span.start, row.span.end)))
            return
        self.flush()
        self.rows.append(row)

    def cell(self, cell: GridCell, node: Node) -> None:
        """A line with one cell."""
        if cell.value.kind == "blank":
            return
        if cell.value.kind in ("number", "placeholder"):
            self._numbers.append(cell)
            return
        known = self._labels.find(cell.raw)
        if self._numbers:
            self.flush()
        if known is not None:
            self._pending.append(cell)
            self.lines.add(node.start)
        else:
            # A header, a caption, the name of a group, or the rest of a label that was broken.
            self.rows.append(row_of([cell], cell.span))

    def flush(self) -> None:
        """Makes rows of what was collected."""
        labels, numbers = self._pending, self._numbers
        self._pending, self._numbers = [], []
        if not numbers:
            return
        if len(labels) <= 1:
            cells = [*labels, *numbers]
            self.rows.append(row_of(cells, Span(cells[0].span.start, cells[-1].span.end)))
            return
        table = self._table_of(labels)
        columns = by_column(labels, numbers, table) if table else None
        for at, label in enumerate(labels):
            self.rows.append(row_of([label], label.span, columns[at] if columns else ()))

    def _table_of(self, labels: Iterable[GridCell]) -> TableForm | None:
        tables = [known.table for label in labels if (known := self._labels.find(label.raw))]
        return tables[0] if tables and all(table is tables[0] for table in tables) else None


Columns = tuple[GridCell | None, ...]


def by_column(labels: list[GridCell], numbers: list[GridCell], table: TableForm) -> list[Columns] | None:
    """The cells of each row where all labels came first and then the numbers, column by column.

    The columns may be in another order than the form's; the sum that their totals are tells which one is
    the total. Where the total stands last, the order is taken to be the form's; where it stands elsewhere,
    only the total is known. None where the numbers fit no order.
    """
    height, width = len(labels), len(table.columns)
    if len(numbers) != height * width:
        return None
    blocks = [numbers[at * height : (at + 1) * height] for at in range(width)]
    lines = [numbers[at * width : (at + 1) * width] for at in range(height)]
    if width == 1:
        return [(cell,) for cell in blocks[0]]
    values = [cell.value.number for cell in numbers]
    if all(value == values[0] for value in values):
        return [tuple(line) for line in lines]
    if table.total is None:
        return None
    totals = [at for at in range(width) if all(_is_total(row, at) for row in zip(*blocks, strict=True))]
    if all(_is_total(line, table.total) for line in lines):
        # Row by row fits as well: two readings, and no way to tell.
        return None if totals else [tuple(line) for line in lines]
    if table.total in totals:
        return [tuple(row) for row in zip(*blocks, strict=True)]
    if totals:
        total = blocks[totals[0]]
        return [(None,) * table.total + (cell,) + (None,) * (width - table.total - 1) for cell in total]
    return None


def _is_total(row: Iterable[GridCell], at: int) -> bool:
    """Whether one cell of a row is the sum of all the others."""
    values = [cell.value.number for cell in row]
    if any(value is None for value in values):
        return False
    known = [value for value in values if value is not None]
    return 2 * known[at] == sum(known)
