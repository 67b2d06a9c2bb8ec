"""The document of the formats: its excerpts are what its commands print, its plugin is one."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from reportlint.outputs import OUTPUT_NAMES

from ..cli.test_cli import PLANTED, ROOT, run

DOCUMENT = (ROOT / "docs" / "outputs.md").read_text(encoding="utf-8")
EXCERPTS = re.findall(r"```console\n\$ reportlint (.+)\n((?:.*\n)+?)```", DOCUMENT)


@pytest.mark.parametrize(("command", "excerpt"), EXCERPTS, ids=[command for command, _ in EXCERPTS])
def test_an_excerpt_is_what_the_command_prints(command: str, excerpt: str) -> None:
    printed = run(*shlex.split(command)).stdout.decode("utf-8-sig")
    at = 0
    for piece in re.split(r"^…\n", excerpt, flags=re.MULTILINE):
        assert piece in printed[at:]
        at = printed.index(piece, at) + len(piece)


def test_every_format_is_told_of() -> None:
    table = DOCUMENT[: DOCUMENT.index("## For people")]
    assert [name for name in OUTPUT_NAMES if f"`{name}`" not in table] == []
    shown = {name for command, _ in EXCERPTS for name in re.findall(r"--output-format (\S+)", command)}
    assert {*OUTPUT_NAMES} - shown == {"html", "xlsx", "json-lines"}


def test_the_plugin_of_the_document(tmp_path: Path) -> None:
    (code,) = re.findall(r"(?s)```python\n(.*?)```", DOCUMENT)
    (tmp_path / "formats.py").write_text(code, encoding="utf-8")
    (tmp_path / "reportlint.toml").write_text('plugins = ["formats.py"]\n', encoding="utf-8")
    (tmp_path / "报告.txt").write_bytes(PLANTED.read_bytes())
    printed = {name: run("check", ".", "--output-format", name, cwd=tmp_path).stdout for name in ("counts", "letter")}
    assert printed == {"counts": "报告.txt\t16\n".encode(), "letter": "报告.txt\t16\n".encode("gb18030")}
