"""Statutes out of TOML files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from reportlint.source import label_key
from reportlint.toml import Text, TomlError, TomlSource, TomlTable


@dataclass(frozen=True)
class Article:
    """An article: how many paragraphs (款) it has, and items (项) in all of them together; its topic."""

    number: int
    paragraphs: int
    items: int
    topic: str


@dataclass(frozen=True)
class Version:
    """A version of a statute. ``first`` and ``last`` are the report years that are written under it."""

    decree: int | None
    in_force: str
    first: int
    last: int
    articles: Mapping[int, Article]
    report_articles: tuple[int, ...]

    @property
    def last_article(self) -> int:
        """The number of the last article."""
        return max(self.articles, default=0)


@dataclass(frozen=True)
class Instrument:
    """A statute or notice. ``names`` are the titles it is rightly called by, the full one first.

    ``number`` is the document number of a notice (office, year, number); ``form_years`` are the report
    years whose form a notice prescribes.
    """

    id: str
    names: tuple[str, ...]
    versions: tuple[Version, ...]
    number: tuple[str, int, int] | None
    form_years: tuple[int, int] | None

    @property
    def name(self) -> str:
        """The full title."""
        return self.names[0]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys (:func:`reportlint.source.label_key`) of its names."""
        return frozenset(label_key(name) for name in self.names)

    @property
    def number_text(self) -> str:
        """The document number as it is rightly written."""
        return "{}〔{}〕{}号".format(*self.number) if self.number else ""

    def version_for(self, year: int) -> Version | None:
        """The version that the report on a year is written under."""
        return next((version for version in self.versions if version.first <= year <= version.last), None)


class StatuteBook:
    """All statutes and notices at hand."""

    def __init__(self, files: Iterable[TomlSource]) -> None:
        """Reads the files.

        Raises:
            TomlError: a file does not describe statutes; the message names it and the key.
        """
        self.instruments: dict[str, Instrument] = {}
        for path in files:
            table = TomlTable.read(path)
            for draft in table.tables("instruments"):
                instrument = _instrument(draft)
                if instrument.id in self.instruments:
                    text = Text(f"{instrument.id} 已有定义", f"{instrument.id} is already defined")
                    raise TomlError(draft.where, text)
                self.instruments[instrument.id] = instrument
            table.finish()

    @cached_property
    def _by_key(self) -> dict[str, Instrument]:
        return {key: instrument for instrument in self.instruments.values() for key in instrument.keys}

    @cached_property
    def _by_number(self) -> dict[tuple[str, int, int], Instrument]:
        return {one.number: one for one in self.instruments.values() if one.number}

    @property
    def regulation(self) -> Instrument:
        """《中华人民共和国政府信息公开条例》, which the articles of a caption belong to."""
        return self.instruments["disclosure-regulation"]

    def named(self, title: str) -> Instrument | None:
        """The instrument that a title names."""
        return self._by_key.get(label_key(title))

    def numbered(self, office: str, year: int, number: int) -> Instrument | None:
        """The instrument with a document number."""
        return self._by_number.get((office, year, number))

    def form_notices(self) -> list[Instrument]:
        """The notices that prescribe a form."""
        return [one for one in self.instruments.values() if one.form_years is not None]


def _instrument(table: TomlTable) -> Instrument:
    id = table.string("id")
    names = table.strings("names")
    if not names:
        raise table.error("names", "至少要有一个名称", "needs at least one name")
    number = None
    if "number" in table:
        draft = table.table("number")
        number = (draft.string("office"), draft.take("year", int, 0), draft.take("number", int, 0))
        draft.finish()
    years = None
    if "form_years" in table:
        draft = table.table("form_years")
        years = (draft.take("from", int, 0), draft.take("to", int, 9999))
        draft.finish()
    versions = tuple(_version(draft) for draft in table.tables("versions"))
    table.finish()
    return Instrument(id, names, versions, number, years)


def _version(table: TomlTable) -> Version:
    years = table.table("report_years")
    first, last = years.take("from", int, 0), years.take("to", int, 9999)
    years.finish()
    articles = {}
    for row in table.take("articles", list, []):
        if not (isinstance(row, list) and len(row) == 4):
            raise table.error(
                "articles", "每行应为 [条, 款数, 项数, 主题]", "each row is [article, paragraphs, items, topic]"
            )
        articles[row[0]] = Article(*row)
    version = Version(
        table.take("decree", int), table.string("in_force"), first, last, articles,
        tuple(table.take("report_articles", list, [])),
    )  # fmt: skip
    table.finish()
    return version
