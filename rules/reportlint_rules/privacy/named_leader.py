"""PII105: names of leaders."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, Lines, NoOptions, Severity, Span, Text, rule
from reportlint_rules.privacy._name import names


@rule(
    code="PII105",
    name="named-leader",
    severity=Severity.INFO,
    on=Lines,
    summary=Text("领导只写职务", "leaders by their office only"),
    message=Text(
        "“{found}”像是领导的姓名，报告里写职务即可",
        "“{found}” looks like the name of a leader: the office is enough in a report",
    ),
    basis="没有强制规定；一般文字规范",
    default=False,
    gather=True,
    simplified_only=True,
    local=True,
)
def named_leader(lines: Lines, context: Context[NoOptions]) -> Iterator[Finding]:
    """Names directly behind 书记, 镇长, 局长 and the like."""
    report = context.report
    for match in names().of_leaders.finditer(report.source.folded, *lines.span):
        span = Span(*match.span("name"))
        yield Finding(span, {"found": report.raw(span)})
