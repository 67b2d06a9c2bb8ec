"""Functions of short texts that come again and again, remembered."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

Function = TypeVar("Function", bound=Callable[..., Any])

_MOST = 4096
# Longer texts are no labels and no rows of anybody's tables. Where one is edited, each state of it would be kept, with
# what was read out of it: a row of 40 KB took 3.6 MB a keystroke.
_LONGEST = 1000


def remembered(make: Function) -> Function:
    """Remembers what a function makes of some thousand short texts, and of whatever else it is given; of no long ones."""
    known = lru_cache(_MOST)(make)

    @wraps(make)
    def recalled(text: str, *more: Any) -> Any:
        return known(text, *more) if len(text) <= _LONGEST else make(text, *more)

    return cast(Function, recalled)
