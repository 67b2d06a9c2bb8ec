"""The Vim file in editors/vim, in a real Vim with ALE, which runs the ``reportlint check`` of this environment."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from .session import ADDED, FIXED, FLAWED, REPORT, run_session, search_path, slips

HERE = Path(__file__).parent
PLUGIN = HERE.parent.parent / "editors" / "vim" / "reportlint.vim"
# What the README gives to those without ALE.
MAKE = re.compile(r"`(set makeprg=[^`]*)`")
MADE = """\
edit report.txt
silent make
let s:line = getqflist()->filter({_, one -> one.text =~# 'YR301'})[0]
let s:text = strpart(getline(s:line.lnum), s:line.col - 1, s:line.end_col - s:line.col)
call writefile([json_encode([s:line.lnum, s:line.end_lnum, s:line.type, s:text])], 'made.json')
qall!
"""
# ALE wants jobs and lambdas, which the smallest Vim of Debian has not.
HAS_ALE = (
    "try | packadd ale | call ale#linter#Reset() | catch | cquit | endtry | if !has('job') | cquit | endif | qall!"
)


@pytest.fixture(scope="module")
def bare_vim() -> str:
    program = shutil.which("vim", path=search_path())
    if program is None:
        pytest.skip("no Vim on the PATH")
    return program


@pytest.fixture(scope="module")
def vim(bare_vim: str) -> str:
    try_it = [bare_vim, "-es", "-N", "-u", "NONE", "-i", "NONE", "-c", HAS_ALE]
    if subprocess.run(try_it, stdin=subprocess.DEVNULL, capture_output=True, timeout=60).returncode != 0:
        pytest.skip("this Vim has no ALE (in Debian the package vim-ale)")
    return bare_vim


def command(vim: str, home: Path) -> list[str]:
    """Vim as it starts with the lines that the README of the file names."""
    settings = home / "vimrc"
    settings.write_text(
        f"set encoding=utf-8 fileencodings=utf-8,gb18030\nfiletype on\npackadd! ale\nsource {PLUGIN}\n",
        encoding="utf-8",
    )
    script = str(HERE / "vim_session.vim")
    return [vim, "-N", "-u", str(settings), "-n", "-i", "NONE", "--not-a-term", "-S", script]


@pytest.mark.editors
def test_a_report_is_opened_and_edited(vim: str, tmp_path: Path) -> None:
    seen = run_session(command(vim, tmp_path), tmp_path)
    opened, edited = seen["opened"], seen["edited"]
    assert opened["text"] == REPORT
    assert slips(opened) == [FLAWED]
    assert {finding["source"] for finding in opened["findings"]} == {"reportlint"}
    assert edited["text"] == REPORT.replace(FLAWED, FIXED + ADDED)
    assert slips(edited) == [FIXED + ADDED]
    marks = {finding["code"]: finding["type"] for finding in edited["findings"]}
    assert {marks[code] for code in ("SEC202", "TBL105", "YR301")} == {"W", "E", "I"}


@pytest.mark.editors
def test_what_lies_beside_the_file_counts_and_its_code_does_not_run(vim: str, tmp_path: Path) -> None:
    (tmp_path / "reportlint.toml").write_text('ignore = ["TBL105"]\nplugins = ["./rules.py"]\n', encoding="utf-8")
    (tmp_path / "rules.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", encoding="utf-8")
    (tmp_path / ".reportlint-ignore.toml").write_text(
        '[[ignore]]\nfile = "report.txt"\ncode = "SEC202"\nreason = "核对过"\n'
        '[[ignore]]\nfile = "report.txt"\ncode = "PII101"\nreason = "没有"\n',
        encoding="utf-8",
    )
    # What lies in the folder for such files ALE takes for a copy of the text.
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    report = REPORT.replace("𠮷", "吉").replace("\n", "\r\n").encode("gb18030")
    seen = run_session(command(vim, tmp_path), tmp_path, report=report, more={"TMPDIR": str(temporary)})
    assert slips(seen["opened"]) == [FLAWED.replace("𠮷", "吉")]
    assert {finding["code"] for finding in seen["opened"]["findings"]} == {"SEC101", "YR301"}
    assert seen["elsewhere"] == [".reportlint-ignore.toml:DOC201"]
    assert not (tmp_path / "ran").exists()


@pytest.mark.editors
def test_a_text_that_is_no_report_is_let_be(vim: str, tmp_path: Path) -> None:
    seen = run_session(command(vim, tmp_path), tmp_path, report="买菜、取快递。\n".encode())
    assert seen["linters_run"] == 0


@pytest.mark.editors
def test_make_without_ale(bare_vim: str, tmp_path: Path) -> None:
    if shutil.which("reportlint", path=search_path()) is None:
        pytest.skip("no reportlint command in this environment")
    line = MAKE.search(PLUGIN.with_name("README.md").read_text(encoding="utf-8"))
    assert line is not None
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    script = tmp_path / "make.vim"
    script.write_text(f"set encoding=utf-8 shellpipe=>%s\n{line[1]}\n{MADE}", encoding="utf-8")
    command = [bare_vim, "-es", "-N", "-u", "NONE", "-i", "NONE", "-n", "-S", str(script)]
    environment = {**os.environ, "PATH": search_path(), "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    subprocess.run(command, cwd=tmp_path, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=180)
    made = tmp_path / "made.json"
    assert made.exists()
    number = REPORT.split("\n").index(FLAWED) + 1
    assert json.loads(made.read_text(encoding="utf-8")) == [number, number, "i", "截止"]
