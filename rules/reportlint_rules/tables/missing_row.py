"""TBL102: a prescribed row that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from reportlint.api import Context, Finding, NoOptions, Severity, Table, Text, label_key, rule
from reportlint_rules.tables._fault import FORM_BASIS
from reportlint_rules.tables._table import cell_texts, ends_text, is_foreign, table_name

_LONG = 5


@rule(
    code="TBL102",
    name="missing-row",
    severity=Severity.ERROR,
    on=Table,
    summary=Text("规定的行一行不少", "every prescribed row is there"),
    message={
        "one": Text(
            "{table}{where}缺少“{row}”这一行，没有发生的也要保留该行并填0",
            "the {table} lacks the row “{row}”{where}: keep it and fill in 0 even where there is nothing to count",
        ),
        "many": Text(
            "{table}{where}缺少{count}行（从“{row}”到“{last}”），没有发生的也要保留各行并填0",
            "the {table} lacks {count} rows{where}, from “{row}” to “{last}”: "
            "keep them and fill in 0 even where there is nothing to count",
        ),
    },
    basis=FORM_BASIS,
    local=True,
)
def missing_row(table: Table, context: Context[NoOptions]) -> Iterator[Finding]:
    """Each gap in the rows, told once at the row before it, unless numbers without a label may fill it."""
    report = context.report
    if report.form is None or is_foreign(table, report):
        return
    rows = [row for row in table.form.rows if row.label.official]
    if all(row.id in table.rows for row in rows):
        return
    # Of a long table, a few rows are what is left of a picture or of prose that uses its words.
    if len(rows) > _LONG and len(table.rows) * 2 < len(rows):
        return
    written = {label_key(text) for text in cell_texts(table.span, report)}
    # A label that stands there with cells that nobody can read is no missing row.
    there = {*table.rows, *(row.id for row in rows if label_key(row.label.official) in written)}
    missing = sum(row.id not in there for row in rows)
    if not missing or missing <= table.loose_rows:
        return
    # Without a row before the gap, it begins below the header.
    first = min((row.span.start for row in table.rows.values()), default=table.span.end)
    at = report.source.line_span(report.source.line_of(max(first - 1, table.span.start)))
    where = Text("", "")
    for found, run in groupby(rows, key=lambda row: row.id in there):
        gap = list(run)
        if found:
            before = table.rows.get(gap[-1].id)
            if before is not None:
                at = before.label.span if before.label else before.span
            where = Text(f"在“{gap[-1].label.official}”之后", f" after “{gap[-1].label.official}”")
            continue
        # Where the text ends with the table, its last rows may have been cut off.
        if gap[-1] is rows[-1] and ends_text(table.span.end, report):
            continue
        args = {
            "table": table_name(table), "where": where, "row": gap[0].label.official,
            "last": gap[-1].label.official, "count": len(gap),
        }  # fmt: skip
        yield Finding(at, args, "one" if len(gap) == 1 else "many")
