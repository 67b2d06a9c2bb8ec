"""TXT301: an exact number that is called vague, or a vague one twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Safety, Severity, Span, Text, rule

_MEASURE = r"(?=[条次个人名份篇期户家项部册张块场批起套台页字元平亩吨公辆座间处幅例])"
_NUMBER = r"\d{1,9}(?:[,.]\d{1,9}){0,3} ?[十百千万亿]{0,2}"
_ROUND = r"[一二三四五六七八九两几数]?[十百千万亿]{1,2}"
_UNIT = r" ?[^\d,。;、:()余多\s]{0,3}?"

_EXACT = re.compile(rf"\d{{1,9}}(?:[,.]\d{{1,9}}){{0,3}} ?(余){_MEASURE}")
_TWICE = re.compile(
    rf"(超过|超|近|约|接近|将近|不到) ?(?:(?:{_NUMBER}|{_ROUND}) ?(?P<more>[余多]){_MEASURE}|{_NUMBER}{_UNIT}(?P<about>左右|上下))"
    rf"|(超过|不少于|不低于|至少) ?{_NUMBER}{_UNIT}(?P<over>以上)"
)
# 附近300, 预约300, 节约300 are other words.
_OTHER_WORDS = {"近": "附最就邻临贴靠新远走亲拉", "约": "预节签条合公违履邀相解特", "超": "高"}
# A quick look: many lines with a sign have none of these.
_SIGNS = re.compile(r"[\d十百千万亿左上以](?:(?<=[\d十百千万亿]) ?[余多]|(?<=左)右|(?<=上)下|(?<=以)上)")


@rule(
    code="TXT301",
    name="vague-number",
    severity=Severity.INFO,
    fix="unsafe",
    on=Paragraph,
    summary=Text("确数和概数不混用", "a number is exact or vague, and vague only once"),
    message={
        "exact": Text(
            "“{found}”：末位不是0的数是确数，后面不用“余”",
            "“{found}”: a number that does not end in 0 is exact and takes no 余",
        ),
        "twice": Text(
            "“{found}”表示约数的词用了两个，应删去一个", "“{found}” says twice that the number is vague: delete one"
        ),
    },
    basis="国家标准《出版物上数字用法》（GB/T 15835—2011）",
    simplified_only=True,
    local=True,
    signs=("余", "多", "左右", "上下", "以上"),
)
def vague_number(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """1867余条, 近300余条, 约50条左右; 300余条 and 近300条 are right."""
    text = context.report.folded(paragraph.span)
    if not _SIGNS.search(text):
        return
    start = paragraph.span.start
    told = set()
    for match in _TWICE.finditer(text):
        sign = match[1] or match[2] or ""
        if text[match.start() - 1 : match.start()] in _OTHER_WORDS.get(sign, "") and match.start():
            continue
        group = match.lastgroup or ""
        told.add(match.start(group))
        yield _finding(match, group, start, context)
    for match in _EXACT.finditer(text):
        # 300余, 1.5万余; 近1867余条 is told already.
        number = match.group()[:-1].rstrip()
        if number[-1] != "0" and "." not in number and match.start(1) not in told:
            yield _finding(match, 1, start, context)


def _finding(match: re.Match[str], group: str | int, start: int, context: Context[NoOptions]) -> Finding:
    span = Span(start + match.start(), start + match.end())
    cut = Span(start + match.start(group), start + match.end(group))
    fix = Fix(Text(f"删去“{match[group]}”", f"delete {match[group]}"), (Edit(cut, ""),), Safety.UNSAFE)
    return Finding(span, {"found": context.report.raw(span)}, "exact" if group == 1 else "twice", fix=fix)
