"""``reportlint check`` with --fix, --unsafe-fixes and --diff; what ends a run in the middle is tried in tests/faults."""

from __future__ import annotations

import codecs
import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from reportlint.cli import replace
from reportlint.cli.replace import ChangedMeanwhile, replace_file

from .test_cli import PLANTED, run, text

SAFE = {
    "截止2023年12月31日": "截至2023年12月31日",
    "\t废止件数": "\t本年废止件数",
    "保护第三方权益": "保护第三方合法权益",
}
"""What --fix changes in the example."""


def mended(report: str) -> str:
    for old, new in SAFE.items():
        assert report.count(old) == 1
        report = report.replace(old, new)
    return report


BEFORE = PLANTED.read_text(encoding="utf-8")
AFTER = mended(BEFORE)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "青石镇2023年报告.txt"
    file.write_bytes(BEFORE.encode())
    return file


def test_safe_fixes_are_written_and_counted(report: Path) -> None:
    done = run("check", "--fix", report)
    assert (done.returncode, report.read_bytes()) == (1, AFTER.encode())
    assert "修正了 3 个问题（1 个文件）" in done.stderr.decode()
    left = done.stdout.decode()
    assert "TBL302" in left and "TXT" not in left
    again = run("check", "--fix", report)
    assert (report.read_bytes(), again.stderr) == (AFTER.encode(), b"")
    assert again.stdout == left.encode()


def test_unsafe_ones_only_if_asked_and_those_for_display_never(report: Path) -> None:
    done = run("check", "--fix", "--unsafe-fixes", report, "--output-format", "json")
    assert done.returncode == 1
    after = report.read_text(encoding="utf-8")
    assert "一、总体情况" in after and "一、总体工作情况" not in after
    (file,) = json.loads(done.stdout)["files"]
    assert {one["fix"]["safety"] for one in file["diagnostics"] if one["fix"]} == {"display"}
    assert "TBL302" in {one["code"] for one in file["diagnostics"]}
    assert "1.本机关不掌握相关政府信息\t5" in after
    alone = run("check", "--unsafe-fixes", report)
    assert (alone.returncode, "--fix" in text(alone)) == (2, True)


def test_the_summary_tells_what_can_be_fixed(report: Path) -> None:
    said = text(run("check", report))
    assert "其中 3 处可自动修正（--fix）" in said and "（--fix --unsafe-fixes）" in said
    assert "3 can be fixed automatically (--fix)" in text(run("check", report, "--lang", "en"))


@pytest.mark.skipif(shutil.which("patch") is None, reason="needs patch")
def test_the_difference_is_a_patch_and_nothing_is_written(report: Path) -> None:
    for options in (["--diff"], ["--diff", "--fix"]):
        done = run("check", *options, report.name, cwd=report.parent)
        assert (done.returncode, report.read_bytes()) == (1, BEFORE.encode())
    assert "可以修正 3 个问题（1 个文件）" in done.stderr.decode()
    subprocess.run(["patch", "-s", "-p0"], cwd=report.parent, input=done.stdout, check=True)
    assert report.read_bytes() == AFTER.encode()
    done = run("check", "--diff", report)
    assert (done.returncode, done.stdout, "没有可自动修正的问题" in text(done)) == (0, b"", True)


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
def test_encoding_and_line_ends_are_kept_byte_for_byte(report: Path, encoding: str, bom: bytes) -> None:
    # Line ends of all kinds in turn, one of them missing at the end; a character beyond the BMP.
    lines = BEFORE.replace("行政规范性文件", "行政规范性文件𠮷", 1).rstrip("\n").split("\n")
    mixed = "".join(line + ("\n", "\r\n", "\r")[at % 3] for at, line in enumerate(lines)).rstrip("\r\n")
    report.write_bytes(bom + mixed.encode(encoding))
    run("check", "--fix", report)
    assert report.read_bytes() == bom + mended(mixed).encode(encoding)


