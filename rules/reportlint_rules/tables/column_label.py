"""TBL104: a column label that is not worded as the form words it."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Severity, Table, Text, rule
from reportlint_rules.tables._fault import FORM_BASIS
from reportlint_rules.tables._table import is_broken, is_foreign


@rule(
    code="TBL104",
    name="column-label",
    severity=Severity.WARNING,
    fix="safe",
    on=Table,
    summary=Text("列名与规定的一致", "column labels are worded as in the form"),
    message=Text(
        "列名“{found}”与规定的“{official}”不一致",
        "the column label “{found}” should read “{official}”",
    ),
    basis=FORM_BASIS,
    local=True,
)
def column_label(table: Table, context: Context[NoOptions]) -> Iterator[Finding]:
    """The one label of a readable header that is worded otherwise."""
    report = context.report
    if report.form is None or is_foreign(table, report):
        return
    for label in table.header_labels:
        if label.exact or is_broken(label, report):
            continue
        title = Text(f"改为“{label.official}”", f"change to “{label.official}”")
        fix = Fix(title, (Edit(label.span, label.official),))
        yield Finding(label.span, {"found": label.raw, "official": label.official}, fix=fix)
