"""NUM101: the applications received by the prose against those of the table."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Severity, Text, rule
from reportlint_rules.numbers._claim import CLAIM_MESSAGES, TABLE_BASIS, claim_finding, contradicted, is_received


@rule(
    code="NUM101",
    name="applications-count",
    severity=Severity.ERROR,
    fix="display",
    on=Report,
    summary=Text("正文的申请件数与表格一致", "the applications in the prose are those of the table"),
    message=CLAIM_MESSAGES,
    basis=TABLE_BASIS,
)
def applications_count(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Numbers of applications received that no reading of the table gives.

    A report that says the right number somewhere is left alone: of two numbers one may be of something else.
    """
    for check in context.facts(contradicted):
        if check.statement.amount is None or not is_received(check.statement):
            continue
        # The overview is where the count is given; elsewhere it may be one case's or one year's.
        told = check.statement.section in (None, "overview", "applications")
        yield claim_finding(check, context, Severity.ERROR if told else Severity.INFO)
