"""Which reportlint the extension finds: tried on real programs, good ones and others."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from reportlint import __version__

from . import vscode

pytestmark = [pytest.mark.editors, pytest.mark.slow]

DRIVER = Path(__file__).with_name("vscode_discovery.mjs")


@pytest.fixture(scope="module")
def unpacked(extension_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension as it is installed."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(extension_folder / "reportlint.vsix") as archive:
        archive.extractall(folder)
    return folder / "extension"


@pytest.fixture(scope="module")
def module(extension_folder: Path) -> Path:
    """The search for reportlint as a module of its own."""
    made = extension_folder / "discovery.mjs"
    esbuild = extension_folder / "node_modules" / ".bin" / "esbuild"
    options = ["--bundle", "--platform=node", "--format=esm", f"--outfile={made}"]
    subprocess.run(
        [str(esbuild), "src/discovery.ts", *options], cwd=extension_folder, check=True, capture_output=True, timeout=120
    )
    return made


def program(folder: Path, name: str, says: str, status: int = 0) -> str:
    """A program that says something and ends."""
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{says}'\nexit {status}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def candidate(source: str, program: str, *args: str) -> dict[str, Any]:
    return {"source": source, "program": program, "args": args}


def search(module: Path, folder: Path, *searches: list[dict[str, Any]], versions: Any = ()) -> Any:
    told = json.dumps({"searches": searches, "versions": versions})
    environment = {**os.environ, **vscode.this_python()}
    node = shutil.which("node") or "node"
    run = subprocess.run(
        [node, str(DRIVER), str(module), str(folder)],
        input=told, capture_output=True, encoding="utf-8", env=environment, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def test_the_first_that_can_be_used_is_taken(module: Path, unpacked: Path, tmp_path: Path) -> None:
    launcher = str(unpacked / "bundled" / "launch.py")
    installed = candidate("environment", sys.executable, launcher)
    without = candidate("environment", sys.executable, "-I", "-S", launcher)
    bundled = candidate("bundled", sys.executable, "-I", "-X", "utf8", launcher, "--bundled")
    missing = candidate("PATH", "no-such-reportlint")
    old = candidate("PATH", program(tmp_path, "old", "reportlint 0.0.9"))
    old_python = candidate("bundled", program(tmp_path, "python2", "Python 2.7", 4), launcher)
    broken = candidate("bundled", program(tmp_path, "broken", "no such library", 1), launcher)
    newer = candidate("path", program(tmp_path, "newer", "reportlint 9.9.9.dev1"))
    searches = [
        [installed, bundled], [without, missing, old, bundled], [missing, old_python, broken], [newer], [old], [],
    ]  # fmt: skip
    found = search(module, tmp_path, *searches)["found"]
    first, second, third, fourth, fifth, sixth = found
    assert (first["found"]["source"], first["found"]["version"], first["refused"]) == ("environment", __version__, [])
    assert second["found"]["source"] == "bundled"
    assert [one["why"] for one in second["refused"]] == ["no-reportlint", "no-program", "old-reportlint"]
    assert second["refused"][2]["detail"] == "0.0.9"
    assert "found" not in third
    assert [(one["why"], one["detail"]) for one in third["refused"]] == [
        ("no-program", "no-such-reportlint"), ("old-python", "Python 2.7"), ("broken", "no such library"),
    ]  # fmt: skip
    assert fourth["found"]["version"] == "9.9.9.dev1"
    assert [one["why"] for one in fifth["refused"]] == ["old-reportlint"]
    assert sixth["refused"] == []


def test_a_folder_of_the_same_name_is_not_started(module: Path, unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "reportlint").mkdir()
    (tmp_path / "reportlint" / "cli.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    (tmp_path / "reportlint" / "__init__.py").touch()
    launcher = str(unpacked / "bundled" / "launch.py")
    searches = [candidate("environment", sys.executable, launcher)]
    found = search(module, tmp_path, searches)["found"][0]
    assert found["found"]["version"] == __version__


def test_versions_are_compared_by_their_numbers(module: Path, tmp_path: Path) -> None:
    older = [("0.1.0", "0.1.1"), ("0.9", "0.10"), ("1", "1.0.1"), ("0.1.0.dev3", "0.2")]
    not_older = [("0.1.0", "0.1.0"), ("0.10", "0.9"), ("1.0.0", "1"), ("2", "1.9"), ("0.1.0rc1", "0.1.0")]
    told = search(module, tmp_path, versions=[*older, *not_older])["older"]
    assert told == [True] * len(older) + [False] * len(not_older)


def test_launch_py_can_be_read_by_a_python_that_is_too_old(unpacked: Path) -> None:
    # Python 2 itself is rare; its grammar is the oldest that anybody may meet.
    text = (unpacked / "bundled" / "launch.py").read_text(encoding="ascii")
    compile(text, "launch.py", "exec")
    assert not any(new in text for new in (' f"', " f'", ":=", "->", "match "))
