"""Settings out of ``reportlint.toml`` or ``[tool.reportlint]`` of ``pyproject.toml``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportlint.diagnostic import Severity
from reportlint.engine import Selection
from reportlint.toml import TomlTable

from .settings import DEFAULT_INCLUDE, Settings

CONFIG_NAME = "reportlint.toml"
PROJECT_NAME = "pyproject.toml"
_LANGUAGES = ("zh", "en")


def find_config(start: Path) -> Path | None:
    """The settings file that is closest to a folder: in it or in one above.

    In one folder ``reportlint.toml`` goes before ``pyproject.toml``, and that counts only if it has a
    table ``[tool.reportlint]``.

    Raises:
        TomlError: a ``pyproject.toml`` on the way mentions reportlint and cannot be read.
    """
    for place in config_places(start):
        # The second file belongs to other tools: it is parsed only where it speaks of this one.
        if place.is_file() and (place.name == CONFIG_NAME or b"tool.reportlint" in place.read_bytes()):
            return place
    return None


def config_places(start: Path) -> Iterator[Path]:
    """The paths where settings for a folder may be, the closest first. Few of them are there."""
    for folder in (start, *start.parents):
        yield folder / CONFIG_NAME
        yield folder / PROJECT_NAME


def settings_near(file: Path) -> Settings:
    """The settings for a file or folder: the closest ones, or the defaults. Raises TomlError."""
    start = file if file.is_dir() else file.parent
    config = find_config(start.resolve())
    return load_settings(config) if config else Settings()


def load_settings(path: Path) -> Settings:
    """The settings in a file.

    Raises:
        TomlError: the file cannot be read, has an unknown key or a wrong value; the message says which.
    """
    table = TomlTable.read(path)
    if path.name == PROJECT_NAME:
        table = table.table("tool").table("reportlint")
    settings = _settings(table, path)
    table.finish()
    return settings


def _settings(table: TomlTable, path: Path) -> Settings:
    severity = {}
    levels = table.table("severity")
    for rule in levels.keys_left():
        severity[rule] = _severity(levels, rule)
    selection = Selection(table.strings("select"), table.strings("extend-select"), table.strings("ignore"), severity)
    language = table.take("lang", str)
    if language not in (None, *_LANGUAGES):
        raise table.error("lang", f"应为 zh 或 en，现为 {language}", f"must be zh or en, is {language}")
    options = table.table("plugin-options")
    plugins = [path.resolve().parent / plugin for plugin in table.strings("plugins")]
    if table.tables("rule"):
        # Declarative rules that stand in the settings: the file is a plugin itself.
        plugins.append(path.resolve())
    return Settings(
        path=path.resolve(),
        selection=selection,
        language=language,
        fail_level=_severity(table, "fail-level") if "fail-level" in table else Severity.WARNING,
        year=table.take("year", int),
        form=table.take("form", str),
        extraction_noise=table.take("extraction-noise", bool, True),
        include=table.strings("include") if "include" in table else DEFAULT_INCLUDE,
        exclude=table.strings("exclude"),
        plugins=tuple(plugins),
        rule_options=dict(table.table("rules").named_tables()),
        plugin_options={name: options.take(name, dict) for name in options.keys_left()},
    )


def _severity(table: TomlTable, key: str) -> Severity:
    value: Any = table.string(key)
    levels = [severity.value for severity in Severity]
    if value not in levels:
        choices = "、".join(levels)
        raise table.error(key, f"应为 {choices} 之一，现为 {value}", f"must be one of {', '.join(levels)}, is {value}")
    return Severity(value)
