"""The VS Code extension, built once for all tests that need it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent.parent / "editors" / "vscode"
# npm's own words when the package registry is out of reach: then nothing here was put to the test.
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "ECONNREFUSED")


@pytest.fixture(scope="session")
def extension_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the extension's folder with checked types and a packaged ``reportlint.vsix``."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("building the VS Code extension needs node and npm")
    folder = tmp_path_factory.mktemp("vscode") / "extension"
    # Left-overs of a build by hand must not stand in for what the build makes.
    shutil.copytree(SOURCE, folder, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
    steps = [
        ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"],
        ["run", "check"],
        ["run", "package"],
    ]
    for step in steps:
        run = subprocess.run([npm, *step], cwd=folder, capture_output=True, encoding="utf-8", timeout=600)
        said = run.stdout + run.stderr
        if run.returncode != 0 and any(word in said for word in UNREACHABLE):
            pytest.skip("npm could not reach the package registry")
        assert run.returncode == 0, f"npm {' '.join(step)}:\n{said}"
    return folder
