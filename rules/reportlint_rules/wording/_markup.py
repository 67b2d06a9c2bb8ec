"""How a file is written: as plain text, as Markdown or as HTML."""

from __future__ import annotations

import re
from itertools import islice

from reportlint.api import Report

_HEADING = re.compile(r"^ {0,3}#{1,6} +\S", re.MULTILINE)
_TABLE_RULE = re.compile(r"^ {0,3}\| *:?-{3,}:? *\|", re.MULTILINE)
_HTML = re.compile(r"</(?:p|div|table|td|span|body)>", re.IGNORECASE)
# One # may be anything; a text with several headings of this kind was written as Markdown.
_HEADINGS_ENOUGH = 2
_TAGS_ENOUGH = 3


def is_markdown(report: Report) -> bool:
    """Whether the whole text shows that it is Markdown: its name, several headings with #, or tables of pipes."""
    text = report.source.text
    if report.source.name.lower().endswith((".md", ".markdown")):
        return True
    return _TABLE_RULE.search(text) is not None or _several(_HEADING, text, _HEADINGS_ENOUGH)


def is_html(report: Report) -> bool:
    """Whether tags and entities belong to the way the text is written."""
    return _several(_HTML, report.source.text, _TAGS_ENOUGH)


def _several(pattern: re.Pattern[str], text: str, number: int) -> bool:
    return sum(1 for _ in islice(pattern.finditer(text), number)) == number
