"""SEC205: a last section that does not say what was charged for information."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Safety, Section, Severity, Span, Text, rule
from reportlint_rules.sections._norm import run_in_text
from reportlint_rules.sections._prose import own_text, points_elsewhere

_FIRST_YEAR = 2021
_FEE = re.compile(r"费")
# In the other sections only these mean the fee for information; 行政事业性收费 is something else.
_FEE_FOR_INFORMATION = re.compile(
    r"信息处理费|处理费|检索费|复制费|(?:未|没有|不|无|零|产生|发生|收取)(?:任何|相关|有关|过)?(?:收费|费用)|收取.{0,15}费"
)
# 无 in many words: 2023年，我局没有其他需要报告的事项。
_NOTHING = re.compile(r"^.{0,20}?(?:无|没有)[^,。;]{0,14}[。.]?$|(?:无|没有)(?:其他|其它|需要)")


@rule(
    code="SEC205",
    name="no-fee-statement",
    severity=Severity.WARNING,
    fix="display",
    on=Section,
    summary=Text("第六部分写明收取信息处理费的情况", "the last section says what was charged for information"),
    message=Text(
        "“{section}”没有写收取信息处理费的情况，没有收取的也应写明",
        "“{section}” does not say what was charged for information; say so even if it was nothing",
    ),
    basis="《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）；国办公开办函〔2021〕30号",
    simplified_only=True,
)
def no_fee_statement(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """Last sections of reports on 2021 and later, where no other section speaks of the fee either."""
    report = context.report
    if report.form is None or section.id != "other" or (report.year or 0) < _FIRST_YEAR:
        return
    run_in = run_in_text(section.heading, section.form.heading)
    text = run_in + own_text(report, section)
    if not text or _FEE.search(text) or points_elsewhere("".join(report.folded(section.body_span).split())):
        return
    # The fee may stand in another section, or in the preface.
    if any(_FEE_FOR_INFORMATION.search(report.folded(paragraph.span)) for paragraph in report.paragraphs):
        return
    # 无 may be meant for the fee as well.
    severity = Severity.INFO if _NOTHING.search(text) else Severity.WARNING
    at = max([section.heading.span.end, *(one.span.end for one in report.paragraphs_of(section))])
    sentence = f"\n{report.year}年，发出收取信息处理费的通知【件数】件，总金额【金额】元，实际收取【金额】元。"
    title = Text("补上收取信息处理费的情况", "say what was charged for information")
    fix = Fix(title, (Edit(Span(at, at), sentence),), Safety.DISPLAY)
    yield Finding(section.heading.span, {"section": section.form.heading.official}, fix=fix, severity=severity)
