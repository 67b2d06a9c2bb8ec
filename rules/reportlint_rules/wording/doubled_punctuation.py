"""TXT101: two marks of punctuation where there should be one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Safety, Severity, Span, Text, rule
from reportlint_rules.wording._prose import HAN, PUNCTUATION, without_addresses

_RUN = re.compile(r"[,、。;:](?: {0,2}[,、。;:])+")
# 《《…条例》》: the title of one document in two pairs of brackets; one inside another is 《《…条例》实施办法》.
_TWICE = re.compile(r"《 ?《([^《》\n]{1,60})》 ?》")
_FULL_WIDTH = {",": "，", ";": "；", ":": "："}
# The mark that stays of several: the one that divides most.
_ORDER = "。;:,、"
# Three of these are meant as an ellipsis.
_DOTS = "。、"
_CHINESE = re.compile(f"[{HAN}]")
# Marks in quotes or brackets are talked about, or are a blank to be filled in.
_OPENING = "\"'(《〈〔【[“‘"


@rule(
    code="TXT101",
    name="doubled-punctuation",
    severity=Severity.WARNING,
    fix="safe",
    on=Paragraph,
    summary=Text("标点不重复", "no two marks in one place"),
    message={
        "same": Text("标点“{found}”重复，应为“{right}”", "“{found}” should be one “{right}”"),
        "mixed": Text(
            "“{found}”两种标点连在一起，应只留一个；请看看中间是不是漏了文字",
            "the marks “{found}” stand together: keep one, and see whether words are missing between them",
        ),
        "ellipsis": Text("省略号应写作“……”，不用“{found}”", "an ellipsis is written …… and not “{found}”"),
    },
    basis=PUNCTUATION,
    local=True,
)
def doubled_punctuation(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """Runs of marks that divide or end sentences. ？！ and ！！ are allowed by the standard."""
    folded = context.report.folded(paragraph.span)
    for match in _TWICE.finditer(folded):
        start = paragraph.span.start
        edits = (
            Edit(Span(start + match.start(), start + match.start(1) - 1), ""),
            Edit(Span(start + match.end(1) + 1, start + match.end()), ""),
        )
        fix = Fix(Text("删去多余的书名号", "delete the second pair"), edits)
        whole = Span(start + match.start(), start + match.end())
        yield Finding(whole, {"found": "《《》》", "right": "《》"}, "same", fix=fix)
    text = ""
    for match in _RUN.finditer(folded):
        text = text or without_addresses(folded)
        if not match.start() or text[match.start()] == "A" or text[match.start() - 1] in _OPENING:
            continue
        span = Span(paragraph.span.start + match.start(), paragraph.span.start + match.end())
        found = context.report.raw(span)
        # Half-width marks alone may belong to a code or a time.
        if found.isascii() and not _CHINESE.match(text, match.start() - 1):
            continue
        marks = match.group().replace(" ", "")
        right = next(mark for mark in _ORDER if mark in marks)
        safety, message = Safety.SAFE, "same"
        if len(set(marks)) > 1:
            safety, message = Safety.UNSAFE, "mixed"
        elif right in _DOTS and len(marks) > 2:
            safety, message, right = Safety.UNSAFE, "ellipsis", "……"
        right = _FULL_WIDTH.get(right, right)
        fix = Fix(Text(f"改为“{right}”", f"change to {right}"), (Edit(span, right),), safety)
        yield Finding(span, {"found": found, "right": right}, message, fix=fix)
