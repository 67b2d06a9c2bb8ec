"""The piece of a line that a finding is about, with carets under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportlint.source import SourceText, Span, columns

from .terminal import visible

_CUT = "…"


@dataclass(frozen=True)
class Excerpt:
    """A line, cut to fit, and the carets for the line below it.

    ``number`` is the line's, from 1. Both texts are visible text and start in the same column.
    """

    number: int
    text: str
    carets: str


def excerpt(source: SourceText, span: Span, width: int = 100) -> Excerpt:
    """The line where a span starts, cut to a window around the span.

    Args:
        width: how many columns the text may take; at least 16.

    A span that goes on in other lines is marked to the end of its first. One that holds nothing to be
    seen gets one caret, which may stand in the column behind the text.
    """
    line = source.line_of(span.start)
    first, last = source.line_span(line)
    start = min(span.start, last)
    end = max(start, min(span.end, last))
    room = width - 2 * columns(_CUT)
    marked = _fit(source.text, range(start, end), room)
    room -= _columns(marked)
    before: list[str] = []
    after: list[str] = []
    if len(marked) == end - start:
        # Most of the room goes to what follows; what that leaves is used for what comes before.
        before = _fit(source.text, range(start - 1, first - 1, -1), room * 2 // 5)
        after = _fit(source.text, range(end, last), room - _columns(before))
        before = _fit(source.text, range(start - 1, first - 1, -1), room - _columns(after))[::-1]
    left = _CUT if start - len(before) > first else ""
    right = _CUT if start + len(marked) + len(after) < last else ""
    text = left + "".join([*before, *marked, *after]) + right
    carets = " " * (columns(left) + _columns(before)) + "^" * max(1, _columns(marked))
    return Excerpt(line + 1, text, carets)


def _fit(text: str, offsets: Iterable[int], room: int) -> list[str]:
    """The characters at the offsets, made visible, as many as fit in so many columns."""
    fitting: list[str] = []
    # Characters without a width would fit without end.
    most = 4 * room
    for offset in offsets:
        shown = visible(text[offset])
        room -= columns(shown)
        if room < 0 or len(fitting) >= most:
            break
        fitting.append(shown)
    return fitting


def _columns(pieces: list[str]) -> int:
    return sum(map(columns, pieces))
