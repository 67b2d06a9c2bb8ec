"""The schemas that results are held against: ours, and the published ones where there are any."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

OURS = Path(__file__).parent / "schemas"


def schemas(ours: str, published: str) -> Iterator[Path]:
    """The files of a schema; see ``schemas/README.md``."""
    yield OURS / ours
    folder = os.environ.get("REPORTLINT_SCHEMAS")
    if folder:
        yield Path(folder) / published
