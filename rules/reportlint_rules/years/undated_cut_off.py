"""YR303: figures up to “now” in a report on a year that is over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Safety, Severity, Span, Text, rule
from reportlint_rules.years._norm import YEAR_BASIS

_NOW = re.compile(r"截[至止]到? ?(?:目前|当前|现在)(?:为止)?|(?:到|迄)(?:目前|现在|今)为止")
# The date is told all the same: 截至目前（2023年12月31日）.
_DATE_BEHIND = re.compile(r" ?[(,]? ?即?(?:\d{4} ?年|\d{1,2} ?月|年底|年末)")


@rule(
    code="YR303",
    name="undated-cut-off",
    severity=Severity.INFO,
    fix="display",
    on=Paragraph,
    summary=Text("数据的截止日期写明", "figures say the day they run to"),
    message=Text(
        "“{found}”没有写明日期；年度报告的数据应截至{year}年12月31日",
        "“{found}” names no day: the figures of this report run to 31 December {year}",
    ),
    basis=YEAR_BASIS,
    gather=True,
    signs=("目前", "当前", "现在", "今为止"),
    local=True,
)
def undated_cut_off(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """截至目前, 到目前为止 and the like, without a date behind them."""
    report = context.report
    if report.year is None:
        return
    folded = report.source.folded
    for match in _NOW.finditer(folded, *paragraph.span):
        if _DATE_BEHIND.match(folded, match.end()):
            continue
        span = Span(*match.span())
        day = f"截至{report.year}年12月31日"
        # The figure may be of another day: nobody but the writer knows.
        fix = Fix(Text(f"改为“{day}”", f"change to {day}"), (Edit(span, day),), Safety.DISPLAY)
        yield Finding(span, {"found": report.raw(span), "year": report.year}, fix=fix)
