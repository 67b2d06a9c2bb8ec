"""Table text as a neutral grid: rows of cells with their spans and values, whatever shape they came in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reportlint.source import SourceText, Span
from reportlint_grammar import Node

from .values import Value, read_value

_SEPARATORS = frozenset("\t|\n")
# Spaces and marks of emphasis around the content of a cell, and of a line that is one cell.
_AROUND = " \t*_"
_AROUND_LINE = " \t*_|#>\n"


class GridCell(NamedTuple):
    """A cell of raw table text: ``span`` is its content without the spaces around, ``raw`` that content."""

    span: Span
    raw: str
    value: Value


class GridRow(NamedTuple):
    """A row of raw table text.

    ``texts``, ``numbers`` and ``filled`` are the places, from 0, of the cells that hold words, a number,
    or anything at all; ``barred`` says that its cells stand between bars, so that an empty one was meant to
    be there. ``columns`` are the cells of the columns where the way the row arrived proves them
    already; None in it is a column that is not proven.
    """

    span: Span
    cells: tuple[GridCell, ...]
    texts: tuple[int, ...]
    numbers: tuple[int, ...]
    filled: tuple[int, ...]
    barred: bool = False
    columns: tuple[GridCell | None, ...] = ()


def grid_row(node: Node, source: SourceText) -> GridRow:
    """The cells of a row of the tree."""
    folded, text = source.folded, source.text
    cells: list[GridCell] = []
    for child in node.children:
        if child.kind == "cell":
            start = child.start
            content = folded[start : child.end]
            # The separator that ends a cell is no part of it; at the end of the text there is none.
            if content[-1:] in _SEPARATORS:
                content = content[:-1]
            stripped = content.strip(_AROUND)
            at = start if len(stripped) == len(content) or not stripped else start + content.index(stripped)
            end = at + len(stripped)
            cells.append(GridCell(Span(at, end), text[at:end], read_value(stripped)))
    barred = folded.find("|", node.start, node.end) >= 0
    return row_of(cells, Span(node.start, _line_end(node, text)), barred=barred)


def single_cell(node: Node, source: SourceText) -> GridCell:
    """The cell that a whole line is, without the bars and marks around it."""
    folded = source.folded[node.start : node.end]
    stripped = folded.strip(_AROUND_LINE)
    at = node.start + (folded.index(stripped) if stripped else 0)
    span = Span(at, at + len(stripped))
    return GridCell(span, source.slice(span), read_value(stripped))


def row_of(
    cells: Sequence[GridCell], span: Span, columns: tuple[GridCell | None, ...] = (), *, barred: bool = False
) -> GridRow:
    """A row of cells."""
    kinds = [cell.value.kind for cell in cells]
    places = range(len(kinds))
    return GridRow(
        span,
        tuple(cells),
        tuple([at for at in places if kinds[at] == "text"]),
        tuple([at for at in places if kinds[at] == "number"]),
        tuple([at for at in places if kinds[at] != "blank"]),
        barred,
        columns,
    )


def _line_end(node: Node, text: str) -> int:
    end = node.end
    while end > node.start and text[end - 1] in "\r\n":
        end -= 1
    return end
