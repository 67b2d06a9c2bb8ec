"""Rules of the (invented) county of Qingshi."""

from collections.abc import Iterable

from reportlint.api import Rule, hookimpl
from reportlint_qingshi.reading_place import reading_place


@hookimpl
def reportlint_rules() -> Iterable[Rule]:
    """The county's rules."""
    return [reading_place]
