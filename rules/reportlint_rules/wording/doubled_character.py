"""TXT202: a character of grammar that is typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Safety, Severity, Span, Text, rule
from reportlint_rules.lexicons import lexicon

# What a clause begins behind.
_OPENING = ",。;:!?、("


class _Doubled(NamedTuple):
    not_after: str
    not_before: str
    before: str
    begins: bool


class _List(NamedTuple):
    pattern: re.Pattern[str]
    characters: dict[str, _Doubled]


@cache
def _list() -> _List:
    table = lexicon("doubled_characters")
    characters = {}
    for entry in table.tables("character"):
        characters[entry.string("char")] = _Doubled(
            entry.string("not_after", ""), entry.string("not_before", ""),
            entry.string("before", ""), bool(entry.take("begins", bool, False)),
        )  # fmt: skip
        entry.finish()
    table.finish()
    return _List(re.compile(rf"([{''.join(characters)}])\1+"), characters)


@rule(
    code="TXT202",
    name="doubled-character",
    severity=Severity.INFO,
    fix="unsafe",
    on=Paragraph,
    summary=Text("虚字不重复", "no character of grammar is typed twice"),
    message=Text("“{found}”多了一个“{char}”字", "“{found}” has one {char} too many"),
    simplified_only=True,
    local=True,
)
def doubled_character(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """Characters of the list that stand twice, unless their neighbours make words with them."""
    listed = _list()
    text = context.report.folded(paragraph.span)
    for match in listed.pattern.finditer(text):
        doubled = listed.characters[match[1]]
        # A mark stands for the end of the line; a break of the page may stand between.
        left = text[max(0, match.start() - 9) : match.start()].rstrip()[-1:] or "。"
        right = text[match.end() : match.end() + 9].lstrip()[:1] or "。"
        if left in doubled.not_after or right in doubled.not_before:
            continue
        if (doubled.begins and left not in _OPENING) or (doubled.before and right not in doubled.before):
            continue
        span = Span(paragraph.span.start + match.start(), paragraph.span.start + match.end())
        fix = Fix(Text(f"改为“{match[1]}”", f"change to {match[1]}"), (Edit(span, match[1]),), Safety.UNSAFE)
        yield Finding(span, {"found": match.group(), "char": match[1]}, fix=fix)
