"""What a real editor is asked to do with a report, and what must come of it.

The editor's script opens the report and waits for a finding, takes its quick fix, formats, and types a
sentence with the same slip; after each step it notes the text and the findings. It judges nothing.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from reportlint.format import format_report
from reportlint.plugins import load_plugins
from reportlint.report import read_report
from reportlint.source import SourceText

CODE = "YR301"
# 𠮷 is four bytes, two UTF-16 units and one character: each way of counting columns gives another answer.
FLAWED = "𠮷安社区公告栏已更新，截止2023年12月31日，全镇主动公开信息120条。"
FIXED = FLAWED.replace("截止", "截至")
ADDED = "𠮷庆社区截止2023年12月31日公开信息8条。"
REPORT = f"""\
青石镇人民政府2023年政府信息公开工作年度报告

一、总体情况

{FLAWED}

二、主动公开政府信息情况

| 第二十条第（五）项 | |
|--|--|
| 信息内容 | 本年处理决定数量 |
| 行政许可 | 46 |
"""


def search_path() -> str:
    """The PATH with the programs of this environment in front, as in an activated one."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def run_session(
    command: Sequence[str], home: Path, *, report: bytes = REPORT.encode(), more: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Runs an editor with a script that goes through the steps with a report; gives what it noted.

    ``more`` are variables of its environment.
    """
    if shutil.which("reportlint", path=search_path()) is None:
        pytest.skip("no reportlint command in this environment")
    path, out = home / "report.txt", home / "seen.json"
    path.write_bytes(report)
    environment = {
        **os.environ,
        "PATH": search_path(),
        # The plugins, data and state of the person running the test must not take part.
        "HOME": str(home),
        **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        "LC_ALL": "C.UTF-8",
        "REPORTLINT_LANG": "zh",
        "REPORTLINT_TEST_CODE": CODE,
        "REPORTLINT_TEST_REPLACEMENT": "至",
        "REPORTLINT_TEST_ADDED": ADDED,
        "REPORTLINT_TEST_OUT": str(out),
        **(more or {}),
    }
    run = subprocess.run(
        [*command, str(path)], env=environment, cwd=home, capture_output=True, stdin=subprocess.DEVNULL, timeout=120
    )
    assert out.exists(), (run.stdout + run.stderr).decode(errors="replace")
    # A fix at wrong columns leaves broken characters behind, and it is for the test to say so.
    seen: dict[str, Any] = json.loads(out.read_text(encoding="utf-8", errors="replace"))
    print(json.dumps(seen, ensure_ascii=False, indent=1))
    assert "problem" not in seen, seen["problem"]
    return seen


def check_session(command: Sequence[str], home: Path, *, more: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Runs an editor with a script that goes through all steps, and looks at what it noted; gives that."""
    (home / "other.md").write_text(REPORT, encoding="utf-8")
    seen = run_session(command, home, more=more)
    opened, fixed, formatted, edited = (seen[step] for step in ("opened", "fixed", "formatted", "edited"))
    assert opened["text"] == REPORT
    assert slips(opened) == [FLAWED]
    assert {finding["source"] for finding in opened["findings"]} == {"reportlint"}

    assert fixed["text"] == REPORT.replace(FLAWED, FIXED), seen["offered"]
    assert slips(fixed) == []

    forms = load_plugins(installed=False).forms
    aligned = format_report(read_report(SourceText(fixed["text"]), forms), forms).text
    assert aligned != fixed["text"]
    assert formatted["text"] == aligned

    assert edited["text"] == aligned.replace(FIXED, FIXED + ADDED)
    assert slips(edited) == [FIXED + ADDED]

    mended = seen["mended"]
    assert mended["text"] == aligned.replace(FIXED, FIXED + ADDED.replace("截止", "截至"))
    assert slips(mended) == []
    assert seen["elsewhere"] > 0
    assert (seen["unasked"], seen["asked"]) == (0, 1)
    return seen


def slips(step: dict[str, Any]) -> list[str]:
    """The lines in which the slip was found, each of them at its word."""
    found = [finding for finding in step["findings"] if finding["code"] == CODE]
    assert all(finding["text"] and "截止2023年12月31日".startswith(finding["text"]) for finding in found), found
    lines = step["text"].split("\n")
    return [lines[finding["line"]] for finding in found]
