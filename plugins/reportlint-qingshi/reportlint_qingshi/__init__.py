"""Rules and statutes of the (invented) county of Qingshi."""

from collections.abc import Iterable
from pathlib import Path

from reportlint.api import Rule, hookimpl
from reportlint_qingshi.reading_place import reading_place


@hookimpl
def reportlint_rules() -> Iterable[Rule]:
    """The county's rules."""
    return [reading_place]


@hookimpl
def reportlint_statutes() -> Iterable[Path]:
    """The county's own work plans and rules."""
    return [Path(__file__).with_name("statutes.toml")]
