"""TBL206: a note behind the number of a cell."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Safety, Severity, Table, Text, rule
from reportlint_rules.tables._fault import FORM_BASIS


@rule(
    code="TBL206",
    name="note-in-cell",
    severity=Severity.INFO,
    fix="unsafe",
    on=Table,
    summary=Text("单元格里不写说明", "cells hold no notes"),
    message=Text(
        "“{cell}”里写了说明“{note}”，表格里只填 {number}，说明写到正文里",
        "“{cell}” has the note “{note}” in it: fill in {number} only, the note belongs in the text",
    ),
    basis=FORM_BASIS,
    local=True,
)
def note_in_cell(table: Table, context: Context[NoOptions]) -> Iterator[Finding]:
    """22（其中修订16件）: the number is read, the note is in the way of whoever adds up."""
    if context.report.form is None:
        return
    for cell in table.cells.values():
        note, number = cell.value.note, cell.value.number
        if not note or number is None:
            continue
        args = {"cell": table.cell_name(cell.row, cell.column), "note": note.strip("()"), "number": number}
        title = Text("去掉说明，只留数字", "drop the note, keep the number")
        fix = Fix(title, (Edit(cell.span, str(number)),), Safety.UNSAFE)
        yield Finding(cell.span, args, fix=fix)
