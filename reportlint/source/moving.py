"""Facts and findings that are still right at another place of the text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from .text import Span

Value = TypeVar("Value")
_Move = Callable[[Any, int], Any]

# Annotations of fields without spans: most fields are of these, and looking into none of them saves two thirds.
_PLAIN = frozenset(("str", "int", "bool", "Number", "str | None", "int | None", "bool | None", "Number | None"))


def holds_spans(cls: type[Value]) -> type[Value]:
    """Marks a class of named tuples or dataclasses whose fields have spans in them, so that they can be moved."""
    _MOVERS[cls] = _mover_of_dataclass(cls) if is_dataclass(cls) else _mover_of_tuple(cls)
    return cls


def moved(value: Value, by: int) -> Value:
    """A value with every span in it moved by a number of characters.

    Only tuples, dictionaries and what is marked with :func:`holds_spans` is looked into; anything else is taken
    to hold no spans.
    """
    return _moved(value, by) if by else value


def _moved(value: Any, by: int) -> Any:
    move = _MOVERS.get(type(value))
    return value if move is None else move(value, by)


# Twice as fast as the class itself, which is a function of Python.
_new = tuple.__new__


def _move_span(span: Span, by: int) -> Span:
    return _new(Span, (span[0] + by, span[1] + by))


def _move_tuple(value: tuple[Any, ...], by: int) -> tuple[Any, ...]:
    return tuple([_moved(one, by) for one in value]) if value else value


def _move_dict(value: dict[Any, Any], by: int) -> dict[Any, Any]:
    return {key: _moved(one, by) for key, one in value.items()}


class _MovedMapping(Mapping[Any, Any]):
    """A mapping whose values are moved when they are asked for: of a table that has moved, few rows are."""

    __slots__ = ("_by", "_moved", "_origin")

    def __init__(self, origin: Mapping[Any, Any], by: int) -> None:
        self._origin = origin
        self._by = by
        self._moved: dict[Any, Any] = {}

    def moved(self, by: int) -> _MovedMapping:
        """The same, further on."""
        return _MovedMapping(self._origin, self._by + by)

    def __getitem__(self, key: Any) -> Any:
        if key not in self._moved:
            self._moved[key] = _moved(self._origin[key], self._by)
        return self._moved[key]

    def __contains__(self, key: object) -> bool:
        # Only to look whether it is there, nothing is moved.
        return key in self._origin

    def __iter__(self) -> Iterator[Any]:
        return iter(self._origin)

    def __len__(self) -> int:
        return len(self._origin)

    def __repr__(self) -> str:
        return repr(dict(self))


_MOVERS: dict[type, _Move] = {
    Span: _move_span, tuple: _move_tuple, dict: _move_dict, MappingProxyType: _MovedMapping, _MovedMapping: _MovedMapping.moved,
}  # fmt: skip


def _mover_of_tuple(cls: Any) -> _Move:
    # A named tuple keeps its annotations as forward references.
    kinds = [getattr(kind, "__forward_arg__", kind) for kind in cls.__annotations__.values()]
    spans = [at for at, kind in enumerate(kinds) if kind == "Span"]
    places = [at for at, kind in enumerate(kinds) if kind != "Span" and kind not in _PLAIN]

    def move(value: Any, by: int) -> Any:
        parts = list(value)
        for at in spans:
            start, end = parts[at]
            parts[at] = _new(Span, (start + by, end + by))
        for at in places:
            # Most optional parts are not there, and most lists are empty.
            if parts[at]:
                parts[at] = _moved(parts[at], by)
        return _new(cls, parts)

    return move


def _mover_of_dataclass(cls: Any) -> _Move:
    named = [(field.name, field.type not in _PLAIN) for field in fields(cls)]

    def move(value: Any, by: int) -> Any:
        return cls(*[_moved(getattr(value, name), by) if held else getattr(value, name) for name, held in named])

    return move
