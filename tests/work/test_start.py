"""What a start costs, in counts: modules that are loaded, patterns that are compiled, parsers that are built."""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATHS = os.pathsep.join([*(str(ROOT / part) for part in (".", "grammar", "rules")), *site.getsitepackages()])

# Without what site-packages load at the start, which may be anything.
COUNT = """
import json, os, sys
before = set(sys.modules)
from reportlint.cli import main
status = main(sys.argv[1:])
sys.stdout.flush()
print(json.dumps(sorted(set(sys.modules) - before)), file=sys.stderr)
"""


def modules(folder: Path, *options: str) -> set[str]:
    """The modules that a check of a report loads."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", COUNT, "check", "report.txt", *options], cwd=folder,
        capture_output=True, timeout=60, env=os.environ | {"PYTHONPATH": PATHS},
    )  # fmt: skip
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_bytes((ROOT / "examples" / "planted-defects.txt").read_bytes())
    time.sleep(0.2)  # what was changed a moment ago is not trusted
    return tmp_path


def test_a_run_without_changes_loads_next_to_nothing(folder: Path) -> None:
    options = ("--cache-dir", "../cache")
    modules(folder, *options)
    assert modules(folder, *options) <= {
        "__future__", "_blake2", "reportlint", "reportlint.cache", "reportlint.cache.fingerprint",
        "reportlint.cache.runs", "reportlint.cache.store", "reportlint.cli", "reportlint.cli.replay",
        "reportlint.installed",
    }  # fmt: skip
