"""Paths as URIs."""

from __future__ import annotations

import os
from pathlib import Path
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
