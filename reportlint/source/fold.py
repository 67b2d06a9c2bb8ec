"""Folding: one spelling for what is the same to a reader. For matching only, never for output.

:func:`fold` keeps the length, so an offset in the folded text is the same offset in the raw text and
every span that a pattern finds there is a span of the report. :func:`label_key` goes further (it
drops spaces and punctuation) and is for comparing short labels with each other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

# Traditional and variant forms of the characters in a form's fixed labels, in headings and in the
# words that rules look for. Not a conversion of prose: only one-to-one pairs are here.
_VARIANTS = dict(
    zip(
        "増減裏爲條項總開關訴訟復複議結轉續辦據規範處罰強製廢採購對還業務辭當務報計書長門頁車見貝會實現獲費"
        "決無補確認國務機關組織況應縣鄉鎮區廳發佈與機構號風險運執監標準資訊眾佔權責內農業廣東龍設導領黨員幹"
        "數請繼繳納單萬額這屬穩護類過詢沒後訪舉許於",
        "增减里为条项总开关诉讼复复议结转续办据规范处罚强制废采购对还业务辞当务报计书长门页车见贝会实现获费"
        "决无补确认国务机关组织况应县乡镇区厅发布与机构号风险运执监标准资讯众占权责内农业广东龙设导领党员干"
        "数请继缴纳单万额这属稳护类过询没后访举许于",
        strict=True,
    )
) | dict(zip("⺠⻔⻓⻚⻋⻅⻉⻛⻜⻢⻥⻩", "民门长页车见贝风飞马鱼黄", strict=True))
VARIANTS: Mapping[str, str] = MappingProxyType(_VARIANTS)
"""Traditional and variant characters, and radicals, that :func:`fold` takes for the ones in use."""

_QUOTES = dict.fromkeys("“”„‟〝〞＂", '"') | dict.fromkeys("‘’‚‛＇", "'")
_DASHES = dict.fromkeys("‐‑‒–—―−－﹣", "-")
# Breaks that only some programs take for a line end, and spaces of every width: an editor's lines end
# at \n, \r\n and \r alone, so here the others are spaces.
_SPACES = dict.fromkeys(
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b"
    "\u200c\u200d\u202f\u205f\u2060\u3000\ufeff\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029",
    " ",
)
# Blocks whose compatibility form (NFKC) is one character: circled digits, Kangxi and CJK radicals,
# compatibility ideographs, vertical, small and full-width forms.
_COMPATIBILITY = ((0x2460, 0x24FF), (0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF01, 0xFFEE))


@cache
def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for first, last in _COMPATIBILITY:
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1 and folded != chr(code):
                table[code] = folded
    for pairs in (VARIANTS, _QUOTES, _DASHES, _SPACES):
        table.update((ord(char), folded) for char, folded in pairs.items())
    # A radical's compatibility form may itself be a traditional character.
    return {code: VARIANTS.get(folded, folded) for code, folded in table.items()}


def fold(text: str) -> str:
    r"""The text with widths, brackets, quotes, dashes, spaces, line ends and variants made one.

    The result has the length of ``text``. ``\r\n`` becomes space and newline, a lone ``\r`` a newline.
    """
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    return text.translate(_table())


# Pinyin in brackets behind a character, as converters of traditional text leave it: 鄉(xiāng).
# A converter that ran twice leaves it twice.
_RUBY = re.compile(r"(?<=[\u3400-\u9fff])(?:\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,7}\))+")
_NOT_A_WORD = re.compile(r"[^\w]|_")
_ORDINAL = re.compile(r"^(?:\(?[一二三四五六七八九十]{1,3}[)、.,:]|\(\d{1,2}\)|\d{1,2}(?=[.、,:。)]|\D))")
_ORDINAL_MARK = re.compile(r"^[\s#*>_-]*")


def strip_ruby(folded: str) -> str:
    """Folded text without pinyin in brackets (the length changes)."""
    return _RUBY.sub("", folded)


@lru_cache(maxsize=4096)
def label_key(label: str) -> str:
    """What two spellings of one label have in common: its words and digits.

    Spaces, punctuation, quotes, brackets, Markdown marks and pinyin are gone; 其它 is 其他. The
    ordinal stays (“1.属于国家秘密” and “1、属于国家秘密” are one, “属于国家秘密” is another).
    """
    folded = strip_ruby(fold(label))
    return _NOT_A_WORD.sub("", folded).replace("其它", "其他")


@lru_cache(maxsize=4096)
def ordinal_and_key(label: str) -> tuple[str, str]:
    """The ordinal of a label (“一”, “(一)”, “1”; empty if there is none) and the key of the rest."""
    folded = _ORDINAL_MARK.sub("", strip_ruby(fold(label)))
    compact = "".join(folded.split())
    match = _ORDINAL.match(compact)
    if match is None:
        return "", label_key(compact)
    ordinal = match.group().rstrip("、.,:")
    return ordinal, label_key(compact[match.end() :])
