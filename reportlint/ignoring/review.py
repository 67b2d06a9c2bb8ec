"""What a run made of the entries of a sidecar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from datetime import date

from .comments import CodeOf
from .sidecar import Entry, Sidecar
from .slips import IgnoreSlip


class Review:
    """Collects, file by file, which entries did something, and says which did not do what they should."""

    def __init__(self, sidecar: Sidecar, today: date) -> None:
        """Takes a sidecar as it was read, and the day on which it is used."""
        self.sidecar = sidecar
        self._today = today
        self._met: set[Entry] = set()
        self._used: set[Entry] = set()
        self._idle: set[Entry] = set()

    def entries_for(self, path: str) -> list[Entry]:
        """The entries that count for a file; ``path`` is relative to the sidecar, with slashes."""
        met = self.sidecar.entries_for(path)
        self._met.update(met)
        return [entry for entry in met if not entry.is_over(self._today)]

    def looked_at(self, used: Iterable[Entry], idle: Iterable[Entry]) -> None:
        """Takes what came of the entries for one file: some ignored a finding, of others the rule found none."""
        self._used.update(used)
        self._idle.update(idle)

    def slips(self, code_of: CodeOf, *, whole: bool, mandatory: Set[str] = frozenset()) -> Iterator[IgnoreSlip]:
        """What is wrong with the entries, in their order.

        Args:
            code_of: the code of a rule, by its code or name.
            whole: whether all files below the sidecar were looked at. If not, only entries for the files that
                were count, and those with a pattern are not called unused: they may be for the others.
            mandatory: the codes of rules that nothing leaves out.
        """
        idle = self._idle - self._used
        for entry in self.sidecar.entries:
            if entry not in self._met and not whole:
                continue
            if code_of(entry.rule) is None:
                yield IgnoreSlip("unknown", entry.span, entry.rule)
            elif code_of(entry.rule) in mandatory:
                yield IgnoreSlip("mandatory", entry.span, entry.rule)
            elif entry.expires is not None and entry.is_over(self._today):
                yield IgnoreSlip("expired", entry.span, entry.rule, until=entry.expires.isoformat())
            elif entry not in self._met:
                yield IgnoreSlip("unmet", entry.span, entry.file)
            elif entry in idle and (whole or not entry.is_pattern):
                yield IgnoreSlip("unused", entry.span, entry.rule)
