"""One line for each finding, as editors and build logs read them."""

from __future__ import annotations

from reportlint.result import FileResult

from . import Run, StreamedOutput
from .place import place, source_of
from .terminal import visible


def _piece(run: Run, result: FileResult) -> str:
    """``path:line:column: CODE severity message`` for every finding, lines and columns from 1.

    The severity is the English word in either language, so that one pattern matches both. A rule
    that failed has the word “fault” in its place.
    """
    source, name = source_of(result), visible(result.name)
    lines = []
    for one in result.diagnostics:
        message = visible(one.message.in_language(run.language))
        lines.append(f"{name}:{place(source, one.span.start)}: {one.code} {one.severity.value} {message}")
    lines += [f"{name}:1:1: {fault.code} fault {visible(fault.message)}" for fault in result.faults]
    return "".join(f"{line}\n" for line in lines)


write = StreamedOutput(_piece)
