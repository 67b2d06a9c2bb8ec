"""A TOML file: its values, and the lines that they stand in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from reportlint.derived import derived
from reportlint.ordinary import read_ordinary

from .errors import Text, TomlError, reason_of

Keys = tuple["str | int", ...]
"""The way to a value: names of keys, and places in lists of tables from 0."""

# A list of so many lines is no longer taken apart to tell the line of a mistake: each of its lines is tried as its end.
_LONGEST_STATEMENT = 400
# So many characters are read for it in all: long lines make a short list dear.
_MOST_READ = 4_000_000
# What may be a number that is too large; whether one is there is then looked for among the values.
_MANY_DIGITS = re.compile(r"[0-9a-fA-F_]{16}")
_LARGEST_NUMBER = 2**63


_TOO_LARGE = Text("有的数太大（最多64位）", "has a number that is too large (64 bits at most)")


class TomlSource(Protocol):
    """A file or a resource of a package; ``str()`` of it is what messages call it."""

    def read_bytes(self) -> bytes:
        """The bytes of the file. Raises OSError."""


def read_file(path: TomlSource) -> bytes:
    """The bytes of a file that people write for this program.

    Raises:
        TomlError: it cannot be read, or is no ordinary file.
    """
    try:
        return read_ordinary(path) if isinstance(path, Path) else path.read_bytes()
    except OSError as error:
        reason = reason_of(error)
        raise TomlError(
            str(path), Text(f"读不了这个文件：{reason.zh}", f"cannot read this file: {reason.en}")
        ) from None


class TomlDocument:
    """A TOML file that was read. ``where`` is what messages call it."""

    def __init__(self, values: Mapping[str, Any], where: str, text: str = "") -> None:
        self.values = values
        self.where = where
        self._text = text

    @classmethod
    def read(cls, path: TomlSource) -> TomlDocument:
        """The document in a file (a path or a resource of a package).

        Raises:
            TomlError: the file is not readable TOML.
        """
        where = str(path)
        # Of the program's own files, it took a twentieth of a cold start.
        return cls.parse(read_file(path), where, lambda text: derived(where, lambda: _values(text, where)))

    @classmethod
    def parse(cls, data: bytes, where: str, loads: Callable[[str], Mapping[str, Any]] | None = None) -> TomlDocument:
        """The document of a file's bytes; ``loads`` reads TOML in another way.

        Raises:
            TomlError: the bytes are not UTF-8 or not TOML.
        """
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            raise TomlError(where, Text("不是UTF-8编码，请另存为UTF-8", "is not UTF-8: save it as UTF-8")) from None
        values = loads(text) if loads is not None else _values(text, where)
        if _MANY_DIGITS.search(text) and _has_huge_number(values):
            raise TomlError(where, _TOO_LARGE)
        return cls(values, where, text)

    def line(self, *keys: str | int, value: str = "") -> int:
        """The line, from 1, in which a key stands; that of the closest table around it if the key is not there.

        With a ``value``, the line of that string in the value of the key. 0 if nothing is known.
        """
        for length in range(len(keys), 0, -1):
            if found := self._lines.get(keys[:length]):
                first, last = found
                if value and length == len(keys):
                    lines = self._text.split("\n")[first - 1 : last]
                    quoted = (f'"{value}"', f"'{value}'")
                    return next(
                        (first + at for at, line in enumerate(lines) if any(one in line for one in quoted)), first
                    )
                return first
        return 0

    @cached_property
    def _lines(self) -> dict[Keys, tuple[int, int]]:
        """First and last line of each key, read only where there is a mistake to be told.

        The parser tells no places, but whether a text is whole: statements are the shortest runs of lines that it takes.
        """
        from tomli import loads

        found: dict[Keys, tuple[int, int]] = {}
        counts: dict[Keys, int] = {}
        table: Keys = ()
        statement: list[str] = []
        length = read = 0
        for number, line in enumerate(self._text.split("\n"), 1):
            if not statement and not line.split("#")[0].strip():
                continue
            statement.append(line)
            length += len(line) + 1
            read += length
            if read > _MOST_READ:
                break
            try:
                values = loads("\n".join(statement))
            except (ValueError, RecursionError):
                if len(statement) > _LONGEST_STATEMENT:
                    break
                continue
            lines = (number - len(statement) + 1, number)
            if line.lstrip().startswith("[") and len(statement) == 1:
                table = _table(values, counts)
                found.setdefault(table, lines)
            else:
                for keys in _leaves(values):
                    for length in range(1, len(keys) + 1):
                        found.setdefault((*table, *keys[:length]), lines)
            statement, length = [], 0
        return found


class TomlPlace(NamedTuple):
    """Where a value stands: in which document, under which keys."""

    document: TomlDocument
    keys: Keys

    @property
    def file(self) -> str:
        """What messages call the document."""
        return self.document.where

    @property
    def line(self) -> int:
        """The line, from 1; 0 where it is not known."""
        return self.document.line(*self.keys)

    def error(self, message: Text, *, value: str = "") -> TomlError:
        """An error about the value, to be raised; with ``value``, about that string in it."""
        line = self.document.line(*self.keys, value=value)
        dotted = ".".join(key for key in self.keys if isinstance(key, str))
        return TomlError(self.file, message, line=line, key=dotted if line else "")


def _values(text: str, where: str) -> Mapping[str, Any]:
    import tomli  # for those who have settings: the program's own files are known

    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        from .mistakes import in_chinese

        message = Text(f"TOML写法有误：{in_chinese(error.msg)}", f"is not valid TOML: {error.msg}")
        raise TomlError(where, message, line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise TomlError(where, Text("嵌套太深", "is nested too deeply")) from None
    except ValueError:
        # Python reads no number of thousands of digits.
        raise TomlError(where, _TOO_LARGE) from None


def _table(values: Any, counts: dict[Keys, int]) -> Keys:
    """The way to the table that a header opens; ``counts`` are the tables so far of each list."""
    keys: Keys = ()
    while values:
        if isinstance(values, list):
            counts[keys] = counts.get(keys, -1) + 1
            return (*keys, counts[keys])
        ((name, values),) = values.items()
        keys = (*keys, name)
        if keys in counts and isinstance(values, dict) and values:
            # [ignore.more] behind [[ignore]] belongs to its last table.
            keys = (*keys, counts[keys])
    return keys


def _has_huge_number(values: Any) -> bool:
    if isinstance(values, dict):
        return any(map(_has_huge_number, values.values()))
    if isinstance(values, list):
        return any(map(_has_huge_number, values))
    return type(values) is int and not -_LARGEST_NUMBER <= values < _LARGEST_NUMBER


def _leaves(values: Any, keys: Keys = ()) -> Iterator[Keys]:
    if isinstance(values, dict) and values:
        for name, value in values.items():
            yield from _leaves(value, (*keys, name))
    else:
        yield keys
