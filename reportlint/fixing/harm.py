"""What edits made worse."""

from __future__ import annotations

from reportlint.diagnostic import Severity
from reportlint.result import FileResult
from reportlint.source import Span
from reportlint.toml import Text

from .edits import Shift


def harm(before: FileResult, after: FileResult, shift: Shift) -> Text | None:
    """Why edits are better taken back, None if nothing speaks against them.

    They are if the text is no report any more, if a rule fails that did not, or if there is an error where its rule
    had found nothing. What is less than an error may come to light when something else was mended.
    """
    if after.problem != before.problem:
        return Text("改后不像年度报告了", "the text would not look like an annual report any more")
    failing = {fault.code for fault in before.faults}
    for fault in after.faults:
        if fault.code not in failing:
            return Text(f"改后规则 {fault.code} 运行出错", f"rule {fault.code} would fail")
    known: dict[str, list[Span]] = {}
    for one in before.diagnostics:
        known.setdefault(one.code, []).append(shift.span(one.span))
    for one in after.diagnostics:
        if one.severity is not Severity.ERROR:
            continue
        if not any(one.span.overlaps(span) for span in known.get(one.code, ())):
            zh, en = f"改后会出现新的错误 {one.code}：{one.message.zh}", f"there would be a new error {one.code}"
            return Text(zh, f"{en}: {one.message.en}")
    return None
