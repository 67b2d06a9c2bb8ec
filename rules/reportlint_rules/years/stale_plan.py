"""YR202: plans for a year that is over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Severity, Text, YearMention, rule
from reportlint_rules.years._norm import YEAR_BASIS

# How far the sentence around a year is looked at.
_NEAR = 200
_PLANNED_BEFORE = re.compile(r"(?:下一步|下步|今后|接下来)[,:]? ?(?:在|的)?$")
# 将 is also the 把 of an account (将政务公开纳入考核), 计划 and 拟 may belong to what follows (计划生育,
# 拟公开的信息): only what can but be a plan is taken.
_DOING = (
    "继续|进一步|不断|持续|着力|着重|重点|加强|加大|加快|强化|深入|切实|认真|严格|全面|积极|努力|大力|充分|坚持|围绕|"
    "采取|按照|完善|健全|建立|推进|开展|组织|举办|做好|抓|从|丰富|统一|充实|拓宽|拓展|明确|聚焦|提升|提高|优化|改进|细化"
)
# 将加强公开作为重点, 将完善制度纳入考核: again an account.
_NO_ACCOUNT = r"(?![^,。;]{0,30}(?:作为|纳入|列为|列入|放在|摆在|当作|贯穿))"
_PLANNED_BEHIND = re.compile(
    r",? ?(?:(?:我|本|全)[\u4e00-\u9fff]{1,5}?|[\u4e00-\u9fff]{2,24}?(?:政府|局|委|厅|办|委员会|中心|办事处))?"
    rf"(?:将(?:会|要|(?:{_DOING}){_NO_ACCOUNT})|(?:拟|计划|打算)(?:在|对|通过|新增|增设|增加|推出|出台|建设|{_DOING}))"
)
# Then it is an account: 2023年计划公开100条，实际公开120条; 2023年工作的基础上.
_ACCOUNT = re.compile(r"已|实际|(?:完成|得到|取得|落实)了")
_BASE = re.compile(r"[^,]{0,12}(?:基础|经验|成绩|成效|问题|不足|要点|方案)")


@rule(
    code="YR202",
    name="stale-plan",
    severity=Severity.WARNING,
    on=YearMention,
    summary=Text("打算是对下一年的", "plans are for the year to come"),
    message=Text(
        "{found}年已经过去（本报告是{year}年的），这里却作为今后的打算；如果是沿用上一年的文字，请改为{next}年",
        "{found} is over (this is the report on {year}), yet this is a plan for it: should it be {next}?",
    ),
    basis=YEAR_BASIS,
    local=True,
)
def stale_plan(year: YearMention, context: Context[NoOptions]) -> Iterator[Finding]:
    """The report's year, or an earlier one, as the time of a plan in the section on problems."""
    report = context.report
    if year.section != "problems" or report.year is None or year.year > report.year or year.role == "citation":
        return
    folded = report.source.folded
    before = folded[max(year.sentence.start, year.span.start - _NEAR) : year.span.start]
    behind = folded[year.span.end : min(year.sentence.end, year.span.end + _NEAR)]
    if _ACCOUNT.search(behind):
        return
    if (_PLANNED_BEFORE.search(before) and not _BASE.match(behind)) or _PLANNED_BEHIND.match(behind):
        yield Finding(year.span, {"found": year.year, "year": report.year, "next": report.year + 1})
