"""The command line. ``reportlint.cli:main`` is the program."""

from __future__ import annotations

import sys

from .replay import replayed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program and returns its exit status (see :mod:`reportlint.cli.console`)."""
    argv = sys.argv[1:] if argv is None else argv
    status = replayed(argv)
    if status is None:
        from .program import run

        status = run(argv)
    return status
