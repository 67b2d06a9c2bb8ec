"""Which files of a folder are looked at."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from reportlint.config import Settings, files_in

from ..cli.test_cli import run, text

GIT = shutil.which("git")
IGNORES = {
    ".gitignore": "# 说明\n*.bak.txt\n/out/\nlogs\n!keep.bak.txt\n草稿?.txt\ntrailing.txt  \n",
    "a/.gitignore": "!x.bak.txt\nb/*.txt\n!b/yes.txt\n",
    "a/b/.gitignore": "*.md\n",
    "c/.gitignore": "*\n",
}
FILES = (
    "1.txt", "x.bak.txt", "keep.bak.txt", "out/1.txt", "a/out/1.txt", "logs/1.txt", "a/logs/1.txt", "a/x.bak.txt", "a/y.bak.txt",
    "a/b/no.txt", "a/b/yes.txt", "a/b/1.md", "a/1.md", "c/1.txt", "c/d/1.txt", "草稿1.txt", "草稿12.txt", "trailing.txt", "own.txt",
)  # fmt: skip


def fill(folder: Path) -> None:
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("x", encoding="utf-8")
    for name, lines in IGNORES.items():
        (folder / name).write_text(lines, encoding="utf-8")


def seen(folder: Path, settings: Settings | None = None) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in files_in(folder, settings or Settings(base=folder))}


@pytest.mark.skipif(GIT is None, reason="no git here")
def test_as_git_sees_it(tmp_path: Path) -> None:
    folder = tmp_path / "repo"
    folder.mkdir()
    fill(folder)
    # Above the repository nothing counts.
    (tmp_path / ".gitignore").write_text("*.txt\n", encoding="utf-8")
    subprocess.run([str(GIT), "init", "-q"], cwd=folder, check=True)
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "exclude").write_text("own.txt\n", encoding="utf-8")
    asked = [str(GIT), "-c", "core.quotepath=off", "ls-files", "-z", "--others", "--exclude-standard"]
    listed = subprocess.run(asked, cwd=folder, capture_output=True, check=True).stdout.decode().split("\0")
    expected = {name for name in listed if name.endswith((".txt", ".md"))}
    assert 4 < len(expected) < len(FILES)
    assert seen(folder) == expected
    # From a folder below, the files above it count as well.
    assert {f"a/{name}" for name in seen(folder / "a")} == {name for name in expected if name.startswith("a/")}
    assert seen(folder, Settings(base=folder, respect_gitignore=False)) == set(FILES)


def test_a_folder_that_is_ignored_and_named_is_meant(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / ".git").mkdir()
    assert seen(tmp_path / "out") == {"1.txt"}
    assert "out/1.txt" not in seen(tmp_path)


def test_without_a_repository_what_is_in_the_folder_counts(tmp_path: Path) -> None:
    fill(tmp_path)
    assert "x.bak.txt" not in seen(tmp_path)
    assert "x.bak.txt" in seen(tmp_path / "a")


@pytest.mark.parametrize(
    ("include", "exclude", "left"),
    [
        (("*.txt",), (), {"1.txt", "a/2.txt", "b/a/3.txt"}),
        (("*.txt", "!3.txt"), (), {"1.txt", "a/2.txt"}),
        (("/a/",), (), {"a/2.txt", "a/2.md"}),
        (("*.txt", "*.md"), ("/a/",), {"1.txt", "b/a/3.txt"}),
        (("*.txt", "*.md"), ("a",), {"1.txt"}),
        (("*.txt", "*.md"), ("*.txt", "!1.txt"), {"1.txt", "a/2.md"}),
    ],
)
def test_patterns(tmp_path: Path, include: tuple[str, ...], exclude: tuple[str, ...], left: set[str]) -> None:
    for name in ("1.txt", "a/2.txt", "a/2.md", "b/a/3.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert seen(tmp_path, Settings(base=tmp_path, include=include, exclude=exclude)) == left


def test_files_that_are_named_are_checked_unless_it_is_forced(tmp_path: Path) -> None:
    for name in ("a.txt", "old/b.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("青石镇政府信息公开工作年度报告\n", encoding="utf-8")
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    config = tmp_path / "reportlint.toml"
    config.write_text('exclude = ["old/"]\nselect = ["YR103"]\n', encoding="utf-8")
    told = text(run("check", "a.txt", "old/b.html", "--output-format", "concise", cwd=tmp_path))
    assert "a.txt:1" in told and "b.html:1" in told
    config.write_text('exclude = ["old/"]\nforce-exclude = true\nselect = ["YR103"]\n', encoding="utf-8")
    told = text(run("check", "a.txt", "old/b.html", "--output-format", "concise", cwd=tmp_path))
    assert "a.txt:1" in told and "b.html" not in told


@pytest.mark.filterwarnings("error")
def test_nothing_is_used_that_will_go(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    assert seen(tmp_path, Settings(base=tmp_path, exclude=("*.md",))) == {"a.txt"}
