"""Cells to their rows and columns.

A table arrives as rows of cells, often cut up, shifted or with cells missing. A row is known by its
label, wherever the label stands; its numbers are bound to columns only where their places are proven:
there are as many numbers as columns, or the empty cells between them can be nothing but blanks.
Everything else is left *unaligned*: a wrong binding would accuse a report of sums that it never made.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

from reportlint.forms import Form, Label, RowForm, TableForm
from reportlint.source import SourceText, Span, holds_spans, label_key

from .grid import GridCell, GridRow, row_of
from .labels import Labels
from .model import Cell, ForeignText, LabelUse, Row, Section, Table
from .outline import Outline
from .similarity import likeness
from .stream import assemble

# How alike a misprinted column label must be to the official one.
_ALIKE = 0.6
# Tables of at most so many columns have no stub columns to the left of them.
_FEW = 3


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
        return self.grid.filled[bisect_right(self.grid.filled, self.at) :]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The places of the cells behind the label that hold a number."""
        return self.grid.numbers[bisect_right(self.grid.numbers, self.at) :]


@dataclass
class _Draft:
    """What is collected for one table while the rows of its section are read."""

    form: TableForm
    rows: list[_Found] = field(default_factory=list)
    loose: list[GridRow] = field(default_factory=list)
    headers: list[GridCell] = field(default_factory=list)
    caption: LabelUse | None = None
    start: int = -1
    end: int = -1

    def touch(self, span: Span) -> None:
        """Widens the table's span."""
        self.start = span.start if self.start < 0 else self.start
        self.end = max(self.end, span.end)


@holds_spans
class Binding(NamedTuple):
    """What was read out of the tables of a report; ``lines`` are the lines that were cells, from their starts."""

    tables: Mapping[str, Table]
    foreign: tuple[ForeignText, ...]
    cells: tuple[Span, ...]

    @property
    def lines(self) -> frozenset[int]:
        """The starts of the lines that were cells."""
        return frozenset(span.start for span in self.cells)


def bind(
    form: Form, others: Iterable[Form], sections: Iterable[Section], outline: Outline, source: SourceText
) -> Binding:
    """Every table of the form as far as it is there.

    ``others`` are the forms whose fixed texts would be foreign here.
    """
    others = tuple(others)
    drafts: dict[str, _Draft] = {}
    foreign: list[ForeignText] = []
    taken: set[int] = set()
    for section in sections:
        if not any(table.section == section.id for table in form.tables):
            continue
        labels = _labels(form, section.id)
        assembled = assemble(outline.lines(section.heading.span.end, section.span.end), labels, source)
        drafts |= _sort_rows(labels, assembled.rows)
        foreign += _foreign_texts(_alien_keys(form, others, section.id), assembled.rows)
        taken |= assembled.lines
    tidy = _is_tidy(draft for draft in drafts.values() if draft.form.rows[0].label.official)
    tables = {id: _table(draft, tidy) for id, draft in drafts.items() if draft.start >= 0}
    return Binding(MappingProxyType(tables), tuple(foreign), tuple(Span(start, start) for start in taken))


def _sort_rows(labels: Labels, grid: list[GridRow]) -> dict[str, _Draft]:
    """The rows of a section by the tables that they belong to."""
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
        elif row.numbers or current is not None:
            for draft in [drafts[current.id]] if current is not None else drafts.values():
                draft.loose.append(row)
                if current is not None:
                    draft.touch(row.span)
    return drafts


def _is_tidy(drafts: Iterable[_Draft]) -> bool:
    """Whether most rows of the tables have exactly their cells and a number in each.

    Then the cells came whole, and an empty one among them was empty in the report.
    """
    found = [(row, len(draft.form.columns)) for draft in drafts for row in draft.rows]
    whole = sum(len(row.filled) == width for row, width in found)
    exact = sum(len(row.grid.cells) - row.at - 1 == width for row, width in found if width <= _FEW)
    few = sum(width <= _FEW for _, width in found)
    return whole > _FEW and whole * 2 > len(found) and exact * 2 > few


def _caption(labels: Labels, row: GridRow) -> tuple[TableForm, LabelUse] | None:
    for at in row.texts:
        cell = row.cells[at]
        table = labels.captions.get(label_key(cell.raw))
        if table is not None:
            return table, LabelUse(cell.span, cell.raw, table.caption, True, "caption")
    return None


def _labelled(labels: Labels, row: GridRow) -> _Found | None:
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


def _unlabelled(draft: _Draft) -> list[_Found]:
    """The one row of a table whose rows carry no label: at most one word before its numbers.

    The numbers may stand in one row or, block by block, in several.
    """
    rows = [row for row in draft.loose if row.numbers and len(row.texts) <= 1 and row.texts in ((), (0,))]
    if not rows:
        return []
    first = rows[0]
    if len(rows) > 1 and sum(len(row.numbers) for row in rows) == len(draft.form.columns):
        cells = tuple(row.cells[at] for row in rows for at in row.numbers)
        first = row_of(cells, Span(first.span.start, rows[-1].span.end))
    return [_Found(draft.form, draft.form.rows[0], first, 0 if first.texts else -1, _no_label(first))]


