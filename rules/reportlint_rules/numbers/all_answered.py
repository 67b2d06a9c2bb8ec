"""NUM103: “all are answered” where the table carries some over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Paragraph, Related, Report, Severity, Span, Text, fact, rule
from reportlint_rules.numbers._claim import TABLE_BASIS

# 按时 and 及时 say that nothing is late, not that nothing is left.
_ALL = re.compile(
    r"(?:全部|均已|都已|全都|全数|现已全部|已全部)(?:予以)?(?:办结|办理完毕|办理完结|答复完毕|处理完毕|答复|回复|办理)(?!率)"
)
_NOT_ALL = re.compile(
    r"除|之外|其余|另有|另外|结转|转下|转入|转至|未办结|尚在|正在|到期|应办|时限|期限|截至|上年|按[时期]|及时"
)
_APPLICATIONS = re.compile(r"申请")
_OTHERS = re.compile(r"复议|诉讼|投诉|举报|信访|留言|建议|提案|许可|咨询|工单")
_REACH = 200


@rule(
    code="NUM103",
    name="all-answered",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("说“全部办结”时没有结转下年度的申请", "none is carried over where all are said to be answered"),
    message=Text(
        "正文说“{said}”，表格“结转下年度继续办理”却是 {left}，请核对",
        "the text says “{said}”, but the table carries {left} over to the next year; check both",
    ),
    basis=TABLE_BASIS,
)
def all_answered(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Sentences on applications that leave none open, against the row of those carried over."""
    table = report.tables.get("applications")
    cell = table.cell("carried_out", table.form.columns[-1].id) if table is not None else None
    if cell is None or not cell.value.number:
        return
    for span in context.facts(_all):
        left = Text(f"结转下年度继续办理 × 总计 = {cell.raw}", f"carried over, total = {cell.raw}")
        args = {"said": report.folded(span), "left": cell.value.number}
        yield Finding(span, args, related=(Related(cell.span, left),))


@fact(on=Paragraph, signs=("办结", "办理", "答复", "处理完毕", "回复"))
def _all(paragraph: Paragraph, report: Report) -> Iterator[Span]:
    """Where the preface and the overview say that all applications are answered."""
    folded = report.source.folded
    if paragraph.section not in (None, "overview"):
        return
    for match in _ALL.finditer(folded, *paragraph.span):
        start = max(paragraph.span.start, folded.rfind("。", 0, match.start()) + 1, match.start() - _REACH)
        stop = folded.find("。", match.end(), min(paragraph.span.end, match.end() + _REACH))
        # Who says “apart from one” may do so in the sentence behind.
        end = paragraph.span.end if stop < 0 else min(paragraph.span.end, stop + _REACH)
        sentence = folded[start : match.end()]
        if not _APPLICATIONS.search(sentence) or _OTHERS.search(sentence) or _NOT_ALL.search(folded, start, end):
            continue
        yield Span(*match.span())
