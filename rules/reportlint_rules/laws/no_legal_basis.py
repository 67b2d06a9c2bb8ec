"""LAW206: a report that does not say what it is based on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Report, Severity, Span, Text, rule

# A preface is short; what is longer is a report without headings.
_PREFACE = 3000
# How far into the overview a preface may have slipped.
_SLIPPED = 600
# The regulation, a notice of the State Council's offices, or the notice on the report however it is called.
_BASIS = re.compile(
    r"条例|国办公开|国办[发函]|年度?报告格式|年度?报告有关事项|年度?报告[^。;]{0,20}(?:通知|规定|要求|文件)"
    r"|信息公开[^。;]{0,10}(?:规定|法规)"
)
# In the overview the regulation is also what was studied and carried out; there its article or the report is named.
_BASIS_IN_THE_OVERVIEW = re.compile(
    r"条例[^。;]{0,40}第?(?:四十九|五十|三十一|三十二|49|50|31|32)条|条例[^。;]{0,60}(?:编制|年度?报告)|年度?报告格式|年度?报告有关事项"
)
_SECTIONS_ENOUGH = 3


@rule(
    code="LAW206",
    name="no-legal-basis",
    severity=Severity.INFO,
    on=Report,
    summary=Text("引言写明编制报告的依据", "the preface says what the report is based on"),
    message=Text(
        "引言没有写明编制依据；一般写“根据《中华人民共和国政府信息公开条例》{articles}……编制本报告”",
        "the preface gives no legal basis; usually it names {articles_en} of the regulation on disclosure",
    ),
    basis="《中华人民共和国政府信息公开条例》第四十九条、第五十条",
    simplified_only=True,
)
def no_legal_basis(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Whole reports whose preface names neither the regulation nor the notice on the report."""
    overview = report.sections.get("overview")
    if overview is None or len(report.sections) < _SECTIONS_ENOUGH:
        return
    if report.front.end > _PREFACE or _BASIS.search(_compact(report, report.front)):
        return
    start = overview.body_span.start
    if _BASIS_IN_THE_OVERVIEW.search(_compact(report, Span(start, min(start + _SLIPPED, overview.span.end)))):
        return
    old = report.year is not None and report.year < 2019
    args = {
        "articles": "第三十一条、第三十二条" if old else "第四十九条、第五十条",
        "articles_en": "articles 31 and 32" if old else "articles 49 and 50",
    }
    yield Finding(report.title.span if report.title else Span(0, 0), args)


def _compact(report: Report, span: Span) -> str:
    return "".join(report.folded(span).split())
