"""TBL203: a unit behind a number in a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from reportlint.api import Cell, Context, Edit, Finding, Fix, NoOptions, Safety, Severity, Table, Text, rule
from reportlint_rules.tables._fault import FORM_BASIS

_IN_TEN_THOUSANDS: Mapping[str, Decimal] = {"元": Decimal("0.0001"), "亿元": Decimal(10000)}
"""Units of money as multiples of the 万元 that the form counts in."""


@rule(
    code="TBL203",
    name="unit-in-cell",
    severity=Severity.WARNING,
    fix="safe",
    on=Table,
    summary=Text("单元格里不写单位", "cells hold no units"),
    message={
        "unit": Text(
            "“{cell}”里不用写单位“{unit}”，只填数字",
            "“{cell}” needs no unit “{unit}”: fill in the number only",
        ),
        "convert": Text(
            "“{cell}”以万元为单位，这里写的是“{found}”，应换算为 {converted}",
            "“{cell}” is counted in 10,000 yuan (万元); “{found}” should be {converted}",
        ),
        "money": Text(
            "“{cell}”是件数，这里写的是金额“{found}”，请核对是不是填错了格",
            "“{cell}” is a count, but “{found}” is an amount of money: check whether it is in the wrong cell",
        ),
    },
    basis=FORM_BASIS,
    local=True,
)
def unit_in_cell(table: Table, context: Context[NoOptions]) -> Iterator[Finding]:
    """Numbers with a unit; amounts in another unit than the column's are to be converted."""
    if context.report.form is None:
        return
    for cell in table.cells.values():
        unit, number = cell.value.unit, cell.value.number
        if not unit or number is None:
            continue
        form = table.form.column(cell.column)
        args = {"cell": table.cell_name(cell.row, cell.column), "found": cell.raw}
        if form.unit == "万元" and unit in _IN_TEN_THOUSANDS:
            converted = _plain(number * _IN_TEN_THOUSANDS[unit])
            title = Text(f"改为 {converted}", f"change to {converted}")
            fix = Fix(title, (Edit(cell.span, converted),), Safety.UNSAFE)
            yield Finding(cell.span, {**args, "converted": converted}, "convert", fix=fix)
        elif form.unit != "万元" and unit.endswith("元"):
            yield Finding(cell.span, args, "money")
        else:
            title = Text(f"去掉“{unit}”", f"drop “{unit}”")
            safety = Safety.SAFE if _is_said(unit, table, cell.column) else Safety.UNSAFE
            fix = Fix(title, (Edit(cell.span, _without(unit, cell)),), safety)
            yield Finding(cell.span, {**args, "unit": unit}, "unit", fix=fix)


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _is_said(unit: str, table: Table, column: str) -> bool:
    """Whether the report's own header of the column names the unit, so that nothing is lost without it."""
    official = table.form.column(column).label.official
    return any(label.official == official and unit in label.raw for label in table.header_labels)


def _without(unit: str, cell: Cell) -> str:
    """The cell's text without its unit; a note behind it stays."""
    number, found, note = cell.raw.partition(unit)
    return number.rstrip() + note if found else str(cell.value.number)
