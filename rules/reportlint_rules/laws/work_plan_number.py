"""LAW207: a yearly work plan with the number of another document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import (
    Citation,
    Context,
    DocumentNumber,
    Edit,
    Finding,
    Fix,
    NoOptions,
    Safety,
    Severity,
    Text,
    rule,
)

# How far before a number its plan is named.
_NEAR = 60
_PLAN = re.compile(
    r"(?P<year>(?:19|20)\d\d) ?年(?:度|全国|的){0,2}(?:政务|政府信息)公开(?:重点)?工作(?:要点|安排)(?:[>〉]?的?通知)?[>〉》\"]{0,2} ?\(?$"
)
# 2020年、2021年政务公开工作要点: which number is whose cannot be told.
_ANOTHER_YEAR = re.compile(r"\d ?年?度?[、和与及至~-]$")


@rule(
    code="LAW207",
    name="work-plan-number",
    severity=Severity.WARNING,
    fix="unsafe",
    on=Citation,
    summary=Text("年度政务公开工作要点的文号与年份相符", "the number of a yearly work plan is that of its year"),
    message={
        "other": Text(
            "{found}不是{year}年的要点，{year}年政务公开工作要点的文号是{right}",
            "{found} is not the work plan for {year}: that is {right}",
        ),
        "another-year": Text(
            "{found}是{other}年的要点，不是{year}年的；请核对年份和文号",
            "{found} is the work plan for {other}, not for {year}: check the year and the number",
        ),
        "none": Text(
            "没有查到以{office}文号公布的{year}年政务公开工作要点，请核对“{found}”",
            "no work plan for {year} is known under a number of {office}: check “{found}”",
        ),
    },
    basis="国务院办公厅历年印发的政务公开工作要点",
    simplified_only=True,
    local=True,
)
def work_plan_number(citation: Citation, context: Context[NoOptions]) -> Iterator[Finding]:
    """Numbers of an office whose work plans are known, right behind 某年政务公开工作要点."""
    for number in citation.numbers:
        plans = context.statutes.work_plans(number.office)
        if plans and len(number.brackets) == 2:
            yield from _number(number, context)


def _number(number: DocumentNumber, context: Context[NoOptions]) -> Iterator[Finding]:
    folded, start = context.report.source.folded, number.span.start
    before = folded[max(0, start - _NEAR) : start]
    named = _PLAN.search(before)
    if named is None or _ANOTHER_YEAR.search(before, 0, named.start()):
        return
    year, plans = int(named["year"]), context.statutes.work_plans(number.office)
    known = context.statutes.numbered(number.office, number.year, number.number)
    if known is not None and known.work_plan_year == year:
        return
    found, right = context.report.raw(number.span), plans.get(year)
    args = {"found": found, "year": year, "office": number.office}
    if right is not None:
        title = Text(f"改为“{right.number_text}”", f"change to {right.number_text}")
        fix = Fix(title, (Edit(number.span, right.number_text),), Safety.UNSAFE)
        yield Finding(number.span, args | {"right": right.number_text}, "other", fix=fix)
    elif known is not None and known.work_plan_year is not None:
        yield Finding(number.span, args | {"other": known.work_plan_year}, "another-year")
    elif year > max(plans):
        yield Finding(number.span, args, "none", severity=Severity.INFO)
