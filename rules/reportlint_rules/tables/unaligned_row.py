"""TBL205: rows whose numbers cannot be told apart."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Related, Severity, Table, Text, rule
from reportlint_rules.tables._fault import FORM_BASIS
from reportlint_rules.tables._table import is_foreign, table_name


@rule(
    code="TBL205",
    name="unaligned-row",
    severity=Severity.INFO,
    on=Table,
    summary=Text("每行的数字个数与列数相同", "each row has as many numbers as columns"),
    message={
        "numbers": Text(
            "{table}有{count}行的数字个数与列数（{width}）不符，无法确定各数属于哪一列，未做勾稽核对；首行“{row}”有{numbers}个数字",
            "in the {table}, {rows} {width} {noun}, so nobody can tell which column each is for: "
            "nothing was summed up there; the first, “{row}”, has {numbers}",
        ),
        "texts": Text(
            "{table}有{count}行除{width}个数字外还有别的内容，无法确定各数属于哪一列，未做勾稽核对；首行为“{row}”",
            "in the {table}, {rows} {width} {noun} and something else, so nobody can tell which column each is for: "
            "nothing was summed up there; the first is “{row}”",
        ),
    },
    basis=FORM_BASIS,
    extraction=True,
    local=True,
)
def unaligned_row(table: Table, context: Context[NoOptions]) -> Iterator[Finding]:
    """All such rows of a table together: they have one cause, a conversion that lost cells."""
    report = context.report
    if report.form is None or is_foreign(table, report):
        return
    width, name = len(table.form.columns), table_name(table)
    unaligned = [row for row in table.rows.values() if row.unaligned]
    for message in ("numbers", "texts"):
        rows = [row for row in unaligned if (row.numbers == width) == (message == "texts")]
        if not rows:
            continue
        first = rows[0]
        one, many = ("does not have", "do not have") if message == "numbers" else ("has", "have")
        args = {
            "table": name, "count": len(rows), "width": width,
            "rows": f"1 row {one}" if len(rows) == 1 else f"{len(rows)} rows {many}",
            "noun": "number" if width == 1 else "numbers",
            "row": table.row_name(first.form.id) or name, "numbers": first.numbers,
        }  # fmt: skip
        related = tuple(Related(row.span, Text(f"{row.numbers}个数字", f"{row.numbers} numbers")) for row in rows[1:])
        yield Finding(first.span, args, message, related=related)
