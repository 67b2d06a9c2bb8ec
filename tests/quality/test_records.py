"""Our data classes are in every respect what the standard ones are."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
import typing
from typing import Any

import pytest

import reportlint
from reportlint import records
from reportlint.records import dataclass, field, replace


@dataclass(frozen=True)
class Base:
    """A base."""

    one: int
    two: str = "b"
    three: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Derived(Base):
    two: str = "c"
    four: tuple[int, ...] = ()
    hidden: object = field(default=None, repr=False, compare=False)


@dataclass
class Open:
    one: int = 1

    def __repr__(self) -> str:
        return "open"


@dataclass(frozen=True, eq=False)
class ByIdentity:
    one: int


class Plain(Base):
    pass


@dataclasses.dataclass(frozen=True)
class OfAPlugin(Base):
    five: int = 5


OURS: list[Any] = [Base, Derived, Open, ByIdentity]


def standard(cls: Any) -> Any:
    """The class as dataclasses makes it of the same words."""
    made = {Base: None, Derived: None, Open: None, ByIdentity: None}
    space: dict[str, Any] = {"dataclass": dataclasses.dataclass, "field": dataclasses.field}
    for one in made:
        exec("from __future__ import annotations\n" + inspect.getsource(one), space)
    return space[cls.__name__]


@pytest.mark.parametrize("compiled", [False, True])
@pytest.mark.parametrize("cls", OURS)
def test_objects_are_alike(cls: Any, compiled: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cls, "__init__", records._init(cls) if compiled else records._init_later(cls))
    other = standard(cls)
    for values, named in [
        ((), {}),
        ((1,), {}),
        ((1, "x"), {}),
        ((), {"one": 2}),
        ((1,), {"six": 6}),
        ((1, "b", [2], (3,)), {}),
    ]:
        outcomes: list[Any] = []
        for each in (cls, other):
            try:
                outcomes.append(each(*values, **named))
            except TypeError as error:
                outcomes.append(str(error))
        mine, theirs = outcomes
        if isinstance(theirs, str):
            assert mine == theirs.replace("self", "_self")
            continue
        assert repr(mine) == repr(theirs)
        assert vars(mine) == vars(theirs)
        again = cls(*values, **named)
        assert (mine == again) == (theirs == other(*values, **named))
        assert mine != object() and mine != theirs
        for make in (copy.copy, copy.deepcopy):
            assert vars(make(mine)) == vars(mine)
        if other.__hash__ is None:
            assert cls.__hash__ is None
        elif cls in (Base, Derived):
            with pytest.raises(TypeError):
                hash(mine)  # for the list in it
            frozen = replace(mine, three=())
            assert hash(frozen) == hash(dataclasses.replace(theirs, three=()))
    assert cls.__match_args__ == other.__match_args__
    assert str(inspect.signature(cls)) == str(inspect.signature(other))


def test_frozen_is_frozen() -> None:
    one = Derived(1)
    for change in (lambda: setattr(one, "two", "x"), lambda: setattr(one, "new", 1), lambda: delattr(one, "two")):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    shown = Open()
    shown.one = 5
    assert (shown.one, repr(shown)) == (5, "open")


def test_hidden_fields_are_not_compared() -> None:
    assert Derived(1, hidden=1) == Derived(1, hidden=2)
    assert "hidden" not in repr(Derived(1, hidden=1))
    assert Base(1) != Derived(1)
    assert Base(1).three is not Base(1).three


def test_tools_for_standard_classes_take_ours() -> None:
    assert dataclasses.is_dataclass(Derived) and records.is_dataclass(Derived(1)) and not records.is_dataclass(int)
    assert [(one.name, one.type) for one in records.fields(Derived)] == [
        (one.name, one.type) for one in dataclasses.fields(Derived)
    ]
    assert [one.name for one in records.fields(OfAPlugin(1))] == ["one", "two", "three", "five"]
    assert records.fields(Plain)[1].default == "b"
    assert [one.name for one in dataclasses.fields(Derived)] == ["one", "two", "three", "four", "hidden"]
    assert dataclasses.replace(Derived(1), two="z") == replace(Derived(1), two="z") == Derived(1, "z")
    assert dataclasses.asdict(Base(1)) == {"one": 1, "two": "b", "three": []}
    assert OfAPlugin(1) == OfAPlugin(1, five=5)
    assert replace(OfAPlugin(1), five=6).five == 6
    assert Plain(1) == Plain(1)
    assert pickle.loads(pickle.dumps(Derived(1))) == Derived(1)
    with pytest.raises(TypeError):
        replace(Base(1), none=1)


def test_every_class_of_ours_has_a_standard_one() -> None:
    found = 0
    for module in pkgutil.walk_packages(reportlint.__path__, "reportlint."):
        if module.name.endswith("__main__"):
            continue
        for value in vars(importlib.import_module(module.name)).values():
            if isinstance(value, type) and "__record__" in vars(value):
                names = [one.name for one in dataclasses.fields(value)]
                assert names == list(inspect.signature(value).parameters) == list(value.__match_args__)
                found += 1
    assert found > 60


class Place(records.NamedTuple):
    """A place."""

    line: int
    column: int = 1

    def told(self) -> str:
        return f"{self.line}:{self.column}"

    @property
    def next(self) -> Place:
        return self._replace(line=self.line + 1)


def test_named_tuples_are_those_of_typing() -> None:
    space: dict[str, Any] = {"records": typing}
    exec("from __future__ import annotations\n" + inspect.getsource(Place), space)
    other = space["Place"]
    for cls in (Place, other):
        one = cls(3)
        assert (one, one.told(), one.next, repr(one), one._asdict()) == (
            (3, 1), "3:1", (4, 1), "Place(line=3, column=1)", {"line": 3, "column": 1},
        )  # fmt: skip
        assert (
            cls._make([1, 2]) == (1, 2)
            and cls._field_defaults == {"column": 1}
            and cls.__match_args__ == ("line", "column")
        )
        assert (cls.__name__, cls.__qualname__, cls.__doc__, cls.__mro__[1]) == ("Place", "Place", "A place.", tuple)
        with pytest.raises(AttributeError):
            one.line = 5
    assert pickle.loads(pickle.dumps(Place(3))) == copy.copy(Place(3)) == Place(3)
    assert typing.get_type_hints(Place) == {"line": int, "column": int}
    assert list(inspect.signature(Place).parameters) == list(inspect.signature(other).parameters)
