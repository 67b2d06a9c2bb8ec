"""Paths as URIs."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from urllib.parse import quote_from_bytes


def artifact_location(name: str) -> dict[str, str]:
    """A SARIF location of a file: below the root of the sources if its path is relative, else ``file:``.

    Bytes of a name that are not in the encoding of the file system come out as they are on disk.
    """
    try:
        os.fsencode(name)
    except UnicodeEncodeError:
        # No file has such a name, but a text that came with one is still reported.
        name = name.encode("utf-8", "replace").decode()
    path = Path(name)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote_from_bytes(os.fsencode(path.as_posix())), "uriBaseId": "%SRCROOT%"}


def repository_path(name: str) -> str:
    """The path of a file as services that show a repository know it: from the current folder, with slashes.

    A file that is not below the current folder keeps its path.
    """
    path = PurePath(os.path.normpath(name))
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        path = path.relative_to(Path.cwd())
    return path.as_posix()
