"""The command line. ``reportlint.cli:main`` is the program."""

from .main import main

__all__ = ["main"]
