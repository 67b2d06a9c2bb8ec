"""TXT203: a word that lost a character."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Safety, Severity, Span, Text, rule
from reportlint_rules.lexicons import lexicon, one_of
from reportlint_rules.wording._wordings import Wordings

# What can only follow a whole word. The end of the line is none of these: a page may break it.
_BEHIND_WORD = re.compile(r"\s*(?:[,。;:、)\d]|[的和与]|及(?!时))")


# 2023年，县政府的正确领导下，我局…: what a sentence begins with has lost its 在. A line may begin in the middle of one.
_WITHOUT_IN = re.compile(
    r"(?:(?<=[。;])|(?<=年,)(?<![在自从]\d{4}年,)|(?<=年度,))(?P<who>[^,。;:()\d在于从由经通过随因靠依凭按对以]{3,24}"
    r"的(?:正确|坚强|悉心|精心|大力|具体|关心)?(?:领导|指导|支持|关怀|帮助|关心)(?:和[\u4e00-\u9fff]{2,4})?下)(?=,)"
)


class _List(NamedTuple):
    """``endings`` are the lost characters by the fragments that they belong to."""

    fragments: re.Pattern[str]
    endings: dict[str, str]
    inside: Wordings


@cache
def _list() -> _List:
    table = lexicon("lost_characters")
    endings: dict[str, str] = {}
    for entry in table.tables("ending"):
        lost = entry.string("lost")
        endings.update(dict.fromkeys(entry.strings("fragments"), lost))
        entry.finish()
    inside = Wordings.read(table.tables("inside"))
    table.finish()
    return _List(one_of(endings), endings, inside)


@rule(
    code="TXT203",
    name="lost-character",
    severity=Severity.WARNING,
    fix="unsafe",
    on=Paragraph,
    summary=Text("常用词语没有漏字", "common words have all their characters"),
    message=Text("“{found}”漏了字，应为“{right}”", "“{found}” lost a character: “{right}” was meant"),
    simplified_only=True,
    extraction=True,
    local=True,
)
def lost_character(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """Fragments of the list that end where a word must end, and words of the list with a gap inside."""
    listed = _list()
    text = context.report.folded(paragraph.span)
    start = paragraph.span.start
    for match in listed.fragments.finditer(text):
        if _BEHIND_WORD.match(text, match.end()):
            right = match.group() + listed.endings[match.group()]
            yield _finding(start + match.start(), start + match.end(), match.group(), right)
    for begin, end, wording in listed.inside.find(text):
        yield _finding(start + begin, start + end, wording.wrong, wording.right)
    for match in _WITHOUT_IN.finditer(text):
        at = start + match.start("who")
        right = f"在{context.report.raw(Span(at, start + match.end('who')))}"
        fix = Fix(Text("补上“在”", "put 在 there"), (Edit(Span(at, at), "在"),), Safety.UNSAFE)
        yield Finding(Span(at, start + match.end("who")), {"found": match["who"], "right": right}, fix=fix)


def _finding(start: int, end: int, found: str, right: str) -> Finding:
    span = Span(start, end)
    fix = Fix(Text(f"改为“{right}”", f"change to {right}"), (Edit(span, right),), Safety.UNSAFE)
    return Finding(span, {"found": found, "right": right}, fix=fix)
