"""The VS Code extension in a real VS Code, used as a person does: with keyboard and mouse, in Chinese.

One session goes through everything that is to be seen (``vscode_workbench.mjs``) with nothing but the extension
installed: reportlint is the copy that it brings. ``REPORTLINT_PICTURES`` may name the folder for the screenshots,
``editors/vscode/images`` for those of the documents.
"""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from . import vscode
from .conftest import once

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
NLS = json.loads((ROOT / "editors" / "vscode" / "package.nls.zh-cn.json").read_text(encoding="utf-8"))
TITLES = {key.removeprefix("command."): text for key, text in NLS.items() if key.startswith("command.")}
STEPS = [
    "opened", "trusted", "quickFix", "rulePage", "fixAll", "wrongTotal", "formPage", "skeleton", "workspace", "exported",
    "restarted", "log", "walkthrough", "activation",
]  # fmt: skip
TOTAL = "一、本年新收政府信息公开申请数量\t\t\t12\t3\t0\t0\t0\t0\t15"

pytestmark = [pytest.mark.editors, pytest.mark.slow]


def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with reports and a rule of its own in Python."""
    folder = tmp_path_factory.mktemp("workspace") / "年报"
    shutil.copytree(ROOT / "plugins" / "local-bureau", folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("planted-defects.txt", "correct.txt"):
        shutil.copy(EXAMPLES / name, folder)
    return folder


@pytest.fixture(scope="module")
def seen(extension_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What was to be seen after each step."""
    seen: dict[str, Any] = json.loads(
        once(tmp_path_factory, "vscode-workbench", lambda: json.dumps(used(extension_folder, tmp_path_factory)))
    )
    return seen


