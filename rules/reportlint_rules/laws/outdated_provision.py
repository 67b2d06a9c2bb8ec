"""LAW208: provisions that the revision of the regulation did away with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportlint.api import Context, Finding, Paragraph, Report, Severity, Span, Text, TomlTable, rule
from reportlint_rules.laws._cited import sentence
from reportlint_rules.lexicons import lexicon, one_of


@dataclass(frozen=True)
class Provisions:
    """``also``: provisions of the list that are not looked for otherwise; ``skip``: those that should not be."""

    also: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Provision:
    """A provision that is no longer so. The fields are those of ``lexicons/outdated.toml``."""

    id: str
    hint: str
    found: tuple[str, ...]
    needs: re.Pattern[str]
    unless: re.Pattern[str]
    first: int
    severity: Severity
    on: bool
    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    told: Text

    def concerns(self, report: Report, options: Provisions) -> bool:
        """Whether it is wrong in a report, going by the year and the authority alone."""
        if report.year is None or report.year < self.first or self.id in options.skip:
            return False
        if not self.on and self.id not in options.also:
            return False
        kind, level = (report.body.kind, report.body.level) if report.body else ("", "")
        return (not self.kinds or kind in self.kinds) and (not self.levels or level in self.levels)


@cache
def _provisions() -> tuple[_Provision, ...]:
    table = lexicon("outdated")
    return tuple(_provision(id, draft) for id, draft in table.named_tables())


def _provision(id: str, table: TomlTable) -> _Provision:
    provision = _Provision(
        id, table.string("hint"), table.strings("found"), _either(table.strings("needs")), _either(table.strings("unless")),
        table.take("from", int, 0), Severity(table.string("severity")), table.take("on", bool, True),
        table.strings("kinds"), table.strings("levels"), Text(table.string("zh"), table.string("en")),
    )  # fmt: skip
    table.finish()
    return provision


def _either(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in words))


@cache
def _hints() -> re.Pattern[str]:
    return one_of({provision.hint for provision in _provisions()})


@cache
def _pattern() -> tuple[re.Pattern[str], dict[int, tuple[_Provision, int]]]:
    """One pattern of all provisions; the provision of each of its groups, with the group to point at."""
    parts: list[str] = []
    groups: dict[int, tuple[_Provision, int]] = {}
    number = 1
    for provision in _provisions():
        for found in provision.found:
            inner = re.compile(found).groups
            groups[number] = provision, number + 1 if inner else number
            parts.append(f"({found})")
            number += 1 + inner
    return re.compile("|".join(parts)), groups


@rule(
    code="LAW208",
    name="outdated-provision",
    severity=Severity.WARNING,
    on=Paragraph,
    summary=Text("所说的规定是现行的", "provisions are those in force"),
    message=Text("{told}", "{told}"),
    basis="《中华人民共和国政府信息公开条例》（国务院令第711号，2019年5月15日起施行）",
    options=Provisions,
    simplified_only=True,
    local=True,
)
def outdated_provision(paragraph: Paragraph, context: Context[Provisions]) -> Iterator[Finding]:
    """Provisions of the list, unless their sentence tells of the past or of something else."""
    report = context.report
    folded = report.source.folded
    if _hints().search(folded, *paragraph.span) is None:
        return
    pattern, groups = _pattern()
    for match in pattern.finditer(folded, *paragraph.span):
        number, (provision, inner) = next((number, groups[number]) for number in groups if match[number] is not None)
        if not provision.concerns(report, context.options):
            continue
        said = sentence(Span(*match.span(number)), context)
        if not provision.needs.search(said) or (provision.unless.pattern and provision.unless.search(said)):
            continue
        span = Span(*match.span(inner))
        found = report.raw(span)
        told = Text(provision.told.zh.format(found=found), provision.told.en.format(found=found))
        yield Finding(span, {"told": told}, severity=provision.severity, data={"provision": provision.id})
