"""The kit for testing rules: sample reports, cases beside rules, strategies for hypothesis."""

from .cases import Case, cases_of, check_case, findings
from .sample import SHAPES, Numbers, Shape, consistent_numbers, sample_report

__all__ = [
    "SHAPES", "Case", "Numbers", "Shape", "cases_of", "check_case", "consistent_numbers", "findings", "sample_report",
]  # fmt: skip
