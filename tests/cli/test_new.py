"""``reportlint new``: a report to begin with."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .test_cli import run, text


def new(*arguments: str | Path, year: int = 2024, body: str = "青石镇人民政府") -> str:
    done = run("new", "--year", str(year), "--body", body, *arguments)
    assert done.returncode == 0, text(done)
    return done.stdout.decode()


@pytest.mark.parametrize("year", [2019, 2020, 2021, 2026])
@pytest.mark.parametrize("shape", ["tab", "pipe"])
def test_a_check_finds_nothing_but_what_is_to_be_filled_in(year: int, shape: str) -> None:
    written = new("--shape", shape, year=year)
    done = run("check", "-", "--isolated", "--output-format", "json", stdin=written.encode())
    (file,) = json.loads(done.stdout)["files"]
    lines = [number for number, line in enumerate(written.splitlines(), 1) if "【此处填写" in line]
    assert file["problem"] is None
    assert [(one["code"], one["start"]["line"]) for one in file["diagnostics"]] == [("SEC302", line) for line in lines]


@pytest.mark.parametrize(("year", "cells"), [(2020, 198), (2024, 200)])
def test_every_table_is_there_with_zeros(tmp_path: Path, year: int, cells: int) -> None:
    file = tmp_path / "new.md"
    new("--output", file, year=year)
    tables = json.loads(run("parse", file, "--grid", "--json").stdout)["tables"]
    numbers = [cell["number"] for table in tables for row in table["rows"] for cell in row["cells"]]
    assert set(numbers) == {0}
    assert all(table["missing"] == [] for table in tables)
    assert len(numbers) == sum(len(table["columns"]) * len(table["rows"]) for table in tables) == cells


@pytest.mark.parametrize(
    ("body", "arguments", "we"),
    [
        ("青石镇人民政府", (), "我镇"),
        ("江源市教育局", (), "我局"),
        ("松口街道办事处", (), "我街道"),
        ("北川市人民政府办公室", (), "我办"),
        ("云岭高新区管理委员会", (), "我管委会"),
        ("青石供电所", (), "本机关"),
        ("青石供电所", ("--kind", "所"), "我所"),
        ("青石供电所", ("--kind", "我所"), "我所"),
    ],
)
def test_what_an_authority_calls_itself(body: str, arguments: tuple[str, ...], we: str) -> None:
    written = new(*arguments, body=body)
    assert written.startswith(f"{body}2024年政府信息公开工作年度报告\n")
    assert f"2024年{we}" in written


def test_the_shape_follows_the_name_of_the_file(tmp_path: Path) -> None:
    new("--output", tmp_path / "a.txt")
    new("--output", tmp_path / "a.md")
    assert "规章\t0\t0\t0" in (tmp_path / "a.txt").read_text(encoding="utf-8")
    markdown = tmp_path / "a.md"
    assert "| 规章 " in markdown.read_text(encoding="utf-8")
    assert run("format", "--check", markdown).returncode == 0


def test_a_file_that_is_there_is_not_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_text("mine", encoding="utf-8")
    done = run("new", "--year", "2024", "--body", "青石镇人民政府", "--output", file)
    assert (done.returncode, "已经存在" in text(done)) == (2, True)
    assert file.read_text(encoding="utf-8") == "mine"
    done = run("new", "--year", "2024", "--body", "青石镇人民政府", "--output", tmp_path / "no" / "a.md")
    assert (done.returncode, "写不了" in text(done)) == (2, True)


@pytest.mark.parametrize(
    ("year", "body", "kind", "said"),
    [
        ("2018", "青石镇", "镇", "格式自由"),
        ("1999", "青石镇", "镇", "没有1999年"),
        ("20240", "青石镇", "镇", "没有20240年"),
        ("2024", " ", "镇", "机关名称"),
        ("2024", "青石\n镇", "镇", "机关名称"),
        ("2024", "青石镇", "一个很长很长的自称", "--kind"),
    ],
)
def test_what_cannot_be_is_told(year: str, body: str, kind: str, said: str) -> None:
    done = run("new", "--year", year, "--body", body, "--kind", kind)
    assert (done.returncode, said in text(done), done.stdout) == (2, True, b"")
