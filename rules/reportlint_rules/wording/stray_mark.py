"""TXT104: marks of Markdown and HTML, and garbled characters, that a conversion left in the prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import (
    Context,
    Edit,
    Finding,
    Fix,
    NoOptions,
    Paragraph,
    Report,
    Severity,
    Span,
    Text,
    fact,
    rule,
)
from reportlint_rules.wording._markup import is_html, is_markdown

# Most paragraphs have none of this.
_ALONE = r"[<&\\\ufffd\ue000-\uf8ff]"
_SIGN = re.compile(rf"[<&\\\ufffd\ue000-\uf8ff*@锟+-](?:(?<={_ALONE})|(?<=\*)\*|(?<=@)@|(?<=锟)斤拷|(?<=[-*+]) )")
_GARBLED = re.compile(r"@{2,}|\ufffd+|[\ue000-\uf8ff]+|(?:锟斤拷)+")
# **bold**: it begins where a clause begins, for behind a character ** may stand for a name: 王**.
_BOLD = re.compile(r"\*\*(?<![^\s。；：，、！？（）)]\*\*)(?=[^\s*，。、；：])[^*]{1,300}(?<!\s)\*\*")
# - (一): a list mark before an ordinal that is one itself.
_LIST = re.compile(r" {0,3}[-*+] {1,3}(?=[(（]?[一二三四五六七八九十\d]{1,3}(?:[)）、]|[.．](?!\d)))")
_ESCAPE = re.compile(r"\\(?=[.*_#%])")
_TAG = re.compile(r"</?(?:br|p|div|span|strong|b|em|i|u|font|o:p)(?: [^<>\n]{0,200})?/?>", re.IGNORECASE)
_ENTITY = re.compile(
    r"&(?:nbsp|ensp|emsp|thinsp|ldquo|rdquo|lsquo|rsquo|mdash|ndash|hellip|middot|times|#160|#xa0|#12288);",
    re.IGNORECASE,
)


@rule(
    code="TXT104",
    name="stray-mark",
    severity=Severity.INFO,
    fix="safe",
    on=Report,
    summary=Text("正文里没有转换留下的标记和乱码", "no marks of a conversion and no garbled characters in the prose"),
    message={
        "mark": Text(
            "“{found}”是排版标记，不是正文的内容，应删去或换成普通文字",
            "“{found}” is markup and no part of the text: delete it or replace it by plain text",
        ),
        "garbled": Text(
            "“{found}”是乱码，请对照原文改正", "“{found}” is garbled: compare the original and put the text right"
        ),
    },
    basis="一般文字规范",
    gather=True,
    extraction=True,
)
def stray_mark(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Markup in the prose of files that are not written in it, and garbled characters in any."""
    suspected = context.facts(_suspected)
    if not suspected:
        return
    markdown, tags = is_markdown(report), is_html(report)
    for span in suspected:
        start, text = span.start, report.raw(span)
        for match in _GARBLED.finditer(text):
            yield Finding(_span(start, match.start(), match.end()), {"found": _shown(match.group())}, "garbled")
        if markdown:
            continue
        patterns = (_ESCAPE,) if tags else (_ESCAPE, _TAG, _ENTITY)
        found = {match.span() for pattern in patterns for match in pattern.finditer(text)}
        for match in _BOLD.finditer(text):
            found |= {(match.start(), match.start() + 2), (match.end() - 2, match.end())}
        if (listed := _LIST.match(text)) is not None:
            found.add(listed.span())
        for first, last in sorted(found):
            yield _mark(start, text, first, last)


@fact(on=Paragraph)
def _suspected(paragraph: Paragraph, report: Report) -> Iterator[Span]:
    """Paragraphs with a sign of markup or of garbled characters."""
    if _SIGN.search(report.source.text, *paragraph.span):
        yield paragraph.span


def _mark(paragraph: int, text: str, start: int, end: int) -> Finding:
    span = _span(paragraph, start, end)
    right = ""
    if text[start] == "&":
        import html  # and with it a list of two thousand entities

        right = html.unescape(text[start:end])
    if right.isspace() or not right:
        # A space or a line end between two words or numbers keeps them apart, between characters it does not.
        right = " " if text[start] in "&<" and _is_word(text, start - 1) and _is_word(text, end) else ""
    title = Text(f"换成“{right}”", f"replace by “{right}”") if right.strip() else Text("删去", "delete")
    return Finding(span, {"found": text[start:end].strip()}, "mark", fix=Fix(title, (Edit(span, right),)))


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()


def _shown(found: str) -> str:
    """Private characters have no look of their own: they are named."""
    return f"U+{ord(found[0]):04X}" if "\ue000" <= found[0] <= "\uf8ff" else found


def _span(paragraph: int, start: int, end: int) -> Span:
    return Span(paragraph + start, paragraph + end)
