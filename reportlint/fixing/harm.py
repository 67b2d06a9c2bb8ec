"""What edits made worse."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

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
    places = {code: _Places(spans) for code, spans in known.items()}
    for one in after.diagnostics:
        if one.severity is Severity.ERROR and (one.code not in places or not places[one.code].touch(one.span)):
            zh, en = f"改后会出现新的错误 {one.code}：{one.message.zh}", f"there would be a new error {one.code}"
            return Text(zh, f"{en}: {one.message.en}")
    return None


class _Places:
    """Spans, to be asked many times whether one touches any of them."""

    def __init__(self, spans: list[Span]) -> None:
        spans.sort()
        self._starts = [span.start for span in spans]
        self._farthest = list(accumulate((span.end for span in spans), max))

    def touch(self, span: Span) -> bool:
        """Whether one of them shares a character with a span, or touches it."""
        count = bisect_right(self._starts, span.end)
        return count > 0 and self._farthest[count - 1] >= span.start
