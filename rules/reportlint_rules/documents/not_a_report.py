"""DOC104: files that are not annual reports."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, FileProblem, Finding, NoOptions, Severity, Span, Text, rule


@rule(
    code="DOC104",
    name="not-a-report",
    severity=Severity.INFO,
    on=FileProblem,
    summary=Text("文件是政府信息公开工作年度报告", "the file is an annual report"),
    message={
        "": Text(
            "看起来不是政府信息公开工作年度报告（没有报告标题，也没有规定的各部分），没有检查；确实是报告时请加 --force",
            "this does not look like an annual report (no such title, none of the sections) and was not checked; "
            "use --force if it is one",
        ),
        "web-page": Text(
            "这是网页的源代码，没有检查；请在浏览器里打开，把报告复制出来存为纯文本（.txt）再检查",
            "this is the source of a web page and was not checked; open it in a browser, copy the report and save it as "
            "plain text (.txt)",
        ),
    },
)
def not_a_report(problem: FileProblem, context: Context[NoOptions]) -> Iterator[Finding]:
    """Texts without a report's title and without enough of its headings."""
    if problem.kind == "not-a-report":
        yield Finding(Span(0, 0))
    elif problem.kind == "web-page":
        yield Finding(Span(0, 0), message="web-page")
