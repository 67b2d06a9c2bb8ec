"""The kit for testing rules: sample reports, cases beside rules, strategies for hypothesis."""

from reportlint.plugins import Plugins, load_plugins

from .cases import Case, cases_of, check_case, findings
from .drawing import Numbers
from .sample import consistent_numbers, sample_report
from .shapes import ALL_SHAPES, SHAPES, Shape

__all__ = [
    "ALL_SHAPES", "SHAPES", "Case", "Numbers", "Plugins", "Shape", "cases_of", "check_case", "consistent_numbers", "findings",
    "load_plugins", "sample_report",
]  # fmt: skip
