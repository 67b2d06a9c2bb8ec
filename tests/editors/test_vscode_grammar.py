"""The grammars of the VS Code extension, run by the engine that VS Code runs them with."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

DRIVER = Path(__file__).with_name("vscode_grammar.mjs")
EXAMPLE = (Path(__file__).parents[2] / "examples" / "correct.txt").read_text(encoding="utf-8")
PROSE = {
    "国务院令第711号": "constant.other.document-number",
    "国办公开办函〔2021〕30号": "constant.other.document-number",
    "第五十条": "entity.other.article",
    "《中华人民共和国政府信息公开条例》": "entity.name.type.statute",
    "2023年1月1日": "constant.numeric.date",
    "312": "constant.numeric.amount",
}


def pieces(folder: Path, scope: str, text: str) -> list[tuple[str, str]]:
    """The pieces of a text and what each is taken for."""
    node = shutil.which("node") or "node"
    command = [node, str(DRIVER), str(folder), scope]
    run = subprocess.run(command, input=text, capture_output=True, encoding="utf-8", timeout=60)
    assert run.returncode == 0, run.stderr
    return [(piece, scope.removesuffix(".gongkai")) for piece, scope in json.loads(run.stdout)]


def test_a_text_is_highlighted(extension_folder: Path) -> None:
    found = pieces(extension_folder, "text.gongkai", f"{EXAMPLE}\n【此处填写：原因】")
    whole = {
        **PROSE,
        "青石镇人民政府2023年政府信息公开工作年度报告": "entity.name.section",
        "三、收到和处理政府信息公开申请情况": "entity.name.section",
        "（一）主动公开情况。": "entity.name.section",
        "（二）改进情况": "entity.name.section",
        "行政规范性文件": "variable.other.label",
        "46": "constant.numeric.cell",
        "\t": "punctuation.separator.cell",
        "【此处填写：原因】": "keyword.other.todo",
    }
    assert [pair for pair in whole.items() if pair not in found] == []
    assert "".join(piece for piece, _ in found) == f"{EXAMPLE}\n【此处填写：原因】".replace("\n", "")


def test_what_stands_in_markdown_is_highlighted(extension_folder: Path) -> None:
    table = "| 行政许可 | 46 |\n| --- | ---: |\n"
    found = pieces(extension_folder, "text.html.markdown.gongkai", EXAMPLE.split("\n二、")[0] + "\n" + table)
    assert [pair for pair in PROSE.items() if pair not in found] == []
    for pair in (
        ("46", "constant.numeric.cell"),
        ("行政许可", "variable.other.label"),
        ("|", "punctuation.separator.cell"),
    ):
        assert pair in found
