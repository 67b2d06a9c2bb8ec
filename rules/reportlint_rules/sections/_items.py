"""Numbered items in the prose: 一是…二是…, （一）…（二）…, 1.…2.…, 第一，…第二，…."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from reportlint.api import Context, Heading, Paragraph, Report, Section, Span, fact, holds_spans, read_numeral

Style = Literal["is", "paren", "round", "digit", "nth", "comma", "heading"]
"""How an item is numbered: 一是, （一）, (1), 1., 第一， and 一、; a heading without a number is one as well."""


@holds_spans
class Marker(NamedTuple):
    """The number of an item. ``leads`` says that it stands at the beginning of its paragraph."""

    span: Span
    number: int
    style: Style
    leads: bool


_N = "一二三四五六七八九十"
_NUMBERED = (
    rf"(?:\( ?(?P<paren>[{_N}]{{1,3}}) ?\)|\( ?(?P<round>\d{{1,2}}) ?\)|(?P<digit>\d{{1,2}}) ?[.、](?!\d)"
    rf"|第(?P<nth>[{_N}]{{1,3}})[,、])"
)
# Marks and spaces before a number.
_BEFORE = r"[#*>_ \t\n-]{0,8}"
_LEADING = re.compile(rf"{_BEFORE}(?:{_NUMBERED}|(?P<comma>[{_N}]{{1,3}})、)")
# Inside a paragraph an item follows a sentence: （五） behind 第二十条第, or behind another （四）、, is a citation.
_BEHIND = re.compile(rf"[。;:!?]{_BEFORE}{_NUMBERED}")
_IS = re.compile(rf"(?P<is>[{_N}][{_N}]{{0,2}}) ?是")
_FIRST_WORD = re.compile(_BEFORE)


def is_free(section: Section, report: Report) -> bool:
    """Whether a prescribed section is prose: the cells of a table have numbers of their own."""
    return report.form is not None and all(table.section != section.id for table in report.form.tables)


def markers(context: Context[Any], section: Section) -> list[Marker]:
    """The numbers of items in a section, in the order of the text, those of its subheadings too."""
    headings = [_of_heading(heading) for heading in context.report.headings_of(section)]
    return sorted([*context.facts(_in_paragraph, section.span), *headings])


@fact(on=Paragraph)
def _in_paragraph(paragraph: Paragraph, report: Report) -> Iterator[Marker]:
    folded, span = report.source.folded, paragraph.span
    leading = _LEADING.match(folded, *span)
    if leading is not None:
        yield _marker(leading, True)
    for match in _BEHIND.finditer(folded, *span):
        yield _marker(match, False)
    if folded.find("是", *span) < 0:
        return
    for match in _IS.finditer(folded, *span):
        # 统一是, 之一是 and the like are words.
        if match.start() == span.start or not folded[match.start() - 1].isalnum():
            first = _FIRST_WORD.match(folded, *span)
            yield _marker(match, first is not None and first.end() == match.start())


def _marker(match: re.Match[str], leads: bool) -> Marker:
    style: Style = match.lastgroup  # type: ignore[assignment]
    number = Span(*match.span(style))
    # The bracket, or 第, belongs to it.
    opening = 1 if style in ("paren", "round", "nth") else 0
    return Marker(Span(number.start - opening, match.end()), read_numeral(match[style]) or 0, style, leads)


def _of_heading(heading: Heading) -> Marker:
    style: Style = "heading"
    if heading.level > 1 and heading.ordinal.startswith("("):
        style = "round" if heading.ordinal[1:2].isdecimal() else "paren"
    elif heading.level > 1 and heading.ordinal.isdecimal():
        style = "digit"
    return Marker(heading.ordinal_span, heading.number or 0, style, True)


# Those that stand above others, from the highest down.
_LEVELS = ("comma", "paren", "digit", "round")


def ends_list(marker: Marker, style: Style) -> bool:
    """Whether a number of another kind ends a list: a heading, or an item of a higher level that leads its line."""
    if marker.style == "heading":
        return True
    if not marker.leads:
        return False
    own = _LEVELS.index(style) if style in _LEVELS else len(_LEVELS)
    # 1. may stand below 一是 as well as above it, so that it ends no list of 一是.
    return marker.style in _LEVELS[: min(own, 2)]
