"""Lists of wordings that are wrong, each with the neighbours that make it right or wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportlint.api import Span, TomlTable
from reportlint_rules.lexicons import one_of

# As far as a neighbour reaches that a list may name.
_NEIGHBOUR = 8


class Wording(NamedTuple):
    """A wording and what it should be.

    It counts only where none of ``not_after`` stands before it and none of ``not_before`` behind it, and,
    if they are given, where one of ``after`` stands before it and one of ``before`` behind it.
    """

    wrong: str
    right: str
    not_after: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    @classmethod
    def read(cls, table: TomlTable) -> Wording:
        """A wording as a lexicon writes it."""
        wording = cls(
            table.string("wrong"), table.string("right"),
            table.strings("not_after"), table.strings("not_before"), table.strings("after"), table.strings("before"),
        )  # fmt: skip
        table.finish()
        return wording

    def counts(self, text: str, start: int, end: int) -> bool:
        """Whether it is wrong between these neighbours, whatever spaces and breaks stand between."""
        left = "".join(text[max(0, start - _NEIGHBOUR) : start].split())
        right = "".join(text[end : end + _NEIGHBOUR].split())
        if left.endswith(self.not_after) or right.startswith(self.not_before):
            return False
        return (not self.after or left.endswith(self.after)) and (not self.before or right.startswith(self.before))


class Wordings:
    """A list of wordings, looked for with one pattern."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self._by_wrong = {wording.wrong: wording for wording in wordings}
        self._pattern = one_of(self._by_wrong)

    @classmethod
    def read(cls, tables: Iterable[TomlTable]) -> Wordings:
        """The list of a lexicon."""
        return cls(Wording.read(table) for table in tables)

    def find(self, text: str) -> Iterator[tuple[int, int, Wording]]:
        """Where wordings of the list stand that are wrong there."""
        for start, end, wording in self.named(text, 0, len(text)):
            if wording.counts(text, start, end):
                yield start, end, wording

    def named(self, text: str, first: int, last: int) -> Iterator[tuple[int, int, Wording]]:
        """Where wordings of the list stand between two offsets, whatever their neighbours are."""
        for match in self._pattern.finditer(text, first, last):
            yield match.start(), match.end(), self._by_wrong[match.group()]

    def is_wrong(self, text: str, span: Span) -> bool:
        """Whether the wording that stands in a span is wrong between its neighbours."""
        return self._by_wrong[text[span.start : span.end]].counts(text, *span)
