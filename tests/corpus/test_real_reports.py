"""Five real reports: what must be found in them, and that nothing else is said loudly.

The reports are not part of the project. They are looked for in the folder that the environment variable
REPORTLINT_CORPUS names, or in ``../shared/corpus/seeds`` beside the checkout.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportlint.engine import Session
from reportlint.result import FileResult
from reportlint.source import read_source

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("REPORTLINT_CORPUS", ROOT.parent / "shared" / "corpus" / "seeds"))
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no real reports in {CORPUS}")


@pytest.fixture(scope="module")
def results(session: Session) -> dict[str, FileResult]:
    return {path.name[:3]: session.check(read_source(path)) for path in sorted(CORPUS.glob("*.txt"))}


def places(result: FileResult) -> list[tuple[int, str]]:
    """Line and family of every finding."""
    assert result.source is not None
    return [(result.source.line_column(one.span.start)[0], one.code.rstrip("0123456789")) for one in result.diagnostics]


@pytest.mark.parametrize(
    ("report", "line", "family"),
    [
        ("000", 9, "SEC"),  # 一、 again inside the first section
        ("000", 20, "SEC"),  # 二、 before the second
        ("000", 53, "TBL"),  # the row of 政府集中采购 is missing
        ("001", 49, "TBL"),  # 行政 lost from a row label
        ("002", 5, "SEC"),  # 年度 twice in the title
        ("002", 74, "TBL"),  # five blank cells
        ("004", 7, "SEC"),  # another heading for the first section
        ("004", 39, "LAW"),  # a regulation that does not exist
        ("004", 69, "TBL"),  # 公益 lost from a column label
    ],
)
def test_found(results: dict[str, FileResult], report: str, line: int, family: str) -> None:
    assert (line, family) in places(results[report])


def test_nothing_else_is_an_error_or_a_warning(results: dict[str, FileResult]) -> None:
    loud = {
        name: [
            (result.source.line_column(one.span.start)[0], one.code)
            for one in result.diagnostics
            if result.source is not None and one.severity.value in ("error", "warning")
        ]
        for name, result in results.items()
    }
    assert loud == {
        "000": [(9, "SEC104"), (20, "SEC104"), (53, "TBL102")],
        "001": [(49, "TBL103")],
        "002": [(74, "TBL201")],
        "003": [],
        "004": [(7, "SEC105"), (39, "LAW203"), (69, "TBL104")],
    }


def test_no_identity_is_said_to_fail(results: dict[str, FileResult]) -> None:
    for result in results.values():
        assert result.report is not None
        assert result.report.faults == ()
        assert "fails" not in {check.outcome for check in result.report.identities}


@pytest.mark.parametrize("report", ["002", "004"])
def test_all_cells_are_bound(results: dict[str, FileResult], report: str) -> None:
    read = results[report].report
    assert read is not None
    applications = read.tables["applications"]
    assert len(applications.rows) == 23
    assert len(applications.cells) == 23 * 7
    assert len(read.tables["disputes"].cells) == 15


def test_rows_that_lost_a_cell_are_known_as_unaligned(results: dict[str, FileResult]) -> None:
    read = results["001"].report
    assert read is not None
    rows = read.tables["applications"].rows.values()
    assert len(rows) == 23
    assert sum(row.unaligned for row in rows) == 21
    assert all(row.numbers == 6 for row in rows if row.unaligned)
    assert len(read.tables["disputes"].cells) == 15


def test_what_is_left_of_a_scanned_report_is_read(results: dict[str, FileResult]) -> None:
    read = results["000"].report
    assert read is not None
    assert list(read.sections) == ["overview", "proactive", "applications", "disputes", "problems", "other"]
    assert len(read.sections["overview"].inner) == 2
    assert [cell.value.number for cell in read.tables["disputes"].cells.values()] == [0] * 15
    assert len(read.tables["applications"].rows) >= 20


def test_a_report_before_2019_has_no_fixed_sections_and_tables(results: dict[str, FileResult]) -> None:
    result = results["003"]
    assert result.report is not None
    assert (result.report.year, result.report.form and result.report.form.id) == (2016, "2008")
    assert result.report.traditional
    assert {family for _, family in places(result)} <= {"YR"}


def test_years_of_others_are_left_alone(results: dict[str, FileResult]) -> None:
    for name, result in results.items():
        assert [one.code for one in result.diagnostics if one.code.startswith("YR") and one.code != "YR301"] == [], name
