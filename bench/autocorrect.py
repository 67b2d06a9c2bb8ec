"""A command around autocorrect-py, which is a library alone: counts what it would correct in the files it is given."""

import sys
from pathlib import Path

import autocorrect_py  # type: ignore[import-not-found]

found = 0
for name in sys.argv[1:]:
    found += len(autocorrect_py.lint_for(Path(name).read_text(encoding="utf-8"), name).lines)
print(f"{found} lines in {len(sys.argv) - 1} files")
