"""The VS Code extension as other extensions, settings and environments meet it: inside VS Code's extension host."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from reportlint import __version__

from . import vscode
from .conftest import once

EXAMPLES = Path(__file__).parents[2] / "examples"
TOTAL = "一、本年新收政府信息公开申请数量\t\t\t12\t3\t0\t0\t0\t0\t15"

pytestmark = [pytest.mark.editors, pytest.mark.slow]


@pytest.fixture(scope="module")
def seen(extension_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was found in each step."""
    seen: dict[str, Any] = json.loads(
        once(tmp_path_factory, "vscode-api", lambda: json.dumps(run(extension_folder, tmp_path_factory)))
    )
    return seen


def run(extension_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Goes through all steps."""
    tools = vscode.tools()
    home, folder = tmp_path_factory.mktemp("vscode"), tmp_path_factory.mktemp("workspace")
    programs = tmp_path_factory.mktemp("programs")
    (programs / "reportlint").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reportlint "$@"\n', encoding="utf-8")
    (programs / "reportlint").chmod(0o755)
    for name in ("correct.txt", "planted-defects.txt"):
        shutil.copy(EXAMPLES / name, folder)
    (folder / "年报").mkdir()
    for name in ("一.gongkai.md", "年报/二.md", "说明.txt"):
        (folder / name).write_text("# 说明\n", encoding="utf-8")
    task = {"python": sys.executable, "programs": str(programs), "total": TOTAL}
    (folder / "task.json").write_text(json.dumps(task), encoding="utf-8")
    where = {"PATH": vscode.path_without_reportlint(), **vscode.this_python()}
    settings = {"security.workspace.trust.enabled": False}
    vsix = extension_folder / "reportlint.vsix"
    with vscode.running(tools, [vsix], home, settings=settings, python=where) as session:
        url = session.url(
            folder,
            ("extensionDevelopmentPath", str(vscode.HERE / "vscode_python")),
            ("extensionTestsPath", str(vscode.HERE / "vscode_api.cjs")),
        )
        ended = session.drive("vscode_api.mjs", url=url)
    assert (folder / "seen.json").exists(), ended
    told: dict[str, Any] = json.loads((folder / "seen.json").read_text(encoding="utf-8"))
    print(json.dumps(told, ensure_ascii=False, indent=1))
    assert ended["status"] == 0, told.get("failed")
    return told


def test_reportlint_is_found_where_it_is(seen: dict[str, Any]) -> None:
    sources = {name: found and found["source"] for name, found in seen["sources"].items() if name != "seconds"}
    assert sources == {
        "first": "bundled", "environment": "environment", "PATH": "PATH", "interpreter": "interpreter", "path": "path",
        "missing": None, "again": "interpreter",
    }  # fmt: skip
    assert seen["sources"]["first"]["version"] == __version__


def test_reports_have_a_language_of_their_own(seen: dict[str, Any]) -> None:
    languages = dict(seen["languages"])
    del languages["seconds"]
    assert languages == {
        "named": "gongkai-markdown", "plain": "plaintext", "text": "gongkai-text", "before": "markdown",
        "after": "gongkai-markdown",
    }  # fmt: skip


def test_what_extensions_ask_for_is_answered(seen: dict[str, Any]) -> None:
    features = seen["features"]
    assert "TBL301" in features["found"]
    assert "Σ 15 ≠ 16" in features["hints"]
    assert any("15" in title for title in features["actions"])
    assert "Show the page of TBL301" in features["actions"]
    assert "三、收到和处理政府信息公开申请情况" in features["symbols"]
    assert any("TBL301" in text for text in features["hovers"])
    assert {"bt1", "biao5", "juzi"} <= set(features["snippets"])


def test_reports_that_are_not_on_disk_are_checked(seen: dict[str, Any]) -> None:
    assert "TBL302" in seen["virtual"]["codes"]


def test_commands(seen: dict[str, Any], html_is_known: bool) -> None:
    commands = seen["commands"]
    assert commands["unknown"] == []
    assert commands["checked"]["reports"] == 2
    assert commands["checked"]["findings"] >= 16
    assert any("TBL302" in label for label in commands["tabs"])
    assert commands["exported"] is html_is_known
    assert (commands["written"] is not None) == html_is_known
    if html_is_known:
        assert "TBL302" in commands["written"]
