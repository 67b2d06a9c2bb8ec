"""NUM102: what became of the applications, in the prose and in the table."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import ClaimCheck, Context, Finding, NoOptions, Severity, Text, rule
from reportlint_rules.numbers._claim import CLAIM_MESSAGES, TABLE_BASIS, claim_finding, is_received


@rule(
    code="NUM102",
    name="results-count",
    severity=Severity.WARNING,
    fix="display",
    on=ClaimCheck,
    summary=Text("正文的办理结果与表格一致", "the results in the prose are those of the table"),
    message=CLAIM_MESSAGES,
    basis=TABLE_BASIS,
)
def results_count(check: ClaimCheck, context: Context[NoOptions]) -> Iterator[Finding]:
    """Answered, granted, denied, carried in and carried over."""
    statement = check.statement
    if check.outcome != "fails" or statement.topic != "applications" or is_received(statement):
        return
    if statement.amount is None or statement.section not in (None, "overview", "applications"):
        return
    yield claim_finding(check, context, Severity.WARNING)
