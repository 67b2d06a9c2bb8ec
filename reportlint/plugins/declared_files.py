"""Files of declarative rules: each is a plugin like any other, which gives rules, forms and statutes by the same hooks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from reportlint.forms import FormBook
from reportlint.rule import Rule
from reportlint.toml import Text, TomlError, TomlTable, nearest

from .declared import DeclaredRule
from .declaring import rule_in
from .hooks import hookimpl

LARGEST_FILE = 1024 * 1024
"""Bytes that a file of declarative rules, or a file that it names, may have."""

_SETTINGS = ("reportlint.toml", "pyproject.toml")


@dataclass
class DeclaredPlugin:
    """A file of declarative rules, read. ``faults`` are its rules that cannot be used; the others can."""

    path: Path
    reportlint_api: object
    rules: list[Rule] = field(default_factory=list)
    forms: list[Path] = field(default_factory=list)
    statutes: list[Path] = field(default_factory=list)
    faults: list[TomlError] = field(default_factory=list)

    @hookimpl
    def reportlint_rules(self) -> Iterable[Rule]:
        """Its rules."""
        return self.rules

    @hookimpl
    def reportlint_forms(self) -> Iterable[Path]:
        """The files of forms that it names."""
        return self.forms

    @hookimpl
    def reportlint_statutes(self) -> Iterable[Path]:
        """The files of statutes that it names."""
        return self.statutes


def read_declared(path: Path) -> DeclaredPlugin:
    """The plugin that a TOML file is. Of a settings file it is only its rules.

    Raises:
        TomlError: the file cannot be read, or has a key of its own that is not known.
    """
    table = TomlTable.read(_small(path, str(path)))
    if path.name == "pyproject.toml":
        table = table.table("tool").table("reportlint")
    plugin = DeclaredPlugin(path, None)
    for draft in table.tables("rule"):
        try:
            plugin.rules.append(rule_in(draft))
        except TomlError as error:
            plugin.faults.append(error)
    if path.name not in _SETTINGS:
        plugin.reportlint_api = table.take("reportlint_api", int)
        plugin.forms = _files(table, "forms", path)
        plugin.statutes = _files(table, "statutes", path)
        table.finish()
    return plugin


def unknown_places(rule: Rule, forms: FormBook) -> Text | None:
    """What is wrong with the places that a declarative rule names; None if nothing is, or for any other rule."""
    if not isinstance(rule.check, DeclaredRule):
        return None
    for key, name, known in rule.check.scope.unknown(forms):
        near = nearest(name, known)
        zh = f"，是不是想写 {near}？" if near else f"；可用的有：{'、'.join(known)}，或表格里规定的文字"
        en = (
            f"; did you mean {near}?"
            if near
            else f"; known are: {', '.join(known)}, or the words that the form prescribes"
        )
        return Text(f"{rule.code}: {key}：没有 {name}{zh}", f"{rule.code}: {key}: there is no {name}{en}")
    for form in rule.forms:
        if form not in forms.known():
            zh, en = f"没有格式 {form}", f"there is no form {form}"
            return Text(f"{rule.code}: forms：{zh}", f"{rule.code}: forms: {en}")
    return None


def _small(path: Path, where: str) -> Path:
    try:
        large = path.stat().st_size > LARGEST_FILE
    except OSError:
        return path  # reading it will say why
    if large:
        raise TomlError(where, Text("文件过大（最多1 MB）", "the file is too large (1 MB at most)"))
    return path


def _files(table: TomlTable, key: str, path: Path) -> list[Path]:
    files = []
    for name in table.strings(key):
        file = path.parent / name
        if Path(name).is_absolute() or ".." in Path(name).parts:
            raise table.error(key, f"{name} 应与本文件在同一文件夹内", f"{name} must lie in the folder of this file")
        files.append(_small(file, f"{table.where}: {key}"))
    return files
