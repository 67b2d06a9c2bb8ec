"""Environments of the bench's own, with reportlint and its peers as their users install them, from PyPI and npm."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .commands import clean_environment

ROOT = Path(__file__).resolve().parent.parent
# What is measured is fixed, or figures of two days could not be compared. By environment: what is installed in it.
PYTHON = {
    "linters": ("sqlfluff==4.5.0", "ruff==0.17.6", "autocorrect-py==2.14.0"),
    "pylsp": ("python-lsp-server[pycodestyle,pyflakes]==1.15.0",),
}
NODE = {
    "textlint": (
        "textlint@15.8.0",
        "textlint-rule-zh-half-and-full-width-bracket@1.1.0",
        "textlint-rule-prh@6.1.0",
    ),
    "zhlint": ("zhlint@0.8.2",),
    "autocorrect": ("autocorrect-node@2.14.0",),
}
_OURS = ("pyproject.toml", "README.md", "LICENSE", "reportlint", "grammar", "rules")
# Longer than any of these installations takes on a bad line.
_PATIENCE = 600


@dataclass
class Environments:
    """Where the commands are, which versions they have, and what could not be installed, with the reason."""

    folder: Path
    versions: dict[str, str] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)

    def script(self, environment: str, name: str) -> Path | None:
        """A command of an environment, None if it is not there."""
        node = self.folder / environment / "node_modules" / ".bin" / name
        python = self.folder / environment / ("Scripts" if sys.platform == "win32" else "bin") / name
        return next((path for path in (python, node) if path.exists()), None)


def environments(folder: Path, say: bool = True) -> Environments:
    """Makes what is not there yet; what cannot be made is named and left out."""
    made = Environments(folder)
    digest = _digest(_files())
    _make(made, "reportlint", digest, [_python(folder / "reportlint"), [*_pip(folder / "reportlint"), str(ROOT)]], say)
    for name, packages in PYTHON.items():
        place = folder / name
        _make(made, name, " ".join(packages), [_python(place), [*_pip(place), *packages]], say)
    for name, packages in NODE.items():
        if shutil.which("npm") is None:
            made.missing[name] = "there is no npm"
            continue
        place = folder / name
        install = ["npm", "install", "--prefix", str(place), "--no-audit", "--no-fund", "--no-save", *packages]
        _make(made, name, " ".join(packages), [install], say)
    for name in (*PYTHON, "reportlint"):
        if name not in made.missing:
            made.versions |= _python_versions(folder / name)
    for name, packages in NODE.items():
        if name not in made.missing:
            made.versions |= dict(package.rsplit("@", 1) for package in packages)
    return made


def _make(made: Environments, name: str, of: str, commands: Sequence[Sequence[str]], say: bool) -> None:
    """Runs the commands that make an environment, if it was not made by them and of the same."""
    place = made.folder / name
    mark = "\n".join([of, *map(" ".join, commands)])
    marked = place / "made-of"
    if marked.exists() and marked.read_text(encoding="utf-8") == mark:
        return
    if say:
        print(f"installs {name}", file=sys.stderr)
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for command in commands:
        try:
            done = subprocess.run(
                command, cwd=place, env=clean_environment(), capture_output=True, text=True, timeout=_PATIENCE
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            made.missing[name] = str(error)
            return
        if done.returncode:
            lines = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
            made.missing[name] = next(
                (line for line in lines if "rror" in line), lines[-1] if lines else "failed"
            ).strip()
            return
    marked.write_text(mark, encoding="utf-8")


def _python(place: Path) -> list[str]:
    # With the pip of today: what an old one writes to start a program with imports `re`, half of an empty start.
    return [sys.executable, "-m", "venv", "--upgrade-deps", str(place)]


def _pip(place: Path) -> list[str]:
    python = place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    return [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]


def _files() -> list[Path]:
    """The files that an installed reportlint is made of."""
    found = []
    for name in _OURS:
        path = ROOT / name
        found += sorted(path.rglob("*")) if path.is_dir() else [path]
    return [path for path in found if path.is_file() and "__pycache__" not in path.parts]


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _python_versions(place: Path) -> dict[str, str]:
    done = subprocess.run(
        [str(_pip(place)[0]), "-m", "pip", "list", "--format", "json"],
        env=clean_environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    wanted = {
        "reportlint",
        "lark",
        "pluggy",
        "pygls",
        "lsprotocol",
        "sqlfluff",
        "ruff",
        "autocorrect-py",
        "python-lsp-server",
    }
    return {one["name"]: one["version"] for one in json.loads(done.stdout) if one["name"] in wanted}
