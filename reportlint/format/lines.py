"""The lines of a tree that stand in tables: rows with the content of their cells, and rows of dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from reportlint.source import SourceText, Span
from reportlint_grammar import Node, cells_of

_ROOMS = frozenset(("report", "section", "subsection", "table"))
# A number or a bar alone on its line is a broken row: it stays as it is and does not end the table around it.
_PIECES = frozenset(("value", "bar"))
_DASHES = re.compile(r":?-+:?")
_AROUND = " \t"

LineKind = Literal["row", "delimiter", "piece"]


class Line(NamedTuple):
    """A line of a table.

    ``cells`` are the contents of its cells as a pipe table has them, without the spaces around; a
    ``piece`` has none. ``span`` holds the line with ``end``, its line end (empty at the end of the text).
    """

    kind: LineKind
    span: Span
    cells: tuple[str, ...]
    end: str

    @property
    def filled(self) -> int:
        """How many cells hold anything."""
        return sum(1 for cell in self.cells if cell)

    @property
    def dashes(self) -> bool:
        """Whether the line could be the row of dashes of a Markdown table, by its raw characters."""
        return self.kind == "delimiter" and all(_DASHES.fullmatch(cell) for cell in self.cells)


def runs(tree: Node, source: SourceText) -> Iterator[list[Line]]:
    """The lines of tables that follow each other, up to the next line that is none."""
    run: list[Line] = []
    for node in _blocks(tree):
        line = _line(node, source)
        if line is not None:
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _blocks(tree: Node) -> Iterator[Node]:
    for child in tree.children:
        if child.kind in _ROOMS:
            yield from _blocks(child)
        else:
            yield child


def _line(node: Node, source: SourceText) -> Line | None:
    span = Span(node.start, node.end)
    raw = source.slice(span)
    end = raw[len(raw.rstrip("\r\n")) :]
    if node.kind in _PIECES:
        return Line("piece", span, (), end)
    if node.kind == "delimiter":
        line = source.folded[node.start : node.end]
        children = tuple(cells_of(line if line.endswith("\n") else line + "\n", node.start, "pipe_cells"))
        return Line("delimiter", span, _contents(children, node.end - len(end), source, "|"), end)
    if node.kind == "row" and (separator := _separator(node, source)):
        cells = _contents(node.children, node.end - len(end), source, separator)
        # A line whose only text stands behind its only tab is indented prose, wherever it stands.
        indented = separator == "\t" and len(cells) == 2 and not cells[0]
        return Line("piece", span, (), end) if indented else Line("row", span, cells, end)
    return None


def _separator(row: Node, source: SourceText) -> str:
    """What ends the cells of a row: a tab, a bar, or nothing of the kind."""
    for cell in row.children:
        last = source.folded[cell.end - 1] if cell.end > cell.start else ""
        if last in ("\t", "|"):
            return last
    return ""


def _contents(cells: tuple[Node, ...], end: int, source: SourceText, separator: str) -> tuple[str, ...]:
    contents = []
    for cell in cells:
        if cell.kind != "cell":
            continue
        stop = min(cell.end, end)
        if cell is not cells[-1]:
            stop -= 1
        raw, folded = source.text[cell.start : stop], source.folded[cell.start : stop]
        contents.append((_escaped(raw, folded) if separator == "\t" else raw).strip(_AROUND))
    return tuple(contents)


def _escaped(raw: str, folded: str) -> str:
    r"""The content of a cell between tabs as one between bars: a bar that is not escaped becomes ``\|``.

    The grammar takes a full-width bar for a bar too, so what counts is the folded text.
    """
    if "|" not in folded:
        return raw
    parts, escaping = [], False
    for char, seen in zip(raw, folded, strict=True):
        parts.append(f"\\{char}" if seen == "|" and not escaping else char)
        escaping = seen == "\\" and not escaping
    return "".join(parts)
