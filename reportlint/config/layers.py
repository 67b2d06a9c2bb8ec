"""Settings in layers: what one file gives, key by key with its place, and how one layer goes over another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from reportlint.toml import Text, TomlPlace, TomlTable

if TYPE_CHECKING:
    from .kinds import Kind

Keys = tuple[str, ...]
"""The way to a value: ``("severity", "TBL301")``."""

EXTEND = "extend-"
"""What stands before the name of a list to add to it."""


class Key(NamedTuple):
    """A key of the configuration: everything that is known of it stands here.

    ``default`` is what counts without it, as TOML, and ``example`` a piece of a file; one that begins with a header has
    to stand at its end. ``field`` is the attribute of
    :class:`Settings` that takes the value, if it has another name. An ``extendable`` list has a companion ``extend-…`` that adds
    to it; the values of an ``additive`` key are added to what is there instead of replacing it. With ``by_path`` it
    may stand in ``[[overrides]]``.
    """

    name: str
    kind: Kind
    about: Text
    default: str
    example: str
    field: str = ""
    extendable: bool = False
    additive: bool = False
    by_path: bool = False


class Given(NamedTuple):
    """A value of a layer and where it stands; in several places, if it was added to."""

    value: Any
    places: tuple[TomlPlace, ...]


Layer = Mapping[Keys, Given]
"""Values by their keys, in the order in which they came."""


def with_extensions(keys: Iterable[Key]) -> Iterator[Key]:
    """The keys, each list followed by the key that adds to it."""
    for key in keys:
        yield key
        if key.extendable:
            about = Text(f"在 {key.name} 之外另加", f"added to {key.name}")
            yield key._replace(
                name=EXTEND + key.name,
                about=about,
                default="[]",
                example=EXTEND + key.example,
                extendable=False,
                additive=True,
            )


def read_layer(table: TomlTable, known: Iterable[Key]) -> Layer:
    """The values of a table.

    Raises:
        TomlError: a key is unknown or its value is wrong.
    """
    keys = list(with_extensions(known))
    layer: dict[Keys, Given] = {}
    for key in keys:
        if key.name in table:
            for behind, value in key.kind.read(table, key.name):
                place = table.place(key.name, *behind)
                layer[(key.name, *behind)] = Given(value, (place,) if place is not None else ())
    table.finish(key.name for key in keys)
    return layer


def over(base: Layer, top: Layer, additive: Iterable[str]) -> Layer:
    """One layer over another: tables are merged, other values replaced, those of the ``additive`` keys added to.

    A list that is replaced takes along what had been added to it.
    """
    adding = frozenset(additive)
    replaced = {EXTEND + keys[0] for keys in top}
    merged = {keys: given for keys, given in base.items() if keys[0] not in replaced}
    for keys, given in top.items():
        before = merged.pop(keys, None)
        if before is not None and keys[0] in adding:
            given = Given(before.value + given.value, before.places + given.places)
        # Behind the others: of two tables that speak of the same rule, the later one is heard.
        merged[keys] = given
    return merged
