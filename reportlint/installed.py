"""Which installed distributions bring plugins, told from their files alone: asking importlib.metadata costs 40 ms.

Looked at by every run, also by one that has nothing else to do, and therefore without pathlib (20 ms).
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

GROUP = "reportlint"
"""The group of entry points that plugins are found by."""


def leave_here(file: str) -> None:
    """Takes the current folder, which ``python -m`` puts first, off the path of modules.

    It is a folder of reports: nothing in it may stand in for a library, or bring plugins along. It stays if the program
    itself, of which ``file`` is a part, lies there.
    """
    try:
        here = os.getcwd()
    except OSError:  # it is gone, and nothing can be in it
        return
    first = not getattr(sys.flags, "safe_path", False) and sys.path[:1] in ([""], [here])
    if first and not os.path.abspath(file).startswith(os.path.join(here, "reportlint", "")):
        del sys.path[0]


def plugin_folders() -> Iterator[str]:
    """The metadata folders of the distributions that name the group, without this program's own."""
    for folder in _metadata_folders():
        if not os.path.basename(folder).startswith("reportlint-"):
            try:
                with open(os.path.join(folder, _ENTRY_POINTS), "rb") as file:
                    if f"[{GROUP}]".encode() in file.read():
                        yield folder
            except OSError:
                continue


def distributions() -> str:
    """What is installed: it is another text when a distribution with entry points comes, goes or is changed."""
    found = []
    for folder in _metadata_folders():
        try:
            status = os.stat(f"{folder}/{_ENTRY_POINTS}")
        except OSError:
            continue
        found.append(f"{folder} {status.st_mtime_ns} {status.st_size}")
    return "\n".join(found)


_ENTRY_POINTS = "entry_points.txt"


def _metadata_folders() -> Iterator[str]:
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue  # an archive, or nothing
        for name in sorted(names):
            if name.endswith("-info"):
                yield f"{folder or '.'}/{name}"
