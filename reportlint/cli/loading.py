"""The settings, sessions and plugins that a command line asks for."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.config import EXTEND, Given, Layer, Note, Sessions, Settings, load_settings, settings_near
from reportlint.outputs import OUTPUT_NAMES
from reportlint.toml import Text, TomlDocument, TomlPlace

from .console import say

if TYPE_CHECKING:
    from reportlint.plugins import Plugins


def _fixed_settings(arguments: argparse.Namespace, note: Note = lambda path: None) -> Settings | None:
    """The settings that are named in place of the closest ones. Raises TomlError."""
    if arguments.isolated:
        return Settings()
    return load_settings(Path(arguments.config), base=Path.cwd(), note=note) if arguments.config else None


# Options that say the same as a key. A list is split at commas; an option without a value says what stands here.
_OPTIONS: tuple[tuple[str, str, object], ...] = (
    ("select", "select", None),
    ("extend-select", EXTEND + "select", None),
    ("ignore", EXTEND + "ignore", None),
    ("year", "year", None),
    ("form", "form", None),
    ("fail-level", "fail-level", None),
    ("lang", "lang", None),
    ("no-extraction-noise", "extraction-noise", False),
)


def split(lists: Iterable[str]) -> tuple[str, ...]:
    """What an option names that may be given several times, each time with commas."""
    return tuple(part.strip() for one in lists for part in one.split(",") if part.strip())


def _command_line(arguments: argparse.Namespace) -> Layer:
    """What the options of a command say of settings, as a layer over those of files."""
    layer: dict[tuple[str, ...], Given] = {}
    for option, key, meant in _OPTIONS:
        value = getattr(arguments, option.replace("-", "_"), None)
        if isinstance(value, list):
            value = split(value)
        if value:
            said = value if meant is None else meant
            layer[key,] = Given(said, (TomlPlace(TomlDocument({key: said}, f"--{option}"), (key,)),))
    return layer


def sessions_for(
    arguments: argparse.Namespace, *, force: bool = False, ignoring: bool = True, note: Note = lambda path: None
) -> Sessions:
    """The sessions of a run, its options over all settings. Raises TomlError."""
    return Sessions(
        fixed=_fixed_settings(arguments, note),
        top=_command_line(arguments),
        installed_plugins=not arguments.no_plugins,
        local_plugins=not arguments.no_plugins,
        local_code=not arguments.no_local_plugins,
        force=force,
        ignoring=ignoring,
        note=note,
    )


def check_sessions(arguments: argparse.Namespace, note: Note = lambda path: None) -> Sessions:
    """The sessions of a check; ``note`` is told of every path that has a say in it. Raises TomlError."""
    return sessions_for(arguments, force=arguments.force, ignoring=not arguments.no_ignore, note=note)


def plugins_for(arguments: argparse.Namespace, near: Path, language: str, *, quiet: bool = False) -> Plugins:
    """The plugins for a file or folder, whatever rules its settings choose; ``quiet`` names no faults. Raises TomlError."""
    from reportlint.plugins import load_plugins

    settings = _fixed_settings(arguments) or settings_near(near)
    local = () if arguments.no_plugins else settings.plugin_files(code=not arguments.no_local_plugins)
    plugins = load_plugins(local, installed=not arguments.no_plugins, options=settings.plugin_options)
    if not quiet:
        say_faults(plugins, language)
    return plugins


def say_faults(plugins: Plugins, language: str) -> None:
    """Names the plugins that were left out, and why."""
    for name in plugins.outputs:
        if name in OUTPUT_NAMES:
            zh, en = (
                f"输出格式 {name} 是内置的，插件的未采用",
                f"{name} is a format of reportlint itself, and not that of a plugin",
            )
            say(Text(zh, en), language)
    for fault in plugins.faults:
        say(Text(f"插件 {fault.plugin}：{fault.message.zh}", f"plugin {fault.plugin}: {fault.message.en}"), language)
