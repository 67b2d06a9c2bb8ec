"""What follows from the program's own files alone, as an earlier run worked it out.

It is filled by a start that has such values (:mod:`reportlint.cache.compiled`), which sees to it that the files are what they
were; without one everything is worked out as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

Value = TypeVar("Value")

_known: dict[str, Any] = {}
_new: dict[str, Any] = {}
_places: tuple[str, ...] = ()


def derived(file: str, make: Callable[[], Value]) -> Value:
    """What ``make`` makes of a file: dictionaries, lists and simple values. Only of the program's files is it known."""
    if not file.startswith(_places):
        return make()
    if file in _known:
        # Given once: it is the caller's to change.
        known: Value = _known.pop(file)
        return known
    _new[file] = value = make()
    return value


def lay_out(known: Mapping[str, Any], places: tuple[str, ...]) -> None:
    """Has values known: what was made of files in some folders, which are those of the program."""
    global _places
    _known.clear()
    _known.update(known)
    _new.clear()
    _places = places


def new() -> Mapping[str, Any]:
    """What was worked out since."""
    return _new
