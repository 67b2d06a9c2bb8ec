"""ORG104: sentences that could stand in any report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Paragraph, Severity, Span, Text, rule

_ANYBODY = re.compile(r"(?:多数|部分|个别|一些|少数)(?:部门|地区|地方|单位|乡镇|街道|县区|区县)")


@rule(
    code="ORG104",
    name="nobodys-text",
    severity=Severity.INFO,
    on=Paragraph,
    summary=Text("问题是本机关自己的问题", "the problems are the authority's own"),
    message=Text(
        "“{found}”说的不是本机关；存在的问题应当是本机关自己的",
        "“{found}” is not about this authority; the problems should be its own",
    ),
    basis="报告是本机关的报告",
    default=False,
    simplified_only=True,
    local=True,
)
def nobodys_text(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """部分部门, 一些地区 in the problems of a bureau or a town. Governments speak so rightly: off by default."""
    body = context.report.body
    if paragraph.section != "problems" or body is None or (body.kind == "government" and body.level != "township"):
        return
    for match in _ANYBODY.finditer(context.report.source.folded, *paragraph.span):
        yield Finding(Span(*match.span()), {"found": match.group()})
