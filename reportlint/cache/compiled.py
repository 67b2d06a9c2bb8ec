"""What a start makes of the program and of nothing else, as earlier runs made it.

That is what Python compiles besides modules, its modules, and what its own files of data come to. It is kept where Python
keeps the bytecode of this module. A forged program may do harm, as forged bytecode may: whoever can write into that folder
can do as he likes anyway, and into the folder of results, which may be handed from one machine to another, nothing goes
that is more than words.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Iterable, Mapping
from types import CodeType
from typing import Any
from zlib import adler32

from reportlint import derived

from .fingerprint import program_fingerprint, program_places
from .modules import Module, Modules
from .patterns import Patterns, Program
from .store import Store, key_of
from .texts import Text, Texts

# What is worth writing, which takes some milliseconds: numbers of new programs, of which anything else is worth so many.
_WORTH, _WORTH_OF_ONE = 300, 60
# A file with more patterns and texts has gathered what nobody uses any more and is begun anew. A check uses 1,100.
_MOST = 3000

_Record = tuple[list[Program], dict[Text, CodeType], str, dict[str, Module], dict[str, Any]]
"""Patterns and texts, which are what they are in any program; the fingerprint of one, its modules and what it derived."""


class Compiled:
    """What is kept of a process, in a store."""

    def __init__(self, store: Store | None = None) -> None:
        """Takes where it is kept, if not beside the bytecode."""
        # Three megabytes have a sum in a thirtieth of the time of their digest, which would not make them safer.
        self._store = store or Store(_beside_bytecode(), lambda record: adler32(record).to_bytes(20, "big"))
        self._patterns = Patterns()
        self._texts = Texts()
        self._modules = Modules()
        self._is_sound = True

    def lay_out(self) -> None:
        """Puts what is known where Python finds it. To be called before anything is compiled."""
        try:
            patterns, texts, program, modules, values = self._read()
            self._patterns.lay_out(patterns)
            self._texts.lay_out(texts)
            is_same = program == _program()
            self._modules.lay_out(modules if is_same else {})
            derived.lay_out(values if is_same else {}, program_places())
        # Another Python may have other parts: then everything is done as ever.
        except Exception:
            self._is_sound = False

    def keep(self) -> None:
        """Keeps what was made since, if it is worth it."""
        try:
            if sys.dont_write_bytecode or not self._store.takes_records():
                return
            patterns, texts, modules = self._patterns.new(), self._texts.new(), self._modules.new(program_places())
            values = {file: value for file, value in derived.new().items() if _is_plain(value)}
            worth = sum(len(program[-1]) // 4 for program in patterns)
            if worth + _WORTH_OF_ONE * (len(texts) + len(modules) + len(values)) < _WORTH:
                return
            known = self._read() if self._is_sound else _NOTHING
            if len(known[0]) + len(known[1]) + len(patterns) + len(texts) <= _MOST:
                patterns, texts = [*known[0], *patterns], known[1] | texts
            if known[2] == _program():
                modules, values = known[3] | modules, known[4] | values
            self._store.write(_key(), marshal.dumps((patterns, texts, _program(), modules, values)))
        except Exception:
            return

    def _read(self) -> _Record:
        record = self._store.read(_key())
        if record is None:
            return _NOTHING
        patterns, texts, program, modules, values = marshal.loads(record)
        return patterns, dict(texts), program, dict(modules), dict(values)


_NOTHING: _Record = ([], {}, "", {}, {})


def _program() -> str:
    return key_of([program_fingerprint()])


def _is_plain(value: object) -> bool:
    """Whether a value can be kept: dates of TOML, say, cannot."""
    if isinstance(value, Mapping):
        return type(value) is dict and _all_plain(value) and _all_plain(value.values())
    if isinstance(value, list | tuple):
        return _all_plain(value)
    return value is None or isinstance(value, str | int | float)


def _all_plain(values: Iterable[object]) -> bool:
    return all(map(_is_plain, values))


def _beside_bytecode() -> str:
    cached = __spec__.cached
    return os.path.join(os.path.dirname(cached), "compiled") if cached else os.devnull


def _key() -> str:
    python = (sys.version, sys.implementation.cache_tag, sys.byteorder, sys.flags.optimize, Patterns.version())
    return key_of([b"compiled 1", repr(python).encode()])
