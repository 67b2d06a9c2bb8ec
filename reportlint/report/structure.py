"""Title, headings and prescribed sections out of a syntax tree."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice, zip_longest
from operator import add

from reportlint.forms import Form, SectionForm
from reportlint.source import SourceText, Span, label_key, moved, remembered
from reportlint_grammar import Node

from .model import Heading, Section, Title
from .numerals import read_numeral
from .similarity import likeness

_ORDINAL = re.compile(
    r"[ \t#*>_-]*(?P<ordinal>\(? *(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?!\d)) *\)?|第[一二三四五六七八九十]{1,3}部分)?"
    r" *[*_]{0,2} *[、.,:]? *[*_]{0,2} *"
)
# What may stand behind a heading and is no part of its wording.
_TAIL = "。;:、 \t*_#\n"
# A heading that runs into its text ends at the first of these.
_RUN_IN_END = re.compile(r"[。:;]")
# A plain line may be a heading that lost its ordinal; a longer one is a sentence.
_LONGEST_PLAIN_HEADING = 40
# Below this, a heading of the right number is another heading and not a changed wording.
_ALIKE = 0.6

_YEAR = r"(?P<year>(?:19|20)\d\d|[一二][〇零九][〇零一二三四五六七八九]{2})"
_TITLE = re.compile(_YEAR)
_YEAR_MARK = re.compile(r"年?度?")
_SHORTEST_BODY, _LONGEST_BODY = 2, 40
_YEAR_ALONE = re.compile(rf"\(?{_YEAR}年?度?\)?")


def read_heading(source: SourceText, span: Span, level: int) -> Heading:
    """The heading that a line, or the beginning of one, is."""
    return moved(_heading(source.folded[span.start : span.end], level), span.start)


# Reports have the same headings, and an edited one nearly the same as before.
@remembered
def _heading(folded: str, level: int) -> Heading:
    match = _ORDINAL.match(folded)
    assert match is not None, "every part of the pattern is optional"
    written = match["ordinal"] or ""
    start = match.end()
    text = folded[start:].rstrip(_TAIL)
    at = match.start("ordinal") if written else start
    return Heading(
        Span(at, max(len(folded.rstrip()), start)), level, "".join(written.split()), Span(at, at + len(written.rstrip())),
        text, Span(start, start + len(text)), label_key(text),
    )  # fmt: skip


def find_sections(
    form: Form, headings: Iterable[Heading], paragraphs: Iterable[Node], source: SourceText
) -> list[Section]:
    """The prescribed sections, in the order of the text. Each section takes its best heading.

    Headings of the first level come first. A section without one may have a heading that lost its
    ordinal, has one of another kind (3、, （三）, 第三部分) or runs into its text.
    """
    # Rows of a table that came one cell a line look like headings: 一、本年新收政府信息公开申请数量.
    headings = [heading for heading in headings if label_key(source.slice(heading.span)) not in form.fixed_keys]
    top = [heading for heading in headings if heading.level == 1]
    best: dict[str, tuple[float, Heading]] = {}
    in_contents = False
    for heading, following in zip_longest(top, top[1:]):
        # In a table of contents the headings stand without anything below them, but for the last.
        below = source.folded[heading.span.end : following.span.start if following else None]
        bare = following is not None and not below.strip()
        bonus = 0.0 if bare or in_contents else 0.25
        in_contents = bare
        number = heading.number
        for section in form.sections:
            score = _match(section, heading, number)
            if score and score + bonus > best.get(section.id, (0.0, heading))[0]:
                best[section.id] = (score + bonus, heading)
    missing = [section for section in form.sections if section.id not in best]
    if missing:
        others = [heading for heading in headings if heading.level != 1]
        keys = frozenset(
            key for section in missing for key in section.heading.right_keys | section.heading.variant_keys
        )
        others += _lines_like_headings(paragraphs, source, keys)
        for section in missing:
            right = section.heading.right_keys | section.heading.variant_keys
            found = [
                heading
                for heading in others
                if heading.key in right and (not heading.ordinal or heading.number == section.number)
            ]
            if found:
                best[section.id] = (1.0, min(found, key=lambda heading: heading.span.start))
    taken: dict[int, SectionForm] = {}
    for section in form.sections:
        if section.id in best:
            taken.setdefault(best[section.id][1].span.start, section)
    chosen = sorted(((section, best[section.id][1]) for section in taken.values()), key=lambda pair: pair[1].span.start)
    # The marks of a list or of emphasis before a heading belong to it, not to the section above.
    starts = [source.line_starts[source.line_of(heading.span.start)] for _, heading in chosen]
    sections = []
    ends = [*starts[1:], len(source.text)]
    for (section, heading), start, end in zip(chosen, starts, ends, strict=False):
        inner = tuple(other for other in top if heading.span.start < other.span.start < end)
        body = Span(min(heading.span.end, end), end)
        sections.append(Section(section, heading, Span(start, end), body, inner))
    return sections


def _lines_like_headings(nodes: Iterable[Node], source: SourceText, keys: Collection[str]) -> Iterator[Heading]:
    """Lines, and beginnings of lines, that have one of the keys."""
    for node in nodes:
        start, end = node.start, min(node.end, node.start + _LONGEST_PLAIN_HEADING)
        run_in = _RUN_IN_END.search(source.folded, start, end)
        if run_in is None and end < node.end:
            continue
        heading = _heading(source.folded[start : run_in.end() if run_in is not None else end], 1)
        if heading.key in keys:
            yield moved(heading, start)


def _match(section: SectionForm, heading: Heading, number: int | None) -> float:
    label = section.heading
    if heading.key in label.right_keys:
        return 4.0
    if heading.key in label.variant_keys:
        return 3.0
    if number != section.number:
        return 0.0
    alike = max(likeness(heading.key, key) for key in label.right_keys)
    if alike >= _ALIKE:
        return 1 + alike
    return 0.5 if any(sign in heading.key for sign in section.signs) else 0.0


def find_title(front: Iterable[Node], source: SourceText, words: re.Pattern[str]) -> Title | None:
    """The title of the report: the first line before the first section that ends like a title.

    A title may be spread over lines (authority, year and kind); short lines directly above belong to it. ``words`` finds
    what titles say of the kind of report; a line that ends with such words is a title, however it looks.
    """
    lines = [node for node in front if source.folded[node.start : node.end].strip()]
    # A text that has the words of a title nowhere, in a line or in two, need not be looked at line by line.
    compact = ["".join(source.folded[node.start : node.end].split()) for node in lines]
    told = any(words.search("\n".join(texts)) for texts in (compact, map(add, compact, compact[1:])))
    titles = (index for index, node in enumerate(lines) if node.kind == "title")
    ends = range(len(lines)) if told else range(0)
    likely = (index for index in ends if _is_title(source, lines[index : index + 1], words))
    starts = list(islice(chain(titles, likely), 1))
    # The width of a page may have broken it within its words: 某县2023年政府信息公开工作, and 年度报告 on the next line.
    behind = starts[0] if starts else len(lines) - 1
    whole = bool(starts) and words.search(_compact(source, lines[starts[0] : starts[0] + 1])) is not None
    pairs = () if whole else (index for index in ends[:behind] if _is_title(source, lines[index : index + 2], words))
    broken = next(iter(pairs), None)
    if broken is not None:
        at, end = broken, broken + 2
    elif starts:
        at, end = starts[0], starts[0] + 1
    else:
        return None
    first = at
    while first > 0 and at - first < 2 and not _sentence(source, lines[first - 1]):
        first -= 1
    text = _compact(source, lines[first:at])
    own = _compact(source, lines[at:end])
    below = _compact(source, lines[end : end + 1])
    match = _TITLE.search(own) or _TITLE.search(text) or _YEAR_ALONE.fullmatch(below)
    if match is None and first == at and not words.search(own):
        return None
    year = _year(match["year"]) if match else None
    span = _trimmed(source, Span(lines[at].start, lines[end - 1].end))
    body, body_span = _body(own, text, source, lines[first:at], span, words)
    return Title(span, source.slice(span), year, _year_span(source, span, match), body, body_span)


def _is_title(source: SourceText, nodes: list[Node], words: re.Pattern[str]) -> bool:
    """Whether lines together end with the words of a title, of which each line has a part."""
    if any(node.end - node.start > _LONGEST_PLAIN_HEADING * 2 or _sentence(source, node) for node in nodes):
        return False
    own, above = _compact(source, nodes), _compact(source, nodes[:-1])
    found = [match for match in words.finditer(own) if match.end() == len(own)]
    return any(match.start() < len(above) or not above for match in found)


def _sentence(source: SourceText, node: Node) -> bool:
    folded = source.folded[node.start : node.end].strip()
    return len(folded) > 40 or folded[-1:] in "。;:,!?" or node.kind == "item"


def _compact(source: SourceText, nodes: Iterable[Node]) -> str:
    return "".join("".join(source.folded[node.start : node.end].split()) for node in nodes).strip("#*_>")


def _trimmed(source: SourceText, span: Span) -> Span:
    folded = source.folded[span.start : span.end]
    left = len(folded) - len(folded.lstrip(" \t#*_>\n"))
    return Span(span.start + left, span.start + len(folded.rstrip(" \t#*_\n")))


def _year(digits: str) -> int | None:
    return int(digits) if digits.isascii() else read_numeral(digits)


def _year_span(source: SourceText, span: Span, match: re.Match[str] | None) -> Span | None:
    if match is None:
        return None
    at = source.folded.find(match["year"], span.start, span.end)
    return Span(at, at + len(match["year"])) if at >= 0 else None


def _body(
    own: str, above: str, source: SourceText, lines: list[Node], title: Span, words: re.Pattern[str]
) -> tuple[str, Span | None]:
    match = _TITLE.search(own)
    if match and match.start() > 1:
        return own[: match.start()].removeprefix("关于"), Span(title.start, title.end)
    behind = _YEAR_MARK.match(own, match.end()) if match else None
    kind = words.search(own, behind.end()) if behind else None
    if behind and kind and _SHORTEST_BODY <= kind.start() - behind.end() <= _LONGEST_BODY:
        return own[behind.end() : kind.start()], title
    if above and lines:
        return above, _trimmed(source, Span(lines[-1].start, lines[-1].end))
    return "", None
