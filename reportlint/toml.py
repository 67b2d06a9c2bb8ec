"""Reading TOML that people write: each value with its type, each mistake with file and key.

Forms, statutes and the configuration are all read through :class:`TomlTable`, so that a wrong key is
answered in the same words everywhere: where it stands, and which key was probably meant.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

import tomli


class Text(NamedTuple):
    """A sentence for people in both languages."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence in a language (“zh” or “en”)."""
        return self.zh if language == "zh" else self.en


class TomlError(ValueError):
    """A TOML file that cannot be used. ``where`` names the file and the key or line."""

    def __init__(self, where: str, message: Text) -> None:
        super().__init__(f"{where}: {message.en}")
        self.where = where
        self.message = message


class TomlSource(Protocol):
    """A file or a resource of a package; ``str()`` of it is what messages call it."""

    def read_bytes(self) -> bytes:
        """The bytes of the file. Raises OSError."""


class TomlTable:
    """A TOML table whose keys are taken one by one; what nobody took is a mistake."""

    def __init__(self, values: Mapping[str, Any], where: str) -> None:
        self._values = dict(values)
        self._known: list[str] = []
        self.where = where

    @classmethod
    def read(cls, path: TomlSource) -> TomlTable:
        """The table of a file (a path or a resource of a package).

        Raises:
            TomlError: the file is not readable TOML.
        """
        try:
            data = path.read_bytes()
        except OSError as error:
            reason = error.strerror or str(error)
            raise TomlError(str(path), Text(f"读不了这个文件：{reason}", f"cannot read this file: {reason}")) from None
        return cls.parse(data, str(path))

    @classmethod
    def parse(cls, data: bytes, where: str) -> TomlTable:
        """The table of a file's bytes.

        Raises:
            TomlError: the bytes are not UTF-8 or not TOML.
        """
        try:
            return cls(tomli.loads(data.decode("utf-8-sig")), where)
        except UnicodeDecodeError:
            raise TomlError(where, Text("不是UTF-8编码，请另存为UTF-8", "is not UTF-8: save it as UTF-8")) from None
        except tomli.TOMLDecodeError as error:
            place = f"{where}:{error.lineno}:{error.colno}"
            raise TomlError(place, Text(f"TOML写法有误：{error.msg}", f"is not valid TOML: {error.msg}")) from None

    def error(self, key: str, zh: str, en: str) -> TomlError:
        """An error about one key, to be raised."""
        return TomlError(f"{self.where}: {key}", Text(zh, en))

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def take(self, key: str, kind: type | tuple[type, ...], default: Any = None) -> Any:
        """The value of a key, which must be of a kind; ``default`` if it is missing."""
        self._known.append(key)
        value = self._values.pop(key, None)
        if value is None:
            return default
        # A bool is an int to Python, not to the person who wrote the file.
        kinds = kind if isinstance(kind, tuple) else (kind,)
        if not isinstance(value, kind) or (isinstance(value, bool) and bool not in kinds):
            names = "/".join(one.__name__ for one in kinds)
            raise self.error(key, f"应为 {names}，现为 {value!r}", f"must be {names}, is {value!r}")
        return value

    def string(self, key: str, default: str | None = None) -> str:
        """A string; required unless there is a default."""
        value = self.take(key, str, default)
        if value is None:
            raise self.error(key, "缺少这一项", "is missing")
        return str(value)

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of strings, empty if it is missing."""
        values = self.take(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self.error(key, "应为字符串列表", "must be a list of strings")
        return tuple(values)

    def text(self, key: str, default: Text | None = None) -> Text:
        """A text in both languages: ``{ zh = "…", en = "…" }``."""
        values = self.take(key, dict)
        if values is None:
            if default is None:
                raise self.error(key, "缺少这一项", "is missing")
            return default
        table = TomlTable(values, f"{self.where}: {key}")
        text = Text(table.string("zh"), table.string("en"))
        table.finish()
        return text

    def table(self, key: str) -> TomlTable:
        """A table, empty if it is missing."""
        return TomlTable(self.take(key, dict, {}), f"{self.where}: {key}")

    def tables(self, key: str) -> list[TomlTable]:
        """A list of tables, empty if it is missing."""
        values = self.take(key, list, [])
        if not all(isinstance(value, dict) for value in values):
            raise self.error(key, "应为表的列表", "must be a list of tables")
        return [TomlTable(value, f"{self.where}: {key}[{number}]") for number, value in enumerate(values, 1)]

    def keys_left(self) -> list[str]:
        """The keys that nobody took yet, for tables whose keys are names that the author chooses."""
        return list(self._values)

    def named_tables(self) -> list[tuple[str, TomlTable]]:
        """Every table that nobody took yet, with its key."""
        return [(key, self.table(key)) for key in self.keys_left()]

    def finish(self) -> None:
        """Says that everything was taken.

        Raises:
            TomlError: a key is left that nobody knows.
        """
        for key in self._values:
            near = difflib.get_close_matches(key, self._known, 1, cutoff=0.6)
            zh = f"，是不是想写 {near[0]}？" if near else f"；可用的有：{'、'.join(sorted(set(self._known)))}"
            en = f"; did you mean {near[0]}?" if near else f"; known are: {', '.join(sorted(set(self._known)))}"
            raise self.error(key, f"没有这个配置项{zh}", f"is not known{en}")
