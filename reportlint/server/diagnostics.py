"""Findings as the protocol has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

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


@dataclass(frozen=True)
class Shown:
    """The findings of a document for its editor; ``of_report`` is false where it is none, or not there any more."""

    items: list[types.Diagnostic]
    of_report: bool = True

    @cached_property
    def id(self) -> str:
        """A word that is the same where all of them are, empty for no report. Made for those alone who ask for findings."""
        if not self.of_report:
            return ""
        return blake2b(repr(self.items).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


NOTHING = Shown([], of_report=False)
"""What is shown of a text that is no report."""


def shown(findings: Sequence[Diagnostic], snapshot: Snapshot, language: str) -> Shown:
    """The findings of a document for its editor: at most :data:`MOST`, and then the gravest of them."""
    if len(findings) > MOST:
        gravest = sorted(findings, key=lambda finding: finding.severity.rank)[:MOST]
        findings = sorted(gravest, key=lambda finding: finding.span)
    return Shown([to_protocol(finding, snapshot, language) for finding in findings])
