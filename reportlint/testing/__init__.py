"""The kit for testing rules: sample reports, cases beside rules, strategies for hypothesis."""

from reportlint.plugins import Plugins, load_plugins

from .cases import Case, cases_of, check_case, findings
from .sample import SHAPES, Numbers, Shape, consistent_numbers, sample_report

__all__ = [
    "SHAPES", "Case", "Numbers", "Plugins", "Shape", "cases_of", "check_case", "consistent_numbers", "findings",
    "load_plugins", "sample_report",
]  # fmt: skip
