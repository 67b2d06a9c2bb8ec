"""What stands behind a place: the facts of the report there, its findings, or the rule of a code."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from typing import NamedTuple

from lsprotocol import types

from reportlint.rule import Rule
from reportlint.server.analysis import Analysis
from reportlint.source import Span
from reportlint.toml import Text

from .about import About, escape
from .about_cells import about_cell
from .about_citations import about_citation
from .about_prose import about_heading, about_statement

_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,10}\d{3}(?![A-Za-z0-9])")
_BASIS = Text("依据：{basis}", "Basis: {basis}")

logger = logging.getLogger(__name__)


def hover(analysis: Analysis, position: types.Position, language: str, *, markdown: bool) -> types.Hover | None:
    """The hover at a position, None if there is nothing to say. Reads the pages of rules from disk.

    ``markdown`` says whether the client shows it; others get plain text, and pages as they are written.
    """
    snapshot = analysis.snapshot
    offset = snapshot.offset(position)
    rules = analysis.session.plugins.rules
    findings = [one for one in analysis.findings if one.span.start <= offset <= one.span.end]
    abouts = [_Rule(one.code, one.name, one.message, one.basis) for one in findings]
    facts = _facts(analysis, offset)
    spans = [*(one.span for one in findings), *(one.span for one in facts)]
    if not spans:
        code = code_at(snapshot.text.text, offset)
        named = rules.get(snapshot.text.slice(code)) if code else None
        if code is None or named is None:
            return None
        spans = [code]
        abouts = [_Rule(named.code, named.name, named.summary, named.basis)]
    parts = [*(one.written(language, markdown) for one in abouts), *(one.written(language, markdown) for one in facts)]
    parts += _pages(rules[code] for code in dict.fromkeys(about.code for about in abouts) if code in rules)
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    # The smallest is what the pointer most likely means.
    span = min(spans, key=lambda one: one.end - one.start)
    return types.Hover(types.MarkupContent(kind, "\n\n---\n\n".join(parts)), snapshot.range(span))


def _facts(analysis: Analysis, offset: int) -> list[About]:
    report = analysis.report
    if report is None:
        return []
    found = (
        about_citation(report, analysis.session.plugins.statutes, offset),
        about_cell(report, offset),
        about_statement(report, offset),
        about_heading(report, offset),
    )
    return [one for one in found if one is not None]


class _Rule(NamedTuple):
    code: str
    name: str
    message: Text
    basis: str

    def written(self, language: str, markdown: bool) -> str:
        message = self.message.in_language(language)
        basis = _BASIS.in_language(language).format(basis=self.basis) if self.basis else ""
        if markdown:
            return "\n\n".join(
                part for part in (f"**{self.code}** `{self.name}`", escape(message), escape(basis)) if part
            )
        return "\n\n".join(part for part in (f"{self.code} {self.name}", message, basis) if part)


def code_at(text: str, offset: int) -> Span | None:
    """The code of a rule, or what looks like one, that an offset stands in."""
    # A code has at most 13 characters; one more on each side shows where it ends.
    start = max(0, offset - 14)
    for match in _CODE.finditer(text, start, offset + 14):
        if match.start() <= offset <= match.end():
            return Span(*match.span())
    return None


def _pages(rules: Iterable[Rule]) -> list[str]:
    pages = []
    for rule in rules:
        if rule.page is None:
            continue
        try:
            pages.append(rule.page.read_text(encoding="utf-8").strip())
        except (OSError, UnicodeDecodeError) as error:
            logger.warning("the page of %s cannot be read: %s", rule.code, error)
    return pages
