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
ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | {
    "PYTHONPATH": PATHS
}

# Without what site-packages load at the start, which may be anything.
COUNT = """
import json, os, sys
before = set(sys.modules)
from reportlint.cli import main
if sys.argv[1] == "compiled":
    import re
    compiler = re._compiler if hasattr(re, "_compiler") else __import__("sre_compile")
    real, compiled = compiler.compile, []
    def noted(pattern, flags=0):
        compiled.append(repr(pattern))
        return real(pattern, flags)
    compiler.compile = noted
    def hook(event, arguments):
        if event == "compile" and arguments[0] is not None:
            compiled.append(repr(arguments[0]))
    sys.addaudithook(hook)
status = main(sys.argv[2:])
sys.stdout.flush()
counted = compiled if sys.argv[1] == "compiled" else sorted(set(sys.modules) - before)
print(json.dumps(counted), file=sys.stderr)
"""


def counted(what: str, folder: Path, *options: str) -> list[str]:
    """The modules that a check of a report loads, or the patterns and texts that it compiles."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", COUNT, what, "check", "report.txt", *options], cwd=folder,
        capture_output=True, timeout=120, env=ENVIRONMENT | {"PYTHONPYCACHEPREFIX": str(folder.parent / "compiled")},
    )  # fmt: skip
    found: list[str] = json.loads(done.stderr.splitlines()[-1])
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.txt").write_bytes((ROOT / "examples" / "planted-defects.txt").read_bytes())
    time.sleep(0.2)  # what was changed a moment ago is not trusted
    return tmp_path


def test_a_run_without_changes_loads_next_to_nothing(folder: Path) -> None:
    options = ("--cache-dir", "cache")
    counted("modules", folder, *options)
    assert set(counted("modules", folder, *options)) <= {
        "__future__", "_blake2", "atexit", "gc", "reportlint", "reportlint.cache", "reportlint.cache.fingerprint",
        "reportlint.cache.runs", "reportlint.cache.store", "reportlint.cli", "reportlint.cli.replay",
        "reportlint.installed",
    }  # fmt: skip


def test_a_check_needs_no_lark(folder: Path) -> None:
    loaded = counted("modules", folder, "--no-cache", "--isolated")
    assert "reportlint_grammar.driver" in loaded
    assert not {"lark", "reportlint_grammar.making", "hashlib", "pickle", "platformdirs"} & set(loaded)


def test_a_run_compiles_nothing_that_one_before_it_compiled(folder: Path) -> None:
    options = ("--isolated", "--no-cache")
    counted("compiled", folder, *options)
    # Sets are gone through in another order in each process. What is next to nothing is not worth being written.
    assert len("".join(counted("compiled", folder, *options))) < 50
