"""Finding and loading plugins, so that a faulty one costs only itself.

pluggy holds the plugins and checks their hooks, but its hooks are called implementation by
implementation: in one plain call, a plugin that raises would lose the results of all the others.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from copy import deepcopy
from functools import partial
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn
from zlib import crc32

import pluggy

from reportlint.forms import FormBook
from reportlint.installed import GROUP, plugin_folders
from reportlint.ordinary import read_ordinary
from reportlint.rule import Rule
from reportlint.statutes import StatuteBook
from reportlint.toml import Text, TomlError, TomlSource, reason_of

from .hooks import API_VERSION, OLDEST_API_VERSION, PROJECT, Hooks
from .loaded import Fault, Loaded, Plugins
from .patience import Patience, TooLong

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

BUILTIN = "reportlint_rules"

LONGEST_LOAD = 10
"""Seconds that a plugin may take to load, where the program can break it off."""

_STATED = re.compile(rb"^reportlint_api\s*(?::\s*int\s*)?=\s*(\d{1,6})\s*(?:#.*)?$", re.MULTILINE)


def load_plugins(
    local: Iterable[Path] = (),
    *,
    installed: bool = True,
    modules: Mapping[str, str] | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
) -> Plugins:
    """The built-in plugin, then those that are installed (by name), then modules and local files (in their order).

    Args:
        local: Python files with rules, and TOML files with declarative ones. Python code runs: name only files that
            the user trusts.
        installed: whether to look for installed plugins; the built-in one is always there.
        modules: modules to load by the names of their plugins, as entry points would name them.
        options: what ``reportlint_configure`` of the plugin of a name is called with.

    A plugin that cannot be used is left out and named in ``faults``; this never raises for one.
    """
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    loading = _Loading(manager, options or {})
    loading.add(BUILTIN, lambda: importlib.import_module(BUILTIN), BUILTIN)
    points = _installed() if installed else []
    files = list(dict.fromkeys(local))
    if points or files or modules:
        with Patience(LONGEST_LOAD) as patience, redirect_stdout(sys.stderr):
            loading.patience = patience
            for point in points:
                loading.add(point.name, point.load, _distribution(point))
            for name, module in (modules or {}).items():
                loading.add(name, partial(importlib.import_module, module), module)
            for path in files:
                loading.add(str(path), partial(_load_file, path), str(path))
    return loading.finish()


def _installed() -> list[EntryPoint]:
    """The entry points of the group in the order of their names, without the built-in one."""
    if not any(plugin_folders()):
        return []
    from importlib.metadata import entry_points  # 40 ms, for the few who have plugins

    points = {(point.name, point.value): point for point in entry_points(group=GROUP) if point.value != BUILTIN}
    return [points[key] for key in sorted(points)]


def _distribution(point: EntryPoint) -> str:
    return f"{point.dist.name} {point.dist.version}" if point.dist is not None else point.value


def _load_file(path: Path) -> Any:
    if path.suffix == ".toml":
        from .declared_files import read_declared  # only for those who have such rules

        return read_declared(path)
    stated = _STATED.search(read_ordinary(path))
    if stated is not None:
        # Before it is run: what it cannot import is better told by its version.
        _check_version(int(stated[1]))
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


class _OtherVersion(Exception):
    """A plugin was written for a version of the API that is not this one."""

    def __init__(self, stated: int) -> None:
        super().__init__(stated)
        older = stated < OLDEST_API_VERSION
        zh, en = ("请更新这个插件", "update the plugin") if older else ("请更新 reportlint", "update reportlint")
        self.message = Text(
            f"是为接口第 {stated} 版写的，本程序是第 {API_VERSION} 版；{zh}",
            f"was written for version {stated} of the API, and this is version {API_VERSION}: {en}",
        )


def _check_version(stated: object) -> int | None:
    if stated is None:
        return None
    if type(stated) is not int:
        raise TypeError(f"reportlint_api = {stated!r} is no whole number")
    if not OLDEST_API_VERSION <= stated <= API_VERSION:
        raise _OtherVersion(stated)
    return stated


class _FileLoader(SourceFileLoader):
    """Runs a file as it is now: compiled files are told apart by whole seconds, an editor saves faster."""

    def path_stats(self, path: object) -> NoReturn:
        raise OSError("nothing is read from, or left in, a __pycache__")


class _Loading:
    def __init__(self, manager: pluggy.PluginManager, options: Mapping[str, Mapping[str, object]]) -> None:
        self._manager = manager
        self._options = options
        self._plugins = Plugins()
        self._statutes: list[TomlSource] = []
        self.patience: Patience | None = None

    def add(self, name: str, load: Callable[[], Any], source: str) -> None:
        """Loads one plugin and takes what its hooks give."""
        if name in self._plugins.loaded:
            other = self._plugins.loaded[name].source
            self._fault(
                name,
                f"与另一个插件（{other}）同名，{source} 未加载",
                f"has the name of another plugin ({other}): {source} is not loaded",
            )
            return
        if self.patience is not None:
            self.patience.begun()
        try:
            plugin = load()
            api = _check_version(getattr(plugin, "reportlint_api", None))
            self._manager.register(plugin, name)
            self._manager.check_pending()
        # A plugin is somebody else's code: whatever it raises, even SystemExit, is a fault of its own.
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            self._fault_of(name, "无法加载", "cannot be loaded", error)
            if self._manager.has_plugin(name):
                self._manager.unregister(name=name)
            return
        loaded = self._plugins.loaded[name] = Loaded(source, api)
        for problem in getattr(plugin, "faults", ()) if source.endswith(".toml") else ():
            self._fault_of(name, "", "", problem)
        self._call(name, plugin, "reportlint_configure", config=deepcopy(self._options.get(name, {})))
        rules = self._call(name, plugin, "reportlint_rules")
        if rules is None and isinstance(plugin, ModuleType):
            # A local file need not know of hooks: the rules that it defines are its rules.
            rules = [value for value in vars(plugin).values() if isinstance(value, Rule)]
        for rule in rules or ():
            self._add_rule(name, rule)
        forms = self._books(name, plugin, "reportlint_forms", self._add_forms)
        statutes = self._books(name, plugin, "reportlint_statutes", self._add_statutes)
        loaded.forms, loaded.statutes = tuple(map(str, forms)), tuple(map(str, statutes))
        loaded.outputs = tuple(self._add_outputs(name, self._call(name, plugin, "reportlint_outputs")))
        if source == name and name != BUILTIN:
            loaded.files = (Path(name), *(file for file in (*forms, *statutes) if isinstance(file, Path)))

    def finish(self) -> Plugins:
        """Everything that was taken."""
        plugins = self._plugins
        if any(name.endswith(".toml") for name in plugins.loaded):
            from .declared_files import unknown_places

            for rule in list(plugins.rules.values()):
                if problem := unknown_places(rule, plugins.forms):
                    self._fault(plugins.origins.pop(rule.code), problem.zh, problem.en)
                    del plugins.rules[rule.code]
        return plugins

    def _call(self, name: str, plugin: Any, hook: str, **arguments: object) -> Any:
        for implementation in getattr(self._manager.hook, hook).get_hookimpls():
            if implementation.plugin is plugin:
                try:
                    wanted = {key: arguments[key] for key in implementation.argnames}
                    result = implementation.function(**wanted)
                    # A generator raises only when it is read, so it is read here.
                    return list(result) if hook.endswith(("rules", "forms", "statutes")) else result
                except BaseException as error:
                    if isinstance(error, KeyboardInterrupt):
                        raise
                    self._fault_of(name, f"{hook} 出错", f"{hook} failed", error)
                    return ()
        return None

    def _add_rule(self, name: str, rule: object) -> None:
        if not isinstance(rule, Rule):
            self._fault(name, f"{rule!r} 不是规则", f"{rule!r} is not a rule")
        elif problem := rule.malformed():
            self._fault(
                name, f"规则 {rule.code!r} 的 {problem} 类型不对", f"{problem} of rule {rule.code!r} is of a wrong type"
            )
        elif rule.code in self._plugins.rules:
            other = self._plugins.origins[rule.code]
            self._fault(
                name, f"规则代码 {rule.code} 已由 {other} 使用", f"the code {rule.code} is already used by {other}"
            )
        elif same := next((known for known in self._plugins.rules.values() if known.name == rule.name), None):
            other = f"{same.code}, {self._plugins.origins[same.code]}"
            self._fault(
                name, f"规则名 {rule.name} 已被使用（{other}）", f"the name {rule.name} is already used ({other})"
            )
        else:
            self._plugins.rules[rule.code] = rule
            self._plugins.origins[rule.code] = name

    def _add_outputs(self, name: str, outputs: Any) -> Iterator[str]:
        if not isinstance(outputs, Mapping):
            if outputs:
                self._fault(name, "reportlint_outputs 应给出字典", "reportlint_outputs must give a dictionary")
            return
        for output, write in outputs.items():
            if not isinstance(output, str) or not callable(write):
                self._fault(name, f"输出格式 {output!r} 不是函数", f"the output format {output!r} is not a function")
            elif output in self._plugins.outputs:
                self._fault(name, f"输出格式 {output} 已有定义", f"the output format {output} is already defined")
            else:
                self._plugins.outputs[output] = write
                yield output

    def _books(self, name: str, plugin: Any, hook: str, add: Callable[[list[TomlSource]], None]) -> list[TomlSource]:
        files: list[TomlSource] = self._call(name, plugin, hook) or []
        try:
            if files:
                add(files)
        except TomlError as error:
            self._fault_of(name, "", "", error)
            return []
        except Exception as error:
            self._fault_of(name, f"{hook} 给出的文件不能用", f"the files of {hook} are of no use", error)
            return []
        return files

    def _add_forms(self, files: list[TomlSource]) -> None:
        if self._plugins.forms.known():
            self._plugins.forms.add(files)
        else:
            # The national forms are known to be well: those that are not asked for need not be put together.
            self._plugins.forms = FormBook(files)

    def _add_statutes(self, files: list[TomlSource]) -> None:
        self._plugins.statutes = StatuteBook([*self._statutes, *files])
        self._statutes += files

    def _fault_of(self, name: str, zh: str, en: str, error: BaseException) -> None:
        """A fault with its reason: what a file says wrong, or what code raised."""
        if isinstance(error, TomlError):
            # The name of a local plugin is its path, which need not be said twice.
            where = error.where.removeprefix(name).lstrip(": ")
            zh, en = (f"{where}：", f"{where}: ") if where else ("", "")
            self._fault(name, f"{zh}{error.message.zh}", f"{en}{error.message.en}")
        elif isinstance(error, _OtherVersion):
            self._fault(name, error.message.zh, error.message.en)
        elif isinstance(error, TooLong):
            self._fault(name, f"{zh}：超过 {LONGEST_LOAD} 秒", f"{en}: it takes more than {LONGEST_LOAD} seconds")
        elif isinstance(error, OSError) and str(error.filename) == name:
            # The file of the plugin itself; what its code could not open is for its author.
            refused = reason_of(error)
            self._fault(name, f"{zh}：{refused.zh}", f"{en}: {refused.en}")
        else:
            reason = _reason(error)
            if isinstance(error, ImportError) and error.name == "reportlint.api":
                hint = Text("（也许是为更新的 reportlint 写的）", " (perhaps it was written for a newer reportlint)")
                zh, en = f"{zh}{hint.zh}", f"{en}{hint.en}"
            self._fault(name, f"{zh}：{reason}", f"{en}: {reason}")

    def _fault(self, name: str, zh: str, en: str) -> None:
        self._plugins.faults.append(Fault(name, Text(zh, en)))


def _reason(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
