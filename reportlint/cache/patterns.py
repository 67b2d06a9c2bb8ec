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
from types import SimpleNamespace
from typing import Any

Program = tuple["str | bytes", int, int, int, "dict[str, int]", bytes]
"""What the matcher is given for a pattern: it, the flags of the call, those with the ones in the pattern, the number of
its groups, those with names, and its code."""

_NUMBER = memoryview(b"").cast("I").itemsize
# Python lets go of all above 512, which is just what a check needs.
_MOST = 2000


class Patterns:
    """The patterns of a process."""

    def __init__(self) -> None:
        # By its id, each with what the matcher was given for it.
        self._noted: dict[int, tuple[re.Pattern[Any], int, int, dict[str, int], bytes]] = {}

    @staticmethod
    def version() -> object:
        """What makes programs of no use to another Python."""
        return _sre.MAGIC, _sre.CODESIZE, _NUMBER

    def note(self) -> None:
        """Notes what is compiled from now on."""
        # Below the versions that put it into a package.
        compiler = import_module("re._compiler" if sys.version_info >= (3, 11) else "sre_compile")
        vars(compiler)["_sre"] = SimpleNamespace(**{**vars(_sre), "compile": self._compile})
        re._MAXCACHE = _MOST  # type: ignore[attr-defined]

    def lay_out(self, programs: Iterable[Program]) -> None:
        """Puts programs where :func:`re.compile` finds them. Raises anything where they, or this Python, are others."""
        cache = re._cache  # type: ignore[attr-defined]
        for program in programs:
            key = (type(program[0]), program[0], program[1])
            if key not in cache:
                cache[key] = _made(program)

    def new(self) -> list[Program]:
        """The programs of the patterns that were compiled since."""
        programs: list[Program] = []
        for (_, pattern, flags), made in re._cache.items():  # type: ignore[attr-defined]
            if id(made) in self._noted and not flags & re.DEBUG:
                _, all_flags, groups, names, code = self._noted[id(made)]
                programs.append((pattern, int(flags), all_flags, groups, names, code))
        return programs

    def _compile(self, pattern: object, all_flags: int, code: list[int], groups: int, names: Any, *more: Any) -> Any:
        made: re.Pattern[Any] = _sre.compile(pattern, all_flags, code, groups, names, *more)
        if len(self._noted) < _MOST:
            from array import array  # for what no run compiled before

            numbers = array("I", map(int, code)).tobytes()
            self._noted[id(made)] = made, int(all_flags), groups, dict(names), numbers
        return made


def _made(program: Program) -> re.Pattern[Any]:
    pattern, _, all_flags, groups, by_name, code = program
    names: list[str | None] = [None] * (groups + 1)
    for name, number in by_name.items():
        names[number] = name
    made: re.Pattern[Any] = _sre.compile(
        pattern, all_flags, memoryview(code).cast("I").tolist(), groups, by_name, tuple(names)
    )
    return made
