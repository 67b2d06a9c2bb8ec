"""LAW202: the decree of a version that is not the report year's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Citation, Context, Edit, Finding, Fix, NoOptions, Safety, Severity, Span, Text, rule
from reportlint_rules.laws._cited import sentence

_HISTORY = re.compile(r"修订|原(?!则|因)|曾|废止|修改|公布.{0,20}公布")


@rule(
    code="LAW202",
    name="superseded-decree",
    severity=Severity.WARNING,
    fix="unsafe",
    on=Citation,
    summary=Text("引用的国务院令是本报告年度适用的", "the cited decree is the one for the report's year"),
    message=Text(
        "国务院令第{found}号不适用于{year}年的报告，应为国务院令第{right}号",
        "decree {found} does not apply to the report on {year}; it should be decree {right}",
    ),
    basis="《中华人民共和国政府信息公开条例》（国务院令第711号，2019年5月15日起施行）",
    local=True,
)
def superseded_decree(citation: Citation, context: Context[NoOptions]) -> Iterator[Finding]:
    """Decrees of the regulation's other version, unless the sentence tells of the revision."""
    report, regulation = context.report, context.statutes.regulation
    right = regulation.version_for(report.year) if report.year else None
    if right is None or citation.decree is None or citation.decree_span is None or citation.decree == right.decree:
        return
    if citation.decree not in [version.decree for version in regulation.versions]:
        return
    around = sentence(citation.span, context)
    if _HISTORY.search(around) or str(right.decree) in around:
        return
    start = citation.decree_span.start + report.raw(citation.decree_span).find(str(citation.decree))
    span = Span(start, start + len(str(citation.decree)))
    title = Text(f"改为“{right.decree}”", f"change to {right.decree}")
    fix = Fix(title, (Edit(span, str(right.decree)),), Safety.UNSAFE) if start >= citation.decree_span.start else None
    args = {"found": citation.decree, "year": report.year, "right": right.decree}
    yield Finding(citation.decree_span, args, fix=fix)
