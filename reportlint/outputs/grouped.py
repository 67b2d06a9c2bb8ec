"""A heading for each file and its findings below in columns."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.result import FileResult
from reportlint.source import columns, pad

from . import Run, StreamedOutput
from .full import fault_line
from .place import place, source_of
from .summary import SEVERITIES, sentence
from .terminal import Paint, visible


def _piece(run: Run, result: FileResult) -> str:
    """The findings of a file by line. One without any is left out."""
    return "\n".join([*_file(run, result), "", ""]) if result.diagnostics or result.faults else ""


write = StreamedOutput(_piece, lambda run: sentence(run) + "\n")


def _file(run: Run, result: FileResult) -> Iterator[str]:
    paint = Paint(run.color)
    source = source_of(result)
    found = sorted(result.diagnostics, key=lambda one: one.span)
    places = [place(source, one.span.start) for one in found]
    severities = [SEVERITIES[one.severity].in_language(run.language) for one in found]
    codes = [one.code for one in found]
    widths = [max(map(columns, column), default=0) for column in (places, severities, codes)]
    yield paint.strong(visible(result.name))
    for one, where, word in zip(found, places, severities, strict=True):
        severity = paint.severity(pad(word, widths[1]), one.severity)
        message = visible(one.message.in_language(run.language))
        yield f"  {where:>{widths[0]}}  {severity}  {one.code:<{widths[2]}}  {message}"
    for fault in result.faults:
        yield f"  {fault_line(run, result, fault)}"
