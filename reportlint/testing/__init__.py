"""The kit for testing rules: cases beside rules and within them, sample reports, named faults, strategies for hypothesis.

:func:`assert_rule` is the one line that a test of a rule needs. What draws reports and faults
(:mod:`.mutating`, :mod:`.strategies`) is imported by its own name.
"""

from reportlint.plugins import Plugins, load_plugins

from .cases import Case, cases_of, check_case, findings, problems_of
from .checking import Checked, Problem, assert_rule, assert_silent, check_form, check_rule
from .drawing import Numbers
from .marks import Marked, unmarked
from .sample import consistent_numbers, sample_report
from .shapes import ALL_SHAPES, SHAPES, Shape

__all__ = [
    "ALL_SHAPES", "SHAPES", "Case", "Checked", "Marked", "Numbers", "Plugins", "Problem", "Shape", "assert_rule", "assert_silent", "cases_of",
    "check_case", "check_form", "check_rule", "consistent_numbers", "findings", "load_plugins", "problems_of", "sample_report", "unmarked",
]  # fmt: skip
