"""TXT204: typing errors that are wrong wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportlint.api import Context, Edit, Finding, Fix, Paragraph, Safety, Severity, Span, Text, fold, rule
from reportlint_rules.lexicons import lexicon
from reportlint_rules.wording._wordings import Wording, Wordings


@dataclass(frozen=True)
class Typos:
    """``extra``: more errors, each as 错=对; ``allow``: words of the list that are right here."""

    extra: tuple[str, ...] = ()
    allow: tuple[str, ...] = ()


@cache
def _listed() -> tuple[Wording, ...]:
    table = lexicon("confusions")
    adverbs = table.table("adverbs")
    behind = tuple(f"{verb}了" for verb in adverbs.strings("verbs"))
    not_after = adverbs.strings("not_after")
    words = [Wording(f"{word}的", f"{word}地", not_after, before=behind) for word in adverbs.strings("words")]
    adverbs.finish()
    words += [Wording.read(entry) for entry in table.tables("wording")]
    table.finish()
    return tuple(words)


@cache
def _wordings(options: Typos) -> Wordings:
    allowed = {fold(word) for word in options.allow}
    pairs = [pair.partition("=") for pair in options.extra]
    extra = [
        Wording(fold(wrong.strip()), right.strip()) for wrong, _, right in pairs if wrong.strip() and right.strip()
    ]
    return Wordings([word for word in (*_listed(), *extra) if word.wrong not in allowed])


@rule(
    code="TXT204",
    name="typo",
    severity=Severity.INFO,
    fix="unsafe",
    on=Paragraph,
    summary=Text("没有常见的错别字", "no common typing errors"),
    message=Text("“{found}”应为“{right}”", "“{found}” should be “{right}”"),
    options=Typos,
    simplified_only=True,
    local=True,
)
def typo(paragraph: Paragraph, context: Context[Typos]) -> Iterator[Finding]:
    """Words of the list of confusions, where their neighbours do not make them right."""
    text = context.report.folded(paragraph.span)
    for begin, end, word in _wordings(context.options).find(text):
        span = Span(paragraph.span.start + begin, paragraph.span.start + end)
        fix = Fix(Text(f"改为“{word.right}”", f"change to {word.right}"), (Edit(span, word.right),), Safety.UNSAFE)
        yield Finding(span, {"found": word.wrong, "right": word.right}, fix=fix)
