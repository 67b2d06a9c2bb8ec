"""PII104: names of people who ask, complain or sue."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, Lines, NoOptions, Severity, Span, Text, rule
from reportlint_rules.privacy._name import names
from reportlint_rules.privacy._norm import PRIVACY_BASIS


@rule(
    code="PII104",
    name="applicant-name",
    severity=Severity.WARNING,
    on=Lines,
    summary=Text("没有申请人的姓名", "no names of applicants"),
    message=Text(
        "“{found}”像是当事人的姓名，请隐去（如“张某”）",
        "“{found}” looks like the name of a party: make it unreadable (as in 张某)",
    ),
    basis=PRIVACY_BASIS,
    default=False,
    gather=True,
    simplified_only=True,
    local=True,
)
def applicant_name(lines: Lines, context: Context[NoOptions]) -> Iterator[Finding]:
    """Names directly behind 申请人, 原告 and the like."""
    report = context.report
    for match in names().of_parties.finditer(report.source.folded, *lines.span):
        span = Span(*match.span("name"))
        yield Finding(span, {"found": report.raw(span)})
