"""Citations of statutes and documents in the prose and in the captions of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.source import Span
from reportlint_grammar import Node, find_citations

from .model import ArticleReference, Citation, DocumentNumber
from .numerals import NUMERAL, read_numeral

# What a citation cannot do without; most lines have none of them and are not looked at further. Nearly as many do not even
# have one of the characters, which takes a third as long to see.
_SIGN = re.compile(r"《|第.{1,9}条|\d ?号|[<〈]")
_CHARACTER = re.compile(r"[《<〈条号]")
_NUMBER = re.compile(
    r"(?P<office>[\u4e00-\u9fff]+) ?(?P<open>[〔\[(【])? ?(?P<year>(?:19|20)\d\d) ?(?P<close>[〕\])】])? ?(?:第 ?)?(?P<number>\d{1,5}) ?号"
)
# Words that run into an office's code because nothing separates them from it.
_LEAD_IN = re.compile(
    r".*(?:根据|按照|依据|依照|遵照|参照|落实|贯彻|执行|印发|下发|转发|通知|文件|要求|规定|格式|报告|和|及|与|以|按|据|的|由|见|即|为|经|用|在|了)(?=[\u4e00-\u9fff]{2,})"
)
# The codes of the State Council's offices are known; whatever stands before one of them is not part of it.
_NATIONAL_OFFICE = re.compile(r"(?:国[办公开务院厅]{0,7}[发函字令])+$")
# What stands before 条例 where that is a name of its own, and not the end of one: 实施条例第五条.
_BEFORE_A_BARE_NAME = re.compile(
    r"(?:^|[^\u4e00-\u9fff]|据|按照|依照|遵照|参照|对照|落实|执行|遵守|符合|违反|新|该|本|和|与|及|按|依|的|在|对|将)$"
)
# 省政府信息公开条例 is the regulation of a place.
_OF_A_PLACE = re.compile(r"[省市县区州盟旗]$")
_SHORT = re.compile(r"称:?\"?《?([^》)\"]{1,20})")


def citations_in(folded: str, span: Span, section: str | None, *, in_table: bool = False) -> tuple[Citation, ...]:
    """The citations of a line."""
    start, end = span
    if _CHARACTER.search(folded, start, end) is None or _SIGN.search(folded, start, end) is None:
        return ()
    runs = find_citations(folded, start, end)
    return tuple([one for run in runs for one in _split(folded, start, run, section, in_table)])


def _split(folded: str, first: int, run: Node, section: str | None, in_table: bool) -> Iterator[Citation]:
    """A run of citation parts as citations.

    Each title begins one; so does a document number, unless it stands right behind its title. The end of
    a longer name (实施条例第五条) is none, but the article behind it is not that of the name before.
    """
    group: list[Node] = []
    for part in run.children:
        if part.kind == "glue":
            continue
        names = part.kind in _NAMES
        if group and (names or (part.kind == "document_number" and group[-1].kind not in _NAMES)):
            yield _citation(folded, group, section, in_table)
            group = []
        if part.kind != "bare_name" or _is_whole(folded, first, part):
            group.append(part)
    yield _citation(folded, group, section, in_table)


_NAMES = ("work", "bare_name")


def _is_whole(folded: str, first: int, name: Node) -> bool:
    """Whether a name without 《》 is not the end of a longer one; what stands before ``first`` is of another line."""
    before = folded[max(first, name.start - 3) : name.start]
    if folded[name.start : name.end] == "条例":
        return _BEFORE_A_BARE_NAME.search(before) is not None
    return _OF_A_PLACE.search(before) is None


def _citation(folded: str, parts: list[Node], section: str | None, in_table: bool) -> Citation:
    title, title_span, short, decree, decree_span = "", None, "", None, None
    numbers: list[DocumentNumber] = []
    articles: list[ArticleReference] = []
    for part in parts:
        text = folded[part.start : part.end]
        if part.kind in _NAMES:
            inside = 1 if part.kind == "work" else 0
            title_span = Span(part.start + inside, part.end - inside)
            title = "".join(folded[title_span.start : title_span.end].split())
        elif part.kind == "document_number":
            number = read_document_number(text, part.start)
            if number is not None:
                numbers.append(number)
        elif part.kind == "decree_number":
            digits = re.search(r"\d+", text)
            decree = int(digits.group()) if digits else None
            decree_span = Span(part.start, part.end)
        elif part.kind == "short_name":
            match = _SHORT.search(text)
            short = match.group(1) if match else ""
        elif part.kind == "pinpoint":
            articles.append(_reference(folded, part))
    span = Span(parts[0].start, parts[-1].end)
    if not title and numbers and parts[0].kind == "document_number":
        # The words that ran into the office's code are not part of the citation.
        span = Span(numbers[0].office_span.start, span.end)
    return Citation(
        span, title, title_span, tuple(numbers), decree, decree_span, tuple(articles), short, section, in_table
    )


def read_document_number(text: str, start: int) -> DocumentNumber | None:
    """The document number that a folded text is; ``start`` is the offset of its first character."""
    match = _NUMBER.search(text)
    if match is None:
        return None
    office = match["office"]
    lead = _LEAD_IN.match(office)
    office = office[lead.end() :] if lead else office
    national = _NATIONAL_OFFICE.search(office)
    if national is not None:
        office = national.group()
    begin = start + match.end("office") - len(office)
    return DocumentNumber(
        Span(begin, start + match.end()), office, Span(begin, begin + len(office)),
        int(match["year"]), Span(start + match.start("year"), start + match.end("year")),
        int(match["number"]), (match["open"] or "") + (match["close"] or ""),
    )  # fmt: skip


def _reference(folded: str, node: Node) -> ArticleReference:
    article = paragraph = 0
    paragraph_span = None
    items: list[tuple[int, Span]] = []
    for part in node.children:
        for match in NUMERAL.finditer(folded, part.start, part.end):
            value = read_numeral(match.group()) or 0
            if part.kind == "article":
                article = article or value
            elif part.kind == "paragraph":
                paragraph, paragraph_span = value, Span(part.start, part.end)
            else:
                items.append((value, Span(*match.span())))
    return ArticleReference(Span(node.start, node.end), article, paragraph, paragraph_span, tuple(items))
