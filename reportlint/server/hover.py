"""What stands behind a finding, or behind a rule's code: the rule, its norm and its page."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from typing import NamedTuple

from lsprotocol import types

from reportlint.rule import Rule
from reportlint.source import Span
from reportlint.toml import Text

from .analysis import Analysis

_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,10}\d{3}(?![A-Za-z0-9])")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
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
    if findings:
        # The smallest is what the pointer most likely means.
        span = min((one.span for one in findings), key=lambda one: one.end - one.start)
        abouts = [_About(one.code, one.name, one.message, one.basis) for one in findings]
    else:
        code = _code_at(snapshot.text.text, offset)
        named = rules.get(snapshot.text.slice(code)) if code else None
        if code is None or named is None:
            return None
        span = code
        abouts = [_About(named.code, named.name, named.summary, named.basis)]
    parts = [about.written(language, markdown) for about in abouts]
    parts += _pages(rules[code] for code in dict.fromkeys(about.code for about in abouts) if code in rules)
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, "\n\n---\n\n".join(parts)), snapshot.range(span))


class _About(NamedTuple):
    code: str
    name: str
    message: Text
    basis: str

    def written(self, language: str, markdown: bool) -> str:
        message = self.message.in_language(language)
        basis = _BASIS.in_language(language).format(basis=self.basis) if self.basis else ""
        if markdown:
            return "\n\n".join(
                part for part in (f"**{self.code}** `{self.name}`", _escape(message), _escape(basis)) if part
            )
        return "\n\n".join(part for part in (f"{self.code} {self.name}", message, basis) if part)


def _code_at(text: str, offset: int) -> Span | None:
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


def _escape(text: str) -> str:
    """A text that says the same when it is read as Markdown."""
    return _SPECIAL.sub(r"\\\1", text)
