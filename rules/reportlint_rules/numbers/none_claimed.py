"""NUM105: the prose says that there were none, the table has some."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Severity, Text, rule
from reportlint_rules.numbers._claim import CLAIM_MESSAGES, TABLE_BASIS, claim_finding, failing


@rule(
    code="NUM105",
    name="none-claimed",
    severity=Severity.ERROR,
    on=Report,
    summary=Text("正文说没有的，表格里也没有", "what the prose says there was none of, the table has none of"),
    message=CLAIM_MESSAGES,
    basis=TABLE_BASIS,
)
def none_claimed(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """未收到申请, 未发生复议、诉讼 against a row that is not zero."""
    for check in context.facts(failing):
        if check.statement.amount is not None:
            continue
        told = check.statement.section in (None, "overview", "applications", "disputes")
        yield claim_finding(check, context, Severity.ERROR if told else Severity.INFO)
