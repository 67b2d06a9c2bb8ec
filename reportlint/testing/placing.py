"""Examples that are no whole reports, put into a correct one.

Where an example goes, its rule says (``place``):

* ``title``: it is the title; ``preface``: it is the preface;
* the id of a section, or its heading: it is the prose of that section, and its tables stay;
* ``heading``: it is a heading, in place of that of its number or in the first section;
* the id of a table, or ``row``: each line is a row, in place of the one with its label or behind the last;
* ``cell/TABLE/ROW/COLUMN``: it is what stands in that cell; a part that is left out is the first one.

Without a place, a rule on rows or tables has rows, one on titles a title, and any other the prose of the first section.
"""

from __future__ import annotations

import re

from reportlint.forms import Form, Label
from reportlint.plugins import Plugins
from reportlint.report import Heading, Report, Row, Table, Title, read_heading, read_report
from reportlint.rule import Rule
from reportlint.source import SourceText, Span, fold, label_key

from .marks import unmarked
from .sample import sample_report

_YEAR = 2023
_PLACES = {Title: "title", Heading: "heading", Row: "row", Table: "row"}
_CELL_END = re.compile(r"[\t|]")


class NoPlace(ValueError):
    """An example cannot be put where its rule says: the correct report has no such place."""


def placed(example: str, rule: Rule, plugins: Plugins) -> str:
    """The report that an example makes, with the marks of the example.

    Raises:
        NoPlace: the correct report does not have the place, or there is no form for the rule.
    """
    plain = fold(unmarked(example).text)
    if "\n" in plain.strip() and plugins.forms.titles().search("".join(plain.strip().partition("\n")[0].split())):
        return example
    form, year = form_for(rule, plugins)
    report = read_report(SourceText(sample_report(form, year)), plugins.forms)
    kind, *names = (rule.examples.place or _PLACES.get(rule.on, "")).split("/")
    if kind == "title":
        return _with(report, _required(report.title, kind).span, example)
    if kind == "preface":
        return _prose(report, None, example)
    if kind == "heading":
        return _heading(report, example)
    if kind == "cell":
        return _cell(report, names, example)
    if kind == "row" or kind in report.tables:
        return _rows(report, [report.tables[kind]] if kind != "row" else list(report.tables.values()), example)
    section = next((one.id for one in form.sections if _is(kind, one.id, one.heading)), None) if kind else None
    if section is None and kind:
        raise NoPlace(kind)
    return _prose(report, section or form.sections[0].id, example)


def form_for(rule: Rule, plugins: Plugins) -> tuple[Form, int]:
    """A form with sections whose reports a rule looks at, and a year of it. Raises NoPlace."""
    scope = getattr(rule.check, "scope", None)
    first, last = getattr(scope, "first", None), getattr(scope, "last", None)
    year = min(max(_YEAR, first or 0), last or 9999)
    forms = plugins.forms
    if not rule.forms:
        form = forms.for_year(year)
        if form is None or not form.sections:
            raise NoPlace(str(year))
        return form, year
    for form in map(forms.get, forms.ids()):
        if form.sections and set(rule.forms).intersection(form.lineage):
            year = min(max(year, form.first or 0), form.last or 9999)
            return form, year
    raise NoPlace("、".join(rule.forms))


def _required(title: Title | None, place: str) -> Title:
    if title is None:
        raise NoPlace(place)
    return title


def _with(report: Report, span: Span, text: str) -> str:
    return report.source.text[: span.start] + text + report.source.text[span.end :]


def _is(name: str, id: str, label: Label) -> bool:
    return name == id or label_key(name) in label.right_keys


def _prose(report: Report, section: str | None, example: str) -> str:
    """The report with other prose in a section, in the preface for None."""
    if section is None:
        start = _required(report.title, "preface").span.end
    elif section in report.sections:
        start = report.sections[section].heading.span.end
    else:
        raise NoPlace(section)
    text = report.source.text
    for paragraph in reversed([one for one in report.paragraphs if one.section == section and one.span.start >= start]):
        text = text[: paragraph.span.start] + text[paragraph.span.end :]
    return f"{text[:start]}\n\n{example}{text[start:]}"


def _heading(report: Report, example: str) -> str:
    plain = unmarked(example).text
    heading = read_heading(SourceText(plain), Span(0, len(plain)), 1)
    for section in report.sections.values():
        if heading.ordinal and not heading.ordinal.startswith("(") and section.form.number == heading.number:
            return _with(report, section.heading.span, example)
    first = next(iter(report.sections.values()))
    return _with(report, Span(first.heading.span.end, first.heading.span.end), f"\n{example}\n")


def _cell(report: Report, names: list[str], example: str) -> str:
    table_name, row_name, column_name = [*names, "", "", ""][:3]
    for table in report.tables.values():
        if table_name and not _is(table_name, table.id, Label(table.form.name.zh)):
            continue
        for (row, column), cell in table.cells.items():
            in_row = not row_name or _is(row_name, row, table.form.row(row).label)
            if in_row and (not column_name or _is(column_name, column, table.form.column(column).label)):
                return _with(report, cell.span, example)
    raise NoPlace("/".join(("cell", *names)))


def _rows(report: Report, tables: list[Table], example: str) -> str:
    rows = {label_key(row.form.label.official): row for table in tables for row in table.rows.values()}
    changes: dict[Span, list[str]] = {}
    if not tables:
        raise NoPlace("row")
    last = max((row.span for row in tables[0].rows.values()), default=tables[0].span)
    for line in example.splitlines():
        labels = [label_key(cell) for cell in _CELL_END.split(unmarked(line).text)]
        row = next((rows[label] for label in labels if label and label in rows), None)
        end = len(report.source.text[: last.end].rstrip("\n"))
        at = _line(report, row) if row is not None else Span(end, end)
        changes.setdefault(at, []).append(line if row is not None else f"\n{line}")
    text = report.source.text
    for span in sorted(changes, reverse=True):
        text = text[: span.start] + "".join(changes[span]) + text[span.end :]
    return text


def _line(report: Report, row: Row) -> Span:
    return report.source.line_span(report.source.line_of(row.span.start))
