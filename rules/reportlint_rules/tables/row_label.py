"""TBL103: a row label that is not worded as the form words it."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Severity, Table, Text, rule
from reportlint_rules.tables._fault import FORM_BASIS
from reportlint_rules.tables._table import is_broken, is_foreign


@rule(
    code="TBL103",
    name="row-label",
    severity=Severity.WARNING,
    on=Table,
    summary=Text("行名与规定的一致", "row labels are worded as in the form"),
    message=Text(
        "行名“{found}”与规定的“{official}”不一致",
        "the row label “{found}” should read “{official}”",
    ),
    basis=FORM_BASIS,
)
def row_label(table: Table, context: Context[NoOptions]) -> Iterator[Finding]:
    """Labels that mean a row of the form and are worded otherwise."""
    report = context.report
    if report.form is None or is_foreign(table, report):
        return
    for row in table.rows.values():
        label = row.label
        if label is None or label.exact or is_broken(label, report):
            continue
        title = Text(f"改为“{label.official}”", f"change to “{label.official}”")
        fix = Fix(title, (Edit(label.span, label.official),))
        yield Finding(label.span, {"found": label.raw, "official": label.official}, fix=fix)
