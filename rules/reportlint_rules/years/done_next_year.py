"""YR203: the work of the next year told as done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Severity, Text, YearMention, fact, rule
from reportlint_rules.years._norm import YEAR_BASIS

_NEAR = 200
# What follows the year where it is the time of the work, as in the rule on stale leads.
_OWN = "(?:我|本|全)[镇乡县市区局委办院厅街单机]"
_TIME = re.compile(
    rf" ?,| ?(?:{_OWN}|共|累计|通过|已(?:经)?|新收|(?:主动公开|公开|收到|受理|发布|办理|答复|完成|开展|组织|召开)(?!的))"
)
# Work that was counted is done; what the first weeks of a year may have brought is less certain.
_SUM = re.compile(r"(?:共计?|累计|总计|合计)[^,;将拟]{0,20}?\d+ ?余?[条件次篇期份场宗]")
_COUNTED = re.compile(
    r"(?:收到|受理|接收|答复|办结|公开|发布|公布|更新|推送)(?!率|的)[^,;将拟]{0,20}?\d+ ?余?[条件次篇期份场宗]"
)
_DONE = re.compile(
    r"已经?(?:全部|全面|基本|按期|如期)?(?:完成|公开|发布|收到|受理|办结|答复|建成)|(?:完成|取得|开展|举办|组织|收到|公开|发布)了"
)
# Words of plans, of the time before the report was written, and of sentences that speak of both years.
_NOT_DONE = re.compile(
    r"将|拟|计划|预计|预期|力争|争取|目标|任务|继续|进一步|确保|不少于|不低于|以上|至少|达到|打算|下一步|下步|今后|准备|安排|"
    r"(?<![主重需])要(?!求|点|闻|素)|应当|目前|近期|截[至止]|年初|元旦|春节|一季度|上半年|结转|同比|相比|较|预算|年报|年度报告|基础上|^ ?起"
)


@rule(
    code="YR203",
    name="done-next-year",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("下一年的工作没有写成已经完成", "the next year's work is not told as done"),
    message=Text(
        "本报告是{year}年的，这里却把{found}年的工作写成已经完成；请核对年份",
        "this is the report on {year}, yet this sentence tells of the work of {found} as done: is the year right?",
    ),
    basis=YEAR_BASIS,
    simplified_only=True,
)
def done_next_year(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Sentences that begin with the year behind the report's and tell what was done, with its count or with 已 and 了."""
    for year in context.facts(_next_years):
        yield from _told_as_done(year, report)


@fact(on=YearMention)
def _next_years(year: YearMention, report: Report) -> Iterator[YearMention]:
    leads = report.year is not None and year.year == report.year + 1 and year.role == "lead"
    if leads and year.section in (None, "overview", "problems", "other"):
        yield year


def _told_as_done(year: YearMention, report: Report) -> Iterator[Finding]:
    text = report.folded(year.sentence)[: year.span.end - year.sentence.start + _NEAR]
    behind = text[year.span.end - year.sentence.start :]
    if not _TIME.match(behind) or str(report.year) in text or _NOT_DONE.search(behind):
        return
    # Further on a plan may be told without a word of planning: 2024年，主动公开信息100条.
    account = year.section == "overview" or year.span.start < report.front.end
    counted = _SUM.search(behind) or (account and _COUNTED.search(behind))
    if counted or _DONE.search(behind):
        severity = Severity.WARNING if counted else Severity.INFO
        yield Finding(year.span, {"found": year.year, "year": report.year}, severity=severity)
