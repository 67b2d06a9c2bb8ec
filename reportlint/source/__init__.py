"""Bytes and positions. Knows nothing of reports."""

from .decode import UnreadableText, decode, read_source
from .fold import fold, label_key, ordinal_and_key, strip_ruby
from .text import PositionUnit, SourceText, Span

__all__ = [
    "PositionUnit",
    "SourceText",
    "Span",
    "UnreadableText",
    "decode",
    "fold",
    "label_key",
    "ordinal_and_key",
    "read_source",
    "strip_ruby",
]
