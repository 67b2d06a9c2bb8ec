"""One TOML file of a form: its sections, tables, identities and claims, read but not yet put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, get_args

from reportlint.source import label_key
from reportlint.toml import Text, TomlError, TomlTable
from reportlint_grammar import FormulaError

from .formula import Formula, UnknownName, compile_formula
from .model import (
    PROSE,
    CellType,
    ClaimForm,
    ColumnForm,
    IdentityForm,
    Label,
    RowForm,
    SectionForm,
    TableForm,
)  # fmt: skip

# 一 to 十: a report with more sections than that has no form.
_MOST_SECTIONS = 10
_MOST_TITLES, _LONGEST_TITLE, _MOST_GAPS = 40, 40, 2


class FormFile:
    """One TOML file: its id, what it extends and its table, read but not yet understood."""

    def __init__(self, table: TomlTable) -> None:
        self.where = table.where
        self.id = table.string("id")
        self.extends = table.string("extends", "")
        self.abstract = bool(table.take("abstract", bool, False))
        self.name = table.text("name")
        self.basis = table.string("basis", "")
        years = table.table("years")
        self.first: int | None = years.take("from", int)
        self.last: int | None = years.take("to", int)
        years.finish()
        self.titles = _titles(table)
        self.bodies = table.strings("bodies")
        self.rules = table.strings("rules")
        self.sections = [_section(section) for section in table.tables("sections")]
        self.inserts = {id: _Inserts(insert) for id, insert in table.table("inserts").named_tables()}
        self.tables = [_TableDraft(draft) for draft in table.tables("tables")]
        self.identities = [_IdentityDraft(draft) for draft in table.tables("identities")]
        self.claims = [_ClaimDraft(draft) for draft in table.tables("claims")]
        table.finish()


class _TableDraft:
    """A table before its inserts are filled in."""

    def __init__(self, table: TomlTable) -> None:
        self.where = table.where
        self.form = TableForm(
            id=table.string("id"),
            section=table.string("section"),
            name=table.text("name"),
            caption=table.string("caption", ""),
            headers=table.strings("headers"),
            columns=tuple(_column(column) for column in table.tables("columns")),
            groups=tuple(_row(row) for row in table.tables("groups")),
            rows=(),
        )
        self.rows: list[RowForm | str] = []
        for row in table.tables("rows"):
            if "insert" in row:
                self.rows.append(row.string("insert"))
                row.finish()
            else:
                self.rows.append(_row(row))
        table.finish()

    def filled(self, inserts: list[_Inserts]) -> TableForm:
        groups = self.form.groups
        named: dict[str, tuple[RowForm, ...]] = {}
        for insert in inserts:
            groups += insert.groups
            named |= insert.rows
        rows: list[RowForm] = []
        for row in self.rows:
            rows.extend(named.get(row, ()) if isinstance(row, str) else (row,))
        if not rows or not self.form.columns:
            raise TomlError(self.where, Text("表格至少要有一行一列", "a table needs a row and a column"))
        return replace(self.form, groups=groups, rows=tuple(rows))


class _Inserts:
    """What a form puts into an inherited table: groups, and rows by the name of their place."""

    def __init__(self, table: TomlTable) -> None:
        self.groups = tuple(_row(row) for row in table.tables("groups"))
        self.rows = {name: tuple(_row(row) for row in table.tables(name)) for name in table.keys_left()}
        table.finish()


class _IdentityDraft:
    """An identity before its formula is read against the rows and columns of its table."""

    def __init__(self, table: TomlTable) -> None:
        self.source = table
        self.id = table.string("id")
        self.table = table.string("table")
        self.each = table.string("each")
        self.formula = table.string("formula")
        self.says = table.text("says", Text(self.formula, self.formula))
        table.finish()

    def compiled(self, tables: dict[str, TableForm]) -> IdentityForm:
        names = _Names(self.source, tables, self.table, self.each)
        formula = names.formula("formula", self.formula)
        return IdentityForm(self.id, self.table, names.each, formula, self.says)


class _ClaimDraft:
    """A claim before its readings are read against the rows and columns of its table."""

    def __init__(self, table: TomlTable) -> None:
        self.source = table
        self.id = table.string("id")
        self.topic = table.string("topic")
        self.actions = table.strings("actions")
        self.table = table.string("table")
        self.each = table.string("each")
        self.line = table.string("line")
        self.readings = table.strings("readings")
        self.says = table.text("says")
        table.finish()

    def compiled(self, tables: dict[str, TableForm]) -> ClaimForm:
        names = _Names(self.source, tables, self.table, self.each)
        if self.line not in names.lines:
            raise self.source.error("line", f"表中没有 {self.line}", f"the table has no {self.line}")
        readings = tuple(names.formula("readings", reading, PROSE) for reading in self.readings)
        return ClaimForm(self.id, self.topic, self.actions, self.table, names.each, self.line, readings, self.says)


class _Names:
    """The rows or columns that a formula of a form may name, whichever it does not run over (``lines``)."""

    def __init__(self, source: TomlTable, tables: Mapping[str, TableForm], table_id: str, each: str) -> None:
        table = tables.get(table_id)
        if table is None:
            raise source.error("table", f"没有这个表：{table_id}", f"there is no table {table_id}")
        rows, columns = [row.id for row in table.rows], [column.id for column in table.columns]
        self._source = source
        self._groups: dict[str, tuple[str, ...]] = {}
        self.each: Literal["column", "row"] = "row"
        if each == "column":
            self.each, self._names, self.lines = "column", rows, columns
            self._groups = {row.group: table.group_rows(row.group) for row in table.rows if row.group}
        elif each == "row":
            self._names, self.lines = columns, rows
        else:
            raise source.error("each", f"应为 column 或 row，现为 {each}", f"must be column or row, is {each}")

    def formula(self, key: str, text: str, *more: str) -> Formula:
        try:
            formula = compile_formula(text, [*self._names, *more], self._groups)
        except FormulaError as error:
            place = error.column
            raise self._source.error(key, f"公式第 {place} 列读不懂", f"cannot be read at column {place}") from None
        except UnknownName as error:
            raise self._source.error(key, f"表中没有 {error.name}", f"the table has no {error.name}") from None
        if not formula.terms:
            raise self._source.error(key, "公式里没有任何行或列", "names no row and no column")
        return formula


def _titles(table: TomlTable) -> tuple[str, ...]:
    titles = table.strings("titles")
    # They are looked for in every text, and a form may be anybody's: gaps multiply the ways to match.
    if len(titles) > _MOST_TITLES or any(
        not title.strip("… ") or len(title) > _LONGEST_TITLE or title.count("…") > _MOST_GAPS for title in titles
    ):
        zh = f"最多{_MOST_TITLES}种写法，每种最多{_LONGEST_TITLE}个字、{_MOST_GAPS}个“…”，不能为空"
        en = f"may have {_MOST_TITLES} wordings of {_LONGEST_TITLE} characters, each with {_MOST_GAPS} “…” at most"
        raise table.error("titles", zh, en)
    return titles


def _label(table: TomlTable, key: str) -> Label:
    return Label(table.string(key), table.strings("also"), table.strings("variants"))


def _section(table: TomlTable) -> SectionForm:
    number = table.take("number", int, 0)
    if not 1 <= number <= _MOST_SECTIONS:
        raise table.error("number", f"应为 1 至 {_MOST_SECTIONS}", f"must be from 1 to {_MOST_SECTIONS}")
    signs = tuple(label_key(sign) for sign in table.strings("signs"))
    section = SectionForm(table.string("id"), number, _label(table, "heading"), signs)
    table.finish()
    return section


def _column(table: TomlTable) -> ColumnForm:
    kind: CellType = table.string("kind", "count")  # type: ignore[assignment]
    if kind not in get_args(CellType):
        choices = "、".join(get_args(CellType))
        raise table.error("kind", f"应为 {choices} 之一，现为 {kind}", f"must be one of {choices}, is {kind}")
    column = ColumnForm(
        table.string("id"), _label(table, "label"), kind, table.string("unit", ""), table.string("under", "")
    )
    table.finish()
    return column


def _row(table: TomlTable) -> RowForm:
    row = RowForm(table.string("id"), _label(table, "label"), table.string("group", ""))
    table.finish()
    return row
