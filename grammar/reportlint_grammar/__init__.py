"""The grammars of reportlint: reports as lines and cells, citations and amounts in prose, formulas of identities."""

from .driver import Parser, Token, Tree
from .loader import (
    CellKind,
    FormulaError,
    PatternError,
    RowNode,
    amount_parser,
    cell_spans,
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
from .parts import TreePart, parts_of, tree_of

__all__ = [
    "CellKind",
    "FormulaError",
    "Node",
    "Parser",
    "PatternError",
    "RowNode",
    "Token",
    "Tree",
    "TreePart",
    "amount_parser",
    "cell_spans",
    "cells_of",
    "find_amounts",
    "find_citations",
    "parse_amount",
    "parse_formula",
    "parse_pattern",
    "parse_report",
    "parts_of",
    "report_parser",
    "tree_of",
]
