"""Findings as the protocol has them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b

from lsprotocol import types

from reportlint.diagnostic import Diagnostic, Related, Safety, Severity
from reportlint.source import Span
from reportlint.toml import Text

from .documents import Snapshot
from .written import Written, written, written_list, written_object

SOURCE = "reportlint"

MOST = 500
"""As many are shown of one document: thousands help nobody and cost tens of milliseconds a keystroke."""

_MORE = Text(
    "此外还有 {more} 处问题，这里只显示最严重的 {most} 处；全部问题请用命令 reportlint check 查看",
    "There are {more} findings more; the {most} gravest are shown here, and all of them by the command reportlint check",
)

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


def to_protocol(finding: Diagnostic, snapshot: Snapshot, language: str) -> types.Diagnostic:
    """A finding in a document, in a language. ``data`` names the rule and how safe its fix is."""
    link = _link(finding.help)
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


def to_written(finding: Diagnostic, snapshot: Snapshot, language: str) -> Written:
    """The same as JSON."""
    safety = finding.fix.safety if finding.fix else None
    # An edit moves findings, it seldom changes what they say.
    message = finding.message.in_language(language)
    fields = _unmoved(finding.code, finding.name, finding.severity, message, finding.help, safety)
    if finding.related:
        related = ",".join([_related(one, snapshot, language) for one in finding.related])
        fields = f'{fields},"relatedInformation":[{related}]'
    return Written(f'{{"range":{_range(finding.span, snapshot)},{fields}}}')


@lru_cache(4096)
def _unmoved(code: str, name: str, severity: Severity, message: str, help: str, safety: Safety | None) -> str:
    """The fields of a finding that do not depend on its place."""
    fields = {
        "message": message,
        "severity": _SEVERITIES[severity].value,
        "code": code,
        "source": SOURCE,
        "data": {"name": name, "fix": safety and safety.value},
    }
    link = _link(help)
    if link:
        fields["codeDescription"] = {"href": link}
    return written(fields)[1:-1]


def _related(related: Related, snapshot: Snapshot, language: str) -> str:
    uri, message = _quoted(snapshot.uri), _quoted(related.message.in_language(language))
    return f'{{"location":{{"uri":{uri},"range":{_range(related.span, snapshot)}}},"message":{message}}}'


_quoted = lru_cache(4096)(written)


def _range(span: Span, snapshot: Snapshot) -> str:
    line, character, last, end = snapshot.places(span)
    return f'{{"start":{{"line":{line},"character":{character}}},"end":{{"line":{last},"character":{end}}}}}'


def _link(help: str) -> str:
    """What an editor can open of a rule's help."""
    return help if help.startswith(("https://", "http://", "file://")) else ""


@dataclass(frozen=True)
class Shown:
    """The findings of a document for its editor, and how many there are.

    ``of_report`` is false where it is none, or not there any more.
    """

    items: tuple[Written, ...]
    count: int
    of_report: bool = True

    @cached_property
    def id(self) -> str:
        """A word that is the same where all of them are, empty for no report. Made for those alone who ask for findings."""
        if not self.of_report:
            return ""
        return blake2b("\n".join(self.items).encode(), digest_size=12).hexdigest()


NOTHING = Shown((), 0, of_report=False)
"""What is shown of a text that is no report."""


def shown(findings: Sequence[Diagnostic], snapshot: Snapshot, language: str) -> Shown:
    """The findings of a document for its editor: at most :data:`MOST`, the gravest of them, and how many there are more."""
    count = len(findings)
    more = []
    if count > MOST:
        gravest = sorted(findings, key=lambda finding: finding.severity.rank)[:MOST]
        findings = sorted(gravest, key=lambda finding: finding.span)
        more = [remark(_MORE.in_language(language).format(more=count - MOST, most=MOST), Severity.INFO)]
    return Shown((*more, *[to_written(finding, snapshot, language) for finding in findings]), count)


def remark(message: str, severity: Severity, line: int = 0) -> Written:
    """What is said of a whole line, from 0, by no rule."""
    place = {"start": {"line": line, "character": 0}, "end": {"line": line + 1, "character": 0}}
    return written({"range": place, "message": message, "severity": _SEVERITIES[severity].value, "source": SOURCE})


def publication(uri: str, items: Sequence[Written], version: int | None = None) -> Written:
    """The parameters by which findings of a document are pushed."""
    of_version = {} if version is None else {"version": written(version)}
    return written_object(uri=written(uri), **of_version, diagnostics=written_list(items))
