"""Bytes and positions. Knows nothing of reports."""

from .change import Kept
from .decode import MAX_BYTES, UnreadableText, decode, encode, read_source
from .fold import VARIANTS, fold, label_key, ordinal_and_key, strip_ruby
from .garbled import Garbled, garbled, restored
from .moving import holds_spans, moved
from .remembered import remembered
from .text import PositionUnit, SourceText, Span
from .width import columns, pad
from .wording import GAP_LENGTH, wording, wordings

__all__ = [
    "GAP_LENGTH",
    "Garbled",
    "MAX_BYTES",
    "Kept",
    "PositionUnit",
    "SourceText",
    "Span",
    "UnreadableText",
    "VARIANTS",
    "columns",
    "decode",
    "encode",
    "fold",
    "holds_spans",
    "garbled",
    "label_key",
    "moved",
    "ordinal_and_key",
    "pad",
    "read_source",
    "remembered",
    "restored",
    "strip_ruby",
    "wording",
    "wordings",
]
