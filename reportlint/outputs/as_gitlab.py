"""GitLab's code quality report: findings in the merge request and beside its changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from reportlint.diagnostic import Severity
from reportlint.result import FileResult

from . import Run
from .fingerprint import fingerprints
from .place import source_of
from .plain import dumps
from .uri import repository_path

_SEVERITIES: Mapping[Severity, str] = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
    Severity.HINT: "info",
}


def write(run: Run) -> str:
    """A list of all findings; a rule that failed is one of severity “blocker”."""
    return dumps([one for result in run.results for one in _issues(run, result)], indent=2) + "\n"


def _issues(run: Run, result: FileResult) -> Iterator[dict[str, Any]]:
    source, path = source_of(result), repository_path(result.name)
    prints = fingerprints(source, result.diagnostics)
    for diagnostic, fingerprint in zip(result.diagnostics, prints, strict=True):
        (line, _), (last, _) = map(source.line_column, diagnostic.span)
        yield {
            "description": diagnostic.message.in_language(run.language),
            "check_name": diagnostic.code,
            "fingerprint": _of_file(path, fingerprint),
            "severity": _SEVERITIES[diagnostic.severity],
            "location": {"path": path, "lines": {"begin": line, "end": last}},
        }
    for fault in result.faults:
        yield {
            "description": fault.message,
            "check_name": fault.code,
            "fingerprint": _of_file(path, f"fault {fault.code}"),
            "severity": "blocker",
            "location": {"path": path, "lines": {"begin": 1}},
        }


def _of_file(path: str, fingerprint: str) -> str:
    """GitLab knows a finding by its fingerprint alone, in whichever file it is."""
    return sha256(f"{path}\0{fingerprint}".encode("utf-8", "surrogatepass")).hexdigest()
