"""Texts that the standard library writes and compiles at every start, as earlier runs compiled them.

:mod:`dataclasses` writes six functions for a class, :mod:`collections` one for a named tuple, and :mod:`typing` compiles
each annotation of one: a check has some seven hundred such texts, and compiling them took a fifth of a cold start. The
names by which these modules call the compiler are given functions that look among the known texts first, so that
nobody who writes a class has to know of it. A Python that does not use these names compiles as ever.
"""

from __future__ import annotations

import collections
import typing
from collections.abc import Mapping
from types import CodeType
from typing import Any

Text = tuple[str, str]
"""A text and the mode it is compiled in, as :func:`compile` takes them."""

_FILE = "<string>"


class Texts:
    """The generated texts of a process."""

    def __init__(self) -> None:
        self._known: Mapping[Text, CodeType] = {}
        self._new: dict[Text, CodeType] = {}

    def lay_out(self, known: Mapping[Text, CodeType]) -> None:
        """Has these modules look among known texts."""
        self._known = known
        vars(collections)["eval"] = self._eval
        vars(typing)["compile"] = self._compile
        import dataclasses  # and with it what makes named tuples

        vars(dataclasses)["exec"] = self._exec

    def new(self) -> dict[Text, CodeType]:
        """What was compiled since."""
        return self._new

    def _code(self, text: str, mode: str) -> CodeType:
        code = self._known.get((text, mode)) or self._new.get((text, mode))
        if code is None:
            code = self._new[text, mode] = compile(text, _FILE, mode, dont_inherit=True)
        return code

    def _exec(self, text: str, *names: Any) -> None:
        exec(self._code(text, "exec"), *names)

    def _eval(self, text: str, *names: Any) -> Any:
        return eval(self._code(text, "eval"), *names)

    def _compile(self, text: str, file: str, mode: str) -> CodeType:
        return self._code(text, mode)
