"""Regular expressions as earlier runs compiled them, kept where Python keeps the bytecode of this module.

A forged program may do harm, as forged bytecode may: whoever can write into that folder can do as he likes anyway, and
into the folder of results, which may be handed from one machine to another, nothing goes that is more than words.

A check uses some five hundred patterns, and compiling them took 300 ms of the 870 of a cold start; their programs (lists
of numbers that the matcher takes, after it has made sure that they are sound) are read in 6. They are put where
:func:`re.compile` looks first, so that nobody who writes a pattern has to know of it. What is used for that is no public
part of Python: if anything about it is not as expected, patterns are compiled as ever.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import json
import os
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any, NamedTuple

from .store import Store, key_of

_Key = tuple[type, Any, int]

# Numbers of new programs that are worth writing: they take a millisecond or two to be made.
_WORTH = 300
# A file with more patterns has gathered what nobody uses any more and is begun anew. A check uses 490.
_MOST = 1500


class _Program(NamedTuple):
    """What the matcher is given for a pattern; ``flags`` are those of the call, ``all_flags`` with those in the pattern."""

    pattern: str
    flags: int
    all_flags: int
    groups: int
    names: dict[str, int]
    code: list[int]


class CompiledPatterns:
    """The patterns of a process, kept in a store."""

    def __init__(self, store: Store | None = None) -> None:
        """Takes where they are kept, if not beside the bytecode."""
        self._store = store or Store(_beside_bytecode())
        self._before: set[_Key] = set()
        self._known: set[_Key] = set()
        self._record: bytes | None = None

    def lay_out(self) -> None:
        """Puts what is known where :func:`re.compile` finds it. To be called before patterns are compiled."""
        try:
            cache = re._cache  # type: ignore[attr-defined]
            self._before = set(cache)
            self._record = self._store.read(_key())
            for program in self._programs():
                key = (str, program.pattern, program.flags)
                self._known.add(key)
                if key not in cache:
                    cache[key] = _made(program)
        # Another Python may have other parts: then patterns are compiled as ever.
        except Exception:
            self._known.clear()
            self._record = None

    def keep(self) -> None:
        """Keeps what was compiled since, if it is worth it."""
        try:
            if sys.dont_write_bytecode or not self._store.takes_records():
                return
            new = [key for key in re._cache if key not in self._before and key not in self._known]  # type: ignore[attr-defined]
            programs = [program for _, pattern, flags in new if (program := _compiled(pattern, flags)) is not None]
            if sum(len(program.code) for program in programs) < _WORTH:
                return
            known = self._programs() if len(self._known) + len(programs) <= _MOST else ()
            self._store.write(_key(), _record([*known, *programs]))
        except Exception:
            return

    def _programs(self) -> Iterator[_Program]:
        return _programs(self._record) if self._record is not None else iter(())


def _beside_bytecode() -> str:
    cached = __spec__.cached
    return os.path.join(os.path.dirname(cached), "patterns") if cached else os.devnull


def _key() -> str:
    python = (
        sys.version,
        sys.implementation.cache_tag,
        sys.byteorder,
        _sre.MAGIC,
        _sre.CODESIZE,
        memoryview(b"").cast("I").itemsize,
    )
    return key_of([b"patterns 1", repr(python).encode()])


def _compiled(pattern: object, flags: int) -> _Program | None:
    """The program of a pattern, made as :func:`re.compile` makes it; None for one of bytes."""
    if not isinstance(pattern, str) or flags & re.DEBUG:
        return None
    # Below the versions that put them into a package.
    compiler = import_module("re._compiler" if sys.version_info >= (3, 11) else "sre_compile")
    parser = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
    parsed = parser.parse(pattern, flags)
    code = compiler._code(parsed, flags)
    state = parsed.state
    program = _Program(
        pattern, flags, flags | state.flags, state.groups - 1, dict(state.groupdict), list(map(int, code))
    )
    # What is kept is what is used.
    return program if _made(program) == re.compile(pattern, flags) else None


def _made(program: _Program) -> re.Pattern[str]:
    names: list[str | None] = [None] * (program.groups + 1)
    for name, number in program.names.items():
        names[number] = name
    made: re.Pattern[str] = _sre.compile(
        program.pattern, program.all_flags, program.code, program.groups, program.names, tuple(names)
    )
    return made


def _record(programs: list[_Program]) -> bytes:
    head = [[*program[:-1], len(program.code)] for program in programs]
    from array import array  # by the few runs that write

    codes = array("I", (number for program in programs for number in program.code))
    return json.dumps(head, separators=(",", ":")).encode() + b"\0" + codes.tobytes()


def _programs(record: bytes) -> Iterator[_Program]:
    head, _, numbers = record.partition(b"\0")
    codes, at = memoryview(numbers).cast("I"), 0
    for pattern, flags, all_flags, groups, names, length in json.loads(head):
        yield _Program(pattern, flags, all_flags, groups, names, codes[at : at + length].tolist())
        at += length
