"""Output ``statistics``: what each rule found and what it took, the dearest first."""

from __future__ import annotations

from collections import Counter

from reportlint.source import columns

from . import Run
from .summary import sentence
from .terminal import Paint

_WIDTH = 10
_HEADS = {"zh": ("问题", "毫秒", "占比", "规则"), "en": ("findings", "ms", "share", "rule")}


def write(run: Run) -> str:
    """A line for each rule that ran, and one for reading the texts, with the share of the whole time."""
    paint = Paint(run.color)
    seconds: Counter[str] = Counter()
    for result in run.results:
        seconds.update(result.seconds)
    findings = Counter(one.code for result in run.results for one in result.diagnostics)
    whole = sum(seconds.values()) or 1.0
    names = {rule.code: rule.name for rule in run.rules} | {"": "读取全文" if run.language == "zh" else "reading"}
    lines = [paint.strong(_row(*_HEADS[run.language]))]
    for code in sorted(names, key=lambda code: (-seconds[code], code)):
        count = str(findings[code]) if code else ""
        share = f"{100 * seconds[code] / whole:.1f}%"
        lines.append(_row(count, f"{1000 * seconds[code]:.2f}", share, f"{code} {names[code]}".strip()))
    return "\n".join([*lines, "", sentence(run), ""])


def _row(findings: str, milliseconds: str, share: str, rule: str) -> str:
    numbers = (findings, milliseconds, share)
    return "".join(" " * (_WIDTH - columns(text)) + text for text in numbers) + "  " + rule
