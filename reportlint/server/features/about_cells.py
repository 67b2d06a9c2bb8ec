"""What there is to say of a table's cell: its place, its value and the identities it enters."""

from __future__ import annotations

from reportlint.report import Report
from reportlint.toml import Text

from .about import About
from .equations import identity_text, value_text
from .places import cell_at, cell_room, checks_of, claims_of, row_at

_OUTCOMES = {"holds": "✓", "fails": "≠", "unknown": "?"}


def about_cell(report: Report, offset: int) -> About | None:
    """A cell: row × column, the value, each identity with both sides, and the sentences that speak of it."""
    found = cell_at(report, offset)
    if found is None:
        return _about_loose_row(report, offset)
    table, _, cell = found
    name = table.cell_name(cell.row, cell.column)
    value = value_text(cell)
    points = [identity_text(check) for check in checks_of(report, cell, table)]
    for claim in claims_of(report, cell, table):
        if cell not in claim.meant:
            continue
        said = claim.statement.amount
        words = report.raw(said.span) if said else report.raw(claim.statement.span)
        line = report.source.line_of(claim.statement.span.start) + 1
        mark = _OUTCOMES[claim.outcome]
        points.append(Text(f"{mark} 正文第{line}行写的是“{words}”", f"{mark} line {line} says “{words}”"))
    title = Text(f"{name}：{value.zh}", f"{name}: {value.en}")
    return About(cell_room(report.source, cell), title, tuple(points))


def _about_loose_row(report: Report, offset: int) -> About | None:
    """A row whose numbers could not be given columns."""
    found = row_at(report, offset)
    if found is None or not found[1].unaligned:
        return None
    table, row = found
    name = table.row_name(row.form.id) or table.form.name.zh
    numbers, columns = row.numbers, len(table.form.columns)
    return About(
        row.span,
        Text(f"{name}：各数所在的列不能确定", f"{name}: which number is of which column is not certain"),
        (
            Text(
                f"这一行有{numbers}个数，应有{columns}个；勾稽关系没有核对",
                f"the row has {numbers} numbers of {columns}; no identity was checked",
            ),
        ),
    )
