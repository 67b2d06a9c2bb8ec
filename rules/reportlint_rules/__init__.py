"""The built-in rules, forms and statutes of reportlint.

Each folder is a family; a rule is a module in it with a page (``.md``) and cases (``.toml``) of the same
name beside it. Putting them there is all it takes.
"""

from __future__ import annotations

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
        for path in sorted((_HERE / family).glob("[a-z]*.py")):
            module = import_module(f"{__name__}.{family}.{path.stem}")
            yield from (value for value in vars(module).values() if isinstance(value, Rule))


@hookimpl
def reportlint_forms() -> Iterator[Path]:
    """The national forms."""
    yield from sorted((_HERE / "forms").glob("*.toml"))


@hookimpl
def reportlint_statutes() -> Iterator[Path]:
    """The national statutes and notices."""
    yield from sorted((_HERE / "statutes").glob("*.toml"))
