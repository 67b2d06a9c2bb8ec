"""YR302: years without 年."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Report, Safety, Severity, Span, Text, rule
from reportlint_rules.years._titles import in_title_of_document

_OWN = r"(?:我|全|本)[镇乡县市区局委办院厅街单机]"
# Where a sentence begins with four digits and goes on like this, they are a year.
_LEADING = re.compile(rf"((?:19|20)\d\d)(?= ?(?:,(?! ?\d)|{_OWN}|在|度(?!假)|以来|上半年|下半年))")
# A quick look: what stands behind these years.
_BARE = re.compile(r"(?:19|20)\d\d ?[,我全本在度以上下政]")
# 2025青石镇认真落实: before the name of the authority or of its place.
_NAMED = re.compile(r"((?:19|20)\d\d) ?(?=[\u4e00-\u9fff])")
_BEFORE_WORDS = re.compile(r"((?:19|20)\d\d)(?= ?度?(?:政府信息|政务)公开)")
_BEGINNING = re.compile(
    r"(?:^|[。;!?])[ \t*\"]*(?:[一二三四五六七八九十]是|\(?[一二三四五六七八九十\d]{1,2}[)、.]|截[至止]|自|在|从)?[ *]*$"
)
_NEAR = 12
# 将2021政府信息公开工作: in the middle of a sentence, not the name of a column or a line of a website.
_BEHIND_A_WORD = re.compile(r"[\u4e00-\u9fff](?<![至到第])")
_FAR = 1


@rule(
    code="YR302",
    name="year-without-character",
    severity=Severity.INFO,
    fix="unsafe",
    on=Paragraph,
    summary=Text("年份后面有“年”", "years are followed by 年"),
    message=Text("“{found}”后面少了“年”", "年 is missing behind “{found}”"),
    basis="一般文字规范；GB/T 15835—2011《出版物上数字用法》",
    simplified_only=True,
    local=True,
)
def year_without_character(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """Four digits near the report's year that begin a sentence like a year or stand before 政府信息公开."""
    report = context.report
    folded = report.source.folded
    if report.year is None:
        return
    # Titles and lines of a website are no sentences.
    named = _before_name(paragraph, report) if "。" in folded[paragraph.span.start : paragraph.span.end] else []
    if not named and _BARE.search(folded, *paragraph.span) is None:
        return
    found = set()
    for match in (*_LEADING.finditer(folded, *paragraph.span), *named):
        before = folded[max(paragraph.span.start, match.start() - _NEAR) : match.start()]
        # The beginning of what was cut out is no beginning of a sentence.
        if _BEGINNING.search(before if match.start() - _NEAR <= paragraph.span.start else "," + before):
            found.add(Span(*match.span(1)))
    for match in _BEFORE_WORDS.finditer(folded, *paragraph.span):
        if _BEHIND_A_WORD.match(folded, max(paragraph.span.start, match.start() - 1), match.start()):
            found.add(Span(*match.span(1)))
    for span in sorted(found):
        if abs(int(folded[span.start : span.end]) - report.year) > _FAR or in_title_of_document(span.start, report):
            continue
        fix = Fix(Text("补上“年”", "put 年 there"), (Edit(Span(span.end, span.end), "年"),), Safety.UNSAFE)
        yield Finding(span, {"found": report.raw(span)}, fix=fix)


def _before_name(paragraph: Paragraph, report: Report) -> list[re.Match[str]]:
    """Four digits that the name of the authority, or of a place in it, follows."""
    folded = report.source.folded
    if report.body is None or str(report.year) not in folded[paragraph.span.start : paragraph.span.end]:
        return []
    names = (report.body.name, *(place.name for place in report.body.places))
    return [match for match in _NAMED.finditer(folded, *paragraph.span) if folded.startswith(names, match.end())]
