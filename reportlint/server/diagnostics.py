"""Findings as the protocol has them."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from lsprotocol import types

from reportlint.diagnostic import Diagnostic, Severity

from .documents import Snapshot

SOURCE = "reportlint"

MOST = 500
"""As many are published of one document: thousands help nobody and cost tens of milliseconds a keystroke."""

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


def to_protocol(finding: Diagnostic, snapshot: Snapshot, language: str) -> types.Diagnostic:
    """A finding in a document, in a language. ``data`` names the rule and how safe its fix is."""
    link = finding.help if finding.help.startswith(("https://", "http://", "file://")) else ""
    return types.Diagnostic(
        range=snapshot.range(finding.span),
        message=finding.message.in_language(language),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(link) if link else None,
        source=SOURCE,
        related_information=[
            types.DiagnosticRelatedInformation(
                types.Location(snapshot.uri, snapshot.range(related.span)),
                related.message.in_language(language),
            )
            for related in finding.related
        ]
        or None,
        data={"name": finding.name, "fix": finding.fix.safety.value if finding.fix else None},
    )


class Shown(NamedTuple):
    """The findings of a document for its editor. ``id`` is the same where all of them are."""

    items: list[types.Diagnostic]
    id: str


def shown(findings: Sequence[Diagnostic], snapshot: Snapshot, language: str) -> Shown:
    """The findings of a document for its editor: at most :data:`MOST`, and then the gravest of them."""
    if len(findings) > MOST:
        gravest = sorted(findings, key=lambda finding: finding.severity.rank)[:MOST]
        findings = sorted(gravest, key=lambda finding: finding.span)
    items = [to_protocol(finding, snapshot, language) for finding in findings]
    return Shown(items, blake2b(repr(items).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest())
