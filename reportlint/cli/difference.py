"""What would be changed in a file, as a patch."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator

from reportlint.outputs.terminal import visible
from reportlint.source import SourceText


def difference(before: str, after: str, name: str) -> Iterator[str]:
    """The lines of a unified diff from one text to another, with their line ends.

    To a pipe or a file they go as they are; a terminal is to obey nothing that stands in them.
    """
    is_seen = sys.stdout.isatty()
    for line in difflib.unified_diff(_lines(SourceText(before)), _lines(SourceText(after)), name, name):
        # A patch without this mark would add the line end that the last line does not have.
        whole = line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n"
        yield "".join(f"{visible(part)}\n" for part in whole.splitlines()) if is_seen else whole


def _lines(source: SourceText) -> list[str]:
    """The lines with their line ends."""
    starts = source.line_starts
    lines = [source.text[start:end] for start, end in zip(starts, (*starts[1:], len(source.text)), strict=True)]
    return lines if lines[-1] else lines[:-1]
