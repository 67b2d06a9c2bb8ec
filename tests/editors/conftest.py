"""The VS Code extension, built once for all tests that need it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "editors" / "vscode"
MADE = ("node_modules", "dist", "libs", "__pycache__", "*.vsix")
# The words of npm and pip when the package registry is out of reach: then nothing here was put to the test.
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "ECONNREFUSED", "No matching distribution found")
PATIENCE = 600


@pytest.fixture(scope="session")
def extension_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the extension's folder with a packaged ``reportlint.vsix``, its code linted and its types checked."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("building the VS Code extension needs node and npm")
    # Tests in several processes share what the first of them makes.
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    folder, ended = shared / "vscode-extension", shared / "vscode-extension.ended"
    try:
        # Left-overs of a build by hand must not stand in for what the build makes.
        folder.mkdir()
    except FileExistsError:
        deadline = time.monotonic() + PATIENCE
        while not ended.exists() and time.monotonic() < deadline:
            time.sleep(0.2)
    else:
        shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns(*MADE), dirs_exist_ok=True)
        said = build(folder, npm)
        ended.with_suffix(".new").write_text(said, encoding="utf-8")
        ended.with_suffix(".new").rename(ended)
    said = ended.read_text(encoding="utf-8")
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
