"""YR102: dates that no calendar has."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Paragraph, Severity, Span, Text, rule

# A pattern that begins with a look behind, or with a repetition, is tried at every character, and
# one without an end runs to the end of the digits from each of them.
_YEAR = re.compile(r"(?P<year>\d\d\d\d\d{0,12}) ?年(?P<date> ?(?P<month>\d{1,4}) ?月(?: ?(?P<day>\d{1,4}) ?日)?)?")
_LONG_YEAR = re.compile(r"(?:19|20)\d{3,5}")
_IN_EVERY_MONTH = 28
# 自202311日起至20231231日止, 2023年45日, 20237月: converted text has lost its 年 or 月.
_LOST = re.compile(r"20[0-3]\d\d{2,4} ?日|20[0-3]\d ?年 ?\d{2,4} ?日|20[0-3]\d(?:1[0-2]|0?[1-9]) ?月")
_PERIOD = re.compile(
    r"(\d\d\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日 ?(?:起|开始)? ?(?:至|到) ?(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日"
)


@rule(
    code="YR102",
    name="impossible-date",
    severity=Severity.ERROR,
    on=Paragraph,
    summary=Text("日期真实存在，起止先后不颠倒", "dates exist and periods run forward"),
    message={
        "date": Text("“{found}”不是一个存在的日期", "“{found}” is not a date that exists"),
        "lost": Text("“{found}”里丢了“年”或“月”，请补全", "“{found}” has lost its 年 or 月"),
        "period": Text("“{found}”的结束早于开始", "“{found}” ends before it begins"),
    },
    basis="公历",
    local=True,
    signs=("年", "日"),
)
def impossible_date(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """Months over 12, days that the month does not have, years with too many digits, reversed periods."""
    folded = context.report.source.folded
    dates = 0
    for match in _YEAR.finditer(folded, *paragraph.span):
        year, date, month, day = match.groups()
        if folded.startswith(".", match.start() - 1):
            continue
        if _LONG_YEAR.fullmatch(year):
            yield _finding(Span(match.start(), match.end() - len(date or "")), context, "date")
        elif date and len(year) == 4:
            dates += 1
            if not _exists(int(year), int(month), int(day) if day else None):
                yield _finding(Span(*match.span()), context, "date")
    for match in _LOST.finditer(folded, *paragraph.span):
        if not folded[match.start() - 1 : match.start()].isdigit():
            found = {"found": context.report.raw(Span(*match.span()))}
            yield Finding(Span(*match.span()), found, "lost", severity=Severity.INFO, extraction=True)
    if dates < 2:
        return
    for match in _PERIOD.finditer(folded, *paragraph.span):
        numbers = [int(part) for part in match.groups()]
        if numbers[3:] < numbers[:3]:
            yield _finding(Span(*match.span()), context, "period")


def _finding(span: Span, context: Context[NoOptions], message: str) -> Finding:
    return Finding(span, {"found": context.report.raw(span)}, message)


def _exists(year: int, month: int, day: int | None) -> bool:
    if not 1 <= month <= 12:
        return False
    if day is None or (1 <= day <= _IN_EVERY_MONTH and year >= 1):
        return True
    return year >= 1 and 1 <= day <= calendar.monthrange(year, month)[1]
