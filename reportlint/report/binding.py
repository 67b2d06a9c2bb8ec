"""Cells to their rows and columns.

A table arrives as rows of cells, often cut up, shifted or with cells missing. A row is known by its
label, wherever the label stands; its numbers are bound to columns only where their places are proven:
there are as many numbers as columns, or the empty cells between them can be nothing but blanks.
Everything else is left *unaligned*: a wrong binding would accuse a report of sums that it never made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from reportlint.forms import Form, Label, RowForm, TableForm
from reportlint.source import SourceText, Span, label_key, ordinal_and_key
from reportlint_grammar import Node

from .model import Cell, ForeignText, LabelUse, Row, Section, Table
from .similarity import likeness
from .values import Value, read_value

# How alike a misprinted row label must be to the official one of the same ordinal.
_ALIKE = 0.6
# A label cut by a line break is known by its beginning if at least this much of it is there.
_SHORTEST_CUT_LABEL = 6
_SEPARATORS = frozenset("\t|\n")
# Spaces and marks of emphasis around the content of a cell.
_AROUND = " \t*_"


class GridCell(NamedTuple):
    """A cell of raw table text: ``span`` is its content without the spaces around, ``raw`` that content."""

    span: Span
    raw: str
    value: Value


class GridRow(NamedTuple):
    """A row of raw table text.

    ``texts``, ``numbers`` and ``filled`` are the places, from 0, of the cells that hold words, a number,
    or anything at all.
    """

    span: Span
    cells: tuple[GridCell, ...]
    texts: tuple[int, ...]
    numbers: tuple[int, ...]
    filled: tuple[int, ...]


def grid_row(node: Node, source: SourceText) -> GridRow:
    """The cells of a row of the tree."""
    folded, text = source.folded, source.text
    cells: list[GridCell] = []
    kinds: list[str] = []
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
            value = read_value(stripped)
            kinds.append(value.kind)
            cells.append(GridCell(Span(at, end), text[at:end], value))
    end = node.end
    while end > node.start and text[end - 1] in "\r\n":
        end -= 1
    places = range(len(kinds))
    return GridRow(
        Span(node.start, end),
        tuple(cells),
        tuple([at for at in places if kinds[at] == "text"]),
        tuple([at for at in places if kinds[at] == "number"]),
        tuple([at for at in places if kinds[at] != "blank"]),
    )


class _Known(NamedTuple):
    """What a text of a section's tables is known to be."""

    table: TableForm
    row: RowForm
    exact: bool


@dataclass
class _Found:
    """A row that a label claimed, before its numbers are given columns."""

    table: TableForm
    form: RowForm
    grid: GridRow
    at: int
    label: LabelUse

    @cached_property
    def filled(self) -> tuple[int, ...]:
        """The places of the cells behind the label that hold anything."""
        return tuple([place for place in self.grid.filled if place > self.at])


@dataclass
class _Draft:
    """What is collected for one table while the rows of its section are read."""

    form: TableForm
    rows: list[_Found] = field(default_factory=list)
    headers: list[GridCell] = field(default_factory=list)
    caption: LabelUse | None = None
    start: int = -1
    end: int = -1
    loose: int = 0

    def touch(self, span: Span) -> None:
        """Widens the table's span."""
        self.start = span.start if self.start < 0 else self.start
        self.end = max(self.end, span.end)


class _Labels:
    """The row labels of the tables of one section, by key, with and without their ordinals."""

    def __init__(self, tables: Iterable[TableForm]) -> None:
        self.tables = tuple(tables)
        self.exact: dict[str, _Known] = {}
        self.bare: dict[str, _Known | None] = {}
        self.groups: dict[str, RowForm] = {}
        self.captions: dict[str, TableForm] = {}
        self.rows: list[_Known] = []
        for table in self.tables:
            if table.caption:
                self.captions[label_key(table.caption)] = table
            for group in table.groups:
                for key in group.label.right_keys | group.label.variant_keys:
                    self.groups[key] = group
            for row in table.rows:
                if not row.label.official:
                    continue
                self.rows.append(_Known(table, row, True))
                for key in row.label.right_keys:
                    self.exact.setdefault(key, _Known(table, row, True))
                for key in row.label.variant_keys:
                    self.exact.setdefault(key, _Known(table, row, False))
                for label in (row.label.official, *row.label.also):
                    bare = ordinal_and_key(label)[1]
                    # A bare label that two rows share tells nothing.
                    self.bare[bare] = None if bare in self.bare else _Known(table, row, True)
        # Column labels win over bare row labels (“其他” is both).
        for table in self.tables:
            for column in table.columns:
                for key in column.label.right_keys:
                    self.bare[key] = None

    def find(self, raw: str) -> _Known | None:
        key = label_key(raw)
        if key in self.exact:
            return self.exact[key]
        if key in self.groups or not key:
            return None
        ordinal, bare = ordinal_and_key(raw)
        known = self.bare.get(bare)
        if known is not None and (not ordinal or ordinal == ordinal_and_key(known.row.label.official)[0]):
            return known
        return self._alike(ordinal, bare, key)

    def _alike(self, ordinal: str, bare: str, key: str) -> _Known | None:
        scored = []
        for known in self.rows:
            official_ordinal, official = ordinal_and_key(known.row.label.official)
            if ordinal != official_ordinal:
                continue
            # A label broken over lines leaves its first piece in the row.
            if ordinal and len(bare) >= _SHORTEST_CUT_LABEL and official.startswith(bare):
                scored.append((1.0, known))
            elif ordinal and (score := likeness(bare, official)) >= _ALIKE:
                scored.append((score, known._replace(exact=False)))
        scored.sort(key=lambda pair: -pair[0])
        if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
            return None
        return scored[0][1]


