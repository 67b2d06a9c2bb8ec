"""NUM203: a growth that is not that of its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportlint.api import Amount, Context, Finding, NoOptions, Number, Related, Report, Severity, Text, rule
from reportlint_rules.numbers._share import agrees

_GROWTH = re.compile(r"(?P<up>增长|上升|提高|增加|增幅|多)|(?P<down>下降|减少|降低|降幅|少)")
_LAST_YEAR = re.compile(r"去年|上年|上一年|同期")
_NEAR = 8


class _Numbers(NamedTuple):
    """The numbers of a comparison, as far as the sentence says them. A fall is a negative difference."""

    now: Amount | None
    before: Amount | None
    difference: Number | None


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
    local=True,
)
def growth(percent: Amount, context: Context[NoOptions]) -> Iterator[Finding]:
    """“较上年N件增长x%” where this year's number stands in the same sentence."""
    if percent.unit != "%" or not percent.exact:
        return
    report, folded = context.report, context.report.source.folded
    way = _GROWTH.search(folded, max(percent.sentence.start, percent.span.start - _NEAR), percent.span.start)
    amounts = report.amounts_by_sentence[percent.sentence]
    # This year's number, last year's, the difference and the share: of more, two are of one kind.
    if way is None or len(amounts) > 4:
        return
    same = [one for one in amounts if one is not percent]
    if not all(one.exact and one.unit == same[0].unit for one in same):
        return
    numbers = _numbers(same, report)
    if numbers is None:
        return
    before = _last_year(numbers)
    now = numbers.now.low if numbers.now is not None else before + (numbers.difference or 0)
    if not before:
        return
    change = 100 * float(now - before) / float(before)
    if agrees(percent, change if way["up"] else -change):
        return
    args = {
        "before": before, "now": now, "said": report.raw(percent.span),
        "way": Text("增长" if change >= 0 else "下降", "a growth of" if change >= 0 else "a fall of"),
        "right": f"{abs(change):.{max(1, percent.decimals)}f}",
    }  # fmt: skip
    related = tuple(Related(one.span, Text("相比的数", "a number that is compared")) for one in same)
    yield Finding(percent.span, args, related=related)


def _numbers(amounts: list[Amount], report: Report) -> _Numbers | None:
    """What each amount is; None where two are of one kind or fewer than two are told."""
    told: dict[str, Amount] = {}
    difference: Number | None = None
    for amount in amounts:
        start = max(amount.sentence.start, amount.span.start - _NEAR)
        words = "".join(report.source.folded[start : amount.span.start].rpartition(",")[2].split())
        change = _GROWTH.search(words)
        last_year = _LAST_YEAR.search(words) or (report.year is not None and f"{report.year - 1}年" in words)
        kind = "difference" if change else "before" if last_year else "now"
        if kind in told:
            return None
        told[kind] = amount
        if change:
            difference = amount.low if change["up"] else -amount.low
    return _Numbers(told.get("now"), told.get("before"), difference) if len(told) > 1 else None


def _last_year(numbers: _Numbers) -> Number:
    if numbers.before is not None:
        return numbers.before.low
    assert numbers.now is not None and numbers.difference is not None, "two of the three are told"
    return numbers.now.low - numbers.difference
