"""Taking the values out of a TOML table, one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .document import TomlDocument, TomlPlace, TomlSource
from .errors import Text, TomlError, nearest

_KINDS = {
    str: Text("字符串", "a string"),
    int: Text("整数", "an integer"),
    float: Text("小数", "a decimal number"),
    bool: Text("true 或 false", "true or false"),
    list: Text("列表", "a list"),
    dict: Text("表", "a table"),
}


# A value that is in the wrong place may be a whole table.
_SHOWN = 80


def _shown(value: object) -> str:
    written = repr(value)
    return written if len(written) <= _SHOWN else written[:_SHOWN] + "…"


class TomlTable:
    """A TOML table whose keys are taken one by one; what nobody took is a mistake."""

    def __init__(
        self,
        values: Mapping[str, Any],
        where: str,
        place: TomlPlace | None = None,
        places: Mapping[str, TomlPlace] | None = None,
    ) -> None:
        """Takes the values of a table, what messages call it, and where it stands.

        ``places`` are those of keys that stand elsewhere, in a table that was put together.
        """
        self._values = dict(values)
        self._known: list[str] = []
        self._place = place
        self._places = places or {}
        self.where = where

    @classmethod
    def read(cls, path: TomlSource) -> TomlTable:
        """The table of a file (a path or a resource of a package).

        Raises:
            TomlError: the file is not readable TOML.
        """
        return cls.of(TomlDocument.read(path))

    @classmethod
    def parse(cls, data: bytes, where: str) -> TomlTable:
        """The table of a file's bytes.

        Raises:
            TomlError: the bytes are not UTF-8 or not TOML.
        """
        return cls.of(TomlDocument.parse(data, where))

    @classmethod
    def of(cls, document: TomlDocument) -> TomlTable:
        """The outermost table of a document."""
        return cls(document.values, document.where, TomlPlace(document, ()))

    def error(self, key: str, zh: str, en: str, *, value: str = "") -> TomlError:
        """An error about one key, to be raised; with a ``value``, about that string in a list."""
        place = self.place(key)
        error = place.error(Text(zh, en), value=value) if place is not None else None
        return error if error is not None and error.line else TomlError(self.where, Text(zh, en), key=key)

    def place(self, *keys: str | int) -> TomlPlace | None:
        """Where a value of the table stands, or one inside it; None if the table is of no document."""
        if keys and isinstance(keys[0], str) and keys[0] in self._places:
            place = self._places[keys[0]]
            return place._replace(keys=(*place.keys, *keys[1:]))
        return self._place and self._place._replace(keys=(*self._place.keys, *keys))

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
        if not isinstance(value, kind) or (isinstance(value, bool) and not {bool, object} & {*kinds}):
            named = [_KINDS.get(one, Text(one.__name__, one.__name__)) for one in kinds]
            zh, en = "或".join(one.zh for one in named), " or ".join(one.en for one in named)
            raise self.error(key, f"应为{zh}，现为 {_shown(value)}", f"must be {en}, is {_shown(value)}")
        return value

    def string(self, key: str, default: str | None = None) -> str:
        """A string; required unless there is a default."""
        value = self.take(key, str, default)
        if value is None:
            raise self._missing(key)
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
                raise self._missing(key)
            return default
        table = self._inner(values, f"{self.where}: {key}", key)
        text = Text(table.string("zh"), table.string("en"))
        table.finish()
        return text

    def table(self, key: str) -> TomlTable:
        """A table, empty if it is missing."""
        return self._inner(self.take(key, dict, {}), f"{self.where}: {key}", key)

    def tables(self, key: str) -> list[TomlTable]:
        """A list of tables, empty if it is missing."""
        values = self.take(key, list, [])
        if not all(isinstance(value, dict) for value in values):
            raise self.error(key, "应为表的列表", "must be a list of tables")
        return [
            self._inner(value, f"{self.where}: {key}[{number}]", key, number - 1)
            for number, value in enumerate(values, 1)
        ]

    def _inner(self, values: Mapping[str, Any], where: str, *keys: str | int) -> TomlTable:
        return TomlTable(values, where, self.place(*keys))

    def _missing(self, key: str) -> TomlError:
        near = nearest(key, self._values)
        zh, en = (f"，是不是写成了 {near}？", f"; is it written {near}?") if near else ("", "")
        return self.error(key, f"缺少这一项{zh}", f"is missing{en}")

    def keys_left(self) -> list[str]:
        """The keys that nobody took yet, for tables whose keys are names that the author chooses."""
        return list(self._values)

    def named_tables(self) -> list[tuple[str, TomlTable]]:
        """Every table that nobody took yet, with its key."""
        return [(key, self.table(key)) for key in self.keys_left()]

    def finish(self, known: Iterable[str] = ()) -> None:
        """Says that everything was taken; ``known`` are keys that were not even asked for, as they are not there.

        Raises:
            TomlError: a key is left that nobody knows.
        """
        for key in self._values:
            known = sorted({*self._known, *known})
            near = nearest(key, known)
            zh = f"，是不是想写 {near}？" if near else f"；可用的有：{'、'.join(known)}" if known else ""
            en = f"; did you mean {near}?" if near else f"; known are: {', '.join(known)}" if known else ""
            raise self.error(key, f"没有这个配置项{zh}", f"is not known{en}")
