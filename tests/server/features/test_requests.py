"""What editors ask for beyond the protocol: the overview of a report, pages, the skeleton."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from reportlint.plugins import load_plugins
from reportlint.report import read_report
from reportlint.server.features.overview import overview
from reportlint.source import PositionUnit, SourceText
from tests.server.client import REAL_SERVER, Client

from .reports import REPORT, TABBED_ROW, UNITS, analysed, said

WRONG = REPORT.replace(TABBED_ROW, TABBED_ROW[:-2] + "16")


def row(told: dict[str, Any], label: str) -> dict[str, Any]:
    [found] = [row for table in told["tables"] for row in table["rows"] if row["label"] == label]
    return found


@pytest.mark.parametrize("unit", UNITS)
def test_the_overview_of_a_correct_report(unit: PositionUnit) -> None:
    analysis = analysed(REPORT, unit)
    told = overview(analysis, "zh")
    assert told is not None
    assert told["sections"] == {"found": 6, "prescribed": 6}
    assert told["identities"] == {"hold": 42, "fail": 0, "open": 0}
    assert [table["name"] for table in told["tables"]] == [
        "第二十条第（一）项", "第二十条第（五）项", "第二十条第（六）项", "第二十条第（八）项", "收到和处理政府信息公开申请情况表",
        "行政复议、行政诉讼情况表",
    ]  # fmt: skip
    assert sum(table["identities"]["hold"] for table in told["tables"]) == 42
    for table in told["tables"]:
        assert table["counts"]["found"] == table["counts"]["prescribed"] == len(table["rows"])
        for one in table["rows"]:
            assert [said(analysis, cell["range"]) for cell in one["cells"]] == [cell["text"] for cell in one["cells"]]
    new = row(told, "一、本年新收政府信息公开申请数量")
    assert [cell["sum"] for cell in new["cells"]] == [None] * 6 + ["Σ 15 ✓"]
    assert row(told, "1.属于国家秘密")["group"] == "（三）不予公开"


def test_the_overview_of_a_wrong_total_and_a_lost_cell() -> None:
    lost = WRONG.replace("（一）予以公开\t\t5\t2\t0", "（一）予以公开\t\t5\t2")
    told = overview(analysed(lost), "en")
    assert told is not None
    total = row(told, "一、本年新收政府信息公开申请数量")["cells"][-1]
    assert (total["text"], total["sum"], total["fails"]) == ("16", "Σ 15 ≠ 16", True)
    assert total["identities"][0].startswith("≠ ")
    assert row(told, "（一）予以公开")["unaligned"]
    assert told["identities"]["fail"] > 0 < told["identities"]["open"]
    assert overview(analysed("一封信"), "zh") is None


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    options = {"debounce": 0, "language": "en"}
    with Client(tmp_path_factory.mktemp("requests"), command=REAL_SERVER, options=options) as client:
        client.open(WRONG)
        yield client
        assert client.goodbye() == 0
        assert "Traceback" not in client.log


def test_the_overview_goes_over_the_wire(editor: Client) -> None:
    told = editor.request("reportlint/overview", {"textDocument": {"uri": editor.uri()}})
    assert told["version"] == 0
    total = row(told, "一、本年新收政府信息公开申请数量")["cells"][-1]
    start = editor.position(WRONG, WRONG.index(TABBED_ROW[:-2]) + len(TABBED_ROW[:-2]))
    assert total["range"] == {"start": start, "end": {**start, "character": start["character"] + 2}}
    assert editor.request("reportlint/overview", {"textDocument": {"uri": editor.uri("nowhere.txt")}}) is None
    assert editor.request("reportlint/overview", {}) is None


def test_the_page_of_a_rule(editor: Client) -> None:
    page = editor.request("reportlint/rulePage", {"code": "TBL302", "textDocument": {"uri": editor.uri()}})
    assert page.startswith("# TBL302 outcome-total\n") and "## What it says" in page
    assert editor.request("reportlint/rulePage", {"code": "outcome-total"}) == page
    assert editor.request("reportlint/rulePage", {"code": "NO999"}) is None
    assert editor.request("reportlint/rulePage", {}) is None


def test_the_page_of_a_form(editor: Client) -> None:
    years = editor.request("reportlint/years", {})
    assert years[0] == date.today().year - 1
    assert 2019 in years and 2018 not in years
    page = editor.request("reportlint/formPage", {"year": 2023})
    assert page.startswith("# The form of annual reports on 2023\n")
    assert "| 三、本年度办理结果 | （一）予以公开 |" in page
    assert "- (7) total = the sum of (1) to (6)" in page
    for year in (2018, "2023", None):
        assert editor.request("reportlint/formPage", {"year": year}) is None


def test_the_skeleton(editor: Client) -> None:
    forms = load_plugins(installed=False).forms
    for markdown in (True, False):
        written = editor.request("reportlint/skeleton", {"year": 2023, "markdown": markdown})
        report = read_report(SourceText(written["text"]), forms)
        assert (report.year, len(report.sections), len(report.tables)) == (2023, 6, 6)
        assert ("| 规章" in written["text"]) == markdown
        assert "${1:【此处填写：机关名称】}" in written["snippet"]
    assert editor.request("reportlint/skeleton", {"year": 2010}) is None
