"""Fixes applied: which go together, what becomes of the text and its bytes, and which are better taken back.

Pure: takes texts, bytes and a function that checks, and knows nothing of where files lie. Command line, server
and tests all choose and apply fixes here.
"""

from .edits import EditSet, Shift, apply, with_newline
from .passes import MAX_PASSES, Check, Fixed, Refusal, fix

__all__ = ["MAX_PASSES", "Check", "EditSet", "Fixed", "Refusal", "Shift", "apply", "fix", "with_newline"]
