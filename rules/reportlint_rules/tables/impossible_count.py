"""TBL204: a count that cannot be one."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportlint.api import Context, Finding, NoOptions, Severity, Table, Text, rule
from reportlint_rules.tables._fault import FORM_BASIS


@rule(
    code="TBL204",
    name="impossible-count",
    severity=Severity.ERROR,
    on=Table,
    summary=Text("件数是不小于0的整数", "counts are whole numbers from 0"),
    message=Text(
        "“{cell}”是件数，应为不小于0的整数，这里是 {found}",
        "“{cell}” is a count and must be a whole number from 0; it says {found}",
    ),
    basis=FORM_BASIS,
    local=True,
)
def impossible_count(table: Table, context: Context[NoOptions]) -> Iterator[Finding]:
    """Negative numbers and decimals where the column counts things."""
    if context.report.form is None:
        return
    for cell in table.cells.values():
        number = cell.value.number
        # Nearly every cell is done here.
        if number is None or (number >= 0 and not isinstance(number, Decimal)):
            continue
        if table.form.column(cell.column).kind != "count" or cell.value.unit:
            continue
        if number < 0 or number != int(number):
            yield Finding(cell.span, {"cell": table.cell_name(cell.row, cell.column), "found": cell.raw})
