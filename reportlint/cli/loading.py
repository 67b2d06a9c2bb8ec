"""The settings, sessions and plugins that a command line asks for."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from reportlint.config import Sessions, Settings, load_settings, settings_near
from reportlint.outputs import OUTPUT_NAMES
from reportlint.plugins import Plugins, load_plugins
from reportlint.toml import Text

from .console import say


def _fixed_settings(arguments: argparse.Namespace) -> Settings | None:
    """The settings that are named in place of the closest ones. Raises TomlError."""
    if arguments.isolated:
        return Settings()
    return load_settings(Path(arguments.config)) if arguments.config else None


def sessions_for(
    arguments: argparse.Namespace,
    adjust: Callable[[Settings], Settings] = lambda settings: settings,
    *,
    force: bool = False,
    ignoring: bool = True,
) -> Sessions:
    """The sessions of a run; ``adjust`` is what its options change in all settings. Raises TomlError."""
    plugins = not arguments.no_plugins
    return Sessions(
        fixed=_fixed_settings(arguments),
        adjust=adjust,
        installed_plugins=plugins,
        local_plugins=plugins,
        force=force,
        ignoring=ignoring,
    )


def plugins_for(arguments: argparse.Namespace, near: Path, language: str, *, quiet: bool = False) -> Plugins:
    """The plugins for a file or folder, whatever rules its settings choose; ``quiet`` names no faults. Raises TomlError."""
    settings = _fixed_settings(arguments) or settings_near(near)
    local = () if arguments.no_plugins else settings.plugins
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
