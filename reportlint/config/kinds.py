"""The kinds of values that settings have: how each is read out of a file, and what its JSON Schema says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Protocol

from reportlint.toml import Text, TomlTable, nearest

from .layers import Keys

if TYPE_CHECKING:
    from reportlint.plugins import Plugins
    from reportlint.rule import Rule

Schema = dict[str, Any]


class Kind(Protocol):
    """A kind of value. ``name`` is what people call it."""

    @property
    def name(self) -> Text:
        """What people call it."""

    def read(self, table: TomlTable, key: str) -> Iterator[tuple[Keys, Any]]:
        """The values under a key that is there, each with its way behind the key: mostly one, with no way at all.

        Raises:
            TomlError: the value is not of this kind.
        """

    def schema(self, plugins: Plugins) -> Schema:
        """What the value may be, with the rules and forms that there are."""


class Flag:
    """Yes or no."""

    name = Text("true 或 false", "true or false")

    def read(self, table: TomlTable, key: str) -> Iterator[tuple[Keys, bool]]:
        """The value."""
        yield (), table.take(key, bool)

    def schema(self, plugins: Plugins) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True)
class Number:
    """A whole number between two, both included."""

    least: int
    most: int

    @property
    def name(self) -> Text:
        """What people call it."""
        return Text(f"{self.least}至{self.most}的整数", f"a whole number from {self.least} to {self.most}")

    def read(self, table: TomlTable, key: str) -> Iterator[tuple[Keys, int]]:
        """The value."""
        value = table.take(key, int)
        if not self.least <= value <= self.most:
            raise table.error(key, f"应为{self.name.zh}，现为 {value}", f"must be {self.name.en}, is {value}")
        yield (), value

    def schema(self, plugins: Plugins) -> Schema:
        """An integer with its limits."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: tuple[str, ...]

    @property
    def name(self) -> Text:
        """What people call it."""
        return Text("、".join(self.words), ", ".join(self.words))

    def read(self, table: TomlTable, key: str) -> Iterator[tuple[Keys, str]]:
        """The value."""
        yield (), self.chosen(table, key)

    def chosen(self, table: TomlTable, key: str) -> str:
        """The word under a key. Raises TomlError if it is none of them."""
        word = table.string(key)
        if word not in self.words:
            near = nearest(word, self.words)
            zh = f"应为 {self.name.zh} 之一，现为 {word}" + (f"，是不是想写 {near}？" if near else "")
            en = f"must be one of {self.name.en}, is {word}" + (f"; did you mean {near}?" if near else "")
            raise table.error(key, zh, en)
        return word

    def schema(self, plugins: Plugins) -> Schema:
        """The words."""
        return {"enum": list(self.words)}


@dataclass(frozen=True)
class Words:
    """A text that says something; ``known`` are those that can be chosen from, if it is not free."""

    name: Text = Text("文字", "a text")
    longest: int = 200
    known: Callable[[Plugins], Sequence[str]] | None = None

    def read(self, table: TomlTable, key: str) -> Iterator[tuple[Keys, str]]:
        """The value."""
        text = table.string(key)
        if not text.strip() or not text.isprintable() or len(text) > self.longest:
            zh = f"不能为空、不能换行，最多 {self.longest} 个字"
            raise table.error(key, zh, f"must be one line of at most {self.longest} characters, and not empty")
        yield (), text.strip()

    def schema(self, plugins: Plugins) -> Schema:
        """A string, or those that are known."""
        if self.known is not None:
            return {"enum": list(self.known(plugins))}
        return {"type": "string", "pattern": r"^[^\n\r\t]*[^\s][^\n\r\t]*$", "maxLength": self.longest}


class _Strings:
    name = Text("字符串列表", "a list of strings")

    def read(self, table: TomlTable, key: str) -> Iterator[tuple[Keys, tuple[str, ...]]]:
        """The value."""
        yield (), table.strings(key)

    def schema(self, plugins: Plugins) -> Schema:
        """An array of strings."""
        return {"type": "array", "items": {"type": "string"}}


class Patterns(_Strings):
    """A list of patterns in the manner of ``.gitignore``."""

    name = Text("路径模式列表", "a list of patterns of paths")

    def read(self, table: TomlTable, key: str) -> Iterator[tuple[Keys, tuple[str, ...]]]:
        """The value."""
        patterns = table.strings(key)
        for pattern in patterns:
            if not pattern.strip() or pattern.startswith("#"):
                zh, en = f"“{pattern}”不是路径模式", f"{pattern!r} is no pattern of paths"
                raise table.error(key, zh, en, value=pattern)
        yield (), patterns

    def schema(self, plugins: Plugins) -> Schema:
        """An array of strings that say something."""
        return {"type": "array", "items": {"type": "string", "pattern": r"^(?!#).*\S"}}


