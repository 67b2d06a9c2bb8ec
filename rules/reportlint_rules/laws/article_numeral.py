"""LAW209: articles and items that are not numbered as statutes number them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import (
    ArticleReference,
    Citation,
    Context,
    Edit,
    Finding,
    Fix,
    NoOptions,
    Severity,
    Span,
    Text,
    Version,
    rule,
    write_numeral,
)
from reportlint_rules.laws._cited import instrument_of, version_of

# Statutes number their articles in Chinese; notices and contracts may do as they like.
_STATUTE = re.compile(r"(?:法|条例|规定|办法|细则)(?:\([^()]*\))?$")
_DIGITS = re.compile(r"\d+")
_ITEM_WITHOUT_DI = re.compile(r"(?<=[条款]) ?(?=\()")
_BRACKETS = re.compile(r"[()]")


@rule(
    code="LAW209",
    name="article-numeral",
    severity=Severity.INFO,
    fix="safe",
    on=Citation,
    summary=Text("条、款、项的序号书写规范", "articles, paragraphs and items are numbered as in statutes"),
    message={
        "arabic": Text(
            "法律、法规的条款序号用汉字，“{found}”应写作“{right}”",
            "articles are numbered in Chinese: {found} should be {right}",
        ),
        "brackets": Text(
            "款的序号不加括号（加括号的是项），应写作“{right}”",
            "the numbers of paragraphs have no brackets (those of items have): it should be {right}",
        ),
        "item": Text("项的序号前缺“第”字，应写作“{right}”", "第 is missing before the item: it should be {right}"),
    },
    basis="《中华人民共和国立法法》关于条文序号的规定",
    gather=True,
    local=True,
)
def article_numeral(citation: Citation, context: Context[NoOptions]) -> Iterator[Finding]:
    """Arabic numbers of articles of statutes, items without 第, and paragraphs in brackets."""
    if not citation.articles:
        return
    instrument = instrument_of(citation, context)
    if not _STATUTE.search(citation.title) and instrument is not context.statutes.regulation:
        return
    version = version_of(citation, instrument, context) if instrument is not None else None
    for reference in citation.articles:
        yield from _reference(reference, version, context)


def _reference(reference: ArticleReference, version: Version | None, context: Context[NoOptions]) -> Iterator[Finding]:
    start, found = reference.span.start, context.report.raw(reference.span)
    folded = context.report.folded(reference.span)
    digits = list(_DIGITS.finditer(folded))
    if digits and all(0 < int(match.group()) < 100 for match in digits):
        edits = [Edit(_span(match, start), write_numeral(int(match.group()))) for match in digits]
        yield _finding("arabic", reference, found, edits)
    lost = _ITEM_WITHOUT_DI.search(folded) if reference.items else None
    if lost is not None:
        yield _finding("item", reference, found, [Edit(_span(lost, start), "第")])
    paragraph = reference.paragraph_span
    # Where an article has no such paragraph, the item of that number is meant, and LAW102 says so.
    if paragraph is not None and not digits and _has_paragraph(reference, version):
        marks = _BRACKETS.finditer(context.report.folded(paragraph))
        edits = [Edit(_span(match, paragraph.start), "") for match in marks]
        if edits:
            yield _finding("brackets", reference, found, edits)


def _has_paragraph(reference: ArticleReference, version: Version | None) -> bool:
    """Whether an article has a paragraph; those of statutes that are not known may."""
    article = version.articles.get(reference.article) if version is not None else None
    return article is None or reference.paragraph <= article.paragraphs


def _finding(message: str, reference: ArticleReference, found: str, edits: list[Edit]) -> Finding:
    start, right = reference.span.start, found
    for edit in reversed(edits):
        right = right[: edit.span.start - start] + edit.replacement + right[edit.span.end - start :]
    fix = Fix(Text(f"改为“{right}”", f"change to “{right}”"), tuple(edits))
    return Finding(reference.span, {"found": found, "right": right}, message, fix=fix)


def _span(match: re.Match[str], start: int) -> Span:
    return Span(start + match.start(), start + match.end())
