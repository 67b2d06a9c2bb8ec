"""What decides about results besides a file and its settings: this program, and the plugins."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from reportlint import __version__
from reportlint.installed import plugin_folders

_PARTS = (".py", ".toml", ".lark")


@cache
def program_fingerprint() -> bytes:
    """What the program is, as it is installed: its version and, since a checkout may change without one, its files."""
    home = Path(__file__).parents[1]
    places = [home]
    for name in ("reportlint_rules", "reportlint_grammar"):
        # Beside the program where it is installed, in folders of their own in a checkout.
        folder = "rules" if name == "reportlint_rules" else "grammar"
        places += [place for place in (home.parent / name, home.parent / folder / name) if place.is_dir()]
    files = (status for place in places for status in _files(place, below=True))
    return repr((__version__, sys.version_info[:2], sorted(files))).encode()


def plugins_fingerprint(local: Iterable[Path], *, installed: bool) -> bytes | None:
    """The plugins that a run loads, or None if it cannot be told whether they are what they were.

    Args:
        local: the files that the settings name. What lies beside them counts, too: they may read it.
        installed: whether installed plugins are loaded.
    """
    beside = {path.parent for path in local}
    found = [repr((str(folder), sorted(_files(folder, below=False)))) for folder in sorted(beside)]
    if installed:
        for folder in plugin_folders():
            if _is_worked_on(folder):
                return None
            status = folder.stat()
            found.append(repr((str(folder), status.st_mtime_ns, status.st_size)))
    return "\n".join(found).encode("utf-8", "surrogatepass")


def _is_worked_on(metadata: Path) -> bool:
    """Whether a distribution lies elsewhere, where its files change without anything here (an editable one)."""
    try:
        return b'"editable"' in (metadata / "direct_url.json").read_bytes()
    except OSError:
        return False


def _files(folder: Path, *, below: bool) -> Iterator[tuple[str, int, int]]:
    """The files of a folder that may decide about a result, as they are; with those ``below`` it, too."""
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return  # whoever reads from it will say so
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if below and entry.name != "__pycache__":
                yield from _files(Path(entry.path), below=True)
        elif entry.name.endswith(_PARTS) and entry.is_file():
            status = entry.stat()
            yield entry.path, status.st_mtime_ns, status.st_size
