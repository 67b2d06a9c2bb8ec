"""One line for each finding with its start and end, for what counts columns in bytes."""

from __future__ import annotations

from reportlint.source import SourceText

from . import Run
from .full import fault_message
from .place import source_of
from .terminal import visible


def write(run: Run) -> str:
    """``path:line:column:line:column: severity: message [CODE]`` for every finding, start and end.

    Lines and columns are from 1, the end is the first place behind. A column counts the bytes before it in
    UTF-8, whatever encoding the file is in, as Vim, Kakoune and reviewdog do; never those of a line's end. The
    severity is the English word in either language. A rule that failed is an error at the file's first place.
    """
    lines = []
    for result in run.results:
        source = source_of(result)
        name = visible(result.name)
        for one in result.diagnostics:
            span = f"{_place(source, one.span.start)}:{_place(source, one.span.end)}"
            message = visible(one.message.in_language(run.language))
            lines.append(f"{name}:{span}: {one.severity.value}: {message} [{one.code}]")
        for fault in result.faults:
            lines.append(f"{name}:1:1:1:1: error: {fault_message(run, fault)} [{fault.code}]")
    return "".join(f"{line}\n" for line in lines)


def _place(source: SourceText, offset: int) -> str:
    line, column = source.position(min(offset, len(source.text)), "utf-8")
    return f"{line + 1}:{column + 1}"
