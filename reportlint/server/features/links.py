"""What in a text leads elsewhere: addresses of pages and mail, and codes of rules."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types

from reportlint.server.analysis import Analysis
from reportlint.source import Span
from reportlint.toml import Text

_PAGE = re.compile(r"(?:https?://|www\.)[!-~]{1,500}", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.%+-])[\w.%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,5}[A-Za-z]{2,20}", re.ASCII)
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,10}\d{3}(?![A-Za-z0-9])")
# Marks behind an address belong to the sentence around it.
_BEHIND = ".,;:!?'\"<>*_`|"
_PAIRS = (("(", ")"), ("[", "]"))
_RULE = Text("打开规则说明", "Open the page of the rule")


def document_links(analysis: Analysis, language: str) -> list[types.DocumentLink]:
    """The links of a document in their order."""
    if analysis.report is None:
        return []
    snapshot = analysis.snapshot
    found = sorted((*_addresses(snapshot.text.text), *_rules(analysis)))
    links: list[types.DocumentLink] = []
    end = 0
    for span, target, is_rule in found:
        if span.start >= end:
            tooltip = _RULE.in_language(language) if is_rule else None
            links.append(types.DocumentLink(snapshot.range(span), target, tooltip))
            end = span.end
    return links


def _addresses(text: str) -> Iterator[tuple[Span, str, bool]]:
    for match in _PAGE.finditer(text):
        address = match.group().rstrip(_BEHIND)
        for opening, closing in _PAIRS:
            if address.endswith(closing) and opening not in address:
                address = address[:-1].rstrip(_BEHIND)
        if len(address) > len("https://"):
            target = address if "://" in address[:8] else f"http://{address}"
            yield Span(match.start(), match.start() + len(address)), target, False
    if "@" in text:
        for match in _MAIL.finditer(text):
            yield Span(*match.span()), f"mailto:{match.group()}", False


def _rules(analysis: Analysis) -> Iterator[tuple[Span, str, bool]]:
    rules = analysis.session.plugins.rules
    for match in _CODE.finditer(analysis.snapshot.text.text):
        rule = rules.get(match.group())
        if rule is not None and rule.help:
            yield Span(*match.span()), rule.help, True
