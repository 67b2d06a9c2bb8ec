"""NUM102: what became of the applications, in the prose and in the table."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Severity, Text, rule
from reportlint_rules.numbers._claim import CLAIM_MESSAGES, TABLE_BASIS, claim_finding, failing, is_received


@rule(
    code="NUM102",
    name="results-count",
    severity=Severity.WARNING,
    fix="display",
    on=Report,
    summary=Text("正文的办理结果与表格一致", "the results in the prose are those of the table"),
    message=CLAIM_MESSAGES,
    basis=TABLE_BASIS,
)
def results_count(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Answered, granted, denied, carried in and carried over."""
    for check in context.facts(failing):
        statement = check.statement
        if statement.topic != "applications" or is_received(statement):
            continue
        if statement.amount is None or statement.section not in (None, "overview", "applications"):
            continue
        yield claim_finding(check, context, Severity.WARNING)
