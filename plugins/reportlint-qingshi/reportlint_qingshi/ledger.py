"""The ledger of the county's reviewers: one line of CSV for each finding, for a spreadsheet."""

from __future__ import annotations

import csv
import io

from reportlint.api import Run

_HEAD = {
    "zh": ("文件", "行", "规则", "级别", "问题", "处理情况"),
    "en": ("file", "line", "rule", "severity", "finding", "done"),
}


def write_ledger(run: Run) -> str:
    """All findings in the order of the files; the last column is left to the reviewer."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEAD[run.language])
    for result in run.results:
        for one in result.diagnostics:
            line = result.source.line_column(one.span.start)[0] if result.source is not None else 1
            message = one.message.in_language(run.language)
            writer.writerow([_plain(result.name), line, one.code, one.severity.value, _plain(message), ""])
    return text.getvalue()


def _plain(text: str) -> str:
    """The text, so that a spreadsheet takes it for no formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