class Files(_Strings):
    """A list of files; the names are completed where the settings are put together."""

    name = Text("文件列表", "a list of files")


class FileOrFiles(_Strings):
    """A file, or a list of files."""

    name = Text("文件，或文件列表", "a file or a list of files")

    def read(self, table: TomlTable, key: str) -> Iterator[tuple[Keys, tuple[str, ...]]]:
        """The value, as a list."""
        value = table.take(key, (str, list))
        if isinstance(value, list) and not all(isinstance(one, str) for one in value):
            raise table.error(key, f"应为{self.name.zh}", f"must be {self.name.en}")
        yield (), (value,) if isinstance(value, str) else tuple(value)

    def schema(self, plugins: Plugins) -> Schema:
        """A string or an array of strings, none of which is an address on the net."""
        local = {"pattern": "^(?!.*://)"}
        return {"type": ["string", "array"], "items": {"type": "string", **local}, **local}


class RuleList(_Strings):
    """A list of rules: their codes, beginnings of codes, or names. Which there are is known once plugins are loaded."""

    name = Text("规则列表", "a list of rules")

    def schema(self, plugins: Plugins) -> Schema:
        """An array of what chooses rules."""
        return {"type": "array", "items": {"$ref": "#/definitions/rules"}}


@dataclass(frozen=True)
class ByRule:
    """A table of choices by rule."""

    choice: Choice

    @property
    def name(self) -> Text:
        """What people call it."""
        return Text(f"表：规则 = {self.choice.name.zh}", f"a table: rule = {self.choice.name.en}")

    def read(self, table: TomlTable, key: str) -> Iterator[tuple[Keys, str]]:
        """The choice for each rule."""
        inner = table.table(key)
        for rule in inner.keys_left():
            yield (rule,), self.choice.chosen(inner, rule)

    def schema(self, plugins: Plugins) -> Schema:
        """An object of choices."""
        values = self.choice.schema(plugins)
        return {"type": "object", "propertyNames": {"$ref": "#/definitions/rules"}, "additionalProperties": values}


class RuleOptions:
    """Tables of options by rule. What options a rule has, the rule says itself."""

    name = Text("表：规则 = 该规则的选项", "a table: rule = its options")

    def read(self, table: TomlTable, key: str) -> Iterator[tuple[Keys, Any]]:
        """Each option; and each rule by itself, so that one that is not there is told even without options."""
        for rule, inner in table.table(key).named_tables():
            yield (rule,), None
            for option in inner.keys_left():
                yield (rule, option), inner.take(option, object)

    def schema(self, plugins: Plugins) -> Schema:
        """An object with the options of each rule, by name and by code."""
        by_name = {name: _options(rule) for rule in plugins.rules.values() for name in (rule.name, rule.code)}
        return {"type": "object", "properties": by_name, "additionalProperties": False}


def _options(rule: Rule) -> Schema:
    properties = {option.name: _option(option.default) for option in fields(rule.options)}
    about = {"description": f"{rule.code}：{rule.summary.zh}"}
    return {"type": "object", **about, "properties": properties, "additionalProperties": False}


def _option(default: object) -> Schema:
    names = {bool: "boolean", int: "integer", float: "number", str: "string"}
    if isinstance(default, tuple):
        return {"type": "array", "items": {"type": "string"}, "default": list(default)}
    return {"type": names[type(default)], "default": default}


class DeclaredRules:
    """Rules that are written down in the settings themselves. The file is read as a plugin, which says what is wrong in them."""

    name = Text("规则的列表", "a list of rules")

    def read(self, table: TomlTable, key: str) -> Iterator[tuple[Keys, tuple[str, ...]]]:
        """That there are some; which file they are in is known where the settings are put together."""
        table.tables(key)
        yield (), ("",)

    def schema(self, plugins: Plugins) -> Schema:
        """An array of objects."""
        return {"type": "array", "items": {"type": "object"}}


class PluginOptions:
    """Tables of what plugins are configured with, by plugin. What they mean, the plugins know."""

    name = Text("表：插件 = 该插件的选项", "a table: plugin = its options")

    def read(self, table: TomlTable, key: str) -> Iterator[tuple[Keys, Any]]:
        """Each option of each plugin."""
        for plugin, inner in table.table(key).named_tables():
            for option in inner.keys_left():
                yield (plugin, option), inner.take(option, object)

    def schema(self, plugins: Plugins) -> Schema:
        """An object of objects."""
        return {"type": "object", "additionalProperties": {"type": "object"}}
