"""LAW103: the articles of another version given as the basis of the report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Citation, Context, Edit, Finding, Fix, NoOptions, Safety, Severity, Text, rule, write_numeral
from reportlint_rules.laws._cited import instrument_of, sentence

_ABOUT_THE_REPORT = re.compile(r"年度报告|年报|本报告|编制.{0,30}报告|(?:报告|公布|总结)如下")


@rule(
    code="LAW103",
    name="wrong-basis",
    severity=Severity.ERROR,
    fix="unsafe",
    on=Citation,
    summary=Text("编制年度报告所依据的条文是现行的", "the report is based on the articles in force"),
    message=Text(
        "关于年度报告的规定，国务院令第{decree}号中是{found}，{year}年的报告应依据国务院令第{now}号的{right}",
        "{found} was about annual reports in decree {decree}; the report on {year} is based on {right} of decree {now}",
    ),
    basis="《中华人民共和国政府信息公开条例》第四十九条、第五十条",
    local=True,
)
def wrong_basis(citation: Citation, context: Context[NoOptions]) -> Iterator[Finding]:
    """Articles that were about annual reports in another version, in a sentence about the report."""
    instrument, year = instrument_of(citation, context), context.report.year
    right = instrument.version_for(year) if instrument and year else None
    if instrument is None or right is None:
        return
    cited = {reference.article for reference in citation.articles}
    others = {article for version in instrument.versions for article in version.report_articles}
    if not cited & others or cited.intersection(right.report_articles):
        return
    if not _ABOUT_THE_REPORT.search(sentence(citation.span, context)):
        return
    for reference in citation.articles:
        for version in instrument.versions:
            if version is right or reference.article not in version.report_articles:
                continue
            if reference.article not in right.articles:
                continue  # no-such-article has said so
            meant = right.report_articles[version.report_articles.index(reference.article)]
            title = Text(f"改为“{_article(meant).zh}”", f"change to {_article(meant).zh}")
            fix = Fix(title, (Edit(reference.span, _article(meant).zh),), Safety.UNSAFE)
            args = {
                "found": _article(reference.article), "decree": version.decree, "year": year, "now": right.decree,
                "right": _article(*right.report_articles),
            }  # fmt: skip
            yield Finding(reference.span, args, fix=fix)


def _article(*numbers: int) -> Text:
    return Text(
        "、".join(f"第{write_numeral(number)}条" for number in numbers),
        "article" + ("s " if len(numbers) > 1 else " ") + " and ".join(str(number) for number in numbers),
    )
