"""The VS Code extension, built once for all tests that need it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "editors" / "vscode"
MADE = ("node_modules", "dist", "libs", "__pycache__", "*.vsix")
# The words of npm and pip when the package registry is out of reach: then nothing here was put to the test.
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "ECONNREFUSED", "No matching distribution found")
PATIENCE = 1_200


def shared(factory: pytest.TempPathFactory) -> Path:
    """The folder that tests in several processes share."""
    base = factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[], str]) -> str:
    """What is made by the first of the processes that ask for it; the others wait for it.

    If the first one fails, its test says why, and the others only that it did.
    """
    begun, made = shared(factory) / f"{name}.begun", shared(factory) / f"{name}.made"
    try:
        begun.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE
        while not made.exists() and time.monotonic() < deadline:
            time.sleep(0.2)
        assert made.exists(), f"{name} did not come to its end"
        state = json.loads(made.read_text(encoding="utf-8"))
        if "skipped" in state:
            pytest.skip(state["skipped"])
        assert "made" in state, f"{name} failed, which another test tells more of"
        return str(state["made"])
    state = {}
    try:
        state["made"] = make()
    except pytest.skip.Exception as skipped:
        state["skipped"] = str(skipped)
        raise
    finally:
        begun.joinpath("new").write_text(json.dumps(state), encoding="utf-8")
        begun.joinpath("new").rename(made)
    return state["made"]


@pytest.fixture(scope="session")
def extension_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the extension's folder with a packaged ``reportlint.vsix``, its code linted and its types checked."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("building the VS Code extension needs node and npm")
    folder = shared(tmp_path_factory) / "vscode-extension"

    def make() -> str:
        # Left-overs of a build by hand must not stand in for what the build makes.
        shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns(*MADE))
        return build(folder, npm)

    said = once(tmp_path_factory, "vscode-build", make)
    if any(word in said for word in UNREACHABLE):
        pytest.skip("the package registry could not be reached")
    assert said == "", said
    return folder


def build(folder: Path, npm: str) -> str:
    """Builds and checks the extension; what was said if it failed."""
    bundle = [sys.executable, "bundle.py", "--source", str(ROOT)]
    steps = [
        [bundle, [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"]],
        [[npm, "run", "check"], [npm, "run", "lint"], [npm, "run", "vsix"]],
    ]
    for together in steps:
        processes = [
            subprocess.Popen(one, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
            for one in together
        ]
        for command, process in zip(together, processes, strict=True):
            said, _ = process.communicate(timeout=PATIENCE)
            if process.returncode != 0:
                return f"{' '.join(command)}:\n{said}"
    return ""


@pytest.fixture(scope="session")
def html_is_known() -> bool:
    """Whether this reportlint writes HTML."""
    run = subprocess.run(
        [sys.executable, "-m", "reportlint", "check", "--help"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return "html" in run.stdout
