"""Five real reports: what must be found in them, and that nothing else is said loudly.

The reports are not part of the project. They are looked for in the folder that the environment variable
REPORTLINT_CORPUS names, or in ``../shared/corpus/seeds`` beside the checkout.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reportlint.engine import Session
from reportlint.plugins import load_plugins
from reportlint.result import FileResult
from reportlint.source import read_source

ROOT = Path(__file__).resolve().parents[2]
CORPUS = Path(os.environ.get("REPORTLINT_CORPUS", ROOT.parent / "shared" / "corpus" / "seeds"))
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason=f"no real reports in {CORPUS}")


@pytest.fixture(scope="module")
def results(session: Session) -> dict[str, FileResult]:
    return {path.name[:3]: session.check(read_source(path)) for path in sorted(CORPUS.glob("*.txt"))}


# Everything that is said of them, at its line. Errors and warnings are what a reviewer objects to.
LOUD = {
    "000": [
        (5, "SEC202"),  # nothing about applications
        (9, "SEC104"),  # 一、 again inside the first section
        (18, "TXT203"),  # 主 lost from 民主政治
        (20, "SEC104"),  # 二、 before the second
        (53, "TBL102"),  # the row of 政府集中采购 is missing
        (104, "TXT206"),  # a clause twice, where the page broke
    ],
    "001": [
        (9, "TXT101"),  # ，。
        (11, "NUM101"),  # four applications in the text, none in the table
        (13, "ORG102"),  # the media of another county
        (49, "TBL103"),  # 行政 lost from a row label
        (83, "ORG101"),  # a town that calls itself 我局
    ],
    "002": [
        (9, "SEC202"),  # three topics are missing
        (9, "SEC203"),  # no figure
        (74, "TBL201"),  # five blank cells
    ],
    "003": [],
    "004": [
        (7, "SEC105"),  # another heading for the first section
        (39, "LAW203"),  # a regulation that does not exist
        (69, "TBL104"),  # 公益 lost from a column label
    ],
}
QUIET = {
    "000": [
        (1, "SEC301"), (3, "TXT102"), (13, "TXT104"), (13, "TXT105"), (42, "TXT107"), (62, "TBL205"), (106, "TXT204"), (110, "SEC206"),
        (116, "PII201"),
    ],
    "001": [(3, "LAW206"), (11, "LAW205"), (15, "TXT103"), (46, "TBL205"), (77, "TXT102"), (77, "TXT303")],
    "002": [(5, "LAW206"), (5, "SEC301"), (11, "TXT204"), (15, "TXT102"), (15, "TXT104"), (82, "TXT204")],
    "003": [(1, "TXT108"), (2, "TXT102"), (2, "SEC303"), (8, "ORG102"), (12, "YR301"), (12, "YR303")],
    "004": [
        (3, "LAW206"), (5, "SEC303"), (15, "YR301"), (33, "TXT204"), (33, "TXT301"), (33, "YR303"), (104, "SEC112"),
        (106, "TXT204"),
    ],
}  # fmt: skip


def places(result: FileResult, *levels: str) -> list[tuple[int, str]]:
    """Line and code of the findings of some levels."""
    assert result.source is not None
    line = result.source.line_column
    return [(line(one.span.start)[0], one.code) for one in result.diagnostics if one.severity.value in levels]


def test_what_a_reviewer_objects_to_and_nothing_else(results: dict[str, FileResult]) -> None:
    assert {name: places(result, "error", "warning") for name, result in results.items()} == LOUD


def test_what_is_worth_a_look(results: dict[str, FileResult]) -> None:
    found = {name: sorted(places(result, "info", "hint")) for name, result in results.items()}
    assert found == {name: sorted(expected) for name, expected in QUIET.items()}


def test_noise_of_the_conversion_can_be_left_out() -> None:
    session = Session(load_plugins(installed=False), extraction_noise=False)
    found = {one.code for path in CORPUS.glob("*.txt") for one in session.check(read_source(path)).diagnostics}
    assert found & {"TXT104", "TXT105", "TXT107", "TXT108"} == set()
    assert {"TXT101", "NUM101"} <= found


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


def test_years_of_others_are_left_alone(results: dict[str, FileResult]) -> None:
    for name, result in results.items():
        assert {one.code for one in result.diagnostics if one.code.startswith("YR")} <= {"YR301", "YR303"}, name
