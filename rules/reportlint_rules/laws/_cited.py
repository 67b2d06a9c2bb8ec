"""Which statute a citation means, and the sentence it stands in."""

from __future__ import annotations

import re
from typing import Any

from reportlint import api
from reportlint.api import Citation, Context, Instrument, Span, Text, Version, write_numeral

_SENTENCE_END = re.compile(r"[。;!?\n]")
# A sentence is looked at so far on either side; longer ones are lists.
_NEAR = 400


def instrument_of(citation: Citation, context: Context[Any]) -> Instrument | None:
    """The statute or notice that a citation names (:func:`reportlint.api.instrument_of`)."""
    return api.instrument_of(citation, context.report, context.statutes)


def version_of(citation: Citation, instrument: Instrument, context: Context[Any]) -> Version | None:
    """The version that a citation is to be held against (:func:`reportlint.api.version_of`)."""
    return api.version_of(citation, instrument, context.report)


def date_text(iso: str) -> Text:
    """A date of the form 2019-05-15 for a message."""
    year, month, day = (int(part) for part in iso.split("-"))
    return Text(f"{year}年{month}月{day}日", iso)


def number_text(number: int) -> Text:
    """The number of an article, paragraph or item for a message."""
    return Text(write_numeral(number) if 0 < number < 100 else str(number), str(number))


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
