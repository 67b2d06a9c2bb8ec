"""YR301: 截止 for 截至."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Severity, Span, Text, rule

# 截止到 is what dictionaries explain 截至 with; it is right.
_CUT_OFF = re.compile(r"(?<![年月日])截止至?(?= ?(?:目前|当前|现在|今年|本年|年底|年末|\d{4} ?年|\d{1,2} ?月))")


@rule(
    code="YR301",
    name="cut-off-wording",
    severity=Severity.INFO,
    fix="safe",
    on=Paragraph,
    summary=Text("时间之前用“截至”", "“截至” before a date"),
    message=Text("时间之前的“{found}”应为“截至”", "before a date, “{found}” should be 截至"),
    signs="截止",
    basis="《现代汉语词典》“截至”“截止”条",
    local=True,
)
def cut_off_wording(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """截止 directly before a date or 目前; 截止日期, 截止到 and 于…截止 are right; between two dates 至 is meant."""
    for match in _CUT_OFF.finditer(context.report.source.folded, *paragraph.span):
        span = Span(*match.span())
        yield Finding(
            span,
            {"found": context.report.raw(span)},
            fix=Fix(Text("改为“截至”", "change to 截至"), (Edit(span, "截至"),)),
        )
