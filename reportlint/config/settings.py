"""The settings of a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportlint.diagnostic import Severity
from reportlint.engine import Selection
from reportlint.toml import TomlTable

DEFAULT_INCLUDE = ("*.txt", "*.md", "*.markdown")
"""Names of the files that are looked at in a folder."""

DEFAULT_EXCLUDE = (".*", "node_modules", "__pycache__", "venv")
"""Folders that are never looked into."""


@dataclass(frozen=True)
class Settings:
    """Settings out of one file, or the defaults. ``root`` is the folder that paths in it start from."""

    path: Path | None = None
    selection: Selection = Selection()
    language: str | None = None
    fail_level: Severity = Severity.WARNING
    year: int | None = None
    form: str | None = None
    extraction_noise: bool = True
    include: tuple[str, ...] = DEFAULT_INCLUDE
    exclude: tuple[str, ...] = ()
    plugins: tuple[Path, ...] = ()
    rule_options: Mapping[str, TomlTable] = field(default_factory=dict)
    plugin_options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The folder of the settings file, or the current one."""
        return self.path.parent if self.path else Path.cwd()
