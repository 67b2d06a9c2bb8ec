"""When Python looks for garbage, and in what.

A report makes and drops tens of thousands of small objects, while modules, rules and forms stay: looking through all of
these again and again takes as long as reading the report, and always at a keystroke.
"""

from __future__ import annotations

import gc


def look_seldom() -> None:
    """Looks at young objects after fifty thousand of them, and at old ones a thousand times less often."""
    keep()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


def keep() -> None:
    """Never looks again at what is there now: it is here to stay. Takes no time, and keeps a little garbage with it."""
    gc.freeze()


def look_through() -> None:
    """Looks through everything once, as long as a tenth of a second, and not again at what stays."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
