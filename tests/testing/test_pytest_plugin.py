"""The plugin for pytest: it costs nothing where it is not used, and runs the examples of declarative rules."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.cli.test_cli import PATHS

RULE = (
    '[[rule]]\ncode = "OUR101"\nname = "our-rule"\nmessage = "x"\nfind = ["挂网"]\nbad = ["{bad}"]\ngood = ["好。"]\n'
)


def pytest_in(folder: Path, *arguments: str) -> str:
    env = os.environ | {"PYTHONPATH": PATHS, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "reportlint.pytest_plugin", *arguments]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=120).stdout


def test_examples_run_as_tests(tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\nreportlint_rules = rules/*.toml\n", encoding="utf-8")
    (tmp_path / "other.toml").write_text("x = 1\n", encoding="utf-8")
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "good.toml").write_text(RULE.format(bad="[[挂网]]公示"), encoding="utf-8")
    assert "2 passed" in pytest_in(tmp_path)
    (rules / "wrong.toml").write_text(RULE.format(bad="[[公示]]挂网"), encoding="utf-8")
    (rules / "broken.toml").write_text(RULE.format(bad="x").replace("find", "fimd"), encoding="utf-8")
    told = pytest_in(tmp_path, "--continue-on-collection-errors")
    assert "found “挂网”" in told and "not “公示”" in told
    assert "did you mean find" in told
    assert "3 passed, 1 failed, 1 error" in told.replace("1 failed, 3 passed", "3 passed, 1 failed")


def test_it_imports_nothing_before_it_is_used() -> None:
    code = "import sys, reportlint.pytest_plugin; print([name for name in sys.modules if name.startswith(('reportlint', 'lark'))])"
    env = os.environ | {"PYTHONPATH": PATHS}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, encoding="utf-8", timeout=60)
    assert done.stdout.strip() == "['reportlint', 'reportlint.pytest_plugin']"
