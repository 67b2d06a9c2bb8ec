"""The settings of a run."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportlint.diagnostic import Severity
from reportlint.selection import Selection, SelectionError
from reportlint.toml import Text, TomlError, TomlPlace, TomlTable

from .layers import EXTEND, Given, Layer, over
from .patterns import Patterns

if TYPE_CHECKING:
    from .keys import Override

DEFAULT_INCLUDE = ("*.txt", "*.md", "*.markdown")
"""Names of the files that are looked at in a folder."""

DEFAULT_EXCLUDE = (".*", "node_modules", "__pycache__", "venv")
"""Folders that are never looked into."""

# Those that are put together out of several keys, or that the loader takes itself.
_READ_APART = ("extends", "select", "ignore", "severity", "mandatory", "rules", "rule", "plugin-options")
_CHOOSE_RULES = ("select", EXTEND + "select", "ignore", EXTEND + "ignore", "severity", "mandatory", "rules", "form")


@dataclass(frozen=True)
class Settings:
    """Settings out of a file and those that it extends, or the defaults.

    ``path`` is the file; ``base`` the folder that patterns start from if it is not that of the file. ``layer`` is what
    the files say, with the places; ``applied`` are the numbers of the overrides that are in it.
    """

    path: Path | None = None
    base: Path | None = None
    selection: Selection = Selection()
    language: str | None = None
    fail_level: Severity = Severity.WARNING
    year: int | None = None
    form: str | None = None
    body: str | None = None
    kind: str | None = None
    extraction_noise: bool = True
    include: tuple[str, ...] = DEFAULT_INCLUDE
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    respect_gitignore: bool = True
    plugins: tuple[Path, ...] = ()
    rule_options: Mapping[str, Mapping[str, Given]] = field(default_factory=dict)
    plugin_options: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    layer: Layer = field(default_factory=dict)
    applied: tuple[int, ...] = ()

    @property
    def root(self) -> Path:
        """The folder that patterns start from: that of the settings file, or the current one."""
        return self.base or (self.path.parent if self.path else Path.cwd())

    def for_file(self, path: Path) -> Settings:
        """These with what they say for a file or folder."""
        if not self.overrides:
            return self
        folder = path.is_dir()
        fitting = tuple(number for number, patterns in enumerate(self._patterns) if patterns.fit(path, folder=folder))
        if fitting not in self._known:
            layer = self.layer
            for number in fitting:
                layer = _over(layer, self.overrides[number].layer)
            self._known[fitting] = replace(self, **_values(layer), layer=layer, applied=fitting)
        return self._known[fitting]

    def under(self, top: Layer) -> Settings:
        """These with other values over them, as those of a command line."""
        if not top:
            return self
        layer = _over(self.layer, top)
        return replace(self, **_values(layer), layer=layer)

    def plugin_files(self, *, code: bool) -> tuple[Path, ...]:
        """The local plugins; without ``code`` only those that are TOML and run nothing.

        Raises:
            TomlError: there is code among them, and anybody may have written these settings.
        """
        declared = tuple(plugin for plugin in self.plugins if plugin.suffix == ".toml")
        if not code or declared == self.plugins:
            return declared
        # Settings that were named (they have a base) are the user's own word.
        if self.path is not None and self.base is None and _is_anybodys(self.path):
            zh = "写在人人可写的文件夹里，又不是您的文件，所以不运行其中指定的 Python 规则；可用 --no-local-plugins 不加载它们，确信可靠则用 --config 指明这个配置"
            en = (
                "lies in a folder that everybody may write into and is somebody else's, so the Python files that it names are not "
                "run: leave them out by --no-local-plugins, or name these settings by --config if you trust them"
            )
            raise TomlError(str(self.path), Text(zh, en))
        return self.plugins

    def option_tables(self) -> dict[str, TomlTable]:
        """The options of rules as tables, to be read once."""
        tables = {}
        for rule, options in self.rule_options.items():
            values = {name: given.value for name, given in options.items()}
            places = {name: given.places[0] for name, given in options.items() if given.places}
            whole = next(iter(self.layer["rules", rule].places), None)
            tables[rule] = TomlTable(values, f"rules.{rule}", whole, places)
        return tables

    def placed(self, error: SelectionError) -> SelectionError | TomlError:
        """An error about a choice of rules with the place where they are chosen, if a file does."""
        for keys, given in self.layer.items():
            chosen = keys[1:2] if len(keys) > 1 else given.value if isinstance(given.value, tuple) else (given.value,)
            if keys[0] in _CHOOSE_RULES and error.selector in chosen:
                # Of several files that add to a list, the one that has it.
                has_it = [one for one in given.places if len(given.places) == 1 or error.selector in _at(one)]
                return has_it[0].error(error.message, value=error.selector) if has_it else error
        return error

    @cached_property
    def _patterns(self) -> tuple[Patterns, ...]:
        return tuple(Patterns(self.root, one.paths) for one in self.overrides)

    @cached_property
    def _known(self) -> dict[tuple[int, ...], Settings]:
        return {}


def settings_of(layer: Layer, path: Path, base: Path | None = None) -> Settings:
    """The settings that a layer gives; ``path`` is the file that it came from, with what that extends."""
    return Settings(path=path, base=base, layer=layer, **_values(layer))


def _over(base: Layer, top: Layer) -> Layer:
    from .keys import ADDITIVE  # for those only who have settings

    return over(base, top, ADDITIVE)


def _values(layer: Layer) -> dict[str, Any]:
    """The attributes of settings that a layer gives."""
    from .keys import KEYS, list_of

    values: dict[str, Any] = {}
    for key in KEYS:
        if key.name in _READ_APART:
            continue
        given = list_of(layer, key.name) if key.extendable else layer[key.name,].value if (key.name,) in layer else None
        if given is not None:
            values[key.field or key.name] = given
    if (EXTEND + "include",) in layer and ("include",) not in layer:
        values["include"] = (*DEFAULT_INCLUDE, *values["include"])
    if "fail_level" in values:
        values["fail_level"] = Severity(values["fail_level"])
    declared = layer["rule",].value if ("rule",) in layer else ()
    values["plugins"] = tuple(map(Path, (*values.get("plugins", ()), *declared)))
    values["selection"] = _selection(layer)
    values["rule_options"] = {rule: dict(_options(layer, rule)) for name, rule, *_ in _deep(layer) if name == "rules"}
    options = [keys for keys in _deep(layer) if keys[0] == "plugin-options"]
    values["plugin_options"] = {
        plugin: {keys[2]: layer[keys].value for keys in options if keys[1] == plugin} for _, plugin, _ in options
    }
    return values


def _selection(layer: Layer) -> Selection:
    def strings(*names: str) -> tuple[str, ...]:
        return tuple(one for name in names if (name,) in layer for one in layer[name,].value)

    severity = {keys[1]: Severity(layer[keys].value) for keys in _deep(layer) if keys[0] == "severity"}
    return Selection(
        strings("select"), strings("extend-select"), strings("ignore", "extend-ignore"), severity, strings("mandatory")
    )


def _options(layer: Layer, rule: str) -> Iterator[tuple[str, Given]]:
    for keys, given in layer.items():
        if keys[:2] == ("rules", rule) and len(keys) == 3:
            yield keys[2], given


def _deep(layer: Layer) -> list[tuple[str, ...]]:
    return [keys for keys in layer if len(keys) > 1]


def _at(place: TomlPlace) -> Any:
    """The value at a place of its document."""
    value: Any = place.document.values
    for key in place.keys:
        value = value[key]
    return value


def _is_anybodys(path: Path) -> bool:
    """Whether a file lies where everybody may put files, and is not of this user or the administrator."""
    if os.name != "posix":
        return False
    try:
        owner, everybody = path.stat().st_uid, path.parent.stat().st_mode & stat.S_IWOTH
    except OSError:
        return False
    return bool(everybody) and owner not in (os.geteuid(), 0)
