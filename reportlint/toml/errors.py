"""What is said of a TOML file that cannot be used."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Text(NamedTuple):
    """A sentence for people in both languages."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence in a language (“zh” or “en”)."""
        return self.zh if language == "zh" else self.en


class TomlError(ValueError):
    """A TOML file that cannot be used.

    ``file`` is what messages call it, ``line`` and ``column`` count from 1 and are 0 where they are not known, ``key``
    is the dotted key in question. ``where`` is all of them in one.
    """

    def __init__(self, file: str, message: Text, *, line: int = 0, column: int = 0, key: str = "") -> None:
        self.file = file
        self.message = message
        self.line = line
        self.column = column
        self.key = key
        super().__init__(f"{self.where}: {message.en}")

    @property
    def where(self) -> str:
        """File, line, column and key, as far as they are known."""
        place = ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])
        return f"{place}: {self.key}" if self.key else place


def nearest(wanted: str, known: Iterable[str]) -> str:
    """The one that somebody probably meant who wrote something else, empty if none is near."""
    from difflib import get_close_matches  # for mistakes alone

    by_folded = {one.casefold(): one for one in known}
    near = get_close_matches(wanted.casefold(), by_folded, 1, cutoff=0.6)
    return by_folded[near[0]] if near else ""
