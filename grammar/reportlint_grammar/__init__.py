"""The grammars of reportlint: reports as lines and cells, citations and amounts in prose, formulas of identities."""

from .loader import FormulaError, cells_of, find_amounts, find_citations, parse_formula, parse_report, report_parser
from .nodes import Node

__all__ = [
    "FormulaError",
    "Node",
    "cells_of",
    "find_amounts",
    "find_citations",
    "parse_formula",
    "parse_report",
    "report_parser",
]
