"""A report's text with its lines, its folded twin and the ways to say where something is.

Everything inside reportlint is an offset: code points from 0, a span half open. Lines and columns
exist only at the edges: for people and JSON from 1 in code points, for language clients from 0 in the
units that the client counts in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from .fold import fold

PositionUnit = Literal["utf-8", "utf-16", "utf-32"]


class Span(NamedTuple):
    """A piece of text: offsets in code points from 0, ``end`` is the first offset behind it."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character or, where one is empty, touch."""
        return self.start <= other.end and other.start <= self.end


# Line ends of editors and of the language server protocol; str.splitlines knows many more.
_LINE_END = re.compile(r"\r\n|\r|\n")


# Characters of two units in UTF-16. To look for them takes a third of the time that encoding the text does.
_TWO_UNITS = re.compile("[\U00010000-\U0010ffff]")


def _units(text: str, unit: PositionUnit) -> int:
    if _is_counted_in(unit, text):
        return len(text)
    if unit == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text) + len(_TWO_UNITS.findall(text))


def _is_counted_in(unit: PositionUnit, text: str) -> bool:
    """Whether every character of a text is one unit."""
    return unit == "utf-32" or text.isascii() or (unit == "utf-16" and _TWO_UNITS.search(text) is None)


@dataclass(frozen=True)
class SourceText:
    """A text and where it came from. ``encoding``, ``bom`` and ``newline`` are what a fix writes back."""

    text: str
    name: str = "<text>"
    encoding: str = "utf-8"
    bom: bool = False

    @cached_property
    def folded(self) -> str:
        """The text folded for matching (:func:`reportlint.source.fold`), offset for offset."""
        return fold(self.text)

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset of the first character of each line; there is always a first line."""
        return (0, *(match.end() for match in _LINE_END.finditer(self.text)))

    def edited(self, span: Span, replacement: str) -> SourceText:
        """The text with a span replaced. What is known of the lines that stay is taken over."""
        text = self.text[: span.start] + replacement + self.text[span.end :]
        after = SourceText(text, self.name, self.encoding, self.bom)
        if "folded" not in self.__dict__ or "line_starts" not in self.__dict__:
            return after
        starts, shift = self.line_starts, len(text) - len(self.text)
        # A line more on either side: an edit may join a \r and a \n, or part them.
        first, last = max(0, self.line_of(span.start) - 1), self.line_of(span.end) + 2
        begin = starts[first]
        end = starts[last] if last < len(starts) else len(self.text)
        between = text[begin : end + shift]
        lines = [begin + match.end() for match in _LINE_END.finditer(between)]
        if last < len(starts):
            # The end of what was looked at is where the next line begins.
            lines.pop()
        known = after.__dict__
        known["folded"] = self.folded[:begin] + fold(between) + self.folded[end:]
        known["line_starts"] = (*starts[: first + 1], *lines, *[start + shift for start in starts[last:]])
        return after

    def line_of(self, offset: int) -> int:
        """The line, from 0, that holds an offset."""
        return bisect_right(self.line_starts, offset) - 1

    def line_span(self, line: int) -> Span:
        """The span of a line (from 0) without its line end."""
        start = self.line_starts[line]
        end = self.line_starts[line + 1] if line + 1 < len(self.line_starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, the column in code points."""
        line = self.line_of(offset)
        return line + 1, offset - self.line_starts[line] + 1

    def position(self, offset: int, unit: PositionUnit) -> tuple[int, int]:
        """Line and character of an offset, both from 0, the character in a client's units."""
        line = self.line_of(offset)
        start, end = self.line_span(line)
        return line, _units(self.text[start : min(offset, end)], unit)

    def width(self, span: Span, unit: PositionUnit) -> int:
        """How many of a client's units a piece of a line has."""
        return _units(self.text[span.start : span.end], unit)

    def offset(self, line: int, character: int, unit: PositionUnit) -> int:
        """The offset of a client's position. What lies outside the text is moved to its nearest end."""
        if line < 0:
            return 0
        if line >= len(self.line_starts):
            return len(self.text)
        start, end = self.line_span(line)
        text = self.text[start:end]
        if _is_counted_in(unit, text):
            return start + max(0, min(character, len(text)))
        left = character
        for index, char in enumerate(text):
            left -= _units(char, unit)
            if left < 0:
                return start + index
        return end

    def slice(self, span: Span) -> str:
        """The raw text of a span."""
        return self.text[span.start : span.end]
