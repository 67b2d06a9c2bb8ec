"""NUM104: reviews and lawsuits in the prose against the table."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Severity, Text, rule
from reportlint_rules.numbers._claim import CLAIM_MESSAGES, TABLE_BASIS, claim_finding, failing


@rule(
    code="NUM104",
    name="dispute-count",
    severity=Severity.WARNING,
    fix="display",
    on=Report,
    summary=Text("正文的复议、诉讼件数与表格一致", "the reviews and lawsuits in the prose are those of the table"),
    message=CLAIM_MESSAGES,
    basis=TABLE_BASIS,
)
def dispute_count(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Counts of reviews and lawsuits about disclosure that no reading of the table gives."""
    for check in context.facts(failing):
        statement = check.statement
        if statement.topic not in ("reviews", "suits") or statement.amount is None:
            continue
        # An office of justice has reviews of every kind: only those about disclosure are in the table.
        if statement.section != "disputes" and "信息公开" not in context.report.folded(statement.sentence):
            continue
        none = statement.high == 0 or not any(check.readings)
        yield claim_finding(check, context, Severity.ERROR if none else Severity.WARNING)
