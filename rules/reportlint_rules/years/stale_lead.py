"""YR201: last year's work told as this year's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Severity, Text, YearMention, rule
from reportlint_rules.years._norm import YEAR_BASIS

_OWN = "(?:我|本|全)[镇乡县市区局委办院厅街单机]"
# A sentence that tells what was done and how much of it.
_ACCOUNT = re.compile(rf"{_OWN}|主动公开|发布|受理|收到|办理|答复|共计|累计")
# What follows the year where it is the time of the work: a comma, or the authority or a verb with its count.
# Otherwise the year may belong to a noun: 2022年惠农补贴发放情况 is published the year after.
_TIME = re.compile(
    r" ?,|(?=.{0,200}\d ?[条件次篇期份]) ?"
    rf"(?:{_OWN}|共|累计|通过|(?:主动公开|公开|收到|受理|发布|办理|答复)(?!的))"
)
# Words of sentences that look back on purpose.
_LOOKING_BACK = re.compile(
    r"去年|上年|上一年|往年|历年|以来|结转|相比|同比|较|比上|同期|问题|整改|反馈|考核结果|基础上|决算|原(?!则|因)"
)


@rule(
    code="YR201",
    name="stale-lead",
    severity=Severity.WARNING,
    on=YearMention,
    summary=Text("总体情况说的是本报告年度的工作", "the overview tells of the report's year"),
    message=Text(
        "这里以{found}年开头说明工作情况，本报告是{year}年的；如果是沿用上一年的文字，请改正",
        "this sentence begins with {found}, but this is the report on {year}: is it last year's text?",
    ),
    basis=YEAR_BASIS,
    local=True,
)
def stale_lead(year: YearMention, context: Context[NoOptions]) -> Iterator[Finding]:
    """Sentences of the preface and overview that begin with the year before and tell what was done."""
    report = context.report
    if year.role != "lead" or report.year is None or year.year != report.year - 1:
        return
    if year.section not in (None, "overview"):
        return
    text = report.folded(year.sentence)
    if not _TIME.match(text, year.span.end - year.sentence.start):
        return
    if str(report.year) in text or _LOOKING_BACK.search(text) or not _ACCOUNT.search(text):
        return
    yield Finding(year.span, {"found": year.year, "year": report.year})
