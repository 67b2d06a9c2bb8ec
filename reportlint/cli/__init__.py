"""The command line. ``reportlint.cli:main`` is the program."""

from __future__ import annotations

import atexit
import gc
import sys

from .replay import replayed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program and returns its exit status (see :mod:`reportlint.cli.console`).

    Without ``argv`` it takes what was given to the process, which is expected to end with it.
    """
    words = sys.argv[1:] if argv is None else argv
    status = replayed(words)
    if status is not None:
        return status
    if argv is None:
        # Nothing of what a start loads is garbage, and at the end all goes: looking for some takes a third of the time.
        gc.disable()
        atexit.register(gc.freeze)
    from reportlint.cache.compiled import Compiled

    compiled = Compiled()
    compiled.lay_out()
    # Its modules, and those that they import, compile patterns and make classes.
    from .program import run

    return run(words, compiled)
