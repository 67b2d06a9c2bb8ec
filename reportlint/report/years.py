"""Years in the prose and the part that each plays in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from reportlint.source import SourceText, Span
from reportlint.toml import TomlTable

from .model import Citation, Paragraph, YearMention, YearRole

_YEAR = re.compile(r"(?<![\d.])((?:19|20)\d\d) ?(?:年度|年|财年)")
_SENTENCE_END = re.compile(r"[。;!?\n]")
_RANGE_BEFORE = re.compile(r"(?:19|20)\d\d ?年? ?[-~至到] ?$")
_RANGE_BEHIND = re.compile(r" ?[-~至到] ?(?:19|20)\d\d ?年")
_DATE_BEHIND = re.compile(r" ?\d{1,2} ?月")
_FIRST_DAY = re.compile(r" ?0?1 ?月 ?0?1 ?日")
_LAST_DAY = re.compile(r" ?12 ?月 ?31 ?日")
_LEAD_BEFORE = re.compile(
    r"[\s\"(*_#>-]*(?:[一二三四五六七八九十]是|\(?[一二三四五六七八九十\d]{1,2}[)、.]|截[至止]|自|在|于|从)?\s*"
)


@cache
def _lexicon() -> dict[str, re.Pattern[str]]:
    table = TomlTable.read(files(__package__).joinpath("years.toml"))
    patterns = {}
    for role in table.keys_left():
        entry = table.table(role)
        before, behind = (_either(entry.strings(side)) for side in ("before", "behind"))
        anywhere = _either(entry.strings("sentence"))
        entry.finish()
        # The clause around the year is given as “before\0behind”, so that one pattern sees both sides.
        parts = [
            f"(?:{before})[^\\0,]{{0,6}}\\0" if before else "",
            f"\\0[^\\0,]{{0,8}}(?:{behind})" if behind else "",
            anywhere,
        ]
        patterns[role] = re.compile("|".join(part for part in parts if part))
    return patterns


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in words)


def years_in(
    source: SourceText, paragraphs: Iterable[Paragraph], citations: Iterable[Citation]
) -> Iterator[YearMention]:
    """Every year of the prose that is written with 年, with its role."""
    quoted = sorted((citation.span for citation in citations), key=lambda span: span.start)
    for paragraph in paragraphs:
        folded = source.folded
        start = paragraph.span.start
        for match in _YEAR.finditer(folded, *paragraph.span):
            while start < match.start() and (end := _SENTENCE_END.search(folded, start, match.start())):
                start = end.end()
            behind = _SENTENCE_END.search(folded, match.end(), paragraph.span.end)
            sentence = Span(start, behind.start() if behind else paragraph.span.end)
            span = Span(*match.span())
            role = "citation" if any(q.start <= span.start < q.end for q in quoted) else _role(folded, span, sentence)
            yield YearMention(span, int(match.group(1)), role, paragraph.section, sentence)


def _role(folded: str, year: Span, sentence: Span) -> YearRole:
    before, behind = folded[sentence.start : year.start], folded[year.end : sentence.end]
    if _FIRST_DAY.match(behind) or _LAST_DAY.match(behind):
        return "period"
    if _RANGE_BEFORE.search(before) or _RANGE_BEHIND.match(behind):
        return "range"
    if _DATE_BEHIND.match(behind):
        return "date"
    around = f"{before}\0{behind}"
    for role, pattern in _lexicon().items():
        if pattern.search(around):
            return role  # type: ignore[return-value]
    return "lead" if _LEAD_BEFORE.fullmatch(before) else "other"
