"""Rules, documents, a form and an output of the (invented) county of Qingshi."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from reportlint.api import Output, Rule, hookimpl

from .first_responsible import first_responsible
from .ledger import write_ledger
from .reading_place import reading_place
from .year_span import year_span

reportlint_api = 1

_HERE = Path(__file__).parent


@hookimpl
def reportlint_rules() -> Iterable[Rule]:
    """The county's rules."""
    return [reading_place, year_span, first_responsible]


@hookimpl
def reportlint_forms() -> Iterable[Path]:
    """The county's form of another statutory report."""
    return [_HERE / "rule_of_law.toml"]


@hookimpl
def reportlint_statutes() -> Iterable[Path]:
    """The county's own work plans and rules."""
    return [_HERE / "statutes.toml"]


@hookimpl
def reportlint_outputs() -> Mapping[str, Output]:
    """The ledger that the county's reviewers keep."""
    return {"qingshi-ledger": write_ledger}
