"""LAW204: document numbers that are not written as they should be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import (
    Citation,
    Context,
    DocumentNumber,
    Edit,
    Finding,
    Fix,
    NoOptions,
    Safety,
    Severity,
    Span,
    Text,
    distance,
    label_key,
    rule,
)  # fmt: skip

_LONG_CODE = 5
_DOUBLED = re.compile(r"(.{2,6})\1")
_DECREE_WITHOUT_DI = re.compile(r"(令) ?(?=\d)")
# A title inside a title, as reports write it in every kind of bracket.
_QUOTED = re.compile(r"[<〈《]([^<>〈〉《》]+)[>〉》]")


@rule(
    code="LAW204",
    name="document-number",
    severity=Severity.WARNING,
    fix="safe",
    on=Citation,
    summary=Text("发文字号和文件名称书写规范", "document numbers and titles are written as they should be"),
    message={
        "brackets": Text(
            "发文字号的年份用六角括号“〔{year}〕”，不用“{found}”",
            "the year of a document number stands in 〔{year}〕, not in {found}",
        ),
        "lost": Text(
            "发文字号的括号不完整，是不是“{right}”？",
            "a bracket of the document number is lost; is it {right}?",
        ),
        "doubled": Text(
            "发文机关代字重复：“{found}”应为“{right}”",
            "the office's code is doubled: “{found}” should be {right}",
        ),
        "office": Text(
            "没有{found}这个文号，是不是{right}？",
            "there is no document {found}; is it {right}?",
        ),
        "quote": Text(
            "文件名称里的内层书名号放错了位置，应为“{right}”",
            "the inner 〈〉 of the title are misplaced: it should be {right}",
        ),
        "title": Text(
            "《{title}》的文号是{right}，不是{found}",
            "the number of 《{title}》 is {right}, not {found}",
        ),
        "decree": Text(
            "令号前缺“第”字，应为“{right}”",
            "第 is missing before the decree's number: it should be {right}",
        ),
        "decree-number": Text(
            "国务院令的编号是“号”不是“条”，应为“{right}”",
            "a decree has a number (号) and is no article (条): it should be {right}",
        ),
        "decree-order": Text("国务院令的规范写法是“{right}”", "the decree should be written {right}"),
    },
    basis="《党政机关公文处理工作条例》；GB/T 9704—2012《党政机关公文格式》",
    local=True,
)
def document_number(citation: Citation, context: Context[NoOptions]) -> Iterator[Finding]:
    """Brackets, lost brackets, doubled and misspelt codes of known documents, titles with the quotes of a part
    in the wrong place, decrees without 第.
    """
    of_title = _number_of_title(citation, context)
    if of_title is not None:
        yield of_title
    else:
        for number in citation.numbers:
            yield from _number(number, context)
    yield from _quotes(citation, context)
    if citation.decree_span is not None:
        raw = context.report.raw(citation.decree_span)
        if raw.endswith(("条", "令")):
            right = f"国务院令第{citation.decree}号"
            fix = Fix(Text(f"改为“{right}”", f"change to {right}"), (Edit(citation.decree_span, right),), Safety.UNSAFE)
            is_order = raw.endswith("令")
            yield Finding(
                citation.decree_span, {"right": right}, "decree-order" if is_order else "decree-number", fix=fix,
                severity=Severity.INFO if is_order else Severity.WARNING,
            )  # fmt: skip
            return
        match = _DECREE_WITHOUT_DI.search(raw)
        if match is not None:
            right = f"{raw[: match.end(1)]}第{raw[match.end() :]}"
            at = citation.decree_span.start + match.end(1)
            fix = Fix(Text("补上“第”", "add 第"), (Edit(Span(at, at), "第"),))
            yield Finding(citation.decree_span, {"right": right}, "decree", fix=fix, severity=Severity.INFO)


def _number(number: DocumentNumber, context: Context[NoOptions]) -> Iterator[Finding]:
    text = context.report.folded(number.span)
    match = _DOUBLED.fullmatch(number.office)
    if match is not None:
        title = Text(f"改为“{match.group(1)}”", f"change to “{match.group(1)}”")
        fix = Fix(title, (Edit(number.office_span, match.group(1)),), Safety.UNSAFE)
        yield Finding(number.office_span, {"found": number.office, "right": match.group(1)}, "doubled", fix=fix)
        return
    right = f"{number.office}〔{number.year}〕{number.number}号"
    if len(number.brackets) == 1:
        # Without its bracket, 202130 may be 2021 and 30 or 202 and 130: only a known number tells.
        known = context.statutes.numbered(number.office, number.year, number.number) is not None
        fix = Fix(Text(f"改为“{right}”", f"change to {right}"), (Edit(number.span, right),), Safety.UNSAFE)
        yield Finding(number.span, {"right": right}, "lost", fix=fix if known else None)
    elif number.brackets != "〔〕":
        year = number.year_span
        open_at, close_at = _outer(text, number, -1), _outer(text, number, 1)
        edits = (Edit(Span(open_at, open_at + 1), "〔"), Edit(Span(close_at, close_at + 1), "〕"))
        found = context.report.raw(Span(open_at, close_at + 1))
        fix = Fix(Text(f"改为“〔{number.year}〕”", f"change to 〔{number.year}〕"), edits)
        args = {"year": number.year, "found": found}
        yield Finding(Span(open_at, max(close_at + 1, year.end)), args, "brackets", fix=fix, severity=Severity.INFO)
    if context.statutes.numbered(number.office, number.year, number.number) is None:
        for one in context.statutes.instruments.values():
            if one.number is None or one.number[1:] != (number.year, number.number):
                continue
            # Another character in a short code makes another office's (国办发, 国办函, 国发).
            if len(one.number[0]) < _LONG_CODE or one.number[0][:2] != number.office[:2]:
                continue
            if 0 < distance(one.number[0], number.office) <= 1:
                title = Text(f"改为“{one.number[0]}”", f"change to “{one.number[0]}”")
                fix = Fix(title, (Edit(number.office_span, one.number[0]),), Safety.UNSAFE)
                yield Finding(
                    number.span, {"found": context.report.raw(number.span), "right": one.number_text}, "office", fix=fix
                )


def _number_of_title(citation: Citation, context: Context[NoOptions]) -> Finding | None:
    """A known document of the State Council's offices with another number of them.

    A place that passes a document on gives it a number of its own; those of work plans are LAW207's.
    """
    instrument = context.statutes.named(citation.title) if citation.title and len(citation.numbers) == 1 else None
    if instrument is None or instrument.number is None or instrument.work_plan_year is not None:
        return None
    (number,) = citation.numbers
    if not number.office.startswith("国办") or len(number.brackets) != 2:
        return None
    # An office's code that is spelt wrong is told as that.
    if (number.year, number.number) == instrument.number[1:] and len(instrument.number[0]) >= _LONG_CODE:
        return None
    if _DOUBLED.fullmatch(number.office):
        return None
    if context.statutes.numbered(number.office, number.year, number.number) is instrument:
        return None
    right = instrument.number_text
    fix = Fix(Text(f"改为“{right}”", f"change to {right}"), (Edit(number.span, right),), Safety.UNSAFE)
    args = {"title": citation.title, "found": context.report.raw(number.span), "right": right}
    return Finding(number.span, args, "title", fix=fix)


def _quotes(citation: Citation, context: Context[NoOptions]) -> Iterator[Finding]:
    """Titles with the words of a known one and a part of it in quotes, but not the part that is a title."""
    if citation.title_span is None or len(citation.title) < 20:
        return
    instrument, found = context.statutes.named(citation.title), _QUOTED.search(citation.title)
    if instrument is None or found is None:
        return
    right = instrument.name_in_marks
    quoted = _QUOTED.search(right)
    # Only the full name says where the quotes belong.
    if quoted is None or label_key(right) != label_key(citation.title) or label_key(found[1]) == label_key(quoted[1]):
        return
    fix = Fix(Text("改正书名号", "put the 〈〉 right"), (Edit(citation.title_span, right),))
    yield Finding(citation.title_span, {"right": right}, "quote", fix=fix, severity=Severity.INFO)


def _outer(text: str, number: DocumentNumber, step: int) -> int:
    """The offset of the bracket next to the year, before (-1) or behind (1) it; spaces may lie between."""
    at = (number.year_span.start - 1 if step < 0 else number.year_span.end) - number.span.start
    while text[at].isspace():
        at += step
    return number.span.start + at
