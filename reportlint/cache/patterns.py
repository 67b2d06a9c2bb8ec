"""Regular expressions as earlier runs compiled them.

A check uses some five hundred patterns, and compiling them took 300 ms of the 870 of a cold start; their programs (lists
of numbers that the matcher takes, after it has made sure that they are sound) are read in 6. They are put where
:func:`re.compile` looks first, so that nobody who writes a pattern has to know of it. What is used for that is no public
part of Python: if anything about it is not as expected, patterns are compiled as ever.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import re
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Any

Program = tuple["str | bytes", int, int, int, "dict[str, int]", bytes]
"""What the matcher is given for a pattern: it, the flags of the call, those with the ones in the pattern, the number of
its groups, those with names, and its code."""

_Key = tuple[type, Any, int]
_NUMBER = memoryview(b"").cast("I").itemsize
# Python lets go of all above 512, which is just what a check needs.
_MOST = 2000


class Patterns:
    """The patterns of a process."""

    def __init__(self) -> None:
        self._before: set[_Key] = set()

    @staticmethod
    def version() -> object:
        """What makes programs of no use to another Python."""
        return _sre.MAGIC, _sre.CODESIZE, _NUMBER

    def lay_out(self, programs: Iterable[Program]) -> None:
        """Puts programs where :func:`re.compile` finds them. Raises anything where they, or this Python, are others."""
        re._MAXCACHE = _MOST  # type: ignore[attr-defined]
        cache = re._cache  # type: ignore[attr-defined]
        for program in programs:
            key = (type(program[0]), program[0], program[1])
            if key not in cache:
                cache[key] = _made(program)
        self._before = set(cache)

    def new(self) -> list[Program]:
        """The programs of the patterns that were compiled since."""
        new = [key for key in re._cache if key not in self._before]  # type: ignore[attr-defined]
        return [program for _, pattern, flags in new if (program := _compiled(pattern, flags)) is not None]


def _compiled(pattern: object, flags: int) -> Program | None:
    """The program of a pattern, made as :func:`re.compile` makes it; None for what is no text or is to be explained."""
    if not isinstance(pattern, str | bytes) or flags & re.DEBUG:
        return None
    # Below the versions that put them into a package.
    compiler = import_module("re._compiler" if sys.version_info >= (3, 11) else "sre_compile")
    parser = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
    parsed = parser.parse(pattern, flags)
    code = compiler._code(parsed, flags)
    state = parsed.state
    from array import array  # by the few runs that write

    program = (
        pattern,
        int(flags),
        int(flags | state.flags),
        state.groups - 1,
        dict(state.groupdict),
        array("I", map(int, code)).tobytes(),
    )
    # What is kept is what is used.
    return program if _made(program) == re.compile(pattern, flags) else None


def _made(program: Program) -> re.Pattern[Any]:
    pattern, _, all_flags, groups, by_name, code = program
    names: list[str | None] = [None] * (groups + 1)
    for name, number in by_name.items():
        names[number] = name
    made: re.Pattern[Any] = _sre.compile(
        pattern, all_flags, memoryview(code).cast("I").tolist(), groups, by_name, tuple(names)
    )
    return made
