"""NUM104: reviews and lawsuits in the prose against the table."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import ClaimCheck, Context, Finding, NoOptions, Severity, Text, rule
from reportlint_rules.numbers._claim import CLAIM_MESSAGES, TABLE_BASIS, claim_finding


@rule(
    code="NUM104",
    name="dispute-count",
    severity=Severity.WARNING,
    fix="display",
    on=ClaimCheck,
    summary=Text("正文的复议、诉讼件数与表格一致", "the reviews and lawsuits in the prose are those of the table"),
    message=CLAIM_MESSAGES,
    basis=TABLE_BASIS,
)
def dispute_count(check: ClaimCheck, context: Context[NoOptions]) -> Iterator[Finding]:
    """Counts of reviews and lawsuits about disclosure that no reading of the table gives."""
    statement = check.statement
    if check.outcome != "fails" or statement.topic not in ("reviews", "suits") or statement.amount is None:
        return
    # An office of justice has reviews of every kind: only those about disclosure are in the table.
    if statement.section != "disputes" and "信息公开" not in context.report.folded(statement.sentence):
        return
    none = statement.high == 0 or not any(check.readings)
    yield claim_finding(check, context, Severity.ERROR if none else Severity.WARNING)
