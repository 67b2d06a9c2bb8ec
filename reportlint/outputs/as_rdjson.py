"""reviewdog's diagnostic format: findings as comments on a change, fixes as suggestions.

Its columns are counted in bytes of UTF-8, from 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportlint.diagnostic import Diagnostic, Fix, Safety, Severity
from reportlint.result import FileResult
from reportlint.source import SourceText, Span

from . import Run
from .place import source_of
from .plain import dumps
from .uri import repository_path

_SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "ERROR",
    Severity.WARNING: "WARNING",
    Severity.INFO: "INFO",
    Severity.HINT: "INFO",
}


def write(run: Run) -> str:
    """All findings, and the rules that failed as errors."""
    diagnostics = []
    for result in run.results:
        path = repository_path(result.name)
        diagnostics += [_diagnostic(run, result, one, path) for one in result.diagnostics]
        diagnostics += [
            {"message": one.message, "location": {"path": path}, "severity": "ERROR", "code": {"value": one.code}}
            for one in result.faults
        ]
    return dumps({"source": {"name": "reportlint"}, "diagnostics": diagnostics}, indent=2) + "\n"


def _diagnostic(run: Run, result: FileResult, diagnostic: Diagnostic, path: str) -> dict[str, Any]:
    location: dict[str, Any] = {"path": path}
    if result.source is not None:
        location["range"] = _range(result.source, diagnostic.span)
    described: dict[str, Any] = {
        "message": diagnostic.message.in_language(run.language),
        "location": location,
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": diagnostic.code},
    }
    suggestions = _suggestions(source_of(result), diagnostic.fix)
    return {**described, "suggestions": suggestions} if suggestions else described


def _suggestions(source: SourceText, fix: Fix | None) -> list[dict[str, Any]]:
    # Each suggestion is taken or left by itself, so the edits of a fix that has several cannot be told.
    if fix is None or fix.safety is Safety.DISPLAY or len(fix.edits) != 1:
        return []
    return [{"range": _range(source, span), "text": replacement} for span, replacement in fix.edits]


def _range(source: SourceText, span: Span) -> dict[str, dict[str, int]]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: SourceText, offset: int) -> dict[str, int]:
    line, column = source.position(offset, "utf-8")
    return {"line": line + 1, "column": column + 1}
