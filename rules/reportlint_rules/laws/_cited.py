"""Which statute a citation means, and the sentence it stands in."""

from __future__ import annotations

import re
from typing import Any

from reportlint.api import Citation, Context, Instrument, Span, Text, Version, label_key

_SENTENCE_END = re.compile(r"[。;!?\n]")
_HAN = "〇一二三四五六七八九"
# A sentence is looked at so far on either side; longer ones are lists.
_NEAR = 400
# 条例 alone means the regulation that was named last, if that is not far.
_BEFORE = 200
_REGULATION = re.compile(r"《([^《》]{1,60}条例)[^《》]{0,8}》")


def instrument_of(citation: Citation, context: Context[Any]) -> Instrument | None:
    """The statute or notice that a citation names, by title, number or decree; None if it is not known.

    A short title (《条例》) means what the report has defined it as, if it has.
    """
    statutes = context.statutes
    if citation.title:
        if citation.title == "条例" and _of_another_regulation(citation, context):
            return None
        key = label_key(citation.title)
        meant = context.report.short_names.get(key)
        if meant is not None and label_key(meant) != key:
            return statutes.named(meant)
        named = statutes.named(citation.title)
        if named is not None:
            return named
    for number in citation.numbers:
        found = statutes.numbered(number.office, number.year, number.number)
        if found is not None:
            return found
    if not citation.title and not citation.numbers:
        decrees = [version.decree for version in statutes.regulation.versions]
        # The captions of the tables cite the regulation without naming it.
        if citation.decree in decrees if citation.decree else citation.in_table:
            return statutes.regulation
    return None


def _of_another_regulation(citation: Citation, context: Context[Any]) -> bool:
    """Whether 条例 without 《》 follows the name of a regulation on something else."""
    folded, start = context.report.source.folded, citation.span.start
    if folded.startswith("《", start):
        return False
    before = folded[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    named = _REGULATION.findall(before)
    return bool(named) and context.statutes.named(named[-1]) is None


def version_of(citation: Citation, instrument: Instrument, context: Context[Any]) -> Version | None:
    """The version of a statute that a citation is to be held against: the one it names, or the report year's."""
    for version in instrument.versions:
        if citation.decree is not None and version.decree == citation.decree:
            return version
    year = context.report.year
    return instrument.version_for(year) if year is not None else None


def date_text(iso: str) -> Text:
    """A date of the form 2019-05-15 for a message."""
    year, month, day = (int(part) for part in iso.split("-"))
    return Text(f"{year}年{month}月{day}日", iso)


def han(number: int) -> str:
    """A number below a hundred in Chinese numerals, as articles are numbered."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _HAN[tens]) + ("十" if tens else "") + (_HAN[ones] if ones else "")


def number_text(number: int) -> Text:
    """The number of an article, paragraph or item for a message."""
    return Text(han(number) if 0 < number < 100 else str(number), str(number))


def sentence(span: Span, context: Context[Any]) -> str:
    """The folded sentence around a span."""
    before, behind = around(span, context)
    return before + context.report.folded(span) + behind


def around(span: Span, context: Context[Any]) -> tuple[str, str]:
    """What stands before and behind a span in its folded sentence."""
    folded = context.report.source.folded
    first, last = max(0, span.start - _NEAR), min(len(folded), span.end + _NEAR)
    start = max((match.end() for match in _SENTENCE_END.finditer(folded, first, span.start)), default=first)
    behind = _SENTENCE_END.search(folded, span.end, last)
    return folded[start : span.start], folded[span.end : behind.start() if behind else last]
