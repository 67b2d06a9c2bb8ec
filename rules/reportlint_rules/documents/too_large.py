"""DOC102: files that are too large for a report."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, FileProblem, Finding, NoOptions, Severity, Span, Text, rule


@rule(
    code="DOC102",
    name="too-large",
    severity=Severity.WARNING,
    on=FileProblem,
    summary=Text("文件不过大", "the file is not too large"),
    message=Text(
        "文件有 {size} MB，太大了，没有检查；年度报告的文本通常只有几十KB，请确认没有选错文件",
        "the file has {size} MB, which is too large, and was not checked: the text of a report usually has "
        "some dozen KB, so make sure that this is the right file",
    ),
)
def too_large(problem: FileProblem, context: Context[NoOptions]) -> Iterator[Finding]:
    """Files over the limit of the reader."""
    if problem.kind == "too-large":
        yield Finding(Span(0, 0), {"size": problem.size // (1024 * 1024)})
