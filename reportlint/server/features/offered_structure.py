"""Completions of the form: the whole report, headings of missing sections, labels of missing rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from lsprotocol import types

from reportlint.forms import Form, RowForm
from reportlint.report import Report, Table
from reportlint.server.analysis import Analysis
from reportlint.source import Span
from reportlint.toml import Text

from .offers import Offer
from .places import section_at
from .template import template

HINT_BODY = "【此处填写：机关名称】"

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_MARKS = re.compile(r"[ \t#*>_-]*")
_CELL_START = re.compile(r"[\t|｜]")
_ORDINAL = re.compile(r"^(?:（.）|.、|\d+\.)")


def offered_reports(analysis: Analysis, offset: int, today: date, *, as_is: bool) -> Iterator[Offer]:
    """Whole reports to fill in: on last year, on the year in the file's name, and on this year."""
    name = PurePosixPath(analysis.snapshot.text.name.replace("\\", "/"))
    named = [int(year) for year in _YEAR.findall(name.name)]
    # Where the client changes blanks as it likes, tabs are not safe.
    shape = "tab" if as_is and name.suffix not in (".md", ".markdown") else "pipe"
    for year in dict.fromkeys([*named, today.year - 1, today.year]):
        form = analysis.session.plugins.forms.for_year(year)
        if form is None or not form.sections:
            continue
        yield Offer(
            template().text(form, year, HINT_BODY, None, shape),
            Span(offset, offset),
            f"{year}年政府信息公开工作年度报告",
            Text(
                f"整篇骨架（{form.name.zh}）：标题、各部分、表格填0", f"the whole report ({form.name.en}), with zeros"
            ),
            types.CompletionItemKind.File,
        )


def offered_headings(report: Report, form: Form, offset: int) -> Iterator[Offer]:
    """The headings of missing sections with their ordinals, on a line that has nothing else."""
    text, line = report.source.text, report.source.line_span(report.source.line_of(offset))
    marks = _MARKS.match(text, line.start, offset)
    assert marks is not None, "every part of the pattern is optional"
    typed = text[marks.end() : offset]
    if text[offset : line.end].strip():
        return
    # Markdown's marks, where the headings of the report have them and the line has none yet.
    others = next(iter(report.sections.values()), None)
    mark = ""
    if others is not None and "#" not in marks.group():
        above = report.source.line_starts[report.source.line_of(others.heading.span.start)]
        before = text[above : others.heading.span.start]
        mark = before if before.strip("# ") == "" else ""
    here = section_at(report, max(0, offset - 1))
    behind = here.form.number if here is not None else 0
    missing = [section for section in form.sections if section.id not in report.sections]
    likely = next((one for one in missing if one.number > behind), None)
    for section in missing:
        written, official = template().heading(section), section.heading.official
        if not written.startswith(typed) and not official.startswith(typed):
            continue
        yield Offer(
            mark + written,
            Span(marks.end(), offset),
            written,
            Text("缺少的部分", "missing section"),
            types.CompletionItemKind.Module,
            official if typed and official.startswith(typed) else mark + written if not typed else written,
            section is likely,
        )


def offered_rows(report: Report, offset: int) -> Iterator[Offer]:
    """The labels of the rows that a table lacks, in it or on the line below it."""
    table = _table_near(report, offset)
    if table is None:
        return
    text, line = report.source.text, report.source.line_span(report.source.line_of(offset))
    if any(line.start <= row.span.start <= line.end for row in table.rows.values()):
        return
    start = line.start
    for separator in _CELL_START.finditer(text, line.start, offset):
        start = separator.end()
    typed = text[start:offset].strip()
    start = offset - len(text[start:offset].lstrip())
    groups = {group.id: group.label.official for group in table.form.groups}
    likely = _next_row(table, offset)
    for row in table.form.rows:
        label = row.label.official
        if row.id in table.rows or not label:
            continue
        bare = _ORDINAL.sub("", label)
        if label.startswith(typed) or bare.startswith(typed):
            group = groups.get(row.group, "")
            yield Offer(
                label,
                Span(start, offset),
                label,
                Text(f"缺少的行{'：' if group else ''}{group}", f"missing row{': ' if group else ''}{group}"),
                types.CompletionItemKind.Field,
                label if label.startswith(typed) else bare,
                row is likely,
            )


def _table_near(report: Report, offset: int) -> Table | None:
    source, line = report.source, report.source.line_of(offset)
    for table in report.tables.values():
        last = source.line_of(max(table.span.start, table.span.end - 1))
        if source.line_of(table.span.start) <= line <= last + 1:
            return table
    return None


def _next_row(table: Table, offset: int) -> RowForm | None:
    """The first row that is missing behind the one above an offset."""
    above = [row.form for row in table.rows.values() if row.span.end <= offset]
    at = max((table.form.rows.index(form) for form in above), default=-1)
    return next((row for row in table.form.rows[at + 1 :] if row.id not in table.rows), None)
