"""Workflow commands of GitHub Actions: findings become annotations on the changed files.

GitHub shows ten annotations of a kind for each step and keeps no place in its log, so every message
begins with its place and nothing is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from reportlint.diagnostic import Diagnostic, Severity
from reportlint.result import FileResult
from reportlint.toml import Text

from . import Run
from .place import place, source_of
from .summary import sentence
from .terminal import visible
from .uri import repository_path

_KINDS: Mapping[Severity, str] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
    Severity.HINT: "notice",
}
_SHOWN = 10
"""Annotations of a kind that GitHub shows for a step."""

_MORE = Text(
    "GitHub 对每一步的每类问题只标注前10处，其余见本步日志。",
    "GitHub annotates only the first 10 of a kind in a step; all are in the log of the step.",
)


def write(run: Run) -> str:
    """A command for each finding and each rule that failed, then the summary, as a line of the log.

    Where there are more findings than GitHub shows, the summary comes first and as an annotation.
    """
    commands = []
    for result in run.results:
        commands += [(_KINDS[one.severity], _finding(run, result, one)) for one in result.diagnostics]
        for fault in result.faults:
            where = {"file": repository_path(result.name), "title": f"reportlint {fault.code}"}
            commands.append(("error", (where, f"{result.name}: {fault.code}: {fault.message}")))
    lines = [_command(kind, *what) for kind, what in commands]
    counts = Counter(kind for kind, _ in commands)
    if max(counts.values(), default=0) > _SHOWN:
        message = f"{sentence(run)} {_MORE.in_language(run.language)}"
        return "\n".join([_command("notice", {"title": "reportlint"}, message), *lines, ""])
    return "\n".join([*lines, sentence(run), ""])


def _finding(run: Run, result: FileResult, diagnostic: Diagnostic) -> tuple[dict[str, str], str]:
    source = source_of(result)
    (line, column), (last, end) = map(source.line_column, diagnostic.span)
    where = {"file": repository_path(result.name), "line": str(line), "endLine": str(last)}
    if line == last:
        # Columns of different lines are refused.
        where |= {"col": str(column), "endColumn": str(end)}
    where["title"] = f"{diagnostic.code} {diagnostic.name}"
    message = diagnostic.message.in_language(run.language)
    return where, f"{result.name}:{place(source, diagnostic.span.start)}: {message}"


def _command(kind: str, where: Mapping[str, str], message: str) -> str:
    properties = ",".join(f"{key}={_escaped(visible(value), ':,')}" for key, value in where.items())
    return f"::{kind} {properties}::{_escaped(visible(message), '')}"


def _escaped(text: str, marks: str) -> str:
    """The text with the marks that would end it, and those that escape, escaped."""
    for mark in "%" + marks:
        text = text.replace(mark, f"%{ord(mark):02X}")
    return text
