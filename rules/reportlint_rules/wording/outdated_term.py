"""TXT304: bodies that no longer exist under the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from reportlint.api import (
    Context,
    Finding,
    NoOptions,
    Paragraph,
    Related,
    Report,
    Severity,
    Span,
    Text,
    fact,
    rule,
)  # fmt: skip
from reportlint_rules.lexicons import lexicon, one_of


class _Body(NamedTuple):
    since: int
    now: str
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]


class _List(NamedTuple):
    pattern: re.Pattern[str]
    bodies: dict[str, _Body]
    history: re.Pattern[str]
    places: tuple[str, ...]


_SENTENCE_END = re.compile(r"[。;!?]")
_LONGEST_SENTENCE = 300
# More places than this are not looked at one by one.
_PLACES = 20
_QUOTED = re.compile(r'《[^《》]{1,200}》|"[^"]{1,100}"|〈[^〈〉]{1,200}〉')
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@cache
def _list() -> _List:
    table = lexicon("former_bodies")
    bodies: dict[str, _Body] = {}
    for entry in table.tables("body"):
        body = _Body(
            int(entry.take("since", int)), entry.string("now"), entry.strings("not_after"), entry.strings("not_before")
        )
        bodies.update(dict.fromkeys(entry.strings("names"), body))
        entry.finish()
    history = table.table("history")
    words, places = history.strings("words"), history.strings("places")
    history.finish()
    table.finish()
    return _List(one_of(bodies), bodies, one_of(words), places)


@rule(
    code="TXT304",
    name="outdated-term",
    severity=Severity.INFO,
    on=Report,
    summary=Text("机构名称是现行的", "bodies are called by their present names"),
    message=Text(
        "“{found}”在{year}年已更名或者撤并，一般由“{now}”承担；如果说的是过去，请写“原{found}”",
        "“{found}” was renamed or merged before {year}; its work is mostly done by “{now}”. If the past is meant, write 原{found}",
    ),
    simplified_only=True,
)
def outdated_term(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Former bodies that a report names as if they were there; each name once."""
    year = report.year
    if year is None:
        return
    places: dict[str, list[Span]] = {}
    for span in context.facts(_former_bodies):
        places.setdefault(report.folded(span), []).append(span)
    for name, (first, *others) in places.items():
        if report.title is None or name not in report.title.body:
            related = tuple(Related(other, Text("另一处", "another place")) for other in others[:_PLACES])
            args = {"found": name, "year": year, "now": _list().bodies[name].now}
            yield Finding(first, args, related=related)


@fact(on=Paragraph)
def _former_bodies(paragraph: Paragraph, report: Report) -> Iterator[Span]:
    """Former bodies that a paragraph names as bodies of the report's year."""
    listed, year = _list(), report.year or 0
    text = report.folded(paragraph.span)
    if not listed.pattern.search(text):
        return
    # Names in quotes and in titles of documents are what they are.
    text = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), text)
    for match in listed.pattern.finditer(text):
        body = listed.bodies[match.group()]
        if year < body.since or text.startswith(listed.places, match.end()):
            continue
        if text.endswith(body.not_after, 0, match.start()) or text.startswith(body.not_before, match.end()):
            continue
        sentence = _sentence(text, match.start(), match.end())
        if listed.history.search(sentence) or any(int(past) < body.since for past in _YEAR.findall(sentence)):
            continue
        yield Span(paragraph.span.start + match.start(), paragraph.span.start + match.end())


def _sentence(text: str, start: int, end: int) -> str:
    before, behind = text[max(0, start - _LONGEST_SENTENCE) : start], text[end : end + _LONGEST_SENTENCE]
    return _SENTENCE_END.split(before)[-1] + text[start:end] + _SENTENCE_END.split(behind)[0]
