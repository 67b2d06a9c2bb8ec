"""ORG103: a town that speaks of all the towns of a county."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Paragraph, Severity, Span, Text, rule

_ALL_TOWNS = re.compile(
    r"全[县区市旗]各(?:乡镇|镇街|镇|乡|街道)|(?:综合|督促|指导|考核|检查|组织|要求)各(?:乡镇|镇街|镇乡|街镇)"
)


@rule(
    code="ORG103",
    name="wrong-level",
    severity=Severity.INFO,
    on=Paragraph,
    summary=Text("说的是本级的事", "the report speaks of its own level"),
    message=Text(
        "“{found}”是县一级的话，标题的机关是“{body}”，请核对",
        "“{found}” is said by a county, the title names {body}; please check",
    ),
    basis="报告是本机关的报告",
    default=False,
    simplified_only=True,
    local=True,
)
def wrong_level(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """全区各镇 in the report of a town. Neighbours and superiors are named rightly, too, so it is off by default."""
    report = context.report
    if report.body is None or report.body.level != "township":
        return
    for match in _ALL_TOWNS.finditer(report.source.folded, *paragraph.span):
        yield Finding(Span(*match.span()), {"found": match.group(), "body": report.body.name})
