"""What may be written next: the form's own texts, and citations and sentences right for the year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lsprotocol import types

from reportlint.forms import Form
from reportlint.report import Report
from reportlint.server.analysis import Analysis

from .offered_prose import offered_citations, offered_sentences
from .offered_structure import offered_headings, offered_reports, offered_rows
from .offers import Offer
from .places import row_at, table_at

# What the texts begin with, and what a cell begins with.
TRIGGERS = ("《", "第", "国", "本", "、", "|", "\t")


def completion(
    analysis: Analysis, position: types.Position, language: str, today: date, *, snippets: bool, as_is: bool
) -> list[types.CompletionItem]:
    """The items for a position.

    Args:
        analysis: the document.
        position: where the caret is.
        language: of the details; what is put in is Chinese.
        today: which day it is: a report without a year is on the year before.
        snippets: whether the client has places to fill in.
        as_is: whether the client puts in blanks as they are.
    """
    offset = analysis.snapshot.offset(position)
    offers = _offers(analysis, offset, today, as_is)
    return [
        offer.item(analysis.snapshot, language, place, snippets=snippets, as_is=as_is)
        for place, offer in enumerate(offers)
    ]


def _offers(analysis: Analysis, offset: int, today: date, as_is: bool) -> Iterator[Offer]:
    report = analysis.report
    if report is None:
        if not analysis.snapshot.text.text.strip():
            yield from offered_reports(analysis, offset, today, as_is=as_is)
        return
    form = _form(report, analysis, today)
    year = report.year or today.year - 1
    if form is not None:
        yield from offered_headings(report, form, offset)
    yield from offered_rows(report, offset)
    if row_at(report, offset) is not None or _in_a_table(report, offset):
        return
    if form is not None:
        yield from offered_sentences(report, form, year, offset)
    yield from offered_citations(report, analysis.session.plugins.statutes, year, offset)


def _form(report: Report, analysis: Analysis, today: date) -> Form | None:
    if report.form is not None or report.year is not None:
        return report.form
    return analysis.session.plugins.forms.for_year(today.year - 1)


def _in_a_table(report: Report, offset: int) -> bool:
    table = table_at(report, offset)
    return table is not None and offset < table.span.end
