"""The distribution as people get it: a wheel, an install from the folder, a hook, a plugin."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from .conftest import ROOT, Environment

pytestmark = pytest.mark.slow
CORRECT, PLANTED = ROOT / "examples" / "correct.txt", ROOT / "examples" / "planted-defects.txt"


def test_the_wheel_holds_what_is_read_at_run_time(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("reportlint", "grammar/reportlint_grammar", "rules/reportlint_rules"):
        package = ROOT / folder
        for path in package.rglob("*"):
            if path.suffix in (".py", ".lark", ".json", ".toml", ".md", ".typed", ".html", ".css", ".js", ".tmpl"):
                assert path.relative_to(package.parent).as_posix() in names
    strangers = {name.split("/")[0] for name in names if ".dist-info" not in name}
    assert strangers == {"reportlint", "reportlint_grammar", "reportlint_rules"}


def test_the_installed_wheel_checks_the_examples(installed: Environment, tmp_path: Path) -> None:
    for file in (CORRECT, PLANTED):
        shutil.copy(file, tmp_path)
    assert "没有发现问题" in installed.run("reportlint", "check", CORRECT.name, cwd=tmp_path).stdout
    done = installed.run("reportlint", "check", PLANTED.name, cwd=tmp_path, fails=True)
    assert (done.returncode, "TBL302" in done.stdout) == (1, True)
    assert "查什么" in installed.run("reportlint", "rule", "TBL301", cwd=tmp_path).stdout


def test_the_wheel_is_typed(installed: Environment, tmp_path: Path) -> None:
    user = tmp_path / "user.py"
    user.write_text(
        "from reportlint.api import Severity\nx: Severity = Severity.ERROR\nreveal_type(x.rank)\n", encoding="utf-8"
    )
    python = installed.bin / "python"
    done = subprocess.run(
        ["mypy", "--strict", "--python-executable", str(python), str(user)],
        capture_output=True, encoding="utf-8", cwd=tmp_path,
    )  # fmt: skip
    assert 'Revealed type is "int"' in done.stdout.replace("builtins.", ""), done.stdout


@pytest.mark.parametrize("mode", [[], ["-e"]])
def test_installs_from_the_folder(mode: list[str], tmp_path: Path) -> None:
    environment = Environment(tmp_path / "env")
    environment.install(*mode, ROOT)
    assert "没有发现问题" in environment.run("reportlint", "check", CORRECT, cwd=tmp_path).stdout


def git(*arguments: str, cwd: Path) -> str:
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.invalid"]
    done = subprocess.run(["git", *identity, *arguments], cwd=cwd, check=True, capture_output=True, encoding="utf-8")
    return done.stdout.strip()


class Site:
    """A repository of reports with a hook of this one, and the real pre-commit."""

    def __init__(self, folder: Path, hook: Path, revision: str, hooks: Sequence[str]) -> None:
        self.folder = folder
        self._home = hook.parent / "pre-commit"
        folder.mkdir()
        git("init", "-q", cwd=folder)
        listed = "".join(f"      - id: {one}\n" for one in hooks)
        (folder / ".pre-commit-config.yaml").write_text(
            f"repos:\n  - repo: {hook}\n    rev: {revision}\n    hooks:\n{listed}", encoding="utf-8"
        )
        shutil.copy(CORRECT, folder / "年报 2023.txt")
        (folder / "index.md").write_text("# 首页\n", encoding="utf-8")
        git("add", "-A", cwd=folder)

    def hooks(self) -> subprocess.CompletedProcess[str]:
        """Runs the hooks on everything, as a commit would."""
        return subprocess.run(
            ["pre-commit", "run", "-a"],
            cwd=self.folder, capture_output=True, encoding="utf-8", timeout=600,
            env=os.environ | {"PRE_COMMIT_HOME": str(self._home)},
        )  # fmt: skip


def test_pre_commit_stops_and_mends_bad_reports(tmp_path: Path) -> None:
    """From repositories that use the hooks of this one."""
    # The hook is taken from what is in the folder, committed or not.
    hook = tmp_path / "hook"
    ignored = shutil.ignore_patterns(
        ".git", ".ci-venv", "node_modules", "__pycache__", ".*_cache", ".hypothesis", "*.vsix"
    )
    shutil.copytree(ROOT, hook, ignore=ignored)
    git("init", "-q", cwd=hook)
    git("add", "-A", cwd=hook)
    git("commit", "-qm", "hook", cwd=hook)
    revision = git("rev-parse", "HEAD", cwd=hook)

    site = Site(tmp_path / "site", hook, revision, ["reportlint"])
    report = site.folder / "年报 2023.txt"
    done = site.hooks()
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.copy(PLANTED, report)
    done = site.hooks()
    assert (done.returncode, "TBL302" in done.stdout) == (1, True), done.stdout + done.stderr
    assert report.read_bytes() == PLANTED.read_bytes()

    mending = Site(tmp_path / "mending", hook, revision, ["reportlint-fix"])
    report = mending.folder / "年报 2023.txt"
    correct = CORRECT.read_text(encoding="utf-8")
    report.write_text(correct.replace("第三方合法权益", "第三方权益"), encoding="utf-8")
    done = mending.hooks()
    assert (done.returncode, "files were modified by this hook" in done.stdout) == (1, True), done.stdout + done.stderr
    assert report.read_text(encoding="utf-8") == correct
    assert mending.hooks().returncode == 0
    shutil.copy(PLANTED, report)
    done = mending.hooks()
    assert (done.returncode, "TBL302" in done.stdout) == (1, True)
