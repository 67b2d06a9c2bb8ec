"""What there is to say of a cited statute, article or document number."""

from __future__ import annotations

from reportlint.cited import instrument_of, version_of
from reportlint.report import ArticleReference, Report, write_numeral
from reportlint.statutes import Instrument, StatuteBook, Version
from reportlint.toml import Text

from .about import About
from .places import citation_at, holds

_FOR_EVER = 9999


def about_citation(report: Report, statutes: StatuteBook, offset: int) -> About | None:
    """A citation: the title it belongs to, what the article and the item are about, and the report years."""
    citation = citation_at(report, offset)
    if citation is None:
        return None
    number = next((one for one in citation.numbers if holds(one.span, offset)), None)
    if number is not None:
        instrument = statutes.numbered(number.office, number.year, number.number)
    else:
        instrument = instrument_of(citation, report, statutes)
    if instrument is None:
        return None
    version = version_of(citation, instrument, report)
    here = [one for one in citation.articles if holds(one.span, offset)]
    span = number.span if number else here[0].span if here else citation.span
    points: list[Text] = []
    if version is not None and number is None:
        points += [point for reference in here or citation.articles for point in _article(reference, version)]
    if instrument.number_text:
        points.append(Text(f"文号：{instrument.number_text}", f"number: {instrument.number_text}"))
    if instrument.issued:
        points.append(Text(f"成文日期：{instrument.issued}", f"of {instrument.issued}"))
    if version is not None:
        points += _version(version, instrument, report.year)
    elif instrument.versions:
        points += _no_version(instrument, report.year)
    if instrument.form_years is not None:
        points += _form_years(instrument, statutes, report.year)
    if instrument.work_plan_year is not None:
        year = instrument.work_plan_year
        points.append(Text(f"{year}年的工作要点", f"the work plan for {year}"))
    name = f"《{instrument.name_in_marks}》"
    return About(span, Text(name, name), tuple(points))


def _article(reference: ArticleReference, version: Version) -> list[Text]:
    number = _numeral(reference.article)
    article = version.articles.get(reference.article)
    if article is None:
        if not version.articles:
            return []
        last = version.last_article
        return [
            Text(f"✗ 没有第{number}条，共{last}条", f"✗ there is no article {reference.article}; the last is {last}")
        ]
    parts = Text("", "")
    if article.paragraphs > 1 or article.items:
        paragraphs = Text(f"{article.paragraphs}款", f"{article.paragraphs} paragraph(s)")
        items = Text(f"，{article.items}项", f", {article.items} items") if article.items else Text("", "")
        parts = Text(f"（{paragraphs.zh}{items.zh}）", f" ({paragraphs.en}{items.en})")
    points = [
        Text(f"第{number}条：{article.topic}{parts.zh}", f"article {article.number}: {article.topic}{parts.en}"),
    ]
    if reference.paragraph > article.paragraphs:
        paragraph = _numeral(reference.paragraph)
        points.append(Text(f"✗ 没有第{paragraph}款", f"✗ there is no paragraph {reference.paragraph}"))
    for item, _ in reference.items:
        written = _numeral(item)
        if item > article.items:
            points.append(Text(f"✗ 没有第（{written}）项", f"✗ there is no item {item}"))
            continue
        topic = _topic(version, reference.article, item)
        if topic:
            points.append(Text(f"第（{written}）项：{topic}", f"item {item}: {topic}"))
    return points


def _topic(version: Version, article: int, item: int) -> str:
    """What an item is about, as reports call it."""
    words = [
        word
        for subject in version.subjects
        if any(place.article == article and place.item == item for place in subject.at)
        for word in subject.words
    ]
    return "、".join(words)


def _version(version: Version, instrument: Instrument, year: int | None) -> list[Text]:
    decree = Text(f"国务院令第{version.decree}号，", f"decree {version.decree}, ") if version.decree else Text("", "")
    years = _years(version.first, version.last)
    points = [
        Text(
            f"{decree.zh}{version.in_force}起施行；适用于{years.zh}的报告",
            f"{decree.en}in force since {version.in_force}; for the reports on {years.en}",
        )
    ]
    if year is not None:
        right = instrument.version_for(year)
        if right is version:
            points.append(Text(f"✓ {year}年的报告适用", f"✓ right for the report on {year}"))
        elif right is not None and right.decree:
            points.append(
                Text(
                    f"✗ {year}年的报告应适用国务院令第{right.decree}号",
                    f"✗ the report on {year} follows decree {right.decree}",
                )
            )
        else:
            points.append(Text(f"✗ 不适用于{year}年的报告", f"✗ not for the report on {year}"))
    return points


def _no_version(instrument: Instrument, year: int | None) -> list[Text]:
    if year is None:
        return []
    first = min(instrument.versions, key=lambda one: one.first)
    return [
        Text(
            f"? 只收录了{first.in_force}起施行的版本，{year}年的报告适用哪一版未收录",
            f"? known is only the version in force since {first.in_force}, not the one for the report on {year}",
        )
    ]


def _form_years(instrument: Instrument, statutes: StatuteBook, year: int | None) -> list[Text]:
    assert instrument.form_years is not None, "asked only of notices that prescribe a form"
    first, last = instrument.form_years
    years = _years(first, last)
    points = [Text(f"规定{years.zh}报告的格式", f"prescribes the form of the reports on {years.en}")]
    if year is None:
        return points
    if first <= year <= last:
        points.append(Text(f"✓ {year}年的报告适用", f"✓ right for the report on {year}"))
        return points
    right = next((one for one in statutes.form_notices() if one.form_years and _covers(one.form_years, year)), None)
    number = right.number_text if right else ""
    points.append(
        Text(f"✗ {year}年的报告应依据{number}", f"✗ the report on {year} follows {number}")
        if number
        else Text(f"✗ 不适用于{year}年的报告", f"✗ not for the report on {year}")
    )
    return points


def _covers(years: tuple[int, int], year: int) -> bool:
    return years[0] <= year <= years[1]


def _years(first: int, last: int) -> Text:
    if last == _FOR_EVER:
        return Text(f"{first}年及以后", f"{first} and later")
    return Text(f"{first}年至{last}年", f"{first} to {last}") if last > first else Text(f"{first}年", str(first))


def _numeral(number: int) -> str:
    return write_numeral(number) if 0 < number < 100 else str(number)
