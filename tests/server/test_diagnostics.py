"""Findings in the protocol's terms."""

from __future__ import annotations

import pytest

from reportlint.diagnostic import Diagnostic, Severity
from reportlint.server.diagnostics import to_protocol
from reportlint.server.documents import Snapshot
from reportlint.source import SourceText, Span
from reportlint.toml import Text

SNAPSHOT = Snapshot("file:///a.txt", SourceText("一二三"), 0, 1, "utf-16")


def finding(help: str = "", severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic("TOY001", "toy", severity, Text("错", "wrong"), Span(0, 1), help=help)


@pytest.mark.parametrize("link", ["https://example.org/a", "http://example.org", "file:///rules/a.md"])
def test_help_that_editors_can_open_is_linked(link: str) -> None:
    described = to_protocol(finding(link), SNAPSHOT, "zh").code_description
    assert described is not None and described.href == link


@pytest.mark.parametrize("help", ["", "see the handbook", "command:run", "a.md"])
def test_other_help_is_not(help: str) -> None:
    assert to_protocol(finding(help), SNAPSHOT, "zh").code_description is None


def test_severities_grow_lighter_as_ours_do() -> None:
    levels = [to_protocol(finding(severity=severity), SNAPSHOT, "en").severity for severity in Severity]
    assert levels == [1, 2, 3, 4]
