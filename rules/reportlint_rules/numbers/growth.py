"""NUM203: a growth that is not that of its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Amount, Context, Finding, NoOptions, Related, Severity, Text, rule

_GROWTH = re.compile(r"(?P<up>增长|上升|提高|增加|增幅)|(?P<down>下降|减少|降低|降幅)")
_BEFORE = re.compile(r"去年|上年|上一年|同期")
_NEAR = 8


@rule(
    code="NUM203",
    name="growth",
    severity=Severity.WARNING,
    on=Amount,
    summary=Text("增减幅度与数字相符", "growth is that of its numbers"),
    message=Text(
        "从 {before} 到 {now} 是{way} {right}%，正文写的是 {said}",
        "from {before} to {now} is {way} {right}%, the text says {said}",
    ),
    basis="统计数据应当前后一致",
)
def growth(percent: Amount, context: Context[NoOptions]) -> Iterator[Finding]:
    """“较上年N件增长x%” where this year's number stands in the same sentence."""
    if percent.unit != "%" or not percent.exact:
        return
    report, folded = context.report, context.report.source.folded
    way = _GROWTH.search(folded, max(percent.sentence.start, percent.span.start - _NEAR), percent.span.start)
    same = [one for one in report.amounts if one.sentence == percent.sentence and one is not percent]
    if way is None or len(same) != 2 or same[0].unit != same[1].unit or not (same[0].exact and same[1].exact):
        return
    last_year = [one for one in same if _is_last_year(one, percent, context)]
    if len(last_year) != 1 or not last_year[0].low:
        return
    before = last_year[0]
    now = same[0] if before is same[1] else same[1]
    change = 100 * float(now.low - before.low) / float(before.low)
    stated = float(percent.low) if way["up"] else -float(percent.low)
    if abs(change - stated) <= max(10.0**-percent.decimals, 0.06) + 1e-9:
        return
    args = {
        "before": report.raw(before.span), "now": report.raw(now.span), "said": report.raw(percent.span),
        "way": Text("增长" if change >= 0 else "下降", "a growth of" if change >= 0 else "a fall of"),
        "right": f"{abs(change):.{max(1, percent.decimals)}f}",
    }  # fmt: skip
    related = (Related(before.span, Text("上年", "last year")), Related(now.span, Text("本年", "this year")))
    yield Finding(percent.span, args, related=related)


def _is_last_year(amount: Amount, percent: Amount, context: Context[NoOptions]) -> bool:
    report = context.report
    start = max(amount.sentence.start, amount.span.start - _NEAR)
    words = report.source.folded[start : amount.span.start].rpartition(",")[2]
    if report.year is not None and f"{report.year - 1}年" in words.replace(" ", ""):
        return True
    return _BEFORE.search(words) is not None
