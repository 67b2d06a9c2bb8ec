"""``reportlint check`` with comments and sidecars."""

from __future__ import annotations

import io
import json
import os
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from reportlint.cli import main

from .test_cli import CORRECT, PLANTED, run

ENTRY = """\
[[ignore]]
file = "a.txt"
code = "TBL302"
anchor = "1.本机关不掌握相关政府信息"
reason = "系统导出如此，已核对"
"""
USELESS = """
[[ignore]]
file = "{file}"
code = "{code}"
reason = "核对过"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("REPORTLINT_LANG", raising=False)
    (tmp_path / "reportlint.toml").write_text("", encoding="utf-8")
    reports = tmp_path / "年报"
    reports.mkdir()
    (reports / "a.txt").write_bytes(PLANTED.read_bytes())
    (reports / "b.txt").write_bytes(CORRECT.read_bytes())
    return reports


def sidecar(folder: Path, content: str) -> None:
    (folder / ".reportlint-ignore.toml").write_text(content, encoding="utf-8")


def said(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """What a run in a folder gives: its status, its results, and what it says besides."""
    out, err = io.StringIO(), io.StringIO()
    before = Path.cwd()
    os.chdir(folder)
    try:
        with redirect_stdout(out), redirect_stderr(err):
            status = main(["check", *arguments])
    finally:
        os.chdir(before)
    return status, out.getvalue(), err.getvalue()


def codes(folder: Path, *arguments: str) -> list[str]:
    _, results, _ = said(folder, "--output-format", "json", *arguments)
    files: list[dict[str, Any]] = json.loads(results)["files"]
    return [f"{Path(file['path']).name} {one['code']}" for file in files for one in file["diagnostics"]]


def test_an_entry_is_left_out_and_can_be_seen(folder: Path) -> None:
    sidecar(folder, ENTRY)
    assert "a.txt TBL302" not in codes(folder)
    assert "a.txt TBL302" in codes(folder, "--no-ignore")
    assert "另有 1 个问题已被忽略" in said(folder, "--select", "TBL302")[1]
    assert "1 finding ignored." in said(folder, "--select", "TBL302", "--lang", "en")[1]


def test_it_holds_when_lines_move_and_lapses_when_they_are_rewritten(folder: Path) -> None:
    sidecar(folder, ENTRY)
    report = (folder / "a.txt").read_text(encoding="utf-8")
    (folder / "a.txt").write_text(report.replace("\n", "\n\n", 3), encoding="utf-8")
    assert "a.txt TBL302" not in codes(folder)
    rewritten = report.replace("1.本机关不掌握相关政府信息", "1.本机关不掌握相关信息")
    (folder / "a.txt").write_text(rewritten, encoding="utf-8")
    found = codes(folder)
    assert "a.txt TBL302" in found
    assert ".reportlint-ignore.toml DOC201" in found


def test_entries_of_no_use_are_told_with_their_place(folder: Path) -> None:
    useless = [("b.txt", "TBL302"), ("gone.txt", "TBL302"), ("*.txt", "NUM203"), ("b.txt", "TBL999")]
    over = USELESS.format(file="a.txt", code="SEC105") + "expires = 2020-01-01\n"
    sidecar(folder, ENTRY + "".join(USELESS.format(file=file, code=code) for file, code in useless) + over)
    _, results, _ = said(folder, "--output-format", "concise")
    told = [line.split()[:2] for line in results.splitlines() if line.startswith(".reportlint-ignore.toml")]
    assert told == [
        [f".reportlint-ignore.toml:{line}:1:", code]
        for line, code in [(7, "DOC201"), (12, "DOC201"), (17, "DOC201"), (22, "DOC203"), (27, "DOC202")]
    ]
    # Looking at one file tells nothing of the others.
    assert [one for one in codes(folder, "a.txt") if one.startswith(".")] == [".reportlint-ignore.toml DOC202"]
    assert [one for one in codes(folder, "b.txt") if one.startswith(".")] == [
        ".reportlint-ignore.toml DOC201",
        ".reportlint-ignore.toml DOC203",
    ]
    # Nor does a run without their rules, or one that ignores nothing.
    assert codes(folder, "--select", "SEC,DOC201").count(".reportlint-ignore.toml DOC201") == 1
    assert [one for one in codes(folder, "--no-ignore") if one.startswith(".")] == []


def test_the_closest_sidecar_up_to_the_settings_counts(folder: Path) -> None:
    above = ENTRY.replace('"a.txt"', '"年报/a.txt"')
    sidecar(folder.parent, above)
    assert "a.txt TBL302" not in codes(folder)
    sidecar(folder, "")
    assert "a.txt TBL302" in codes(folder)
    (folder / ".reportlint-ignore.toml").unlink()
    (folder / "reportlint.toml").write_text("", encoding="utf-8")
    assert "a.txt TBL302" in codes(folder)


def test_what_comes_from_stdin_has_the_sidecar_of_its_name(folder: Path) -> None:
    sidecar(folder, ENTRY)
    select = ("--select", "TBL302", "--output-format", "concise")
    done = run("check", "-", "--stdin-filename", "a.txt", *select, cwd=folder, stdin=PLANTED.read_bytes())
    assert done.returncode == 0
    assert run("check", "-", *select, cwd=folder, stdin=PLANTED.read_bytes()).returncode == 1


@pytest.mark.parametrize(
    ("content", "line"), [("[[ignore]\n", 1), (ENTRY + "who = 1\n", 6), ("\N{BYTE ORDER MARK}[[ignore]]\n", 1)]
)
def test_a_sidecar_that_cannot_be_used_ends_the_run(folder: Path, content: str, line: int) -> None:
    sidecar(folder, content)
    status, _, told = said(folder, "--select", "TBL302")
    assert status == 2
    assert f".reportlint-ignore.toml:{line}:" in told
    assert said(folder, "--select", "TBL302", "--no-ignore")[0] == 1


def test_comments(folder: Path) -> None:
    report = (folder / "a.txt").read_text(encoding="utf-8")
    (folder / "a.txt").write_text(
        f"<!-- reportlint: disable=TBL, row-total, TBL302, SEC301 -->\n{report}", encoding="utf-8"
    )
    found = codes(folder, "a.txt")
    assert "a.txt TBL302" not in found and "a.txt SEC301" not in found
    # A family is no rule; and no total of a row is wrong.
    assert [one for one in found if "DOC" in one] == ["a.txt DOC203", "a.txt DOC201"]
    assert "a.txt SEC301" in codes(folder, "a.txt", "--no-ignore")


def test_sarif_tells_what_was_suppressed(folder: Path) -> None:
    sidecar(folder, ENTRY)
    report = (folder / "a.txt").read_text(encoding="utf-8")
    (folder / "a.txt").write_text(f"<!-- reportlint: disable=SEC301 -->\n{report}", encoding="utf-8")
    _, log, _ = said(folder, "a.txt", "--output-format", "sarif")
    results = json.loads(log)["runs"][0]["results"]
    suppressed = {one["ruleId"]: one["suppressions"] for one in results if one["suppressions"]}
    assert suppressed == {
        "TBL302": [{"kind": "external", "justification": "系统导出如此，已核对"}],
        "SEC301": [{"kind": "inSource"}],
    }
