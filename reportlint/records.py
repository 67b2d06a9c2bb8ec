"""Data classes as those of :mod:`dataclasses`, but made when they are used, and named tuples without their types.

The standard ones write the source of six methods and compile it when a class is defined: 1.4 ms each, a quarter of a cold
start for all of ours, and their module loads :mod:`inspect`. Here the methods are shared but ``__init__``, which is
compiled when the first object is made. Type checkers see the standard ones, and so does whoever asks for ``fields``: a
standard class with the same fields is made then. Only what this program uses is there.

:class:`typing.NamedTuple` compiles each annotation, which is two thirds of what it takes.
"""

from __future__ import annotations

from collections import namedtuple
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
    from dataclasses import field as field
    from dataclasses import fields as fields
    from dataclasses import is_dataclass as is_dataclass
    from dataclasses import replace as replace
    from typing import NamedTuple as NamedTuple

_FIELDS = "__dataclass_fields__"
_NONE = object()
# So many objects of a class are filled one by one before it is worth while to compile what does it; many have no more.
_FEW = 8


class _Field:
    """What is said of a field: its default, or what makes one for each object; whether it is shown and compared."""

    def __init__(self, default: Any = _NONE, make: Any = None, shown: bool = True, compared: bool = True) -> None:
        self.default = default
        self.make = make
        self.shown = shown
        self.compared = compared


class _Told:
    """A field as :func:`dataclasses.fields` gives it."""

    def __init__(self, name: str, type: Any, default: Any) -> None:
        self.name = name
        self.type = type
        self.default = default


