"""Where in a report a declarative rule looks, in the words of its form."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from reportlint.forms import Form, FormBook, Label
from reportlint.report import Citation, Heading, Paragraph, Report, Section, Table, Title, Value
from reportlint.source import Span, label_key

PREFACE = "preface"
"""What stands before the first section, where sections are listed."""

_PREFACES = (PREFACE, "引言", "前言")
_SENTENCE = re.compile(r"[^。;!?\n]+[。;!?]*")


class Piece(NamedTuple):
    """A piece of the report that a rule looks at. ``whole`` is shown where something is missing in it."""

    span: Span
    whole: Span
    value: Value | None = None


@dataclass(frozen=True)
class Scope:
    """What a rule looks at (``kind``, a key of :data:`KINDS`) and where. Names are ids of the form or its official words;
    where there are none it is everywhere. ``first`` and ``last`` are report years.
    """

    kind: str
    sections: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None

    @property
    def node(self) -> type:
        """The kind of node that the rule is called with."""
        return KINDS[self.kind][0]

    def pieces(self, node: Any, report: Report) -> Iterator[Piece]:
        """The pieces of a node that are in the scope."""
        if self.first is not None or self.last is not None:
            year = report.year
            if year is None or not (self.first or 0) <= year <= (self.last or 9999):
                return
        yield from KINDS[self.kind][1](self, node, report)

    def unknown(self, forms: FormBook) -> Iterator[tuple[str, str, list[str]]]:
        """The key, the name and the known names of whatever no form has."""
        if not (self.sections or self.tables or self.rows or self.columns):
            return
        every = [forms.get(id) for id in forms.ids()]
        tables = [table for form in every for table in form.tables]
        known: Mapping[str, list[tuple[str, Label]]] = {
            "sections": [(one.id, one.heading) for form in every for one in form.sections],
            "tables": [(table.id, Label(table.name.zh)) for table in tables],
            "rows": [(row.id, row.label) for table in tables for row in table.rows],
            "columns": [(column.id, column.label) for table in tables for column in table.columns],
        }
        for key, entries in known.items():
            for name in getattr(self, key):
                if key == "sections" and name in _PREFACES:
                    continue
                if not any(_named((name,), id, label) for id, label in entries):
                    yield key, name, list(dict.fromkeys(id for id, _ in entries))

    def in_section(self, id: str | None, form: Form | None) -> bool:
        """Whether a section is in the scope; None is what stands before all of them."""
        if not self.sections:
            return True
        if id is None:
            return any(name in _PREFACES for name in self.sections)
        label = next((one.heading for one in form.sections if one.id == id), None) if form is not None else None
        return _named(self.sections, id, label)


def _named(names: Iterable[str], id: str, label: Label | None) -> bool:
    keys = label.right_keys if label is not None else frozenset()
    return any(name == id or label_key(name) in keys for name in names)


def _report(scope: Scope, report: Report, _: Report) -> Iterator[Piece]:
    yield Piece(Span(0, len(report.source.text)), _top(report))


def _preface(scope: Scope, report: Report, _: Report) -> Iterator[Piece]:
    start = report.title.span.end if report.title is not None else report.front.start
    yield Piece(Span(start, max(start, report.front.end)), _top(report))


def _top(report: Report) -> Span:
    return report.title.span if report.title is not None else report.source.line_span(0)


def _title(scope: Scope, title: Title, report: Report) -> Iterator[Piece]:
    yield Piece(title.span, title.span)


def _heading(scope: Scope, heading: Heading, report: Report) -> Iterator[Piece]:
    if scope.in_section(report.section_at(heading.span.start), report.form):
        yield Piece(heading.span, heading.span)


def _section(scope: Scope, section: Section, report: Report) -> Iterator[Piece]:
    if scope.in_section(section.id, report.form):
        yield Piece(section.body_span, section.heading.span)


def _paragraph(scope: Scope, paragraph: Paragraph, report: Report) -> Iterator[Piece]:
    if scope.in_section(paragraph.section, report.form):
        yield Piece(paragraph.span, paragraph.span)


def _sentence(scope: Scope, paragraph: Paragraph, report: Report) -> Iterator[Piece]:
    if scope.in_section(paragraph.section, report.form):
        for match in _SENTENCE.finditer(report.source.folded, *paragraph.span):
            yield Piece(Span(*match.span()), Span(*match.span()))


def _citation(scope: Scope, citation: Citation, report: Report) -> Iterator[Piece]:
    if scope.in_section(citation.section, report.form):
        yield Piece(citation.span, citation.span)


def _table(scope: Scope, table: Table, report: Report) -> Iterator[Piece]:
    if _has_table(scope, table, report):
        yield Piece(table.span, report.source.line_span(report.source.line_of(table.span.start)))


def _row(scope: Scope, table: Table, report: Report) -> Iterator[Piece]:
    if _has_table(scope, table, report):
        for row in table.rows.values():
            if not scope.rows or _named(scope.rows, row.form.id, row.form.label):
                yield Piece(row.span, row.label.span if row.label is not None else row.span)


def _cell(scope: Scope, table: Table, report: Report) -> Iterator[Piece]:
    if not _has_table(scope, table, report):
        return
    for (row, column), cell in table.cells.items():
        in_row = not scope.rows or _named(scope.rows, row, table.form.row(row).label)
        if in_row and (not scope.columns or _named(scope.columns, column, table.form.column(column).label)):
            yield Piece(cell.span, cell.span, cell.value)


def _has_table(scope: Scope, table: Table, report: Report) -> bool:
    named = not scope.tables or _named(scope.tables, table.id, Label(table.form.name.zh))
    return named and scope.in_section(table.form.section, report.form)


_Pieces = Callable[[Scope, Any, Report], Iterator[Piece]]
KINDS: Mapping[str, tuple[type, _Pieces]] = {
    "report": (Report, _report),
    "preface": (Report, _preface),
    "title": (Title, _title),
    "heading": (Heading, _heading),
    "section": (Section, _section),
    "paragraph": (Paragraph, _paragraph),
    "sentence": (Paragraph, _sentence),
    "citation": (Citation, _citation),
    "table": (Table, _table),
    "row": (Table, _row),
    "cell": (Table, _cell),
}
"""What a rule may look at: the kind of node that it is called with, and the pieces of such a node."""
