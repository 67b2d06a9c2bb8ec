"""Where the findings of a file are."""

from __future__ import annotations

from reportlint.result import FileResult
from reportlint.source import SourceText


def source_of(result: FileResult) -> SourceText:
    """The text of a file; an empty one where its bytes are not text, so that every place is 1:1."""
    return result.source or SourceText("", result.name)


def place(source: SourceText, offset: int) -> str:
    """Line and column of an offset as people and editors write them, from 1."""
    line, column = source.line_column(min(offset, len(source.text)))
    return f"{line}:{column}"
