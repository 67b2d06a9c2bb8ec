"""The grammars of reportlint: reports as lines and cells, citations and amounts in prose, formulas of identities."""

from .loader import (
    FormulaError,
    PatternError,
    amount_parser,
    cells_of,
    find_amounts,
    find_citations,
    parse_amount,
    parse_formula,
    parse_pattern,
    parse_report,
    report_parser,
)  # fmt: skip
from .nodes import Node

__all__ = [
    "FormulaError",
    "Node",
    "PatternError",
    "amount_parser",
    "cells_of",
    "find_amounts",
    "find_citations",
    "parse_amount",
    "parse_formula",
    "parse_pattern",
    "parse_report",
    "report_parser",
]
