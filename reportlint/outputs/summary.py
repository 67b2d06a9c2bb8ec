"""The counts of a run and the sentence about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reportlint.diagnostic import Diagnostic, Safety, Severity
from reportlint.result import FileResult
from reportlint.toml import Text

from . import Run

SEVERITIES: Mapping[Severity, Text] = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.INFO: Text("信息", "info"),
    Severity.HINT: Text("提示", "hint"),
}


@dataclass(frozen=True)
class Summary:
    """Counts: of all files, of those with findings and of those skipped because they are no reports;
    of findings by severity, of those with a safe fix and of those with one to be confirmed; of rules that failed
    on a file; of findings that were ignored and of those that are in the baseline, which are not among the others.
    """

    files: int
    files_with_findings: int
    skipped: int
    findings: Mapping[Severity, int]
    fixable: int
    unsafely_fixable: int
    faults: int
    ignored: int
    known: int


def summarize(run: Run) -> Summary:
    """The counts of a run."""
    diagnostics = [one for result in run.results for one in result.diagnostics]
    counts = Counter(one.severity for one in diagnostics)
    return Summary(
        files=len(run.results),
        files_with_findings=sum(bool(result.diagnostics) for result in run.results),
        skipped=sum(map(_skipped, run.results)),
        findings={severity: counts[severity] for severity in Severity},
        fixable=sum(_fixable(one, Safety.SAFE) for one in diagnostics),
        unsafely_fixable=sum(_fixable(one, Safety.UNSAFE) for one in diagnostics),
        faults=sum(len(result.faults) for result in run.results),
        ignored=sum(len(result.ignored) - result.known for result in run.results),
        known=sum(result.known for result in run.results),
    )


def _skipped(result: FileResult) -> bool:
    # Text that cannot be read is a finding about a report; the rest is no report.
    return result.problem is not None and result.problem.kind not in ("unreadable", "mojibake")


def _fixable(diagnostic: Diagnostic, safety: Safety) -> bool:
    return diagnostic.fix is not None and diagnostic.fix.safety is safety


def sentence(run: Run) -> str:
    """The line at the end of what people read."""
    summary = summarize(run)
    if run.language == "zh":
        ignored = f"另有 {summary.ignored} 个问题已被忽略，未列出。" if summary.ignored else ""
        known = f"另有 {summary.known} 个问题在基线里，未列出。" if summary.known else ""
        return _zh(summary) + ignored + known
    ignored = f" {_count(summary.ignored, 'finding')} ignored." if summary.ignored else ""
    known = f" {_count(summary.known, 'finding')} in the baseline." if summary.known else ""
    return _en(summary) + ignored + known


def _zh(summary: Summary) -> str:
    found = [f"{count} 个{SEVERITIES[severity].zh}" for severity, count in summary.findings.items() if count]
    faults = f"有规则运行出错 {summary.faults} 次，结果不完整。" if summary.faults else ""
    if not summary.files:
        return "没有检查任何文件。"
    if summary.skipped == summary.files and not found:
        return f"共 {summary.files} 个文件，全部跳过，未作检查。{faults}"
    files = f"共 {summary.files} 个文件" + (f"（跳过 {summary.skipped} 个）" if summary.skipped else "")
    if not found:
        return f"{files}：{faults or '没有发现问题。'}"
    fixable = f"，其中 {summary.fixable} 处可自动修正（--fix）" if summary.fixable else ""
    if summary.unsafely_fixable:
        fixable += f"，{summary.unsafely_fixable} 处的修正需人工确认（--fix --unsafe-fixes）"
    return f"{files}：在 {summary.files_with_findings} 个文件中发现 {'、'.join(found)}{fixable}。{faults}"


def _en(summary: Summary) -> str:
    found = [_count(count, SEVERITIES[severity].en) for severity, count in summary.findings.items() if count]
    faults = f"A rule failed {_count(summary.faults, 'time')}: results are missing." if summary.faults else ""
    if not summary.files:
        return "No file was checked."
    if summary.skipped == summary.files and not found:
        return f"{_count(summary.files, 'file')}: all skipped, nothing was checked. {faults}".rstrip()
    files = _count(summary.files, "file") + (f" ({summary.skipped} skipped)" if summary.skipped else "")
    if not found:
        return f"{files}: {faults or 'no problems found.'}"
    fixable = f"; {summary.fixable} can be fixed automatically (--fix)" if summary.fixable else ""
    if summary.unsafely_fixable:
        fixable += f"; {summary.unsafely_fixable} with a fix to be confirmed (--fix --unsafe-fixes)"
    where = _count(summary.files_with_findings, "file")
    return f"{files}: {', '.join(found)} in {where}{fixable}. {faults}".rstrip()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
