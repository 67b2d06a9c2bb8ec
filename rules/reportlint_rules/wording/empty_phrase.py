"""TXT303: a clause that says the same word twice over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Safety, Severity, Span, Text, rule

_REASON = "原因是"
_PHRASES = re.compile(
    # 工作成效取得了一定的成效
    r"(?P<got>成效|成绩|成果|进展|进步)(?:上|方面)?(?:也|均|都|又|已)?取得了?[^,。;、:\n]{0,8}(?P=got)"
    # 提高公开质量的提高
    r"|(?P<act>提高|提升|改善|增强)了?[^,。;、:\n]{2,12}的(?P=act)(?=[,。;])"
    # 原因是由于
    rf"|(?P<reason>{_REASON}(?:因为|由于))"
)
# A quick look: nearly every line with a sign has none of these.
_SIGNS = re.compile(r"(?:成效|成绩|成果|进展|进步).{0,4}取得|的(?:提高|提升|改善|增强)[,。;]|原因是[因由]")


@rule(
    code="TXT303",
    name="empty-phrase",
    severity=Severity.INFO,
    fix="unsafe",
    on=Paragraph,
    summary=Text("一句话里没有同义反复", "no clause says the same thing twice"),
    message=Text("“{found}”里“{word}”重复，请改写", "“{found}” says {word} twice: write it anew"),
    simplified_only=True,
    local=True,
    signs=("取得", "的提高", "的提升", "的改善", "的增强", "原因是"),
)
def empty_phrase(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """成效取得了…成效, 提高…的提高, 原因是由于."""
    text = context.report.folded(paragraph.span)
    if not _SIGNS.search(text):
        return
    for match in _PHRASES.finditer(text):
        span = Span(paragraph.span.start + match.start(), paragraph.span.start + match.end())
        fix = None
        if match["reason"]:
            fix = Fix(Text(f"改为“{_REASON}”", f"change to {_REASON}"), (Edit(span, _REASON),), Safety.UNSAFE)
        word = match["got"] or match["act"] or "原因"
        yield Finding(span, {"found": context.report.raw(span), "word": word}, fix=fix)
