"""TXT105: a space between two Chinese characters of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Severity, Span, Text, rule
from reportlint_rules.wording._prose import HAN

_GAP = re.compile(f"[{HAN}]([ \u00a0]{{1,2}})(?=[{HAN}])")
_SPACED = re.compile(f"[{HAN}][ \u00a0\u3000]{{1,20}}(?=[{HAN}])")
# The clause is looked at so far on either side.
_CLAUSE = 80
_CLAUSE_END = re.compile(r"[,，。;；:：、!！?？()（）\[\]《》\"'“”【】〔〕\r\n\t|]")
_COMMA = re.compile(r"[,，]")
_SHORTEST_CLAUSE = 7
_PIECE = 6
# Spaces in slogans and titles divide: “不忘初心 牢记使命”.
_QUOTED = re.compile(r"“[^”]{0,100}”|《[^》]{0,100}》|\"[^\"\n]{0,100}\"")
# 第一条 为了, 附件 一: a space behind them is the custom.
_NUMBERED = re.compile(
    r"(?:第[一二三四五六七八九十百零〇]{1,5}[条條章节節款項项编部篇]|附[件表录][一二三四五六七八九十]?|[图表][一二三四五六七八九十])$"
)
# 联系人 and what else comes next in a line of contacts; 等 ends a list.
_FIELD = re.compile(f"[{HAN}]{{1,8}} {{0,2}}[:：]|[{HAN}]{{1,5}}等")


@rule(
    code="TXT105",
    name="space-in-text",
    severity=Severity.INFO,
    fix="safe",
    on=Paragraph,
    summary=Text("汉字之间没有空格", "no space between Chinese characters"),
    message=Text(
        "句子里的“{before}”与“{after}”之间多了空格", "there is a space between “{before}” and “{after}” in a sentence"
    ),
    basis="一般文字规范",
    gather=True,
    extraction=True,
    local=True,
)
def space_in_text(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """A single gap in a clause of a sentence. Several are a list, and short pieces are names and labels."""
    raw = context.report.raw(paragraph.span)
    if " " not in raw and "\u00a0" not in raw:
        return
    # Signatures, lines of contacts and headings are no sentences.
    if "。" not in raw and len(_COMMA.findall(raw)) < 2:
        return
    text = _QUOTED.sub(lambda match: '"' * len(match.group()), raw)
    gaps = [match.span(1) for match in _GAP.finditer(text)]
    # A line with a space behind every character is only set wide.
    if len(gaps) * 3 > len(text):
        return
    for start, end in gaps:
        if not _is_one_gap(text, start, end):
            continue
        span = Span(paragraph.span.start + start, paragraph.span.start + end)
        args = {"before": raw[start - 1], "after": raw[end]}
        fix = Fix(Text("删去空格", "delete the space"), (Edit(span, ""),))
        yield Finding(span, args, fix=fix)


def _is_one_gap(text: str, start: int, end: int) -> bool:
    """Whether the gap is the only one in a clause that is long enough, and divides nothing."""
    first = max((match.end() for match in _CLAUSE_END.finditer(text, max(0, start - _CLAUSE), start)), default=0)
    first = max(first, start - _CLAUSE)
    behind = _CLAUSE_END.search(text, end, end + _CLAUSE)
    last = behind.start() if behind else min(len(text), end + _CLAUSE)
    clause = text[first:last]
    # Two halves of one length are a slogan.
    if len(clause) < _SHORTEST_CLAUSE or start - first == last - end or len(_SPACED.findall(clause)) != 1:
        return False
    if _NUMBERED.search(text, first, start) or _FIELD.match(text, end):
        return False
    # A piece before the gap that comes again behind it is a list or a word that was doubled.
    return all(text[start - length : start] != text[end : end + length] for length in range(1, min(start, _PIECE) + 1))
