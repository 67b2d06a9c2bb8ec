"""Table text as a neutral grid: rows of cells with their spans and values, whatever shape they came in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reportlint.source import SourceText, Span, remembered
from reportlint_grammar import CellKind, Node, RowNode, cell_spans

from .values import Value, read_value

_SEPARATORS = frozenset("\t|\n")
# Spaces and marks of emphasis around the content of a cell, and of a line that is one cell.
_AROUND = " \t*_"
_AROUND_LINE = " \t*_|#>\n"
_new = tuple.__new__


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


def grid_row(node: RowNode, source: SourceText) -> GridRow:
    """The cells of a row of the tree."""
    found, kinds = _read_row(node.line, node.cells)
    start, text = node.start, source.text
    # A report has 400 cells: made in this way they cost half.
    cells = [
        _new(GridCell, (_new(Span, (start + first, start + last)), text[start + first : start + last], value))
        for first, last, value in found
    ]
    return GridRow(Span(start, _line_end(node, text)), tuple(cells), *kinds, "|" in node.line)


class _Kinds(NamedTuple):
    texts: tuple[int, ...]
    numbers: tuple[int, ...]
    filled: tuple[int, ...]


# Half the rows of a report say no more than that there was nothing, and are those of every report.
@remembered
def _read_row(line: str, kind: CellKind) -> tuple[tuple[tuple[int, int, Value], ...], _Kinds]:
    """The contents of the cells of a folded line, where they begin and end in it, and which are of which kind."""
    cells: list[tuple[int, int, Value]] = []
    for start, end in cell_spans(line, kind):
        # The separator that ends a cell is no part of it.
        content = line[start : end - 1] if line[end - 1] in _SEPARATORS else line[start:end]
        stripped = content.strip(_AROUND)
        at = start if len(stripped) == len(content) or not stripped else start + content.index(stripped)
        cells.append((at, at + len(stripped), read_value(stripped)))
    return tuple(cells), _kinds([value for _, _, value in cells])


def _kinds(values: Iterable[Value]) -> _Kinds:
    kinds = list(enumerate(value.kind for value in values))
    return _Kinds(
        tuple([at for at, kind in kinds if kind == "text"]),
        tuple([at for at, kind in kinds if kind == "number"]),
        tuple([at for at, kind in kinds if kind != "blank"]),
    )


def single_cell(node: Node, source: SourceText) -> GridCell:
    """The cell that a whole line is, without the bars and marks around it."""
    folded = source.folded[node.start : node.end]
    stripped = folded.strip(_AROUND_LINE)
    at = node.start + (folded.index(stripped) if stripped else 0)
    span = Span(at, at + len(stripped))
    return GridCell(span, source.slice(span), read_value(stripped))


def row_of(cells: Sequence[GridCell], span: Span, columns: tuple[GridCell | None, ...] = ()) -> GridRow:
    """A row of cells that came from more than one line."""
    return GridRow(span, tuple(cells), *_kinds([cell.value for cell in cells]), False, columns)


def _line_end(node: Node, text: str) -> int:
    end = node.end
    while end > node.start and text[end - 1] in "\r\n":
        end -= 1
    return end
