"""YR101: a period or preface of another year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportlint.api import Citation, Context, Finding, NoOptions, Paragraph, Severity, Span, Text, rule
from reportlint_rules.years._norm import YEAR_BASIS

# How far the sentence around a period is looked at.
_NEAR = 120
_FIRST, _LAST = r"0?1 ?月 ?0?1 ?日", r"12 ?月 ?31 ?日"
_PERIOD = re.compile(
    rf"((?:19|20)\d\d) ?年 ?{_FIRST} ?(?:起|开始)? ?[,]?(?:至|到|截至|截止|-|~)+ ?(?:((?:19|20)\d\d) ?年 ?)?{_LAST}"
)
_PREFACE = re.compile(
    r"(?:现将|现就|现对)[^。;,]{0,30}?((?:19|20)\d\d) ?年(?!度?以来)"
    r"[^。;,]{0,30}?公开[^。;,]{0,20}?(?:报告|汇报|公布|总结|公告)如下"
)
# 现公布《…2022年政府信息公开工作年度报告》: what is published is this report, and in front of the first heading so is
# what has been written; in the overview it may be the report of the year before, which was published in this one.
_REPORT_OF = r"((?:19|20)\d\d) ?年度?(?:政府)?信息公开(?:工作)?(?:年度)?(?:工作)?(?:报告|年报)"
_PUBLISHES = re.compile(
    rf"[现特](?:向社会|依法|予以)*(?:公布|发布|公开)[^。;,《》\d]{{0,30}}《?[^。;,《》\d]{{0,20}}{_REPORT_OF}"
)
_WROTE = re.compile(rf"(?:编制|撰写|制作|起草|形成)[了成并发布]{{0,4}}《?[^。;,《》\d]{{0,20}}{_REPORT_OF}》?[。;,]")
# A period that ends before the year does.
_ENDS = re.compile(
    r"(?:统计(?:期限|时限|时间|起止|日期|数据)|所列数据)[^。;\d]{0,12}(?:(?:19|20)\d\d ?年 ?0?1 ?月 ?0?1 ?日(?:起|开始)?[,]?)?"
    r"(?:至|到|截至|截止|-|~)(?:日期|时间)?[为是到至:]?((?:(?:19|20)\d\d ?年)? ?(\d{1,2}) ?月 ?(\d{1,2}) ?日)"
)
_SENTENCE_END = re.compile(r"[。;!?\n]")
# What the report says of its own period, and what else has periods: plans, terms of office, clear-ups.
_OWN_PERIOD = re.compile(r"统计|期限|时限|起止|报告|年报|数据")
_OTHER_PERIOD = re.compile(r"清理|有效期|规划|任期|试点|决算|审计|评估期|同期|去年|上年|相比|较")


@rule(
    code="YR101",
    name="stale-period",
    severity=Severity.ERROR,
    on=Paragraph,
    summary=Text("统计期限和引言是本报告年度的", "the period and the preface are of the report's year"),
    message={
        "period": Text(
            "统计期限写的是{found}年，本报告是{year}年的，应为{year}年1月1日至12月31日",
            "the period is of {found}, but this is the report on {year}: "
            "it should run from 1 January to 31 December {year}",
        ),
        "preface": Text(
            "引言说的是{found}年的工作，本报告是{year}年的",
            "the preface speaks of {found}, but this is the report on {year}",
        ),
        "ends": Text(
            "统计期限到{found}为止；年度报告的数据应统计到12月31日",
            "the period ends on {found}; the figures of an annual report run to 31 December",
        ),
    },
    basis=YEAR_BASIS,
    local=True,
)
def stale_period(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """Whole calendar years given as the period, and “现将…年…报告如下”, against the year of the title."""
    report = context.report
    if report.title is None or report.title.year is None or paragraph.section not in (None, "overview"):
        return
    folded = report.source.folded
    for match in _PERIOD.finditer(folded, *paragraph.span):
        if not _is_own(match, folded, paragraph):
            continue
        for group in (1, 2):
            if match[group] and int(match[group]) != report.year:
                yield Finding(Span(*match.span(group)), {"found": match[group], "year": report.year}, "period")
                break
    for match in _ENDS.finditer(folded, *paragraph.span):
        if (int(match[2]), int(match[3])) != (12, 31):
            yield Finding(Span(*match.span(1)), {"found": match[1].strip()}, "ends", severity=Severity.INFO)
    in_front = paragraph.section is None
    for pattern in (_PUBLISHES, _WROTE) if in_front else (_PUBLISHES,):
        if (told := pattern.search(folded, *paragraph.span)) and int(told[1]) != report.year:
            yield Finding(Span(*told.span(1)), {"found": told[1], "year": report.year}, "preface")
            return
    for match in _PREFACE.finditer(folded, *paragraph.span):
        span = Span(*match.span(1))
        if int(match[1]) != report.year and not _in_title_of_another(span, report.citations):
            yield Finding(span, {"found": match[1], "year": report.year}, "preface")


def _is_own(match: re.Match[str], folded: str, paragraph: Paragraph) -> bool:
    """Whether a period is the report's: years in a row are only where the sentence says so."""
    start = max(paragraph.span.start, match.start() - _NEAR)
    sentence = _SENTENCE_END.split(folded[start : match.start()])[-1]
    behind = folded[match.end() : min(paragraph.span.end, match.end() + _NEAR)]
    sentence += _SENTENCE_END.split(behind)[0]
    if _OWN_PERIOD.search(sentence):
        return _OTHER_PERIOD.search(sentence) is None or "统计" in sentence
    return match[2] in (None, match[1]) and _OTHER_PERIOD.search(sentence) is None


def _in_title_of_another(span: Span, citations: Iterable[Citation]) -> bool:
    """Whether a year stands in the title of a document that is no report: 《2022年政务公开工作要点》."""
    return any(
        one.title_span is not None
        and one.title_span.start <= span.start < one.title_span.end
        and not one.title.endswith("报告")
        for one in citations
    )
