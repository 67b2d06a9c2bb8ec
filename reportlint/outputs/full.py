"""For people at a terminal: each finding with its line, what belongs to it and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportlint.diagnostic import Diagnostic, Safety
from reportlint.result import FileResult, RuleFault
from reportlint.toml import Text

from . import Run, StreamedOutput
from .excerpt import excerpt
from .place import place, source_of
from .summary import SEVERITIES, sentence
from .terminal import Paint, visible

_WIDTH = 100
"""Columns of a line of the report, gutter included."""

_SAFETY: Mapping[Safety, Text] = {
    Safety.SAFE: Text("可自动修正", "safe, can be applied"),
    Safety.UNSAFE: Text("需人工确认", "unsafe, to be confirmed"),
    Safety.DISPLAY: Text("仅供参考", "for information"),
}
_MOST_RELATED = 8
"""Related places shown for a finding: a sum may have two dozen operands, which the JSON lists all."""

_MORE_RELATED = Text("……另有{count}处", "… and {count} more")
_RELATED = Text("相关", "related")
_FIX = Text("建议", "fix")
_BASIS = Text("依据", "basis")
_MORE = Text("详见", "more")
_FAULT = Text("内部错误 规则 {code} 运行出错，没有得出结果：{message}",
              "internal error: rule {code} failed, its results are missing: {message}")  # fmt: skip


def _piece(run: Run, result: FileResult) -> str:
    """Every finding of a file at length."""
    blocks = ["\n".join(block(run, result, diagnostic)) for diagnostic in result.diagnostics]
    blocks += [fault_line(run, result, fault) for fault in result.faults]
    return "".join(f"{one}\n\n" for one in blocks)


write = StreamedOutput(_piece, lambda run: sentence(run) + "\n")


def fault_line(run: Run, result: FileResult, fault: RuleFault) -> str:
    """What people are told of a rule that failed, behind the file's name."""
    return f"{Paint(run.color).strong(visible(result.name))}: {fault_message(run, fault)}"


def fault_message(run: Run, fault: RuleFault) -> str:
    """What people are told of a rule that failed."""
    return _FAULT.in_language(run.language).format(code=fault.code, message=visible(fault.message))


def block(run: Run, result: FileResult, diagnostic: Diagnostic) -> Iterator[str]:
    """The lines about a finding: what and where, the line of the report, and what belongs to it."""
    paint = Paint(run.color)
    source = source_of(result)
    message = diagnostic.message.in_language(run.language)
    where = paint.strong(f"{visible(result.name)}:{place(source, diagnostic.span.start)}:")
    severity = paint.severity(SEVERITIES[diagnostic.severity].in_language(run.language), diagnostic.severity)
    yield f"{where} {severity} {paint.strong(diagnostic.code)} {visible(message)}"
    margin = " "
    # A problem is one of the file as a whole: its first line would say nothing.
    if result.problem is None and result.source is not None:
        number = str(source.line_of(diagnostic.span.start) + 1)
        margin = " " * (len(number) + 1)
        shown = excerpt(source, diagnostic.span, _WIDTH - len(margin) - len("| "))
        yield paint.faint(f"{margin}|")
        yield f"{paint.faint(f'{number} |')} {shown.text}" if shown.text else paint.faint(f"{number} |")
        indent = shown.carets.rstrip("^")
        carets = paint.severity(shown.carets.lstrip(), diagnostic.severity)
        yield f"{paint.faint(f'{margin}|')} {indent}{carets}"
    for note in _notes(run, result, diagnostic):
        yield f"{paint.faint(f'{margin}=')} {note}"


def _notes(run: Run, result: FileResult, diagnostic: Diagnostic) -> Iterator[str]:
    source = source_of(result)
    label = _RELATED.in_language(run.language)
    for span, message in diagnostic.related[:_MOST_RELATED]:
        yield f"{label} {place(source, span.start)}: {visible(message.in_language(run.language))}"
    if (left := len(diagnostic.related) - _MOST_RELATED) > 0:
        yield f"{label} " + _MORE_RELATED.in_language(run.language).format(count=left)
    if diagnostic.fix is not None:
        safety = _SAFETY[diagnostic.fix.safety].in_language(run.language)
        title = visible(diagnostic.fix.title.in_language(run.language))
        yield f"{_FIX.in_language(run.language)} ({safety}): {title}"
    if diagnostic.basis:
        yield f"{_BASIS.in_language(run.language)} {visible(diagnostic.basis)}"
    yield f"{_MORE.in_language(run.language)} reportlint rule {diagnostic.code}"
