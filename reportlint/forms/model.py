"""A form: what an annual report has to look like for its year, as data.

A form says which sections there are, which tables with which rows and columns, and which identities
hold between the cells. Forms are written in TOML (:mod:`reportlint.forms.book`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from reportlint.source import label_key
from reportlint.toml import Text

from .formula import Formula

CellType = Literal["count", "signed", "decimal"]
"""What a column's cells hold: whole numbers from 0; signed changes; amounts with decimals."""


@dataclass(frozen=True)
class Label:
    """A fixed wording. ``also`` is just as right; ``variants`` are met, mean it, and are not right."""

    official: str
    also: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()

    @cached_property
    def right_keys(self) -> frozenset[str]:
        """The keys (:func:`reportlint.source.label_key`) of all right wordings."""
        return frozenset(label_key(label) for label in (self.official, *self.also))

    @cached_property
    def variant_keys(self) -> frozenset[str]:
        """The keys of the wordings that mean this label and are not right."""
        return frozenset(label_key(label) for label in self.variants) - self.right_keys


@dataclass(frozen=True)
class SectionForm:
    """A prescribed section; ``signs`` are words that show it under any heading of its number."""

    id: str
    number: int
    heading: Label
    signs: tuple[str, ...] = ()


@dataclass(frozen=True)
class ColumnForm:
    """A column of numbers; ``under`` is the heading above it where its own label is not unique."""

    id: str
    label: Label
    kind: CellType = "count"
    unit: str = ""
    under: str = ""


@dataclass(frozen=True)
class RowForm:
    """A row of numbers; ``group`` is the id of the group it stands in, if any."""

    id: str
    label: Label
    group: str = ""


@dataclass(frozen=True)
class TableForm:
    """A prescribed table. ``headers`` are fixed texts of its head that are neither row nor column."""

    id: str
    section: str
    name: Text
    columns: tuple[ColumnForm, ...]
    rows: tuple[RowForm, ...]
    caption: str = ""
    groups: tuple[RowForm, ...] = ()
    headers: tuple[str, ...] = ()
    total: int | None = None
    """The place, from 0, of the column that is the sum of all the others, if there is one."""

    def column(self, id: str) -> ColumnForm:
        """The column with an id. Raises KeyError."""
        return self._columns[id]

    def row(self, id: str) -> RowForm:
        """The row with an id. Raises KeyError."""
        return self._rows[id]

    @cached_property
    def _columns(self) -> dict[str, ColumnForm]:
        return {column.id: column for column in self.columns}

    @cached_property
    def _rows(self) -> dict[str, RowForm]:
        return {row.id: row for row in self.rows}

    def group_rows(self, group: str) -> tuple[str, ...]:
        """The ids of the rows of a group."""
        return tuple(row.id for row in self.rows if row.group == group)

    def labels(self) -> Iterator[Label]:
        """The labels of columns, groups and rows."""
        yield from (column.label for column in self.columns)
        yield from (row.label for row in (*self.groups, *self.rows))

    def fixed_texts(self) -> Iterator[str]:
        """Every fixed text of the table, official wordings only."""
        if self.caption:
            yield self.caption
        yield from self.headers
        yield from (label.official for label in self.labels() if label.official)


@dataclass(frozen=True)
class IdentityForm:
    """An equation that has to hold in each column (then it names rows) or in each row."""

    id: str
    table: str
    each: Literal["column", "row"]
    formula: Formula
    says: Text


PROSE = "prose"
"""What the formulas of claims call the number that the prose says."""


@dataclass(frozen=True)
class ClaimForm:
    """What a table has to say where the prose says the amount of something.

    ``topic`` and ``actions`` name what the prose speaks of (``reportlint/report/statements.toml``), an
    empty action where it names none; ``line`` is the row or column of the table that the ``readings`` run over. A claim holds if one of its
    readings does: the prose may mean either. “None” is held against the first alone. ``says`` finishes “the table says … under”.
    """

    id: str
    topic: str
    actions: tuple[str, ...]
    table: str
    each: Literal["column", "row"]
    line: str
    readings: tuple[Formula, ...]
    says: Text


@dataclass(frozen=True, eq=False)
class Form:
    """A form with everything it inherited; it is itself and equal to no other, so it can be a key.

    ``first`` and ``last`` are report years, both included. ``titles`` are wordings (:func:`reportlint.source.wordings`)
    by which a title shows that its report is one of this kind; ``bodies`` are words of the names of authorities that
    alone have this form, all if there are none. ``rules`` are codes, beginnings of codes or names of the rules that
    look at such reports, all if there are none. ``lineage`` is its own id and those of the forms that it extends.
    """

    id: str
    name: Text
    first: int | None
    last: int | None
    basis: str
    sections: tuple[SectionForm, ...]
    tables: tuple[TableForm, ...]
    identities: tuple[IdentityForm, ...]
    claims: tuple[ClaimForm, ...] = ()
    titles: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    lineage: tuple[str, ...] = ()

    def covers(self, year: int) -> bool:
        """Whether reports on a year have this form."""
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)

    def section(self, id: str) -> SectionForm:
        """The section with an id. Raises KeyError."""
        return self._sections[id]

    def table(self, id: str) -> TableForm:
        """The table with an id. Raises KeyError."""
        return self._tables[id]

    @cached_property
    def _sections(self) -> dict[str, SectionForm]:
        return {section.id: section for section in self.sections}

    @cached_property
    def _tables(self) -> dict[str, TableForm]:
        return {table.id: table for table in self.tables}

    @cached_property
    def fixed_keys(self) -> frozenset[str]:
        """The keys of every fixed text of the form's tables, in every wording that is right."""
        keys = {label_key(text) for table in self.tables for text in table.fixed_texts()}
        keys.update(key for table in self.tables for label in table.labels() for key in label.right_keys)
        return frozenset(keys - {""})
