"""Findings that somebody decided to leave out: by comments in the text, or by a sidecar file beside it.

Pure: takes texts and bytes, and knows nothing of where files lie or how rules run.
"""

from .comments import Comment, Comments, read_comments
from .ignores import Ignored, Ignores
from .review import Review
from .sidecar import SIDECAR_NAME, Entry, Sidecar
from .slips import IgnoreSlip, SlipKind

__all__ = [
    "SIDECAR_NAME", "Comment", "Comments", "Entry", "IgnoreSlip", "Ignored", "Ignores", "Review", "Sidecar", "SlipKind",
    "read_comments",
]  # fmt: skip
