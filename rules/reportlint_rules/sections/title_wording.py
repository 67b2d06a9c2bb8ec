"""SEC301: a title that is not the prescribed one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Severity, Span, Text, Title, fold, rule
from reportlint_rules.sections._norm import SIX_SECTIONS

_DOUBLED = re.compile(r"\d年度.{0,30}年度报告")
_NO_YEAR_WORD = re.compile(r"(?:19|20)\d\d(?!年|\d)")
_YEAR_BEFORE = re.compile(r"\d年度")
# Between words a space may be meant; inside one it is the width of a line or a scan.
_SPACED = re.compile("|".join(" *".join(word) for word in ("政府信息公开", "年度报告")))
_PARTS = (("政府信息公开", "政府"), ("公开工作", "工作"), ("年度报告", "年度"))


@rule(
    code="SEC301",
    name="title-wording",
    severity=Severity.WARNING,
    fix="safe",
    on=Title,
    summary=Text("标题为“某机关某年政府信息公开工作年度报告”", "the title reads “BODY YEAR年政府信息公开工作年度报告”"),
    message={
        "doubled": Text(
            "标题里“年度”重复，应写作“{year}年政府信息公开工作年度报告”",
            "the title says 年度 twice: write “{year}年政府信息公开工作年度报告”",
        ),
        "space": Text(
            "标题里“{found}”中间多了空格",
            "“{found}” in the title has a space in it",
        ),
        "no-nian": Text("标题里“{year}”后面缺“年”字", "the title lacks 年 behind {year}"),
        "misplaced": Text(
            "标题里“年度”应放在“报告”之前，写作“{year}年政府信息公开工作年度报告”",
            "年度 belongs before 报告 in the title: write “{year}年政府信息公开工作年度报告”",
        ),
        "missing": Text(
            "标题缺少“{word}”，规定的写法是“{year}年政府信息公开工作年度报告”",
            "the title lacks “{word}”: the prescribed form is “{year}年政府信息公开工作年度报告”",
        ),
    },
    basis=SIX_SECTIONS,
)
def title_wording(title: Title, context: Context[NoOptions]) -> Iterator[Finding]:
    """Missing and doubled words of the title, the gravest only."""
    form = context.report.form
    if form is None or not form.sections:
        return
    compact = "".join(fold(title.text).split()).strip("#*_>")
    args = {"year": title.year or Text("某", "YEAR"), "word": ""}
    missing = [word for phrase, word in _PARTS if phrase not in compact]
    # A title without 信息公开 is on another line, or on 政务公开, which is another report.
    if "信息公开" not in compact:
        return
    if missing == ["年度"] and _YEAR_BEFORE.search(compact):
        yield Finding(title.span, args, "misplaced", severity=Severity.INFO)
    elif missing:
        yield Finding(title.span, args | {"word": missing[0]}, "missing")
    elif _DOUBLED.search(compact):
        yield Finding(title.span, args, "doubled", severity=Severity.INFO)
    elif title.year_span is not None and _NO_YEAR_WORD.search(compact):
        yield Finding(title.year_span, args, "no-nian")
    else:
        for spaced in _SPACED.finditer(fold(title.text)):
            if " " in spaced.group():
                yield _spaced(title.span.start + spaced.start(), spaced.group())


def _spaced(start: int, word: str) -> Finding:
    edits = tuple(Edit(Span(start + at, start + at + 1), "") for at, char in enumerate(word) if char == " ")
    fix = Fix(Text("去掉空格", "take the space out"), edits)
    span = Span(start, start + len(word))
    return Finding(span, {"found": word}, "space", fix=fix, severity=Severity.INFO, extraction=True)