class _Standard:
    """An attribute of the standard class with the same fields, which is made when it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type) -> Any:
        return getattr(_standard(next(one for one in owner.__mro__ if "__record__" in vars(one))), self._name)


class _Signature:
    """The signature of a class, for tools that show it."""

    def __get__(self, instance: object, owner: type) -> Any:
        import inspect

        return inspect.signature(_standard(next(one for one in owner.__mro__ if "__record__" in vars(one))))


class _NamedTuple(type):
    def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> Any:
        types = space.get("__annotations__", {})
        defaults = [space[name] for name in types if name in space]
        made: Any = namedtuple(name, types, defaults=defaults, module=space["__module__"])  # type: ignore[misc]
        made.__annotations__ = made.__new__.__annotations__ = types
        for key, value in space.items():
            if key not in types and key not in ("__annotations__", "__module__"):
                setattr(made, key, value)
        return made


if not TYPE_CHECKING:
    NamedTuple = type.__new__(_NamedTuple, "NamedTuple", (), {})

    def dataclass(cls=None, /, *, frozen=False, eq=True, repr=True):
        """Makes a data class as the standard decorator does, in a fiftieth of the time: for the options of a rule."""
        return _made(cls, frozen, eq, repr) if cls is not None else lambda cls: _made(cls, frozen, eq, repr)

    def field(*, default=_NONE, default_factory=None, repr=True, compare=True):
        """As :func:`dataclasses.field`."""
        return _Field(default, default_factory, repr, compare)

    def fields(value):
        """As :func:`dataclasses.fields`; of ours only names, types and defaults."""
        cls = value if isinstance(value, type) else type(value)
        record = getattr(cls, "__record__", None)
        # A standard class that derives from one of ours has more.
        if record is None or "__record__" not in vars(next(one for one in cls.__mro__ if _FIELDS in vars(one))):
            import dataclasses

            return dataclasses.fields(value)
        types = _types(cls)
        return tuple(_Told(name, types[name], one.default) for name, one in record.items())

    def is_dataclass(value):
        """As :func:`dataclasses.is_dataclass`, without making the standard class."""
        cls = value if isinstance(value, type) else type(value)
        return any(_FIELDS in vars(one) for one in cls.__mro__)

    def replace(value, /, **changes):
        """As :func:`dataclasses.replace`."""
        names = getattr(type(value), "__record__", None)
        if names is None:
            import dataclasses

            return dataclasses.replace(value, **changes)
        for name in names:
            if name not in changes:
                changes[name] = getattr(value, name)
        return type(value)(**changes)


def _made(cls: type, frozen: bool, eq: bool, repr: bool) -> type:
    said: dict[str, _Field] = {}
    for base in cls.__mro__[:0:-1]:
        if _FIELDS in vars(base):
            said |= vars(base)["__record__"]
    for name in cls.__annotations__:
        default = vars(cls).get(name, _NONE)
        if isinstance(default, _Field):
            said[name] = default
            if default.default is _NONE:
                delattr(cls, name)
            else:
                setattr(cls, name, default.default)
        else:
            said[name] = _Field(default)
    own = vars(cls)
    new: dict[str, Any] = {
        "__record__": said,
        "__frozen__": frozen,
        "__match_args__": tuple(said),
        "__init__": _init_later(cls),
        "__signature__": _Signature(),
        _FIELDS: _Standard(_FIELDS),
        "__dataclass_params__": _Standard("__dataclass_params__"),
    }
    if repr:
        new["__repr__"] = _repr
    if eq:
        new["__eq__"], new["__hash__"] = _eq, _hash if frozen else None
        new["__values__"] = staticmethod(_values([name for name, one in said.items() if one.compared]))
    if frozen:
        new["__setattr__"], new["__delattr__"] = _no_setattr, _no_delattr
    for name, value in new.items():
        if name not in own or (name == "__hash__" and own[name] is None):
            setattr(cls, name, value)
    return cls


def _init_later(cls: type) -> Any:
    left = _FEW

    def __init__(self: object, *values: Any, **named: Any) -> None:  # noqa: N807
        nonlocal left
        left -= 1
        if left >= 0 and _filled(self, cls, values, named):
            return
        init = _init(cls)
        cls.__init__ = init  # type: ignore[misc]
        init(self, *values, **named)

    return __init__


def _filled(value: object, cls: Any, values: tuple[Any, ...], named: dict[str, Any]) -> bool:
    """Gives an object its fields; not if they are not what it takes, which the compiled function tells best."""
    record: dict[str, _Field] = cls.__record__
    given = dict(zip(record, values, strict=False))
    if len(values) > len(record) or named.keys() & given.keys() or not named.keys() <= record.keys():
        return False
    given.update(named)
    for name, one in record.items():
        if name not in given:
            if one.make is None and one.default is _NONE:
                return False
            given[name] = one.make() if one.make is not None else one.default
    for name in record:
        object.__setattr__(value, name, given[name])
    return True


def _init(cls: type) -> Any:
    given: list[str] = []
    body: list[str] = []
    names: dict[str, Any] = {"_set": object.__setattr__, "_none": _NONE}
    frozen = cls.__frozen__  # type: ignore[attr-defined]
    for name, one in cls.__record__.items():  # type: ignore[attr-defined]
        value = name
        if one.make is not None:
            names[f"_make_{name}"] = one.make
            given.append(f"{name}=_none")
            value = f"_make_{name}() if {name} is _none else {name}"
        elif one.default is not _NONE:
            names[f"_default_{name}"] = one.default
            given.append(f"{name}=_default_{name}")
        else:
            given.append(name)
        body.append(f" _set(_self, {name!r}, {value})" if frozen else f" _self.{name} = {value}")
    source = f"def __init__(_self, {', '.join(given)}):\n" + ("\n".join(body) or " pass")
    exec(source, names)
    init = names["__init__"]
    init.__qualname__ = f"{cls.__qualname__}.__init__"
    return init


def _values(names: list[str]) -> Any:
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    values = self.__values__
    return values(self) == values(other)


def _hash(self: Any) -> int:
    return hash(self.__values__(self))


@recursive_repr()
def _repr(self: Any) -> str:
    told = ", ".join(f"{name}={getattr(self, name)!r}" for name, one in self.__record__.items() if one.shown)
    return f"{self.__class__.__qualname__}({told})"


def _no_setattr(self: object, name: str, value: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_delattr(self: object, name: str) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _types(cls: Any) -> dict[str, Any]:
    types: dict[str, Any] = {}
    for base in cls.__mro__[::-1]:
        if "__record__" in vars(base):
            types |= base.__annotations__
    return types


def _standard(cls: Any) -> Any:
    """The standard class with the fields of one of ours."""
    made = vars(cls).get("__standard__")
    if made is None:
        import dataclasses

        annotations = _types(cls)
        fields = [(name, annotations[name], _standard_field(one)) for name, one in cls.__record__.items()]
        made = dataclasses.make_dataclass(cls.__name__, fields, frozen=cls.__frozen__)
        type.__setattr__(cls, "__standard__", made)
    return made


def _standard_field(one: _Field) -> Any:
    import dataclasses

    default: dict[str, Any] = {} if one.default is _NONE else {"default": one.default}
    if one.make is not None:
        default = {"default_factory": one.make}
    return dataclasses.field(**default, repr=one.shown, compare=one.compared)
