"""A check that was made before, of files that have not changed since: what it said is said again, and nothing is loaded.

What a run without changes imports is this module and those that it names, which take as long as a Python that does
nothing; a test counts them.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

_FOLDER = "--cache-dir"


def replayed(argv: Sequence[str]) -> int | None:
    """Says what the same run said before and returns its exit status; None if it has to be made.

    Only runs that may be replayed have a record (see :mod:`reportlint.cli.recording`), and that is found by all words
    of the command line: this need not understand them.
    """
    if "check" not in argv:
        return None
    from reportlint.cache.runs import key_of_run, run_again
    from reportlint.cache.store import Store

    for stream in (sys.stdout, sys.stderr):
        prepare(stream)
    try:
        record = Store(_records_folder(argv)).read(key_of_run(argv, (sys.stdout, sys.stderr)))
        run = run_again(record) if record is not None else None
    except (OSError, ValueError):
        # The current folder is gone, or a word cannot be that of a folder: told by the run itself.
        return None
    if run is None:
        return None
    status, said = run
    streams = {"o": sys.stdout, "e": sys.stderr}
    try:
        for name, text in said:
            streams[name].write(text)
            streams[name].flush()
    except BrokenPipeError:
        return reader_gone()
    return status


def prepare(stream: TextIO) -> None:
    """Makes a stream take any text: UTF-8 where it goes to a file or pipe, and never an encoding error."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def reader_gone() -> int:
    """The exit status when whoever read the results has seen enough; Python would complain again at its end."""
    sys.stdout = None
    return 2


def _records_folder(argv: Sequence[str]) -> str:
    """The folder of records for a command line.

    A word that only looks like the option, as the value of another one, leads to a folder without the record.
    """
    for at in range(len(argv) - 1, -1, -1):
        if argv[at] == _FOLDER and at + 1 < len(argv):
            return argv[at + 1]
        if argv[at].startswith(_FOLDER + "="):
            return argv[at][len(_FOLDER) + 1 :]
    from reportlint.cache.store import cache_folder

    return os.environ.get("REPORTLINT_CACHE_DIR") or cache_folder()
