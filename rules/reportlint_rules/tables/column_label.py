"""TBL104: a column label that is not worded as the form words it."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Safety, Severity, Table, Text, rule
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
    """The labels of a readable header that are worded otherwise, or stand in the place of another."""
    report = context.report
    if report.form is None or is_foreign(table, report):
        return
    repeated = _repeated(table)
    for label in table.header_labels:
        official = repeated.get(label.span.start, label.official)
        safety = Safety.UNSAFE
        if official == label.official:
            if label.exact or is_broken(label, report):
                continue
            safety = Safety.SAFE
        title = Text(f"改为“{official}”", f"change to “{official}”")
        fix = Fix(title, (Edit(label.span, official),), safety)
        yield Finding(label.span, {"found": label.raw, "official": official}, fix=fix)


def _repeated(table: Table) -> dict[int, str]:
    """Where the label of a column stands once more in the place of another's: the offset, and the label it should be."""
    right = [column.label.official for column in table.form.columns]
    written = [label.official for label in table.header_labels]
    if len(written) != len(right):
        return {}
    return {
        label.span.start: official
        for label, official, at in zip(table.header_labels, right, range(len(right)), strict=True)
        if label.official != official and label.official in written[:at] and official not in written
    }
