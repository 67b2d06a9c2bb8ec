"""The command line. ``reportlint.cli:main`` is the program."""

from __future__ import annotations

import sys

from reportlint.cache.store import Store

from .replay import records_folder, replayed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program and returns its exit status (see :mod:`reportlint.cli.console`)."""
    argv = sys.argv[1:] if argv is None else argv
    status = replayed(argv)
    if status is not None:
        return status
    from reportlint.cache.patterns import CompiledPatterns

    patterns = CompiledPatterns(Store(records_folder(argv)))
    patterns.lay_out()
    # Its modules, and those that they import, compile patterns.
    from .program import run

    return run(argv, patterns)
