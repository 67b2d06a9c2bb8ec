"""The command line. ``reportlint.cli:main`` is the program."""

from __future__ import annotations

import gc
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
    if status is not None:
        return status
    from reportlint.cache.patterns import CompiledPatterns

    # Nothing of what a start loads is garbage: to look for it takes a sixth of the time.
    gc.disable()
    patterns = CompiledPatterns()
    patterns.lay_out()
    # Its modules, and those that they import, compile patterns.
    from .program import run

    try:
        return run(argv, patterns)
    finally:
        gc.enable()
