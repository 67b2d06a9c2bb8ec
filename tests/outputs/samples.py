"""Runs made by hand for the tests of outputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from reportlint.diagnostic import Diagnostic, Edit, Fix, Related, Safety, Severity
from reportlint.ignoring import Comment, Entry, Ignored
from reportlint.outputs import Run
from reportlint.report import Report
from reportlint.result import FileProblem, FileResult, Outline, RuleFault
from reportlint.rule import Finding, NoOptions, Rule
from reportlint.source import SourceText, Span
from reportlint.toml import Text

TEXT = "# 某县年度报告\r\n\n| 自然人 | 3 | 12 |\n联系电话：𠮷田\t0551\n"


def span_of(text: str, part: str) -> Span:
    """Where a part of a text first is."""
    start = text.index(part)
    return Span(start, start + len(part))


def diagnostic(
    span: Span,
    *,
    code: str = "TBL301",
    severity: Severity = Severity.ERROR,
    message: str = "总计应为15，实为12",
    related: tuple[Related, ...] = (),
    fix: Fix | None = None,
    basis: str = "",
    data: Mapping[str, Any] | None = None,
) -> Diagnostic:
    """A finding whose English message is that of the row's total."""
    both = Text(message, "the total should be 15, is 12")
    return Diagnostic(code, "row-total", severity, both, span, related, fix, basis, "", data or {})


def result(
    text: str,
    *diagnostics: Diagnostic,
    name: str = "reports/2023.md",
    problem: FileProblem | None = None,
    faults: tuple[RuleFault, ...] = (),
) -> FileResult:
    """A file of a text with its findings."""
    return FileResult(name, SourceText(text, name), None, diagnostics, problem, faults)


def _check(node: Report, context: object) -> Iterator[Finding]:
    raise NotImplementedError


def rule(code: str = "TBL301", name: str = "row-total", page: Path | None = None) -> Rule:
    """A rule as outputs see it."""
    messages = {"": Text("总计应为{right}，实为{wrong}", "the total should be {right}, is {wrong}")}
    summary = Text("总计列等于各列之和", "the total is the sum of the columns")
    basis = "国办公开办函〔2021〕30号"
    return Rule(code, name, Severity.ERROR, summary, messages, basis, Report, NoOptions, _check, page)


def fix(text: str, safety: Safety = Safety.SAFE) -> Fix:
    """A fix that writes 15 in place of 12."""
    return Fix(Text("改为15", "write 15"), (Edit(span_of(text, "12"), "15"),), safety)


def ignoring_run() -> Run:
    """A run in which a comment and an entry of a sidecar left findings out, and one was left."""
    comment = Comment("TBL301", Span(0, 1), Span(0, 9))
    entry = Entry("2023.md", "TBL301", Span(0, 0), reason="核对过")
    unexplained = Entry("2023.md", "TBL301", Span(0, 0))
    ignored = tuple(Ignored(diagnostic(span_of(TEXT, "3")), by) for by in (comment, entry, unexplained))
    return Run(
        results=(replace(result(TEXT, diagnostic(span_of(TEXT, "12"))), ignored=ignored), result(TEXT)),
        rules=(rule(),),
    )


def full_run(language: str = "zh", page: Path | None = None) -> Run:
    """A run with something of everything: two files with findings, one skipped, one unreadable."""
    first = diagnostic(
        span_of(TEXT, "12"),
        related=(Related(span_of(TEXT, "3"), Text("这一列是3", "this column is 3")),),
        fix=fix(TEXT),
        basis="国办公开办函〔2021〕30号",
        data={"right": Decimal("15"), "ratio": Decimal("0.10"), "columns": ("自然人",)},
    )
    second = diagnostic(span_of(TEXT, "𠮷田\t"), severity=Severity.HINT, fix=fix(TEXT, Safety.DISPLAY))
    writing = Fix(Text("写入正文", "write a text"), (Edit(Span(0, 0), "# 年度报告\n"),), Safety.UNSAFE)
    third = diagnostic(Span(0, 0), code="DOC001", severity=Severity.WARNING, fix=writing)
    unreadable = diagnostic(Span(0, 0), code="DOC002", severity=Severity.INFO)
    fault = RuleFault("YER101", "KeyError: '年'")
    return Run(
        results=(
            result(TEXT, first, second),
            result("", third, name="/srv/网站/空 白.md", problem=FileProblem("empty"), faults=(fault,)),
            FileResult("坏.md", None, None, (unreadable,), FileProblem("unreadable", 7)),
        ),
        rules=(rule(page=page), rule("DOC001", "not-empty"), rule("YER101", "year-in-title")),
        language=language,
    )


HARD = "a\x00b\x1b[31m\x7f\x85\u2028\u202e\ud800\ufffe<b>&\"'%0A::error::]]>\r\n=1+1,\t𠮷"
"""What no format may be broken by."""


def hard_run(language: str = "zh") -> Run:
    """A run in which names, texts and messages hold whatever they may."""
    found = [
        diagnostic(Span(0, len(HARD)), message=HARD, basis=HARD),
        diagnostic(span_of(HARD, "=1+1"), message=HARD, fix=Fix(Text(HARD, HARD), (Edit(Span(0, 0), HARD),))),
    ]
    faulty = result(HARD, *found, name=f"a b/{HARD}.md", faults=(RuleFault("YER101", HARD),))
    outline = Outline(HARD, 2023, ((0, HARD),))
    return Run((replace(faulty, outline=outline),), (rule(),), language)


RUNS = {
    "full": full_run(),
    "english": full_run("en"),
    "hard": hard_run(),
    "no files": Run(()),
    "no findings": Run((result(TEXT),), (rule(),)),
    "not looked at": Run((FileResult("大.md", None, None, (), FileProblem("too-large", 9)),), (rule(),)),
}
"""Runs that every format is tried with."""
