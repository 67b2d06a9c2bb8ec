"""How wide text is where every character has one or two columns: on a terminal, in an editor."""

from __future__ import annotations

import unicodedata

_SOFT_HYPHEN = "\u00ad"


def columns(text: str) -> int:
    """The columns that visible text takes: 2 for a wide character, 0 for one that is not drawn by itself.

    Characters of ambiguous width (“”, ①) count 1, as terminals draw them unless told otherwise.
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf") and char != _SOFT_HYPHEN:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def pad(text: str, width: int) -> str:
    """Visible text filled up with spaces to a number of columns."""
    return text + " " * (width - columns(text))
