"""A report with its tables aligned, and with the same numbers in the same places as before."""

from __future__ import annotations

from reportlint.forms import FormBook
from reportlint.report import Reading, Report, Table, Value, read_report
from reportlint.source import SourceText, Span

from .tables import Formatted, align_tables


def format_report(report: Report, forms: FormBook, reading: Reading = Reading()) -> Formatted:
    """The text of a report with its tables aligned (:func:`align_tables`) and nothing read differently.

    Bars prove the columns of a row that lost cells and stood by tabs, and so would turn a guess into a
    statement. A table whose rows and values would not all be the same is left as it is.

    Args:
        report: the report.
        forms: the forms that it was read with.
        reading: how it was read.
    """
    source, tree = report.source, report.tree
    keep: tuple[Span, ...] = ()
    # What is left alone for a table's own sake leaves all others as they would be; the whole text is the last resort.
    for everything in (False, False, True):
        formatted = align_tables(source, tree, (Span(0, len(source.text)),) if everything else keep)
        after = read_report(SourceText(formatted.text, source.name), forms, reading).tables
        keep = tuple(
            table.span
            for id, table in {**after, **report.tables}.items()
            if _said(report.tables.get(id)) != _said(after.get(id))
        )
        if not keep:
            break
    return formatted


def _said(table: Table | None) -> tuple[list[str], dict[tuple[str, str], Value]]:
    if table is None:
        return [], {}
    return list(table.rows), {place: cell.value for place, cell in table.cells.items()}
