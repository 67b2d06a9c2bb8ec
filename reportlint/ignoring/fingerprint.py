"""Knowing a finding again after its report was edited elsewhere."""

from __future__ import annotations

import re

from reportlint.diagnostic import Diagnostic
from reportlint.source import SourceText

_NEAR = 200
"""How far before a finding its label is looked for, in characters."""
_LABEL = 40
"""How many characters of the label count."""

# Figures change when a report is corrected; the words around them say which figures they are.
_NO_LABEL = re.compile(r"[\s\d]+")


def fingerprint(source: SourceText, diagnostic: Diagnostic) -> str:
    """The fingerprint of a finding: SHA-256 in hexadecimal.

    It is over the code, the words marked and the label before them: the text before them on their line or, where
    there is none, the nearest line above that has text. Spaces, widths and variants do not count, nor do the figures
    of the label, nor where the line is. Findings of which all that is the same have the same one.
    """
    import hashlib  # a run without a baseline does not pay for it

    start, end = diagnostic.span
    marked = "".join(source.folded[start:end].split())
    key = "\0".join((diagnostic.code, marked, _label(source, start)))
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def _label(source: SourceText, offset: int) -> str:
    lines = source.folded[max(0, offset - _NEAR) : offset].split("\n")
    labels = (_NO_LABEL.sub("", line) for line in reversed(lines))
    return next((label[-_LABEL:] for label in labels if label), "")
