"""Everything as one JSON object, for programs that read a run as a whole.

Lines and columns are counted from 1, offsets from 0, all in code points; an ``end`` is the first
place behind. A lone surrogate is written as an escape (:func:`reportlint.outputs.plain.dumps`).
"""

from __future__ import annotations

from typing import Any

from reportlint import __version__
from reportlint.diagnostic import Diagnostic, Fix
from reportlint.result import FileResult
from reportlint.source import SourceText, Span

from . import Run
from .place import source_of
from .plain import dumps, plain
from .summary import summarize

FORMAT_VERSION = 1
"""Grows when something that was there is gone or means something else."""


def write(run: Run) -> str:
    """The object of a run: version, tool, files with their diagnostics, summary."""
    summary = summarize(run)
    return dumps({
        "version": FORMAT_VERSION,
        "tool": {"name": "reportlint", "version": __version__},
        "files": [_file(run, result) for result in run.results],
        "summary": {
            "files": summary.files,
            "filesWithFindings": summary.files_with_findings,
            "skipped": summary.skipped,
            **{severity.value: count for severity, count in summary.findings.items()},
            "fixable": summary.fixable,
            "unsafelyFixable": summary.unsafely_fixable,
            "faults": summary.faults,
            "ignored": summary.ignored,
            "known": summary.known,
        },
    }, indent=2) + "\n"  # fmt: skip


def _file(run: Run, result: FileResult) -> dict[str, Any]:
    """A file. ``encoding`` is null where its bytes are not text, ``problem`` where it was looked at."""
    return {
        "path": result.name,
        "encoding": result.source.encoding if result.source else None,
        "problem": result.problem.kind if result.problem else None,
        "diagnostics": [diagnostic_object(run, result, one) for one in result.diagnostics],
        "faults": [{"code": fault.code, "message": fault.message} for fault in result.faults],
    }


def diagnostic_object(run: Run, result: FileResult, diagnostic: Diagnostic) -> dict[str, Any]:
    """A finding, without the path of its file."""
    source = source_of(result)
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message.in_language(run.language),
        "messages": {"zh": diagnostic.message.zh, "en": diagnostic.message.en},
        **_span(source, diagnostic.span),
        "related": [
            {"message": message.in_language(run.language), **_span(source, span)}
            for span, message in diagnostic.related
        ],
        "fix": _fix(run, source, diagnostic.fix) if diagnostic.fix else None,
        "basis": diagnostic.basis,
        "help": diagnostic.help,
        "data": plain(diagnostic.data),
    }


def _fix(run: Run, source: SourceText, fix: Fix) -> dict[str, Any]:
    return {
        "title": fix.title.in_language(run.language),
        "safety": fix.safety.value,
        "edits": [{**_span(source, span), "replacement": replacement} for span, replacement in fix.edits],
    }


def _span(source: SourceText, span: Span) -> dict[str, Any]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: SourceText, offset: int) -> dict[str, int]:
    line, column = source.line_column(offset)
    return {"line": line, "column": column, "offset": offset}
