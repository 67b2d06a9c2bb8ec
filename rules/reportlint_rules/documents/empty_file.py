"""DOC103: files without text."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, FileProblem, Finding, NoOptions, Severity, Span, Text, rule


@rule(
    code="DOC103",
    name="empty-file",
    severity=Severity.INFO,
    on=FileProblem,
    summary=Text("文件有内容", "the file is not empty"),
    message=Text("文件是空的，没有可检查的内容", "the file is empty, there is nothing to check"),
)
def empty_file(problem: FileProblem, context: Context[NoOptions]) -> Iterator[Finding]:
    """Files that hold nothing but spaces."""
    if problem.kind == "empty":
        yield Finding(Span(0, 0))
