"""Entries of a sidecar written, for editors."""

from __future__ import annotations

import json
import re

from reportlint.diagnostic import Diagnostic
from reportlint.source import SourceText

from .sidecar import Entry

# As many characters of a line are its anchor at most: enough to be the only one, and still read by people.
_ANCHOR = 60
_SURROGATES = re.compile("[\ud800-\udfff]+")


def anchor_for(finding: Diagnostic, source: SourceText) -> str:
    """Words of the first line of a finding that anchor an entry on it; empty where that line is blank.

    Of a long line, those around the finding.
    """
    line = source.line_span(source.line_of(finding.span.start))
    start = line.start
    if line.end - start > _ANCHOR:
        start = max(start, min(finding.span.start - _ANCHOR // 3, line.end - _ANCHOR))
    # Half a character, as an edit may leave, has no place in a file.
    pieces = _SURROGATES.split(source.text[start : min(line.end, start + _ANCHOR)])
    return max((" ".join(piece.split()) for piece in pieces), key=len)


def written_entry(entry: Entry, remark: str) -> str:
    """The TOML of an entry, with a remark for people in a comment above its keys."""
    visible = "".join(char if char.isprintable() else " " for char in remark)
    lines = ["[[ignore]]", f"# {visible}", f"file = {_quoted(entry.file)}", f"code = {_quoted(entry.rule)}"]
    if entry.anchor:
        lines.append(f"anchor = {_quoted(entry.anchor)}")
    lines.append(f"reason = {_quoted(entry.reason)}")
    if entry.expires is not None:
        lines.append(f"expires = {entry.expires.isoformat()}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    # TOML's basic strings are JSON's, but for one more character that must be escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
