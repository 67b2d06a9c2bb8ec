"""Tables by tabs and bars, drawn anew where the lines that come of it are read as the same cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from reportlint.source import SourceText, Span, columns, pad
from reportlint_grammar import Node, parse_report

from .lines import Line, runs

# A row of dashes needs three of them for some readers; what is wider than the widest column sticks out,
# so that one paragraph in a table does not fill every other row with spaces.
_NARROWEST = 3
_WIDEST = 80
_LINE_END = re.compile(r"\r\n|\r|\n")


class Formatted(NamedTuple):
    """A text with its tables aligned. ``left`` are the tables, as spans of the old text, that could not be."""

    text: str
    left: tuple[Span, ...]


def align_tables(source: SourceText, tree: Node, keep: Sequence[Span] = ()) -> Formatted:
    r"""The text with every table by tabs or bars as a Markdown table, aligned by the width of its cells.

    Everything else stays as it is, character for character, and so does the content of every cell, but
    for a bar inside a cell between tabs, which becomes ``\|``. The first row gets empty cells behind
    its last where other rows have more. Formatting the result again gives the result.

    Args:
        source: the text.
        tree: the tree of its folded text.
        keep: tables that touch these spans are left as they are.
    """
    line_end = _LINE_END.search(source.text)
    newline = line_end.group() if line_end else "\n"
    parts: list[str] = []
    left: list[Span] = []
    at = 0
    for run in runs(tree, source):
        if not _is_table(run):
            continue
        span = Span(run[0].span.start, run[-1].span.end)
        table = _Table(run, newline)
        drawn = table.draw(source)
        if any(_shares(span, other) for other in keep) or not table.is_read_out_of(drawn):
            left.append(span)
            continue
        parts += (source.text[at : span.start], drawn)
        at = span.end
    return Formatted("".join((*parts, source.text[at:])), tuple(left))


def _shares(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _is_table(run: Sequence[Line]) -> bool:
    """Whether lines are a table beyond doubt: a line with a tab or a bar in it alone may be prose."""
    rows = [line for line in run if line.kind == "row"]
    dashes = any(line.dashes for line in run)
    return bool(rows) and (dashes or sum(line.filled > 1 for line in rows) > 1)


class _Table:
    """A table on its way from the lines that it was to those that it becomes."""

    def __init__(self, run: Sequence[Line], newline: str) -> None:
        first = next(at for at, line in enumerate(run) if line.kind == "row")
        width = max(len(line.cells) for line in run)
        self._newline = newline
        self._lines = list(run)
        self._lines[first] = _filled_up(run[first], width)
        if first + 1 < len(run) and run[first + 1].dashes:
            self._head = first + 1
            self._lines[self._head] = _filled_up(run[self._head], width)
        else:
            self._head = first + 1
            self._insert_dashes(width)
        # Dashes further down may be what a cell says; three and more in every cell are a line between rows.
        self._rules = {at for at, line in enumerate(self._lines) if at == self._head or _is_rule(line)}
        self._widths = self._column_widths()

    def _insert_dashes(self, width: int) -> None:
        above = self._lines[self._head - 1]
        dashes = Line("delimiter", Span(above.span.end, above.span.end), ("-",) * width, above.end)
        if not above.end:
            self._lines[self._head - 1] = above._replace(end=self._newline)
        self._lines.insert(self._head, dashes)

    def _column_widths(self) -> list[int]:
        rows = [line.cells for at, line in enumerate(self._lines) if at not in self._rules]
        return [max(_NARROWEST, min(_WIDEST, max(map(columns, column)))) for column in zip_longest(*rows, fillvalue="")]

    def draw(self, source: SourceText) -> str:
        """The lines of the table with their line ends."""
        return "".join(self._draw_line(at, line, source) for at, line in enumerate(self._lines))

    def _draw_line(self, at: int, line: Line, source: SourceText) -> str:
        if line.kind == "piece":
            return source.slice(line.span)
        draw = _dashes if at in self._rules else pad
        cells = [draw(cell, width) for cell, width in zip(line.cells, self._widths, strict=False)]
        return f"| {' | '.join(cells)} |{line.end}"

    def is_read_out_of(self, drawn: str) -> bool:
        """Whether a text is read as this table: every cell in its row, every row of dashes as one."""
        source = SourceText(drawn)
        found = list(runs(parse_report(source.folded), source))
        if len(found) != 1:
            return False
        return [self._shown(at, line) for at, line in enumerate(self._lines)] == [
            self._shown(at, line) for at, line in enumerate(found[0])
        ]

    def _shown(self, at: int, line: Line) -> tuple[str, int | tuple[str, ...]]:
        return line.kind, len(line.cells) if at in self._rules else line.cells


def _filled_up(line: Line, width: int) -> Line:
    more = "-" if line.kind == "delimiter" else ""
    return line._replace(cells=line.cells + (more,) * (width - len(line.cells)))


def _is_rule(line: Line) -> bool:
    return line.dashes and all(cell.count("-") >= _NARROWEST for cell in line.cells)


def _dashes(cell: str, width: int) -> str:
    left, right = ":" if cell.startswith(":") else "", ":" if cell.endswith(":") else ""
    return left + "-" * (width - len(left) - len(right)) + right
