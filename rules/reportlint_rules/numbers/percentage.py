"""NUM202: a share that is not that of its numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from reportlint.api import (
    Amount,
    Context,
    Finding,
    NoOptions,
    Number,
    Related,
    Report,
    Severity,
    Text,
    fact,
    holds_spans,
    rule,
)
from reportlint_rules.numbers._share import is_share

# Only words that name the whole of the same sentence; 占全市总量的 is a share of something else.
_SHARE_OF = re.compile(
    r"[,(]? ?(?:约|分别)?占(?:(?:全部|全年|申请|受理|收到|公开|信息|发布|办理|件)*(?:总数|总量|总|比|比例|比重)?)的?(?:比例|比重)?(?:为|达|达到|约)? ?"
)


@holds_spans
class _Share(NamedTuple):
    """A percentage, the number that it is told of, and the first that may be its whole."""

    percent: Amount
    part: Amount
    whole: Amount


@rule(
    code="NUM202",
    name="percentage",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("占比与数字相符", "shares are those of their numbers"),
    message=Text(
        "{part} 占 {whole} 的 {right}%，正文写的是 {said}",
        "{part} of {whole} is {right}%, the text says {said}",
    ),
    basis="统计数据应当前后一致",
)
def percentage(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """“…件，占总数的x%” where neither the numbers before it nor the table's give that share."""
    for percent, part, whole in context.facts(_doubtful_shares):
        if any(is_share(percent, part.low, total) for total in _totals(report)):
            continue
        right = f"{100 * float(part.low) / float(whole.low):.{max(1, percent.decimals)}f}"
        args = {
            "part": report.raw(part.span), "whole": report.raw(whole.span), "right": right,
            "said": report.raw(percent.span),
        }  # fmt: skip
        related = (
            Related(whole.span, Text("总数", "the whole")),
            Related(part.span, Text("部分", "the part")),
        )
        yield Finding(percent.span, args, related=related)


# A whole stands near its share, if a sentence has hundreds of numbers.
_MOST = 40


@fact(on=Amount)
def _doubtful_shares(percent: Amount, report: Report) -> Iterator[_Share]:
    """Shares that none of the numbers before them gives."""
    if percent.unit != "%":
        return
    amounts = report.amounts_by_sentence[percent.sentence]
    behind = bisect_left(amounts, percent.span.start, key=lambda one: one.span.start)
    same = amounts[max(0, behind - _MOST) : behind]
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
    if not any(is_share(percent, part.low, whole.low) for whole in wholes):
        yield _Share(percent, part, wholes[0])


def _totals(report: Report) -> Iterator[Number]:
    """What the table of applications offers as a whole: received, and what was done with it."""
    table = report.tables.get("applications")
    if table is None:
        return
    column = table.form.columns[-1].id
    numbers: dict[str, Number] = {}
    for row in ("new", "carried_in", "result_total"):
        cell = table.cell(row, column)
        if cell is not None and cell.value.number is not None:
            numbers[row] = cell.value.number
    yield from numbers.values()
    yield numbers.get("new", 0) + numbers.get("carried_in", 0)
