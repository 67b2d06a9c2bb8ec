"""TBL208: an amount of money that was perhaps not counted in 万元."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlint.api import Context, Finding, Severity, Table, Text, rule
from reportlint_rules.tables._fault import FORM_BASIS


@dataclass(frozen=True)
class Limits:
    """``most`` is what a town, a county or an office is thought to report at the most, in 万元."""

    most: int = 10000


@rule(
    code="TBL208",
    name="large-amount",
    severity=Severity.INFO,
    on=Table,
    summary=Text("金额以万元为单位", "amounts are in 万元"),
    message=Text(
        "“{cell}”填了 {found} 万元，是不是以元为单位填的？",
        "“{cell}” says {found} times 10,000 yuan; was it filled in as yuan?",
    ),
    basis=FORM_BASIS,
    options=Limits,
    default=False,
    local=True,
)
def large_amount(table: Table, context: Context[Limits]) -> Iterator[Finding]:
    """Large amounts of towns and offices. What is large depends on the place, so it is off by default."""
    body = context.report.body
    if body is None or body.level in ("province", "") or (body.kind == "government" and body.level != "township"):
        return
    for cell in table.cells.values():
        number = cell.value.number
        if number is None or table.form.column(cell.column).unit != "万元" or cell.value.unit:
            continue
        if number >= context.options.most:
            yield Finding(cell.span, {"cell": table.cell_name(cell.row, cell.column), "found": cell.raw})