class Binding(NamedTuple):
    """What was read out of the table rows of a report."""

    tables: dict[str, Table]
    foreign: tuple[ForeignText, ...]


def bind(
    form: Form, others: Iterable[Form], sections: Iterable[Section], rows: Iterable[Node], source: SourceText
) -> Binding:
    """Every table of the form as far as it is there.

    ``others`` are the forms whose fixed texts would be foreign here.
    """
    others = tuple(others)
    tables: dict[str, Table] = {}
    foreign: list[ForeignText] = []
    nodes = list(rows)
    for section in sections:
        if not any(table.section == section.id for table in form.tables):
            continue
        grid = [grid_row(node, source) for node in nodes if section.span.start <= node.start < section.span.end]
        tables |= _bind_section(_labels(form, section.id), grid)
        foreign += _foreign_texts(_alien_keys(form, others, section.id), grid)
    return Binding(tables, tuple(foreign))


def _bind_section(labels: _Labels, grid: list[GridRow]) -> dict[str, Table]:
    drafts = {table.id: _Draft(table) for table in labels.tables}
    current = labels.tables[0] if len(labels.tables) == 1 else None
    for row in grid:
        caption = _caption(labels, row)
        if caption is not None:
            current, use = caption
            draft = drafts[current.id]
            draft.caption = draft.caption or use
            draft.touch(row.span)
            continue
        found = _labelled(labels, row)
        if found is not None:
            current = found.table
            draft = drafts[current.id]
            draft.rows.append(found)
            draft.touch(row.span)
        elif current is not None and _is_header(row):
            drafts[current.id].headers += [row.cells[at] for at in row.texts]
            drafts[current.id].touch(row.span)
        elif current is not None and not current.rows[0].label.official:
            unlabelled = _unlabelled(current, row)
            if unlabelled is not None and not drafts[current.id].rows:
                drafts[current.id].rows.append(unlabelled)
            drafts[current.id].touch(row.span)
        elif row.numbers:
            for draft in [drafts[current.id]] if current is not None else drafts.values():
                draft.loose += 1
    return {id: _table(draft) for id, draft in drafts.items() if draft.start >= 0}


def _caption(labels: _Labels, row: GridRow) -> tuple[TableForm, LabelUse] | None:
    for at in row.texts:
        cell = row.cells[at]
        table = labels.captions.get(label_key(cell.raw))
        if table is not None:
            return table, LabelUse(cell.span, cell.raw, table.caption, True, "caption")
    return None


def _labelled(labels: _Labels, row: GridRow) -> _Found | None:
    # The last label counts: the cells before it may name the groups that the row stands in.
    for at in reversed(row.texts):
        known = labels.find(row.cells[at].raw)
        if known is None:
            continue
        behind = len(row.cells) - at - 1
        if behind and behind == sum(place > at for place in row.texts):
            continue  # words alone behind a label: a header that has the same word
        cell = row.cells[at]
        use = LabelUse(cell.span, cell.raw, known.row.label.official, known.exact, "row")
        return _Found(known.table, known.row, row, at, use)
    return None


def _is_header(row: GridRow) -> bool:
    # A stray number among words is a misread header, not a row of data.
    return len(row.texts) > len(row.numbers)


def _unlabelled(table: TableForm, row: GridRow) -> _Found | None:
    """The one row of a table whose rows carry no label: at most one word before its numbers."""
    at = 0 if row.texts[:1] == (0,) else -1
    if not row.numbers or len(row.texts) > at + 1:
        return None
    label = LabelUse(Span(row.span.start, row.span.start), "", "", True, "row")
    return _Found(table, table.rows[0], row, at, label)


class _Shape(NamedTuple):
    """Where the numbers of a row stand: how many cells it has, where its label and first number are."""

    cells: int
    label: int
    first: int


