"""SARIF 2.1.0, for code scanning, editors' viewers and whoever else reads it.

Columns are counted in code points from 1, offsets in code points from 0, as the log says of itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reportlint import __version__
from reportlint.diagnostic import Diagnostic, Fix, Safety, Severity
from reportlint.ignoring import Comment, Entry, Known
from reportlint.result import FileResult
from reportlint.rule import Rule
from reportlint.source import SourceText, Span

from . import Run
from .fingerprint import fingerprints
from .place import source_of
from .plain import dumps, plain
from .uri import artifact_location

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_LEVELS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
    Severity.HINT: "note",
}


def write(run: Run) -> str:
    """The log of a run. ``executionSuccessful`` is false where a rule failed, as its results are missing.

    Where anything was ignored, all results say whether they were: those that were not have no suppression.
    """
    rules = {rule.code: index for index, rule in enumerate(run.rules)}
    results: list[dict[str, Any]] = []
    notifications: list[dict[str, Any]] = []
    artifacts: dict[str, dict[str, Any]] = {}
    suppressing = any(result.ignored for result in run.results)
    for result in run.results:
        location = artifact_location(result.name)
        # A log lists no file twice, even if the user did.
        artifact = artifacts.setdefault(location["uri"], {"location": {**location, "index": len(artifacts)}})
        if result.source is not None:
            artifact["encoding"] = result.source.encoding
        file = _File(run, result, artifact["location"], rules, suppressing=suppressing)
        results += file.results()
        notifications += file.notifications()
    return dumps({
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "reportlint",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(run, rule) for rule in run.rules],
            }},
            "language": "zh-CN" if run.language == "zh" else "en-US",
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "invocations": [{
                "executionSuccessful": not notifications,
                "toolExecutionNotifications": notifications,
            }],
            "artifacts": list(artifacts.values()),
            "results": results,
        }],
    }, indent=2) + "\n"  # fmt: skip


def _rule(run: Run, rule: Rule) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": _text(rule.summary.in_language(run.language)),
        "fullDescription": _text("\n".join(one.in_language(run.language) for one in rule.messages.values())),
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": rule.default},
        "properties": {"family": rule.family, **({"basis": rule.basis} if rule.basis else {})},
    }
    page = _page(rule)
    if page:
        described["help"] = {"text": page, "markdown": page}
    return described


def _page(rule: Rule) -> str:
    """The text of the rule's page, empty where it has none that can be read."""
    if rule.page is None:
        return ""
    try:
        return rule.page.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


class _File:
    """Writes what was found in one file.

    ``artifact`` is the location of the file, ``rules`` has the place of each rule's description;
    ``suppressing`` tells of each result whether it was ignored.
    """

    def __init__(
        self,
        run: Run,
        result: FileResult,
        artifact: Mapping[str, Any],
        rules: Mapping[str, int],
        *,
        suppressing: bool,
    ) -> None:
        self._language = run.language
        self._file = result
        self._source = result.source
        self._artifact = artifact
        self._rules = rules
        self._suppressing = suppressing

    def results(self) -> Iterator[dict[str, Any]]:
        """The findings as SARIF results, those that were ignored in their places among the others."""
        found: list[tuple[Diagnostic, Comment | Entry | Known | None]] = [(one, None) for one in self._file.diagnostics]
        found += self._file.ignored
        found.sort(key=lambda pair: pair[0].span)
        prints = fingerprints(source_of(self._file), [diagnostic for diagnostic, _ in found])
        for (diagnostic, by), fingerprint in zip(found, prints, strict=True):
            result = self._result(diagnostic, fingerprint)
            if self._suppressing:
                result["suppressions"] = [_suppression(by)] if by is not None else []
            yield result

    def notifications(self) -> Iterator[dict[str, Any]]:
        """The rules that failed on the file."""
        for fault in self._file.faults:
            yield {
                "level": "error",
                "message": _text(f"{fault.code}: {fault.message}"),
                "associatedRule": {"id": fault.code, **self._index_of(fault.code, "index")},
                "locations": [{"physicalLocation": {"artifactLocation": self._artifact}}],
            }

    def _result(self, diagnostic: Diagnostic, fingerprint: str) -> dict[str, Any]:
        result: dict[str, Any] = {
            "ruleId": diagnostic.code,
            **self._index_of(diagnostic.code, "ruleIndex"),
            "level": _LEVELS[diagnostic.severity],
            "message": _text(diagnostic.message.in_language(self._language)),
            "locations": [{"physicalLocation": self._location(diagnostic.span)}],
            "partialFingerprints": {"reportlint/v1": fingerprint},
            "properties": {
                "name": diagnostic.name,
                "severity": diagnostic.severity.value,
                "basis": diagnostic.basis,
                "data": plain(diagnostic.data),
            },
        }
        if diagnostic.related:
            result["relatedLocations"] = [
                {"id": number, "message": _text(message.in_language(self._language)),
                 "physicalLocation": self._location(span)}
                for number, (span, message) in enumerate(diagnostic.related, 1)
            ]  # fmt: skip
        fixes = list(self._fixes(diagnostic.fix))
        if fixes:
            result["fixes"] = fixes
        return result

    def _index_of(self, code: str, key: str) -> dict[str, int]:
        """Where a rule is described; nothing for a code that is of no rule that ran."""
        return {key: self._rules[code]} if code in self._rules else {}

    def _location(self, span: Span) -> dict[str, Any]:
        # Where there is no text, the file as a whole is the place.
        if self._source is None:
            return {"artifactLocation": self._artifact}
        region = {**_region(self._source, span), "snippet": _text(self._source.slice(span))}
        return {"artifactLocation": self._artifact, "region": region}

    def _fixes(self, fix: Fix | None) -> Iterator[dict[str, Any]]:
        """The fix, if it may be applied at all."""
        if fix is None or self._source is None or not fix.edits or fix.safety is Safety.DISPLAY:
            return
        replacements = [
            {"deletedRegion": _region(self._source, span), "insertedContent": _text(replacement)}
            for span, replacement in fix.edits
        ]
        yield {
            "description": _text(fix.title.in_language(self._language)),
            "artifactChanges": [{"artifactLocation": self._artifact, "replacements": replacements}],
            "properties": {"safety": fix.safety.value},
        }


def _suppression(by: Comment | Entry | Known) -> dict[str, str]:
    if isinstance(by, Comment):
        return {"kind": "inSource"}
    if isinstance(by, Known):
        return {"kind": "external", "justification": "in the baseline"}
    return {"kind": "external", **({"justification": by.reason} if by.reason else {})}


def _text(text: str) -> dict[str, str]:
    return {"text": text}


def _region(source: SourceText, span: Span) -> dict[str, Any]:
    start_line, start_column = source.line_column(span.start)
    end_line, end_column = source.line_column(span.end)
    return {
        "startLine": start_line,
        "startColumn": start_column,
        "endLine": end_line,
        "endColumn": end_column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }
