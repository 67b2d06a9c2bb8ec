"""Tables written anew: the same cells as an aligned Markdown table. From a tree to text; knows no files."""

from .tables import Formatted, format_report

__all__ = ["Formatted", "format_report"]
