"""YR304: 今年, 去年 and 明年, which a later reader may misread."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Safety, Severity, Span, Text, rule
from reportlint_rules.years._norm import YEAR_BASIS
from reportlint_rules.years._titles import in_title_of_document

_OFFSETS = {"今年": 0, "本年度": 0, "去年": -1, "明年": 1}
_RELATIVE = re.compile("|".join(_OFFSETS))


@rule(
    code="YR304",
    name="relative-year",
    severity=Severity.INFO,
    fix="display",
    on=Paragraph,
    summary=Text("写明是哪一年", "years by their number"),
    message=Text(
        "“{found}”要看报告写于哪一年才能读懂，宜写明“{year}年”",
        "“{found}” depends on when the report was written: better write {year}年",
    ),
    basis=YEAR_BASIS,
    default=False,
    gather=True,
    signs=_OFFSETS,
    simplified_only=True,
    local=True,
)
def relative_year(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """今年, 本年度, 去年 and 明年 in the prose, outside the titles of documents."""
    report = context.report
    if report.year is None:
        return
    for match in _RELATIVE.finditer(report.source.folded, *paragraph.span):
        span = Span(*match.span())
        if in_title_of_document(span.start, report):
            continue
        year = report.year + _OFFSETS[match.group()]
        fix = Fix(Text(f"改为“{year}年”", f"change to {year}年"), (Edit(span, f"{year}年"),), Safety.DISPLAY)
        yield Finding(span, {"found": report.raw(span), "year": year}, fix=fix)
