"""Marks in examples: ``[[老百姓]]`` is what a rule finds, ``[[老百姓=>群众]]`` says too what the fix makes of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from reportlint.source import Span

_MARK = re.compile(r"\[\[((?:(?!\[\[|\]\]|=>).)*?)(=>((?:(?!\[\[|\]\]|=>).)*?))?\]\]", re.DOTALL)


class Marked(NamedTuple):
    """A text without its marks. ``spans`` are the places that were marked; ``fixed`` is the text that the fixes lead to,
    None if no mark says one.
    """

    text: str
    spans: tuple[Span, ...]
    fixed: str | None


def unmarked(marked: str) -> Marked:
    """The text and what its marks say. What is no whole mark is text."""
    text, fixed, end = "", "", 0
    spans, says = [], False
    for mark in _MARK.finditer(marked):
        between = marked[end : mark.start()]
        text, fixed, end = text + between, fixed + between, mark.end()
        spans.append(Span(len(text), len(text) + len(mark[1])))
        text += mark[1]
        fixed += mark[1] if mark[2] is None else mark[3]
        says = says or mark[2] is not None
    text, fixed = text + marked[end:], fixed + marked[end:]
    return Marked(text, tuple(spans), fixed if says else None)
