"""An environment with nothing but the built wheel and what it needs."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Environment:
    """A virtual environment of its own, run without the paths of the checkout."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=True)
        self.bin = folder / ("Scripts" if os.name == "nt" else "bin")

    def run(
        self, program: str, *arguments: str | Path, cwd: Path, fails: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Runs a program of the environment and shows what it said if it fails unexpectedly."""
        hidden = ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")
        env = {
            key: value for key, value in os.environ.items() if key not in hidden and not key.startswith("REPORTLINT_")
        }
        env["PATH"] = f"{self.bin}{os.pathsep}{env['PATH']}"
        command = [str(self.bin / program), *map(str, arguments)]
        done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=600)
        assert fails or done.returncode == 0, done.stdout + done.stderr
        return done

    def install(self, *what: str | Path) -> None:
        """Installs with pip, quietly."""
        self.run("python", "-m", "pip", "install", "-q", "--disable-pip-version-check", *what, cwd=ROOT)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built by way of the source distribution as an index would have it."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "-o", str(out), str(ROOT)], check=True, capture_output=True, timeout=600
    )
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An empty environment with the wheel."""
    environment = Environment(tmp_path_factory.mktemp("wheel") / "env")
    environment.install(wheel)
    return environment
