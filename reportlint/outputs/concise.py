"""One line for each finding, as editors and build logs read them."""

from __future__ import annotations

from . import Run
from .place import place, source_of
from .terminal import visible


def write(run: Run) -> str:
    """``path:line:column: CODE severity message`` for every finding, lines and columns from 1.

    The severity is the English word in either language, so that one pattern matches both. A rule
    that failed has the word “fault” in its place.
    """
    lines = []
    for result in run.results:
        source = source_of(result)
        name = visible(result.name)
        for one in result.diagnostics:
            message = visible(one.message.in_language(run.language))
            lines.append(f"{name}:{place(source, one.span.start)}: {one.code} {one.severity.value} {message}")
        for fault in result.faults:
            lines.append(f"{name}:1:1: {fault.code} fault {visible(fault.message)}")
    return "".join(f"{line}\n" for line in lines)
