"""Numbers that follow from others: totals, and zeros for blanks with the totals that come of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportlint.diagnostic import Edit
from reportlint.forms import Number
from reportlint.report import Cell, IdentityCheck, Report, Row, Table, check_identities
from reportlint.source import Span
from reportlint.toml import Text

from .neighbours import as_neighbours
from .places import cell_room

_NUMBER = re.compile(r"[+-]?\d[\d,.]*")
# A total of totals is known only after them.
_ROUNDS = 3


class Filling(NamedTuple):
    """Edits of cells, in their order, and what they do."""

    title: Text
    edits: tuple[Edit, ...]


def fillings(report: Report, asked: Span) -> Iterator[Filling]:
    """What can be filled in where a span is: the totals, the blanks of the row, those of the table."""
    if report.form is None:
        return
    for found in report.tables.values():
        if not found.span.overlaps(asked):
            continue
        table = as_neighbours(found, report)
        checks = [check for check in check_identities(report.form, {table.id: table}) if check.computed is not None]
        yield from _totals(table, checks, asked, report)
        rows = [row for row in table.rows.values() if row.span.overlaps(asked)]
        if len(rows) == 1:
            name = table.row_name(rows[0].form.id)
            title = Text(
                f"本行空格填0、空总计填合计{'：' * bool(name)}{name}",
                f"Fill the blanks of this row with 0, blank totals with sums{': ' * bool(name)}{name}",
            )
            yield from _blanks(title, rows, checks, report)
        if rows and len(table.rows) > 1:
            title = Text(
                f"本表空格填0、空总计填合计：{table.form.name.zh}",
                f"Fill the blanks of this table with 0, blank totals with sums: {table.form.name.en}",
            )
            yield from _blanks(title, table.rows.values(), checks, report)


def _totals(table: Table, checks: Iterable[IdentityCheck], asked: Span, report: Report) -> Iterator[Filling]:
    """Totals in the span that are blank or differ from the sum of their parts. Two sums may differ, too."""
    seen: set[tuple[Span, Number]] = set()
    for check in checks:
        cell = check.computed
        if cell is None or not cell_room(report.source, cell).overlaps(asked) or cell.value.kind == "text":
            continue
        value = _sum(check, {})
        if value is None or value == cell.value.number or (cell.span, value) in seen:
            continue
        seen.add((cell.span, value))
        name, says = table.cell_name(cell.row, cell.column), check.form.says
        title = Text(f"“{name}”填 {value}（{says.zh}）", f"Fill in {value} for “{name}” ({says.en})")
        yield Filling(title, (_edit(cell, value, report),))


def _blanks(title: Text, rows: Iterable[Row], checks: list[IdentityCheck], report: Report) -> Iterator[Filling]:
    """Zeros in blank cells; a blank total gets the sum of its parts, if they are known then."""
    blank = {cell.span: cell for row in rows for cell in row.cells if cell.value.kind == "blank"}
    totals = {check.computed.span for check in checks if check.computed is not None}
    values: dict[Span, Number] = {span: 0 for span in blank if span not in totals}
    for _ in range(_ROUNDS):
        for check in checks:
            cell = check.computed
            if cell is not None and cell.span in blank and cell.span not in values:
                value = _sum(check, values)
                if value is not None:
                    values[cell.span] = value
    if values:
        yield Filling(title, tuple(_edit(blank[span], value, report) for span, value in sorted(values.items())))


def _sum(check: IdentityCheck, values: dict[Span, Number]) -> Number | None:
    """The right side of an identity; ``values`` are numbers for blank cells."""
    numbers: list[Number] = []
    for operand in check.operands:
        if operand.side == "right":
            cell = operand.cell
            number = None if cell is None else values.get(cell.span, cell.value.number)
            if number is None:
                return None
            numbers.append(number)
    return check.form.formula.right.value(numbers)


def _edit(cell: Cell, value: Number, report: Report) -> Edit:
    """Puts a number into a cell: in the place of its number, so that units and marks stay, or into the blank."""
    start, end = cell.span
    match = _NUMBER.search(report.folded(cell.span))
    if match is not None:
        return Edit(Span(start + match.start(), start + match.end()), str(value))
    if end == start and report.source.text[start : start + 2] == "  ":
        # Between two spaces of a Markdown cell.
        start = end = start + 1
    return Edit(Span(start, end), str(value))
