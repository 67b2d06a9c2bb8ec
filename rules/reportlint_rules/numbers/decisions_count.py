"""NUM106: normative documents, licences and penalties in the prose against the tables of section two."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Severity, Text, rule
from reportlint_rules.numbers._claim import CLAIM_MESSAGES, TABLE_BASIS, claim_finding, failing

_TOPICS = ("normative", "licences", "penalties")


@rule(
    code="NUM106",
    name="decisions-count",
    severity=Severity.INFO,
    fix="display",
    on=Report,
    summary=Text(
        "正文的规范性文件、许可、处罚数与表格不矛盾", "documents, licences and penalties do not contradict the tables"
    ),
    message=CLAIM_MESSAGES,
    basis=TABLE_BASIS,
)
def decisions_count(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Counts that the tables of the documents made public contradict; they are counted in many ways."""
    for check in context.facts(failing):
        if check.statement.topic in _TOPICS and check.statement.amount is not None:
            yield claim_finding(check, context, Severity.INFO)
