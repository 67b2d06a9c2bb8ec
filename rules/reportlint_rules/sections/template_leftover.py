"""SEC302: hints of the template that stayed in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportlint.api import Context, Finding, Paragraph, Severity, Span, Text, fold, rule
from reportlint_rules.lexicons import one_of
from reportlint_rules.sections._norm import SIX_SECTIONS


@dataclass(frozen=True)
class Leftovers:
    """``phrases``: texts of templates that no report keeps."""

    phrases: tuple[str, ...] = (
        "该部分以表格形式报告", "（文字描述）", "此处填写", "请在此处", "（请填写", "示例文字",
    )  # fmt: skip


# Places to be filled in: XX镇, ××件, ____. Letters of words, codes and addresses and the zeros of a
# year in Chinese numerals are not.
_NUMERALS = "一二三四五六七八九十百千〇○"
_PLACE = re.compile(
    r"(?<![A-Za-z0-9./@%=&_-])(?:X{2,}|x{2,}|[×╳]{2,}|_{3,})(?![A-Za-z0-9./@%=&_-])"
    rf"|(?<![{_NUMERALS}])[〇○]{{2,}}(?![{_NUMERALS}])"
)
# A name that was made unreadable on purpose: 申请人张XX.
_PERSON = re.compile(r"(?:人|原告|被告|第三人|村民|居民|市民|群众)[\u4e00-\u9fff]$")
_PERSON_BEHIND = re.compile(r"申请|诉|同志|等\d*人")
_RULE = re.compile(r"[\s_*-]*")


_TWO_MARKS = re.compile(r"[Xx×╳〇○_][Xx×╳〇○_]")


@cache
def _either(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return one_of(_folded(phrases))


@cache
def _folded(phrases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(phrase) for phrase in phrases if phrase)


@rule(
    code="SEC302",
    name="template-leftover",
    severity=Severity.WARNING,
    on=Paragraph,
    summary=Text("模板里的提示和空位已经填好", "hints and blanks of the template are filled in"),
    message={
        "phrase": Text(
            "“{found}”是模板里的提示，请删去或填写", "“{found}” is a hint of the template: delete it or fill it in"
        ),
        "place": Text("“{found}”是模板里的空位，请填写", "“{found}” is a place to be filled in"),
    },
    basis=SIX_SECTIONS,
    options=Leftovers,
    local=True,
)
def template_leftover(paragraph: Paragraph, context: Context[Leftovers]) -> Iterator[Finding]:
    """Phrases of templates and rows of X, × or _ in the prose."""
    text = context.report.folded(paragraph.span)
    # Most lines have neither a phrase nor anything like a place.
    if _either(context.options.phrases).search(text) is None and _TWO_MARKS.search(text) is None:
        return
    start = paragraph.span.start
    for phrase in _folded(context.options.phrases):
        at = text.find(phrase)
        if at >= 0:
            span = Span(start + at, start + at + len(phrase))
            yield Finding(span, {"found": context.report.raw(span)}, "phrase")
            return
    if _RULE.fullmatch(text):
        return
    for match in _PLACE.finditer(text):
        before = _PERSON.search(text, max(0, match.start() - 4), match.start())
        if before is None and _PERSON_BEHIND.match(text, match.end()) is None:
            span = Span(start + match.start(), start + match.end())
            yield Finding(span, {"found": context.report.raw(span)}, "place")
