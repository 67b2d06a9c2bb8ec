"""TXT201: the same word twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Safety, Severity, Span, Text, rule
from reportlint_rules.lexicons import lexicon

# A word can only come again where its first character does: looking for that first takes half the time.
_REPEATED = re.compile(
    r"(?=([\u4e00-\u9fff])[\u4e00-\u9fff]{1,7}\1)(?P<word>[\u4e00-\u9fff]{2,8}?)(?P<again>(?P=word)+)"
)
# Behind a word that is repeated by mistake: nothing that it could make a longer word with.
_END = re.compile(r"[,。;:、!?)\]}'》\"]|和|以及|及(?!时)|与(?![会否])|\s*$")
# So long a word is no part of a longer one.
_LONG = 5
# 应公开公开, 能公开公开: what must be done is done.
_MUST = "应该当可能尽须宜"
# 一个一个, 逐条逐条, 二零二零: counted one by one, and numbers.
_ONE_BY_ONE = re.compile(r"[一两几逐].|[零一二三四五六七八九十百千万亿两]+|(.)\1+")
_SENTENCE = re.compile(r"[,。;]")


class _Words(NamedTuple):
    never: frozenset[str]
    allowed: frozenset[str]
    between: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]


@cache
def _words() -> _Words:
    table = lexicon("repeated_words")
    between = {}
    for entry in table.tables("between"):
        between[entry.string("word")] = entry.strings("after"), entry.strings("before")
        entry.finish()
    words = _Words(frozenset(table.strings("never")), frozenset(table.strings("allowed")), between)
    table.finish()
    return words


@rule(
    code="TXT201",
    name="doubled-word",
    severity=Severity.WARNING,
    fix="unsafe",
    on=Paragraph,
    summary=Text("词语不重复", "no word is written twice"),
    message=Text("“{word}”重复，应删去一个", "“{word}” stands here twice: delete one"),
    simplified_only=True,
    local=True,
)
def doubled_word(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """Words of two to eight characters that stand twice where no longer word explains it."""
    text = context.report.folded(paragraph.span)
    # Rows of links (政府信息公开政府信息公开指南) are no sentences.
    if not _SENTENCE.search(text):
        return
    for match in _REPEATED.finditer(text):
        if _is_mistake(match, text):
            start = paragraph.span.start
            again = Span(start + match.start("again"), start + match.end("again"))
            fix = Fix(Text("删去重复的词", "delete what is repeated"), (Edit(again, ""),), Safety.UNSAFE)
            yield Finding(Span(start + match.start(), again.end), {"word": match["word"]}, fix=fix)


def _is_mistake(match: re.Match[str], text: str) -> bool:
    word, words = match["word"], _words()
    # 加强加强再加强 is said on purpose, and so is what stands in quotes.
    if text.startswith("再", match.end()) or text[match.start() - 1 : match.start()] == '"':
        return False
    if word in words.never:
        return True
    after, before = words.between.get(word, ((), ()))
    if after and text[: match.start()].endswith(after) and text.startswith(before, match.end()):
        return True
    if word in words.allowed or _ONE_BY_ONE.fullmatch(word) or text[match.start() - 1 : match.start()] in _MUST:
        return False
    return len(word) >= _LONG or _END.match(text, match.end()) is not None
