"""Bytes and positions. Knows nothing of reports."""

from .decode import UnreadableText, decode, encode, read_source
from .fold import fold, label_key, ordinal_and_key, strip_ruby
from .moving import holds_spans, moved, moves_by
from .text import PositionUnit, SourceText, Span
from .width import columns, pad
from .wording import GAP_LENGTH, wording, wordings

__all__ = [
    "GAP_LENGTH",
    "PositionUnit",
    "SourceText",
    "Span",
    "UnreadableText",
    "columns",
    "decode",
    "encode",
    "fold",
    "holds_spans",
    "label_key",
    "moved",
    "moves_by",
    "ordinal_and_key",
    "pad",
    "read_source",
    "strip_ruby",
    "wording",
    "wordings",
]
