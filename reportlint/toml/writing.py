"""Values as TOML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, time

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def written(value: object) -> str:
    """A value as TOML, on one line.

    Raises:
        TypeError: TOML has no such value.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # TOML has the escapes of JSON; what it does not allow as it is, json escapes, but for the last of ASCII.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return (
            "{ " + ", ".join(f"{written_key(key)} = {written(one)}" for key, one in value.items()) + " }"
            if value
            else "{}"
        )
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(written, value)) + "]"
    raise TypeError(f"TOML has no {type(value).__name__}")


def written_key(*keys: str) -> str:
    """A key as TOML, dotted if it has several parts."""
    return ".".join(key if _BARE.fullmatch(key) else written(key) for key in keys)
