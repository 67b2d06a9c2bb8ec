"""LAW104: an article that is cited for what another one says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from reportlint.api import (
    ArticleReference,
    Citation,
    Context,
    Edit,
    Finding,
    Fix,
    Instrument,
    NoOptions,
    Pinpoint,
    Safety,
    Severity,
    Subject,
    Text,
    Version,
    rule,
    write_numeral,
)
from reportlint_rules.laws._cited import around, instrument_of, number_text, version_of

# Between an article and what it is cited for nothing but such words may stand: 第十四条规定的属于国家秘密的.
_TO_THE_SUBJECT = re.compile(
    r'[)"]?(?:的|之)?(?:有关|相关)?(?:规定|要求)?的?[, ]?'
    r"(?:对|因|以|属于|涉及|系|关于|认定|认为|其|该|为|是|在|于|向|由|三类|四类|申请人|申请|进行|履行|依法|予以|应当|"
    r'应|要|一次性|告知|书面|及时|严格|做好|的|所列|所称|中|"){0,6}'
)
# The other way round only where the article is the ground of a refusal: 属于国家秘密，依据第十五条不予公开, or stands
# in brackets: 属于国家秘密（第十五条）.
_FROM_THE_SUBJECT = (
    r"(?:属于|涉及|因)[^,、]{{0,6}}?({words})(?:政府信息|信息|范围|情形|内容|事项|类|的){{0,3}}"
    r"(?:,?(?:故|我[\u4e00-\u9fff])?(?:依据|根据|按照|依照)|\((?:依据|根据|见)?)$"
)
_REFUSAL = re.compile(
    r"\)|(?:的?(?:有关|相关)?(?:规定|要求))?,?(?:依法|决定|答复|告知|申请人|作出|对其|的)*不予(?:公开|提供|处理)"
)
_ANOTHER_ARTICLE = re.compile(r"第 ?[一二三四五六七八九十百\d]{1,8} ?条")
_HISTORY = re.compile(r"原(?!则|因)|曾|废止|修订前|旧")
# What stands before an article that is cited without a statute.
_ALONE = re.compile(r"(?:^|[^\u4e00-\u9fff》]|据|按照|依照|遵照|对照|符合|适用)$")


class _Words(NamedTuple):
    """The words of all subjects of a version, as one pattern for each way of looking for them."""

    anywhere: re.Pattern[str]
    before: re.Pattern[str]


@lru_cache(maxsize=8)
def _words(words: frozenset[str]) -> _Words:
    either = "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
    return _Words(re.compile(either), re.compile(_FROM_THE_SUBJECT.format(words=either)))


@rule(
    code="LAW104",
    name="wrong-article",
    severity=Severity.WARNING,
    fix="unsafe",
    on=Citation,
    summary=Text("引用的条文与所说的事项相符", "articles are cited for what they say"),
    message={
        "": Text(
            "第{article}条规定的是{topic}，“{subject}”见{right}，请核对引用的条文",
            "article {article} is about something else; “{subject}” is in {right}: check the citation",
        ),
        "part": Text(
            "“{subject}”在{right}，不在{found}，请核对引用的款、项",
            "“{subject}” is in {right}, not in {found}: check the citation",
        ),
    },
    basis="《中华人民共和国政府信息公开条例》",
    simplified_only=True,
    local=True,
)
def wrong_article(citation: Citation, context: Context[NoOptions]) -> Iterator[Finding]:
    """One article, paragraph or item with the one subject of its sentence, which belongs to another."""
    if len(citation.articles) != 1 or citation.in_table:
        return
    instrument = _meant(citation, context)
    version = version_of(citation, instrument, context) if instrument else None
    if version is None or not version.subjects:
        return
    reference = citation.articles[0]
    article = version.articles.get(reference.article)
    subjects = _applicable(version, reference)
    if article is None or not subjects:
        return
    words = _words(frozenset(subjects))
    before, behind = around(citation.span, context)
    lead = _TO_THE_SUBJECT.match(behind)
    if lead is not None and (found := words.anywhere.match(behind, lead.end())) is not None:
        word = found.group()
    elif (told := words.before.search(before)) is not None and _REFUSAL.match(behind):
        word = told.group(1)
    else:
        return
    if any(subjects[other] is not subjects[word] for other in words.anywhere.findall(before + "\0" + behind)):
        return
    if _ANOTHER_ARTICLE.search(before) or _ANOTHER_ARTICLE.search(behind) or _HISTORY.search(before + behind):
        return
    subject = subjects[word]
    if subject.fits(reference.article, reference.paragraph, [item for item, _ in reference.items]):
        return
    args = {"subject": word, "right": _places(subject.at)}
    if any(place.article == reference.article for place in subject.at):
        items = [Pinpoint(reference.article, reference.paragraph, item) for item, _ in reference.items]
        cited = tuple(items) or (Pinpoint(reference.article, reference.paragraph),)
        yield Finding(reference.span, args | {"found": _places(cited)}, "part", fix=_fix(reference, subject))
    else:
        args |= {"article": number_text(article.number), "topic": article.topic}
        yield Finding(reference.span, args, fix=_fix(reference, subject))


def _meant(citation: Citation, context: Context[NoOptions]) -> Instrument | None:
    if citation.title or citation.numbers or citation.decree is not None:
        return instrument_of(citation, context)
    before, behind = around(citation.span, context)
    if "《" in before or "《" in behind or not _ALONE.search(before):
        return None
    return context.statutes.regulation


def _applicable(version: Version, reference: ArticleReference) -> dict[str, Subject]:
    """The subjects by their words. Those of items count only for citations of an item of the same article."""
    return {
        word: subject
        for subject in version.subjects
        if not subject.at[0].item
        or (reference.items and any(place.article == reference.article for place in subject.at))
        for word in subject.words
    }


def _fix(reference: ArticleReference, subject: Subject) -> Fix | None:
    if len(subject.at) > 1:
        return None
    (place,) = subject.at
    if not reference.items and not reference.paragraph:
        edit = Edit(reference.span, _places((place,)).zh)
    elif place.article == reference.article and place.item and len(reference.items) == 1:
        edit = Edit(reference.items[0][1], write_numeral(place.item))
    elif place.article == reference.article and reference.paragraph_span is not None and not reference.items:
        edit = Edit(reference.paragraph_span, f"第{write_numeral(place.paragraph)}款")
    else:
        return None
    title = Text(f"改为“{edit.replacement}”", f"change to “{edit.replacement}”")
    return Fix(title, (edit,), Safety.UNSAFE)


def _places(places: tuple[Pinpoint, ...]) -> Text:
    zh, en = [], []
    for place in places:
        zh.append(
            f"第{write_numeral(place.article)}条"
            + (f"第{write_numeral(place.paragraph)}款" if place.paragraph else "")
            + (f"第（{write_numeral(place.item)}）项" if place.item else "")
        )
        en.append(
            f"article {place.article}"
            + (f", paragraph {place.paragraph}" if place.paragraph else "")
            + (f", item {place.item}" if place.item else "")
        )
    return Text("、".join(zh), " and ".join(en))
