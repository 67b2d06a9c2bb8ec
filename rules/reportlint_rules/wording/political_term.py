"""TXT205: names of the state, the party and its leaders, misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from reportlint.api import (
    Context,
    Edit,
    Finding,
    Fix,
    Lines,
    NoOptions,
    Report,
    Safety,
    Severity,
    Span,
    Text,
    distance,
    fact,
    holds_spans,
    rule,
)
from reportlint_rules.lexicons import lexicon, one_of
from reportlint_rules.wording._wordings import Wordings

_CHINESE = re.compile(r"[\u4e00-\u9fff]+")


class _List(NamedTuple):
    """``halves`` finds each half of a term; a misspelling of one character leaves one of them whole."""

    halves: re.Pattern[str]
    heads: dict[str, list[str]]
    tails: dict[str, list[str]]
    fine: frozenset[str]
    misspellings: Wordings


@cache
def _list() -> _List:
    table = lexicon("political_terms")
    heads: dict[str, list[str]] = {}
    tails: dict[str, list[str]] = {}
    for term in table.strings("terms"):
        middle = len(term) // 2
        heads.setdefault(term[:middle], []).append(term)
        tails.setdefault(term[middle:], []).append(term)
    found = _List(
        one_of(dict.fromkeys([*heads, *tails])), heads, tails,
        frozenset(table.strings("fine")), Wordings.read(table.tables("misspelling")),
    )  # fmt: skip
    table.finish()
    return found


@rule(
    code="TXT205",
    name="political-term",
    severity=Severity.ERROR,
    fix="unsafe",
    on=Report,
    summary=Text("国家、政党、机关和领导人的名称准确", "names of state, party and leaders are spelt right"),
    message=Text("“{found}”应为“{right}”，请务必改正", "“{found}” must be “{right}”"),
    simplified_only=True,
)
def political_term(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Names that differ from one of the list by one character, anywhere in the file."""
    text, listed = report.source.folded, _list().misspellings
    found = sorted(
        {(*span, right) for span, right, known in context.facts(_doubtful) if not known or listed.is_wrong(text, span)}
    )
    last = 0
    for start, end, right in found:
        # The same slip may spoil a longer name and a shorter one inside it.
        if start < last:
            continue
        last = end
        span = Span(start, end)
        fix = Fix(Text(f"改为“{right}”", f"change to {right}"), (Edit(span, right),), Safety.UNSAFE)
        yield Finding(span, {"found": report.raw(span), "right": right}, fix=fix)


@holds_spans
class _Doubtful(NamedTuple):
    """A name that is like one of the list. The neighbours of a ``known`` misspelling, which may make it right, may be in another line."""

    span: Span
    right: str
    known: bool


@fact(on=Lines)
def _doubtful(lines: Lines, report: Report) -> Iterator[_Doubtful]:
    text, listed = report.source.folded, _list()
    for start, end, right in _near(text, lines):
        yield _Doubtful(Span(start, end), right, False)
    for start, end, word in listed.misspellings.named(text, *lines.span):
        yield _Doubtful(Span(start, end), word.right, True)


def _near(text: str, lines: Lines) -> Iterator[tuple[int, int, str]]:
    listed = _list()
    for match in listed.halves.finditer(text, *lines.span):
        half = match.group()
        for term in listed.heads.get(half, ()):
            if not text.startswith(term, match.start()):
                yield from _first(term, ((match.start(), match.start() + size) for size in _sizes(term)), text)
        for term in listed.tails.get(half, ()):
            if not text.endswith(term, 0, match.end()):
                yield from _first(term, ((match.end() - size, match.end()) for size in _sizes(term)), text)


def _sizes(term: str) -> tuple[int, int, int]:
    return len(term), len(term) - 1, len(term) + 1


def _first(term: str, places: Iterator[tuple[int, int]], text: str) -> Iterator[tuple[int, int, str]]:
    """The first of the places that holds a misspelling of a term: its ends stand, one character inside is wrong."""
    for start, end in places:
        found = text[max(0, start) : end]
        if start < 0 or found[:1] != term[0] or found[-1:] != term[-1] or not _CHINESE.fullmatch(found):
            continue
        if distance(found, term) == 1 and found not in _list().fine and found.replace("的", "") != term:
            yield start, end, term
            return
