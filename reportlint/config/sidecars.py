"""The sidecar file for each report: the closest one."""

from __future__ import annotations

from pathlib import Path

from reportlint.ignoring import SIDECAR_NAME, Sidecar
from reportlint.toml import read_file

from .load import Note


class Sidecars:
    """Sidecar files, each read once. May be used from several threads."""

    def __init__(self, note: Note = lambda path: None) -> None:
        """``note`` is told where a sidecar is looked for."""
        self._note = note
        self._read: dict[Path, Sidecar] = {}

    def near(self, file: Path, root: Path) -> Sidecar | None:
        """The sidecar for a file: in its folder or the closest one above, up to ``root``.

        Where the file does not lie below ``root``, only its own folder is looked into.

        Raises:
            TomlError: it is there and cannot be used.
        """
        path = find_sidecar(file, root, self._note)
        if path is None:
            return None
        if path not in self._read:
            self._read[path] = _read(path)
        return self._read[path]


def _read(path: Path) -> Sidecar:
    return Sidecar.parse(read_file(path), str(path))


def find_sidecar(file: Path, root: Path, note: Note = lambda path: None) -> Path | None:
    """Where the sidecar for a file is, if there is one: as :meth:`Sidecars.near` looks."""
    folder, root = file.parent.resolve(), root.resolve()
    while True:
        path = folder / SIDECAR_NAME
        note(path)
        if path.is_file():
            return path
        if folder == root or root not in folder.parents:
            return None
        folder = folder.parent


def path_in(sidecar: Sidecar, file: Path) -> str:
    """The path of a file as entries of a sidecar name it: relative to that, with slashes."""
    folder = Path(sidecar.source.name).parent
    return (file.parent.resolve() / file.name).relative_to(folder).as_posix()
