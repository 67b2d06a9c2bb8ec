"""Completions of the prose: citations and standard sentences that are right for the report's year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lsprotocol import types

from reportlint.forms import Form
from reportlint.report import Report, write_numeral
from reportlint.source import Span
from reportlint.statutes import Instrument, StatuteBook
from reportlint.toml import Text

from .offered_structure import HINT_BODY
from .offers import Offer, typed_of
from .template import template

_BOUNDARIES = frozenset(" \t\u3000，。；：、（(“,;:")
_SENTENCE_STARTS = frozenset(" \t\u3000。；")
# How far back the regulation may be named for its articles to be offered.
_NEAR = 40
_BEFORE_ARTICLES = ("》", "）", ")", "、", "和", "条例", "及")
_CENTRAL_OFFICE = "国办发"


class _Wording(NamedTuple):
    """A wording with the other beginnings that somebody may type for it."""

    text: str
    detail: Text
    beginnings: tuple[str, ...] = ()


def offered_citations(report: Report, statutes: StatuteBook, year: int, offset: int) -> Iterator[Offer]:
    """The regulation, its articles on the report, the notice on the form and the work plan of a report year."""
    before = _before(report, offset)
    # A pair of title marks may have been put in at once.
    closed = report.source.text[offset : offset + 1] == "》"
    for wording in _citations(statutes, year):
        size, typed = max((typed_of(one, before), one) for one in (wording.text, *wording.beginnings))
        if size == len(wording.text) or not (size or _at_boundary(before)):
            continue
        end = offset + (closed and typed[:size].startswith("《"))
        kind = types.CompletionItemKind.Reference
        yield _offer(wording, Span(offset - size, end), kind, typed if size else "")
    if "条例" in before[-_NEAR:]:
        yield from _articles(statutes, year, before, offset)


def _citations(statutes: StatuteBook, year: int) -> Iterator[_Wording]:
    regulation = statutes.regulation
    version = regulation.version_for(year)
    if version is not None:
        decree = f"国务院令第{version.decree}号" if version.decree else ""
        detail = Text(f"{decree}，{version.in_force}起施行", f"decree {version.decree}, since {version.in_force}")
        yield _Wording(f"《{regulation.name}》", detail, regulation.names[:2])
    for notice in statutes.form_notices():
        assert notice.form_years is not None, "a notice on the form says for which years"
        if notice.form_years[0] <= year <= notice.form_years[1]:
            detail = Text(f"{year}年报告的格式", f"the form of the report on {year}")
            yield _Wording(_with_number(notice), detail, (notice.number_text, f"〈{notice.number_text}"))
    plan = statutes.work_plans(_CENTRAL_OFFICE).get(year)
    if plan is not None:
        yield _Wording(
            _with_number(plan), Text(f"{year}年的工作要点", f"the work plan for {year}"), (plan.number_text,)
        )


def _with_number(instrument: Instrument) -> str:
    return f"《{instrument.name_in_marks}》（{instrument.number_text}）"


def _articles(statutes: StatuteBook, year: int, before: str, offset: int) -> Iterator[Offer]:
    version = statutes.regulation.version_for(year)
    for number in version.report_articles if version is not None else ():
        text = f"第{write_numeral(number)}条"
        size = typed_of(text, before)
        if size < len(text) and (size or before.endswith(_BEFORE_ARTICLES)):
            topic = version.articles[number].topic if version is not None and number in version.articles else ""
            wording = _Wording(text, Text(topic, topic))
            yield _offer(wording, Span(offset - size, offset), types.CompletionItemKind.Reference, text if size else "")


def offered_sentences(report: Report, form: Form, year: int, offset: int) -> Iterator[Offer]:
    """The standard sentences of the place: of the preface, or of the section."""
    before = _before(report, offset)
    section = report.section_at(offset) or ("" if offset <= report.front.end else None)
    if section is None:
        return
    body = report.title.body if report.title is not None and report.title.body else HINT_BODY
    for text in template().sentences_for(section, form, year, body, template().kind_of(body)):
        size = typed_of(text, before)
        start = before[: len(before) - size]
        if size < len(text) and (not start or start[-1] in _SENTENCE_STARTS):
            wording = _Wording(text, Text(f"{year}年报告的固定表述", f"a sentence of every report on {year}"))
            yield _offer(wording, Span(offset - size, offset), types.CompletionItemKind.Text, text if size else "")


def _offer(wording: _Wording, span: Span, kind: types.CompletionItemKind, typed: str) -> Offer:
    return Offer(wording.text, span, wording.text, wording.detail, kind, typed)


def _before(report: Report, offset: int) -> str:
    """What stands before an offset on its line."""
    return report.source.text[report.source.line_starts[report.source.line_of(offset)] : offset]


def _at_boundary(before: str) -> bool:
    return not before or before[-1] in _BOUNDARIES
