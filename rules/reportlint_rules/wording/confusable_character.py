"""TXT109: characters that look like others: letters in numbers, foreign letters, and characters that nobody sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import (
    Context,
    Edit,
    Finding,
    Fix,
    NoOptions,
    Paragraph,
    Report,
    Safety,
    Severity,
    Span,
    Text,
    rule,
)  # fmt: skip
from reportlint_rules.wording._prose import HAN, without_addresses

# Two quick looks: letters that could be meant as digits, and noughts among Chinese numerals; what folding hides.
_SIGN = re.compile(r"[OoIl\u0370-\u04ff一二三四五六七八九〇零○](?:(?<![一二三四五六七八九〇零○])|0)")
_SIGN_IN_RAW = re.compile("[０-９\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SUSPICIOUS = re.compile(r"[OoIl\u0370-\u03ff\u0400-\u04ff]")
_TOKEN = re.compile(r"[A-Za-z0-9\u0370-\u03ff\u0400-\u04ff.,_/@&=#+-]+")
_DIGITS = str.maketrans("OoIl", "0011")
# Cyrillic and Greek letters that cannot be told from Latin ones.
_LATIN = str.maketrans(
    "АВЕКМНОРСТХІЅЈаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTXISJaeopcyxisjABEZHIKMNOPTYXo",
)
_ASCII_WORD = re.compile(r"[A-Za-z0-9]")
_NUMBER = re.compile(r"[0-9OoIl]{2,12}(?:[.,][0-9OoIl]{1,12})?|[0-9OoIl][.,][0-9OoIl]{1,12}")
_NOUGHT = re.compile(r"[Oo]")
# What is counted: behind it letters can only be digits. Online to offline is a word of its own.
_UNIT = re.compile(r" ?[%年月日件条次项个人份期元万亿起宗户篇场名]")
_NOUGHT_UNIT = re.compile(r" ?[件条次项份宗起人]")
_WORDS = ("O2O", "o2o", "O2")
_YEAR = re.compile(r"(?:19|20)\d\d")
# 二O二三年: a letter or an Arabic nought among Chinese numerals.
_YEAR_IN_CHINESE = re.compile(r"[一二][〇零○O0o\u041e\u039f一二三四五六七八九]{3}(?= ?年)")
_WRONG_NOUGHT = re.compile(r"[O0o\u041e\u039f]")
_WIDE_DIGIT = re.compile(r"[０-９]")
_ARABIC = re.compile(r"(?<![A-Za-z0-9.])[0-9]{2,20}(?:\.[0-9]{1,20})?(?![A-Za-z0-9])")
_INVISIBLE = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
# Beside other characters (Mongolian, Uyghur, pictures) they have a function.
_PLAIN = re.compile(f"[!-~\\s\u2010-\u203b\u3000-\u303f\uff00-\uffef{HAN}]")


@rule(
    code="TXT109",
    name="confusable-character",
    severity=Severity.WARNING,
    fix="safe",
    on=Paragraph,
    summary=Text("没有形近而错的字符和看不见的字符", "no characters that look like others, and none that nobody sees"),
    message={
        "number": Text(
            "数字“{found}”里有字母，应为“{right}”", "the number “{found}” has letters in it; it should be {right}"
        ),
        "letter": Text(
            "“{found}”里混有形状相同的俄文或希腊字母，应为“{right}”",
            "“{found}” has Cyrillic or Greek letters that look Latin; it should be {right}",
        ),
        "nought": Text("“{found}”里的“〇”写成了字母或数字，应为“{right}”", "“{found}” should be written {right}"),
        "width": Text(
            "“{found}”一个数字里混用了全角和半角，应为“{right}”",
            "the number “{found}” mixes full-width and half-width digits; it should be {right}",
        ),
        "invisible": Text(
            "正文里有看不见的控制字符（{found}），会使检索和比对出错，应删去",
            "the prose has control characters that nobody sees ({found}): they spoil searches",
        ),
    },
    basis="一般文字规范",
    gather=("invisible",),
    local=True,
)
def confusable_character(paragraph: Paragraph, context: Context[NoOptions]) -> Iterator[Finding]:
    """Numbers, words and invisible characters of the prose; addresses are left alone."""
    report = context.report
    raw = report.raw(paragraph.span)
    if raw.isascii():
        return
    start = paragraph.span.start
    folded = report.folded(paragraph.span)
    if _SIGN.search(folded):
        yield from _look_alikes(report, start, folded)
    if _SIGN_IN_RAW.search(raw):
        yield from _hidden(report, start, raw, folded)


def _look_alikes(report: Report, start: int, folded: str) -> Iterator[Finding]:
    if _SUSPICIOUS.search(folded):
        yield from _letters(report, start, without_addresses(folded))
    for match in _YEAR_IN_CHINESE.finditer(folded):
        if _WRONG_NOUGHT.search(match.group()):
            right = _WRONG_NOUGHT.sub("〇", match.group())
            yield _finding(report, _span(start, match), right, "nought", Safety.SAFE, Severity.INFO)


def _hidden(report: Report, start: int, raw: str, folded: str) -> Iterator[Finding]:
    if _WIDE_DIGIT.search(raw):
        for match in _ARABIC.finditer(folded):
            digits = [char for char in raw[match.start() : match.end()] if char.isdigit()]
            if len({char.isascii() for char in digits}) == 2:
                yield _finding(report, _span(start, match), match.group(), "width", Safety.SAFE, Severity.INFO)
    for match in _INVISIBLE.finditer(raw):
        beside = raw[match.start() - 1 : match.start()], raw[match.end() : match.end() + 1]
        if all(_PLAIN.match(char) for char in beside if char):
            yield _invisible(match.group(), _span(start, match))


def _letters(report: Report, start: int, text: str) -> Iterator[Finding]:
    for match in _TOKEN.finditer(text):
        found = match.group().lstrip(".,-+/").rstrip(".,-+")
        if _SUSPICIOUS.search(found) is None:
            continue
        behind = match.start() + match.group().rindex(found) + len(found)
        span = Span(start + behind - len(found), start + behind)
        latin = found.translate(_LATIN)
        if _is_number(latin, text, behind):
            right = latin.translate(_DIGITS)
            year = _YEAR.fullmatch(right) is not None and text[behind : behind + 2].lstrip().startswith("年")
            yield _finding(report, span, right, "number", Safety.SAFE if year else Safety.UNSAFE)
        elif latin != found and latin.isascii() and _ASCII_WORD.search(found):
            yield _finding(report, span, latin, "letter", Safety.SAFE)


def _is_number(token: str, text: str, behind: int) -> bool:
    if _NOUGHT.fullmatch(token):
        return _NOUGHT_UNIT.match(text, behind) is not None
    if _NUMBER.fullmatch(token) is None or token in _WORDS or _UNIT.match(text, behind) is None:
        return False
    return token.translate(_DIGITS) != token and any(char.isdigit() for char in token)


def _invisible(found: str, span: Span) -> Finding:
    names = "、".join(f"U+{ord(char):04X}" for char in sorted(set(found)))
    fix = Fix(Text("删去看不见的字符", "delete the invisible characters"), (Edit(span, ""),))
    return Finding(span, {"found": names}, "invisible", fix=fix, severity=Severity.INFO, extraction=True)


def _finding(
    report: Report, span: Span, right: str, message: str, safety: Safety, severity: Severity | None = None
) -> Finding:
    fix = Fix(Text(f"改为“{right}”", f"change to {right}"), (Edit(span, right),), safety)
    return Finding(span, {"found": report.raw(span), "right": right}, message, fix=fix, severity=severity)


def _span(start: int, match: re.Match[str]) -> Span:
    return Span(start + match.start(), start + match.end())
