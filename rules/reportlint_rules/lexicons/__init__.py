"""Lists of words that rules look for, as TOML that an expert of the field can edit."""

from __future__ import annotations

from importlib.resources import files

from reportlint.api import TomlTable


def lexicon(name: str) -> TomlTable:
    """The lexicon of a name. Read it once: a rule keeps what it makes of it."""
    return TomlTable.read(files(__package__).joinpath(f"{name}.toml"))
