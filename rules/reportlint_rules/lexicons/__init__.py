"""Lists of words that rules look for, as TOML that an expert of the field can edit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib.resources import files

from reportlint.api import TomlTable


def lexicon(name: str) -> TomlTable:
    """The lexicon of a name. Read it once: a rule keeps what it makes of it."""
    return TomlTable.read(files(__package__).joinpath(f"{name}.toml"))


def one_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds each of many words, the longest of those that begin alike."""
    longest_first = sorted(words, key=len, reverse=True)
    if not longest_first:
        return re.compile("(?!)")
    # Two characters that may begin a word are rare; looking for them first makes a long list fast.
    ahead = ""
    if len(longest_first[-1]) > 1:
        first, second = (re.escape("".join(sorted({word[at] for word in longest_first}))) for at in (0, 1))
        ahead = f"(?=[{first}][{second}])"
    return re.compile(f"{ahead}(?:{'|'.join(map(re.escape, longest_first))})")
