"""Findings that somebody decided to leave out: by comments in the text, a sidecar file beside it, or a baseline.

Pure: takes texts and bytes, and knows nothing of where files lie or how rules run.
"""

from .baseline import BASELINE_NAME, NOTHING_KNOWN, Baseline, BrokenBaseline, Known, KnownFindings
from .comments import Comment, Comments, read_comments
from .fingerprint import fingerprint
from .ignores import Ignored, Ignores
from .review import Review
from .sidecar import SIDECAR_NAME, Entry, Sidecar
from .slips import IgnoreSlip, SlipKind

__all__ = [
    "BASELINE_NAME", "NOTHING_KNOWN", "SIDECAR_NAME", "Baseline", "BrokenBaseline", "Comment", "Comments", "Entry",
    "IgnoreSlip", "Ignored", "Ignores", "Known", "KnownFindings", "Review", "Sidecar", "SlipKind", "fingerprint",
    "read_comments",
]  # fmt: skip
