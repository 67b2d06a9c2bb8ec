"""Results as JSON and back.

Only what is shown of a result is kept: the text is read from the file again, and the report that was read
out of it is not wanted by anybody.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple
from typing import Any

from reportlint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity
from reportlint.ignoring import Comment, Entry, Ignored, Known
from reportlint.result import FileProblem, FileResult, Outline
from reportlint.source import SourceText, Span
from reportlint.toml import Text


class BadRecord(Exception):
    """A record that is none: cut off, of another version, or written by somebody else."""


def record_of(result: FileResult, entries: Sequence[Entry]) -> bytes | None:
    """A result as bytes; None if it cannot be kept.

    Args:
        result: what was found.
        entries: of the sidecar, with which the file was looked at.
    """
    if result.faults:
        # A rule that failed may not fail again.
        return None
    problem = result.problem
    data = {
        "problem": list(astuple(problem)) if problem is not None else None,
        "diagnostics": [_diagnostic(one) for one in result.diagnostics],
        "ignored": [[_diagnostic(one.diagnostic), _by(one.by, entries)] for one in result.ignored],
        "unused": [entries.index(one) for one in result.unused_entries],
        "lapsed": [[*known, count] for known, count in result.lapsed.items()],
        "outline": [result.outline.body, result.outline.year, result.outline.parts],
        "seconds": dict(result.seconds),
    }
    try:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=_as_told)
        return text.encode("utf-8", "surrogatepass")
    except (TypeError, ValueError):
        # The data of a third party's finding may be anything.
        return None


def result_of(record: bytes, name: str, source: SourceText | None, entries: Sequence[Entry]) -> FileResult:
    """The result that a record is of, for the same text and entries.

    Raises:
        BadRecord: it is not one of ours.
    """
    try:
        data = json.loads(record.decode("utf-8", "surrogatepass"))
        problem = data["problem"]
        body, year, parts = data["outline"]
        return FileResult(
            name,
            source,
            None,
            tuple(_read_diagnostic(one) for one in data["diagnostics"]),
            FileProblem(*problem) if problem is not None else None,
            seconds={str(code): float(seconds) for code, seconds in data["seconds"].items()},
            ignored=tuple(Ignored(_read_diagnostic(one), _read_by(by, entries)) for one, by in data["ignored"]),
            unused_entries=tuple(entries[at] for at in data["unused"]),
            lapsed={Known(str(code), str(print)): int(count) for code, print, count in data["lapsed"]},
            outline=Outline(body, year, tuple((at, words) for at, words in parts)),
        )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
        raise BadRecord(str(error)) from None


def _as_told(value: object) -> object:
    """A number that JSON does not have, as the outputs tell it: nobody else reads a finding's data."""
    from decimal import Decimal  # few reports have halves in their tables

    from reportlint.outputs.plain import plain

    if isinstance(value, Decimal):
        return plain(value)
    raise TypeError


def _diagnostic(one: Diagnostic) -> list[Any]:
    fix = one.fix
    return [
        one.code, one.name, one.severity.value, one.message, one.span, one.related,
        [fix.title, fix.edits, fix.safety.value] if fix is not None else None,
        one.basis, one.help, one.data, one.extraction,
    ]  # fmt: skip


def _read_diagnostic(data: list[Any]) -> Diagnostic:
    code, name, severity, message, span, related, fix, basis, help, more, extraction = data
    return Diagnostic(
        code, name, Severity(severity), Text(*message), Span(*span),
        tuple(Related(Span(*at), Text(*says)) for at, says in related),
        _read_fix(*fix) if fix is not None else None,
        basis, help, more, extraction,
    )  # fmt: skip


def _read_fix(title: list[str], edits: list[Any], safety: str) -> Fix:
    return Fix(Text(*title), tuple(Edit(Span(*span), new) for span, new in edits), Safety(safety))


def _by(by: Comment | Entry | Known, entries: Sequence[Entry]) -> int | list[Any]:
    """What left a finding out: the place of an entry among those of the file, what is known, or a comment."""
    if isinstance(by, Entry):
        return entries.index(by)
    return list(by) if isinstance(by, Known) else [by.rule, by.span, by.region]


def _read_by(data: int | list[Any], entries: Sequence[Entry]) -> Comment | Entry | Known:
    if isinstance(data, int):
        return entries[data]
    if len(data) == 2:
        return Known(*data)
    rule, span, region = data
    return Comment(rule, Span(*span), Span(*region))
