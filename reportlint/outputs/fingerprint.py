"""The fingerprints that outputs give to the findings of a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from reportlint.diagnostic import Diagnostic
from reportlint.ignoring import fingerprint
from reportlint.source import SourceText


def fingerprints(source: SourceText, diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """A fingerprint for each finding of a file: :func:`reportlint.ignoring.fingerprint`, a colon and a number.

    The number, from 1, tells apart findings whose fingerprints are the same.
    """
    seen: Counter[str] = Counter()
    for diagnostic in diagnostics:
        digest = fingerprint(source, diagnostic)
        seen[digest] += 1
        yield f"{digest}:{seen[digest]}"
