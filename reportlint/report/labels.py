"""Which row of a form a label means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from reportlint.forms import RowForm, TableForm
from reportlint.source import label_key, ordinal_and_key, remembered

from .similarity import likeness

# How alike a misprinted row label must be to the official one of the same ordinal.
_ALIKE = 0.6
# A label cut by a line break is known by its beginning if at least this much of it is there.
_SHORTEST_CUT_LABEL = 6
# A label is known by its end behind other words if it has at least this many characters.
_SHORTEST_END = 4


class Known(NamedTuple):
    """A row that a label means; ``exact`` is false where the wording is not right."""

    table: TableForm
    row: RowForm
    exact: bool


class Labels:
    """The row labels of the tables of one section, by key, with and without their ordinals."""

    def __init__(self, tables: Iterable[TableForm]) -> None:
        """Takes the labels of the tables."""
        self.tables = tuple(tables)
        self.exact: dict[str, Known] = {}
        self.bare: dict[str, Known | None] = {}
        self.groups: dict[str, RowForm] = {}
        self.captions: dict[str, TableForm] = {}
        self.rows: list[Known] = []
        for table in self.tables:
            if table.caption:
                self.captions[label_key(table.caption)] = table
            for group in table.groups:
                for key in group.label.right_keys | group.label.variant_keys:
                    self.groups[key] = group
            for row in table.rows:
                if not row.label.official:
                    continue
                self.rows.append(Known(table, row, True))
                for key in row.label.right_keys:
                    self.exact.setdefault(key, Known(table, row, True))
                for key in row.label.variant_keys:
                    self.exact.setdefault(key, Known(table, row, False))
                for label in (row.label.official, *row.label.also):
                    bare = ordinal_and_key(label)[1]
                    # A bare label that two rows share tells nothing.
                    self.bare[bare] = None if bare in self.bare else Known(table, row, True)
        # Column labels win over bare row labels (“其他” is both).
        for table in self.tables:
            for column in table.columns:
                for key in column.label.right_keys:
                    self.bare[key] = None

        self._longest = max(map(len, self.exact), default=0)
        # The same labels come twice a table and in every report.
        self.find = remembered(self._find)

    def _find(self, raw: str) -> Known | None:
        """The row that a label means: by its words, without its ordinal, by its end, or by likeness."""
        key = label_key(raw)
        if key in self.exact:
            return self.exact[key]
        if key in self.groups or not key:
            return None
        ordinal, bare = ordinal_and_key(raw)
        known = self.bare.get(bare)
        if known is not None and (not ordinal or ordinal == ordinal_and_key(known.row.label.official)[0]):
            return known
        # A sentence above a table may end with the words of a label: 本年度未制发行政规范性文件。
        return None if "。" in raw else self._end(key) or self._alike(ordinal, bare)

    def _end(self, key: str) -> Known | None:
        """A label behind the pieces of another cell: of its group, or of a stub written downwards."""
        for at in range(max(1, len(key) - self._longest), len(key) - _SHORTEST_END + 1):
            known = self.exact.get(key[at:])
            if known is not None:
                return known
        return None

    def _alike(self, ordinal: str, bare: str) -> Known | None:
        scored = []
        for known in self.rows:
            official_ordinal, official = ordinal_and_key(known.row.label.official)
            if ordinal != official_ordinal:
                continue
            # A label broken over lines leaves its first piece in the row.
            if ordinal and len(bare) >= _SHORTEST_CUT_LABEL and official.startswith(bare):
                scored.append((1.0, known))
            elif ordinal and (score := likeness(bare, official)) >= _ALIKE:
                scored.append((score, known._replace(exact=False)))
        scored.sort(key=lambda pair: -pair[0])
        if not scored or (len(scored) > 1 and scored[0][0] == scored[1][0]):
            return None
        return scored[0][1]
