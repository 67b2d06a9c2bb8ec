"""LAW101: an article that the statute does not have."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Citation, Context, Finding, NoOptions, Severity, Text, rule
from reportlint_rules.laws._cited import date_text, instrument_of, number_text, version_of


@rule(
    code="LAW101",
    name="no-such-article",
    severity=Severity.ERROR,
    on=Citation,
    summary=Text("引用的条文存在", "the cited article exists"),
    message=Text(
        "《{name}》（{in_force}起施行）只有{last}条，没有第{article}条",
        "《{name}》 (in force from {in_force}) has {last} articles; there is no article {article}",
    ),
    basis="《中华人民共和国政府信息公开条例》",
    local=True,
)
def no_such_article(citation: Citation, context: Context[NoOptions]) -> Iterator[Finding]:
    """Article numbers beyond the last one of the version that the report's year is under."""
    instrument = instrument_of(citation, context)
    version = version_of(citation, instrument, context) if instrument else None
    if instrument is None or version is None or not version.articles:
        return
    for reference in citation.articles:
        if reference.article not in version.articles:
            args = {
                "name": instrument.name, "in_force": date_text(version.in_force), "last": version.last_article,
                "article": number_text(reference.article),
            }  # fmt: skip
            yield Finding(reference.span, args)
