"""TBL201: cells left empty."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reportlint.api import (
    Cell,
    Context,
    Edit,
    Finding,
    Fix,
    NoOptions,
    Report,
    Row,
    Safety,
    Severity,
    Span,
    Table,
    Text,
    rule,
)
from reportlint_rules.tables._fault import FORM_BASIS
from reportlint_rules.tables._table import table_name


@rule(
    code="TBL201",
    name="blank-cell",
    severity=Severity.WARNING,
    fix="unsafe",
    on=Table,
    summary=Text("没有数据的单元格填0，不留空", "cells without data hold 0 and are not left empty"),
    message={
        "one": Text("“{cell}”没有填写，没有发生的请填0", "“{cell}” is empty: fill in 0 if there is nothing to count"),
        "many": Text(
            "{row}有{count}格没有填写（{columns}），没有发生的请填0",
            "{row} has {count} empty cells ({columns}): fill in 0 where there is nothing to count",
        ),
    },
    basis=FORM_BASIS,
    local=True,
)
def blank_cell(table: Table, context: Context[NoOptions]) -> Iterator[Finding]:
    """Each run of empty cells in a row, told once."""
    if context.report.form is None:
        return
    for row in table.rows.values():
        if not any(cell.value.kind == "blank" for cell in row.cells):
            continue
        for blank, run in groupby(row.cells, key=lambda cell: cell.value.kind == "blank"):
            if blank:
                yield _finding(table, row, list(run), context.report)


def _finding(table: Table, row: Row, cells: list[Cell], report: Report) -> Finding:
    fix = None
    if _is_placed(row, report):
        title = Text("空格填0（请先确认确实没有）", "fill in 0 (first make sure there is nothing to count)")
        fix = Fix(title, tuple(_fill(cell, report) for cell in cells), Safety.UNSAFE)
    span = _shown(cells, report)
    if len(cells) == 1:
        return Finding(span, {"cell": table.cell_name(row.form.id, cells[0].column)}, "one", fix=fix)
    name, whole = table.row_name(row.form.id), table_name(table)
    args = {
        "row": Text(f"“{name}”", f"“{name}”") if name else Text(whole.zh, f"the {whole.en}"),
        "count": len(cells),
        "columns": "、".join(table.column_name(cell.column) for cell in cells),
    }
    return Finding(span, args, "many", fix=fix)


def _is_placed(row: Row, report: Report) -> bool:
    """Whether the columns of empty cells are certain: in a row without any number they may be the stub's."""
    if any(cell.value.kind != "blank" for cell in row.cells):
        return True
    behind = report.raw(Span(row.cells[-1].span.end, row.span.end))
    return "\t" not in behind and behind.count("|") <= 1


def _fill(cell: Cell, report: Report) -> Edit:
    at = cell.span.start
    # Between two spaces of a Markdown cell, or where a cell without spaces stands.
    return Edit(Span(at + 1, at + 1) if report.source.text[at : at + 2] == "  " else Span(at, at), "0")


def _shown(cells: list[Cell], report: Report) -> Span:
    """From the first to the last of the empty cells, with a separator to see where there is just one."""
    start, end = cells[0].span.start, cells[-1].span.end
    if end > start:
        return Span(start, end)
    if report.source.text[start : start + 1] in ("", "\r", "\n"):
        return Span(start - 1, start)
    return Span(start, start + 1)