def _table(draft: _Draft) -> Table:
    width = len(draft.form.columns)
    whole = Counter(shape for found in draft.rows if (shape := _whole_shape(found, width)) is not None)
    like = Counter((len(found.grid.cells), found.at) for found in draft.rows)
    # A shape is trusted to place blanks if most rows that begin alike have all their numbers in it.
    trusted = {shape for shape, count in whole.items() if count * 2 >= like[shape.cells, shape.label]}
    rows: dict[str, Row] = {}
    for found in draft.rows:
        bound = _align(found, width, trusted)
        if found.form.id in rows:
            continue
        cells = tuple(
            Cell(found.form.id, column.id, cell.span, cell.value, cell.raw)
            for column, cell in zip(draft.form.columns, bound, strict=False)
        )
        numbers = sum(place > found.at for place in found.grid.numbers)
        reason = "" if cells else f"{numbers}/{width}"
        label = found.label if found.label.raw else None
        rows[found.form.id] = Row(found.form, found.grid.span, label, cells, numbers, reason)
    headers = _header_labels(draft)
    return Table(draft.form, Span(draft.start, draft.end), rows, headers, draft.caption, draft.loose)


def _whole_shape(found: _Found, width: int) -> _Shape | None:
    filled = found.filled
    if len(filled) != width or filled[-1] - filled[0] + 1 != width:
        return None
    return _Shape(len(found.grid.cells), found.at, filled[0])


def _align(found: _Found, width: int, trusted: set[_Shape]) -> tuple[GridCell, ...]:
    """The cells of the columns, or nothing where their places are not proven."""
    cells, filled = found.grid.cells, found.filled
    tail = len(cells) - found.at - 1
    if len(filled) == width:
        return tuple(cells[at] for at in filled)
    if len(filled) > width or tail < width:
        return ()
    if filled and filled[-1] - filled[0] + 1 == width:
        return cells[filled[0] : filled[-1] + 1]
    # Blanks at an end of the row: its numbers may as well have moved. A table without stub columns
    # and with exactly its number of cells leaves no room for that; nor does a table of few columns.
    if tail == width and (found.at < 0 or width <= 3):
        return cells[found.at + 1 :]
    for shape in trusted:
        if (shape.cells, shape.label) == (len(cells), found.at):
            window = range(shape.first, shape.first + width)
            if all(at in window for at in filled):
                return tuple(cells[at] for at in window)
    # A row without any number is blank wherever its columns are; the last cells stand for them.
    return cells[-width:] if not filled else ()


def _header_labels(draft: _Draft) -> tuple[LabelUse, ...]:
    """The column labels of a header that can be read.

    A changed label is claimed only where it is the one label that is missing and the one text that is
    left over; a header that was scattered by extraction matches nothing and says nothing.
    """
    uses: list[LabelUse] = []
    fixed = {label_key(text) for text in (*draft.form.headers, draft.form.caption, "信息内容")}
    left: list[GridCell] = []
    labels: dict[str, Label] = {}
    for column in draft.form.columns:
        labels.setdefault(column.label.official, column.label)
    for cell in draft.headers:
        key = label_key(cell.raw)
        right = next((label for label in labels.values() if key in label.right_keys), None)
        if right is not None:
            uses.append(LabelUse(cell.span, cell.raw, right.official, True, "column"))
        elif key not in fixed:
            left.append(cell)
    missing = [label for name, label in labels.items() if all(use.official != name for use in uses)]
    if (len(missing) == 1 and len(labels) > 1) or (len(labels) == 1 and missing):
        label = missing[0]
        near = [cell for cell in left if _near(cell.raw, label)]
        if len(near) == 1:
            uses.append(LabelUse(near[0].span, near[0].raw, label.official, False, "column"))
    return tuple(uses)


def _near(raw: str, label: Label) -> bool:
    key = label_key(raw)
    return key in label.variant_keys or likeness(key, label_key(label.official)) >= _ALIKE


@cache
def _labels(form: Form, section: str) -> _Labels:
    return _Labels(table for table in form.tables if table.section == section)


@cache
def _alien_keys(form: Form, others: tuple[Form, ...], section: str) -> Mapping[str, Form]:
    """The fixed texts, by key, that other forms' tables of a section have and this form does not know."""
    variants = {key for table in form.tables for label in table.labels() for key in label.variant_keys}
    keys: dict[str, Form] = {}
    for other in others:
        for table in other.tables:
            if table.section == section:
                for text in table.fixed_texts():
                    keys.setdefault(label_key(text), other)
    return {key: other for key, other in keys.items() if key not in form.fixed_keys and key not in variants}


def _foreign_texts(alien: Mapping[str, Form], grid: list[GridRow]) -> list[ForeignText]:
    found = []
    for row in grid:
        for at in row.texts:
            cell = row.cells[at]
            form = alien.get(label_key(cell.raw))
            if form is not None:
                found.append(ForeignText(cell.span, cell.raw, form))
    return found
