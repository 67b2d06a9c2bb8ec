"""TXT107: characters in a form that only looks like the right one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from reportlint.api import VARIANTS, Context, Edit, Finding, Fix, Lines, Report, Severity, Span, Text, fact, rule
from reportlint_rules.lexicons import lexicon

# CJK and Kangxi radicals, compatibility ideographs: forms that fonts of PDF files map characters to.
_FORMS = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF))
_IDEOGRAPHS = (0x4E00, 0x9FFF)
# So many different traditional characters are no mistakes of single characters.
_OTHER_SCRIPT = 15


@dataclass(frozen=True)
class Variants:
    """``allow``: characters that are right in names, as 於 is in a surname."""

    allow: tuple[str, ...] = ()


@rule(
    code="TXT107",
    name="variant-character",
    severity=Severity.INFO,
    fix="safe",
    on=Report,
    summary=Text("汉字用规范字形", "characters are in their standard form"),
    message={
        "form": Text(
            "“{found}”（U+{code}）是部首或兼容用的字符，看着像“{right}”，但检索不到，应改为“{right}”",
            "“{found}” (U+{code}) is a radical or compatibility form: it looks like {right} but no search finds it",
        ),
        "variant": Text(
            "“{found}”是繁体字或异体字，应为“{right}”", "“{found}” is a traditional or variant form of “{right}”"
        ),
    },
    basis="《通用规范汉字表》",
    options=Variants,
    gather=True,
    extraction=True,
)
def variant_character(report: Report, context: Context[Variants]) -> Iterator[Finding]:
    """Radicals and compatibility forms anywhere in the file; single variants in a simplified text."""
    text = report.source.text
    allowed = frozenset("".join(context.options.allow))
    forms, variants = _forms(report.traditional), _variants()
    places = [(text[span.start], span) for span in context.facts(_odd_ones)]
    yield from _findings([one for one in places if one[0] in forms.keys() - allowed], forms, "form")
    if report.traditional:
        return
    single = [one for one in places if one[0] in variants.keys() - allowed]
    if len({found for found, _ in single}) <= _OTHER_SCRIPT:
        yield from _findings(single, variants, "variant")


@fact(on=Lines)
def _odd_ones(lines: Lines, report: Report) -> Iterator[Span]:
    """Characters that are radicals, forms or variants."""
    for match in _pattern(report.traditional).finditer(report.source.text, *lines.span):
        yield Span(*match.span())


def _findings(places: Iterable[tuple[str, Span]], right_of: Mapping[str, str], message: str) -> Iterator[Finding]:
    for found, span in places:
        right = right_of[found]
        args = {"found": found, "right": right, "code": f"{ord(found):04X}"}
        fix = Fix(Text(f"改为“{right}”", f"change to {right}"), (Edit(span, right),))
        yield Finding(span, args, message, fix=fix)


@cache
def _forms(traditional: bool) -> Mapping[str, str]:
    """The character that each form stands for; simplified unless the text is traditional."""
    variants = _variants()
    known = _lexicon()[0]
    forms = {}
    for first, last in _FORMS:
        for form in map(chr, range(first, last + 1)):
            right = known.get(form) or unicodedata.normalize("NFKC", form)
            if right != form:
                forms[form] = right if traditional else variants.get(right, right)
    return forms


@cache
def _variants() -> Mapping[str, str]:
    """Traditional and variant characters: those that reading a report knows, and those of the lexicon."""
    _, more, names = _lexicon()
    first, last = map(chr, _IDEOGRAPHS)
    variants = {found: right for found, right in VARIANTS.items() if first <= found <= last}
    variants.update(more)
    for name in names:
        variants.pop(name, None)
    return variants


@cache
def _lexicon() -> tuple[Mapping[str, str], Mapping[str, str], tuple[str, ...]]:
    table = lexicon("variant_characters")
    read = []
    for name in ("radicals", "variants"):
        pairs = table.table(name)
        read.append({key: pairs.string(key) for key in pairs.keys_left()})
    names = table.strings("names")
    table.finish()
    return read[0], read[1], names


@cache
def _pattern(traditional: bool) -> re.Pattern[str]:
    characters = _forms(traditional).keys() | (set() if traditional else _variants().keys())
    return re.compile(f"[{''.join(sorted(characters))}]")
