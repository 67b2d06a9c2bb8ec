"""The skeleton of a report: the form's own headings and tables, and what a template says around them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from random import Random
from typing import NamedTuple

from reportlint.format import align_tables
from reportlint.forms import Form, SectionForm
from reportlint.plugins.load import BUILTIN
from reportlint.report import write_numeral
from reportlint.source import SourceText
from reportlint.testing.drawing import Block, Heading, draw
from reportlint.testing.shapes import ALL_SHAPES
from reportlint.toml import TomlTable
from reportlint_grammar import parse_report

_PLACE = re.compile(r"\{(\w+)\}")


class Sentence(NamedTuple):
    """A sentence that reports have in the same words. ``section`` is its section's id, empty for the preface.

    ``first`` is the first report year that has it. It has the places of the template, and hints for the author.
    """

    text: str
    section: str
    first: int


@dataclass(frozen=True)
class Skeleton:
    """The texts of a template. ``kinds`` are the endings of names by what such an authority calls itself."""

    title: str
    preface: tuple[str, ...]
    other_section: tuple[str, ...]
    notices: Mapping[str, str]
    sections: Mapping[str, tuple[str, ...]]
    sentences: tuple[Sentence, ...]
    kinds: Mapping[str, tuple[str, ...]]

    def kind_of(self, body: str) -> str | None:
        """What an authority calls itself, guessed from the end of its name."""
        fitting = [
            (len(ending), kind) for kind, endings in self.kinds.items() for ending in endings if body.endswith(ending)
        ]
        return max(fitting)[1] if fitting else None

    def text(self, form: Form, year: int, body: str, kind: str | None, shape: str) -> str:
        """The report with every number at zero and hints where the author has to write.

        Args:
            form: the form of the year.
            year: the year of the report.
            body: the authority's name.
            kind: what it calls itself behind 我; 本机关 without.
            shape: how it is written down, one of :data:`reportlint.testing.shapes.ALL_SHAPES`.

        Raises:
            KeyError: there is no shape of that name.
        """
        text = ALL_SHAPES[shape].text(self._blocks(form, year, body, kind), Random(0))
        # Some shapes end a table with an empty line of their own.
        text = re.sub(r"\n{3,}", "\n\n", text)
        if shape == "pipe":
            source = SourceText(text)
            text = align_tables(source, parse_report(source.folded)).text
        return text

    def heading(self, section: SectionForm) -> str:
        """The heading of a prescribed section with its ordinal."""
        return f"{write_numeral(section.number)}、{section.heading.official}"

    def sentences_for(self, section: str, form: Form, year: int, body: str, kind: str | None) -> list[str]:
        """The sentences of a section in a report on a year; the section is empty for the preface."""
        places = self._places(form, year, body, kind)
        return [_filled(one.text, places) for one in self.sentences if one.section == section and one.first <= year]

    def _blocks(self, form: Form, year: int, body: str, kind: str | None) -> list[Block]:
        places = self._places(form, year, body, kind)
        preface = [_filled(text, places) for text in self.preface]
        blocks: list[Block] = [_filled(self.title, places), "", *preface, ""]
        for section in form.sections:
            blocks += [Heading(self.heading(section)), ""]
            tables = [draw(table, {}) for table in form.tables if table.section == section.id]
            texts = self.sections.get(section.id, () if tables else self.other_section)
            for text in texts:
                blocks += [_filled(text, places), ""]
            for table in tables:
                blocks += [table, ""]
        return blocks

    def _places(self, form: Form, year: int, body: str, kind: str | None) -> dict[str, str]:
        return {
            "body": body,
            "we": f"我{kind}" if kind else "本机关",
            "year": str(year),
            "notice": self.notices.get(form.id, form.basis),
        }


def _filled(text: str, places: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda match: places.get(match[1], match[0]), text)


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
        tuple(_sentence(draft) for draft in table.tables("sentences")),
        {kind: kinds.strings(kind) for kind in kinds.keys_left()},
    )
    table.finish()
    return skeleton


def _sentence(table: TomlTable) -> Sentence:
    sentence = Sentence(table.string("text"), table.string("section", ""), table.take("from", int, 0))
    table.finish()
    return sentence
