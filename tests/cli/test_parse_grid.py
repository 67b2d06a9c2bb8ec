"""``reportlint parse --grid``: the tables as they were understood."""

from __future__ import annotations

import json
from pathlib import Path

from reportlint.source import columns

from .test_cli import CORRECT, PLANTED, run, text


def test_the_numbers_stand_under_their_columns() -> None:
    lines = run("parse", PLANTED, "--grid").stdout.decode().splitlines()
    head = next(line for line in lines if line.split() == ["rules", "normative"] or "natural" in line)
    row = next(line for line in lines if line.split()[:1] == ["refused_repeated"])
    assert row.split() == ["refused_repeated", "1", "·", "0", "0", "0", "0", "1"]
    assert columns(row) == columns(head)
    assert row.index("·") == head.index("business") + len("business") - 1
    assert next(line for line in lines if line.split()[:1] == ["coercion"]).split()[1:] == ["!"]
    assert lines[-1].startswith("· 空格")


def test_a_table_that_is_too_wide_lies_on_its_side() -> None:
    lines = run("parse", CORRECT, "--grid").stdout.decode().splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("disputes"))
    assert lines[at + 1].split() == ["count"]
    assert lines[at + 2].split()[0] == "review_upheld"


def test_rows_that_are_not_aligned_say_why(tmp_path: Path) -> None:
    report = CORRECT.read_text(encoding="utf-8").replace("重复申请\t1\t0\t0\t0\t0\t0\t1", "重复申请\t1\t1")
    file = tmp_path / "report.txt"
    file.write_text(report, encoding="utf-8")
    said = text(run("parse", file, "--grid", "--lang", "en"))
    assert "refused_repeated is not aligned: numbers/columns = 2/7" in said
    rows = {
        row["id"]: row
        for table in json.loads(run("parse", file, "--grid", "--json").stdout)["tables"]
        for row in table["rows"]
    }
    assert (rows["refused_repeated"]["unaligned"], rows["refused_repeated"]["reason"]) == (True, "2/7")
    assert rows["refused_repeated"]["cells"] == []


def test_cells_as_json_say_where_they_are(tmp_path: Path) -> None:
    report = CORRECT.read_text(encoding="utf-8").replace("行政许可\t46", "行政许可\t 3.50万元", 1)
    file = tmp_path / "report.txt"
    file.write_text(report, encoding="utf-8")
    tables = {table["id"]: table for table in json.loads(run("parse", file, "--grid", "--json").stdout)["tables"]}
    (row,) = tables["licences"]["rows"]
    (cell,) = row["cells"]
    line = report.splitlines()[cell["line"] - 1]
    assert line[cell["column_number"] - 1 :] == "3.50万元"
    assert cell == {
        "row": "licence", "column": "decisions", "line": row["line"], "column_number": 7, "raw": "3.50万元",
        "kind": "number", "number": "3.50", "unit": "万元",
    }  # fmt: skip
    assert tables["penalties"]["missing"] == []


def test_a_text_without_tables(tmp_path: Path) -> None:
    file = tmp_path / "note.md"
    file.write_text("# 会议通知\n", encoding="utf-8")
    assert "没有找到规定的表格" in text(run("parse", file, "--grid"))
    assert json.loads(run("parse", file, "--grid", "--json").stdout) == {"tables": []}
