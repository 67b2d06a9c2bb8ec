"""Years in the prose and the part that each plays in its sentence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reportlint.source import Span
from reportlint.toml import TomlTable

from .model import Citation, Paragraph, YearMention, YearRole
from .paragraphs import PAGE_BREAK

# What may not stand before a year is looked at afterwards: a pattern that begins with a look behind is
# tried at every character.
_YEAR = re.compile(r"((?:19|20)\d\d) ?(?:年度|年|财年)")
# How many characters on either side of a year can tell its role, and how many may stand between it and words that do.
_NEAR = 80
_GAP_BEFORE, _GAP_BEHIND = 6, 8
# A line end inside a paragraph is a page's doing and ends no sentence.
_SENTENCE_END = re.compile(r"[。;!?]")
_PART_OF_A_NUMBER = frozenset("0123456789.")
_RANGE_BEFORE = re.compile(r"(?:19|20)\d\d ?年? ?[-~至到] ?$")
_RANGE_BEHIND = re.compile(r" ?[-~至到] ?(?:19|20)\d\d ?年")
_DATE_BEHIND = re.compile(r" ?\d{1,2} ?月")
_FIRST_DAY = re.compile(r" ?0?1 ?月 ?0?1 ?日")
_LAST_DAY = re.compile(r" ?12 ?月 ?31 ?日")
_LEAD_BEFORE = re.compile(
    r"[\s\"(*_#>-]*(?:[一二三四五六七八九十]是|\(?[一二三四五六七八九十\d]{1,2}[)、.]|截[至止]|在[^,。]{1,12}方面,|自|在|于|从)?\s*"
)


class _Lexicon(NamedTuple):
    """``roles`` finds the words of each role before a year and behind one, in both sides with a NUL between them.

    They stand within the last ``reach_before`` characters before the year and the first ``reach_behind`` behind it.
    """

    roles: dict[str, re.Pattern[str]]
    reach_before: int
    reach_behind: int


@cache
def _lexicon() -> _Lexicon:
    table = TomlTable.read(Path(__file__).with_name("years.toml"))
    roles: dict[str, re.Pattern[str]] = {}
    longest_before = longest_behind = 0
    for role in table.keys_left():
        entry = table.table(role)
        before, behind = entry.strings("before"), entry.strings("behind")
        entry.finish()
        longest_before = max([longest_before, *map(len, before)])
        longest_behind = max([longest_behind, *map(len, behind)])
        parts = [
            f"(?:{_either(before)})[^\\0,]{{0,{_GAP_BEFORE}}}\\0" if before else "",
            f"\\0[^\\0,]{{0,{_GAP_BEHIND}}}(?:{_either(behind)})" if behind else "",
        ]
        roles[role] = re.compile("|".join(part for part in parts if part))
    return _Lexicon(roles, longest_before + _GAP_BEFORE, longest_behind + _GAP_BEHIND)


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in words)


def years_in(folded: str, paragraph: Paragraph, citations: Iterable[Citation]) -> tuple[YearMention, ...]:
    """Every year of a paragraph that is written with 年, with its role; ``citations`` are the paragraph's."""
    start, end = paragraph.span
    matches = _YEAR.finditer(folded, start, end)
    years = [match for match in matches if folded[match.start() - 1 : match.start()] not in _PART_OF_A_NUMBER]
    if not years:
        return ()
    found = []
    quoted = sorted(citation.span for citation in citations)
    stops = [start, *(match.end() for match in _SENTENCE_END.finditer(folded, start, end)), end + 1]
    for match in years:
        span = Span(*match.span())
        at = bisect_right(stops, span.start)
        sentence = Span(stops[at - 1], stops[at] - 1)
        before = bisect_right(quoted, (span.start, len(folded))) - 1
        cited = before >= 0 and span.start < quoted[before].end
        role = "citation" if cited else _role(folded, span, sentence)
        found.append(YearMention(span, int(match.group(1)), role, paragraph.section, sentence))
    return tuple(found)


def _role(folded: str, year: Span, sentence: Span) -> YearRole:
    # What decides stands close by; a text without full stops would otherwise be read once for each year.
    before = folded[max(sentence.start, year.start - _NEAR) : year.start]
    behind = folded[year.end : min(sentence.end, year.end + _NEAR)]
    if "\n" in before or "\n" in behind:
        before, behind = PAGE_BREAK.sub("", before), PAGE_BREAK.sub("", behind)
    if _FIRST_DAY.match(behind) or _LAST_DAY.match(behind):
        return "period"
    if _RANGE_BEFORE.search(before) or _RANGE_BEHIND.match(behind):
        return "range"
    if _DATE_BEHIND.match(behind):
        return "date"
    lexicon = _lexicon()
    around = f"{before[-lexicon.reach_before :]}\0{behind[: lexicon.reach_behind]}"
    for role, pattern in lexicon.roles.items():
        if pattern.search(around):
            return role  # type: ignore[return-value]
    leads = year.start - sentence.start < _NEAR and _LEAD_BEFORE.fullmatch(before)
    return "lead" if leads else "other"
