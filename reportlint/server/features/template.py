"""The skeleton of reports, loaded when it is first asked for: it draws tables, which costs the server's start."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlint.skeleton import Skeleton


@cache
def template() -> Skeleton:
    """The built-in template."""
    from reportlint.skeleton import read_skeleton

    return read_skeleton()
