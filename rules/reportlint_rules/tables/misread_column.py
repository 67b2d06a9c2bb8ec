"""TBL306: decisions that were counted as items (form of 2019)."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Cell, Context, Finding, NoOptions, Related, Row, Severity, Text, rule
from reportlint_rules.tables._fault import FORM_BASIS

_COLUMNS = ("last_year", "change", "decisions")


@rule(
    code="TBL306",
    name="misread-column",
    severity=Severity.HINT,
    on=Row,
    summary=Text("“处理决定数量”填的是决定数，不是事项数", "the column of decisions does not count items"),
    message=Text(
        "“处理决定数量” {decisions} 正好等于上一年项目 {before} 加本年增减 {change}；这一栏应填全年作出的决定数，不是项目数，请核对",
        "the {decisions} decisions are just last year's {before} items with the change of {change}; this column counts the "
        "decisions of the year, not items: please check",
    ),
    basis=FORM_BASIS,
    local=True,
)
def misread_column(row: Row, context: Context[NoOptions]) -> Iterator[Finding]:
    """上一年项目数量 + 本年增/减 = 处理决定数量 with a change that is not 0: no identity of the form, so only a hint."""
    cells = {cell.column: cell for cell in row.cells}
    if any(column not in cells for column in _COLUMNS):
        return
    before, change, decisions = (cells[column] for column in _COLUMNS)
    if not change.value.number or not decisions.value.number:
        return
    if (before.value.number or 0) + change.value.number == decisions.value.number:
        args = {"before": _shown(before), "change": _shown(change), "decisions": _shown(decisions)}
        yield Finding(decisions.span, args, related=(Related(change.span, Text("本年增/减", "the change")),))


def _shown(cell: Cell) -> str:
    return str(cell.value.number)
