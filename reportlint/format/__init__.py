"""Tables written anew: the same cells as an aligned Markdown table. From a tree to text; knows no files."""

from .report import format_report
from .tables import Formatted, align_tables

__all__ = ["Formatted", "align_tables", "format_report"]
