"""The plugins of a run, with what was wrong with them said."""

from __future__ import annotations

import argparse
from pathlib import Path

from reportlint.config import Settings, load_settings, settings_near
from reportlint.plugins import Plugins, load_plugins
from reportlint.toml import Text

from .console import say


def plugins_for(arguments: argparse.Namespace, near: Path, language: str) -> tuple[Plugins, Settings]:
    """The plugins and settings for a file or folder. Raises TomlError."""
    if arguments.isolated:
        settings = Settings()
    else:
        settings = load_settings(Path(arguments.config)) if arguments.config else settings_near(near)
    local = () if arguments.no_plugins else settings.plugins
    plugins = load_plugins(local, installed=not arguments.no_plugins, options=settings.plugin_options)
    for fault in plugins.faults:
        say(Text(f"插件 {fault.plugin}：{fault.message.zh}", f"plugin {fault.plugin}: {fault.message.en}"), language)
    return plugins, settings
