"""``reportlint check --changed-since``, with the real git."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .test_cli import PLANTED, run, text

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.invalid", "-c", "init.defaultBranch=main"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A repository with three reports in a commit with the tag «first»."""
    folder = tmp_path / "网站 a"
    (folder / "年报").mkdir(parents=True)
    for name in ("一镇.txt", "二镇.txt", "三镇.txt"):
        (folder / "年报" / name).write_bytes(PLANTED.read_bytes())
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "first")
    git(folder, "tag", "first")
    return folder


def changed(folder: Path, revision: str, *paths: str, cwd: str = ".") -> list[str]:
    done = run(
        "check", "--changed-since", revision, "--select", "TBL302", "--output-format", "concise", *paths,
        cwd=folder / cwd,
    )  # fmt: skip
    return [line.split(":")[0] for line in done.stdout.decode().splitlines() if "TBL302" in line]


def edit(file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8") + "\n附。\n", encoding="utf-8")


def test_committed_staged_changed_and_new_files_count(site: Path) -> None:
    assert changed(site, "first") == []
    assert "没有改动过的年度报告" in text(run("check", "--changed-since", "HEAD", cwd=site))
    edit(site / "年报" / "一镇.txt")
    assert changed(site, "first") == ["年报/一镇.txt"]
    git(site, "add", "-A")
    assert changed(site, "HEAD") == ["年报/一镇.txt"]
    git(site, "commit", "-qm", "second")
    assert (changed(site, "HEAD"), changed(site, "HEAD~1")) == ([], ["年报/一镇.txt"])
    edit(site / "年报" / "二镇.txt")
    (site / "年报" / "“新”镇.txt").write_bytes(PLANTED.read_bytes())
    (site / "年报" / "三镇.txt").rename(site / "年报" / "四镇.txt")
    (site / ".gitignore").write_text("draft*\n", encoding="utf-8")
    (site / "draft.txt").write_bytes(PLANTED.read_bytes())
    assert changed(site, "first", ".") == ["年报/“新”镇.txt", "年报/一镇.txt", "年报/二镇.txt", "年报/四镇.txt"]
    # From within the repository, and files by name.
    assert changed(site, "HEAD", "二镇.txt", "一镇.txt", cwd="年报") == ["二镇.txt"]
    assert changed(site, "first", "..", cwd="年报")[1] == "../年报/一镇.txt"


def test_what_the_other_branch_did_meanwhile_does_not_count(site: Path) -> None:
    git(site, "checkout", "-qb", "work")
    edit(site / "年报" / "一镇.txt")
    git(site, "commit", "-qam", "ours")
    git(site, "checkout", "-q", "-")
    edit(site / "年报" / "二镇.txt")
    git(site, "commit", "-qam", "theirs")
    other = git(site, "rev-parse", "HEAD")
    git(site, "checkout", "-q", "work")
    assert changed(site, other) == ["年报/一镇.txt"]


def test_within_a_hook_of_git(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(site / "年报" / "一镇.txt")
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert changed(site, "first") == ["年报/一镇.txt"]


def test_what_the_repository_names_for_showing_files_is_not_run(site: Path, tmp_path: Path) -> None:
    spy = tmp_path / "spy"
    spy.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran'\n", encoding="utf-8")
    spy.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "diff.spy.textconv", "diff.spy.command", "core.pager"):
        git(site, "config", key, str(spy))
    (site / ".gitattributes").write_text("*.txt diff=spy\n", encoding="utf-8")
    edit(site / "年报" / "一镇.txt")
    (tmp_path / "ran").unlink(missing_ok=True)
    assert changed(site, "first") == ["年报/一镇.txt"]
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "", "first:年报/一镇.txt"])
def test_a_revision_that_is_not_there(site: Path, revision: str) -> None:
    done = run("check", f"--changed-since={revision}", cwd=site)
    assert (done.returncode, f"没有 {revision or '“”'}" in text(done)) == (2, True)
    assert not (site / "x").exists()


def test_no_repository_and_no_git(tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "a.txt").write_bytes(PLANTED.read_bytes())
    done = run("check", "--changed-since", "HEAD", "a.txt", cwd=tmp_path / "other")
    assert (done.returncode, "不在 git 仓库里" in text(done)) == (2, True)
    # What is not there is said as ever, and stdin is in no repository.
    assert "没有这个文件或文件夹：missing.txt" in text(run("check", "--changed-since", "HEAD", "missing.txt", cwd=site))
    assert run("check", "--changed-since", "HEAD", "-", cwd=tmp_path, stdin=PLANTED.read_bytes()).returncode == 1
    monkeypatch.setenv("PATH", os.fspath(tmp_path))
    done = run("check", "--changed-since", "HEAD", cwd=site)
    assert (done.returncode, "要用 git" in text(done)) == (2, True)