def _by_sequence(draft: _Draft) -> list[_Found]:
    """The rows whose labels were broken, known by their place among the others.

    Only where the rows that have their labels stand in the order of the form and the rest, each with all
    its numbers, fills exactly the gaps between them.
    """
    width = len(draft.form.columns)
    loose = [row for row in draft.loose if len(row.numbers) == width]
    if not loose or len(loose) + len(draft.rows) != len(draft.form.rows):
        return []
    rows: list[_Found | GridRow] = [*draft.rows, *loose]
    order = sorted(rows, key=lambda row: row.grid.span if isinstance(row, _Found) else row.span)
    found = []
    for form, row in zip(draft.form.rows, order, strict=True):
        if isinstance(row, _Found):
            if row.form is not form:
                return []
        else:
            at = max((place for place in row.texts if place < row.numbers[0]), default=-1)
            found.append(_Found(draft.form, form, row, at, _no_label(row)))
    return found


def _no_label(row: GridRow) -> LabelUse:
    return LabelUse(Span(row.span.start, row.span.start), "", "", True, "row")


class _Shape(NamedTuple):
    """Where the numbers of a row stand: how many cells it has, where its label and first number are."""

    cells: int
    label: int
    first: int


def _table(draft: _Draft, tidy: bool) -> Table:
    width = len(draft.form.columns)
    more = _by_sequence(draft) if draft.form.rows[0].label.official else _unlabelled(draft)
    draft.rows += more
    loose = 0 if more else sum(bool(row.numbers) for row in draft.loose)
    whole = Counter(shape for found in draft.rows if (shape := _whole_shape(found, width)) is not None)
    like = Counter((len(found.grid.cells), found.at) for found in draft.rows)
    # A shape is trusted to place blanks if most rows that begin alike have all their numbers in it.
    trusted = {shape for shape, count in whole.items() if count * 2 > like[shape.cells, shape.label]}
    rows: dict[str, Row] = {}
    for found in draft.rows:
        bound = _align(found, width, trusted, tidy)
        if found.form.id in rows:
            continue
        # As in the grid, this costs half of what calling the class does.
        cells = tuple(
            [
                tuple.__new__(Cell, (found.form.id, column.id, cell.span, cell.value, cell.raw))
                for column, cell in zip(draft.form.columns, bound, strict=False)
                if cell is not None
            ]
        )
        numbers = len(found.numbers)
        reason = "" if cells else f"{numbers}/{width}"
        label = found.label if found.label.raw else None
        zero = not cells and draft.form.total is not None and numbers == width - 1 and _all_zero(found)
        rows[found.form.id] = Row(found.form, found.grid.span, label, cells, numbers, reason, zero)
    headers = _header_labels(draft)
    return Table(draft.form, Span(draft.start, draft.end), MappingProxyType(rows), headers, draft.caption, loose)


def _all_zero(found: _Found) -> bool:
    return all(found.grid.cells[at].value.number == 0 for at in found.numbers)


def _whole_shape(found: _Found, width: int) -> _Shape | None:
    filled = found.filled
    if len(filled) != width or filled[-1] - filled[0] + 1 != width:
        return None
    return _Shape(len(found.grid.cells), found.at, filled[0])


def _align(found: _Found, width: int, trusted: set[_Shape], tidy: bool) -> tuple[GridCell | None, ...]:
    """The cells of the columns, or nothing where their places are not proven."""
    if found.grid.columns:
        return found.grid.columns
    cells, filled = found.grid.cells, found.filled
    tail = len(cells) - found.at - 1
    if len(filled) == width:
        return tuple(cells[at] for at in filled)
    if len(filled) > width or tail < width:
        return ()
    if filled and filled[-1] - filled[0] + 1 == width:
        return cells[filled[0] : filled[-1] + 1]
    # Blanks at an end of the row: its numbers may as well have moved. Exactly its number of cells leaves no
    # room for that in a table of few columns, if bars bound them or the other rows came whole; nor do whole
    # blocks of a row without a label.
    if tail == width and filled:
        few = width <= _FEW and (found.grid.barred or tidy)
        if few or (found.at < 0 and _whole_blocks(found)):
            return cells[found.at + 1 :]
    for shape in trusted:
        if (shape.cells, shape.label) == (len(cells), found.at):
            window = range(shape.first, shape.first + width)
            placed = tuple(cells[at] for at in window)
            if all(at in window for at in filled) and _adds_up(placed, found.table.total):
                return placed
    # A row without any number is blank wherever its columns are; the last cells stand for them.
    return cells[-width:] if not filled else ()


def _adds_up(cells: tuple[GridCell, ...], total: int | None) -> bool:
    """Whether the total is the sum of the other cells if the blank ones are zero; a lost cell breaks it."""
    if total is None:
        return True
    numbers = [cell.value.number or 0 for cell in cells]
    return 2 * numbers[total] == sum(numbers)


def _whole_blocks(found: _Found) -> bool:
    """Whether the cells under each heading are all filled or all empty."""
    blocks: dict[str, set[bool]] = {}
    for at, column in enumerate(found.table.columns, found.at + 1):
        blocks.setdefault(column.under, set()).add(at in found.filled)
    return all(len(kinds) == 1 for kinds in blocks.values())


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
        if key in fixed:
            continue
        # A header that came as one line is one cell with several labels in it.
        right = [label for label in labels.values() if any(known in key for known in label.right_keys)]
        exact = [label for label in right if key in label.right_keys]
        uses += [LabelUse(cell.span, cell.raw, label.official, True, "column") for label in exact or right]
        if not right:
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


# Bounded: a server meets other forms whenever its plugins change, and the old ones must go.
@lru_cache(maxsize=30)
def _labels(form: Form, section: str) -> Labels:
    return Labels(table for table in form.tables if table.section == section)


@lru_cache(maxsize=30)
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
