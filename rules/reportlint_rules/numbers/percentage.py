"""NUM202: a share that is not that of its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Amount, Context, Finding, NoOptions, Number, Related, Severity, Text, rule
from reportlint_rules.numbers._share import is_share

# Only words that name the whole of the same sentence; 占全市总量的 is a share of something else.
_SHARE_OF = re.compile(
    r"[,(]? ?(?:约|分别)?占(?:(?:全部|全年|申请|受理|收到|公开|信息|发布|办理|件)*(?:总数|总量|总|比|比例|比重)?)的?(?:比例|比重)?(?:为|达|达到|约)? ?"
)


@rule(
    code="NUM202",
    name="percentage",
    severity=Severity.WARNING,
    on=Amount,
    summary=Text("占比与数字相符", "shares are those of their numbers"),
    message=Text(
        "{part} 占 {whole} 的 {right}%，正文写的是 {said}",
        "{part} of {whole} is {right}%, the text says {said}",
    ),
    basis="统计数据应当前后一致",
)
def percentage(percent: Amount, context: Context[NoOptions]) -> Iterator[Finding]:
    """“…件，占总数的x%” where neither the numbers before it nor the table's give that share."""
    if percent.unit != "%":
        return
    report = context.report
    same = [one for one in report.amounts_by_sentence[percent.sentence] if one.span.end <= percent.span.start]
    if len(same) < 2:
        return
    part = same[-1]
    if part.unit in "%‰" or not part.exact:
        return
    if not _SHARE_OF.fullmatch(report.source.folded, part.span.end, percent.span.start):
        return
    wholes = [one for one in same[:-1] if one.unit == part.unit and one.exact and one.low >= part.low]
    if not wholes:
        return
    if any(is_share(percent, part.low, one) for one in [*(whole.low for whole in wholes), *_totals(context)]):
        return
    whole = wholes[0]
    right = f"{100 * float(part.low) / float(whole.low):.{max(1, percent.decimals)}f}"
    args = {
        "part": report.raw(part.span), "whole": report.raw(whole.span), "right": right, "said": report.raw(percent.span),
    }  # fmt: skip
    related = (
        Related(whole.span, Text("总数", "the whole")),
        Related(part.span, Text("部分", "the part")),
    )
    yield Finding(percent.span, args, related=related)


def _totals(context: Context[NoOptions]) -> Iterator[Number]:
    """What the table of applications offers as a whole: received, and what was done with it."""
    table = context.report.tables.get("applications")
    if table is None:
        return
    column = table.form.columns[-1].id
    numbers: dict[str, Number] = {}
    for row in ("new", "carried_in", "result_total"):
        cell = table.cells.get((row, column))
        if cell is not None and cell.value.number is not None:
            numbers[row] = cell.value.number
    yield from numbers.values()
    yield numbers.get("new", 0) + numbers.get("carried_in", 0)
