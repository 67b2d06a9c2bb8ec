"""QS102: years are written in full."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Severity, Span, Text, rule

_SHORT = re.compile(r"(?<!\d)(?P<first>20\d\d)(?P<between>-|至|~)(?P<last>\d\d)(?=年)")


@rule(
    code="QS102",
    name="qingshi-year-span",
    severity=Severity.INFO,
    on=Paragraph,
    local=True,
    summary=Text("起止年份写全四位", "both years of a span have four digits"),
    message=Text("“{found}”的年份应写全：{instead}", "write the years of “{found}” in full: {instead}"),
    basis="青石县政务公开办〔2023〕2号（虚构）",
    bad=["[[2022-23=>2022-2023]]年连续获评先进。", "[[2021至23=>2021至2023]]年。"],
    good=["2022-2023年连续获评先进。", "2023年公开22-23件。"],
    fix="safe",
)
def year_span(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """2022-23年 and the like."""
    for match in _SHORT.finditer(context.report.source.folded, *paragraph.span):
        first, last = match["first"], match["last"]
        if int(last) <= int(first[2:]):
            continue  # 2023-12年 is no span of years
        span = Span(*match.span())
        at = Span(*match.span("last"))
        found = context.report.raw(span)
        instead = found[: at.start - span.start] + first[:2] + last
        fix = Fix(Text(f"改为“{instead}”", f"write “{instead}”"), (Edit(at, first[:2] + last),))
        yield Finding(span, {"found": found, "instead": instead}, fix=fix)
