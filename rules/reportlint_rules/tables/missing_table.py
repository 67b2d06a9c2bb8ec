"""TBL105: a prescribed table that is not there while its neighbours are."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Section, Severity, Text, rule
from reportlint_rules.tables._fault import FORM_BASIS
from reportlint_rules.tables._table import ends_text


@rule(
    code="TBL105",
    name="missing-table",
    severity=Severity.ERROR,
    on=Section,
    summary=Text("规定的表格一个不少", "every prescribed table is there"),
    message=Text(
        "“{section}”缺少“{caption}”的表格（{table}），没有发生的也要保留表格并填0",
        "“{section}” has no table “{caption}” ({table}): keep it and fill in 0 even where there is nothing to count",
    ),
    basis=FORM_BASIS,
)
def missing_table(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """Tables of a section of which other tables were found; a section with none may hold pictures."""
    report = context.report
    if report.form is None:
        return
    # Tables of another form are to be replaced together, which TBL101 says.
    if any(section.span.start <= text.span.start < section.span.end for text in report.foreign_texts):
        return
    tables = [table for table in report.form.tables if table.section == section.id and table.caption]
    found = [table for table in tables if table.id in report.tables]
    if not found:
        return
    # Where the text ends with a table, those behind it may have been cut off.
    if ends_text(max(report.tables[table.id].span.end for table in found), report):
        tables = tables[: tables.index(found[-1])]
    for table in tables:
        if table.id not in report.tables:
            args = {"section": section.form.heading.official, "caption": table.caption, "table": table.name}
            yield Finding(section.heading.span, args)
