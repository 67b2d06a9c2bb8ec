"""LAW102: a paragraph or item that the article does not have."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Citation, Context, Finding, NoOptions, Severity, Text, rule
from reportlint_rules.laws._cited import instrument_of, number_text, version_of


@rule(
    code="LAW102",
    name="no-such-item",
    severity=Severity.ERROR,
    on=Citation,
    summary=Text("引用的款、项存在", "the cited paragraph or item exists"),
    message={
        "paragraph": Text(
            "《{name}》第{article}条只有{count}款，没有第{number}款",
            "article {article} of 《{name}》 has {count} paragraphs; there is no paragraph {number}",
        ),
        "paragraph-item": Text(
            "《{name}》第{article}条只有{count}款，没有第{number}款；是不是第（{number}）项？",
            "article {article} of 《{name}》 has {count} paragraphs and no paragraph {number}; is it item {number}?",
        ),
        "item": Text(
            "《{name}》第{article}条（{topic}）只有{count}项，没有第（{number}）项",
            "article {article} of 《{name}》 has {count} items; there is no item {number}",
        ),
        "no-items": Text(
            "《{name}》第{article}条（{topic}）没有分项，也就没有第{number}项",
            "article {article} of 《{name}》 has no items; there is no item {number}",
        ),
    },
    basis="《中华人民共和国政府信息公开条例》",
    local=True,
)
def no_such_item(citation: Citation, context: Context[NoOptions]) -> Iterator[Finding]:
    """Paragraph and item numbers beyond those of the article."""
    instrument = instrument_of(citation, context)
    version = version_of(citation, instrument, context) if instrument else None
    if instrument is None or version is None:
        return
    for reference in citation.articles:
        article = version.articles.get(reference.article)
        if article is None:
            continue
        args = {"name": instrument.name, "article": number_text(article.number), "topic": article.topic}
        if reference.paragraph > article.paragraphs and reference.paragraph_span is not None:
            numbers = {"count": article.paragraphs, "number": number_text(reference.paragraph)}
            is_item = not reference.items and reference.paragraph <= article.items
            yield Finding(reference.paragraph_span, args | numbers, "paragraph-item" if is_item else "paragraph")
        for number, span in reference.items:
            if number > article.items:
                message = "item" if article.items else "no-items"
                yield Finding(span, args | {"count": article.items, "number": number_text(number)}, message)
