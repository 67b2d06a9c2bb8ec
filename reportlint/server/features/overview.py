"""How far a report has come: its parts and sums counted, and its tables cell by cell, for a view beside the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from reportlint.report import Cell, IdentityCheck, Report, Row, Table
from reportlint.server.analysis import Analysis
from reportlint.server.documents import Snapshot

from .equations import identity_text
from .inlay_hints import checks_by_total, sum_label


def overview(analysis: Analysis, language: str) -> dict[str, Any] | None:
    """The parts, identities and tables of a report as plain values, None for a text that is no report.

    Counts of parts and rows are those ``found`` of those ``prescribed``; of identities, how many ``hold``, how
    many ``fail``, and how many stay ``open`` because a number is missing. Labels are those of the form; ``sum``
    is what stands behind a total in the text, too.
    """
    report = analysis.report
    if report is None:
        return None
    sums = {_key(checks[0].table, checks[0].cells[0]): checks for checks in checks_by_total(report)}
    return {
        "version": analysis.snapshot.version,
        "year": report.year,
        "form": report.form.name.in_language(language) if report.form is not None else None,
        "sections": {
            "found": len(report.sections),
            "prescribed": len(report.form.sections) if report.form is not None else 0,
        },
        "identities": _counts(report.identities),
        "tables": [_table(table, report, sums, analysis.snapshot, language) for table in report.tables.values()],
    }


_Sums = dict[tuple[str, str, str], list[IdentityCheck]]


def _key(table: Table, cell: Cell | None) -> tuple[str, str, str]:
    assert cell is not None, "a total was computed"
    return table.id, cell.row, cell.column


def _counts(checks: Iterable[IdentityCheck]) -> dict[str, int]:
    count = Counter(check.outcome for check in checks)
    return {"hold": count["holds"], "fail": count["fails"], "open": count["blank"] + count["unknown"]}


def _table(table: Table, report: Report, sums: _Sums, snapshot: Snapshot, language: str) -> dict[str, Any]:
    groups = {group.id: group.label.official for group in table.form.groups}
    return {
        "id": table.id,
        "name": table.form.caption or table.form.name.in_language(language),
        "range": snapshot.range(table.span),
        "counts": {"found": len(table.rows), "prescribed": len(table.form.rows)},
        "identities": _counts(check for check in report.identities if check.table.id == table.id),
        "rows": [
            {
                "label": row.form.label.official,
                "group": groups.get(row.form.group, ""),
                "range": snapshot.range(row.span),
                "unaligned": row.unaligned,
                "cells": _cells(table, row, sums, snapshot, language),
            }
            for row in sorted(table.rows.values(), key=lambda one: one.span)
        ],
    }


def _cells(table: Table, row: Row, sums: _Sums, snapshot: Snapshot, language: str) -> list[dict[str, Any]]:
    cells = []
    for cell in row.cells:
        checks = sums.get(_key(table, cell), [])
        cells.append(
            {
                "column": table.column_name(cell.column),
                "text": cell.raw,
                "range": snapshot.range(cell.span),
                "sum": sum_label(checks) if checks else None,
                "fails": any(check.outcome == "fails" for check in checks),
                "identities": [identity_text(check).in_language(language) for check in checks],
            }
        )
    return cells
