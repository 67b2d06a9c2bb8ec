"""Plugins as their authors and users have them: the guides followed in a clean environment, the worked examples installed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.plugins.guides import GUIDES, follow
from tests.server.client import Client

from .conftest import ROOT, Environment

pytestmark = pytest.mark.slow
EXAMPLES = ROOT / "plugins"


def seen_in_an_editor(environment: Environment, folder: Path) -> set[str]:
    """The codes of what the language server of an environment finds in a folder that is trusted."""
    command = (str(environment.bin / "python"), "-m", "reportlint.server")
    text = (folder / "report.txt").read_text(encoding="utf-8")
    options = {"debounce": 0, "trusted": True}
    with Client(folder, command=command, options=options, environment={"PYTHONPATH": ""}) as client:
        return set(client.open(text, uri=(folder / "report.txt").as_uri()).codes)


def test_from_the_first_rule_to_a_package(wheel: Path, tmp_path: Path) -> None:
    """A new user with nothing but the wheel and the guides."""
    environment = Environment(tmp_path / "env")
    environment.install(wheel, "build", "hatchling")

    def run(command: str, folder: Path) -> str:
        # The build backend is there: what the reader's commands would fetch for themselves takes half a minute.
        for plain, quick in (
            ("pip install", "pip install --no-build-isolation"),
            ("-m build", "-m build --no-isolation --wheel"),
        ):
            command = command.replace(plain, quick)
        program, *arguments = command.split()
        done = environment.run(program, *arguments, cwd=folder, fails=True)
        assert done.returncode in (0, 1), f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    follow(GUIDES / "zh" / "first-rule.md", first, run)
    assert "OUR101" in seen_in_an_editor(environment, first)

    follow(GUIDES / "zh" / "publishing.md", second, run)
    assert list((second / "reportlint-qingshi" / "dist").glob("*.whl"))
    # It is installed: any report is looked at by it, wherever it lies.
    report = (first / "report.txt").read_text(encoding="utf-8").replace("2024年，", "24年公开，")
    (second / "report.txt").write_text(report, encoding="utf-8")
    done = environment.run("reportlint", "check", "report.txt", "--output-format", "concise", cwd=second, fails=True)
    assert "QSX101" in done.stdout and "QSX102" in done.stdout
    assert {"QSX101", "QSX102"} <= seen_in_an_editor(environment, second)
    alone = environment.run("reportlint", "check", "report.txt", "--no-plugins", cwd=second, fails=True)
    assert "QSX" not in alone.stdout


def test_the_packaged_example(wheel: Path, tmp_path: Path) -> None:
    """Its own suite, in an environment of its own."""
    environment = Environment(tmp_path / "env")
    example = EXAMPLES / "reportlint-qingshi"
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "-o", str(tmp_path), str(example)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    environment.install(wheel, "pytest", *tmp_path.glob("*.whl"))
    listed = environment.run("reportlint", "plugin", "list", cwd=tmp_path).stdout
    assert "QS101" in listed and "rule_of_law.toml" in listed and "qingshi-ledger" in listed
    report = ROOT / "examples" / "correct.txt"
    done = environment.run("reportlint", "check", report, cwd=tmp_path, fails=True)
    assert (done.returncode, "QS101" in done.stdout) == (1, True)
    assert environment.run("reportlint", "check", report, "--no-plugins", cwd=tmp_path).returncode == 0
    ledger = environment.run(
        "reportlint", "check", report, "--output-format", "qingshi-ledger", cwd=tmp_path, fails=True
    )
    assert ledger.stdout.startswith("文件,行,规则")
    shutil.copytree(example / "tests", tmp_path / "tests")
    done = environment.run("python", "-m", "pytest", "-q", tmp_path / "tests", cwd=tmp_path)
    assert " passed" in done.stdout
    environment.run("reportlint", "test", "qingshi", cwd=tmp_path)


@pytest.mark.parametrize(
    ("example", "codes"), [("declared-province", ("YL101", "YL103", "TBL300")), ("local-bureau", ("OUR101",))]
)
def test_the_examples_that_need_no_installing(
    installed: Environment, tmp_path: Path, example: str, codes: tuple[str, ...]
) -> None:
    folder = tmp_path / example
    shutil.copytree(EXAMPLES / example, folder)
    installed.run("reportlint", "test", cwd=folder)
    done = installed.run("reportlint", "check", "report.txt", cwd=folder, fails=True)
    assert (done.returncode, [code for code in codes if code not in done.stdout]) == (1, [])
