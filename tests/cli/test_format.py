"""``reportlint format``: files with their tables aligned, and nothing else changed."""

from __future__ import annotations

import codecs
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from .test_cli import CORRECT, PLANTED, run, text


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "report.txt"
    file.write_bytes(CORRECT.read_bytes())
    return file


def test_a_file_is_formatted_once(report: Path) -> None:
    before = report.read_text(encoding="utf-8").splitlines()
    done = run("format", report)
    assert (done.returncode, "已整理" in text(done)) == (0, True)
    after = report.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if not line.startswith("|")] == [line for line in before if "\t" not in line]
    assert run("check", report).returncode == 0
    again = run("format", report)
    assert (again.returncode, again.stdout, "整理了 0 份报告，1 份不用" in text(again)) == (0, b"", True)
    assert report.read_text(encoding="utf-8").splitlines() == after


def test_check_writes_nothing(report: Path) -> None:
    done = run("format", "--check", report, "--lang", "en")
    assert (done.returncode, "would be formatted" in text(done)) == (1, True)
    assert report.read_bytes() == CORRECT.read_bytes()
    run("format", report)
    assert run("format", "--check", report).returncode == 0


@pytest.mark.skipif(shutil.which("patch") is None, reason="needs patch")
@pytest.mark.parametrize("end", ["\n", ""])
def test_the_difference_is_a_patch(report: Path, end: str) -> None:
    # A table on the last line, with and without a line end.
    lines = CORRECT.read_text(encoding="utf-8").rstrip("\n") + f"\n附\t表\n一\t2{end}"
    report.write_text(lines, encoding="utf-8")
    done = run("format", "--diff", "report.txt", cwd=report.parent)
    assert (done.returncode, report.read_text(encoding="utf-8")) == (0, lines)
    assert run("format", "--diff", "--check", report).returncode == 1
    subprocess.run(["patch", "-s", "-p0"], cwd=report.parent, input=done.stdout, check=True)
    patched = report.read_bytes()
    report.write_text(lines, encoding="utf-8")
    run("format", report)
    assert report.read_bytes() == patched


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("gb18030", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_are_kept(report: Path, encoding: str, bom: bytes, newline: str) -> None:
    lines = CORRECT.read_text(encoding="utf-8").replace("\n", newline)
    report.write_bytes(bom + lines.encode(encoding))
    done = run("format", report)
    assert done.returncode == 0, text(done)
    data = report.read_bytes()
    assert data.startswith(bom)
    after = data[len(bom) :].decode(encoding)
    assert "| 规章 " in after
    assert after.replace(newline, "").count("\n") == after.replace(newline, "").count("\r") == 0
    assert after.endswith(newline)


def test_stdin_to_stdout() -> None:
    done = run("format", "-", stdin=CORRECT.read_bytes().replace(b"\n", b"\r\n"))
    assert (done.returncode, done.stderr) == (0, b"")
    assert run("format", "-", stdin=done.stdout).stdout == done.stdout
    assert done.stdout.count(b"\n") == done.stdout.count(b"\r\n") > 0
    assert run("format", "-", "--check", stdin=done.stdout).returncode == 0
    assert run("format", "-", "--check", stdin=CORRECT.read_bytes()).returncode == 1


@pytest.mark.parametrize(
    ("data", "said", "status"),
    [
        ("# 会议通知\n一\t2\n三\t4\n".encode(), "不像年度报告", 0),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x80\x81\xff", "认不出", 2),
    ],
)
def test_what_is_no_report_is_left_alone(tmp_path: Path, data: bytes, said: str, status: int) -> None:
    file = tmp_path / "other.txt"
    file.write_bytes(data)
    done = run("format", file)
    assert (done.returncode, said in text(done), file.read_bytes()) == (status, True, data)
    assert run("format", "-", stdin=data).stdout == data


def test_what_is_too_large_goes_through_whole() -> None:
    data = b"\n" * (33 * 1024 * 1024)
    done = run("format", "-", stdin=data)
    assert (done.returncode, done.stdout == data) == (2, True)


def test_other_files_of_a_folder_are_passed_over(report: Path) -> None:
    (report.parent / "note.md").write_text("# 会议通知\n", encoding="utf-8")
    (report.parent / "b.md").write_bytes(PLANTED.read_bytes())
    (report.parent / "a.md").symlink_to("nowhere.md")
    done = run("format", ".", "missing.txt", cwd=report.parent)
    assert done.returncode == 2
    assert "读不了 missing.txt" in text(done)
    assert "读不了 a.md" in text(done)
    assert done.stdout.decode().splitlines() == ["已整理：b.md", "已整理：report.txt"]
    assert "note.md" not in text(done)


def test_links_stay_links_and_permissions_stay(report: Path) -> None:
    report.chmod(0o640)
    link = report.parent / "link.txt"
    link.symlink_to(report.name)
    assert run("format", link).returncode == 0
    assert link.is_symlink()
    assert stat.S_IMODE(report.stat().st_mode) == 0o640
    assert "| 规章 " in report.read_text(encoding="utf-8")
    assert sorted(path.name for path in report.parent.iterdir()) == ["link.txt", "report.txt"]


def test_a_file_that_cannot_be_replaced_is_as_it_was(report: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from reportlint.cli import main\n"
        "def full(self, target): raise OSError(28, 'No space left on device')\n"
        "Path.replace = full; sys.exit(main(['format', sys.argv[1]]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, os.fspath(report)], capture_output=True, timeout=60,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "写不了" in done.stderr.decode()
    assert report.read_bytes() == CORRECT.read_bytes()
    assert list(report.parent.iterdir()) == [report]


def test_a_table_that_would_be_read_differently_is_left_alone(report: Path) -> None:
    # As a Markdown table, its second row would be a row of dashes.
    lines = CORRECT.read_text(encoding="utf-8") + "\n甲\t乙\n-\t-\n-\t-\n丙\t丁\n"
    report.write_text(lines, encoding="utf-8")
    done = run("format", report)
    assert (done.returncode, "保持原样" in text(done)) == (0, True)
    after = report.read_text(encoding="utf-8")
    assert after.endswith("\n甲\t乙\n-\t-\n-\t-\n丙\t丁\n")
    assert "| 规章 " in after
