"""Lists of words that rules look for, as TOML that an expert of the field can edit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from reportlint.api import TomlTable


def lexicon(name: str) -> TomlTable:
    """The lexicon of a name. Read it once: a rule keeps what it makes of it."""
    return TomlTable.read(Path(__file__).with_name(f"{name}.toml"))


def one_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds each of many words, the longest of those that begin alike."""
    # In order, so that the pattern is the same in every process: it is kept compiled.
    words = sorted(set(words))
    # Words that begin alike are tried together, and nothing stands before them: then the search itself leaps over
    # characters that no word begins with. A row of words with a look ahead took three times as long.
    return re.compile(_beginning_alike(words) if words else "(?!)")


def _beginning_alike(words: Iterable[str]) -> str:
    """The words as a pattern, written as a tree: 政(?:府(?:网站)?|务)."""
    behind: dict[str, list[str]] = {}
    ends = False
    for word in words:
        if word:
            behind.setdefault(word[0], []).append(word[1:])
        else:
            ends = True
    # Most are letters, and re.escape goes through a table for each.
    branches = [
        (first if first.isalnum() else re.escape(first)) + _beginning_alike(rest) for first, rest in behind.items()
    ]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}" if ends or len(branches) > 1 else branches[0]
