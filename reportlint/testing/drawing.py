"""Reports before they are written down: prose, headings, and tables as cells that know what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from reportlint.forms import TableForm

Numbers = Mapping[tuple[str, str, str], int]
"""The number of each cell by (table id, row id, column id)."""

Role = Literal["caption", "header", "group", "label", "number", "merged"]
"""What a cell is. ``merged`` cells are covered by a neighbour above or to the left and have no text."""


class DrawnCell(NamedTuple):
    """A cell; ``unit`` is that of its column, for numbers that are written with one."""

    role: Role
    text: str = ""
    unit: str = ""


MERGED = DrawnCell("merged")
DrawnRow = tuple[DrawnCell, ...]


class Heading(NamedTuple):
    """The heading of a prescribed section, with its ordinal."""

    text: str


@dataclass(frozen=True)
class Drawing:
    """A table as rows of equally many cells, of which the first ``stubs`` of a row are for labels."""

    table: str
    stubs: int
    rows: tuple[DrawnRow, ...]

    @property
    def heads(self) -> tuple[DrawnRow, ...]:
        """The rows without numbers: caption and header."""
        return tuple(row for row in self.rows if not is_data(row))

    @property
    def data(self) -> tuple[DrawnRow, ...]:
        """The rows with numbers."""
        return tuple(row for row in self.rows if is_data(row))

    def with_texts(self, change: Callable[[DrawnCell], str]) -> Drawing:
        """The table with the texts of all cells that are not merged changed."""
        rows = (tuple(_changed(cell, change) for cell in row) for row in self.rows)
        return replace(self, rows=tuple(rows))


Block = str | Heading | Drawing
"""A part of a report: a line of prose, a heading or a table."""


def is_data(row: DrawnRow) -> bool:
    """Whether a row has numbers."""
    return any(cell.role == "number" for cell in row)


def texts(row: DrawnRow) -> list[str]:
    """The texts of the cells that are not merged."""
    return [cell.text for cell in row if cell.role != "merged"]


def _changed(cell: DrawnCell, change: Callable[[DrawnCell], str]) -> DrawnCell:
    return cell if cell.role == "merged" else cell._replace(text=change(cell))


def draw(table: TableForm, values: Numbers) -> Drawing:
    """A table of a form filled with numbers; those that are missing are 0."""
    if table.id == "applications":
        stubs, rows = 3, list(_applications(table, values))
    elif table.id == "disputes":
        stubs, rows = 0, list(_disputes(table, values))
    else:
        stubs, rows = 1, list(_small(table, values))
    width = max(len(row) for row in rows)
    return Drawing(table.id, stubs, tuple((*row, *[MERGED] * (width - len(row))) for row in rows))


def _numbers(table: TableForm, row: str, values: Numbers) -> list[DrawnCell]:
    return [
        DrawnCell("number", str(values.get((table.id, row, column.id), 0)), column.unit or "件")
        for column in table.columns
    ]


def _header(*labels: str) -> list[DrawnCell]:
    return [DrawnCell("header", label) if label else MERGED for label in labels]


def _small(table: TableForm, values: Numbers) -> Iterator[list[DrawnCell]]:
    if table.caption:
        yield [DrawnCell("caption", table.caption)]
    yield _header(
        table.headers[0] if table.headers else "信息内容", *(column.label.official for column in table.columns)
    )
    for row in table.rows:
        yield [DrawnCell("label", row.label.official), *_numbers(table, row.id, values)]


def _disputes(table: TableForm, values: Numbers) -> Iterator[list[DrawnCell]]:
    columns = [column.label.official for column in table.columns]
    yield _header("行政复议", *[""] * 4, "行政诉讼")
    yield _header(*columns[:5], "未经复议直接起诉", *[""] * 4, "复议后起诉")
    yield _header(*[""] * 5, *columns[5:])
    yield _numbers(table, "count", values)


def _applications(table: TableForm, values: Numbers) -> Iterator[list[DrawnCell]]:
    """Three stub columns: the four main items, the results, and the reasons under a group of results."""
    columns = [column.label.official for column in table.columns]
    yield _header(f"（{table.headers[2]}）", "", "", "申请人情况")
    yield _header("", "", "", columns[0], "法人或其他组织", *[""] * 4, columns[-1])
    yield _header("", "", "", "", *columns[1:-1])
    groups = {group.id: group.label.official for group in table.groups}
    shown: set[str] = set()

    def group(id: str) -> DrawnCell:
        if id in shown:
            return MERGED
        shown.add(id)
        return DrawnCell("group", groups[id])

    for row in table.rows:
        label, numbers = DrawnCell("label", row.label.official), _numbers(table, row.id, values)
        if row.label.official[1] == "、":
            yield [label, MERGED, MERGED, *numbers]
        elif row.group in groups:
            yield [group("results"), group(row.group), label, *numbers]
        else:
            yield [group("results"), label, MERGED, *numbers]
