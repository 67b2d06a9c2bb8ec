"""Statutes out of TOML files."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple

from reportlint.source import label_key
from reportlint.toml import Text, TomlError, TomlSource, TomlTable


@dataclass(frozen=True)
class Article:
    """An article: how many paragraphs (款) it has, and items (项) in all of them together; its topic."""

    number: int
    paragraphs: int
    items: int
    topic: str


class Pinpoint(NamedTuple):
    """An article, or a paragraph or an item of it; 0 for a part that is not meant."""

    article: int
    paragraph: int = 0
    item: int = 0


@dataclass(frozen=True)
class Subject:
    """What a statute speaks of at certain places. ``words`` are all that a report may call it.

    ``at`` is where it is laid down; ``also`` are articles that touch on it, so that it is not wrong to
    cite them for it.
    """

    words: tuple[str, ...]
    at: tuple[Pinpoint, ...]
    also: frozenset[int]

    def fits(self, article: int, paragraph: int = 0, items: Collection[int] = ()) -> bool:
        """Whether a place may be cited for it. What the citation leaves open is taken as right."""
        return article in self.also or any(
            place.article == article
            and (not place.paragraph or not paragraph or place.paragraph == paragraph)
            and (not place.item or not items or place.item in items)
            for place in self.at
        )


@dataclass(frozen=True)
class Version:
    """A version of a statute. ``first`` and ``last`` are the report years that are written under it.

    ``articles`` is empty for a statute whose articles nobody has written down.
    """

    decree: int | None
    in_force: str
    first: int
    last: int
    articles: Mapping[int, Article]
    report_articles: tuple[int, ...]
    subjects: tuple[Subject, ...] = ()

    @property
    def last_article(self) -> int:
        """The number of the last article."""
        return max(self.articles, default=0)


@dataclass(frozen=True)
class Instrument:
    """A statute or notice. ``names`` are the titles it is rightly called by, the full one first.

    ``number`` is the document number of a notice (office, year, number), ``issued`` its date (ISO, empty if
    it is not known); ``form_years`` are the report years whose form a notice prescribes;
    ``work_plan_year`` is the year whose 政务公开工作要点 it is.
    """

    id: str
    names: tuple[str, ...]
    versions: tuple[Version, ...]
    number: tuple[str, int, int] | None
    form_years: tuple[int, int] | None
    issued: str = ""
    work_plan_year: int | None = None

    @property
    def name(self) -> str:
        """The full title."""
        return self.names[0]

    @property
    def name_in_marks(self) -> str:
        """The full title as it is written between 《 and 》: the marks inside it are single."""
        return self.name.replace("《", "〈").replace("》", "〉")

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
        self._instruments: dict[str, Instrument] = {}
        self.instruments: Mapping[str, Instrument] = MappingProxyType(self._instruments)
        self._by_key: dict[str, Instrument] = {}
        self._by_number: dict[tuple[str, int, int], Instrument] = {}
        self._work_plans: dict[str, dict[int, Instrument]] = {}
        for path in files:
            table = TomlTable.read(path)
            for draft in table.tables("instruments"):
                self._add(_instrument(draft), draft.where)
            table.finish()

    def _add(self, one: Instrument, where: str) -> None:
        if one.id in self.instruments:
            raise TomlError(where, Text(f"{one.id} 已有定义", f"{one.id} is already defined"))
        for name in one.names:
            other = self._by_key.setdefault(label_key(name), one)
            if other is not one:
                raise TomlError(where, Text(f"《{name}》已是 {other.id} 的名称", f"《{name}》 is a name of {other.id}"))
        if one.number is not None:
            other = self._by_number.setdefault(one.number, one)
            if other is not one:
                text = Text(
                    f"{one.number_text}已是 {other.id} 的文号", f"{one.number_text} is the number of {other.id}"
                )
                raise TomlError(where, text)
        if one.work_plan_year is not None and one.number is not None:
            plans = self._work_plans.setdefault(one.number[0], {})
            if plans.setdefault(one.work_plan_year, one) is not one:
                text = Text(
                    f"{one.number[0]}已有{one.work_plan_year}年的要点",
                    f"{one.number[0]} has a plan for {one.work_plan_year} already",
                )
                raise TomlError(where, text)
        self._instruments[one.id] = one

    @property
    def regulation(self) -> Instrument:
        """《中华人民共和国政府信息公开条例》, which the articles of a caption belong to."""
        return self._instruments["disclosure-regulation"]

    def named(self, title: str) -> Instrument | None:
        """The instrument that a title names."""
        return self._by_key.get(label_key(title))

    def numbered(self, office: str, year: int, number: int) -> Instrument | None:
        """The instrument with a document number."""
        return self._by_number.get((office, year, number))

    def work_plans(self, office: str) -> Mapping[int, Instrument]:
        """The yearly 政务公开工作要点 that an office issued, by the year they are for."""
        return MappingProxyType(self._work_plans.get(office, {}))

    def form_notices(self) -> list[Instrument]:
        """The notices that prescribe a form."""
        return [one for one in self.instruments.values() if one.form_years is not None]


def _instrument(table: TomlTable) -> Instrument:
    id = table.string("id")
    names = table.strings("names")
    if not names:
        raise table.error("names", "至少要有一个名称", "needs at least one name")
    number = _document_number(table.table("number")) if "number" in table else None
    years = _years(table.table("form_years")) if "form_years" in table else None
    issued = _day(table, "issued") if "issued" in table else ""
    plan = table.take("work_plan_year", int)
    if plan is not None and number is None:
        raise table.error("work_plan_year", "要点须有文号 number", "a work plan needs its number")
    versions = tuple(_version(draft) for draft in table.tables("versions"))
    table.finish()
    return Instrument(id, names, versions, number, years, issued, plan)


def _document_number(table: TomlTable) -> tuple[str, int, int]:
    number = (table.string("office"), _integer(table, "year"), _integer(table, "number"))
    table.finish()
    return number


def _years(table: TomlTable) -> tuple[int, int]:
    years = (table.take("from", int, 0), table.take("to", int, 9999))
    table.finish()
    return years


def _integer(table: TomlTable, key: str) -> int:
    value = table.take(key, int)
    if not isinstance(value, int):
        raise table.error(key, "缺少这一项", "is missing")
    return value


def _day(table: TomlTable, key: str) -> str:
    day = table.string(key)
    # Newer Pythons also read 20190515, which is no date to the messages.
    try:
        written = date.fromisoformat(day).isoformat()
    except ValueError:
        written = ""
    if written != day:
        raise table.error(key, f"应为日期，如 2019-05-15，现为 {day!r}", f"must be a date as 2019-05-15, is {day!r}")
    return day


def _version(table: TomlTable) -> Version:
    first, last = _years(table.table("report_years"))
    articles = {}
    for row in table.take("articles", list, []):
        if not (isinstance(row, list) and [type(part) for part in row] == [int, int, int, str]):
            raise table.error(
                "articles",
                f"每行应为 [条, 款数, 项数, 主题]，现为 {row!r}",
                f"each row is [article, paragraphs, items, topic], not {row!r}",
            )
        articles[row[0]] = Article(*row)
    report_articles = tuple(_articles(table, "report_articles"))
    subjects = tuple(_subject(draft, articles) for draft in table.tables("subjects"))
    version = Version(
        table.take("decree", int), _day(table, "in_force"), first, last, articles, report_articles, subjects
    )
    table.finish()
    return version


def _articles(table: TomlTable, key: str) -> list[int]:
    numbers = table.take(key, list, [])
    if not all(type(number) is int for number in numbers):
        raise table.error(key, "应为条号的列表，如 [49, 50]", "must be a list of article numbers as [49, 50]")
    return list(numbers)


def _subject(table: TomlTable, articles: Mapping[int, Article]) -> Subject:
    words = table.strings("words")
    places = []
    for draft in table.tables("at"):
        place = Pinpoint(_integer(draft, "article"), draft.take("paragraph", int, 0), draft.take("item", int, 0))
        draft.finish()
        article = articles.get(place.article)
        if article is None or place.paragraph > article.paragraphs or place.item > article.items:
            raise draft.error(
                "article", f"没有这一条、款或项：{tuple(place)}", f"there is no such place: {tuple(place)}"
            )
        places.append(place)
    if not words or not places:
        raise table.error("at", "主题要有 words（说法）和 at（条款）", "a subject needs words and at")
    subject = Subject(words, tuple(places), frozenset(_articles(table, "also")))
    table.finish()
    return subject
