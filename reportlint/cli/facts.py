"""``reportlint facts``: what reports say, cell by cell and year by year, for programs that count."""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from reportlint.outputs.plain import dumps, plain
from reportlint.report import Citation, Report, Table
from reportlint.source import Span, fold

from .console import FAILED, OK
from .reports import Reports

_PLACE = ("path", "line", "column", "start", "end", "kind", "text", "section")
_OF_CELLS = ("table", "row_id", "column_id", "row_name", "column_name", "value", "number", "unit", "note")
_OF_PROSE = ("body", "year", "role", "title", "document_numbers", "decree", "articles", "short_name", "in_table")
_OF_NUMBERS = ("low", "high", "topic", "action", "scope", "name", "level")
FIELDS = (*_PLACE, *_OF_CELLS, *_OF_PROSE, *_OF_NUMBERS)
"""The columns of the CSV. A fact of JSON Lines has those that its kind has."""

_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_FORMULA_SIGNS = frozenset("=+-@")


def facts(arguments: argparse.Namespace, asked: str | None) -> int:
    """Prints the facts of all reports as they are read, and returns the exit status."""
    language = asked or "zh"
    reports = Reports(arguments, language)
    as_csv = arguments.output_format == "csv"
    if as_csv:
        _write(("\ufeff" if arguments.bom else "") + _csv_line(dict(zip(FIELDS, FIELDS, strict=True))))
    for opened in reports.open(arguments.paths):
        if opened.report is not None:
            for fact in facts_of(opened.report, opened.name):
                _write(_csv_line(fact) if as_csv else dumps(fact) + "\n")
    return FAILED if reports.failed else OK


def facts_of(report: Report, path: str) -> Iterator[dict[str, Any]]:
    """Every bound cell and, of the prose, title, years, citations, amounts, statements and names, in the order of the text.

    Lines and columns are counted from 1, offsets (``start``, ``end``) from 0, all in code points; an
    ``end`` is the first place behind.
    """
    found = [*_title(report), *_years(report), *_citations(report), *_amounts(report), *_names(report)]
    for table in report.tables.values():
        found += _cells(report, table)
    for span, kind, section, more in sorted(found, key=lambda one: one[0]):
        line, column = report.source.line_column(span.start)
        place = (path, line, column, span.start, span.end, kind, report.raw(span), section)
        yield dict(zip(_PLACE, place, strict=True)) | more


_Fact = tuple[Span, str, str | None, dict[str, Any]]


def _title(report: Report) -> Iterator[_Fact]:
    if report.title is not None:
        yield report.title.span, "title", None, {"body": report.title.body, "year": report.title.year}


def _years(report: Report) -> Iterator[_Fact]:
    for mention in report.years:
        yield mention.span, "year", mention.section, {"year": mention.year, "role": mention.role}


def _citations(report: Report) -> Iterator[_Fact]:
    for one in report.citations:
        yield one.span, "citation", one.section, {
            "title": one.title,
            "document_numbers": [report.folded(number.span) for number in one.numbers],
            "decree": one.decree,
            "articles": _articles(one),
            "short_name": one.short_name,
            "in_table": one.in_table,
        }  # fmt: skip


def _amounts(report: Report) -> Iterator[_Fact]:
    for amount in report.amounts:
        told = {"low": plain(amount.low), "high": plain(amount.high), "unit": amount.unit}
        yield amount.span, "amount", amount.section, told
    for one in report.statements:
        yield one.span, "statement", one.section, {
            "topic": one.topic,
            "action": one.action,
            "low": plain(one.low),
            "high": plain(one.high),
            "scope": one.scope,
        }  # fmt: skip


def _names(report: Report) -> Iterator[_Fact]:
    for own in report.self_names:
        yield own.span, "self_name", own.section, {"name": own.word}
    for place in report.places:
        told = {"name": place.name, "level": place.level, "role": place.frame}
        yield place.span, "place", report.section_at(place.span.start), told


def _articles(citation: Citation) -> list[dict[str, Any]]:
    return [
        {"article": one.article, "paragraph": one.paragraph or None, "items": [item for item, _ in one.items]}
        for one in citation.articles
    ]


def _cells(report: Report, table: Table) -> Iterator[_Fact]:
    for cell in table.cells.values():
        yield cell.span, "cell", table.form.section, {
            "table": table.id,
            "row_id": cell.row,
            "column_id": cell.column,
            "row_name": table.row_name(cell.row),
            "column_name": table.column_name(cell.column),
            "value": cell.value.kind,
            "number": plain(cell.value.number),
            "unit": cell.value.unit,
            "note": cell.value.note,
        }  # fmt: skip


def _csv_line(fact: Mapping[str, Any]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([_csv_cell(fact.get(field)) for field in FIELDS])
    return line.getvalue()


def _csv_cell(value: Any) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    if isinstance(value, list):
        text = "; ".join(one if isinstance(one, str) else _pinpoint(one) for one in value)
    elif isinstance(value, bool):
        text = str(int(value))
    else:
        text = "" if value is None else str(value)
    # Spaces before a sign, and its full-width form, do not keep every spreadsheet from reading a formula.
    first = fold(text).lstrip()[:1]
    return f"'{text}" if first in _FORMULA_SIGNS and not _NUMBER.fullmatch(text) else text


def _pinpoint(article: Mapping[str, Any]) -> str:
    """An article as 20, 20.1 with its paragraph, 20(5) with an item."""
    paragraph = f".{article['paragraph']}" if article["paragraph"] else ""
    return f"{article['article']}{paragraph}" + "".join(f"({item})" for item in article["items"])


def _write(text: str) -> None:
    # Bytes, because a terminal's own encoding could make JSON something else, and Windows the line ends of CSV.
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
