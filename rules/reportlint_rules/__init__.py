"""The built-in rules, forms and statutes of reportlint.

Each folder is a family; a rule is a module in it with a page (``.md``) and cases (``.toml``) of the same
name beside it. Putting them there is all it takes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from reportlint.api import Rule, hookimpl

FAMILIES = ("documents", "sections", "tables", "laws", "years", "numbers", "bodies", "wording", "privacy")
_HERE = Path(__file__).parent

reportlint_api = 1


@hookimpl
def reportlint_rules() -> Iterator[Rule]:
    """The rules of every family, in the order of their files."""
    for family in FAMILIES:
        for name in sorted(entry.name for entry in os.scandir(_HERE / family)):
            if not name.endswith(".py") or not name[0].islower():
                continue
            module = import_module(f"{__name__}.{family}.{name.removesuffix('.py')}")
            yield from (value for value in vars(module).values() if isinstance(value, Rule))


@hookimpl
def reportlint_forms() -> Iterator[Path]:
    """The national forms."""
    yield from sorted((_HERE / "forms").glob("*.toml"))


@hookimpl
def reportlint_statutes() -> Iterator[Path]:
    """The national statutes and notices."""
    yield from sorted((_HERE / "statutes").glob("*.toml"))
