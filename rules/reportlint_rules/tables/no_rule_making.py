"""TBL207: rules (规章) of an authority that cannot make any."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Body, Context, Finding, NoOptions, Severity, Table, Text, rule

_ROW = "rules"


@rule(
    code="TBL207",
    name="no-rule-making",
    severity=Severity.WARNING,
    on=Table,
    summary=Text("没有规章制定权的机关，“规章”填0", "an authority that cannot make rules reports none"),
    message=Text(
        "“{cell}”填了 {found}，但“{body}”没有规章制定权；是不是把规范性文件填到了“规章”一行？",
        "“{cell}” says {found}, but {body} cannot make rules (规章); are these normative documents in the wrong row?",
    ),
    basis="《中华人民共和国立法法》：规章由国务院部门，省级政府和设区的市、自治州的政府制定",
    local=True,
)
def no_rule_making(table: Table, context: Context[NoOptions]) -> Iterator[Finding]:
    """Numbers in the row of rules of a town, a county or one of their offices. Told once a table."""
    body = context.report.body
    if body is None or _ROW not in table.rows:
        return
    severity = _severity(body)
    cells = [cell for cell in table.rows[_ROW].cells if cell.value.number]
    if severity is None or not cells:
        return
    cell = cells[0]
    args = {"cell": table.cell_name(cell.row, cell.column), "found": cell.raw, "body": body.name}
    yield Finding(cell.span, args, severity=severity)


def _severity(body: Body) -> Severity | None:
    if body.kind == "zone" or (body.level in ("county", "township") and body.kind != "other"):
        return Severity.WARNING
    # An office of a city may have counted the rules of its government that it drafted or carries out.
    return Severity.INFO if body.kind == "department" and body.level in ("city", "prefecture", "province") else None
