"""TBL103: a row label that is not worded as the form words it."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Safety, Severity, Table, Text, label_key, rule
from reportlint_rules.tables._fault import FORM_BASIS
from reportlint_rules.tables._table import is_broken, is_foreign


@rule(
    code="TBL103",
    name="row-label",
    severity=Severity.WARNING,
    fix="safe",
    on=Table,
    summary=Text("行名与规定的一致", "row labels are worded as in the form"),
    message={
        "": Text(
            "行名“{found}”与规定的“{official}”不一致",
            "the row label “{found}” should read “{official}”",
        ),
        "note": Text(
            "行名里加了说明：规定的行名是“{official}”，说明写到正文里",
            "the row label has a note in it: it should read “{official}”, the note belongs in the text",
        ),
    },
    basis=FORM_BASIS,
    local=True,
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
        # A note is somebody's words: only its author can drop it.
        noted = label_key(label.official) in label_key(label.raw)
        title = Text(f"改为“{label.official}”", f"change to “{label.official}”")
        fix = Fix(title, (Edit(label.span, label.official),), Safety.UNSAFE if noted else Safety.SAFE)
        args = {"found": label.raw, "official": label.official}
        severity = Severity.INFO if noted else None
        yield Finding(label.span, args, "note" if noted else "", fix=fix, severity=severity)
