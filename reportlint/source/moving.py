"""Facts and findings that are still right at another place of the text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from types import MappingProxyType
from typing import Any, TypeVar

from .text import Span

Value = TypeVar("Value")

_MOVERS: dict[type, Callable[[Any, int], Any]] = {}
# The names of the fields of a dataclass; None for a named tuple.
_HOLDERS: dict[type, tuple[str, ...] | None] = {}


def holds_spans(cls: type[Value]) -> type[Value]:
    """Marks a class of named tuples or dataclasses whose fields have spans in them, so that they can be moved."""
    _HOLDERS[cls] = tuple(field.name for field in fields(cls)) if is_dataclass(cls) else None
    return cls


def moves_by(cls: type[Value], move: Callable[[Value, int], Value]) -> None:
    """Gives a class of which there are many a way of its own to be moved."""
    _MOVERS[cls] = move


def moved(value: Value, by: int) -> Value:
    """A value with every span in it moved by a number of characters.

    Only tuples, dictionaries and what is marked with :func:`holds_spans` or :func:`moves_by` is looked into; anything else is
    taken to hold no spans.
    """
    return _moved(value, by) if by else value


def _moved(value: Any, by: int) -> Any:
    cls = type(value)
    if cls is Span:
        return Span(value.start + by, value.end + by)
    if cls is tuple:
        return tuple([_moved(one, by) for one in value])
    if cls in _MOVERS:
        return _MOVERS[cls](value, by)
    if cls in _HOLDERS:
        names = _HOLDERS[cls]
        if names is None:
            return cls._make([_moved(one, by) for one in value])
        return cls(**{name: _moved(getattr(value, name), by) for name in names})
    if cls is dict:
        return {key: _moved(one, by) for key, one in value.items()}
    if cls is MappingProxyType:
        return MappingProxyType({key: _moved(one, by) for key, one in value.items()})
    return value
