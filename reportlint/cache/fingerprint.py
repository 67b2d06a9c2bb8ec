"""What decides about results besides a file and its settings: this program, and the plugins.

Imported by every run, also by one that has nothing else to do: the modules that it imports are those that Python has
loaded anyway.
"""

from __future__ import annotations

import os
import sys

from reportlint import __version__
from reportlint.installed import plugin_folders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

# The last three are of the page that results are shown on.
_PARTS = (".py", ".toml", ".lark", ".json", ".css", ".html", ".js")
_program: list[bytes] = []
# The folder of a repository changes with whatever git does; that there is one is all that counts.
_REPOSITORY = f"{os.sep}.git"

ABSENT, PRESENT = "-", "+"
"""States of what is not there, and of what need only be there."""


def state_of(path: str) -> str:
    """What is another one when a file or folder is, or when it comes or goes."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return ABSENT
    if path.endswith(_REPOSITORY):
        return PRESENT
    return (
        f"{status.st_mode} {status.st_dev} {status.st_ino} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns}"
    )


def program_fingerprint() -> bytes:
    """What the program is, as it is installed: its version and, since a checkout may change without one, its files.

    Worked out once a process, as the program is loaded once.
    """
    if not _program:
        files = [status for place in program_places() for status in _files(place)]
        _program.append("\n".join([__version__, sys.version, *sorted(files)]).encode("utf-8", "surrogatepass"))
    return _program[0]


def program_places() -> tuple[str, ...]:
    """The folders that the program's files lie in, with what ends their names: ``reportlint_ours`` is a plugin's."""
    home = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    beside = os.path.dirname(home)
    # The rules and the grammar lie beside the program where it is installed, in folders of their own in a checkout.
    rules, grammar = "reportlint_rules", "reportlint_grammar"
    folders = (home, *(f"{beside}/{place}" for place in (rules, f"rules/{rules}", grammar, f"grammar/{grammar}")))
    return tuple(f"{folder}{os.sep}" for folder in folders)


def plugins_fingerprint(local: Iterable[Path], *, installed: bool) -> bytes | None:
    """The plugins that a run loads, or None if it cannot be told whether they are what they were.

    Args:
        local: the files that the settings name. What lies beside them counts, too: they may read it.
        installed: whether installed plugins are loaded.
    """
    found = [f"{part} {state_of(part)}" for part in plugin_parts(local)]
    if installed:
        for folder in plugin_folders():
            if _is_worked_on(folder):
                return None
            status = os.stat(folder)
            found.append(f"{folder} {status.st_mtime_ns} {status.st_size}")
    return "\n".join(found).encode("utf-8", "surrogatepass")


def plugin_parts(local: Iterable[Path]) -> list[str]:
    """The files that the settings name, and those beside them that count."""
    folders = sorted({os.fspath(path.parent) for path in local})
    return [part for folder in folders for part in sorted(entry.path for entry in _entries(folder))]


def _is_worked_on(metadata: str) -> bool:
    """Whether a distribution lies elsewhere, where its files change without anything here (an editable one)."""
    try:
        with open(f"{metadata}/direct_url.json", "rb") as file:
            return b'"editable"' in file.read()
    except OSError:
        return False


def _files(folder: str) -> Iterator[str]:
    """The files of a folder and those below it that may decide about a result, as they are."""
    # Neither number nor change of a file is asked: those of a program are not the same wherever it was unpacked.
    for entry in _entries(folder, below=True):
        status = entry.stat()
        yield f"{entry.path} {status.st_mtime_ns} {status.st_size}"


def _entries(folder: str, *, below: bool = False) -> Iterator[os.DirEntry[str]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return  # whoever reads from it will say so
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if below and entry.name != "__pycache__":
                yield from _entries(entry.path, below=True)
        elif entry.name.endswith(_PARTS) and entry.is_file():
            yield entry
