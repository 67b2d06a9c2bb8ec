"""DOC105: files that were read in a wrong encoding and saved so."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, FileProblem, Finding, NoOptions, Severity, Span, Text, rule


@rule(
    code="DOC105",
    name="mojibake",
    severity=Severity.ERROR,
    on=FileProblem,
    summary=Text("文件不是乱码", "the file was not garbled"),
    message=Text(
        "整个文件是乱码：原文是{encoding}编码，被当作{taken_for}打开后又保存了，没有检查；"
        "请找回原来的文件，或者打开原文，另存为UTF-8编码的纯文本",
        "the whole file is garbled: it was in {encoding}, was opened as {taken_for} and saved so, and was not checked: take "
        "the file as it was before, or open the original and save it as plain text in UTF-8",
    ),
)
def mojibake(problem: FileProblem, context: Context[NoOptions]) -> Iterator[Finding]:
    """Files that would be reports if the wrong step were undone."""
    if problem.kind == "mojibake":
        yield Finding(Span(0, 0), {"encoding": problem.encoding, "taken_for": problem.taken_for})
