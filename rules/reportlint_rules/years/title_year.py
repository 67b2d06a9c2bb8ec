"""YR103: a title without a year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Severity, Text, Title, rule
from reportlint_rules.years._norm import YEAR_BASIS

# A line of its own under the title: （2023年度）.
_YEAR_BELOW = re.compile(
    r"[ #*_]*\n[\s#*_(]*(?:(?:19|20)\d\d|[一二][〇零九○][〇零○一二三四五六七八九]{2}) ?年度?[ )*_]*(?:\n|$)"
)


@rule(
    code="YR103",
    name="title-year",
    severity=Severity.ERROR,
    on=Title,
    summary=Text("标题写明年度", "the title names the year"),
    message={
        "unknown": Text(
            "标题没有写年度，应为“某机关某年政府信息公开工作年度报告”；与年度有关的检查没有进行",
            "the title names no year: it should read “BODY YEAR年政府信息公开工作年度报告”; "
            "nothing that depends on the year was checked",
        ),
        "known": Text(
            "标题没有写年度，应为“某机关{year}年政府信息公开工作年度报告”；其他检查按正文中的{year}年进行",
            "the title names no year: it should read “BODY {year}年政府信息公开工作年度报告”; "
            "the text was checked as a report on {year}",
        ),
    },
    basis=YEAR_BASIS,
)
def title_year(title: Title, context: Context[NoOptions]) -> Iterator[Finding]:
    """Titles in which no year was found, neither in their line nor in those around it."""
    if title.year is None and not _YEAR_BELOW.match(context.report.source.folded, title.span.end):
        year = context.report.year
        yield Finding(title.span, {"year": year}, "known" if year else "unknown")
