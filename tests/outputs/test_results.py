"""Where results go: formats of the command line and of plugins, files written whole, binary ones kept off terminals."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import threading
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from ..cli.test_cli import CORRECT, PATHS, PLANTED, run, text

POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions, pipes and terminals of POSIX")
PLUGIN = """
from reportlint.api import BinaryOutput, OutputError, Text, hookimpl

def count(run):
    return f"{sum(len(one.diagnostics) for one in run.results)}\\n"

@BinaryOutput
def packed(run):
    return bytes([0, 255, len(run.results)])

def broken(run):
    raise ValueError("坏了")

def nothing(run):
    pass

def refused(run):
    raise OutputError(Text("要先填机关", "say the body first"))

@hookimpl
def reportlint_outputs():
    return {"count": count, "packed": packed, "broken": broken, "nothing": nothing, "refused": refused}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "outputs.py").write_text(PLUGIN, encoding="utf-8")
    (tmp_path / "reportlint.toml").write_text('plugins = ["./outputs.py"]\n', encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(PLANTED.read_bytes())
    return tmp_path


def test_an_unknown_format_is_answered_with_the_nearest(folder: Path) -> None:
    for wrong, near in (("sarfi", "sarif"), ("XLSX", "xlsx"), ("counts", "count")):
        done = run("check", "a.txt", "--output-format", wrong, cwd=folder)
        assert (done.returncode, done.stdout) == (2, b"")
        assert f"没有输出格式 {wrong}，是不是想写 {near}？可用的有：full、" in text(done)
    done = run("check", "a.txt", "--output-format", "zzz", "--lang", "en", cwd=folder)
    assert "there is no format zzz; known are: full, concise" in text(done)


def test_formats_of_plugins(folder: Path) -> None:
    assert run("check", "a.txt", "--output-format", "count", cwd=folder).stdout == b"16\n"
    assert run("check", "a.txt", "--output-format", "packed", cwd=folder).stdout == b"\x00\xff\x01"
    run("check", "a.txt", "--output-format", "packed", "--output-file", "a.bin", cwd=folder)
    assert (folder / "a.bin").read_bytes() == b"\x00\xff\x01"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("broken", "无法写成 broken 格式：ValueError: 坏了"),
        ("nothing", "NoneType is neither text nor bytes"),
        ("refused", "要先填机关"),
    ],
)
def test_a_format_that_fails_leaves_the_file_as_it_was(folder: Path, name: str, said: str) -> None:
    file = folder / "results"
    file.write_text("old", encoding="utf-8")
    done = run("check", "a.txt", "--output-format", name, "--output-file", file, cwd=folder)
    assert (done.returncode, said in text(done), file.read_text(encoding="utf-8")) == (2, True, "old")


def test_a_format_of_a_path_named_elsewhere(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    assert run("check", folder, "--output-format", "count", cwd=elsewhere).stdout == b"16\n"


def test_the_workbook_goes_to_a_pipe_or_a_file(tmp_path: Path) -> None:
    piped = run("check", PLANTED, "--output-format", "xlsx").stdout
    assert "xl/workbook.xml" in zipfile.ZipFile(BytesIO(piped)).namelist()
    run("check", PLANTED, "--output-format", "xlsx", "--output-file", tmp_path / "清单.xlsx")
    assert zipfile.is_zipfile(tmp_path / "清单.xlsx")


@POSIX
def test_a_workbook_is_not_shown_on_a_terminal() -> None:
    here, there = os.openpty()
    command = [sys.executable, "-m", "reportlint", "check", str(PLANTED), "--output-format", "xlsx"]
    done = subprocess.run(
        command, stdout=there, stderr=subprocess.PIPE, env=os.environ | {"PYTHONPATH": PATHS}, timeout=60
    )
    os.close(there)
    os.close(here)
    assert (done.returncode, "请加上 --output-file 文件名.xlsx" in done.stderr.decode()) == (2, True)


def test_without_the_library_nothing_is_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.delitem(sys.modules, "reportlint.outputs.as_xlsx", raising=False)
    done = run("check", "missing.txt", "--output-format", "xlsx")
    assert (done.returncode, "python -m pip install XlsxWriter" in text(done)) == (2, True)
    assert "missing.txt" not in text(done)


def test_the_page_and_the_list_know_the_body(tmp_path: Path) -> None:
    page = run("check", PLANTED, CORRECT, "--output-format", "html", "--output-file", tmp_path / "a.html")
    assert page.stdout == b""
    assert "<h3>青石镇人民政府</h3>" in (tmp_path / "a.html").read_text(encoding="utf-8")
    lines = run("check", PLANTED, "--output-format", "csv").stdout.decode("utf-8-sig").split("\n")
    assert lines[6].startswith("6,青石镇人民政府,2023,一、总体工作情况,11:13,信息,截止,")


@POSIX
def test_files_keep_their_permissions_and_new_ones_have_the_usual(tmp_path: Path) -> None:
    file, link = tmp_path / "new.json", tmp_path / "link.json"
    before = os.umask(0o027)
    try:
        run("check", CORRECT, "--output-format", "json", "--output-file", file)
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    file.chmod(0o604)
    link.symlink_to(file)
    run("check", PLANTED, "--output-format", "json", "--output-file", link)
    assert (stat.S_IMODE(file.stat().st_mode), link.is_symlink()) == (0o604, True)
    assert b"TBL302" in file.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["link.json", "new.json"]


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text("old", encoding="utf-8")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    for file in (old, new):
        done = run("check", CORRECT, "--output-format", "json", "--output-file", file)
        assert (done.returncode, f"写不了 {file}" in text(done)) == (2, True)
    assert [(one.name, one.read_text(encoding="utf-8")) for one in tmp_path.iterdir()] == [("old.json", "old")]


@POSIX
def test_a_pipe_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    run("check", PLANTED, "--output-format", "concise", "--output-file", pipe)
    reader.join(30)
    assert b"TBL302" in read[0]
    assert pipe.is_fifo()


def test_a_report_is_not_overwritten_by_its_results(folder: Path) -> None:
    before = (folder / "a.txt").read_bytes()
    done = run("check", ".", "--output-format", "html", "--output-file", folder / "a.txt", cwd=folder)
    assert (done.returncode, "是被检查的文件" in text(done)) == (2, True)
    assert (folder / "a.txt").read_bytes() == before


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    done = run("check", CORRECT, "--output-file", tmp_path)
    assert (done.returncode, "写不了" in text(done)) == (2, True)
