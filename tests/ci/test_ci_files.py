"""The files for CI: by the schemas that their hosts' users check them with, and their scripts in a real shell."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ..cli.test_cli import CORRECT, PATHS, PLANTED, ROOT

ACTION, GITLAB = ROOT / "action.yml", ROOT / "ci" / "gitlab.yml"
BASH = shutil.which("bash")
pytestmark = pytest.mark.skipif(BASH is None or os.name == "nt", reason="needs bash")


@pytest.mark.parametrize(
    "command",
    [
        ["check-jsonschema", "--builtin-schema", "vendor.github-actions", str(ACTION)],
        ["check-jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", str(GITLAB)],
        ["pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml")],
    ],
    ids=["action", "gitlab", "pre-commit"],
)
def test_it_is_what_its_schema_says(command: list[str]) -> None:
    program = Path(sys.executable).with_name(command[0])
    done = subprocess.run([program, *command[1:]], capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    """A folder of reports, with reportlint where the scripts expect it."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "reportlint"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m reportlint "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    folder = tmp_path / "site"
    (folder / "年 报").mkdir(parents=True)
    (folder / "年 报" / "好.txt").write_bytes(CORRECT.read_bytes())
    (folder / "差.txt").write_bytes(PLANTED.read_bytes())
    yield folder


def shell(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    bin = folder.parent / "bin"
    env = {key: value for key, value in os.environ.items() if not key.startswith("REPORTLINT_")}
    env |= {"PYTHONPATH": PATHS, "PATH": f"{bin}{os.pathsep}{env['PATH']}"} | environment
    # As both hosts start it.
    command = [str(BASH), "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", timeout=120)


def action_check(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The last step of the action, with inputs."""
    action: dict[str, Any] = yaml.safe_load(ACTION.read_text(encoding="utf-8"))
    step = action["runs"]["steps"][-1]
    given = {name: one["default"] for name, one in action["inputs"].items()}
    given |= {name.replace("_", "-"): value for name, value in inputs.items()}
    environment = {}
    for name, expression in step["env"].items():
        assert expression.startswith("${{ inputs.") and expression.endswith(" }}")
        environment[name] = given[expression.removeprefix("${{ inputs.").removesuffix(" }}")]
    assert "${{" not in step["run"], "what is given would become part of the script"
    home = folder.parent / "temp" / "reportlint"
    home.mkdir(parents=True, exist_ok=True)
    if not (home / "bin").exists():
        (home / "bin").symlink_to(folder.parent / "bin")
    return shell(step["run"], folder, RUNNER_TEMP=str(home.parent), **environment)


def test_the_action_checks_what_it_is_given(site: Path) -> None:
    done = action_check(site, paths="年 报\r\n", output_format="concise")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    done = action_check(site, paths="年 报\n差.txt", output_format="concise", arguments="--select\nTBL302,YR\n")
    assert done.returncode == 1
    assert {line.split(":")[0] for line in done.stdout.splitlines() if "TBL302" in line} == {"差.txt"}
    assert "SEC" not in done.stdout


def test_the_action_runs_nothing_that_it_is_given(site: Path) -> None:
    evil = '$(touch gone)"; touch gone; `touch gone`'
    names = ("paths", "arguments", "changed_since", "output_file", "output_format")
    assert action_check(site, **dict.fromkeys(names, evil)).returncode == 2
    assert not (site / "gone").exists()


def test_the_action_checks_what_was_changed(site: Path) -> None:
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "first"]):
        identity = ["-c", "user.name=test", "-c", "user.email=test@example.invalid"]
        subprocess.run(["git", *identity, *command], cwd=site, check=True, capture_output=True)
    done = action_check(site, changed_since="HEAD", output_format="sarif", output_file="out.sarif")
    assert done.returncode == 0, done.stderr
    assert json.loads((site / "out.sarif").read_text(encoding="utf-8"))["runs"][0]["results"] == []
    (site / "年 报" / "好.txt").write_bytes(PLANTED.read_bytes())
    done = action_check(site, changed_since="HEAD", output_format="concise")
    assert (done.returncode, "年 报/好.txt" in done.stdout, "差.txt" in done.stdout) == (1, True, False)


def test_the_job_of_gitlab(site: Path) -> None:
    job = yaml.safe_load(GITLAB.read_text(encoding="utf-8"))
    script = "\n".join(job["reportlint"]["script"])
    done = shell(script, site, **job["variables"])
    assert (done.returncode, "TBL302" in done.stdout) == (1, True)
    (report,) = job["reportlint"]["artifacts"]["reports"].values()
    assert json.loads((site / report).read_text(encoding="utf-8"))
    done = shell(script, site, **job["variables"] | {"REPORTLINT_ARGUMENTS": "--select SEC901,YR --exit-zero"})
    assert done.returncode == 2
    done = shell(script, site, **job["variables"] | {"REPORTLINT_ARGUMENTS": "--select YR,TBL --exit-zero"})
    assert (done.returncode, "SEC" in done.stdout) == (0, False)
