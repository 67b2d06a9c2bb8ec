"""Behind each total of a table whether it is the sum of its parts: ``Σ 12 ✓``, ``Σ 12 ≠ 13``."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from reportlint.forms import Number
from reportlint.report import IdentityCheck, Report
from reportlint.server.analysis import Analysis

from .equations import identity_text


def inlay_hints(analysis: Analysis, range: types.Range, language: str) -> list[types.InlayHint]:
    """The hints of a range: one behind each total all of whose parts are known."""
    report, snapshot = analysis.report, analysis.snapshot
    if report is None:
        return []
    asked = snapshot.span(range)
    return [
        types.InlayHint(
            snapshot.range(checks[0].cells[0].span).end,
            sum_label(checks),
            tooltip="\n".join(identity_text(check).in_language(language) for check in checks),
            padding_left=True,
        )
        for checks in checks_by_total(report)
        if checks[0].cells[0] is not None and checks[0].cells[0].span.overlaps(asked)
    ]


def checks_by_total(report: Report) -> Iterable[list[IdentityCheck]]:
    """The identities of each total all of whose parts are known, in the order of the form."""
    totals: dict[tuple[str, str, str], list[IdentityCheck]] = {}
    for check in report.identities:
        cell = check.computed
        if cell is not None and check.outcome in ("holds", "fails"):
            totals.setdefault((check.table.id, cell.row, cell.column), []).append(check)
    return totals.values()


def sum_label(checks: list[IdentityCheck]) -> str:
    """What is said behind a total: its sum, and how it differs. ``checks`` are all the identities of that total."""
    # A total of a row and of a column has two sums; each one that differs is shown.
    wrong: list[Number] = [check.right for check in checks if check.outcome == "fails" and check.right is not None]
    if not wrong:
        return f"Σ {checks[0].right} ✓"
    return f"Σ {' / '.join(dict.fromkeys(map(str, wrong)))} ≠ {checks[0].left}"
