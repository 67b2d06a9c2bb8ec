"""The tables of a report as grids: which number was understood to stand in which row and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from reportlint.outputs.plain import plain
from reportlint.outputs.terminal import visible
from reportlint.report import Report, Row, Table, Value
from reportlint.source import columns, pad
from reportlint.toml import Text

_MARKS = {"blank": "·", "placeholder": "/", "text": "~"}
_UNALIGNED, _MISSING = "?", "!"
_WIDTH = 100
_LEGEND = Text(
    "· 空格  / 占位符  ~ 文字  ? 未对齐的行  ! 没有找到",
    "· blank  / placeholder  ~ text  ? row that is not aligned  ! not found",
)


def grid_data(report: Report) -> dict[str, Any]:
    """The tables as plain values. Lines and columns are counted from 1, in code points.

    A whole number is a number and any other a string of its digits; ``number`` is null in a cell of
    another kind. A row that is not aligned has no cells; its ``reason`` is the count of its numbers by
    that of the columns.
    """
    return {"tables": [_table_data(table, report) for table in report.tables.values()]}


def _table_data(table: Table, report: Report) -> dict[str, Any]:
    return {
        "id": table.id,
        "name": table.form.name._asdict(),
        "columns": [column.id for column in table.form.columns],
        "rows": [_row_data(row, report) for row in table.rows.values()],
        "missing": [row.id for row in table.form.rows if row.id not in table.rows],
    }


def _row_data(row: Row, report: Report) -> dict[str, Any]:
    line, column_number = report.source.line_column(row.span.start)
    return {
        "id": row.form.id,
        "label": row.form.label.official,
        "line": line,
        "column_number": column_number,
        "unaligned": row.unaligned,
        "reason": row.reason,
        "cells": [
            {
                "row": cell.row,
                "column": cell.column,
                "line": at[0],
                "column_number": at[1],
                "raw": cell.raw,
                "kind": cell.value.kind,
                "number": plain(cell.value.number),
                "unit": cell.value.unit,
            }
            for cell in row.cells
            for at in [report.source.line_column(cell.span.start)]
        ],
    }


def grid_lines(report: Report, language: str) -> Iterator[str]:
    """The tables for people, the marks explained below them.

    A table whose head would not fit a terminal lies on its side.
    """
    for table in report.tables.values():
        place = "{}:{}".format(*report.source.line_column(table.span.start))
        yield f"{table.id}  {table.form.name.in_language(language)}  {place}"
        matrix = _matrix(table)
        upright = _drawn(matrix)
        yield from upright if columns(upright[0]) <= _WIDTH else _drawn(list(zip(*matrix, strict=True)))
        for row in table.rows.values():
            if row.unaligned:
                line = report.source.line_column(row.span.start)[0]
                reason = Text(
                    f"第{line}行 {row.form.id} 未对齐：数字个数/列数 = {row.reason}",
                    f"line {line}: {row.form.id} is not aligned: numbers/columns = {row.reason}",
                )
                yield f"  ? {reason.in_language(language)}"
        yield ""
    if report.tables:
        yield _LEGEND.in_language(language)
    else:
        yield Text("没有找到规定的表格", "no prescribed table was found").in_language(language)


def _matrix(table: Table) -> list[list[str]]:
    ids = [column.id for column in table.form.columns]
    lines = [["", *ids]]
    for form in table.form.rows:
        row = table.rows.get(form.id)
        if row is None or row.unaligned:
            cells = [_MISSING if row is None else _UNALIGNED] * len(ids)
        else:
            by_column = {cell.column: _shown(cell.value) for cell in row.cells}
            cells = [by_column.get(id, _MISSING) for id in ids]
        lines.append([form.id, *cells])
    return lines


def _shown(value: Value) -> str:
    return _MARKS.get(value.kind) or f"{value.number}{value.unit}"


def _drawn(matrix: Sequence[Sequence[str]]) -> list[str]:
    """Lines of a grid, the first column to the left and numbers to the right."""
    shown = [[visible(cell) for cell in line] for line in matrix]
    widths = [max(map(columns, column)) for column in zip(*shown, strict=True)]
    lines = []
    for first, *others in shown:
        cells = (" " * (width - columns(cell)) + cell for cell, width in zip(others, widths[1:], strict=True))
        lines.append("  ".join(("  " + pad(first, widths[0]), *cells)).rstrip())
    return lines
