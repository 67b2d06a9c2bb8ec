"""The skeleton of a report: the form's own headings and tables, and what a template says around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from reportlint.forms import Form
from reportlint.plugins.load import BUILTIN
from reportlint.testing.drawing import Block, Heading, draw
from reportlint.toml import TomlTable

_NUMERALS = "一二三四五六七八九十"
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Skeleton:
    """The texts of a template. ``kinds`` are the endings of names by what such an authority calls itself."""

    title: str
    preface: tuple[str, ...]
    other_section: tuple[str, ...]
    notices: Mapping[str, str]
    sections: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]

    def kind_of(self, body: str) -> str | None:
        """What an authority calls itself, guessed from the end of its name."""
        fitting = [
            (len(ending), kind) for kind, endings in self.kinds.items() for ending in endings if body.endswith(ending)
        ]
        return max(fitting)[1] if fitting else None

    def blocks(self, form: Form, year: int, body: str, kind: str | None) -> list[Block]:
        """The report with every number at zero and hints where the author has to write.

        Args:
            form: the form of the year.
            year: the year of the report.
            body: the authority's name.
            kind: what it calls itself behind 我; 本机关 without.
        """
        places = {
            "body": body,
            "we": f"我{kind}" if kind else "本机关",
            "year": str(year),
            "notice": self.notices.get(form.id, form.basis),
        }

        def filled(text: str) -> str:
            return _PLACE.sub(lambda match: places.get(match[1], match[0]), text)

        blocks: list[Block] = [filled(self.title), "", *map(filled, self.preface), ""]
        for section in form.sections:
            blocks += [Heading(f"{_NUMERALS[section.number - 1]}、{section.heading.official}"), ""]
            tables = [draw(table, {}) for table in form.tables if table.section == section.id]
            texts = self.sections.get(section.id, () if tables else self.other_section)
            for text in texts:
                blocks += [filled(text), ""]
            for table in tables:
                blocks += [table, ""]
        return blocks


def read_skeleton() -> Skeleton:
    """The built-in template.

    Raises:
        TomlError: its file cannot be used.
    """
    table = TomlTable.read(files(BUILTIN).joinpath("skeletons", "six-sections.toml"))
    notices, sections, kinds = (table.table(key) for key in ("notices", "sections", "kinds"))
    skeleton = Skeleton(
        table.string("title"),
        table.strings("preface"),
        table.strings("other_section"),
        {id: notices.string(id) for id in notices.keys_left()},
        {id: sections.strings(id) for id in sections.keys_left()},
        {kind: kinds.strings(kind) for kind in kinds.keys_left()},
    )
    table.finish()
    return skeleton
