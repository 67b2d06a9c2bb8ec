"""What there is to test in a file or folder: its plugins, loaded from where they lie."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from reportlint.config import CONFIG_NAME, PROJECT_NAME, find_config, load_settings
from reportlint.installed import GROUP
from reportlint.plugins import Plugins, load_plugins
from reportlint.toml import Text, TomlTable


class NothingToTest(ValueError):
    """A path that has no plugins. ``message`` says what was looked for."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


class Target(NamedTuple):
    """Plugins with the names of those of them that are to be tested."""

    plugins: Plugins
    names: Collection[str]


def target(where: str) -> Target:
    """The plugins at a path, or those that are installed under a name.

    A folder is that of a package, whose ``pyproject.toml`` names its modules as entry points, or one with settings
    that name files of rules; a file has rules itself, or is a settings file. Their code runs.

    Raises:
        NothingToTest: there are none.
        TomlError: a settings file cannot be used.
    """
    path = Path(where)
    if path.is_dir():
        return _folder(path.resolve())
    if path.is_file():
        return _settings(path.resolve()) if path.name in (CONFIG_NAME, PROJECT_NAME) else _files([path.resolve()])
    plugins = load_plugins()
    if where in plugins.loaded:
        return Target(plugins, (where,))
    zh = f"没有这个文件、文件夹或已安装的插件：{where}"
    raise NothingToTest(Text(zh, f"there is no file, folder or installed plugin {where}"))


def _files(files: list[Path]) -> Target:
    return Target(load_plugins(files), [str(file) for file in files])


def _folder(folder: Path) -> Target:
    project = folder / PROJECT_NAME
    if project.is_file() and (modules := entry_points_in(project)):
        for place in (folder / "src", folder):
            if place.is_dir() and str(place) not in sys.path:
                sys.path.insert(0, str(place))
        # As installed, but from here; another copy that is installed would only be in the way.
        return Target(load_plugins(installed=False, modules=modules), list(modules))
    config = find_config(folder)
    if config is not None and config.parent == folder:
        return _settings(config)
    zh = f"{folder} 里没有插件：既没有以 pyproject.toml 声明插件，也没有在 {CONFIG_NAME} 里写明规则"
    en = f"there is no plugin in {folder}: no pyproject.toml with entry points, no {CONFIG_NAME} that names rules"
    raise NothingToTest(Text(zh, en))


def _settings(path: Path) -> Target:
    settings = load_settings(path)
    if not settings.plugins:
        raise NothingToTest(Text(f"{path} 没有写明规则", f"{path} names no rules"))
    plugins = load_plugins(settings.plugins, options=settings.plugin_options)
    return Target(plugins, [str(plugin) for plugin in settings.plugins])


def entry_points_in(project: Path) -> dict[str, str]:
    """The modules that a ``pyproject.toml`` names as plugins, by the names of the plugins. Raises TomlError."""
    table = TomlTable.read(project).table("project").table("entry-points").table(GROUP)
    return {name: table.string(name).partition(":")[0] for name in table.keys_left()}
