"""DOC101: bytes that are not text."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, FileProblem, Finding, NoOptions, Severity, Span, Text, rule


@rule(
    code="DOC101",
    name="unreadable-encoding",
    severity=Severity.ERROR,
    on=FileProblem,
    summary=Text("文件是可读的文本", "the file is text that can be read"),
    message={
        "": Text(
            "这个文件不是能读的文本（可能是Word、PDF等文件，或者编码已损坏），没有检查；请打开原文，另存为UTF-8编码的纯文本",
            "this file is no text that can be read (a Word or PDF file, or a broken encoding) and was not checked: open "
            "the original and save it as plain text in UTF-8",
        ),
        "damaged": Text(
            "这个文件是{encoding}编码，但第{line}行有损坏的字节（可能没有传完，或者拼进了别的编码的文字），没有检查；"
            "请打开原文，另存为UTF-8编码的纯文本",
            "this file is in {encoding}, but has broken bytes in line {line} (it was cut off, or text in another encoding "
            "was put in) and was not checked: open the original and save it as plain text in UTF-8",
        ),
    },
)
def unreadable_encoding(problem: FileProblem, context: Context[NoOptions]) -> Iterator[Finding]:
    """Files in no known encoding, and files that are not text at all."""
    if problem.kind == "unreadable":
        if problem.encoding:
            yield Finding(Span(0, 0), {"encoding": problem.encoding, "line": problem.line}, "damaged")
        else:
            yield Finding(Span(0, 0))