def used(extension_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Goes through all steps, and again where that came to no end, three times at most.

    On a loaded machine a click may meet a menu of VS Code that is just closing. What is wrong in the extension is wrong
    each time, and what was to be seen is judged by the tests, which have one try.
    """
    for left in (2, 1, 0):
        seen = use(extension_folder, tmp_path_factory)
        if "failed" not in seen or not left:
            break
        print("once more after:", seen["failed"])
    assert "failed" not in seen, seen["failed"]
    return seen


def use(extension_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Goes through all steps."""
    tools = vscode.tools()
    lines = (EXAMPLES / "correct.txt").read_text(encoding="utf-8").split("\n")
    home, folder = tmp_path_factory.mktemp("vscode"), reports(tmp_path_factory)
    where = {"PATH": vscode.path_without_reportlint()}
    with vscode.running(tools, [extension_folder / "reportlint.vsix"], home, python=where) as session:
        told: dict[str, Any] = session.drive(
            "vscode_workbench.mjs",
            url=session.url(folder, ("openFile", str(folder / "planted-defects.txt"))),
            steps=STEPS,
            titles=TITLES,
            language="zh-cn",
            lines={"total": lines.index(TOTAL) + 1, "column": len(TOTAL) + 1},
            local="没有写咨询电话",
            fixable="截止",
            fix="截至",
            explained="TBL302",
            checked="检查了 3 份年度报告",
            closed="report.txt",
            target=str(home / "report.html"),
            pictures=os.environ.get("REPORTLINT_PICTURES") or str(home / "pictures"),
        )
    if "exported" in told:
        page = home / "report.html"
        told["exported"]["file"] = page.exists() and page.read_text(encoding="utf-8")
    return told


def test_findings_are_underlined_listed_and_counted(seen: dict[str, Any]) -> None:
    opened = seen["opened"]
    assert opened["squiggles"] > 0
    assert opened["problems"] and all("reportlint" in row for row in opened["problems"])
    assert sum(opened["counts"]) == 16
    assert opened["language"] == ["年度报告（文本）"]
    assert any("6/6 部分 · 37/42 勾稽" in text for text in opened["status"])
    assert "6/6 个部分 · 37/42 勾稽关系成立，3 不成立，2 因缺数无法核对" in opened["lenses"]


def test_rules_of_the_folder_run_when_it_is_trusted(seen: dict[str, Any]) -> None:
    assert seen["trusted"]["before"] == []
    assert any("OUR101" in row for row in seen["trusted"]["after"])


def test_a_quick_fix_is_offered_and_made(seen: dict[str, Any]) -> None:
    fixed = seen["quickFix"]
    assert any("截至" in title for title in fixed["offered"])
    assert any("说明" in title for title in fixed["offered"])
    assert any("截至2023年12月31日" in line for line in fixed["lines"])


def test_the_page_of_a_rule_is_shown(seen: dict[str, Any]) -> None:
    assert "TBL302 outcome-total" in seen["rulePage"]["text"]
    assert "为什么" in seen["rulePage"]["text"]


def test_all_is_fixed_at_once(seen: dict[str, Any]) -> None:
    assert seen["fixAll"]["after"] < seen["fixAll"]["before"]


def test_a_wrong_total_is_seen_while_it_is_typed(seen: dict[str, Any]) -> None:
    wrong = seen["wrongTotal"]
    assert any("Σ 15 ≠ 16" in hint for hint in wrong["hints"])
    assert any("TBL301" in row for row in wrong["found"])
    assert any("本年新收" in row and "Σ 15 ≠ 16" in row for row in wrong["rows"])
    assert not any("≠" in row for row in wrong["again"])


def test_the_blank_form_is_shown(seen: dict[str, Any]) -> None:
    assert "2023年政府信息公开工作年度报告的格式" in seen["formPage"]["text"]
    assert "勾稽关系" in seen["formPage"]["text"]


def test_a_new_report_is_begun(seen: dict[str, Any]) -> None:
    text = "\n".join(seen["skeleton"]["lines"])
    assert "青石镇人民政府2025年政府信息公开工作年度报告" in text
    assert "一、总体情况" in text


def test_the_folder_is_checked(seen: dict[str, Any]) -> None:
    assert any("检查了 3 份年度报告" in one for one in seen["workspace"]["said"])
    assert any("report.txt" in one for one in seen["workspace"]["files"])


def test_the_findings_are_exported(seen: dict[str, Any], html_is_known: bool) -> None:
    exported = seen["exported"]
    if html_is_known:
        assert any("已写好 HTML 报告" in one for one in exported["said"])
        assert "<html" in exported["file"]
    else:
        assert any("不能输出 HTML，请安装新版本" in one for one in exported["said"])
        assert exported["file"] is False


def test_the_server_is_started_again(seen: dict[str, Any]) -> None:
    assert any("42/42" in text for text in seen["restarted"]["status"])
    assert seen["restarted"]["said"] == []


def test_the_log_is_shown(seen: dict[str, Any]) -> None:
    assert "reportlint" in seen["log"]["channel"]


def test_the_walkthrough_has_its_steps(seen: dict[str, Any]) -> None:
    titles = [NLS[f"walkthrough.{step}.title"] for step in ("begin", "findings", "tables", "all")]
    assert seen["walkthrough"]["steps"][:4] == titles


def test_it_is_quick_to_activate(seen: dict[str, Any]) -> None:
    # Loading one file and no more: the server is started behind it. A machine that is busy takes its time.
    print("activation:", seen["activation"]["milliseconds"], "ms")
    assert 0 < seen["activation"]["milliseconds"] < 10_000


def test_a_missing_program_is_said_once(
    extension_folder: Path, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    folder = reports(tmp_path_factory)
    settings = {"reportlint.path": "no-such-reportlint"}
    with vscode.running(vscode.tools(), [extension_folder / "reportlint.vsix"], tmp_path, settings=settings) as session:
        told = session.drive(
            "vscode_workbench.mjs",
            url=session.url(folder, ("openFile", str(folder / "correct.txt"))),
            steps=["missing"],
            titles=TITLES,
            language="en",
            lines={},
            pictures=str(tmp_path / "pictures"),
        )
    [said] = told["missing"]["said"]
    for words in ("reportlint.path", "no-such-reportlint", "Open settings", "Show log"):
        assert words in said
