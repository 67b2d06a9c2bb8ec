"""TBL202: cells with something else than a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Cell, Context, Edit, Finding, Fix, NoOptions, Safety, Severity, Table, Text, fold, rule
from reportlint_rules.tables._fault import FORM_BASIS

# A column of changes is filled in with signs and words: +(0) -(0), 增0/减0, 持平.
_CHANGE = re.compile(r"(?=.*\d)[增加减少±+\-\d()/、，,;件项个]+|持平|不变|无变化|无增减|(?:没有|未)变化")
_CHANGE_WORD = re.compile(r"[增减]")
_ZEROS = frozenset({"O", "o", "〇", "零"})


@rule(
    code="TBL202",
    name="not-a-number",
    severity=Severity.WARNING,
    fix="unsafe",
    on=Table,
    summary=Text("单元格里只填数字", "cells hold numbers only"),
    message=Text(
        "“{cell}”填的是“{found}”，应填数字，没有发生的请填0",
        "“{cell}” says “{found}”: fill in a number, 0 if there is nothing to count",
    ),
    basis=FORM_BASIS,
    local=True,
)
def not_a_number(table: Table, context: Context[NoOptions]) -> Iterator[Finding]:
    """Placeholders (/, -, 无) and words in a bound cell."""
    if context.report.form is None:
        return
    for cell in table.cells.values():
        if cell.value.kind == "blank" or cell.raw.isdecimal():
            continue
        compact = "".join(fold(cell.raw).split())
        if not _is_wrong(cell, compact, table.form.column(cell.column).kind == "signed"):
            continue
        fix = None
        if cell.value.kind == "placeholder" or compact in _ZEROS:
            title = Text("改为0（请先确认确实没有）", "change to 0 (first make sure there is nothing to count)")
            fix = Fix(title, (Edit(cell.span, "0"),), Safety.UNSAFE)
        yield Finding(cell.span, {"cell": table.cell_name(cell.row, cell.column), "found": cell.raw}, fix=fix)


def _is_wrong(cell: Cell, compact: str, signed: bool) -> bool:
    kind, number = cell.value.kind, cell.value.number
    if kind == "number":
        # 减4 as a count is less than 0, which TBL204 says.
        return not signed and number is not None and number >= 0 and bool(_CHANGE_WORD.match(compact))
    if kind == "text":
        return not (signed and _CHANGE.fullmatch(compact))
    return kind == "placeholder"
