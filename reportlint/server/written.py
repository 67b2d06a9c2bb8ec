"""Parts of messages that are JSON already.

What is published at every keystroke is written once, as text: the protocol's library takes longer to turn five hundred
findings into JSON than the rules take to find them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any


class Written(str):
    """JSON that goes into a message as it is."""

    __slots__ = ()


def written(value: Any) -> Written:
    """Anything that JSON has."""
    return Written(json.dumps(value))


def written_list(items: Iterable[Written]) -> Written:
    """A list of what is written."""
    return Written(f"[{','.join(items)}]")


def written_object(**fields: Written) -> Written:
    """An object; its keys are those of the protocol."""
    inside = ",".join([f'"{key}":{value}' for key, value in fields.items()])
    return Written(f"{{{inside}}}")
