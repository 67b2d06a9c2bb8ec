"""Finding and loading plugins, so that a faulty one costs only itself.

pluggy holds the plugins and checks their hooks, but its hooks are called implementation by
implementation: in one plain call, a plugin that raises would lose the results of all the others.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn
from zlib import crc32

import pluggy

from reportlint.forms import FormBook
from reportlint.rule import Rule
from reportlint.statutes import StatuteBook
from reportlint.toml import Text, TomlError, TomlSource, nearest

from .hooks import PROJECT, Hooks

GROUP = "reportlint"
BUILTIN = "reportlint_rules"


@dataclass(frozen=True)
class Fault:
    """A plugin, or a part of one, that was left out, and why."""

    plugin: str
    message: Text


@dataclass
class Plugins:
    """Everything that the plugins brought in. ``origins`` says which plugin a rule's code is from."""

    rules: dict[str, Rule] = field(default_factory=dict)
    forms: FormBook = field(default_factory=lambda: FormBook(()))
    statutes: StatuteBook = field(default_factory=lambda: StatuteBook(()))
    outputs: dict[str, Callable[..., str | bytes]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def find_rule(self, code_or_name: str) -> Rule | None:
        """The rule with a code (in any case) or a name."""
        by_code = self.rules.get(code_or_name.upper())
        return by_code or next((rule for rule in self.rules.values() if rule.name == code_or_name.lower()), None)

    def code_of(self, code_or_name: str) -> str | None:
        """The code of the rule with a code or a name."""
        rule = self.find_rule(code_or_name)
        return rule.code if rule is not None else None

    def nearest(self, wanted: str, *, families: bool = False) -> str:
        """The code or name, or with ``families`` the family, that is most like what somebody wrote; empty if none is."""
        names = [*self.rules, *(rule.name for rule in self.rules.values())]
        if families:
            names += {rule.family for rule in self.rules.values()}
        return nearest(wanted, names)


def load_plugins(
    local: Iterable[Path] = (),
    *,
    installed: bool = True,
    options: Mapping[str, Mapping[str, object]] | None = None,
) -> Plugins:
    """The built-in plugin, then those that are installed (by name), then local files (in their order).

    Args:
        local: Python files with rules. Their code runs: name only files that the user trusts.
        installed: whether to look for installed plugins; the built-in one is always there.
        options: what ``reportlint_configure`` of the plugin of a name is called with.

    A plugin that cannot be used is left out and named in ``faults``; this never raises for one.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    loading = _Loading(manager, options or {})
    loading.add(BUILTIN, lambda: importlib.import_module(BUILTIN))
    for name, load in _installed() if installed else ():
        loading.add(name, load)
    for path in local:
        loading.add(str(path), lambda path=path: _load_file(path))  # type: ignore[misc]
    return loading.finish()


def _installed() -> list[tuple[str, Callable[[], Any]]]:
    """The entry points of the group by name, without the built-in one."""
    if not _some_installed():
        return []
    from importlib.metadata import entry_points  # 40 ms, for the few who have plugins

    points = {point.name: point for point in entry_points(group=GROUP) if point.value != BUILTIN}
    return [(name, points[name].load) for name in sorted(points)]


def _some_installed() -> bool:
    """Whether any distribution on the path names the group, told from its files alone."""
    for folder in dict.fromkeys(sys.path):
        for file in Path(folder or ".").glob("*-info/entry_points.txt"):
            try:
                if b"[reportlint]" in file.read_bytes() and not file.parent.name.startswith("reportlint-"):
                    return True
            except OSError:
                continue
    return False


def _load_file(path: Path) -> ModuleType:
    # A name of its own for each path; a file that is loaded anew takes its own old place.
    name = f"reportlint_local_{path.stem}_{crc32(os.fsencode(path)):08x}"
    loader = _FileLoader(name, str(path))
    spec = importlib.util.spec_from_file_location(name, path, loader=loader)
    if spec is None:
        raise ImportError(f"{path} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    loader.exec_module(module)
    return module


class _FileLoader(SourceFileLoader):
    """Runs a file as it is now: compiled files are told apart by whole seconds, an editor saves faster."""

    def path_stats(self, path: object) -> NoReturn:
        raise OSError("nothing is read from, or left in, a __pycache__")


class _Loading:
    def __init__(self, manager: pluggy.PluginManager, options: Mapping[str, Mapping[str, object]]) -> None:
        self._manager = manager
        self._options = options
        self._plugins = Plugins()
        self._forms: list[TomlSource] = []
        self._statutes: list[TomlSource] = []

    def add(self, name: str, load: Callable[[], Any]) -> None:
        """Loads one plugin and takes what its hooks give."""
        try:
            plugin = load()
            self._manager.register(plugin, name)
            self._manager.check_pending()
        # A plugin is somebody else's code: whatever it raises, even SystemExit, is a fault of its own.
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            self._fault(name, f"无法加载：{_reason(error)}", f"cannot be loaded: {_reason(error)}")
            if self._manager.has_plugin(name):
                self._manager.unregister(name=name)
            return
        self._plugins.names.append(name)
        self._call(name, plugin, "reportlint_configure", config=self._options.get(name, {}))
        rules = self._call(name, plugin, "reportlint_rules")
        if rules is None and isinstance(plugin, ModuleType):
            # A local file need not know of hooks: the rules that it defines are its rules.
            rules = [value for value in vars(plugin).values() if isinstance(value, Rule)]
        for rule in rules or ():
            self._add_rule(name, rule)
        self._forms += self._books(name, plugin, "reportlint_forms", FormBook, self._forms)
        self._statutes += self._books(name, plugin, "reportlint_statutes", StatuteBook, self._statutes)
        outputs = self._call(name, plugin, "reportlint_outputs") or {}
        for output, write in outputs.items():
            if output in self._plugins.outputs:
                self._fault(name, f"输出格式 {output} 已有定义", f"the output format {output} is already defined")
            else:
                self._plugins.outputs[output] = write

    def finish(self) -> Plugins:
        """Everything that was taken."""
        self._plugins.forms = FormBook(self._forms)
        self._plugins.statutes = StatuteBook(self._statutes)
        return self._plugins

    def _call(self, name: str, plugin: Any, hook: str, **arguments: object) -> Any:
        for implementation in getattr(self._manager.hook, hook).get_hookimpls():
            if implementation.plugin is plugin:
                try:
                    wanted = {key: arguments[key] for key in implementation.argnames}
                    result = implementation.function(**wanted)
                    # A generator raises only when it is read, so it is read here.
                    return list(result) if hook.endswith(("rules", "forms", "statutes")) else result
                except Exception as error:
                    self._fault(name, f"{hook} 出错：{_reason(error)}", f"{hook} failed: {_reason(error)}")
                    return ()
        return None

    def _add_rule(self, name: str, rule: object) -> None:
        if not isinstance(rule, Rule):
            self._fault(name, f"{rule!r} 不是规则", f"{rule!r} is not a rule")
        elif rule.code in self._plugins.rules:
            other = self._plugins.origins[rule.code]
            self._fault(
                name, f"规则代码 {rule.code} 已由 {other} 使用", f"the code {rule.code} is already used by {other}"
            )
        elif any(rule.name == known.name for known in self._plugins.rules.values()):
            self._fault(name, f"规则名 {rule.name} 已被使用", f"the name {rule.name} is already used")
        else:
            self._plugins.rules[rule.code] = rule
            self._plugins.origins[rule.code] = name

    def _books(
        self, name: str, plugin: Any, hook: str, book: Callable[[list[TomlSource]], object], known: list[TomlSource]
    ) -> list[TomlSource]:
        files: list[TomlSource] = self._call(name, plugin, hook) or []
        if not files or name == BUILTIN:
            return files
        try:
            book([*known, *files])
        except TomlError as error:
            self._fault(name, f"{error.where}：{error.message.zh}", f"{error.where}: {error.message.en}")
            return []
        except Exception as error:
            self._fault(
                name,
                f"{hook} 给出的文件不能用：{_reason(error)}",
                f"the files of {hook} are of no use: {_reason(error)}",
            )
            return []
        return files

    def _fault(self, name: str, zh: str, en: str) -> None:
        self._plugins.faults.append(Fault(name, Text(zh, en)))


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