def test_stdin_to_stdout_and_findings_to_stderr() -> None:
    done = run("check", "--fix", "-", "--stdin-filename", "a.txt", stdin=BEFORE.encode("gb18030"))
    assert (done.returncode, done.stdout) == (1, AFTER.encode("gb18030"))
    assert "a.txt:" in done.stderr.decode() and "TBL302" in done.stderr.decode()
    for other in (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x80\x81\xff", b"\n" * (33 * 1024 * 1024), "# 通知\n".encode()):
        assert run("check", "--fix", "-", stdin=other).stdout == other
    done = run("check", "--diff", "-", stdin=BEFORE.encode())
    assert (done.returncode, b"+\xef\xbc\x88" in done.stdout) == (1, True)
    assert run("check", "--fix", "-", PLANTED, stdin=b"").returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_folder_goes_on_after_a_file_that_cannot_be_written(report: Path) -> None:
    protected = report.with_name("a.txt")
    protected.write_bytes(BEFORE.encode())
    protected.chmod(0o444)
    done = run("check", "--fix", ".", cwd=report.parent)
    assert (done.returncode, "写不了 a.txt" in text(done)) == (2, True)
    assert (protected.read_bytes(), report.read_bytes()) == (BEFORE.encode(), AFTER.encode())
    # What was not fixed is still told.
    assert "a.txt:" in done.stdout.decode() and "截止" in done.stdout.decode()
    assert sorted(report.parent.iterdir()) == [protected, report]


@pytest.mark.skipif(os.name == "nt", reason="links and permissions of POSIX")
def test_links_stay_links_and_permissions_stay(report: Path) -> None:
    report.chmod(0o640)
    link = report.with_name("link.txt")
    link.symlink_to(report.name)
    run("check", "--fix", link)
    assert link.is_symlink() and report.read_bytes() == AFTER.encode()
    assert stat.S_IMODE(report.stat().st_mode) == 0o640


def test_a_file_changed_meanwhile_is_not_overwritten(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = os.fsync

    def somebody_else(descriptor: int) -> None:
        sync(descriptor)
        report.write_text("另存", encoding="utf-8")

    monkeypatch.setattr(replace.os, "fsync", somebody_else)
    done = run("check", "--fix", report)
    assert (done.returncode, "在检查期间被别的程序改动" in text(done)) == (2, True)
    assert report.read_text(encoding="utf-8") == "另存"
    assert list(report.parent.iterdir()) == [report]


def test_a_file_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(ChangedMeanwhile):
        replace_file(tmp_path / "a.txt", b"new", before=b"old")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="links of POSIX")
@pytest.mark.parametrize("command", [["check", "--fix"], ["format"]])
def test_a_folder_is_no_way_out_of_it(tmp_path: Path, report: Path, command: list[str]) -> None:
    folder = tmp_path / "site"
    (folder / "within").mkdir(parents=True)
    markdown = BEFORE.replace("\t", "|")
    for outside in (tmp_path / "outside.txt", folder / "within" / "b.txt"):
        outside.write_text(markdown if command == ["format"] else BEFORE, encoding="utf-8")
    (folder / "a.txt").symlink_to(tmp_path / "outside.txt")
    (folder / "c.txt").symlink_to("within/b.txt")
    before = (tmp_path / "outside.txt").read_bytes()
    done = run(*command, folder)
    assert (done.returncode, f"{folder}/a.txt 是指向文件夹之外的链接" in text(done)) == (2, True), text(done)
    assert (tmp_path / "outside.txt").read_bytes() == before
    # A link to what lies in the folder is none; and whoever names a file means it.
    assert (folder / "within" / "b.txt").read_bytes() != before
    run(*command, folder / "a.txt")
    assert (tmp_path / "outside.txt").read_bytes() != before


def test_a_baseline_that_came_with_a_folder_is_no_way_out_of_it(tmp_path: Path, report: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "reportlint.toml").write_text("", encoding="utf-8")
    (folder / "a.txt").write_bytes(BEFORE.encode())
    outside = tmp_path / "outside.json"
    assert run("baseline", folder, "--baseline", outside).returncode == 0
    before = outside.read_bytes()
    (folder / "b.txt").write_bytes(BEFORE.encode())
    (folder / ".reportlint-baseline.json").symlink_to(outside)
    done = run("baseline", folder)
    assert (done.returncode, "链接" in text(done), outside.read_bytes()) == (2, True, before)


def test_a_draft_that_was_left_is_no_report_and_goes_a_day_later(report: Path) -> None:
    (report.parent / "reportlint.toml").write_text('include = ["*"]\n', encoding="utf-8")
    old, new = (report.with_name(f".reportlint-{sign * 16}.tmp") for sign in "ab")
    other = report.with_name(".reportlint-other.tmp")
    for path in (old, new, other):
        path.write_bytes(BEFORE.encode())
    for path in (old, other):
        os.utime(path, (1, 1))
    done = run("check", "--fix", report.parent, "--output-format", "json")
    assert [Path(one["path"]).name for one in json.loads(done.stdout)["files"]] == ["reportlint.toml", report.name]
    assert not old.exists() and new.read_bytes() == BEFORE.encode() == other.read_bytes()


def test_a_long_name_is_no_obstacle(tmp_path: Path) -> None:
    file = tmp_path / ("报" * 83 + ".txt")
    file.write_bytes(b"old")
    replace_file(file, b"new")
    assert file.read_bytes() == b"new"


def test_what_is_ignored_is_not_fixed(report: Path) -> None:
    entry = '[[ignore]]\nfile = "*.txt"\ncode = "{}"\nreason = "如此"\n'
    code = next(
        one["code"]
        for one in json.loads(run("check", report, "--output-format", "json").stdout)["files"][0]["diagnostics"]
        if one["fix"] and "截至" in str(one["fix"])
    )
    (report.parent / ".reportlint-ignore.toml").write_text(entry.format(code), encoding="utf-8")
    run("check", "--fix", report.name, cwd=report.parent)
    assert report.read_text(encoding="utf-8") == AFTER.replace("截至", "截止")


def test_a_fix_that_was_taken_back_is_named(tmp_path: Path, report: Path) -> None:
    (tmp_path / "ours.py").write_text(
        "from reportlint.api import *\n"
        "def edit(span, new): return Fix(Text('改', 'mend'), (Edit(span, new),))\n"
        "def found(report, word, new):\n"
        "    at = report.source.text.find(word)\n"
        "    if at >= 0:\n"
        "        span = Span(at, at + len(word))\n"
        "        yield Finding(span, {}, fix=edit(span, new))\n"
        "def our(code, name, severity, word, new):\n"
        "    @rule(code=code, name=name, severity=severity, on=Report, summary=Text('一', 'a'), message=Text('一', 'a'))\n"
        "    def check(report, context):\n"
        "        yield from found(report, word, new)\n"
        "    return check\n"
        "bad = our('OUR101', 'ours-bad', Severity.WARNING, '年内', '全年')\n"
        "error = our('OUR102', 'ours-error', Severity.ERROR, '全年全年', '')\n",
        encoding="utf-8",
    )
    (tmp_path / "reportlint.toml").write_text('plugins = ["ours.py"]\nselect = ["OUR", "TXT"]\n', encoding="utf-8")
    report.write_text(BEFORE.replace("全年接待", "全年年内接待"), encoding="utf-8")
    done = run("check", "--fix", report)
    assert "OUR101 的修正没有采用：改后会出现新的错误 OUR102" in done.stderr.decode(), text(done)
    assert "全年年内接待" in report.read_text(encoding="utf-8")
    assert "OUR101" in done.stdout.decode()
