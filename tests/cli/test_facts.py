"""``reportlint facts``: what reports say, for programs that count."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from .test_cli import CORRECT, PLANTED, run, text


def facts(*arguments: str | Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("facts", *arguments).stdout.decode().splitlines()]


def test_every_fact_is_where_it_says() -> None:
    report = CORRECT.read_text(encoding="utf-8")
    lines = report.splitlines()
    found = facts(CORRECT)
    for fact in found:
        assert report[fact["start"] : fact["end"]] == fact["text"]
        assert lines[fact["line"] - 1][fact["column"] - 1 :].startswith(fact["text"])
    assert [fact["start"] for fact in found] == sorted(fact["start"] for fact in found)
    kinds = [fact["kind"] for fact in found]
    assert (kinds.count("cell"), kinds.count("title")) == (200, 1)


def test_facts_of_the_prose() -> None:
    found = facts(CORRECT)
    assert found[0]["body"] == "青石镇人民政府"
    assert (found[0]["year"], found[0]["section"]) == (2023, None)
    (regulation,) = [fact for fact in found if fact["kind"] == "citation" and fact["decree"]]
    assert regulation["title"] == "中华人民共和国政府信息公开条例"
    assert regulation["articles"] == [{"article": 50, "paragraph": None, "items": []}]
    assert ["国办公开办函〔2021〕30号"] in [fact["document_numbers"] for fact in found if fact["kind"] == "citation"]
    assert {fact["role"] for fact in found if fact["kind"] == "year"} >= {"period", "lead", "carried"}


def test_cells_name_their_place() -> None:
    cell = next(fact for fact in facts(CORRECT) if fact.get("row_id") == "carried_in")
    assert (cell["table"], cell["column_id"], cell["number"]) == ("applications", "natural", 1)
    assert (cell["row_name"], cell["column_name"]) == ("二、上年结转政府信息公开申请数量", "自然人")


def test_csv_has_the_same_facts() -> None:
    done = run("facts", CORRECT, PLANTED, "--output-format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout.decode(), newline="")))
    found = facts(CORRECT, PLANTED)
    assert [(row["path"], int(row["start"]), row["kind"]) for row in rows] == [
        (fact["path"], fact["start"], fact["kind"]) for fact in found
    ]
    pinpoints = {row["articles"] for row in rows}
    assert {"50", "20(1)"} <= pinpoints
    assert not done.stdout.startswith(b"\xef\xbb\xbf")
    assert run("facts", CORRECT, "--output-format", "csv", "--bom").stdout.startswith(b"\xef\xbb\xbfpath,")


@pytest.mark.parametrize(
    ("cell", "shown"), [("-3", "-3"), ("+4", "+4"), ("-", "'-"), ("=1+2", "'=1+2"), ("@a", "'@a"), ("＝1", "'＝1")]
)
def test_no_cell_becomes_a_formula(tmp_path: Path, cell: str, shown: str) -> None:
    report = CORRECT.read_text(encoding="utf-8").replace("规章\t0", f"规章\t{cell}", 1)
    file = tmp_path / "report.txt"
    file.write_text(report, encoding="utf-8")
    out = run("facts", file, "--output-format", "csv").stdout.decode()
    (row,) = [
        row
        for row in csv.DictReader(io.StringIO(out, newline=""))
        if (row["row_id"], row["column_id"]) == ("rules", "issued")
    ]
    assert row["text"] == shown


def test_what_is_no_report_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("# 会议通知\n", encoding="utf-8")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x80\x81\xff")
    done = run("facts", tmp_path / "note.md", CORRECT)
    assert (done.returncode, "note.md 不像年度报告" in text(done)) == (0, True)
    done = run("facts", "missing.txt", tmp_path / "picture.txt", CORRECT)
    assert done.returncode == 2
    assert "读不了 missing.txt" in text(done)
    assert "认不出" in text(done)
    assert len(done.stdout.splitlines()) == len(facts(CORRECT))


def test_stdin_and_folders(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(CORRECT.read_bytes())
    (tmp_path / "note.md").write_text("# 会议通知\n", encoding="utf-8")
    done = run("facts", tmp_path, "-", stdin=CORRECT.read_bytes())
    paths = [json.loads(line)["path"] for line in done.stdout.splitlines()]
    assert list(dict.fromkeys(paths)) == [os.fspath(tmp_path / "a.txt"), "<stdin>"]
    assert done.stderr == b""


@pytest.mark.skipif(sys.platform != "linux", reason="file names are bytes on Linux alone")
def test_a_file_name_that_is_not_utf_8(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/\xb1\xa8.txt"
    Path(os.fsdecode(file)).write_bytes(CORRECT.read_bytes())
    done = run("facts", tmp_path)
    assert os.fsencode(json.loads(done.stdout.splitlines()[0])["path"]) == file
    assert b"\\udcb1" in run("facts", tmp_path, "--output-format", "csv").stdout
